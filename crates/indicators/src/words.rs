//! The words of a file of norms or of an indicator, each with the line it stands on.

use std::ops::Range;

use domain::{AgeBand, Contact, DayUnit, EventKind, Form, Online, OrganisationKind, OtherAge, Scope, Sector, Setting, Sex, Tie};
use serde::Deserialize;
use toml::Spanned;

use crate::NormError;

/// A word and where it stands.
pub(crate) type Word = Spanned<String>;

/// What a field that names events holds.
pub(crate) const EVENTS: &str = "event like order.started or order.started:11,12";

/// Which starts are meant, as written: `where = { form = ["sexual"], setting = ["family"], minors = true }`.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Where {
    minors: bool,
    form: Vec<Word>,
    setting: Vec<Word>,
    contact: Vec<Word>,
    online: Vec<Word>,
    other_age: Vec<Word>,
    sex: Vec<Word>,
    age: Vec<Word>,
    sector: Vec<Word>,
    helped_before: Option<u16>,
}

/// Turns the words of a file into the words of the code, and knows on which line each stands.
pub(crate) struct Reader<'a> {
    pub(crate) text: &'a str,
}

impl Reader<'_> {
    pub(crate) fn scope(&self, written: &Where) -> Result<Scope, NormError> {
        Ok(Scope {
            minors: written.minors,
            forms: self.list(&written.form, "form of violence", Form::from_word)?,
            settings: self.list(&written.setting, "setting", Setting::from_word)?,
            contacts: self.list(&written.contact, "kind of contact (hands-on, hands-off or unknown)", Contact::from_word)?,
            online: self.list(&written.online, "online side", Online::from_word)?,
            other_ages: self.list(&written.other_age, "age of the other (minor, adult or unknown)", OtherAge::from_word)?,
            sexes: self.list(&written.sex, "sex (V, M or O)", Sex::from_letter)?,
            ages: self.list(&written.age, "age band like 12-15", age)?,
            sectors: self.list(&written.sector, "sector", Sector::from_word)?,
            helped_before: written.helped_before,
        })
    }

    pub(crate) fn list<T>(&self, words: &[Word], what: &'static str, read: fn(&str) -> Option<T>) -> Result<Vec<T>, NormError> {
        words.iter().map(|word| self.read(word, what, read)).collect()
    }

    pub(crate) fn read<T>(&self, word: &Word, what: &'static str, read: fn(&str) -> Option<T>) -> Result<T, NormError> {
        let wrong = || NormError::Word { line: line_of(self.text, Some(word.span())), word: word.as_ref().clone(), what };
        read(word.as_ref()).ok_or_else(wrong)
    }
}

pub(crate) fn tie(text: &str) -> Option<Tie> {
    match text {
        "person" => Some(Tie::Person),
        "record" => Some(Tie::Record),
        _ => None,
    }
}

pub(crate) fn unit(text: &str) -> Option<DayUnit> {
    match text {
        "calendar" => Some(DayUnit::Calendar),
        "working" => Some(DayUnit::Working),
        _ => None,
    }
}

/// Least resemblance (0–1) of a word that was meant.
const RESEMBLES: f64 = 0.7;

/// `; did you mean 'report.received'?`, where a word of the model resembles what was written; else nothing.
pub(crate) fn near(written: &str) -> String {
    let (word, rest) = written.find([':', '!']).map_or((written, ""), |place| written.split_at(place));
    let events = EventKind::ALL.iter().map(|kind| kind.word());
    let values = Form::ALL.iter().map(|own| own.word()).chain(Setting::ALL.iter().map(|own| own.word()));
    let values = values.chain(Sector::ALL.iter().map(|own| own.word())).chain(OrganisationKind::ALL.iter().map(|own| own.word()));
    let dimensions = DIMENSIONS.into_iter().filter(|name| !name.contains(':'));
    let whole = dimensions.chain(values).map(|known| (known, written, ""));
    let known = events.map(|known| (known, word, rest)).chain(whole);
    let scored = known.map(|(known, own, rest)| (strsim::normalized_damerau_levenshtein(own, known), known, rest));
    // A word that is right as it stands is not what is wrong.
    let best = scored.filter(|(score, ..)| (RESEMBLES..1.0).contains(score)).max_by(|one, other| one.0.total_cmp(&other.0));
    best.map_or_else(String::new, |(_, known, rest)| format!("; did you mean '{known}{rest}'?"))
}

/// What an indicator can be broken down by.
pub const DIMENSIONS: [&str; 31] = [
    "region",
    "region:VT",
    "region:GM",
    "region:JZ",
    "region:NL",
    "period",
    "period:year",
    "period:half",
    "period:quarter",
    "period:month",
    "sex",
    "age",
    "form",
    "form:sexual",
    "form:physical",
    "form:emotional",
    "form:neglect",
    "form:witness",
    "form:exploitation",
    "form:unknown",
    "contact",
    "setting",
    "online",
    "other-age",
    "sector",
    "crisis",
    "code",
    "stay",
    "cause",
    "satisfaction",
    "without-help",
];

pub(crate) fn dimension(text: &str) -> Option<String> {
    DIMENSIONS.contains(&text).then(|| text.to_owned())
}

fn age(text: &str) -> Option<AgeBand> {
    AgeBand::ALL.into_iter().find(|band| band.label() == text)
}

/// The line a place in the text is on, counted from 1; 1 where the place is not known.
pub(crate) fn line_of(text: &str, place: Option<Range<usize>>) -> usize {
    let start = place.map_or(0, |place| place.start.min(text.len()));
    text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count() + 1
}
