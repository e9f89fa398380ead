//! What happened behind the gateway, seen through the services' own APIs on every target alike:
//! executions started and their input, invocations of a function and their events.
