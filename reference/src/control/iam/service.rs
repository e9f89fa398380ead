//! The service `iam`: its operations, and its answer to what a role may do.

use std::sync::{PoisonError, RwLock};

use futures::future::BoxFuture;

use super::authority::{Authority, Denied};
use super::state::State;
use super::{inline_policies, managed_policies, roles};
use crate::policy::{Decision, Facts};
use crate::wire::query::{self, Query, Xml};
use crate::wire::{ACCOUNT, AwsError, Caller, Request, Response, Service};

const NAMESPACE: &str = "https://iam.amazonaws.com/doc/2010-05-08/";

/// Roles and policies. Changes hold at once; on AWS they take seconds to spread.
#[derive(Debug, Default)]
pub struct Iam(RwLock<State>);

impl Iam {
    fn answer(&self, query: &Query) -> Result<Option<Xml>, AwsError> {
        let read = || self.0.read().unwrap_or_else(PoisonError::into_inner);
        let write = || self.0.write().unwrap_or_else(PoisonError::into_inner);
        match query.action() {
            "CreateRole" => roles::create(&mut write(), query),
            "GetRole" => roles::get(&read(), query),
            "ListRoles" => roles::list(&read(), query),
            "DeleteRole" => roles::delete(&mut write(), query),
            "UpdateAssumeRolePolicy" => roles::update_trust(&mut write(), query),
            "TagRole" => roles::tag(&mut write(), query),
            "UntagRole" => roles::untag(&mut write(), query),
            "ListRoleTags" => roles::list_tags(&read(), query),
            "PutRolePolicy" => inline_policies::put(&mut write(), query),
            "GetRolePolicy" => inline_policies::get(&read(), query),
            "ListRolePolicies" => inline_policies::list(&read(), query),
            "DeleteRolePolicy" => inline_policies::delete(&mut write(), query),
            "CreatePolicy" => managed_policies::create(&mut write(), query),
            "GetPolicy" => managed_policies::get(&read(), query),
            "GetPolicyVersion" => managed_policies::get_version(&read(), query),
            "ListPolicies" => managed_policies::list(&read(), query),
            "DeletePolicy" => managed_policies::delete(&mut write(), query),
            "AttachRolePolicy" => managed_policies::attach(&mut write(), query),
            "DetachRolePolicy" => managed_policies::detach(&mut write(), query),
            "ListAttachedRolePolicies" => managed_policies::list_attached(&read(), query),
            _ => Err(query::unknown_action(query)),
        }
    }
}

impl Service for Iam {
    fn name(&self) -> &'static str {
        "iam"
    }

    fn handle<'a>(&'a self, _: &'a Caller, request: Request) -> BoxFuture<'a, Response> {
        let query = Query::of(&request);
        let response = query::response(NAMESPACE, query.action(), self.answer(&query));
        Box::pin(async { response })
    }
}

