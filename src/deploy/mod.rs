//! Systems become real on a target: planning, calls, ledger, teardown, sweep.
