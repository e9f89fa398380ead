//! The body of an event.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::gateway::http_api::exchange::Exchange;
use crate::gateway::http_api::media_type::is_text;

/// The body and whether it is Base64; `None` if there is no body.
pub(super) fn of(exchange: &Exchange) -> Option<(String, bool)> {
    if exchange.body.is_empty() {
        None
    } else if is_text(&exchange.headers) {
        Some((String::from_utf8_lossy(&exchange.body).into_owned(), false))
    } else {
        Some((STANDARD.encode(&exchange.body), true))
    }
}
