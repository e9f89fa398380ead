//! Payloads that Lambda itself forms when a function gives none.

use std::time::Duration;

use serde_json::json;

/// The largest result: 6 MiB and, as AWS has it, 100 bytes.
pub(crate) const MAX_RESULT_BYTES: usize = 6_291_556;

/// At the time limit (recorded on AWS 2025-11-24).
pub(crate) fn timed_out(request_id: &str, limit: Duration) -> String {
    let message = format!(
        "RequestId: {request_id} Error: Task timed out after {:.2} seconds",
        limit.as_secs_f64()
    );
    error("Sandbox.Timedout", &message)
}

/// After `process.exit` (status 0 and 127 recorded on AWS 2025-11-24).
pub(crate) fn exited(request_id: &str, status: u8) -> String {
    let reason = match status {
        0 => "Runtime exited without providing a reason".to_owned(),
        _ => format!("Runtime exited with error: exit status {status}"),
    };
    error(
        "Runtime.ExitError",
        &format!("RequestId: {request_id} Error: {reason}"),
    )
}

/// When the memory limit is met (Lambda guide, "Troubleshoot execution issues": signal: killed).
pub(crate) fn killed(request_id: &str) -> String {
    let message = format!("RequestId: {request_id} Error: Runtime exited with error: signal: killed");
    error("Runtime.ExitError", &message)
}

/// When the result is larger than [`MAX_RESULT_BYTES`].
pub(crate) fn too_large() -> String {
    let message =
        format!("Response payload size exceeded maximum allowed payload size ({MAX_RESULT_BYTES} bytes).");
    error("Function.ResponseSizeTooLarge", &message)
}

fn error(kind: &str, message: &str) -> String {
    json!({ "errorType": kind, "errorMessage": message }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads_read_as_recorded() {
        assert_eq!(
            timed_out("id", Duration::from_secs(1)),
            r#"{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: id Error: Task timed out after 1.00 seconds"}"#
        );
        assert_eq!(
            exited("id", 0),
            r#"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: id Error: Runtime exited without providing a reason"}"#
        );
        assert_eq!(
            exited("id", 127),
            r#"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: id Error: Runtime exited with error: exit status 127"}"#
        );
    }
}
