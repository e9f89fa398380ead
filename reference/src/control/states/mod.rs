//! The service `states`.
