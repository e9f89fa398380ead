//! Evaluation: following the segments of a path through a document.

use std::{borrow::Cow, cell::Cell};

use serde_json::{Map, Value};

use super::{
    NoResult, Path,
    function::Function,
    segment::{Operand, Segment},
};

/// Values one evaluation may visit. Deep scans behind deep scans multiply; a 10 MB document has fewer values.
const MAX_VISITS: usize = 5_000_000;

/// One evaluation of a path, with the paths inside its filters.
#[derive(Debug)]
pub(super) struct Walk<'r> {
    root: &'r Value,
    visits_left: Cell<usize>,
}

impl<'r> Walk<'r> {
    pub(super) fn new(root: &'r Value) -> Self {
        Self {
            root,
            visits_left: Cell::new(MAX_VISITS),
        }
    }

    /// The value of a definite path from `start`, or the array of all matches.
    pub(super) fn read<'n>(&self, path: &Path, start: &'n Value) -> Result<Cow<'n, Value>, NoResult> {
        let mut found = self.matches(&path.segments, start)?;
        if path.is_definite() {
            found
                .pop()
                .ok_or_else(|| NoResult(format!("No results for path: {path}")))
        } else {
            Ok(Cow::Owned(found.into_iter().map(Cow::into_owned).collect()))
        }
    }

    /// The value of a path inside a filter or an argument list; none if it leads nowhere.
    pub(super) fn inner<'n>(&'n self, path: &Path, item: &'n Value) -> Option<Cow<'n, Value>> {
        self.read(path, if path.from_item { item } else { self.root })
            .ok()
    }

    fn matches<'n>(&self, segments: &[Segment], start: &'n Value) -> Result<Vec<Cow<'n, Value>>, NoResult> {
        let mut nodes = vec![start];
        let mut definite = true;
        for (i, segment) in segments.iter().enumerate() {
            self.visit(nodes.len())?;
            let last = i + 1 == segments.len();
            match segment {
                Segment::Properties { names, .. } if names.len() > 1 && last => {
                    if definite {
                        check_kind(segments, i, &nodes)?;
                    }
                    return Ok(nodes
                        .into_iter()
                        .filter_map(|node| merged(node, names))
                        .map(Cow::Owned)
                        .collect());
                }
                Segment::Call(function, arguments) => {
                    let rest = &segments[i + 1..];
                    return self.call(*function, arguments, nodes, has_scan(&segments[..i]), rest);
                }
                _ => {}
            }
            if definite {
                check_kind(segments, i, &nodes)?;
            }
            let after_scan = i > 0 && matches!(segments[i - 1], Segment::Scan);
            let mut next = Vec::new();
            for node in nodes {
                self.step(segment, node, after_scan, &mut next)?;
            }
            nodes = next;
            if let Segment::Properties { names, .. } = segment
                && (definite && nodes.is_empty() && !last && names.len() == 1)
            {
                return Err(NoResult(format!(
                    "Missing property in path {}",
                    trail(&segments[..=i])
                )));
            }
            definite &= match segment {
                Segment::Properties { names, .. } => names.len() == 1,
                Segment::Indexes(indexes) => indexes.len() == 1,
                _ => false,
            };
        }
        Ok(nodes.into_iter().map(Cow::Borrowed).collect())
    }

    fn step<'n>(
        &self,
        segment: &Segment,
        node: &'n Value,
        after_scan: bool,
        next: &mut Vec<&'n Value>,
    ) -> Result<(), NoResult> {
        match (segment, node) {
            (Segment::Properties { names, .. }, Value::Object(members)) => {
                next.extend(names.iter().filter_map(|name| members.get(name)));
            }
            (Segment::Indexes(indexes), Value::Array(items)) => {
                next.extend(
                    indexes
                        .iter()
                        .filter_map(|index| items.get(position(*index, items.len())?)),
                );
            }
            (Segment::Slice { from, to }, Value::Array(items)) => next.extend(sliced(items, *from, *to)),
            (Segment::Wildcard, Value::Array(items)) => {
                self.visit(items.len())?;
                next.extend(items);
            }
            (Segment::Wildcard, Value::Object(members)) => {
                self.visit(members.len())?;
                next.extend(members.values());
            }
            (Segment::Scan, _) => self.scan(node, next)?,
            (Segment::Filter(condition), Value::Array(items)) => {
                // A deep scan offers every object by itself, so its array must not offer it again.
                if after_scan && !self.accepts(condition, node)? {
                    return Ok(());
                }
                for item in items {
                    if self.accepts(condition, item)? {
                        next.push(item);
                    }
                }
            }
            (Segment::Filter(condition), Value::Object(_)) if self.accepts(condition, node)? => {
                next.push(node);
            }
            _ => {}
        }
        Ok(())
    }

    /// The value itself and all arrays and objects below it, parents first.
    fn scan<'n>(&self, start: &'n Value, found: &mut Vec<&'n Value>) -> Result<(), NoResult> {
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            match node {
                Value::Array(items) => {
                    self.visit(items.len())?;
                    open.extend(items.iter().rev());
                }
                Value::Object(members) => {
                    self.visit(members.len())?;
                    open.extend(members.values().rev());
                }
                _ => continue,
            }
            found.push(node);
        }
        Ok(())
    }

    fn call<'n>(
        &self,
        function: Function,
        arguments: &[Operand],
        nodes: Vec<&'n Value>,
        scanned: bool,
        rest: &[Segment],
    ) -> Result<Vec<Cow<'n, Value>>, NoResult> {
        let values = |item: &Value| -> Vec<Value> {
            let value = |argument: &Operand| match argument {
                Operand::Path(path) => self.inner(path, item).map(Cow::into_owned),
                Operand::Value(value) => Some(value.clone()),
                Operand::Pattern(_) => None,
            };
            arguments.iter().filter_map(value).collect()
        };
        let mut results = Vec::new();
        if scanned {
            // Jayway gives a function behind a deep scan all that the scan found.
            let all: Value = nodes.into_iter().cloned().collect();
            results.push(function.apply(&all, &[])?);
        } else {
            for node in nodes {
                results.push(function.apply(node, &values(node))?);
            }
        }
        if rest.is_empty() {
            return Ok(results.into_iter().map(Cow::Owned).collect());
        }
        let mut found = Vec::new();
        for result in results {
            found.extend(
                self.matches(rest, &result)?
                    .into_iter()
                    .map(|v| Cow::Owned(v.into_owned())),
            );
        }
        Ok(found)
    }

    /// Counts values against the bound of one evaluation.
    pub(super) fn visit(&self, values: usize) -> Result<(), NoResult> {
        match self.visits_left.get().checked_sub(values.max(1)) {
            Some(left) => {
                self.visits_left.set(left);
                Ok(())
            }
            None => Err(NoResult(format!("the path visits more than {MAX_VISITS} values"))),
        }
    }
}

