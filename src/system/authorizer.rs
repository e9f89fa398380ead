//! Who may call a method.

/// A method's `authorizationType`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Authorization {
    /// `NONE`
    #[default]
    None,
    /// `AWS_IAM`
    AwsIam,
    /// `CUSTOM`: index into `RestApi::authorizers`.
    Custom(usize),
}

/// A Lambda authorizer of a REST API.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Authorizer {
    /// Index into `System::functions`.
    pub function: usize,
    /// What the function is told.
    pub kind: AuthorizerType,
    /// `identitySource`: mapping expressions, separated by commas; `None` for a REQUEST authorizer without.
    pub identity_source: Option<String>,
    /// `identityValidationExpression`
    pub validation: Option<String>,
    /// `authorizerResultTtlInSeconds`; `None` leaves AWS's 300 s.
    pub ttl: Option<u16>,
}

/// What an authorizer's function is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuthorizerType {
    /// `TOKEN`: the header that the identity source names.
    Token,
    /// `REQUEST`: everything but the body.
    Request,
}
