//! What a delivery says of the design of its sample: once of each stratum, school or series, and the same every time.

use std::collections::{HashMap, HashSet};

use crate::key;

/// What was said before, by hashes; it grows with the strata, schools, series and members of a delivery.
#[derive(Default)]
pub(crate) struct Design {
    said: HashMap<u64, u64>,
    members: HashMap<u64, u64>,
    seen: HashSet<u64>,
}

impl Design {
    /// Whether something else was said of this thing before; what was said first stays.
    pub(crate) fn differs(&mut self, of: &[&str], said: &str) -> bool {
        let said = key::hash(&[said]);
        *self.said.entry(key::hash(of)).or_insert(said) != said
    }

    /// How many different members this thing has by now, this one among them.
    pub(crate) fn members(&mut self, [thing, code]: [&str; 2], member: &str) -> u64 {
        let members = self.members.entry(key::hash(&[thing, code])).or_default();
        *members += u64::from(self.seen.insert(key::hash(&[thing, code, member])));
        *members
    }

    /// Whether this was said before.
    pub(crate) fn is_repeated(&mut self, said: &[&str]) -> bool {
        !self.seen.insert(key::hash(said))
    }
}
