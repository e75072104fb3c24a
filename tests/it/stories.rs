//! Stories: the whole server from outside, on both engines.

mod a_pasted_column_goes_live;
mod bad_input;
mod citations;
mod compliance;
mod evidence;
mod newsroom;
mod no_trace_of_a_draft;
mod reading;
mod recheck_published;
mod retractions;
mod review;
mod sessions;
mod taking_down;
mod who_may_do_what;
