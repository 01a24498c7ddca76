//! Where a commitment stands on a day. Evidence that is absent is unknown; it is not a failure.

use domain::Day;

use crate::{Kind, Language, Record, Register};

/// Where a commitment stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Standing {
    /// Its day has passed and the register holds no evidence: whether it was done is unknown.
    WasDue,
    /// Reported done with evidence; a second person has not looked yet.
    Reported,
    /// Its day is today or later.
    Due,
    /// No day was named.
    Undated,
    /// Done: evidence, seen by two.
    Done,
    /// Not promised, with the reason.
    Declined,
    /// Taken back.
    Withdrawn,
}

impl Standing {
    /// Every standing, in the order of a list.
    pub const ALL: [Standing; 7] =
        [Standing::WasDue, Standing::Reported, Standing::Due, Standing::Undated, Standing::Done, Standing::Declined, Standing::Withdrawn];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Standing::WasDue => "was-due-evidence-unknown",
            Standing::Reported => "reported",
            Standing::Due => "due",
            Standing::Undated => "undated",
            Standing::Done => "done",
            Standing::Declined => "declined",
            Standing::Withdrawn => "withdrawn",
        }
    }

    /// What people read.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Standing::WasDue => language.say("termijn voorbij, bewijs onbekend", "term passed, evidence unknown"),
            Standing::Reported => language.say("gereedgemeld, tweede persoon kijkt nog", "reported done, a second person still to look"),
            Standing::Due => language.say("termijn loopt", "term runs"),
            Standing::Undated => language.say("geen dag genoemd", "no day named"),
            Standing::Done => language.say("gedaan", "done"),
            Standing::Declined => language.say("afgewezen", "declined"),
            Standing::Withdrawn => language.say("ingetrokken", "withdrawn"),
        }
    }
}

/// Where a commitment stands on a day; its last day itself is not past.
pub fn standing(commitment: &Record, as_of: Day) -> Standing {
    match (commitment.get("state"), commitment.day("due")) {
        ("done", _) => Standing::Done,
        ("declined", _) => Standing::Declined,
        ("withdrawn", _) => Standing::Withdrawn,
        ("reported", _) => Standing::Reported,
        (_, None) => Standing::Undated,
        (_, Some(due)) if due < as_of => Standing::WasDue,
        (_, Some(_)) => Standing::Due,
    }
}

/// Commitments promised on or before a day that are neither closed, declined nor withdrawn and fall due from `from`
/// through `through`, by day and id.
pub fn due_between(register: &Register, from: Day, through: Day) -> Vec<&Record> {
    let is_open = |record: &&Record| matches!(standing(record, from), Standing::Due | Standing::WasDue | Standing::Reported);
    let in_time = |record: &&Record| record.day("due").is_some_and(|due| (from..=through).contains(&due));
    let mut due: Vec<&Record> = register.of_kind(Kind::Commitment).filter(is_open).filter(in_time).collect();
    due.sort_by_key(|record| (record.day("due"), record.id().to_owned()));
    due
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_not_past_and_absent_evidence_is_unknown() {
        let register = Register::of_texts();
        let of =
            |id: &str, day: &str| standing(register.get(Kind::Commitment, id).expect("a commitment"), Day::parse_iso(day).expect("a day"));
        assert_eq!(of("C-09", "2020-12-31"), Standing::Due);
        assert_eq!(of("C-09", "2021-01-01"), Standing::WasDue);
        assert_eq!(of("C-19", "2026-01-01"), Standing::Undated);
        assert_eq!(of("C-51", "2026-01-01"), Standing::Declined);
    }

    #[test]
    fn what_falls_due_in_a_period_comes_in_order_of_day() {
        let register = Register::of_texts();
        let day = |text: &str| Day::parse_iso(text).expect("a day");
        let due: Vec<&str> = due_between(&register, day("2020-12-01"), day("2021-01-20")).into_iter().map(Record::id).collect();
        assert_eq!(due, ["C-05", "C-06", "C-02", "C-04", "C-07", "C-08", "C-09", "C-13", "C-01"]);
    }
}
