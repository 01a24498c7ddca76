//! Reads `norms.toml`: the expectations of the chain, as data.

use domain::{Day, Due, Elsewhere, HandOver, NormKind, OrganisationKind, Selector, Setting};
use serde::Deserialize;

use crate::words::{EVENTS, Reader, Where, Word, line_of, near, tie, unit};

const EMBEDDED: &str = include_str!("../norms.toml");

/// One version of the norms.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Norms {
    /// Its name, `2026-1`.
    pub version: String,
    /// The expectations, in the order of the file.
    pub hand_overs: Vec<HandOver>,
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
    #[error("line {line}: '{word}' is no {what}{}", near(word))]
    Word {
        /// Where.
        line: usize,
        /// The word.
        word: String,
        /// What was expected.
        what: &'static str,
    },
    /// Two entries with one id.
    #[error("line {line}: a second '{id}'; ids are unique")]
    Twice {
        /// Where the second is.
        line: usize,
        /// The id.
        id: String,
    },
}

/// The norms this program was built with.
pub fn norms() -> Vec<HandOver> {
    embedded().hand_overs
}

/// The version of the norms this program was built with, which releases name.
///
/// ```
/// assert!(!indicators::norms_version().is_empty());
/// ```
pub fn norms_version() -> String {
    embedded().version
}

fn embedded() -> Norms {
    parse_norms(EMBEDDED).expect("the embedded norms.toml is read by a test")
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
    let mut norms = Norms { version: file.version, hand_overs: Vec::new() };
    for entry in &file.hand_overs {
        let line = line_of(text, Some(entry.id.span()));
        if norms.hand_overs.iter().any(|known| known.id == *entry.id.as_ref()) {
            return Err(NormError::Twice { line, id: entry.id.as_ref().clone() });
        }
        let words = Reader { text };
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
    #[serde(default)]
    also_at: Vec<u32>,
    unit: Word,
    kind: Word,
    source: String,
    since: Word,
    suppliers: Vec<Word>,
    #[serde(default, rename = "where")]
    scope: Where,
    elsewhere: Option<Other>,
}

/// What is expected in other settings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    setting: Vec<Word>,
    to: Vec<Word>,
    suppliers: Vec<Word>,
}