/// A role that was never created here is one that allows everything: whoever tests without IAM names any ARN.
/// AWS answers 500 to it; what AWS does with a role that exists is done here too.
impl Authority for Iam {
    fn authorize(&self, role: &str, principal: &str, action: &str, resource: &str) -> Result<(), Denied> {
        let state = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let found = role
            .strip_prefix("arn:aws:iam::")
            .and_then(|rest| rest.strip_prefix(ACCOUNT)?.strip_prefix(":role/"))
            .and_then(|path| state.roles.get(path.rsplit('/').next().unwrap_or(path)))
            .filter(|found| found.arn == role);
        let Some(found) = found else {
            return Ok(());
        };
        // Whoever asks is the one account that there is; nothing else is known of them.
        let facts = Facts::default().with("aws:SourceAccount", Some(ACCOUNT));
        if !found.trust.trusts(principal, &facts) {
            return Err(Denied::NotAssumable {
                role: role.to_owned(),
                principal: principal.to_owned(),
            });
        }
        let attached = found.attached.iter().filter_map(|arn| state.managed(arn));
        let decision = found
            .inline
            .values()
            .chain(attached)
            .map(|document| document.decide(action, resource, &facts))
            .max();
        if decision == Some(Decision::Allow) {
            return Ok(());
        }
        Err(Denied::NotAllowed {
            role: role.to_owned(),
            action: action.to_owned(),
            resource: resource.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use futures::FutureExt;
    use serde_json::json;

    use super::*;

    const ARN: &str = "arn:aws:iam::000000000000:role/app/caller";
    const MACHINE: &str = "arn:aws:states:us-east-1:000000000000:stateMachine:m";
    const STEP_FUNCTIONS: &str = "arn:aws:iam::aws:policy/AWSStepFunctionsFullAccess";

    const TRUST: &str = r#"{"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"#;

    /// Calls IAM and returns the status and the body.
    fn call(iam: &Iam, action: &str, parameters: &[(&str, &str)]) -> (u16, String) {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("Action", action)
            .append_pair("Version", "2010-05-08")
            .extend_pairs(parameters);
        let request = Request {
            method: "POST".to_owned(),
            path: "/".to_owned(),
            query: None,
            headers: Default::default(),
            body: form.finish().into(),
            peer: IpAddr::V4(Ipv4Addr::LOCALHOST),
        };
        let caller = Caller {
            region: "us-east-1".to_owned(),
        };
        let response = iam.handle(&caller, request).now_or_never().unwrap();
        (
            response.status,
            String::from_utf8(response.body.to_vec()).unwrap(),
        )
    }

    fn refused(iam: &Iam, action: &str, parameters: &[(&str, &str)]) -> (u16, String) {
        let (status, body) = call(iam, action, parameters);
        let part = |name: &str| {
            let (_, rest) = body.split_once(&format!("<{name}>")).unwrap();
            rest.split_once("</").unwrap().0.to_owned()
        };
        (status, format!("{}: {}", part("Code"), part("Message")))
    }

    fn with_role() -> Iam {
        let iam = Iam::default();
        let parameters = [
            ("RoleName", "caller"),
            ("Path", "/app/"),
            ("AssumeRolePolicyDocument", TRUST),
        ];
        assert_eq!(call(&iam, "CreateRole", &parameters).0, 200);
        iam
    }

    fn allow(iam: &Iam, name: &str, effect: &str, action: &str) {
        let document =
            json!({"Statement": {"Effect": effect, "Action": action, "Resource": MACHINE}}).to_string();
        let parameters = [
            ("RoleName", "caller"),
            ("PolicyName", name),
            ("PolicyDocument", &document),
        ];
        assert_eq!(call(iam, "PutRolePolicy", &parameters).0, 200);
    }

    fn may(iam: &Iam, action: &str) -> bool {
        iam.authorize(ARN, "apigateway.amazonaws.com", action, MACHINE)
            .is_ok()
    }

    #[test]
    fn a_role_may_do_what_its_policies_allow() {
        let iam = with_role();
        assert!(!may(&iam, "states:StartSyncExecution"));
        allow(&iam, "sync", "Allow", "states:StartSyncExecution");
        assert!(may(&iam, "states:StartSyncExecution"));
        // PERM-012
        assert!(!may(&iam, "states:StartExecution"));
        call(
            &iam,
            "AttachRolePolicy",
            &[("RoleName", "caller"), ("PolicyArn", STEP_FUNCTIONS)],
        );
        assert!(may(&iam, "states:StartExecution"));
        allow(&iam, "no", "Deny", "states:Start*");
        assert!(!may(&iam, "states:StartExecution"));
        assert!(may(&iam, "states:StopExecution"));
    }

    #[test]
    fn a_role_is_for_those_it_trusts() {
        let iam = with_role();
        allow(&iam, "all", "Allow", "states:*");
        let denied =
            |role: &str, principal: &str| iam.authorize(role, principal, "states:StopExecution", MACHINE);
        assert_eq!(denied(ARN, "apigateway.amazonaws.com"), Ok(()));
        assert!(matches!(
            denied(ARN, "lambda.amazonaws.com"),
            Err(Denied::NotAssumable { .. })
        ));
        assert_eq!(
            denied("arn:aws:iam::000000000000:role/elsewhere", "lambda.amazonaws.com"),
            Ok(())
        );
    }

    #[test]
    fn a_role_that_is_not_there_is_refused_as_on_aws() {
        let iam = with_role();
        let missing = (
            404,
            "NoSuchEntity: The role with name none cannot be found.".to_owned(),
        );
        for action in [
            "GetRole",
            "DeleteRole",
            "ListRolePolicies",
            "ListAttachedRolePolicies",
            "ListRoleTags",
        ] {
            assert_eq!(
                refused(&iam, action, &[("RoleName", "none")]),
                missing,
                "{action}"
            );
        }
        assert_eq!(
            refused(
                &iam,
                "GetRolePolicy",
                &[("RoleName", "caller"), ("PolicyName", "p")]
            ),
            (
                404,
                "NoSuchEntity: The role policy with name p cannot be found.".to_owned()
            )
        );
        assert_eq!(
            refused(
                &iam,
                "AttachRolePolicy",
                &[
                    ("RoleName", "caller"),
                    ("PolicyArn", "arn:aws:iam::aws:policy/No")
                ]
            ),
            (
                404,
                "NoSuchEntity: Policy arn:aws:iam::aws:policy/No does not exist or is not attachable."
                    .to_owned()
            )
        );
    }

    #[test]
    fn a_role_is_deleted_when_nothing_hangs_on_it() {
        let iam = with_role();
        let role = ("RoleName", "caller");
        allow(&iam, "p", "Allow", "states:*");
        call(&iam, "AttachRolePolicy", &[role, ("PolicyArn", STEP_FUNCTIONS)]);
        let conflict = |text: &str| {
            (
                409,
                format!("DeleteConflict: Cannot delete entity, must {text} first."),
            )
        };
        assert_eq!(
            refused(&iam, "DeleteRole", &[role]),
            conflict("detach all policies")
        );
        assert_eq!(
            call(&iam, "DetachRolePolicy", &[role, ("PolicyArn", STEP_FUNCTIONS)]).0,
            200
        );
        assert_eq!(refused(&iam, "DeleteRole", &[role]), conflict("delete policies"));
        assert_eq!(
            call(&iam, "DeleteRolePolicy", &[role, ("PolicyName", "p")]).0,
            200
        );
        assert_eq!(call(&iam, "DeleteRole", &[role]).0, 200);
        assert_eq!(call(&iam, "GetRole", &[role]).0, 404);
    }

    #[test]
    fn a_call_that_makes_no_sense_is_refused() {
        let iam = with_role();
        let create = |name: &str| {
            refused(
                &iam,
                "CreateRole",
                &[("RoleName", name), ("AssumeRolePolicyDocument", TRUST)],
            )
        };
        assert_eq!(
            create("Caller"),
            (
                409,
                "EntityAlreadyExists: Role with name Caller already exists.".to_owned()
            )
        );
        assert_eq!(create("a b").0, 400);
        assert_eq!(create(&"a".repeat(65)).0, 400);
        assert_eq!(
            refused(
                &iam,
                "CreateRole",
                &[("RoleName", "r"), ("AssumeRolePolicyDocument", "{")]
            ),
            (
                400,
                "MalformedPolicyDocument: This policy contains invalid Json".to_owned()
            )
        );
        assert_eq!(
            refused(&iam, "CreateUser", &[]),
            (
                400,
                "InvalidAction: Could not find operation CreateUser for version 2010-05-08".to_owned()
            )
        );
    }

    #[test]
    fn lists_come_in_pages() {
        let iam = Iam::default();
        for name in ["a", "b", "c"] {
            call(
                &iam,
                "CreateRole",
                &[("RoleName", name), ("AssumeRolePolicyDocument", TRUST)],
            );
        }
        let (_, first) = call(&iam, "ListRoles", &[("MaxItems", "2")]);
        assert_eq!(first.matches("<RoleName>").count(), 2);
        assert!(
            first.contains("<IsTruncated>true</IsTruncated><Marker>b</Marker>"),
            "{first}"
        );
        let (_, second) = call(&iam, "ListRoles", &[("MaxItems", "2"), ("Marker", "b")]);
        assert!(
            second.contains("<RoleName>c</RoleName>") && second.contains("<IsTruncated>false<"),
            "{second}"
        );
        assert_eq!(call(&iam, "ListRoles", &[("MaxItems", "0")]).0, 400);
    }
}
