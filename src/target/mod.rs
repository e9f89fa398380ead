//! How to reach an implementation, what it offers and what is known to fail.