/// Where `index` lies in a list of `length` elements; negative ones count from the end.
pub(super) fn position(index: i64, length: usize) -> Option<usize> {
    let from_end = usize::try_from(index.unsigned_abs()).ok()?;
    if index < 0 {
        length.checked_sub(from_end)
    } else {
        (from_end < length).then_some(from_end)
    }
}

/// Jayway's slices. With both bounds given each index counts for itself, so `[-2:1]` wraps around.
fn sliced(items: &[Value], from: Option<i64>, to: Option<i64>) -> impl Iterator<Item = &Value> {
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let from_end = |bound: i64| {
        if bound < 0 {
            length.saturating_add(bound)
        } else {
            bound
        }
    };
    let (first, end) = match (from, to) {
        (Some(from), Some(to)) => (from.max(-length), to.min(length)),
        (from, to) => (
            from.map_or(0, from_end).max(0),
            to.map_or(length, from_end).min(length),
        ),
    };
    (first..end).filter_map(|i| items.get(position(i, items.len())?))
}

/// The object of those `names` that `node` has; none if it is not an object.
fn merged(node: &Value, names: &[String]) -> Option<Value> {
    let members = node.as_object()?;
    let chosen = names
        .iter()
        .filter_map(|name| Some((name.clone(), members.get(name)?.clone())));
    Some(Value::Object(chosen.collect::<Map<_, _>>()))
}

fn has_scan(segments: &[Segment]) -> bool {
    segments.iter().any(|segment| matches!(segment, Segment::Scan))
}

fn trail(segments: &[Segment]) -> String {
    let fragments: String = segments.iter().map(ToString::to_string).collect();
    format!("${fragments}")
}

/// A definite path fails where a value is not of the kind that the segment reads.
fn check_kind(segments: &[Segment], i: usize, nodes: &[&Value]) -> Result<(), NoResult> {
    let [node] = nodes else {
        return Ok(());
    };
    let path = trail(&segments[..i]);
    match (&segments[i], node) {
        (Segment::Properties { .. }, Value::Object(_)) => Ok(()),
        (segment @ Segment::Properties { .. }, _) => Err(NoResult(format!(
            "Expected to find an object with property {segment} in path {path} but found '{}'. This is not a json \
             object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JsonSmartJsonProvider'.",
            class(node)
        ))),
        (Segment::Indexes(_) | Segment::Slice { .. }, Value::Null) => {
            Err(NoResult(format!("The path {path} is null")))
        }
        (Segment::Indexes(_) | Segment::Slice { .. }, Value::Array(_)) => Ok(()),
        (Segment::Indexes(_) | Segment::Slice { .. }, _) => {
            let rest: String = segments[i..].iter().map(ToString::to_string).collect();
            Err(NoResult(format!(
                "Filter: {rest} can only be applied to arrays. Current context is: {node}"
            )))
        }
        (Segment::Filter(_), Value::Array(_) | Value::Object(_)) => Ok(()),
        (segment @ Segment::Filter(_), _) => Err(NoResult(format!(
            "Filter: {segment} can not be applied to primitives. Current context is: {node}"
        ))),
        _ => Ok(()),
    }
}

/// The Java class that Jayway's default provider gives a value.
fn class(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "java.lang.Boolean",
        Value::Number(n) if n.is_f64() => "java.lang.Double",
        Value::Number(n) if n.as_i64().is_some_and(|n| i32::try_from(n).is_ok()) => "java.lang.Integer",
        Value::Number(_) => "java.lang.Long",
        Value::String(_) => "java.lang.String",
        Value::Array(_) => "net.minidev.json.JSONArray",
        Value::Object(_) => "java.util.LinkedHashMap",
    }
}
