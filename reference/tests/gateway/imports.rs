//! ImportRestApi and PutRestApi.

use serde_json::{Value, json};

use crate::system::{System, text};

pub const OPENAPI: &str = r##"
openapi: 3.0.1
info: {title: Houses, version: '2', description: about houses}
servers: [{url: 'https://h.example/{basePath}', variables: {basePath: {default: /v1/api}}}]
x-amazon-apigateway-binary-media-types: [image/png]
x-amazon-apigateway-request-validators:
  body: {validateRequestBody: true, validateRequestParameters: false}
x-amazon-apigateway-request-validator: body
x-amazon-apigateway-gateway-responses:
  BAD_REQUEST_BODY:
    statusCode: 422
    responseTemplates: {application/json: '{"why": $context.error.validationErrorString}'}
paths:
  /houses/{id}:
    parameters:
      - {$ref: '#/components/parameters/Limit'}
    post:
      operationId: Build
      security: [{key: []}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/House'}}}}
      responses:
        200:
          headers: {X-Id: {schema: {type: string}}}
          content: {application/json: {schema: {type: object}}}
        default: {description: ignored}
      x-amazon-apigateway-integration: &mock
        type: mock
        passthroughBehavior: when_no_match
        requestTemplates: {application/json: '{"statusCode": 200}'}
        responses:
          default:
            statusCode: 200
            responseParameters: {method.response.header.X-Id: "'1'"}
            responseTemplates: {application/json: "built $context.operationName"}
          4\d\d: {statusCode: 404}
    x-amazon-apigateway-any-method:
      responses: {200: {headers: {X-Id: {}}}}
      x-amazon-apigateway-integration: {$ref: '#/components/x-amazon-apigateway-integrations/any'}
components:
  parameters:
    Limit: {name: limit, in: query, required: true, schema: {type: integer}}
  securitySchemes:
    key: {type: apiKey, name: x-api-key, in: header}
  schemas:
    House:
      type: object
      required: [rooms]
      properties:
        rooms: {type: array, items: {$ref: '#/components/schemas/Room'}}
    Room: {type: object, properties: {in: {$ref: '#/components/schemas/House'}}}
  x-amazon-apigateway-integrations:
    any: *mock
"##;

impl System {
    async fn imported(query: &str, document: &str) -> (Self, u16, Value) {
        let mut system = Self::new().await;
        let path = format!("/restapis?mode=import{query}");
        let (status, api) = system
            .raw_control("POST", &path, document.to_owned().into())
            .await;
        if status == 201 {
            system.api = api["id"].as_str().unwrap().to_owned();
            system.root = api["rootResourceId"].as_str().unwrap().to_owned();
        }
        (system, status, api)
    }

    async fn paths(&self) -> Vec<String> {
        let list = self.ok("GET", &self.at("/resources"), Value::Null).await;
        let mut paths: Vec<_> = list["item"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["path"].as_str().unwrap().to_owned())
            .collect();
        paths.sort();
        paths
    }
}

#[tokio::test]
async fn an_openapi_document_becomes_an_api() {
    let (system, status, api) = System::imported("&failonwarnings=true", OPENAPI).await;
    assert_eq!(status, 201, "{api}");
    assert_eq!(
        (
            &api["name"],
            &api["version"],
            &api["description"],
            &api["binaryMediaTypes"]
        ),
        (
            &json!("Houses"),
            &json!("2"),
            &json!("about houses"),
            &json!(["image/png"])
        )
    );
    assert_eq!(api["endpointConfiguration"]["types"], json!(["EDGE"]));
    assert_eq!(system.paths().await, ["/", "/houses", "/houses/{id}"]);

    let list = system
        .ok("GET", &system.at("/resources?embed=methods"), Value::Null)
        .await;
    let house = list["item"]
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["path"] == "/houses/{id}")
        .unwrap();
    let (post, any) = (
        &house["resourceMethods"]["POST"],
        &house["resourceMethods"]["ANY"],
    );
    assert_eq!(post["apiKeyRequired"], true);
    assert_eq!(
        post["requestParameters"],
        json!({"method.request.querystring.limit": true, "method.request.path.id": true})
    );
    assert_eq!(post["requestModels"], json!({"application/json": "House"}));
    assert_eq!(any["apiKeyRequired"], false);
    let integration = &post["methodIntegration"];
    assert_eq!(
        (
            &integration["type"],
            &integration["passthroughBehavior"],
            &integration["cacheNamespace"]
        ),
        (&json!("MOCK"), &json!("WHEN_NO_MATCH"), &house["id"])
    );
    assert_eq!(
        integration["integrationResponses"]["404"],
        json!({"statusCode": "404", "selectionPattern": "4\\d\\d"})
    );
    assert_eq!(any["methodIntegration"], *integration);
    let statuses: Vec<_> = post["methodResponses"].as_object().unwrap().keys().collect();
    assert_eq!(statuses, ["200"]);
    let inline = post["methodResponses"]["200"]["responseModels"]["application/json"]
        .as_str()
        .unwrap();
    assert!(inline.starts_with("MODEL"), "{inline}");

    let models = system.ok("GET", &system.at("/models"), Value::Null).await;
    let named = |name: &str| {
        let items = models["item"].as_array().unwrap();
        let model = items.iter().find(|m| m["name"] == name)?;
        serde_json::from_str::<Value>(model["schema"].as_str()?).ok()
    };
    let reference = format!(
        "https://apigateway.amazonaws.com/restapis/{}/models/Room",
        system.api
    );
    assert_eq!(
        named("House").unwrap()["properties"]["rooms"]["items"]["$ref"],
        json!(reference)
    );
    assert!(
        named("Empty").is_none(),
        "the default models are not added to an import"
    );
}

