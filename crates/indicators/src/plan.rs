//! A count plan: what the engine must count, said in events and hand-overs.

use domain::{Breakdown, Code, EventKind, HandOver, Scope, Selector};

use crate::Plan;

/// What is counted once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Unit {
    /// Each start.
    Records,
    /// Each case once a calendar year, at its first start in that year.
    Cases,
    /// Each child once a calendar year, at the child's first start in that year.
    Children,
}

/// What a plan counts.
#[allow(clippy::large_enum_variant, reason = "there are as many as indicators, a few dozen")]
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// Starts of these kinds.
    Starts {
        /// Any of these.
        of: Vec<Selector>,
        /// Counted per.
        unit: Unit,
        /// Which of them.
        scope: Scope,
    },
    /// Starts of a hand-over, by what became of them and after how many days.
    HandOver {
        /// Id of the hand-over.
        id: &'static str,
        /// Through how many days it is followed, in its own days; what comes later counts as open on this day.
        horizon: u16,
    },
}

/// What to count and by what to break it down, next to municipality and year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountPlan {
    /// What.
    pub what: What,
    /// By what; one table each, in this order.
    pub breakdowns: Vec<Breakdown>,
}

impl CountPlan {
    /// Counts starts of one kind with any code, by all four breakdowns.
    pub fn starts(kind: EventKind, unit: Unit) -> CountPlan {
        CountPlan {
            what: What::Starts { of: vec![Selector::any(kind)], unit, scope: Scope::default() },
            breakdowns: Breakdown::ALL.to_vec(),
        }
    }

    /// Follows a hand-over, by all four breakdowns.
    pub fn hand_over(id: &'static str, horizon: u16) -> CountPlan {
        CountPlan { what: What::HandOver { id, horizon }, breakdowns: Breakdown::ALL.to_vec() }
    }

    /// The plan complete in itself, with the hand-over it names: what counts on any file of events.
    ///
    /// # Panics
    /// Where `norms` do not hold the hand-over of a plan of the catalogue; a test looks at each.
    pub fn complete(&self, norms: &[HandOver]) -> Plan {
        match &self.what {
            What::Starts { of, unit, scope } => Plan::Starts { of: of.clone(), unit: *unit, scope: scope.clone() },
            What::HandOver { id, .. } => {
                Plan::HandOver(norms.iter().find(|norm| norm.id == *id).expect("the catalogue names hand-overs of the norms").clone())
            }
        }
    }

    /// The same, of these codes only.
    pub fn with_codes(mut self, codes: &[Code]) -> CountPlan {
        if let What::Starts { of, .. } = &mut self.what {
            of.iter_mut().for_each(|selector| selector.codes = codes.to_vec());
        }
        self
    }

    /// The same, by these breakdowns only.
    pub fn by(self, breakdowns: &[Breakdown]) -> CountPlan {
        CountPlan { breakdowns: breakdowns.to_vec(), ..self }
    }
}
