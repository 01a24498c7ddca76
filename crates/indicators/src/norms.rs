//! Reads `norms.toml`: the expectations of the chain, as data.

use std::ops::Range;

use domain::{Code, Day, DayUnit, Due, EventKind, Form, HandOver, NormKind, OrganisationKind, Selector, Tie};
use serde::Deserialize;
use toml::Spanned;

const EMBEDDED: &str = include_str!("../norms.toml");

/// One version of the norms.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Norms {
    /// Its name, `2026-1`.
    pub version: String,
    /// The expectations, in the order of the file.
    pub hand_overs: Vec<HandOver>,
    /// First day for which each holds, in the same order.
    pub since: Vec<Day>,
}

/// Why a file of norms cannot be used. Every fault names its line, counted from 1.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NormError {
    /// It is no TOML, or a field is missing, unknown or of the wrong type.
    #[error("line {line}: {message}")]
    Form {
        /// Where.
        line: usize,
        /// What the reader said.
        message: String,
    },
    /// A word that means nothing there.
    #[error("line {line}: '{word}' is no {what}")]
    Word {
        /// Where.
        line: usize,
        /// The word.
        word: String,
        /// What was expected.
        what: &'static str,
    },
    /// Two expectations with one id.
    #[error("line {line}: a second hand-over '{id}'; ids are unique")]
    Twice {
        /// Where the second is.
        line: usize,
        /// The id.
        id: String,
    },
}

/// The norms this program was built with.
pub fn norms() -> Vec<HandOver> {
    parse_norms(EMBEDDED).expect("the embedded norms.toml is read by a test").hand_overs
}

/// Reads a file of norms.
///
/// # Errors
/// Names the first line that cannot be read, a word that means nothing, or an id used twice.
///
/// ```
/// let error = indicators::parse_norms("version = \"1\"\n[[hand-over]]\nid = 3").unwrap_err();
/// assert!(error.to_string().starts_with("line 3:"), "{error}");
/// ```
pub fn parse_norms(text: &str) -> Result<Norms, NormError> {
    let file: File =
        toml::from_str(text).map_err(|error| NormError::Form { line: line_of(text, error.span()), message: error.message().to_owned() })?;
    let mut norms = Norms { version: file.version, hand_overs: Vec::new(), since: Vec::new() };
    for entry in &file.hand_overs {
        let line = line_of(text, Some(entry.id.span()));
        if norms.hand_overs.iter().any(|known| known.id == *entry.id.as_ref()) {
            return Err(NormError::Twice { line, id: entry.id.as_ref().clone() });
        }
        let words = Reader { text };
        norms.since.push(words.read(&entry.since, "day like 2019-01-01", Day::parse_iso)?);
        norms.hand_overs.push(words.hand_over(entry)?);
    }
    Ok(norms)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: String,
    #[serde(rename = "hand-over")]
    hand_overs: Vec<Entry>,
}

type Word = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    id: Word,
    from: Vec<Word>,
    to: Vec<Word>,
    #[serde(default)]
    competing: Vec<Word>,
    tie: Word,
    #[serde(default)]
    running_counts: bool,
    due: u32,
    unit: Word,
    kind: Word,
    source: String,
    since: Word,
    suppliers: Vec<Word>,
    form: Option<Word>,
}

/// Turns the words of a file into the words of the code, and knows on which line each stands.
struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn hand_over(&self, entry: &Entry) -> Result<HandOver, NormError> {
        let form = entry.form.as_ref().map(|word| self.read(word, "form of violence", Form::from_word)).transpose()?;
        Ok(HandOver {
            id: entry.id.as_ref().clone(),
            from: self.list(&entry.from, EVENTS, selector)?,
            to: self.list(&entry.to, EVENTS, selector)?,
            competing: self.list(&entry.competing, EVENTS, selector)?,
            tie: self.read(&entry.tie, "tie (person or record)", tie)?,
            running_counts: entry.running_counts,
            due: Due { days: entry.due, unit: self.read(&entry.unit, "unit (calendar or working)", unit)? },
            norm: self.read(&entry.kind, "kind of norm (statutory, field-norm or own-yardstick)", norm_kind)?,
            source: entry.source.clone(),
            suppliers: self.list(&entry.suppliers, "kind of organisation", OrganisationKind::from_word)?,
            form,
        })
    }

    fn list<T>(&self, words: &[Word], what: &'static str, read: fn(&str) -> Option<T>) -> Result<Vec<T>, NormError> {
        words.iter().map(|word| self.read(word, what, read)).collect()
    }

    fn read<T>(&self, word: &Word, what: &'static str, read: fn(&str) -> Option<T>) -> Result<T, NormError> {
        let wrong = || NormError::Word { line: line_of(self.text, Some(word.span())), word: word.as_ref().clone(), what };
        read(word.as_ref()).ok_or_else(wrong)
    }
}

