//! The guide: from a situation to the doors that help, best first, and to what to do now.

use std::sync::OnceLock;

use domain::Day;

use crate::check::{self, Fault};
use crate::door::Door;
use crate::meldcode::Meldcode;
use crate::situation::{Place, Situation, When, Who};
use crate::{Words, wire};

/// The national rules, as they stand in this version of the program.
const NATIONAL: &str = include_str!("../signpost.toml");

/// One answer to a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// Its word: `self`.
    pub is: String,
    /// The answer as people read it.
    pub say: Words,
}

/// One question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// `who`, `when` or `where`.
    pub id: String,
    /// The question as people read it.
    pub ask: Words,
    /// Its answers, in order.
    pub answers: Vec<Answer>,
}

/// When a door is the right one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Rule {
    /// Place of the door in the list.
    pub door: usize,
    pub who: Vec<Who>,
    pub when: Vec<When>,
    pub place: Vec<Place>,
    pub step: Option<Words>,
}

impl Rule {
    fn holds(&self, asked: Situation) -> bool {
        self.who.contains(&asked.who) && self.when.contains(&asked.when) && self.place.contains(&asked.place)
    }
}

/// Why rules were refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum GuideError {
    /// The file is not the TOML it should be.
    #[error("the rules of the signpost cannot be read: {0}")]
    Unreadable(String),
    /// A word or day that the signpost does not know.
    #[error("the rules of the signpost name '{0}', which is not known")]
    Word(String),
    /// The rules do not hold together.
    #[error("the rules of the signpost do not hold together: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Faults(Vec<Fault>),
}

/// Questions, doors, rules and the reporting code, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guide {
    pub(crate) questions: Vec<Question>,
    pub(crate) doors: Vec<Door>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) meldcode: Meldcode,
}

impl Guide {
    /// The rules this version of the program came with.
    pub fn national() -> &'static Guide {
        static GUIDE: OnceLock<Guide> = OnceLock::new();
        GUIDE.get_or_init(|| Guide::read(NATIONAL).expect("the rules of the program hold together; a test reads them"))
    }

    /// Reads rules and checks that they hold together.
    ///
    /// # Errors
    /// When they cannot be read, name something unknown, or a path does not end as it should.
    pub fn read(text: &str) -> Result<Guide, GuideError> {
        let guide = wire::read(text)?;
        let faults = check::faults(&guide);
        if faults.is_empty() { Ok(guide) } else { Err(GuideError::Faults(faults)) }
    }

    /// Refuses doors whose facts should have been compared again before this day.
    ///
    /// # Errors
    /// [`GuideError::Faults`] with one fault per door past its date.
    pub fn check_on(&self, today: Day) -> Result<(), GuideError> {
        let past = self.doors.iter().filter(|door| door.valid_until < today);
        let faults: Vec<Fault> = past.map(|door| Fault::PastItsDate { door: door.id.clone(), until: door.valid_until }).collect();
        if faults.is_empty() { Ok(()) } else { Err(GuideError::Faults(faults)) }
    }

    /// The doors for a situation, best first, each once.
    pub fn doors(&self, asked: Situation) -> Vec<&Door> {
        let mut found: Vec<&Door> = Vec::new();
        for rule in self.holding(asked) {
            let door = &self.doors[rule.door];
            if !found.iter().any(|known| known.id == door.id) {
                found.push(door);
            }
        }
        found
    }

    /// What to do, in order; for a professional the steps of the reporting code come last.
    pub fn steps(&self, asked: Situation) -> Vec<&Words> {
        let mut steps: Vec<&Words> = Vec::new();
        let mut doors = Vec::new();
        for rule in self.holding(asked).filter(|rule| rule.step.is_some()) {
            if !doors.contains(&rule.door) {
                doors.push(rule.door);
                steps.extend(&rule.step);
            }
        }
        if asked.who == Who::Professional {
            steps.extend(self.meldcode.steps.iter().map(|step| &step.text));
        }
        steps
    }

    /// Every door, in the order of the file.
    pub fn all_doors(&self) -> &[Door] {
        &self.doors
    }

    /// The questions, in order.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The reporting code.
    pub fn meldcode(&self) -> &Meldcode {
        &self.meldcode
    }

    fn holding(&self, asked: Situation) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.holds(asked) && self.doors[rule.door].ages.admit(asked.age))
    }
}
