//! What must hold of the rules before anyone is sent anywhere.

use std::collections::BTreeSet;
use std::fmt;

use domain::Day;

use crate::door::Urgency;
use crate::guide::Guide;
use crate::situation::{Place, Situation, When, Who};

/// What is wrong with the rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// A path that ends at no door.
    NoDoor {
        /// The path.
        path: String,
    },
    /// A door that comes after a calmer one, or danger without the door for it.
    NotUrgentFirst {
        /// The path.
        path: String,
    },
    /// A door that cannot be reached: no telephone and no chat.
    Unreachable {
        /// The door.
        door: String,
    },
    /// A door to which no path leads.
    NeverOpened {
        /// The door.
        door: String,
    },
    /// A question whose answers are not those the rules know.
    Question {
        /// The question.
        id: String,
    },
    /// The reporting code has not five steps and two decisions.
    Meldcode,
    /// A door whose facts should have been compared again.
    PastItsDate {
        /// The door.
        door: String,
        /// Its last day.
        until: Day,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::NoDoor { path } => write!(f, "{path} ends at no door"),
            Fault::NotUrgentFirst { path } => write!(f, "{path} does not begin with the most urgent door"),
            Fault::Unreachable { door } => write!(f, "door {door} has neither telephone nor chat"),
            Fault::NeverOpened { door } => write!(f, "no path leads to door {door}"),
            Fault::Question { id } => write!(f, "question {id} has not the answers the rules know"),
            Fault::Meldcode => f.write_str("the reporting code has not five steps and two decisions"),
            Fault::PastItsDate { door, until } => write!(f, "door {door} had to be checked again by {until}"),
        }
    }
}

/// Everything that is wrong, but for dates; empty when nothing is.
pub(crate) fn faults(guide: &Guide) -> Vec<Fault> {
    let mut faults = question_faults(guide);
    faults.extend(door_faults(guide));
    for asked in paths(guide) {
        faults.extend(path_fault(guide, asked));
    }
    if guide.meldcode.steps.len() != 5 || guide.meldcode.decisions.len() != 2 {
        faults.push(Fault::Meldcode);
    }
    faults
}

/// Every combination of answers, at every age where the doors on offer change.
fn paths(guide: &Guide) -> Vec<Situation> {
    let mut ages: BTreeSet<Option<u8>> = [None, Some(0), Some(u8::MAX)].into();
    for door in &guide.doors {
        ages.extend([
            Some(door.ages.from),
            door.ages.from.checked_sub(1),
            door.ages.through,
            door.ages.through.map(|age| age.saturating_add(1)),
        ]);
    }
    Situation::all().flat_map(|asked| ages.iter().map(move |age| Situation { age: *age, ..asked })).collect()
}

fn path_fault(guide: &Guide, asked: Situation) -> Option<Fault> {
    let doors = guide.doors(asked);
    let path = || {
        let age = asked.age.map_or_else(|| "any age".to_owned(), |age| age.to_string());
        format!("{}/{age}/{}/{}", asked.who.word(), asked.when.word(), asked.place.word())
    };
    let Some(first) = doors.first() else { return Some(Fault::NoDoor { path: path() }) };
    let descends = doors.windows(2).any(|pair| pair[0].urgency > pair[1].urgency);
    let danger_is_missed = asked.when == When::Now && first.urgency != Urgency::Danger;
    (descends || danger_is_missed).then(|| Fault::NotUrgentFirst { path: path() })
}

fn door_faults(guide: &Guide) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (place, door) in guide.doors.iter().enumerate() {
        if door.telephone.is_none() && door.chat.is_none() {
            faults.push(Fault::Unreachable { door: door.id.clone() });
        }
        if !guide.rules.iter().any(|rule| rule.door == place) {
            faults.push(Fault::NeverOpened { door: door.id.clone() });
        }
    }
    faults
}

fn question_faults(guide: &Guide) -> Vec<Fault> {
    let known: [(&str, Vec<&str>); 3] = [
        ("who", Who::ALL.iter().map(|answer| answer.word()).collect()),
        ("when", When::ALL.iter().map(|answer| answer.word()).collect()),
        ("where", Place::ALL.iter().map(|answer| answer.word()).collect()),
    ];
    let asked: Vec<(&str, Vec<&str>)> = guide
        .questions
        .iter()
        .map(|question| (question.id.as_str(), question.answers.iter().map(|answer| answer.is.as_str()).collect()))
        .collect();
    let wrong = known.into_iter().filter(|question| !asked.contains(question));
    wrong.map(|(id, _)| Fault::Question { id: id.to_owned() }).collect()
}
