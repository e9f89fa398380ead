//! Functions on arrays.

use serde_json::Value;

use super::{
    call::Given,
    number::{rounded, whole},
};

/// The most elements that ArrayRange may give (Step Functions guide).
const MAX_RANGE: u64 = 1_000;

pub(super) fn array(given: &[Given]) -> Result<Value, String> {
    Ok(given.iter().map(|argument| argument.value.clone()).collect())
}

/// Compares deeply (recorded on AWS 2023).
pub(super) fn contains(given: &[Given]) -> Result<Value, String> {
    Ok(items(&given[0])?.contains(&given[1].value).into())
}

pub(super) fn get_item(given: &[Given]) -> Result<Value, String> {
    let items = items(&given[0])?;
    let index = whole(&given[1], 2)?;
    usize::try_from(index)
        .ok()
        .and_then(|index| items.get(index))
        .cloned()
        .ok_or_else(|| {
            format!(
                "Index {index} is out of the bounds of an array of {} elements",
                items.len()
            )
        })
}

pub(super) fn length(given: &[Given]) -> Result<Value, String> {
    Ok(items(&given[0])?.len().into())
}

pub(super) fn partition(given: &[Given]) -> Result<Value, String> {
    let items = items(&given[0])?;
    let size = rounded(&given[1], 2)?;
    match usize::try_from(size) {
        Ok(size) if size > 0 => Ok(items.chunks(size).map(<[Value]>::to_vec).collect()),
        _ => Err(format!(
            "The chunk size must be a positive integer but was: {size}"
        )),
    }
}

/// Both ends are included (recorded on AWS 2023).
pub(super) fn range(given: &[Given]) -> Result<Value, String> {
    let (start, end, step) = (
        rounded(&given[0], 1)?,
        rounded(&given[1], 2)?,
        rounded(&given[2], 3)?,
    );
    if step == 0 {
        return Err("The step must not be zero".to_owned());
    }
    let backwards = step < 0;
    let ahead = if backwards { start >= end } else { start <= end };
    let steps = if ahead {
        start.abs_diff(end) / step.unsigned_abs()
    } else {
        0
    };
    if steps >= MAX_RANGE {
        return Err(format!("The range must not have more than {MAX_RANGE} elements"));
    }
    if !ahead {
        return Ok(Value::Array(Vec::new()));
    }
    let mut numbers = Vec::new();
    let mut number = start;
    for _ in 0..=steps {
        numbers.push(Value::from(number));
        number = number.saturating_add(step);
    }
    Ok(Value::Array(numbers))
}

pub(super) fn unique(given: &[Given]) -> Result<Value, String> {
    let mut seen: Vec<&Value> = Vec::new();
    // Values have no order to sort by; the texts are as good to find equal ones fast.
    let mut texts = std::collections::HashSet::new();
    for item in items(&given[0])? {
        if texts.insert(item.to_string()) {
            seen.push(item);
        }
    }
    Ok(seen.into_iter().cloned().collect())
}

fn items(given: &Given) -> Result<&Vec<Value>, String> {
    given
        .value
        .as_array()
        .ok_or_else(|| format!("Argument 1 must be an array but was: {}", given.value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::call::computed;

    #[test]
    fn arrays() {
        for (call, input, expected) in [
            ("States.Array()", json!({}), json!([])),
            ("States.Array('a', 1, $)", json!({}), json!(["a", 1, {}])),
            (
                "States.ArrayPartition($, 2)",
                json!([0, 1, 2]),
                json!([[0, 1], [2]]),
            ),
            ("States.ArrayPartition($, 4)", json!([]), json!([])),
            ("States.ArrayContains($, 2)", json!([[1], 2]), json!(true)),
            (
                "States.ArrayContains($.a, $.x)",
                json!({"a": [{"1": []}], "x": {"1": []}}),
                json!(true),
            ),
            ("States.ArrayContains($, null)", json!([1]), json!(false)),
            ("States.ArrayRange(0, 10, 3)", json!({}), json!([0, 3, 6, 9])),
            ("States.ArrayRange(1, 9, 9)", json!({}), json!([1])),
            ("States.ArrayRange(3, 1, -1)", json!({}), json!([3, 2, 1])),
            ("States.ArrayRange(3, 1, 1)", json!({}), json!([])),
            ("States.ArrayGetItem($, 1)", json!([5, 6]), json!(6)),
            ("States.ArrayLength($)", json!([5, 6]), json!(2)),
            (
                "States.ArrayUnique($)",
                json!([1, 2, 1, null, "1", null]),
                json!([1, 2, null, "1"]),
            ),
        ] {
            assert_eq!(computed(call, input), Ok(expected), "{call}");
        }
    }

    #[test]
    fn limits_and_wrong_arguments() {
        for (call, input) in [
            ("States.ArrayRange(0, 1000, 1)", json!({})),
            (
                "States.ArrayRange(-9223372036854775808, 9223372036854775807, 1)",
                json!({}),
            ),
            ("States.ArrayRange(0, 1, 0)", json!({})),
            ("States.ArrayPartition($, 0)", json!([1])),
            ("States.ArrayGetItem($, 2)", json!([5, 6])),
            ("States.ArrayGetItem($, -1)", json!([5, 6])),
            ("States.ArrayLength($)", json!("text")),
        ] {
            assert!(computed(call, input).is_err(), "{call}");
        }
    }
}
