//! What takes longer than a moment, and how far it is.

use std::sync::{Mutex, PoisonError};

use crate::{Change, Engine};

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Everybody in some stages is read from Lever.
    ReadingStages,
    /// Candidates are decided about, one after the other.
    Deciding,
    /// Rows are written into a file.
    Exporting,
}

/// A task under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Which one: tasks of one kind may run side by side.
    pub id: u64,
    /// What is being done.
    pub task: Task,
    /// How many are done.
    pub done: usize,
    /// Of how many; nobody knows how long Lever's lists are.
    pub all: Option<usize>,
}

#[derive(Debug, Default)]
pub(crate) struct UnderWay {
    list: Mutex<(u64, Vec<Work>)>,
}

/// Says how far a task is, until it is dropped.
pub struct Progress {
    engine: Engine,
    id: u64,
}

impl Engine {
    /// Begins a task that may take a while.
    #[must_use]
    pub fn begin(&self, task: Task, all: Option<usize>) -> Progress {
        let work = {
            let mut slot = self.shared.under_way.list.lock().unwrap_or_else(PoisonError::into_inner);
            slot.0 += 1;
            let work = Work { id: slot.0, task, done: 0, all };
            slot.1.push(work.clone());
            work
        };
        let id = work.id;
        self.publish(Change::Work(work));
        Progress { engine: self.clone(), id }
    }

    /// What is under way, in the order of its beginning.
    #[must_use]
    pub fn under_way(&self) -> Vec<Work> {
        self.shared.under_way.list.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }
}

impl Progress {
    /// So many are done.
    pub fn at(&self, done: usize) {
        let work = {
            let mut slot = self.engine.shared.under_way.list.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(work) = slot.1.iter_mut().find(|work| work.id == self.id) else { return };
            work.done = done;
            work.clone()
        };
        self.engine.publish(Change::Work(work));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let ended = {
            let mut slot = self.engine.shared.under_way.list.lock().unwrap_or_else(PoisonError::into_inner);
            let at = slot.1.iter().position(|work| work.id == self.id);
            at.map(|at| slot.1.remove(at))
        };
        if let Some(work) = ended {
            self.engine.publish(Change::Work(work));
        }
    }
}
