//! Keeps what the SDK sends and receives.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Instant, SystemTime};

use aws_sdk_lambda::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_sdk_lambda::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_lambda::error::BoxError;
use bytes::Bytes;

use crate::exchange::{Exchange, Request, Response};

/// An interceptor for one call; clones record into the same place.
#[derive(Debug, Clone, Default)]
pub(super) struct Recorder(Arc<Mutex<Recorded>>);

#[derive(Debug, Default)]
struct Recorded {
    sent: Option<(Request, SystemTime, Instant)>,
    exchange: Option<Exchange>,
}

impl Recorder {
    /// The exchange, if there was an answer.
    pub(super) fn exchange(&self) -> Option<Exchange> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .exchange
            .take()
    }
}

impl Intercept for Recorder {
    fn name(&self) -> &'static str {
        "Recorder"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let sent = context.request();
        let body = sent.body().bytes().filter(|body| !body.is_empty());
        let request = Request {
            method: sent.method().to_owned(),
            url: sent.uri().to_owned(),
            headers: lines(sent.headers().iter()),
            body: body.map(Bytes::copy_from_slice),
        };
        let mut recorded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        recorded.sent = Some((request, SystemTime::now(), Instant::now()));
        Ok(())
    }

    // Earlier the body is not read yet.
    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let received = context.response();
        let mut recorded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((request, sent, started)) = recorded.sent.take() else {
            return Ok(());
        };
        recorded.exchange = Some(Exchange {
            request,
            response: Response {
                status: received.status().as_u16(),
                headers: lines(received.headers().iter()),
                body: Bytes::copy_from_slice(received.body().bytes().unwrap_or_default()),
            },
            sent,
            took: started.elapsed(),
        });
        Ok(())
    }
}

fn lines<'h>(headers: impl Iterator<Item = (&'h str, &'h str)>) -> Vec<(String, String)> {
    headers
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
