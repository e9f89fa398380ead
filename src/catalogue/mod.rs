//! Features read as data: requirements, levels, sources; selection; lint.
