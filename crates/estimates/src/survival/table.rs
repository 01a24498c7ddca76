//! The core of every survival estimate: distinct times, with who was at risk and what happened.

/// What happened at one time.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Line {
    /// The time.
    pub time: f64,
    /// Seen and waiting just before it.
    pub at_risk: u64,
    /// Events of any cause.
    pub events: u64,
    /// Censored at it, after the events of the same time.
    pub censored: u64,
}

/// Distinct times in order. Everything is an integer count, so the order in which subjects came cannot matter.
#[derive(Clone, PartialEq, Debug)]
pub struct EventTable {
    pub(super) causes: usize,
    pub(super) lines: Vec<Line>,
    /// Events by line and cause, line after line.
    pub(super) by_cause: Vec<u64>,
}

impl EventTable {
    /// An empty table for this many causes.
    pub(super) fn new(causes: usize) -> EventTable {
        EventTable { causes, lines: Vec::new(), by_cause: Vec::new() }
    }

    /// Adds the next time; `by_cause` holds one count per cause.
    pub(super) fn push(&mut self, time: f64, at_risk: u64, by_cause: &[u64], censored: u64) {
        debug_assert_eq!(by_cause.len(), self.causes);
        self.lines.push(Line { time, at_risk, events: by_cause.iter().sum(), censored });
        self.by_cause.extend_from_slice(by_cause);
    }

    /// Number of causes.
    pub fn causes(&self) -> usize {
        self.causes
    }

    /// Every distinct time, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Events of one cause (counted from 0) at each time, in order.
    pub fn events_of(&self, cause: usize) -> impl Iterator<Item = u64> + '_ {
        self.by_cause.iter().skip(cause).step_by(self.causes.max(1)).copied()
    }

    /// Events of any cause.
    pub fn events(&self) -> u64 {
        self.lines.iter().map(|line| line.events).sum()
    }
}
