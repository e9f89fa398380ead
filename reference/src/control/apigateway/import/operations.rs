//! The two operations.

use serde_json::Value;

use super::super::answer::{Answer, Input, Outcome, bad_request};
use super::super::rest_api;
use super::super::store::{Api, Store};
use super::document::Document;
use super::importer::Importer;
use crate::gateway::Gateway;
use crate::wire::AwsError;

/// `POST /restapis?mode=import`
pub fn import(store: &mut Store, input: &Input, gateway: &Gateway) -> Outcome {
    let document = Document::parse(&input.document)?;
    let types: Vec<_> = input
        .query("endpointConfigurationTypes")
        .into_iter()
        .map(str::to_owned)
        .collect();
    let mut api = rest_api::blank(&input.region, types);
    api.models.clear();
    let (api, warnings) = filled(api, &document, input, gateway)?;
    let answer = Answer::created(shown(&api.rest_api, warnings));
    store.apis.insert(api.rest_api.id.clone(), api);
    Ok(answer)
}

/// `PUT /restapis/{api}`: `mode=overwrite` replaces the whole definition, `merge` (the default) adds to it. Stages
/// and deployments stay as they are.
pub fn put(store: &mut Store, input: &Input, gateway: &Gateway, id: &str) -> Outcome {
    let document = Document::parse(&input.document)?;
    let known = store.api(id)?;
    let mut api = known.definition();
    match input.query("mode").unwrap_or("merge") {
        "merge" => {}
        "overwrite" => {
            let root = api.rest_api.root_resource_id.clone();
            api.resources.retain(|id, _| *id == root);
            if let Some(root) = api.resources.get_mut(&root) {
                root.methods.clear();
            }
            api.rest_api.binary_media_types.clear();
            api.models.clear();
            api.rest_api.policy = None;
            api.authorizers.clear();
            api.validators.clear();
            api.gateway_responses.clear();
        }
        other => {
            return Err(bad_request(format!(
                "Invalid mode specified: {other}. Valid options are merge, overwrite"
            )));
        }
    }
    let (api, warnings) = filled(api, &document, input, gateway)?;
    let answer = Answer::ok(shown(&api.rest_api, warnings));
    known.replace_definition(api);
    Ok(answer)
}

/// The API with what the definition describes, and the warnings.
fn filled(
    mut api: Api,
    document: &Document,
    input: &Input,
    gateway: &Gateway,
) -> Result<(Api, Vec<String>), AwsError> {
    let region = api.region.clone();
    api.rest_api.describe(document, &region)?;
    let base = base(document, input.query("basepath").unwrap_or("ignore"))?;
    let mut importer = Importer {
        document,
        api,
        gateway,
        errors: Vec::new(),
        warnings: Vec::new(),
    };
    importer.add_all(&base);
    if !importer.errors.is_empty() {
        return Err(found("Errors", &importer.errors));
    }
    let is_strict = input.query("failonwarnings") == Some("true");
    if is_strict && !importer.warnings.is_empty() {
        return Err(found("Warnings", &importer.warnings));
    }
    Ok((importer.api, importer.warnings))
}

fn found(what: &str, sentences: &[String]) -> AwsError {
    let list: String = sentences.iter().map(|s| format!("\n\t{s}")).collect();
    bad_request(format!("{what} found during import:{list}"))
}

/// What stands before each path: nothing, the whole base path, or all of it but its first part.
fn base(document: &Document, mode: &str) -> Result<String, AwsError> {
    let path = document.base_path();
    let path = path.trim_matches('/');
    let kept = match mode {
        "ignore" => "",
        "prepend" => path,
        "split" => path.split_once('/').map_or("", |(_, rest)| rest),
        other => {
            return Err(bad_request(format!(
                "Invalid basepath specified: {other}. Valid options are ignore, prepend, split"
            )));
        }
    };
    Ok(if kept.is_empty() {
        String::new()
    } else {
        format!("/{kept}")
    })
}

/// The API as the answer shows it, with what was left out.
fn shown(api: &rest_api::RestApi, warnings: Vec<String>) -> Value {
    let mut shown = api.shown();
    if !warnings.is_empty() {
        shown["warnings"] = Value::from(warnings);
    }
    shown
}
