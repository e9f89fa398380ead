//! The ids that API Gateway gives a request.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use uuid::Uuid;

/// The length of a UUID with its dashes; the parser takes other forms as well.
const UUID_LENGTH: usize = 36;

/// The ids of one request. They stand in the response's headers, in `$context` and in Lambda's event alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestIds {
    /// `x-amzn-RequestId`: a UUID.
    pub request: String,
    /// `x-amz-apigw-id`: 16 characters of URL-safe Base64, the last one `=`.
    pub extended: String,
    /// `X-Amzn-Trace-Id` as the backend sees it: the client's, or a new `Root`.
    pub trace: String,
    /// `X-Amzn-Trace-Id` of the response.
    pub returned_trace: String,
    /// Whether the client has named its request by something else than a UUID.
    pub has_replaced: bool,
}

impl RequestIds {
    /// New ids at `epoch_seconds`. A client's trace keeps its `Parent`; one with only a `Root` gets one
    /// (recorded on AWS). A client's request id is taken over if it is a UUID (OBS-003).
    #[must_use]
    pub fn new(client_id: Option<&str>, client_trace: Option<&str>, epoch_seconds: i64) -> Self {
        let random = *Uuid::new_v4().as_bytes();
        let part = |name: &str| {
            client_trace?
                .split(';')
                .find_map(|p| p.trim().strip_prefix(name)?.strip_prefix('='))
        };
        let root = part("Root").map_or_else(
            || format!("1-{:08x}-{}", epoch_seconds & 0xffff_ffff, hex(&random[..12])),
            str::to_owned,
        );
        let parent = part("Parent").map_or_else(|| hex(&random[8..]), str::to_owned);
        let sampled = part("Sampled").unwrap_or("0");
        let extended = Uuid::new_v4();
        let given = client_id;
        let client_id = client_id.filter(|id| id.len() == UUID_LENGTH && Uuid::try_parse(id).is_ok());
        Self {
            has_replaced: given.is_some() && client_id.is_none(),
            request: client_id.map_or_else(|| Uuid::new_v4().to_string(), str::to_owned),
            extended: URL_SAFE.encode(&extended.as_bytes()[..11]),
            trace: client_trace.map_or_else(|| format!("Root={root}"), str::to_owned),
            returned_trace: format!("Root={root};Parent={parent};Sampled={sampled}"),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_ids_have_the_forms_of_aws() {
        let ids = RequestIds::new(None, None, 0x5dca_d259);
        assert_eq!(ids.request.len(), 36);
        assert_eq!((ids.extended.len(), ids.extended.ends_with('=')), (16, true));
        assert_eq!(ids.trace.len(), "Root=1-5dcad259-760ded2caa731b642837fea4".len());
        assert!(ids.trace.starts_with("Root=1-5dcad259-"));
        assert!(ids.returned_trace.starts_with(&ids.trace));
    }

    #[test]
    fn a_client_names_its_request_by_a_uuid_alone() {
        let id = "0D3C6B0E-1f6a-4a53-9a3c-2f5b8f1f0c11";
        let ids = RequestIds::new(Some(id), None, 0);
        assert_eq!((ids.request.as_str(), ids.has_replaced), (id, false));
        for other in ["123", "{0d3c6b0e-1f6a-4a53-9a3c-2f5b8f1f0c11}", ""] {
            let ids = RequestIds::new(Some(other), None, 0);
            assert_ne!(ids.request, other);
            assert!(ids.has_replaced);
        }
    }

    #[test]
    fn a_client_trace_is_kept_and_completed() {
        let whole = "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1";
        let ids = RequestIds::new(None, Some(whole), 0);
        assert_eq!((ids.trace.as_str(), ids.returned_trace.as_str()), (whole, whole));
        let root = "Root=1-3152b799-8954dae64eda91bc9a23a7e8";
        let ids = RequestIds::new(None, Some(root), 0);
        assert!(
            ids.returned_trace
                .starts_with("Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=")
        );
    }
}
