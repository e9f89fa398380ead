//! Evidence first; every other report is derived from it.
