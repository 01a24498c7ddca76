//! Reads `series-breaks.toml`: from which day on counts cannot be laid beside those of before, as data.

use domain::{Atlas, Day, EventKind, HandOver, RegionCode};
use serde::Deserialize;
use toml::Spanned;

use crate::words::{Reader, Word, line_of};
use crate::{Indicator, NormError, What, Words};

const EMBEDDED: &str = include_str!("../series-breaks.toml");

/// A known break in series.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownBreak {
    /// Its id.
    pub id: String,
    /// First day on which it is otherwise.
    pub from: Day,
    /// What cannot be compared over that day.
    pub events: Vec<EventKind>,
    /// Only there; everywhere where empty.
    pub regions: Vec<RegionCode>,
    /// Short title.
    pub title: Words,
    /// What is otherwise, in full sentences.
    pub what: Words,
    /// Where it stands.
    pub source: Words,
}

impl KnownBreak {
    /// Whether the series of an indicator is broken: it counts one of the events, or follows a hand-over from or to one.
    ///
    /// ```
    /// let (whole, breaks) = (indicators::whole(), indicators::known_breaks());
    /// let broken = |id: &str| {
    ///     let indicator = whole.indicators.iter().find(|indicator| indicator.id == id).unwrap();
    ///     breaks.iter().filter(|own| own.breaks(indicator, &whole.hand_overs)).map(|own| own.from.to_string()).collect::<Vec<_>>()
    /// };
    /// assert_eq!(broken("report-children"), ["2019-01-01"]);
    /// assert_eq!(broken("police-in-view"), ["2019-01-01", "2024-07-01"]);
    /// assert!(broken("board-records").is_empty());
    /// ```
    pub fn breaks(&self, indicator: &Indicator, hand_overs: &[HandOver]) -> bool {
        let holds = |kind: &EventKind| self.events.contains(kind);
        match &indicator.plan.what {
            What::Starts { of, .. } => of.iter().any(|selector| holds(&selector.kind)),
            What::HandOver { id, .. } => hand_overs
                .iter()
                .filter(|hand_over| hand_over.id == *id)
                .any(|hand_over| hand_over.from.iter().chain(&hand_over.to).any(|selector| holds(&selector.kind))),
        }
    }
}

/// The known breaks this program was built with, by day.
pub fn known_breaks() -> Vec<KnownBreak> {
    parse_breaks(EMBEDDED).expect("the embedded series-breaks.toml is read by a test")
}

/// Reads a file of breaks.
///
/// # Errors
/// Names the first line that cannot be read, a word that means nothing, or an id used twice.
///
/// ```
/// let error = indicators::parse_breaks("version = \"1\"\n[[break]]\nid = \"own\"\ndate = \"31-12-2020\"\nevents = []\n").unwrap_err();
/// assert!(error.to_string().starts_with("line "), "{error}");
/// ```
pub fn parse_breaks(text: &str) -> Result<Vec<KnownBreak>, NormError> {
    let wrong = |error: toml::de::Error| NormError::Form { line: line_of(text, error.span()), message: error.message().to_owned() };
    let file: File = toml::from_str(text).map_err(wrong)?;
    let mut breaks: Vec<KnownBreak> = Vec::new();
    for entry in &file.breaks {
        if breaks.iter().any(|known| known.id == *entry.id.as_ref()) {
            return Err(NormError::Twice { line: line_of(text, Some(entry.id.span())), id: entry.id.as_ref().clone() });
        }
        breaks.push(Reader { text }.series_break(entry)?);
    }
    breaks.sort_by_key(|own| own.from);
    Ok(breaks)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: String,
    #[serde(rename = "break")]
    breaks: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Word,
    date: Word,
    events: Spanned<Vec<Word>>,
    #[serde(default)]
    regions: Vec<Word>,
    title: Both,
    what: Both,
    source: Both,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    nl: Word,
    en: Word,
}

