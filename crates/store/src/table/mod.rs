//! One file per table: its row type and its queries.

pub(crate) mod account;
pub(crate) mod activity;
pub(crate) mod attention;
pub(crate) mod checking;
pub(crate) mod decision;
pub(crate) mod diagnostics;
pub(crate) mod effect;
pub(crate) mod event;
pub(crate) mod hourly_limit;
pub(crate) mod lever;
pub(crate) mod other_screenings;
pub(crate) mod overview;
pub(crate) mod person;
pub(crate) mod playbook;
pub(crate) mod privacy;
pub(crate) mod proposed_move;
pub(crate) mod screening;
pub(crate) mod screening_candidate;
pub(crate) mod screening_filter;
pub(crate) mod screening_list;
pub(crate) mod screening_order;
pub(crate) mod screening_table;
pub(crate) mod setting;
pub(crate) mod watermark;
