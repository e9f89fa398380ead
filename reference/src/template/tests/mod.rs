//! What API Gateway was recorded to render, and what Velocity's and Java's documentation says.

mod comparisons;
mod directives;
mod input;
mod methods;
mod overrides;
mod printing;
mod references;
mod robustness;
mod util;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{Input, Overrides, Params, ParseError, RenderError, Template};

/// A request to render for.
struct Request {
    body: String,
    params: Params,
    context: Map<String, Value>,
    stage_variables: IndexMap<String, String>,
}

impl Request {
    fn with_body(body: &str) -> Self {
        let context = json!({"protocol": "HTTP/1.1", "stage": "test", "identity": {"sourceIp": "192.0.2.1", "user": null},
            "requestTimeEpoch": 1_700_000_000_000_i64, "deploymentId": "dep123", "apiId": "api123"});
        Self {
            body: body.to_owned(),
            params: Params::default(),
            context: context.as_object().cloned().unwrap_or_default(),
            stage_variables: IndexMap::from([("colour".to_owned(), "green".to_owned())]),
        }
    }

    fn render(&self, template: &str, overrides: &mut Overrides) -> Result<String, RenderError> {
        let template = Template::parse(template).unwrap_or_else(|e| panic!("{template}: {e}"));
        let input = Input {
            body: &self.body,
            params: &self.params,
            context: &self.context,
            stage_variables: &self.stage_variables,
        };
        template.render(&input, overrides)
    }
}

fn rendered(template: &str, body: &str) -> Result<String, RenderError> {
    Request::with_body(body).render(template, &mut Overrides::default())
}

/// Each template renders to the text beside it; `$v` holds what the body's JSON holds.
#[track_caller]
fn all_render(cases: &[(&str, &str)], body: &str) {
    for (template, expected) in cases {
        let whole = format!("#set($v = $input.path('$')){template}");
        assert_eq!(rendered(&whole, body).as_deref(), Ok(*expected), "{template}");
    }
}

#[track_caller]
fn fails(template: &str) {
    let result = rendered(template, "{}");
    assert!(result.is_err(), "{template} renders {result:?}");
}

#[track_caller]
fn does_not_parse(template: &str) -> ParseError {
    match Template::parse(template) {
        Ok(_) => panic!("{template} parses"),
        Err(error) => error,
    }
}
