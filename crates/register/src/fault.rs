//! Visible faults: what a measure, programme or approach lacks to be followed. Counted, not hidden.

use crate::{Kind, Language, Record, Register};

/// What is lacking.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fault {
    /// No owner.
    NoOwner,
    /// No baseline.
    NoBaseline,
    /// No end goal.
    NoGoal,
    /// No indicator, and no reason why it cannot be measured.
    NoIndicator,
    /// Said not to be measurable, with the reason.
    NotMeasurable,
    /// No evaluation.
    NoEvaluation,
    /// No actual reach, and no reason.
    NoReach,
    /// No effect measured.
    NoEffect,
    /// No day by which.
    NoDate,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Fault; 9] = [
        Fault::NoOwner,
        Fault::NoBaseline,
        Fault::NoGoal,
        Fault::NoIndicator,
        Fault::NotMeasurable,
        Fault::NoEvaluation,
        Fault::NoReach,
        Fault::NoEffect,
        Fault::NoDate,
    ];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Fault::NoOwner => "no-owner",
            Fault::NoBaseline => "no-baseline",
            Fault::NoGoal => "no-goal",
            Fault::NoIndicator => "no-indicator",
            Fault::NotMeasurable => "not-measurable-because",
            Fault::NoEvaluation => "no-evaluation",
            Fault::NoReach => "no-reach",
            Fault::NoEffect => "no-effect",
            Fault::NoDate => "no-date",
        }
    }

    /// What people read.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Fault::NoOwner => language.say("geen eigenaar", "no owner"),
            Fault::NoBaseline => language.say("geen nulmeting", "no baseline"),
            Fault::NoGoal => language.say("geen einddoel", "no end goal"),
            Fault::NoIndicator => language.say("geen indicator", "no indicator"),
            Fault::NotMeasurable => language.say("niet te meten, met reden", "not measurable, with the reason"),
            Fault::NoEvaluation => language.say("geen evaluatie", "no evaluation"),
            Fault::NoReach => language.say("bereik niet gemeten", "reach not measured"),
            Fault::NoEffect => language.say("effect niet gemeten", "effect not measured"),
            Fault::NoDate => language.say("geen termijn", "no date"),
        }
    }

    /// The fault of a word.
    pub fn from_word(word: &str) -> Option<Fault> {
        Fault::ALL.into_iter().find(|fault| fault.word() == word)
    }

    /// What people read, in Dutch.
    pub fn dutch(self) -> &'static str {
        self.name(Language::Dutch)
    }

    /// What people read, in English.
    pub fn english(self) -> &'static str {
        self.name(Language::English)
    }
}

/// What one record lacks, in the order of [`Fault::ALL`].
pub fn faults(record: &Record) -> Vec<Fault> {
    Fault::ALL.into_iter().filter(|fault| lacks(record, *fault)).collect()
}

fn lacks(record: &Record, fault: Fault) -> bool {
    let empty = |field: &str| record.get(field).is_empty();
    let (measure, prevention) = (record.kind() == Kind::Measure, record.kind() == Kind::Prevention);
    let approach = record.kind() == Kind::Approach && record.get("is_example") != "yes";
    match fault {
        Fault::NoOwner => (measure || prevention || approach) && empty("owner"),
        Fault::NoBaseline => measure && empty("baseline") && empty("baseline_value"),
        Fault::NoGoal => ((measure && empty("goal")) || (approach && empty("goals"))) && empty("goal_value"),
        Fault::NoIndicator => (measure || approach) && empty("indicators") && empty("not_measurable_because"),
        Fault::NotMeasurable => measure && !empty("not_measurable_because"),
        Fault::NoEvaluation => measure && empty("evaluation"),
        Fault::NoReach => prevention && empty("reach_actual"),
        Fault::NoEffect => prevention && empty("effect"),
        Fault::NoDate => (approach || (record.kind() == Kind::Commitment && record.get("state") == "open")) && empty("due"),
    }
}

impl Register {
    /// How many records have each fault.
    pub fn fault_counts(&self) -> Vec<(Fault, usize)> {
        let found: Vec<Fault> = self.all().flat_map(faults).collect();
        Fault::ALL.into_iter().map(|fault| (fault, found.iter().filter(|one| **one == fault).count())).collect()
    }
}
