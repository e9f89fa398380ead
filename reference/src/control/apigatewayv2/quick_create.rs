//! CreateApi with a target: an API with an integration, a route and a stage that deploys by itself.

use super::integration::{Integration, IntegrationInput};
use super::route::{self, Route};
use super::stage::Stage;
use super::store::Api;
use crate::gateway::http_api::stage::DEFAULT;
use crate::wire::AwsError;

/// Adds what quick create makes.
///
/// # Errors
/// `BadRequestException` if the key or the target is none.
pub fn fill(
    api: &mut Api,
    route_key: Option<String>,
    target: String,
    credentials_arn: Option<String>,
) -> Result<(), AwsError> {
    let key = route_key.unwrap_or_else(|| DEFAULT.to_owned());
    route::check_key(api, &key, None)?;
    let mut integration = Integration::new(IntegrationInput::quick(target, credentials_arn))?;
    integration.api_gateway_managed = Some(true);
    let mut route = Route::new(key, Some(format!("integrations/{}", integration.integration_id)));
    route.api_gateway_managed = Some(true);
    let mut stage = Stage::new(DEFAULT, true);
    stage.api_gateway_managed = Some(true);
    api.integrations
        .insert(integration.integration_id.clone(), integration);
    api.routes.insert(route.route_id.clone(), route);
    api.stages.insert(DEFAULT.to_owned(), stage);
    Ok(())
}
