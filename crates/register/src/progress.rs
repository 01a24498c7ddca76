//! The progress report to parliament or council: what was promised, what is done, what was due, what was declined and why,
//! what cannot be followed. Values only; the webs and [`crate::docx`] write them down.

use domain::Day;

use crate::{Fault, Kind, Record, Register, Standing, standing};

/// One line of the report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Id of the record.
    pub id: String,
    /// What.
    pub title: String,
    /// Who.
    pub who: String,
    /// By when: a day, else the words of the promise.
    pub when: String,
    /// What more there is to say: evidence or reason.
    pub more: String,
    /// Where it stands.
    pub source: String,
}

/// A part of the report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// Its heading, in Dutch.
    pub title: &'static str,
    /// One sentence under it.
    pub intro: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// The report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    /// First day of the period.
    pub from: Day,
    /// Last day of the period; the day on which everything is seen.
    pub through: Day,
    /// Its parts.
    pub sections: Vec<Section>,
    /// Faults that keep measures from being followed, with their number.
    pub faults: Vec<(Fault, usize)>,
    /// How many measures there are.
    pub measures: usize,
}

/// The report over a period, as the register stands.
pub fn progress(register: &Register, from: Day, through: Day) -> Progress {
    let of = |wanted: &[Standing], in_period: bool| -> Vec<Line> {
        let mut found: Vec<&Record> =
            register.of_kind(Kind::Commitment).filter(|record| wanted.contains(&standing(record, through))).collect();
        found.retain(|record| !in_period || record.day("due").is_some_and(|due| (from..=through).contains(&due)));
        found.sort_by_key(|record| (record.day("due").is_none(), record.day("due"), record.id().to_owned()));
        found.into_iter().map(line).collect()
    };
    let section = |title, intro: &str, lines: Vec<Line>| Section { title, intro: intro.replace("{n}", &lines.len().to_string()), lines };
    let declined = "{n} punten zijn niet toegezegd. De reden staat erbij.";
    Progress {
        from,
        through,
        sections: vec![
            section("Gedaan", "{n} toezeggingen zijn gedaan, met bewijs dat door twee personen is gezien.", of(&[Standing::Done], false)),
            section(
                "Gereedgemeld",
                "{n} toezeggingen zijn gereedgemeld; een tweede persoon moet nog kijken.",
                of(&[Standing::Reported], false),
            ),
            section(
                "Termijn verstreken in deze periode",
                "Van {n} toezeggingen verstreek de termijn. Het register kent geen bewijs: of ze gedaan zijn, is onbekend.",
                of(&[Standing::WasDue], true),
            ),
            section("Nog niet aan de beurt", "{n} toezeggingen hebben een termijn die nog loopt.", of(&[Standing::Due], false)),
            section("Zonder termijn", "{n} toezeggingen noemen geen dag.", of(&[Standing::Undated], false)),
            section("Afgewezen", declined, of(&[Standing::Declined], false)),
        ],
        faults: register.fault_counts(),
        measures: register.of_kind(Kind::Measure).count(),
    }
}

fn line(record: &Record) -> Line {
    let when = if record.get("due").is_empty() { record.get("due_said") } else { record.get("due") };
    let more = if record.get("state") == "declined" { record.get("declined_reason") } else { record.get("evidence") };
    Line {
        id: record.id().to_owned(),
        title: record.get("title").to_owned(),
        who: record.get("promised_by").to_owned(),
        when: when.to_owned(),
        more: more.to_owned(),
        source: record.get("source").to_owned(),
    }
}
