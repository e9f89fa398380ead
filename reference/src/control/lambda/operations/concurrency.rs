//! PutFunctionConcurrency, GetFunctionConcurrency, DeleteFunctionConcurrency.

use serde_json::{Value, json};

use crate::control::lambda::fault;
use crate::control::lambda::functions::Inner;
use crate::control::lambda::input::{Input, Output};

pub(in crate::control::lambda) fn put(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    let wanted = input.body["ReservedConcurrentExecutions"]
        .as_u64()
        .and_then(|n| usize::try_from(n).ok());
    let Some(wanted) = wanted else {
        return Err(fault::validation(&[
            "Value at 'reservedConcurrentExecutions' failed to satisfy constraint: Member must have value greater than or equal to 0".to_owned(),
        ]));
    };
    inner.with(&input.region, &reference, |function| {
        function.reserved = Some(wanted);
        Ok((200, json!({ "ReservedConcurrentExecutions": wanted })))
    })
}

pub(in crate::control::lambda) fn get(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    inner.with(&input.region, &reference, |function| {
        Ok((
            200,
            function
                .reserved
                .map_or_else(|| json!({}), |n| json!({ "ReservedConcurrentExecutions": n })),
        ))
    })
}

pub(in crate::control::lambda) fn delete(inner: &Inner, input: &Input) -> Output {
    let reference = input.reference()?;
    inner.with(&input.region, &reference, |function| {
        function.reserved = None;
        Ok((204, Value::Null))
    })
}
