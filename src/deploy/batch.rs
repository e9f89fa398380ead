//! Systems that ask at about the same time stand in one API and are deployed together.
//!
//! One task owns the shared API. While it deploys, others queue up; they are the next batch. So a lone
//! system waits for nobody, and many share CreateDeployment, which AWS allows once in five seconds.

use std::collections::VecDeque;
use std::sync::Arc;

use futures::future::join_all;
use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;

use super::DeployError;
use super::context::Context;
use super::rest_api::Api;
use super::site::{Plan, Site, resource_paths};

/// A system that waits for its site.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) plan: Plan,
    pub(super) answer: oneshot::Sender<Result<Arc<Site>, DeployError>>,
}

/// Systems deployed together at most: the first must not wait until the last is built.
const BATCH: usize = 40;
/// Resources of each API that a deployment's probe may need.
const SPARE: usize = 30;

/// The API that systems are put into at present.
struct Current<'a> {
    api: Api<'a>,
    resources: usize,
    deployments: usize,
}

/// Serves requests until all senders are gone.
pub(super) async fn serve(context: Arc<Context>, mut requests: mpsc::UnboundedReceiver<Request>) {
    let mut waiting = VecDeque::new();
    let mut current = None;
    let mut apis = 0;
    loop {
        if waiting.is_empty() {
            let Some(first) = requests.recv().await else {
                return;
            };
            waiting.push_back(first);
            sleep_unless_zero(context.target.description.limits.gather).await;
        }
        while let Ok(next) = requests.try_recv() {
            waiting.push_back(next);
        }
        let batch = take(&mut waiting, &mut current, &context);
        let api = match current {
            Some(api) => api,
            None => match Api::create(&context, &format!("shared-{apis}"), &[]).await {
                Ok(api) => {
                    apis += 1;
                    Current {
                        api,
                        resources: 0,
                        deployments: 0,
                    }
                }
                Err(error) => {
                    refuse(batch, &error);
                    current = None;
                    continue;
                }
            },
        };
        current = deploy(api, batch).await;
    }
}

async fn sleep_unless_zero(time: std::time::Duration) {
    if !time.is_zero() {
        sleep(time).await;
    }
}

/// The requests that go together, in turn. If the first finds no room, the current API is closed.
fn take(
    waiting: &mut VecDeque<Request>,
    current: &mut Option<Current<'_>>,
    context: &Context,
) -> Vec<Request> {
    let room = context
        .target
        .description
        .limits
        .resources_per_api
        .saturating_sub(SPARE);
    let needed = |request: &Request| resource_paths(&request.plan.api, &request.plan.base).len();
    let used = |current: &Option<Current<'_>>| current.as_ref().map_or(0, |api| api.resources);
    if waiting
        .front()
        .is_some_and(|first| used(current) + needed(first) > room)
    {
        *current = None;
    }
    let (mut used, mut batch) = (used(current), Vec::new());
    while batch.len() < BATCH
        && let Some(next) = waiting.front()
        // A system that is larger than any API gets one and is refused by the target itself.
        && (batch.is_empty() || used + needed(next) <= room)
    {
        used += needed(next);
        batch.extend(waiting.pop_front());
    }
    batch
}

/// Builds a batch and deploys it; gives the API back if more can be put into it.
async fn deploy<'a>(mut current: Current<'a>, batch: Vec<Request>) -> Option<Current<'a>> {
    let built = join_all(batch.iter().map(|request| current.api.build(&request.plan))).await;
    let mut clean = true;
    let mut sound = Vec::new();
    for (request, built) in batch.into_iter().zip(built) {
        current.resources += resource_paths(&request.plan.api, &request.plan.base).len();
        match built {
            Ok(()) => sound.push(request),
            Err(failed) => {
                // What is left of it would spoil the deployment for the others: a method without
                // integration is refused there.
                if let Some(top) = failed.top {
                    clean &= current.api.remove(&top).await.is_ok();
                }
                refuse([request], &failed.error);
            }
        }
    }
    if sound.is_empty() {
        return clean.then_some(current);
    }
    current.deployments += 1;
    match current.api.deploy(None, current.deployments).await {
        Ok(()) => {
            for request in sound {
                let site = Site {
                    api: current.api.id.clone(),
                    base: request.plan.base,
                };
                // A scenario that was given up does not wait any more.
                let _ = request.answer.send(Ok(Arc::new(site)));
            }
            (clean && current.deployments < SPARE).then_some(current)
        }
        // One of them is what the target refuses; the others are not to suffer for it.
        Err(error) if error.is_finding() && sound.len() > 1 => {
            for request in sound {
                let placed = alone(current.api.context, &request.plan).await;
                let _ = request.answer.send(placed);
            }
            None
        }
        Err(error) => {
            refuse(sound, &error);
            None
        }
    }
}

/// Deploys a system in an API that no other shares.
async fn alone(context: &Context, plan: &Plan) -> Result<Arc<Site>, DeployError> {
    let name = format!("alone{}", plan.base.replace('/', "-"));
    let api = Api::create(context, &name, &[]).await?;
    api.build(plan).await.map_err(|failed| failed.error)?;
    api.deploy(None, 1).await?;
    Ok(Arc::new(Site {
        api: api.id,
        base: plan.base.clone(),
    }))
}

fn refuse(requests: impl IntoIterator<Item = Request>, error: &DeployError) {
    for request in requests {
        let _ = request.answer.send(Err(error.clone()));
    }
}
