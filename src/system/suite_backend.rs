//! Servers of the suite itself that a system calls.

/// A server of the suite, on loopback. Needs the capability `loopback-backends`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuiteBackend {
    /// By HTTP; it answers what its path asks for.
    Http,
    /// The same by HTTPS.
    Https(Certificate),
    /// An OpenID Connect issuer.
    Issuer,
}

/// What an HTTPS backend shows, always signed by an authority that nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certificate {
    /// One for its own host, `localhost`.
    OfItsHost,
    /// One for another host.
    OfAnotherHost,
    /// One for its own host, which is over.
    Expired,
}

impl SuiteBackend {
    /// The placeholder that stands for its URL.
    #[must_use]
    pub fn placeholder(self) -> &'static str {
        match self {
            Self::Http | Self::Https(_) => "backendUrl",
            Self::Issuer => "issuer",
        }
    }
}
