//! The policies that AWS manages, as far as integrations, functions and state machines attach them
//! (AWS Managed Policy Reference Guide). An ARN that is not here is refused as one that does not exist.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::policy::{Document, Kind};

/// A managed policy of AWS.
#[derive(Debug)]
pub(super) struct AwsManaged {
    /// `arn:aws:iam::aws:policy/…`
    pub arn: String,
    /// For example `/service-role/`.
    pub path: &'static str,
    /// For example `AWSLambdaBasicExecutionRole`.
    pub name: &'static str,
    /// What it allows.
    pub document: Document,
}

/// All of them by ARN.
pub(super) static AWS_MANAGED: LazyLock<BTreeMap<String, AwsManaged>> = LazyLock::new(|| {
    POLICIES
        .iter()
        .filter_map(|&(path, name, statements)| {
            let arn = format!("arn:aws:iam::aws:policy{path}{name}");
            let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
            let document = Document::parse(&text, Kind::Identity).ok()?;
            Some((
                arn.clone(),
                AwsManaged {
                    arn,
                    path,
                    name,
                    document,
                },
            ))
        })
        .collect()
});

/// Path, name and statements.
const POLICIES: &[(&str, &str, &str)] = &[
    (
        "/",
        "AdministratorAccess",
        r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#,
    ),
    (
        "/",
        "AmazonAPIGatewayInvokeFullAccess",
        r#"{"Effect":"Allow","Action":["execute-api:Invoke","execute-api:ManageConnections"],"Resource":"arn:aws:execute-api:*:*:*"}"#,
    ),
    (
        "/",
        "AmazonS3FullAccess",
        r#"{"Effect":"Allow","Action":["s3:*","s3-object-lambda:*"],"Resource":"*"}"#,
    ),
    (
        "/",
        "AWSStepFunctionsFullAccess",
        r#"{"Effect":"Allow","Action":"states:*","Resource":"*"}"#,
    ),
    (
        "/",
        "AWSLambda_FullAccess",
        r#"{"Effect":"Allow","Action":["cloudformation:DescribeStacks","cloudformation:ListStackResources","cloudwatch:ListMetrics","cloudwatch:GetMetricData","ec2:DescribeSecurityGroups","ec2:DescribeSubnets","ec2:DescribeVpcs","kms:ListAliases","iam:GetPolicy","iam:GetPolicyVersion","iam:GetRole","iam:GetRolePolicy","iam:ListAttachedRolePolicies","iam:ListRolePolicies","iam:ListRoles","lambda:*","logs:DescribeLogGroups","states:DescribeStateMachine","states:ListStateMachines","tag:GetResources","xray:GetTraceSummaries","xray:BatchGetTraces"],"Resource":"*"},
        {"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}}},
        {"Effect":"Allow","Action":["logs:DescribeLogStreams","logs:GetLogEvents","logs:FilterLogEvents"],"Resource":"arn:aws:logs:*:*:log-group:/aws/lambda/*"}"#,
    ),
    (
        "/",
        "AWSXRayDaemonWriteAccess",
        r#"{"Effect":"Allow","Action":["xray:PutTraceSegments","xray:PutTelemetryRecords","xray:GetSamplingRules","xray:GetSamplingTargets","xray:GetSamplingStatisticSummaries"],"Resource":["*"]}"#,
    ),
    (
        "/",
        "CloudWatchLogsFullAccess",
        r#"{"Effect":"Allow","Action":["logs:*","cloudwatch:GenerateQuery"],"Resource":"*"}"#,
    ),
    (
        "/service-role/",
        "AmazonAPIGatewayPushToCloudWatchLogs",
        r#"{"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:DescribeLogGroups","logs:DescribeLogStreams","logs:PutLogEvents","logs:GetLogEvents","logs:FilterLogEvents"],"Resource":"*"}"#,
    ),
    (
        "/service-role/",
        "AWSLambdaBasicExecutionRole",
        r#"{"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}"#,
    ),
    (
        "/service-role/",
        "AWSLambdaRole",
        r#"{"Effect":"Allow","Action":["lambda:InvokeFunction"],"Resource":["*"]}"#,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Decision, Facts};

    #[test]
    fn every_policy_reads() {
        assert_eq!(AWS_MANAGED.len(), POLICIES.len());
    }

    #[test]
    fn policies_are_found_by_their_arn_with_its_path() {
        let allows = |arn: &str, action: &str| {
            AWS_MANAGED.get(arn).map(|policy| {
                policy.document.decide(action, "arn:aws:x", &Facts::default()) == Decision::Allow
            })
        };
        let step_functions = "arn:aws:iam::aws:policy/AWSStepFunctionsFullAccess";
        assert_eq!(allows(step_functions, "states:StartSyncExecution"), Some(true));
        assert_eq!(allows(step_functions, "lambda:InvokeFunction"), Some(false));
        let execution = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
        assert_eq!(allows(execution, "logs:PutLogEvents"), Some(true));
        assert_eq!(
            allows(
                "arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole",
                "logs:PutLogEvents"
            ),
            None
        );
    }
}
