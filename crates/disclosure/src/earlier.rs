//! Earlier releases, as the house remembers them.

use domain::CountTable;

use crate::certificates::Told;
use crate::{DisclosureError, Policy, Question, Repeated};

/// An earlier release: what it was made from, what it told, and by which rules. Exact counts: it never leaves the house.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Earlier {
    /// Its version, to name it by.
    pub version: String,
    /// Its rules.
    pub policy: Policy,
    /// What it asked.
    pub questions: Vec<Question>,
    /// The exact counts.
    pub counts: Vec<CountTable>,
    /// Per indicator what was published.
    pub told: Vec<(String, Told)>,
    /// Years that it did not tell anew: their counts are those of then too.
    pub repeated: Vec<Repeated>,
    /// Whether it was withdrawn since: then nothing of it is told again.
    pub withdrawn: bool,
}

impl Earlier {
    /// Refuses a memory that lacks what an answer was to, or rules that cannot be: what is half known protects nobody.
    pub(crate) fn check(&self) -> Result<(), DisclosureError> {
        self.policy.check()?;
        let lost = |(indicator, _): &&(String, Told)| self.question(indicator).is_none() && self.told(indicator).is_some();
        match self.told.iter().find(lost) {
            Some((indicator, _)) => Err(DisclosureError::Question {
                indicator: indicator.clone(),
                fault: "an earlier release told it, and what it asked is not remembered",
            }),
            None => Ok(()),
        }
    }

    /// What it asked of an indicator.
    pub(crate) fn question(&self, indicator: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.indicator == indicator)
    }

    /// What it told of an indicator; nothing where it told nothing at all.
    pub(crate) fn told(&self, indicator: &str) -> Option<&Told> {
        self.told.iter().find(|(own, _)| own == indicator).map(|(_, told)| told).filter(|told| told.says_something())
    }
}
