//! What is left of the limits: of stages, and of each key of a usage plan.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::time::Instant;

use super::api_keys::{ApiKeys, Client};
use super::execution_log::masked;
use super::failure::Failure;
use super::quota::Usage;
use super::response_type::ResponseType;
use super::token_bucket::{RateLimit, TokenBucket};

/// All buckets and counters that a request has needed so far; as many at most as stages have methods and plans
/// have keys.
#[derive(Debug)]
pub struct Meters {
    began: Instant,
    buckets: Mutex<HashMap<Meter, TokenBucket>>,
    usage: Mutex<HashMap<ClientId, Usage>>,
}

/// The ids of a plan and a key.
type ClientId = (String, String);

/// Whose bucket it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Meter {
    client: Option<ClientId>,
    api: String,
    stage: String,
    method: String,
}

/// The method that a request is for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The API's id.
    pub api: &'a str,
    /// The stage's name.
    pub stage: &'a str,
    /// The resource's id.
    pub resource: &'a str,
    /// The resource's path.
    pub path: &'a str,
    /// The method's verb, or `ANY`.
    pub verb: &'a str,
}

/// The time of a request.
#[derive(Debug, Clone, Copy)]
struct Now {
    /// Since the meters began.
    since: Duration,
    clock: Timestamp,
}

impl Default for Meters {
    fn default() -> Self {
        Self {
            began: Instant::now(),
            buckets: Mutex::default(),
            usage: Mutex::default(),
        }
    }
}

impl Meters {
    /// Lets a request pass or not. The order is the developer guide's: the client's limit of the method, or of all
    /// methods, in its usage plan; then the stage's limit of the method.
    ///
    /// # Errors
    /// [`Failure`]: 429, for too many requests in a short time or for an exhausted quota.
    pub fn admit(
        &self,
        client: Option<&Client>,
        stage: Option<RateLimit>,
        asked: Asked<'_>,
    ) -> Result<(), Failure> {
        if client.is_none() && stage.is_none() {
            return Ok(());
        }
        let now = Now {
            since: self.began.elapsed(),
            clock: Timestamp::now(),
        };
        self.admit_at(client, stage, asked, now)
    }

    fn admit_at(
        &self,
        client: Option<&Client>,
        stage: Option<RateLimit>,
        asked: Asked<'_>,
        now: Now,
    ) -> Result<(), Failure> {
        if let Some(client) = client {
            self.admit_client(client, asked, now)?;
        }
        match stage {
            Some(limit) if !self.take(None, limit, asked, now) => Err(throttled(exceeded("", asked, limit))),
            _ => Ok(()),
        }
    }

    fn admit_client(&self, client: &Client, asked: Asked<'_>, now: Now) -> Result<(), Failure> {
        let plan = &client.plan;
        let id = (plan.id.clone(), client.key_id.clone());
        let (key, stage) = (masked(&client.key), format!("{}/{}", asked.api, asked.stage));
        let own = plan.methods.get(&(asked.api.to_owned(), asked.stage.to_owned()));
        let own = own.and_then(|methods| methods.of_method(asked.path, asked.verb));
        if let Some(limit) = own.or(plan.throttle)
            && !self.take(Some(id.clone()), limit, asked, now)
        {
            let of_plan = format!("Usage Plan ID {}, ", plan.id);
            return Err(throttled(format!(
                "API Key {key} exceeded throttle limit for API Stage {stage}: {}",
                exceeded(&of_plan, asked, limit)
            )));
        }
        if let Some(quota) = &plan.quota {
            let mut usage = self.usage.lock().unwrap_or_else(PoisonError::into_inner);
            let today = now.clock.to_zoned(TimeZone::UTC).date();
            if !usage.entry(id).or_default().take(quota, today) {
                return Err(Failure {
                    log: Some(format!(
                        "API Key {key} exceeded quota limit for API Stage {stage}: Key quota exhausted for Usage \
                         Plan ID {}. {quota}",
                        plan.id
                    )),
                    ..Failure::new(ResponseType::QuotaExceeded, "Limit Exceeded")
                });
            }
        }
        Ok(())
    }

    fn take(&self, client: Option<ClientId>, limit: RateLimit, asked: Asked<'_>, now: Now) -> bool {
        let meter = Meter {
            client,
            api: asked.api.to_owned(),
            stage: asked.stage.to_owned(),
            method: format!("{}/{}", asked.path, asked.verb),
        };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = buckets
            .entry(meter)
            .or_insert_with(|| TokenBucket::full(limit, now.since));
        bucket.take(limit, now.since)
    }

    /// Forgets an API's stage that is served no longer, or all of its stages.
    pub fn forget(&self, api: &str, stage: Option<&str>) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        buckets.retain(|meter, _| meter.api != api || stage.is_some_and(|stage| meter.stage != stage));
    }

    /// Forgets the clients that are in no plan any longer.
    pub fn keep_clients(&self, keys: &ApiKeys) {
        let is_kept = |(plan, key): &ClientId| keys.have(plan, key);
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        buckets.retain(|meter, _| meter.client.as_ref().is_none_or(is_kept));
        let mut usage = self.usage.lock().unwrap_or_else(PoisonError::into_inner);
        usage.retain(|client, _| is_kept(client));
    }
}

