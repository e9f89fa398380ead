//! Functions on numbers.

use serde_json::Value;

use super::{call::Given, number::rounded};

/// Each argument is rounded before adding: 1.49 + 1.5 is 3 (recorded on AWS 2023).
pub(super) fn add(given: &[Given]) -> Result<Value, String> {
    let (a, b) = (rounded(&given[0], 1)?, rounded(&given[1], 2)?);
    a.checked_add(b)
        .map(Value::from)
        .ok_or_else(|| "The sum is out of range".to_owned())
}

/// From the first number to the one before the second; the same for the same seed.
pub(super) fn random(given: &[Given]) -> Result<Value, String> {
    let (start, end) = (rounded(&given[0], 1)?, rounded(&given[1], 2)?);
    let seed = match given.get(2) {
        Some(seed) => mixed(rounded(seed, 3)?.cast_unsigned()),
        None => uuid::Uuid::new_v4().as_u64_pair().0,
    };
    if start >= end {
        return Err("Argument 1 must be less than argument 2".to_owned());
    }
    let offset = mixed(seed) % start.abs_diff(end);
    Ok(start.wrapping_add_unsigned(offset).into())
}

/// A number from 0 to the one before 1, always the same for the same seed.
#[must_use]
pub fn random_of_seed(seed: f64) -> f64 {
    (mixed(seed.to_bits()) >> 11) as f64 / (1u64 << 53) as f64
}

/// SplitMix64's finisher: spreads the bits of a seed.
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::call::computed;

    #[test]
    fn arguments_are_rounded_half_up_before_adding() {
        for (a, b, sum) in [
            ("1.49", "1.5", 3),
            ("-1.5", "0", -1),
            ("-0.5", "0.5", 1),
            ("2.5", "0", 3),
            ("-1.51", "0", -2),
            ("-9", "3", -6),
        ] {
            assert_eq!(
                computed(&format!("States.MathAdd({a}, {b})"), json!({})),
                Ok(json!(sum))
            );
        }
        assert!(computed("States.MathAdd(9223372036854775807, 1)", json!({})).is_err());
    }

    #[test]
    fn random_numbers_stay_in_range_and_follow_the_seed() {
        for _ in 0..100 {
            let number = computed("States.MathRandom(-3, 3)", json!({}))
                .unwrap()
                .as_i64()
                .unwrap();
            assert!((-3..3).contains(&number));
        }
        let seeded = || computed("States.MathRandom(0, 1000000, 7)", json!({})).unwrap();
        assert_eq!(seeded(), seeded());
        assert!(computed("States.MathRandom(3, 3)", json!({})).is_err());
        assert!(
            computed(
                "States.MathRandom(-9223372036854775808, 9223372036854775807)",
                json!({})
            )
            .is_ok()
        );
    }
}
