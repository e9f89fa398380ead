//! Stages, and which one a request is for.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use percent_encoding::percent_decode_str;

use super::api::Api;
use crate::gateway::InvokeUrl;
use crate::gateway::access_log::AccessLog;

/// The stage whose name no URL shows.
pub const DEFAULT: &str = "$default";

/// A stage as the data plane serves it.
#[derive(Debug, Clone)]
pub struct Stage {
    /// The deployment.
    pub api: Arc<Api>,
    /// `$stageVariables`
    pub variables: Arc<IndexMap<String, String>>,
    /// Where its requests are logged.
    pub access_log: Option<AccessLog>,
}

/// The stages of an API by name.
pub type Stages = HashMap<String, Arc<Stage>>;

/// A stage, its name, and the path below it as written.
#[derive(Debug)]
pub struct Chosen {
    /// The stage.
    pub stage: Arc<Stage>,
    /// Its name.
    pub name: String,
    /// Starts with `/`.
    pub path: String,
}

/// Chooses the stage. A host names none: a first part of the path that is a stage's name selects it, otherwise
/// `$default` answers with the whole path (developer guide, "Create routes for HTTP APIs"; ROUTE-023).
#[must_use]
pub fn choose(stages: &Stages, url: &InvokeUrl) -> Option<Chosen> {
    let chosen = |name: &str, path: &str| {
        Some(Chosen {
            stage: Arc::clone(stages.get(name)?),
            name: name.to_owned(),
            path: format!("/{}", path.strip_prefix('/').unwrap_or(path)),
        })
    };
    let name = percent_decode_str(&url.stage).decode_utf8_lossy();
    if url.domain.is_none() {
        return chosen(&name, &url.path);
    }
    let named = (name != DEFAULT).then(|| chosen(&name, &url.path)).flatten();
    named.or_else(|| chosen(DEFAULT, &format!("/{}{}", url.stage, url.path)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::http_api::routes::Routes;

    fn chosen(names: &[&str], stage: &str, path: &str, domain: Option<&str>) -> Option<(String, String)> {
        let stage_of = |name: &&str| {
            let api = Api {
                id: "a1".to_owned(),
                region: "us-east-1".to_owned(),
                routes: Routes::default(),
                cors: None,
            };
            let stage = Stage {
                api: Arc::new(api),
                variables: Arc::default(),
                access_log: None,
            };
            ((*name).to_owned(), Arc::new(stage))
        };
        let stages = names.iter().map(stage_of).collect();
        let url = InvokeUrl {
            api_id: "a1".to_owned(),
            stage: stage.to_owned(),
            path: path.to_owned(),
            domain: domain.map(str::to_owned),
        };
        choose(&stages, &url).map(|c| (c.name, c.path))
    }

    fn at(name: &str, path: &str) -> Option<(String, String)> {
        Some((name.to_owned(), path.to_owned()))
    }

    #[test]
    fn behind_a_host_the_first_part_may_be_a_stage() {
        let host = Some("a1.execute-api.us-east-1.amazonaws.com");
        let both = &["dev", "$default"];
        assert_eq!(chosen(both, "dev", "/x", host), at("dev", "/x"));
        assert_eq!(chosen(both, "dev", "", host), at("dev", "/"));
        assert_eq!(chosen(both, "pets", "/1", host), at("$default", "/pets/1"));
        assert_eq!(chosen(both, "", "", host), at("$default", "/"));
        assert_eq!(chosen(&["dev"], "pets", "/1", host), None);
    }

    #[test]
    fn the_path_form_names_every_stage() {
        let both = &["dev", "$default"];
        assert_eq!(chosen(both, "$default", "/dev/x", None), at("$default", "/dev/x"));
        assert_eq!(chosen(both, "%24default", "", None), at("$default", "/"));
        assert_eq!(chosen(both, "dev", "/x", None), at("dev", "/x"));
        assert_eq!(chosen(both, "test", "/x", None), None);
    }
}