fn throttled(line: String) -> Failure {
    Failure {
        log: Some(line),
        ..Failure::new(ResponseType::Throttled, "Too Many Requests")
    }
}

/// Recorded on AWS 2019-02-26; with a usage plan: AWS re:Post, "API Gateway 429".
fn exceeded(of_plan: &str, asked: Asked<'_>, limit: RateLimit) -> String {
    let Asked {
        api,
        stage,
        resource,
        verb,
        ..
    } = asked;
    format!(
        "Key throttle limit exceeded for {of_plan}RestApi {api}, Stage {stage}, Resource {resource}, HttpMethod {verb}. \
         {limit}"
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::gateway::api_keys::{ApiKey, UsagePlan};
    use crate::gateway::quota::{Period, Quota};
    use crate::gateway::throttling::Throttling;

    const ASKED: Asked<'_> = Asked {
        api: "a1",
        stage: "dev",
        resource: "f646q2",
        path: "/soup",
        verb: "GET",
    };
    const ONE: RateLimit = RateLimit { rate: 1.0, burst: 1 };

    fn at(seconds: u64) -> Now {
        Now {
            since: Duration::from_secs(seconds),
            clock: Timestamp::UNIX_EPOCH,
        }
    }

    fn client(key: &str, plan: UsagePlan) -> Client {
        Client {
            key: format!("0123456789{key}F0yrv6"),
            key_id: key.to_owned(),
            plan: Arc::new(UsagePlan {
                id: "nnpegc".to_owned(),
                ..plan
            }),
        }
    }

    fn line(outcome: Result<(), Failure>) -> String {
        outcome.expect_err("refused").log.expect("a line")
    }

    #[test]
    fn a_stage_limits_each_method_by_itself() {
        let meters = Meters::default();
        let other = Asked {
            verb: "POST",
            ..ASKED
        };
        assert_eq!(meters.admit_at(None, Some(ONE), ASKED, at(0)), Ok(()));
        assert_eq!(meters.admit_at(None, Some(ONE), other, at(0)), Ok(()));
        assert_eq!(
            line(meters.admit_at(None, Some(ONE), ASKED, at(0))),
            "Key throttle limit exceeded for RestApi a1, Stage dev, Resource f646q2, HttpMethod GET. Limit: 1.00 Burst: 1"
        );
        assert_eq!(meters.admit_at(None, Some(ONE), ASKED, at(1)), Ok(()));
        meters.forget("a1", Some("other"));
        assert!(meters.admit_at(None, Some(ONE), ASKED, at(1)).is_err());
        meters.forget("a1", None);
        assert_eq!(meters.admit_at(None, Some(ONE), ASKED, at(1)), Ok(()));
    }

    #[test]
    fn a_plan_limits_each_key_by_itself_and_a_methods_own_limit_comes_first() {
        let meters = Meters::default();
        let none = Throttling([("/soup/POST".to_owned(), RateLimit { rate: 0.0, burst: 0 })].into());
        let plan = || UsagePlan {
            throttle: Some(ONE),
            methods: [(("a1".to_owned(), "dev".to_owned()), none.clone())].into(),
            ..UsagePlan::default()
        };
        let (first, second) = (client("k1", plan()), client("k2", plan()));
        let asked = |client: &Client, asked| meters.admit_at(Some(client), None, asked, at(0));
        assert_eq!(asked(&first, ASKED), Ok(()));
        assert_eq!(asked(&second, ASKED), Ok(()));
        assert_eq!(
            line(asked(&first, ASKED)),
            "API Key ************F0yrv6 exceeded throttle limit for API Stage a1/dev: Key throttle limit exceeded for \
             Usage Plan ID nnpegc, RestApi a1, Stage dev, Resource f646q2, HttpMethod GET. Limit: 1.00 Burst: 1"
        );
        let post = Asked {
            verb: "POST",
            ..ASKED
        };
        assert!(line(asked(&second, post)).ends_with("HttpMethod POST. Limit: 0.00 Burst: 0"));
    }

    #[test]
    fn a_quota_is_the_keys_own_and_is_forgotten_with_it() {
        let meters = Meters::default();
        let quota = Quota {
            limit: 1,
            offset: 0,
            period: Period::Day,
        };
        let plan = || UsagePlan {
            quota: Some(quota.clone()),
            ..UsagePlan::default()
        };
        let (first, second) = (client("k1", plan()), client("k2", plan()));
        let asked = |client: &Client| meters.admit_at(Some(client), None, ASKED, at(0));
        assert_eq!((asked(&first), asked(&second)), (Ok(()), Ok(())));
        let refused = asked(&first).expect_err("exhausted");
        assert_eq!(refused.response_type, ResponseType::QuotaExceeded);
        assert_eq!(
            refused.log.as_deref(),
            Some(
                "API Key ************F0yrv6 exceeded quota limit for API Stage a1/dev: Key quota exhausted for Usage Plan \
                 ID nnpegc. Quota Limit: 1 Period: DAY"
            )
        );
        let key = ApiKey {
            id: "k1".to_owned(),
            plans: [(("a1".to_owned(), "dev".to_owned()), Arc::clone(&first.plan))].into(),
        };
        meters.keep_clients(&ApiKeys([(first.key.clone(), key)].into()));
        assert_eq!((asked(&first).is_ok(), asked(&second).is_ok()), (false, true));
    }
}
