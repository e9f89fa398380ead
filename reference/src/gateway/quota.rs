//! How many requests a key may make in a day, a week or a month.

use jiff::civil::Date;

/// A quota of a usage plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    /// Requests in a period.
    pub limit: u64,
    /// Requests that the first period has less (API reference, "QuotaSettings").
    pub offset: u64,
    /// How long a period is.
    pub period: Period,
}

/// A quota's period, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// From midnight.
    Day,
    /// From Monday; which day AWS takes is not documented.
    Week,
    /// From the first of the month.
    Month,
}

impl Period {
    /// Reads AWS's name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "DAY" => Some(Self::Day),
            "WEEK" => Some(Self::Week),
            "MONTH" => Some(Self::Month),
            _ => None,
        }
    }

    /// AWS's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "DAY",
            Self::Week => "WEEK",
            Self::Month => "MONTH",
        }
    }

    /// The first day of the period that a day belongs to.
    fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => {
                let since_monday = i64::from(day.weekday().to_monday_zero_offset());
                day.checked_sub(jiff::Span::new().days(since_monday))
                    .unwrap_or(day)
            }
            Self::Month => day.first_of_month(),
        }
    }
}

/// As the execution log has it (AWS re:Post, "API Gateway 429").
impl std::fmt::Display for Quota {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Quota Limit: {} Period: {}", self.limit, self.period.name())
    }
}

/// What a key has used of a quota.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    start: Option<Date>,
    is_first: bool,
    used: u64,
}

impl Usage {
    /// Counts a request of a day, if the quota allows one more.
    pub fn take(&mut self, quota: &Quota, today: Date) -> bool {
        let start = quota.period.start(today);
        if self.start != Some(start) {
            *self = Self {
                start: Some(start),
                is_first: self.start.is_none(),
                used: 0,
            };
        }
        let offset = if self.is_first { quota.offset } else { 0 };
        let is_allowed = self.used < quota.limit.saturating_sub(offset);
        if is_allowed {
            self.used += 1;
        }
        is_allowed
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn taken(usage: &mut Usage, quota: &Quota, day: Date) -> usize {
        (0..100).filter(|_| usage.take(quota, day)).count()
    }

    #[test]
    fn a_period_has_its_quota_and_the_next_one_anew() {
        for (period, days) in [
            (
                Period::Day,
                [date(2024, 2, 28), date(2024, 2, 28), date(2024, 2, 29)],
            ),
            (
                Period::Week,
                [date(2024, 2, 26), date(2024, 3, 3), date(2024, 3, 4)],
            ),
            (
                Period::Month,
                [date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 1)],
            ),
        ] {
            let quota = Quota {
                limit: 5,
                offset: 0,
                period,
            };
            let mut usage = Usage::default();
            let counts = days.map(|day| taken(&mut usage, &quota, day));
            assert_eq!(counts, [5, 0, 5], "{period:?}");
        }
    }

    #[test]
    fn the_offset_shortens_the_first_period_only() {
        let quota = Quota {
            limit: 5,
            offset: 2,
            period: Period::Month,
        };
        let mut usage = Usage::default();
        assert_eq!(taken(&mut usage, &quota, date(2024, 2, 1)), 3);
        assert_eq!(taken(&mut usage, &quota, date(2024, 3, 1)), 5);
        let none = Quota { offset: 9, ..quota };
        assert_eq!(taken(&mut Usage::default(), &none, date(2024, 2, 1)), 0);
    }
}
