//! What a method checks of a request: validators and models.

use std::collections::{BTreeMap, HashMap};

use super::DeployError;
use super::rest_api::Api;
use crate::system::{Placeholders, RequestValidator};

impl Api {
    /// The id of a validator; methods with the same demands share one.
    pub(super) async fn validator(
        &self,
        wanted: Option<RequestValidator>,
    ) -> Result<Option<String>, DeployError> {
        let Some(wanted) = wanted else {
            return Ok(None);
        };
        let create = || async move {
            let RequestValidator { body, parameters } = wanted;
            let call = self
                .context
                .clients()
                .apigateway
                .create_request_validator()
                .rest_api_id(&self.id)
                .name(format!("body-{body}-parameters-{parameters}"))
                .validate_request_body(body)
                .validate_request_parameters(parameters);
            let created = self
                .changes
                .make("CreateRequestValidator", || call.clone().send())
                .await?;
            created
                .id
                .ok_or_else(|| DeployError::without_id("CreateRequestValidator"))
        };
        self.validators.get(wanted, create).await.map(Some)
    }

    /// Content type → name of a model made for it.
    pub(super) async fn models(
        &self,
        schemas: &BTreeMap<String, String>,
        known: &Placeholders,
    ) -> Result<Option<HashMap<String, String>>, DeployError> {
        let mut names = HashMap::new();
        for (content_type, schema) in schemas {
            // A model's name may hold letters and digits only.
            let name = format!("m{}", uuid::Uuid::new_v4().simple());
            let call = self
                .context
                .clients()
                .apigateway
                .create_model()
                .rest_api_id(&self.id)
                .name(&name)
                // What the model is of; the method says for which types it holds, also for `$default`.
                .content_type("application/json")
                .schema(known.fill(schema)?);
            self.changes.make("CreateModel", || call.clone().send()).await?;
            names.insert(content_type.clone(), name);
        }
        Ok((!names.is_empty()).then_some(names))
    }
}
