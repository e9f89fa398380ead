//! The operations of sts.

use futures::future::BoxFuture;

use crate::wire::query::{self, Query, Xml};
use crate::wire::{ACCOUNT, AwsError, Caller, Request, Response, Service};

const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// Tells callers who they are: always the account's root, since signatures are not verified.
#[derive(Debug, Clone, Copy)]
pub struct Sts;

impl Service for Sts {
    fn name(&self) -> &'static str {
        "sts"
    }

    fn handle<'a>(&'a self, _: &'a Caller, request: Request) -> BoxFuture<'a, Response> {
        let query = Query::of(&request);
        let response = query::response(NAMESPACE, query.action(), answer(&query));
        Box::pin(async { response })
    }
}

fn answer(query: &Query) -> Result<Option<Xml>, AwsError> {
    match query.action() {
        "GetCallerIdentity" => {
            let mut xml = Xml::default();
            xml.text("Arn", &format!("arn:aws:iam::{ACCOUNT}:root"));
            xml.text("UserId", ACCOUNT);
            xml.text("Account", ACCOUNT);
            Ok(Some(xml))
        }
        _ => Err(query::unknown_action(query)),
    }
}
