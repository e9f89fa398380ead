//! Activities and their workers. The words are recorded on AWS 2024.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{
    super::{
        States,
        activities::{Activity, NoPoll},
        answers::{add, object},
        arn::{self, Arn, check_name},
        constraints::{ARN, Input, NAME},
        errors,
        paging::Page,
        service::{Answer, Call, now},
    },
    machines::refuse_encryption,
    tags,
};
use crate::wire::AwsError;

/// How long a poll stays open when there is no task (API reference, GetActivityTask).
const POLL: Duration = Duration::from_secs(60);

pub(super) fn create(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let name = input.required("name", NAME)?;
    let tags = tags::read(input.list("tags")?)?;
    refuse_encryption(&input)?;
    input.finish()?;
    check_name(name)?;
    let activity = Activity {
        arn: arn::activity(call.region, name),
        name: name.to_owned(),
        region: call.region.to_owned(),
        created: now(),
        tags,
    };
    // Asking again is no error, whatever the tags are (API reference).
    let activity = states.activities.create(activity).ok_or_else(|| {
        let message = "The account has too many activities";
        AwsError::new(400, "ActivityLimitExceeded", message)
    })?;
    Ok(entry(&activity, &["activityArn", "creationDate"]))
}

pub(super) fn describe(states: &States, call: Call<'_>) -> Answer {
    let arn = activity_arn(call)?;
    let activity = states
        .activities
        .describe(arn)
        .ok_or_else(|| errors::activity_does_not_exist(arn))?;
    let mut answer = entry(&activity, &["activityArn", "creationDate", "name"]);
    answer.insert(
        "encryptionConfiguration".to_owned(),
        json!({"type": "AWS_OWNED_KEY"}),
    );
    Ok(answer)
}

/// Deleting what is not there is no error (recorded on AWS 2024).
pub(super) fn delete(states: &States, call: Call<'_>) -> Answer {
    states.activities.delete(activity_arn(call)?);
    Ok(Map::new())
}

pub(super) fn list(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let (page, token) = Page::read(&mut input, 1_024)?;
    input.finish()?;
    let page = page.resume(token)?;
    let all = states.activities.list(call.region);
    let entries: Value = all
        .iter()
        .skip(page.skip)
        .take(page.take)
        .map(|activity| entry(activity, &["activityArn", "creationDate", "name"]))
        .collect();
    let mut answer = object([("activities", entries)]);
    add(&mut answer, "nextToken", page.next_token(all.len()));
    Ok(answer)
}

/// Waits for a task; a poll without one ends with a token that is null.
pub(super) async fn get_task(states: &States, call: Call<'_>) -> Answer {
    let mut input = Input::new(call.body);
    let arn = input.required("activityArn", ARN)?;
    let worker = input.string("workerName", NAME)?;
    input.finish()?;
    Arn::of_kind(arn, "activity")?;
    worker.map_or(Ok(()), check_name)?;
    let work = states
        .activities
        .poll(&states.tokens, arn, worker)
        .map_err(|refused| match refused {
            NoPoll::DoesNotExist => errors::activity_does_not_exist(arn),
            // The words of the Step Functions guide, quotas.
            NoPoll::TooManyPollers => AwsError::new(
                400,
                "ActivityWorkerLimitExceeded",
                "The maximum number of workers concurrently polling for activity tasks has been reached.",
            ),
        })?;
    Ok(match tokio::time::timeout(POLL, work).await {
        Ok(Ok(work)) => object([
            ("taskToken", work.token.into()),
            ("input", (&**work.input.text()).into()),
        ]),
        Ok(Err(_)) | Err(_) => object([("taskToken", Value::Null)]),
    })
}

fn activity_arn<'a>(call: Call<'a>) -> Result<&'a str, AwsError> {
    let mut input = Input::new(call.body);
    let arn = input.required("activityArn", ARN)?;
    input.finish()?;
    Arn::of_kind(arn, "activity")?;
    Ok(arn)
}

fn entry(activity: &Activity, members: &[&str]) -> Map<String, Value> {
    let all = object([
        ("activityArn", activity.arn.as_str().into()),
        ("creationDate", activity.created.into()),
        ("name", activity.name.as_str().into()),
    ]);
    all.into_iter()
        .filter(|(name, _)| members.contains(&name.as_str()))
        .collect()
}
