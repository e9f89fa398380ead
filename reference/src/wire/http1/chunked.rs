//! The chunked transfer coding (RFC 9112, section 7.1), piece by piece.

use bytes::{Buf, Bytes, BytesMut};

use super::head::Refusal;

/// The longest line that gives a chunk's size, extensions and line end included.
const LONGEST_SIZE_LINE: usize = 256;

/// The longest trailer section; trailers are read and dropped.
const LONGEST_TRAILERS: usize = 8 * 1024;

/// A body that is being put together.
#[derive(Debug)]
pub(super) struct Chunked {
    state: State,
    body: BytesMut,
    limit: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Size,
    Data(u64),
    DataEnd,
    Trailers(usize),
}

/// How far a body has come.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// More bytes are needed.
    More,
    /// The body is complete; what is left in the buffer belongs to the next request.
    Whole(Bytes),
    /// The body is longer than the limit.
    TooLong,
}

impl Chunked {
    /// A decoder for a body of at most `limit` bytes.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            state: State::Size,
            body: BytesMut::new(),
            limit,
        }
    }

    /// Takes what it can from the buffer.
    pub(super) fn take(&mut self, buffer: &mut BytesMut) -> Result<Progress, Refusal> {
        loop {
            match self.state {
                State::Size => {
                    let Some(line) = line(buffer, LONGEST_SIZE_LINE)? else {
                        return Ok(Progress::More);
                    };
                    let size = size(&line)?;
                    if size > (self.limit - self.body.len()) as u64 {
                        return Ok(Progress::TooLong);
                    }
                    self.state = if size == 0 {
                        State::Trailers(0)
                    } else {
                        State::Data(size)
                    };
                }
                State::Data(0) => self.state = State::DataEnd,
                State::Data(left) => {
                    if buffer.is_empty() {
                        return Ok(Progress::More);
                    }
                    let length = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
                    self.body.extend_from_slice(&buffer[..length]);
                    buffer.advance(length);
                    self.state = State::Data(left - length as u64);
                }
                State::DataEnd => {
                    let Some(line) = line(buffer, 2)? else {
                        return Ok(Progress::More);
                    };
                    if !line.is_empty() {
                        return Err(Refusal::bad("a chunk is longer than it says"));
                    }
                    self.state = State::Size;
                }
                State::Trailers(seen) => {
                    let Some(line) = line(buffer, LONGEST_TRAILERS - seen)? else {
                        return Ok(Progress::More);
                    };
                    if line.is_empty() {
                        return Ok(Progress::Whole(std::mem::take(&mut self.body).freeze()));
                    }
                    self.state = State::Trailers(seen + line.len() + 2);
                }
            }
        }
    }
}

/// Takes a line without its CRLF; `None` if its end is still to come.
fn line(buffer: &mut BytesMut, longest: usize) -> Result<Option<BytesMut>, Refusal> {
    let window = &buffer[..buffer.len().min(longest)];
    match window.iter().position(|&b| b == b'\n') {
        Some(end) if end > 0 && window[end - 1] == b'\r' => {
            let mut line = buffer.split_to(end + 1);
            line.truncate(end - 1);
            Ok(Some(line))
        }
        None if buffer.len() < longest => Ok(None),
        _ => Err(Refusal::bad("the chunked body is malformed")),
    }
}

fn size(line: &[u8]) -> Result<u64, Refusal> {
    let end = line
        .iter()
        .position(|b| matches!(b, b';' | b' ' | b'\t'))
        .unwrap_or(line.len());
    let digits = std::str::from_utf8(&line[..end]).unwrap_or_default();
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Refusal::bad("a chunk size is malformed"));
    }
    u64::from_str_radix(digits, 16).map_err(|_| Refusal::bad("a chunk size is malformed"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(text: &[u8], piece: usize, limit: usize) -> Result<Progress, Refusal> {
        let mut chunked = Chunked::new(limit);
        let mut buffer = BytesMut::new();
        let mut pieces = text.chunks(piece);
        loop {
            match (chunked.take(&mut buffer), pieces.next()) {
                (Ok(Progress::More), Some(piece)) => buffer.extend_from_slice(piece),
                (end, _) => return end,
            }
        }
    }

    #[test]
    fn chunks_become_a_body_and_the_rest_stays() {
        let text = b"5;name=value\r\nhello\r\nA\r\n, chunked!\r\n0\r\nTrailer: x\r\n\r\nGET";
        for piece in 1..text.len() {
            assert_eq!(
                decode(text, piece, 100),
                Ok(Progress::Whole(Bytes::from_static(b"hello, chunked!"))),
                "in pieces of {piece}"
            );
        }
        let mut buffer = BytesMut::from(&text[..]);
        assert!(matches!(
            Chunked::new(100).take(&mut buffer),
            Ok(Progress::Whole(_))
        ));
        assert_eq!(&buffer[..], b"GET");
    }

    #[test]
    fn a_body_over_the_limit_is_noticed_by_its_size_line() {
        assert_eq!(decode(b"5\r\nhello\r\n6\r\n", 1, 10), Ok(Progress::TooLong));
        assert_eq!(decode(b"ffffffffffffffff\r\n", 1, 10), Ok(Progress::TooLong));
        assert_eq!(
            decode(b"a\r\n0123456789\r\n0\r\n\r\n", 1, 10),
            Ok(Progress::Whole("0123456789".into()))
        );
    }

    #[test]
    fn malformed_chunks_are_refused() {
        let endless = [b'0'; LONGEST_SIZE_LINE + 1];
        let trailers = [&b"0\r\n"[..], &b"A: b\r\n".repeat(LONGEST_TRAILERS)].concat();
        for text in [
            &b"\r\n"[..],
            b"x\r\n",
            b"-1\r\n",
            b"+1\r\n",
            b"1\n",
            b"1\r\nab\r\n",
            b"1\r\na\n",
            b"fffffffffffffffff\r\n",
            &endless,
            &trailers,
        ] {
            assert_eq!(
                decode(text, 7, 1 << 20).map_err(|r| r.status),
                Err(400),
                "{}",
                text.escape_ascii()
            );
        }
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic_and_pieces_do_not_matter(
            bytes in proptest::collection::vec(prop_oneof![
                Just(b'\r'), Just(b'\n'), Just(b'0'), Just(b'3'), Just(b';'), any::<u8>(),
            ], 0..80),
            piece in 1usize..20,
        ) {
            prop_assert_eq!(decode(&bytes, piece, 1000), decode(&bytes, bytes.len().max(1), 1000));
        }
    }
}
