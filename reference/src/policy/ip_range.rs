//! Ranges of addresses, as `IpAddress` and `NotIpAddress` compare them.

use std::net::IpAddr;

/// Whether an address lies in a range: `203.0.113.0/24`, `2001:db8::/32`, or one address alone. What is no range
/// holds nothing.
pub(super) fn contains(range: &str, address: &str) -> bool {
    let (network, length) = match range.split_once('/') {
        Some((network, length)) => (network, length.parse::<u32>().ok()),
        None => (range, Some(u32::MAX)),
    };
    let (Ok(network), Some(length), Ok(address)) = (network.parse(), length, address.parse()) else {
        return false;
    };
    match (network, address) {
        (IpAddr::V4(network), IpAddr::V4(address)) => {
            let shift = 32 - length.min(32);
            let of = |address: u32| address.checked_shr(shift).unwrap_or(0);
            of(network.into()) == of(address.into())
        }
        (IpAddr::V6(network), IpAddr::V6(address)) => {
            let shift = 128 - length.min(128);
            let of = |address: u128| address.checked_shr(shift).unwrap_or(0);
            of(network.into()) == of(address.into())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn a_range_holds_the_addresses_that_begin_as_it_does() {
        for (range, address) in [
            ("203.0.113.0/24", "203.0.113.7"),
            ("203.0.113.7", "203.0.113.7"),
            ("0.0.0.0/0", "127.0.0.1"),
            ("::/0", "::1"),
            ("2001:db8::/32", "2001:db8:1::1"),
        ] {
            assert!(contains(range, address), "{range} {address}");
        }
        for (range, address) in [
            ("203.0.113.0/24", "203.0.114.7"),
            ("203.0.113.7", "203.0.113.8"),
            ("0.0.0.0/0", "::1"),
            ("2001:db8::/32", "2001:db9::1"),
            ("203.0.113.0/x", "203.0.113.7"),
            ("everywhere", "203.0.113.7"),
            ("0.0.0.0/0", "test-invoke-source-ip"),
        ] {
            assert!(!contains(range, address), "{range} {address}");
        }
    }
}
