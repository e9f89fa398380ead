//! What an authorizer's function is told
//! (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html).

use serde_json::{Value, json};

use crate::gateway::exchange::Exchange;
use crate::gateway::lambda_proxy::every_header;
use crate::gateway::routing::Route;

/// The event of a TOKEN authorizer, its members in the order recorded on AWS 2017-06-05.
#[must_use]
pub fn of_token(token: &str, method_arn: &str) -> Value {
    json!({"type": "TOKEN", "authorizationToken": token, "methodArn": method_arn})
}

/// The event of a REQUEST authorizer: that of a proxy integration without a body. What is absent is an empty object
/// here, as the guide shows it.
#[must_use]
pub fn of_request(exchange: &Exchange, route: &Route, method_arn: &str) -> Value {
    json!({
        "type": "REQUEST",
        "methodArn": method_arn,
        "resource": route.resource.path,
        "path": exchange.path,
        "httpMethod": exchange.http_method,
        "headers": exchange.params.header,
        "multiValueHeaders": every_header(exchange),
        "queryStringParameters": exchange.params.querystring,
        "multiValueQueryStringParameters": exchange.query,
        "pathParameters": exchange.path_parameters,
        "stageVariables": *exchange.stage_variables,
        "requestContext": exchange.context,
    })
}