impl Reader<'_> {
    fn hand_over(&self, entry: &Entry) -> Result<HandOver, NormError> {
        Ok(HandOver {
            id: entry.id.as_ref().clone(),
            from: self.list(&entry.from, EVENTS, Selector::parse)?,
            to: self.list(&entry.to, EVENTS, Selector::parse)?,
            competing: self.list(&entry.competing, EVENTS, Selector::parse)?,
            tie: self.read(&entry.tie, "tie (person or record)", tie)?,
            running_counts: entry.running_counts,
            due: Due { days: entry.due, unit: self.read(&entry.unit, "unit (calendar or working)", unit)? },
            also_at: entry.also_at.clone(),
            norm: self.read(&entry.kind, "kind of norm (statutory, field-norm or own-yardstick)", norm_kind)?,
            source: entry.source.clone(),
            since: Some(self.read(&entry.since, "day like 2019-01-01", Day::parse_iso)?),
            suppliers: self.list(&entry.suppliers, "kind of organisation", OrganisationKind::from_word)?,
            scope: self.scope(&entry.scope)?,
            elsewhere: entry.elsewhere.as_ref().map(|other| self.elsewhere(other)).transpose()?,
        })
    }

    fn elsewhere(&self, other: &Other) -> Result<Elsewhere, NormError> {
        Ok(Elsewhere {
            settings: self.list(&other.setting, "setting", Setting::from_word)?,
            to: self.list(&other.to, EVENTS, Selector::parse)?,
            suppliers: self.list(&other.suppliers, "kind of organisation", OrganisationKind::from_word)?,
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    /// `id from → to due unit kind`, a line each, as the model's table has them.
    #[test]
    fn the_embedded_norms_say_what_the_model_says() {
        let norms = parse_norms(EMBEDDED).expect("norms");
        assert_eq!(norms.version, "2026-2");
        assert!(norms.hand_overs.iter().all(|norm| norm.since.is_some()));
        let words = |of: &[Selector]| of.iter().map(|selector| selector.kind.word()).collect::<Vec<_>>().join("|");
        let line = |norm: &HandOver| {
            format!("{} {} → {} {} {:?} {:?}", norm.id, words(&norm.from), words(&norm.to), norm.due.days, norm.due.unit, norm.norm)
        };
        let lines: Vec<String> = norms.hand_overs.iter().map(line).collect();
        assert_eq!(
            lines,
            [
                "assessment report.received → assessment.completed 5 Working Statutory",
                "investigation investigation.started → investigation.ended 70 Calendar Statutory",
                "csg-in-view csg.contact → report.received|police.intake-talk|help.started 14 Calendar OwnYardstick",
                "police-in-view police.report|police.complaint → report.received 7 Calendar OwnYardstick",
                "transfer transfer.sent → transfer.accepted 14 Calendar OwnYardstick",
                "help-after-transfer transfer.accepted → help.started 42 Calendar OwnYardstick",
                "first-monitoring transfer.accepted → monitoring.moment 91 Calendar FieldNorm",
                "board-start board.requested → board.investigation.started 10 Calendar FieldNorm",
                "board-end board.requested → board.investigation.ended 70 Calendar OwnYardstick",
                "order-decision court.petitioned → order.started|court.refused 21 Calendar OwnYardstick",
                "gi-start order.started → gi.first-contact 5 Working FieldNorm",
                "gi-plan order.started → gi.plan-made 42 Calendar FieldNorm",
                "help-after-order order.started → help.started 183 Calendar OwnYardstick",
                "help-after-allocation help.allocated → help.started 42 Calendar OwnYardstick",
                "acute-safety assessment.completed → order.started|help.started|authorisation.started 7 Calendar OwnYardstick",
                "adult-follow-up turned-18 → help.started|adult-support.started 0 Calendar OwnYardstick",
                "housing-income turned-18 → housing.started|income.started 91 Calendar OwnYardstick",
            ]
        );
        let running = norms.hand_overs.iter().filter(|norm| norm.running_counts).map(|norm| norm.id.as_str());
        assert!(running.eq(["help-after-transfer", "help-after-order", "adult-follow-up"]));
    }

    #[test]
    fn who_delivers_the_next_step_ends_the_observation() {
        for norm in parse_norms(EMBEDDED).expect("norms").hand_overs {
            for selector in norm.to.iter().filter(|selector| selector.kind != domain::EventKind::OrderStarted) {
                assert!(selector.kind.suppliers().iter().all(|kind| norm.suppliers.contains(kind)), "{} {}", norm.id, selector.kind);
            }
        }
    }

    #[test]
    fn a_fault_names_its_line() {
        let check = |from: &str, to: &str, expected: &str| {
            let broken = EMBEDDED.replacen(from, to, 1);
            assert_ne!(broken, EMBEDDED, "{from}");
            let line = broken.lines().position(|line| line.contains(to)).expect("a line") + 1;
            assert_eq!(parse_norms(&broken).expect_err(to).to_string(), format!("line {line}: {expected}"));
        };
        check(
            "\"report.received\"",
            "\"report.recieved\"",
            "'report.recieved' is no event like order.started or order.started:11,12; did you mean 'report.received'?",
        );
        check("order.started:11,12", "order.started:11,ab", "'order.started:11,ab' is no event like order.started or order.started:11,12");
        check("unit = \"working\"", "unit = \"weeks\"", "'weeks' is no unit (calendar or working)");
        check("\"provider\"", "\"providers\"", "'providers' is no kind of organisation; did you mean 'provider'?");
        check("since = \"2019-01-01\"", "since = \"2019-13-01\"", "'2019-13-01' is no day like 2019-01-01");
        check("id = \"help-after-order\"", "id = \"assessment\" #", "a second 'assessment'; ids are unique");
    }

    #[test]
    fn an_unknown_field_is_refused() {
        let text = EMBEDDED.replacen("due = 5", "deu = 5", 1);
        assert!(matches!(parse_norms(&text), Err(NormError::Form { line: 2.., .. })));
    }
}
