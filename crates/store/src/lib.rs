//! One SQLite file per installation: schema, migrations, queries, outbox.
//!
//! Invariants: every change happens in one transaction that is on the disk when it ends
//! (`synchronous=FULL`), because the outbox must survive a power cut; nobody waits for the network
//! inside a transaction; a file of a newer version is refused untouched; no SQL leaves this crate.
//! The row type and the queries of a table live in one file under `table`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod database;
mod readers;
mod sql;
mod table;

pub use database::{Store, StoreError, Tx};
pub use table::account::{AccountRow, SignInKind};
pub use table::activity::{EventCounts, EventFilter, EventKey};
pub use table::attention::{Action, AttentionRow, NewAttention};
pub use table::checking::{Became, Came, WrittenKind};
pub use table::decision::{DecisionRow, NewDecision, ScreeningRefs};
pub use table::diagnostics::RowCounts;
pub use table::effect::{EffectRow, EffectState, QueueCounts};
pub use table::event::{EventRow, NewEvent};
pub use table::lever::{PostingRow, StageRow, UserRow};
pub use table::person::PersonRow;
pub use table::playbook::TriggerRow;
pub use table::privacy::REMOVED;
pub use table::proposed_move::{MoveState, ProposedMove};
pub use table::screening::{CountedRow, NewScreening, ReviewRow, ScreeningRow};
pub use table::screening_filter::TableFilter;
pub use table::screening_list::{Followed, ScreeningFilter, ScreeningPage};
pub use table::screening_order::{TableKey, TableOrder, TableSort};
pub use table::screening_table::{TableChoice, TableChoices, TablePage, TableTime};