#[tokio::test]
async fn an_imported_api_serves() {
    let document = OPENAPI.replace("security: [{key: []}]", "security: []");
    let (system, status, answer) = System::imported("&basepath=split", &document).await;
    assert_eq!(status, 201, "{answer}");
    system.deploy("dev").await;
    let post = async |body: &str| system.send("POST", "/dev/api/houses/1", &[], body).await;
    let built = post("{\"rooms\": [{\"in\": {\"rooms\": []}}]}").await;
    assert_eq!((built.status, text(&built)), (200, "built Build"));
    assert_eq!(built.headers.get("X-Id"), Some("1"));
    let refused = post("{\"rooms\": [{\"in\": {}}]}").await;
    assert_eq!(refused.status, 422);
    assert!(
        text(&refused).contains("missing required properties ([\"rooms\"])"),
        "{}",
        text(&refused)
    );
    assert_eq!(system.get("/dev/api/houses/1").await.status, 200);
}

#[tokio::test]
async fn base_paths_are_ignored_split_or_prepended() {
    let swagger = json!({
        "swagger": "2.0",
        "info": {"title": "t"},
        "basePath": "/a/b",
        "paths": {"/x": {"get": {"responses": {"200": {"schema": {"$ref": "#/definitions/M"}}}}}},
        "definitions": {"M": {"type": "object"}},
    })
    .to_string();
    for (query, last) in [
        ("", "/x"),
        ("&basepath=ignore", "/x"),
        ("&basepath=split", "/b/x"),
        ("&basepath=prepend", "/a/b/x"),
    ] {
        let (system, status, _) = System::imported(query, &swagger).await;
        assert_eq!(status, 201);
        assert_eq!(
            system.paths().await.last().map(String::as_str),
            Some(last),
            "{query}"
        );
    }
    assert_eq!(System::imported("&basepath=no", &swagger).await.1, 400);
}