impl Reader<'_> {
    fn series_break(&self, entry: &Entry) -> Result<KnownBreak, NormError> {
        if entry.events.as_ref().is_empty() {
            let line = line_of(self.text, Some(entry.events.span()));
            return Err(NormError::Form { line, message: "events is empty: a break breaks the counts of something".to_owned() });
        }
        let id = |word: &str| is_id(word).then(|| word.to_owned());
        Ok(KnownBreak {
            id: self.read(&entry.id, "id of small letters, digits and hyphens", id)?,
            from: self.read(&entry.date, "day like 2019-01-01", Day::parse_iso)?,
            events: self.list(entry.events.as_ref(), "kind of event like report.received", EventKind::from_word)?,
            regions: self.list(&entry.regions, "region like VT11, JZ07 or GM0363", known_region)?,
            title: self.both(&entry.title)?,
            what: self.both(&entry.what)?,
            source: self.both(&entry.source)?,
        })
    }

    fn both(&self, words: &Both) -> Result<Words, NormError> {
        let said = |word: &str| (!word.trim().is_empty()).then(|| word.to_owned());
        Ok(Words { nl: self.read(&words.nl, "text", said)?, en: self.read(&words.en, "text", said)? })
    }
}

fn known_region(word: &str) -> Option<RegionCode> {
    word.parse().ok().filter(|code| Atlas::netherlands().name(*code).is_some())
}

fn is_id(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whole;

    const OWN: &str = "version = \"twente-1\"\n[[break]]\nid = \"twente-system\"\ndate = \"2023-04-01\"\nevents = [\"help.started\"]\n\
        regions = [\"VT05\"]\ntitle = { nl = \"Nieuw systeem\", en = \"New system\" }\nwhat = { nl = \"Anders geteld.\", en = \"Counted otherwise.\" }\n\
        source = { nl = \"De regio.\", en = \"The region.\" }\n";

    #[test]
    fn the_three_breaks_of_the_chain_are_known_and_each_breaks_something() {
        let (breaks, whole) = (known_breaks(), whole());
        assert_eq!(breaks.iter().map(|own| own.from.to_string()).collect::<Vec<_>>(), ["2019-01-01", "2022-01-01", "2024-07-01"]);
        for own in &breaks {
            assert!(whole.indicators.iter().any(|indicator| own.breaks(indicator, &whole.hand_overs)), "{}", own.id);
            assert!(own.regions.is_empty() && own.title.nl != own.title.en && own.what.nl != own.what.en && own.source.nl != own.source.en);
        }
    }

    #[test]
    fn a_regions_own_break_names_its_regions() {
        let own = parse_breaks(OWN).expect("a break");
        assert_eq!(own[0].regions, [RegionCode::veilig_thuis(5)]);
    }

    #[test]
    fn every_fault_names_its_line() {
        let refused = |from: &str, to: &str| parse_breaks(&OWN.replace(from, to)).expect_err("refused").to_string();
        assert_eq!(refused("2023-04-01", "1 april"), "line 4: '1 april' is no day like 2019-01-01");
        assert_eq!(refused("help.started", "help.begun"), "line 5: 'help.begun' is no kind of event like report.received");
        assert_eq!(refused("[\"help.started\"]", "[]"), "line 5: events is empty: a break breaks the counts of something");
        assert_eq!(refused("VT05", "Twente"), "line 6: 'Twente' is no region like VT11, JZ07 or GM0363");
        assert_eq!(refused("VT05", "VT77"), "line 6: 'VT77' is no region like VT11, JZ07 or GM0363");
        assert_eq!(refused("twente-system", "Twente 1"), "line 3: 'Twente 1' is no id of small letters, digits and hyphens");
        assert_eq!(refused("Nieuw systeem", " "), "line 7: ' ' is no text");
        let twice = format!("{OWN}{}", OWN.split_once('\n').expect("lines").1);
        assert_eq!(parse_breaks(&twice).expect_err("twice").to_string(), "line 11: a second 'twente-system'; ids are unique");
    }
}
