//! Names and ARNs of the service.

use super::errors;
use crate::wire::{ACCOUNT, AwsError};

/// The parts of an ARN of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arn<'a> {
    pub(super) region: &'a str,
    /// For example `stateMachine`.
    pub(super) kind: &'a str,
    /// What follows the type: a name, or several with colons between them.
    pub(super) rest: &'a str,
}

impl<'a> Arn<'a> {
    /// Takes an ARN apart.
    ///
    /// # Errors
    /// `InvalidArn`
    pub(super) fn parse(arn: &'a str) -> Result<Self, AwsError> {
        let parts: Vec<&str> = arn.splitn(7, ':').collect();
        match parts[..] {
            ["arn", _, "states", region, _, kind, rest] if !kind.is_empty() && !rest.is_empty() => {
                Ok(Self { region, kind, rest })
            }
            ["arn", _, _, _, _, kind, _] => Err(not_here(kind)),
            _ => Err(errors::invalid_arn(&format!("Invalid ARN prefix: {arn}"))),
        }
    }

    /// The same, for one type of resource only.
    pub(super) fn of_kind(arn: &'a str, kind: &str) -> Result<Self, AwsError> {
        let parsed = Self::parse(arn)?;
        if parsed.kind == kind {
            Ok(parsed)
        } else {
            Err(not_here(parsed.kind))
        }
    }
}

fn not_here(kind: &str) -> AwsError {
    errors::invalid_arn(&format!("Resource type not valid in this context: {kind}"))
}

/// The ARN of a state machine.
pub(super) fn state_machine(region: &str, name: &str) -> String {
    format!("arn:aws:states:{region}:{ACCOUNT}:stateMachine:{name}")
}

/// The ARN of an activity.
pub(super) fn activity(region: &str, name: &str) -> String {
    format!("arn:aws:states:{region}:{ACCOUNT}:activity:{name}")
}

/// The ARN of a Standard execution.
pub(super) fn execution(region: &str, machine: &str, name: &str) -> String {
    format!("arn:aws:states:{region}:{ACCOUNT}:execution:{machine}:{name}")
}

/// The ARN of an Express execution, whose name need not be unique.
pub(super) fn express(region: &str, machine: &str, name: &str, id: &str) -> String {
    format!("arn:aws:states:{region}:{ACCOUNT}:express:{machine}:{name}:{id}")
}

/// Checks a name of a state machine, an execution or an activity (API reference, CreateStateMachine).
///
/// # Errors
/// `InvalidName`
pub(super) fn check_name(name: &str) -> Result<(), AwsError> {
    let bad = |c: char| c.is_whitespace() || c.is_control() || "<>{}[]?*\"#%\\^|~`$&,;:/".contains(c);
    if name.is_empty() || name.contains(bad) {
        return Err(errors::invalid_name(name));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_are_taken_apart() {
        let arn = Arn::parse("arn:aws:states:eu-west-1:000000000000:express:m:n:u").unwrap();
        assert_eq!(
            (arn.region, arn.kind, arn.rest),
            ("eu-west-1", "express", "m:n:u")
        );
        for (arn, message) in [
            ("abcdef", "Invalid Arn: 'Invalid ARN prefix: abcdef'"),
            ("", "Invalid Arn: 'Invalid ARN prefix: '"),
            (
                "arn:aws:states:eu-west-1:000000000000:express:m:n:u",
                "Invalid Arn: 'Resource type not valid in this context: express'",
            ),
        ] {
            let error = Arn::of_kind(arn, "execution").unwrap_err();
            assert_eq!((error.status, error.message.as_str()), (400, message));
        }
    }

    #[test]
    fn names_are_checked() {
        for name in ["a", "state.machine_1-x", "(ü)"] {
            assert!(check_name(name).is_ok(), "{name}");
        }
        for name in ["", " a", "a b", "a/b", "a:b", "a\u{1f}", "a`", "a<", "a\u{9f}"] {
            let error = check_name(name).unwrap_err();
            assert_eq!(error.message, format!("Invalid Name: '{name}'"));
        }
    }
}