#[tokio::test]
async fn put_merges_or_overwrites() {
    let (system, _, _) = System::imported("", OPENAPI).await;
    let more = "{swagger: '2.0', info: {title: More}, x-amazon-apigateway-binary-media-types: [a/b, image/png], definitions: {New: {type: object}}, paths: {/new: {get: {}}, \
                '/houses/{id}': {post: {operationId: Replaced}}}}";
    let put = async |query: &str| {
        let at = system.at(query);
        system.raw_control("PUT", &at, more.into()).await
    };
    let (status, api) = put("?mode=merge").await;
    assert_eq!(
        (status, &api["name"], &api["version"]),
        (200, &json!("More"), &json!("2"))
    );
    assert_eq!(api["binaryMediaTypes"], json!(["image/png", "a/b"]));
    assert_eq!(system.paths().await, ["/", "/houses", "/houses/{id}", "/new"]);
    let list = system
        .ok("GET", &system.at("/resources?embed=methods"), Value::Null)
        .await;
    let methods = |path: &str| {
        let items = list["item"].as_array().unwrap();
        items.iter().find(|r| r["path"] == path).unwrap()["resourceMethods"].clone()
    };
    assert_eq!(methods("/houses/{id}")["POST"]["operationName"], "Replaced");
    assert!(methods("/houses/{id}")["ANY"].is_object());
    let (status, api) = put("?mode=overwrite").await;
    assert_eq!((status, &api["rootResourceId"]), (200, &json!(system.root)));
    assert_eq!(api["binaryMediaTypes"], json!(["a/b", "image/png"]));
    assert_eq!(system.paths().await, ["/", "/houses", "/houses/{id}", "/new"]);
    let models = system.ok("GET", &system.at("/models"), Value::Null).await;
    let names: Vec<_> = models["item"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| &m["name"])
        .collect();
    assert_eq!(names, ["New"]);
    let list = system
        .ok("GET", &system.at("/resources?embed=methods"), Value::Null)
        .await;
    assert!(!list.to_string().contains("\"ANY\""));
}

#[tokio::test]
async fn what_does_not_fit_changes_nothing() {
    let (system, _, _) = System::imported("", OPENAPI).await;
    let before = system.paths().await;
    let integration = |extension: Value| {
        let get = json!({"get": {"x-amazon-apigateway-integration": extension}});
        json!({"openapi": "3.0.1", "info": {"title": "t"}, "paths": {"/y": get}}).to_string()
    };
    for (document, message) in [
        ("{".to_owned(), "Invalid OpenAPI input."),
        (
            integration(json!({"type": "aws_proxy", "httpMethod": "POST", "uri": "arn:aws:lambda:x"})),
            "Errors found during import:\n\tUnable to put integration on 'GET' for resource at path '/y': AWS ARN for \
             integration must contain path or action",
        ),
        (
            integration(json!({"type": "mock", "responses": {"default": {}}})),
            "Errors found during import:\n\tUnable to put integration response on 'GET' for resource at path '/y': \
             Invalid status code specified: ",
        ),
        (
            json!({"swagger": "2.0", "info": {"title": "t"}, "paths": {"/{a}": {}, "/{b}": {}}}).to_string(),
            "Errors found during import:\n\tUnable to create resource at path '/{b}': A sibling ({a}) of this \
             resource already has a variable path part -- only one unique variable path part is allowed",
        ),
        (
            json!({"swagger": "2.0", "info": {"title": "t"}, "paths": {"/y": {"get": {"security": [{"o": []}]}}},
                "securityDefinitions": {"o": {"type": "oauth2"}}})
            .to_string(),
            "Warnings found during import:\n\tUnsupported security definition type 'oauth2' for 'o'. Ignoring.",
        ),
        (
            json!({"swagger": "2.0", "info": {"title": "t"}, "x-amazon-apigateway-policy": {}}).to_string(),
            "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.",
        ),
    ] {
        let at = system.at("?mode=merge&failonwarnings=true");
        let (status, error) = system.raw_control("PUT", &at, document.into()).await;
        assert_eq!((status, error["message"].as_str()), (400, Some(message)));
    }
    assert_eq!(system.paths().await, before);
}
