//! What goes over the wire to a control plane, against a scripted one: signing, retries, the plan of a
//! deployment, teardown and sweep. What AWS would refuse or delay can be had here only this way.

mod calls;
mod control;
mod deployment;
mod function;
mod http_api;
mod lacking;
mod scripted;
mod stage_settings;
mod teardown;