const EVENTS: &str = "event like order.started or order.started:11,12";

fn selector(text: &str) -> Option<Selector> {
    let (kind, codes) = text.split_once(':').map_or((text, None), |(kind, codes)| (kind, Some(codes)));
    let codes = codes.map_or(Some(Vec::new()), |codes| codes.split(',').map(|code| code.parse().ok().map(Code)).collect())?;
    Some(Selector { kind: EventKind::from_word(kind)?, codes })
}

fn tie(text: &str) -> Option<Tie> {
    match text {
        "person" => Some(Tie::Person),
        "record" => Some(Tie::Record),
        _ => None,
    }
}

fn unit(text: &str) -> Option<DayUnit> {
    match text {
        "calendar" => Some(DayUnit::Calendar),
        "working" => Some(DayUnit::Working),
        _ => None,
    }
}

fn norm_kind(text: &str) -> Option<NormKind> {
    match text {
        "statutory" => Some(NormKind::Statutory),
        "field-norm" => Some(NormKind::FieldNorm),
        "own-yardstick" => Some(NormKind::OwnYardstick),
        _ => None,
    }
}

/// The line a place in the text is on, counted from 1; 1 where the place is not known.
fn line_of(text: &str, place: Option<Range<usize>>) -> usize {
    let start = place.map_or(0, |place| place.start.min(text.len()));
    text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_norms_say_what_the_model_says() {
        let norms = parse_norms(EMBEDDED).expect("norms");
        assert_eq!((norms.version.as_str(), norms.since.len()), ("2026-1", norms.hand_overs.len()));
        let [assessment, help] = &norms.hand_overs[..] else { panic!("two hand-overs") };
        assert_eq!((assessment.due, assessment.norm), (Due { days: 5, unit: DayUnit::Working }, NormKind::Statutory));
        assert_eq!((assessment.tie, assessment.running_counts), (Tie::Record, false));
        assert_eq!((help.due, help.norm), (Due { days: 183, unit: DayUnit::Calendar }, NormKind::OwnYardstick));
        assert_eq!(help.from, [Selector { kind: EventKind::OrderStarted, codes: vec![Code(11), Code(12)] }]);
        assert!(help.running_counts && help.competing.len() == 4);
        assert_eq!(help.suppliers, [OrganisationKind::Provider, OrganisationKind::Municipality]);
    }

    #[test]
    fn a_fault_names_its_line() {
        let check = |from: &str, to: &str, expected: &str| {
            let broken = EMBEDDED.replacen(from, to, 1);
            assert_ne!(broken, EMBEDDED, "{from}");
            let line = broken.lines().position(|line| line.contains(to)).expect("a line") + 1;
            assert_eq!(parse_norms(&broken).expect_err(to).to_string(), format!("line {line}: {expected}"));
        };
        check("\"report.received\"", "\"report.recieved\"", "'report.recieved' is no event like order.started or order.started:11,12");
        check("order.started:11,12", "order.started:11,ab", "'order.started:11,ab' is no event like order.started or order.started:11,12");
        check("unit = \"working\"", "unit = \"weeks\"", "'weeks' is no unit (calendar or working)");
        check("\"provider\"", "\"providers\"", "'providers' is no kind of organisation");
        check("since = \"2019-01-01\"", "since = \"2019-13-01\"", "'2019-13-01' is no day like 2019-01-01");
        check("id = \"help-after-order\"", "id = \"assessment\" #", "a second hand-over 'assessment'; ids are unique");
    }

    #[test]
    fn an_unknown_field_is_refused() {
        let text = EMBEDDED.replacen("due = 5", "deu = 5", 1);
        assert!(matches!(parse_norms(&text), Err(NormError::Form { line: 2.., .. })));
    }
}
