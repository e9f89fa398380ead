//! Text and bytes for the prelude's Buffer, TextEncoder and TextDecoder.
//!
//! From JavaScript bytes arrive as a string of characters up to U+00FF: the engine's buffers cannot be read
//! without unsafe code.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use rquickjs::{Ctx, Function, Object, Result, TypedArray};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Adds the conversions to `host`.
pub(super) fn install<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    let array = |ctx: Ctx<'js>, bytes: Vec<u8>| TypedArray::<u8>::new(ctx, bytes);
    host.set(
        "encodeUtf8",
        Function::new(ctx.clone(), move |ctx: Ctx<'js>, text: String| {
            array(ctx, text.into_bytes())
        })?,
    )?;
    host.set(
        "decodeBase64",
        Function::new(ctx.clone(), move |ctx: Ctx<'js>, text: String| {
            array(ctx, decode_base64(&text))
        })?,
    )?;
    host.set(
        "decodeHex",
        Function::new(ctx.clone(), move |ctx: Ctx<'js>, text: String| {
            array(ctx, decode_hex(&text))
        })?,
    )?;
    host.set("decodeUtf8", Function::new(ctx.clone(), decode_utf8)?)?;
    host.set("encodeBase64", Function::new(ctx.clone(), encode_base64)?)?;
    host.set("encodeHex", Function::new(ctx.clone(), encode_hex)?)
}

#[expect(clippy::cast_possible_truncation, reason = "the characters are bytes")]
fn bytes(binary: &str) -> Vec<u8> {
    binary.chars().map(|char| char as u32 as u8).collect()
}

/// `undefined` if the bytes are no UTF-8 and that matters.
#[expect(clippy::needless_pass_by_value, reason = "the engine hands over owned values")]
fn decode_utf8(binary: String, fatal: bool) -> Option<String> {
    match String::from_utf8(bytes(&binary)) {
        Ok(text) => Some(text),
        Err(_) if fatal => None,
        Err(error) => Some(String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the engine hands over owned values")]
fn encode_base64(binary: String) -> String {
    BASE64.encode(bytes(&binary))
}

#[expect(clippy::needless_pass_by_value, reason = "the engine hands over owned values")]
fn encode_hex(binary: String) -> String {
    bytes(&binary).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Node.js accepts both alphabets, skips what belongs to neither and stops at the first `=`.
fn decode_base64(text: &str) -> Vec<u8> {
    let mut symbols: Vec<u8> = text
        .bytes()
        .take_while(|byte| *byte != b'=')
        .filter_map(|byte| match byte {
            b'-' => Some(b'+'),
            b'_' => Some(b'/'),
            b'+' | b'/' => Some(byte),
            _ => byte.is_ascii_alphanumeric().then_some(byte),
        })
        .collect();
    if symbols.len() % 4 == 1 {
        symbols.pop();
    }
    BASE64.decode(symbols).unwrap_or_default()
}

/// Node.js stops at the first pair that is not hexadecimal.
fn decode_hex(text: &str) -> Vec<u8> {
    let digit = |byte: u8| (byte as char).to_digit(16);
    text.as_bytes()
        .chunks_exact(2)
        .map_while(|pair| u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_as_leniently_as_node_does() {
        assert_eq!(decode_base64("aGVsbG8="), b"hello");
        assert_eq!(decode_base64("aGVs\nbG8"), b"hello");
        assert_eq!(decode_base64("-_8"), [0xfb, 0xff]);
        assert_eq!(decode_base64("aGVsb"), b"hel");
        assert_eq!(decode_base64("===="), b"");
    }

    #[test]
    fn hex_stops_at_the_first_bad_pair() {
        assert_eq!(decode_hex("00ffXX01"), [0, 255]);
        assert_eq!(decode_hex("abc"), [0xab]);
        assert_eq!(encode_hex("\u{0}\u{ff}".into()), "00ff");
    }

    #[test]
    fn broken_utf8_is_replaced_or_refused() {
        assert_eq!(decode_utf8("\u{c3}\u{a9}".into(), true).as_deref(), Some("é"));
        assert_eq!(decode_utf8("\u{c3}".into(), false).as_deref(), Some("\u{fffd}"));
        assert_eq!(decode_utf8("\u{c3}".into(), true), None);
    }
}
