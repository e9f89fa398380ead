//! How bytes and times stand in evidence: a body is `{"text": "…"}`, or `{"base64": "…"}` where it is no
//! UTF-8; a long run of one byte is `{"repeated": {"byte": 120, "times": 10485760}}`; times are milliseconds.

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde::{Deserialize, Serialize};

/// Runs of at least this many bytes are not written out.
const LONG: usize = 64 * 1024;
/// No body of an exchange is longer.
const LONGEST: usize = 16 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    Text(String),
    Base64(String),
    Repeated { byte: u8, times: usize },
}

/// The byte that a long body consists of, if it is but one.
pub(super) fn repeated(body: &[u8]) -> Option<u8> {
    let (first, rest) = body.split_first()?;
    // Shifted by one it is the same.
    (body.len() >= LONG && body[..rest.len()] == *rest).then_some(*first)
}

impl From<&Bytes> for Form {
    fn from(body: &Bytes) -> Self {
        if let Some(byte) = repeated(body) {
            let times = body.len();
            return Self::Repeated { byte, times };
        }
        match std::str::from_utf8(body) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Base64(STANDARD.encode(body)),
        }
    }
}

impl TryFrom<Form> for Bytes {
    type Error = String;

    fn try_from(form: Form) -> Result<Self, Self::Error> {
        match form {
            Form::Text(text) => Ok(text.into()),
            Form::Base64(text) => STANDARD
                .decode(text)
                .map(Self::from)
                .map_err(|error| error.to_string()),
            Form::Repeated { times, .. } if times > LONGEST => {
                Err(format!("a body of {times} bytes is too long"))
            }
            Form::Repeated { byte, times } => Ok(vec![byte; times].into()),
        }
    }
}

pub(super) mod body {
    use serde::{Deserializer, Serializer, de::Error};

    use super::{Bytes, Deserialize, Form, Serialize};

    pub(in super::super) fn serialize<S: Serializer>(body: &Bytes, serializer: S) -> Result<S::Ok, S::Error> {
        Form::from(body).serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Bytes, D::Error> {
        Form::deserialize(deserializer)?
            .try_into()
            .map_err(D::Error::custom)
    }
}

pub(super) mod optional_body {
    use serde::{Deserializer, Serializer, de::Error};

    use super::{Bytes, Deserialize, Form, Serialize};

    pub(in super::super) fn serialize<S: Serializer>(
        body: &Option<Bytes>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        body.as_ref().map(Form::from).serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Bytes>, D::Error> {
        let form = Option::<Form>::deserialize(deserializer)?;
        form.map(Bytes::try_from).transpose().map_err(D::Error::custom)
    }
}

pub(super) mod epoch_milliseconds {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use serde::{Deserialize, Deserializer, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(
        time: &SystemTime,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        super::milliseconds::serialize(&time.duration_since(UNIX_EPOCH).unwrap_or_default(), serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<SystemTime, D::Error> {
        Ok(UNIX_EPOCH + Duration::from_millis(u64::deserialize(deserializer)?))
    }
}

pub(super) mod milliseconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(
        time: &Duration,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_millis)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use serde_json::json;

    use super::*;
    use crate::exchange::{Exchange, Request, Response};

    #[test]
    fn a_long_run_of_one_byte_is_not_written_out() {
        let long = Bytes::from(vec![b'x'; LONG]);
        let written = serde_json::to_value(Form::from(&long)).expect("JSON");
        assert_eq!(written, json!({"repeated": {"byte": 120, "times": LONG}}));
        let read = serde_json::from_value::<Form>(written).expect("a form");
        assert_eq!(Bytes::try_from(read), Ok(long));
        let endless = Form::Repeated {
            byte: 0,
            times: LONGEST + 1,
        };
        assert!(Bytes::try_from(endless).is_err());
    }

    #[test]
    fn an_exchange_is_written_and_read_back() {
        let exchange = Exchange {
            request: Request {
                method: "GET".to_owned(),
                url: "http://a/".to_owned(),
                headers: vec![("a".to_owned(), "b".to_owned())],
                body: None,
            },
            response: Response {
                status: 200,
                headers: Vec::new(),
                body: Bytes::from_static(&[0xff, 0]),
            },
            sent: UNIX_EPOCH + Duration::from_millis(1_700_000_000_001),
            took: Duration::from_millis(12),
        };
        let written = serde_json::to_value(&exchange).expect("JSON");
        assert_eq!(
            written,
            json!({
                "request": {"method": "GET", "url": "http://a/", "headers": [["a", "b"]], "body": null},
                "response": {"status": 200, "headers": [], "body": {"base64": "/wA="}},
                "sent_ms": 1_700_000_000_001_u64,
                "took_ms": 12,
            })
        );
        assert_eq!(
            serde_json::from_value::<Exchange>(written).expect("an exchange"),
            exchange
        );
    }
}
