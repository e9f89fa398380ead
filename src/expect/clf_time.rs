//! Times as access logs write them.

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const SECONDS_PER_DAY: u64 = 86_400;
/// The end of the year 9999: later moments, which nobody means, are cut to it.
const LATEST: u64 = 253_402_300_799;

/// The moment in Common Log Format and UTC: `02/Aug/2024:10:11:12 +0000`.
#[must_use]
pub fn clf_time(epoch_milliseconds: u64) -> String {
    let seconds = (epoch_milliseconds / 1000).min(LATEST);
    let (mut day, second) = (seconds / SECONDS_PER_DAY, seconds % SECONDS_PER_DAY);
    let mut year = 1970;
    while day >= days_of(year) {
        day -= days_of(year);
        year += 1;
    }
    let mut month = 0;
    while day >= days_in(year, month) {
        day -= days_in(year, month);
        month += 1;
    }
    format!(
        "{:02}/{}/{year}:{:02}:{:02}:{:02} +0000",
        day + 1,
        MONTHS[month],
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

fn days_of(year: u64) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// `month` counts from 0.
fn days_in(year: u64, month: usize) -> u64 {
    match month {
        1 if is_leap(year) => 29,
        1 => 28,
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_in_access_logs() {
        for (milliseconds, expected) in [
            (0, "01/Jan/1970:00:00:00 +0000"),
            (1_709_164_800_000, "29/Feb/2024:00:00:00 +0000"),
            (1_709_251_199_999, "29/Feb/2024:23:59:59 +0000"),
            (1_735_689_599_000, "31/Dec/2024:23:59:59 +0000"),
            (4_107_542_400_000, "01/Mar/2100:00:00:00 +0000"),
            (u64::MAX, "31/Dec/9999:23:59:59 +0000"),
        ] {
            assert_eq!(clf_time(milliseconds), expected);
        }
    }
}
