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
use super::construction::Construction;
use super::context::Context;
use super::site::{Plan, Site};

/// A system that waits for its site.
#[derive(Debug)]
pub(super) struct Request<A> {
    pub(super) plan: Plan<A>,
    pub(super) answer: oneshot::Sender<Result<Arc<Site>, DeployError>>,
}

/// Systems deployed together at most: the first must not wait until the last is built.
const BATCH: usize = 40;
/// Resources or routes of each API that a deployment's probe may need.
const SPARE: usize = 30;

/// The API that systems are put into at present.
struct Current<C> {
    api: C,
    /// What is taken of what it may hold.
    used: usize,
    deployments: usize,
}

/// Serves requests until all senders are gone.
pub(super) async fn serve<C: Construction>(
    context: Arc<Context>,
    mut requests: mpsc::UnboundedReceiver<Request<C::Api>>,
) {
    let mut waiting = VecDeque::new();
    let mut current: Option<Current<C>> = None;
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
            None => match C::create(&context, &format!("shared-{apis}"), None).await {
                Ok(api) => {
                    apis += 1;
                    Current {
                        api,
                        used: 0,
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
        current = deploy(&context, api, batch).await;
    }
}

async fn sleep_unless_zero(time: std::time::Duration) {
    if !time.is_zero() {
        sleep(time).await;
    }
}

/// The requests that go together, in turn. If the first finds no room, the current API is closed.
fn take<C: Construction>(
    waiting: &mut VecDeque<Request<C::Api>>,
    current: &mut Option<Current<C>>,
    context: &Context,
) -> Vec<Request<C::Api>> {
    let room = context
        .target
        .description
        .limits
        .resources_per_api
        .saturating_sub(SPARE);
    let needed = |request: &Request<C::Api>| C::size(&request.plan);
    let used = |current: &Option<Current<C>>| current.as_ref().map_or(0, |api| api.used);
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
async fn deploy<C: Construction>(
    context: &Arc<Context>,
    mut current: Current<C>,
    batch: Vec<Request<C::Api>>,
) -> Option<Current<C>> {
    let built = join_all(batch.iter().map(|request| current.api.build(&request.plan))).await;
    let mut clean = true;
    let mut sound = Vec::new();
    for (request, built) in batch.into_iter().zip(built) {
        current.used += C::size(&request.plan);
        match built {
            Ok(()) => sound.push(request),
            Err(failed) => {
                clean &= failed.clean;
                refuse([request], &failed.error);
            }
        }
    }
    if sound.is_empty() {
        return clean.then_some(current);
    }
    current.deployments += 1;
    match current.api.deploy(current.deployments).await {
        Ok(()) => {
            for request in sound {
                let site = current.api.site(&request.plan);
                // A scenario that was given up does not wait any more.
                let _ = request.answer.send(Ok(Arc::new(site)));
            }
            (clean && current.deployments < SPARE).then_some(current)
        }
        // One of them is what the target refuses; the others are not to suffer for it.
        Err(error) if error.is_finding() && sound.len() > 1 => {
            for request in sound {
                let placed = alone::<C>(context, &request.plan).await;
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
async fn alone<C: Construction>(
    context: &Arc<Context>,
    plan: &Plan<C::Api>,
) -> Result<Arc<Site>, DeployError> {
    let name = format!("alone{}", plan.base.replace('/', "-"));
    let api = C::create(context, &name, None).await?;
    api.build(plan).await.map_err(|failed| failed.error)?;
    api.deploy(1).await?;
    Ok(Arc::new(api.site(plan)))
}

fn refuse<A>(requests: impl IntoIterator<Item = Request<A>>, error: &DeployError) {
    for request in requests {
        let _ = request.answer.send(Err(error.clone()));
    }
}
