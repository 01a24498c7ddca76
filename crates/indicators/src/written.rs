//! An indicator without code: the plan as a TOML file, with errors that name the line.
//!
//! ```toml
//! id = "help-within-a-quarter"
//! start = "order.started:11,12"
//! end = ["help.started"]
//! competing = ["order.ended", "died"]
//! within = "3 months"
//! running-counts = true
//! by = ["region", "sex"]
//! where = { form = ["sexual"] }
//! ```

use domain::{DayUnit, Due, HandOver, NormKind, OrganisationKind, Scope, Selector, Tie};
use serde::Deserialize;
use toml::Spanned;

use crate::crosstab::RUNNING;
use crate::words::{EVENTS, Reader, Where, Word, dimension, line_of, tie};
use crate::{Contrast, NormError, Unit, Words, dimension_in_words};

/// The longest term that can be asked for, in days: a hundred years.
const LONGEST_DAYS: u32 = 36_525;

/// The furthest that can be looked around a start, in months.
const MOST_MONTHS: i16 = 120;

/// As many dimensions as a cross table has, at most.
const MOST_TOLD: usize = 3;

/// What an indicator counts, complete in itself.
#[allow(clippy::large_enum_variant, reason = "there are as many as indicators, a few dozen")]
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Plan {
    /// Starts.
    Starts {
        /// Any of these.
        of: Vec<Selector>,
        /// Counted per.
        unit: Unit,
        /// Which of them.
        scope: Scope,
    },
    /// What becomes of starts.
    HandOver(HandOver),
    /// What runs around starts: the share with it so many months before and after.
    Around {
        /// Any of these.
        of: Vec<Selector>,
        /// Which of them.
        scope: Scope,
        /// What may run.
        running: Vec<Selector>,
        /// Who delivers that.
        suppliers: Vec<OrganisationKind>,
        /// First and last month, before the start negative.
        months: (i16, i16),
    },
}

/// An indicator as it was written in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// Its id.
    pub id: String,
    /// Short title; the id where the file gives none.
    pub title: Words,
    /// The question it answers; empty where the file gives none.
    pub question: Words,
    /// What is counted, in full sentences; empty where the file gives none.
    pub definition: Words,
    /// What the number is a share of, or a number of; empty where the file gives none.
    pub counts: Words,
    /// When not to trust it; empty where the file gives none.
    pub unreliable_when: Words,
    /// Rows of the mission it serves, `R3`.
    pub rows: Vec<String>,
    /// Dimensions it is broken down by unless others are asked for.
    pub by: Vec<String>,
    /// Whether a release tells it: not where another one tells the same counts and more, or nearly the same.
    pub is_released: bool,
    /// Of what runs around a start: the months from it at which a release tells it, as one cross table; none where no release does.
    pub told_months: Vec<i16>,
    /// Which two groups are held against each other, and in what; most compare none.
    pub contrast: Option<Contrast>,
    /// What it counts.
    pub plan: Plan,
}

/// Reads an indicator. `name` is its id where the file gives none; `norms` are the hand-overs it may follow by id.
///
/// # Errors
/// Names the first line that cannot be read, or a word that means nothing there.
///
/// ```
/// let text = "start = \"report.received\"\nend = \"assesment.completed\"\nwithin = \"5 working days\"";
/// let error = indicators::parse_indicator(text, "mine", &[]).unwrap_err();
/// assert_eq!(error.to_string(), "line 2: 'assesment.completed' is no event like order.started or order.started:11,12; did you mean 'assessment.completed'?");
/// let mine = indicators::parse_indicator(&text.replace("assesment", "assessment"), "mine", &[]).unwrap();
/// assert_eq!(mine.id, "mine");
/// ```
pub fn parse_indicator(text: &str, name: &str, norms: &[HandOver]) -> Result<Written, NormError> {
    let entry: Entry =
        toml::from_str(text).map_err(|error| NormError::Form { line: line_of(text, error.span()), message: error.message().to_owned() })?;
    let id = entry.id.clone().unwrap_or_else(|| name.to_owned());
    let reader = Reader { text };
    let plan = match (&entry.hand_over, &entry.start) {
        (Some(of), None) => Plan::HandOver(reader.followed(of, &entry, norms)?),
        (None, Some(start)) => reader.plan(start, &entry, &id)?,
        (Some(of), Some(_)) => return Err(reader.odd(of, "beside 'start': a hand-over of the norms has its own start; leave one out")),
        (None, None) => {
            return Err(NormError::Form { line: 1, message: "a 'start' is missing: which event does it begin with?".to_owned() });
        }
    };
    let by = reader.list(&entry.by, "dimension like region:GM, period, sex or form", dimension)?;
    let words = |both: &Option<Both>| both.as_ref().map_or_else(Words::default, |both| Words { nl: both.nl.clone(), en: both.en.clone() });
    let title = entry.title.as_ref().map_or_else(|| Words { nl: id.clone(), en: id.clone() }, |both| words(&Some(both.clone())));
    Ok(Written {
        title,
        question: words(&entry.question),
        definition: words(&entry.definition),
        counts: words(&entry.counts),
        unreliable_when: words(&entry.unreliable_when),
        rows: entry.rows.clone(),
        contrast: entry.contrast.as_ref().map(|contrast| reader.contrast(contrast, &by)).transpose()?,
        is_released: entry.release.unwrap_or(true),
        told_months: reader.told_months(&entry)?,
        by,
        plan,
        id,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    id: Option<String>,
    title: Option<Both>,
    question: Option<Both>,
    definition: Option<Both>,
    counts: Option<Both>,
    unreliable_when: Option<Both>,
    #[serde(default)]
    rows: Vec<String>,
    hand_over: Option<Word>,
    count: Option<Word>,
    start: Option<Several>,
    end: Option<Several>,
    running: Option<Several>,
    months: Option<Spanned<(i16, i16)>>,
    told_months: Option<Spanned<Vec<i16>>>,
    competing: Option<Several>,
    within: Option<Spanned<Within>>,
    #[serde(default)]
    also_at: Option<Spanned<Vec<u32>>>,
    running_counts: Option<Spanned<bool>>,
    tie: Option<Word>,
    suppliers: Option<Several>,
    #[serde(default)]
    by: Vec<Word>,
    release: Option<bool>,
    contrast: Option<Spanned<WrittenContrast>>,
    #[serde(default, rename = "where")]
    scope: Where,
}

impl Entry {
    fn running_counts(&self) -> bool {
        self.running_counts.as_ref().is_some_and(|counts| *counts.as_ref())
    }

    fn also_at(&self) -> Vec<u32> {
        self.also_at.as_ref().map(|days| days.as_ref().clone()).unwrap_or_default()
    }
}

/// `contrast = { of = "stay:yes", between = ["sex:V", "sex:M"], strata = "age" }`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenContrast {
    of: String,
    between: [String; 2],
    strata: String,
}

/// A text in both languages, or one for both.
#[derive(Deserialize, Clone)]
#[serde(from = "Tongue")]
struct Both {
    nl: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Tongue {
    One(String),
    Two { nl: String, en: String },
}

impl From<Tongue> for Both {
    fn from(tongue: Tongue) -> Both {
        match tongue {
            Tongue::One(text) => Both { nl: text.clone(), en: text },
            Tongue::Two { nl, en } => Both { nl, en },
        }
    }
}

/// One word or a list of them.
type Several = Spanned<OneOrMore>;

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn words(&self) -> &[String] {
        match self {
            OneOrMore::One(word) => std::slice::from_ref(word),
            OneOrMore::More(words) => words,
        }
    }
}

/// A term: a number of days, or `"5 working days"`, `"6 weeks"`, `"3 months"`, `"1 year"`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Within {
    Days(u32),
    Text(String),
}

impl Reader<'_> {
    fn plan(&self, start: &Several, entry: &Entry, id: &str) -> Result<Plan, NormError> {
        let from = self.several(start, EVENTS, Selector::parse)?;
        let scope = self.scope(&entry.scope)?;
        if let Some(running) = &entry.running {
            return self.around(entry, running, (from, scope));
        }
        let Some(end) = &entry.end else { return self.starts(entry, from, scope) };
        if let Some(count) = &entry.count {
            return Err(self.odd(count, "for an indicator with an 'end': it counts every start"));
        }
        let to = self.several(end, EVENTS, Selector::parse)?;
        let within = entry.within.as_ref().ok_or_else(|| NormError::Form {
            line: line_of(self.text, Some(end.span())),
            message: "an 'end' needs 'within': in how many days is it expected?".to_owned(),
        })?;
        let suppliers = match &entry.suppliers {
            Some(named) => self.several(named, "kind of organisation", OrganisationKind::from_word)?,
            None => suppliers(&to),
        };
        if suppliers.is_empty() {
            let message = "nobody delivers this 'end' as such; name 'suppliers', whose deliveries end the observation".to_owned();
            return Err(NormError::Form { line: line_of(self.text, Some(end.span())), message });
        }
        let tie = entry.tie.as_ref().map(|word| self.read(word, "tie (person or record)", tie)).transpose()?;
        Ok(Plan::HandOver(HandOver {
            id: id.to_owned(),
            from,
            to,
            competing: entry.competing.as_ref().map_or(Ok(Vec::new()), |competing| self.several(competing, EVENTS, Selector::parse))?,
            tie: tie.unwrap_or(Tie::Person),
            running_counts: entry.running_counts(),
            due: self.due(within)?,
            also_at: entry.also_at(),
            norm: NormKind::OwnYardstick,
            source: String::new(),
            since: None,
            suppliers,
            scope,
            elsewhere: None,
        }))
    }

    /// Two groups held against each other; its three dimensions are those the table is by.
    fn contrast(&self, written: &Spanned<WrittenContrast>, by: &[String]) -> Result<Contrast, NormError> {
        let WrittenContrast { of, between, strata } = written.as_ref();
        let value = |text: &String| text.split_once(':').map(|(dimension, value)| (dimension.to_owned(), value.to_owned()));
        let read = || {
            let ((event_of, event), (first_of, first), (second_of, second)) = (value(of)?, value(&between[0])?, value(&between[1])?);
            let mut own = [event_of.as_str(), first_of.as_str(), strata.as_str()];
            let mut all: Vec<&str> = by.iter().map(String::as_str).collect();
            own.sort_unstable();
            all.sort_unstable();
            let strata = strata.clone();
            (all == own && first_of == second_of).then_some(Contrast { of: (event_of, event), between: (first_of, first, second), strata })
        };
        read().ok_or_else(|| NormError::Form {
            line: line_of(self.text, Some(written.span())),
            message:
                "'contrast' is like { of = \"stay:yes\", between = [\"sex:V\", \"sex:M\"], strata = \"age\" }, and 'by' names these three"
                    .to_owned(),
        })
    }

    /// What runs around the starts.
    fn around(&self, entry: &Entry, running: &Several, (of, scope): (Vec<Selector>, Scope)) -> Result<Plan, NormError> {
        let lost = [("end", entry.end.is_some()), ("within", entry.within.is_some()), ("count", entry.count.is_some())];
        if let Some((name, _)) = lost.iter().find(|(_, is_there)| *is_there) {
            let message = format!("'{name}' does not go with 'running': that looks at what runs in each month");
            return Err(NormError::Form { line: self.line_with(name), message });
        }
        let running_of = self.several(running, EVENTS, Selector::parse)?;
        let months = entry.months.as_ref().map_or((0, 12), |months| *months.as_ref());
        if months.0 > months.1 || months.0 < -MOST_MONTHS || months.1 > MOST_MONTHS {
            let line = line_of(self.text, entry.months.as_ref().map(Spanned::span));
            let message = "'months' is the first and the last month, as in [-6, 24], at most ten years before and after".to_owned();
            return Err(NormError::Form { line, message });
        }
        let suppliers = match &entry.suppliers {
            Some(named) => self.several(named, "kind of organisation", OrganisationKind::from_word)?,
            None => suppliers(&running_of),
        };
        Ok(Plan::Around { of, scope, running: running_of, suppliers, months })
    }

    /// Months at which a release tells what runs: at most as many as a cross table has dimensions, each one that is looked at.
    fn told_months(&self, entry: &Entry) -> Result<Vec<i16>, NormError> {
        let Some(written) = &entry.told_months else { return Ok(Vec::new()) };
        let (told, (first, last)) = (written.as_ref(), entry.months.as_ref().map_or((0, 12), |months| *months.as_ref()));
        let is_right = entry.running.is_some()
            && told.len() <= MOST_TOLD
            && told.is_sorted_by(|one, other| one < other)
            && told.iter().all(|month| (first..=last).contains(month) && dimension_in_words(&format!("{RUNNING}{month}")).is_some());
        let wrong = || NormError::Form {
            line: line_of(self.text, Some(written.span())),
            message:
                "'told-months' goes with 'running': at most three of its months, of 0, 3, 6, 12, 18 and 24, in order, as in [6, 12, 24]"
                    .to_owned(),
        };
        is_right.then(|| told.clone()).ok_or_else(wrong)
    }

    fn starts(&self, entry: &Entry, of: Vec<Selector>, scope: Scope) -> Result<Plan, NormError> {
        let lost = [
            ("within", entry.within.is_some()),
            ("competing", entry.competing.is_some()),
            ("suppliers", entry.suppliers.is_some()),
            ("also-at", entry.also_at.is_some()),
            ("running-counts", entry.running_counts.is_some()),
            ("tie", entry.tie.is_some()),
            ("months", entry.months.is_some()),
        ];
        if let Some((name, _)) = lost.iter().find(|(_, is_there)| *is_there) {
            let message = format!("'{name}' says something about an 'end', and there is none");
            return Err(NormError::Form { line: self.line_with(name), message });
        }
        let unit = entry.count.as_ref().map(|word| self.read(word, "count (records, cases or children)", unit)).transpose()?;
        Ok(Plan::Starts { of, unit: unit.unwrap_or(Unit::Records), scope })
    }

    /// A hand-over of the norms, of fewer starts where the file says so.
    fn followed(&self, of: &Word, entry: &Entry, norms: &[HandOver]) -> Result<HandOver, NormError> {
        let known = norms.iter().find(|norm| norm.id == *of.as_ref());
        let unknown =
            || NormError::Word { line: line_of(self.text, Some(of.span())), word: of.as_ref().clone(), what: "hand-over of the norms" };
        let known = known.ok_or_else(unknown)?;
        let scope = self.scope(&entry.scope)?;
        let scope = if scope == Scope::default() { known.scope.clone() } else { scope };
        let also_at = if entry.also_at.is_some() { entry.also_at() } else { known.also_at.clone() };
        let due = entry.within.as_ref().map_or(Ok(known.due), |within| self.due(within))?;
        Ok(HandOver { scope, also_at, due, ..known.clone() })
    }

    fn due(&self, within: &Spanned<Within>) -> Result<Due, NormError> {
        let read = match within.as_ref() {
            Within::Days(days) => Some(Due { days: *days, unit: DayUnit::Calendar }),
            Within::Text(text) => term(text),
        };
        let wrong = || {
            NormError::Form {
            line: line_of(self.text, Some(within.span())),
            message: "'within' is a number of days, or a text like \"5 working days\", \"6 weeks\", \"3 months\" or \"1 year\", at most a hundred years".to_owned(),
        }
        };
        read.filter(|due| due.days <= LONGEST_DAYS).ok_or_else(wrong)
    }

    fn several<T>(&self, words: &Several, what: &'static str, read: fn(&str) -> Option<T>) -> Result<Vec<T>, NormError> {
        let span = words.span();
        let each = |word: &String| {
            // The line of the word itself, where a list runs over several.
            let at = self.text[span.clone()].find(word.as_str()).map_or(span.start, |place| span.start + place);
            let wrong = || NormError::Word { line: line_of(self.text, Some(at..at)), word: word.clone(), what };
            read(word).ok_or_else(wrong)
        };
        words.as_ref().words().iter().map(each).collect()
    }

    fn odd(&self, word: &Word, why: &str) -> NormError {
        NormError::Form { line: line_of(self.text, Some(word.span())), message: format!("'{}' cannot stand here {why}", word.as_ref()) }
    }

    /// The line that begins with a field.
    fn line_with(&self, name: &str) -> usize {
        self.text.lines().position(|line| line.trim_start().starts_with(name)).map_or(1, |place| place + 1)
    }
}

/// Who delivers any of these events.
fn suppliers(to: &[Selector]) -> Vec<OrganisationKind> {
    let mut kinds: Vec<OrganisationKind> = to.iter().flat_map(|selector| selector.kind.suppliers()).copied().collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Weeks are 7 days, a year 365, and months twelfths of a year, rounded: 3, 6 and 12 are 91, 183 and 365 days.
fn term(text: &str) -> Option<Due> {
    let (number, unit) = text.trim().split_once(' ')?;
    let number: u32 = number.parse().ok().filter(|number| *number <= LONGEST_DAYS)?;
    let calendar = |days: u32| Some(Due { days, unit: DayUnit::Calendar });
    match unit.trim().trim_end_matches('s') {
        "day" => calendar(number),
        "working day" => Some(Due { days: number, unit: DayUnit::Working }),
        "week" => calendar(number * 7),
        "month" => calendar((number * 365 + 6) / 12),
        "year" => calendar(number * 365),
        _ => None,
    }
}

fn unit(text: &str) -> Option<Unit> {
    match text {
        "records" => Some(Unit::Records),
        "cases" => Some(Unit::Cases),
        "children" => Some(Unit::Children),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(text: &str) -> Option<(u32, DayUnit)> {
        term(text).map(|due| (due.days, due.unit))
    }

    #[test]
    fn terms_are_measured_on_one_scale() {
        let months = [1, 3, 6, 12, 24].map(|number| due(&format!("{number} months")).map(|due| due.0));
        assert_eq!(months, [30, 91, 183, 365, 730].map(Some));
        assert_eq!(due("6 weeks"), Some((42, DayUnit::Calendar)));
        assert_eq!(due("1 working day"), Some((1, DayUnit::Working)));
        assert_eq!((due("soon"), due("3 moons"), due("-1 days"), due("99999999999 days")), (None, None, None, None));
    }

    #[test]
    fn every_fault_names_its_line_and_says_what_to_do() {
        let check = |text: &str, expected: &str| {
            assert_eq!(parse_indicator(text, "mine", &crate::norms()).expect_err(text).to_string(), expected);
        };
        check("by = [\"sex\"]", "line 1: a 'start' is missing: which event does it begin with?");
        check(
            "start = \"report.received\"\nend = [\n  \"help.started\",\n  \"help.begun\",\n]\nwithin = 9",
            "line 4: 'help.begun' is no event like order.started or order.started:11,12",
        );
        check("start = \"report.received\"\nend = \"help.started\"", "line 2: an 'end' needs 'within': in how many days is it expected?");
        check("start = \"report.received\"\nwithin = 3", "line 2: 'within' says something about an 'end', and there is none");
        check(
            "start = \"report.received\"\nwhere = { form = [\"sexueel\"] }",
            "line 2: 'sexueel' is no form of violence; did you mean 'sexual'?",
        );
        check("hand-over = \"transport\"", "line 1: 'transport' is no hand-over of the norms");
        check(
            "start = \"help.started\"\nend = \"turned-18\"\nwithin = 9",
            "line 2: nobody delivers this 'end' as such; name 'suppliers', whose deliveries end the observation",
        );
        check(
            "start = \"help.started\"\nby = [\n  \"sex\",\n  \"region:XX\",\n]",
            "line 4: 'region:XX' is no dimension like region:GM, period, sex or form",
        );
        check("start = \"help.started\"\nalso-at = [3]", "line 2: 'also-at' says something about an 'end', and there is none");
        check("start = \"help.started\"\ncount = \"kids\"", "line 2: 'kids' is no count (records, cases or children)");
        check(
            "start = \"help.started\"\nby = [\"sex\", \"stay\"]\ncontrast = { of = \"stay:yes\", between = [\"sex:V\", \"sex:M\"], strata = \"age\" }",
            "line 3: 'contrast' is like { of = \"stay:yes\", between = [\"sex:V\", \"sex:M\"], strata = \"age\" }, and 'by' names these three",
        );
        check(
            "start = \"turned-18\"\nrunning = \"help.started\"\nmonths = [-6, 12]\ntold-months = [6, 24]",
            "line 4: 'told-months' goes with 'running': at most three of its months, of 0, 3, 6, 12, 18 and 24, in order, as in [6, 12, 24]",
        );
        let unknown = parse_indicator("start = \"help.started\"\nunti = 3", "mine", &[]).expect_err("an unknown field");
        assert!(matches!(unknown, NormError::Form { line: 2, .. }), "{unknown}");
    }

    #[test]
    fn a_hand_over_of_the_norms_is_followed_for_fewer_starts() {
        let text = "hand-over = \"help-after-order\"\nwhere = { form = [\"sexual\"] }";
        let Plan::HandOver(own) = parse_indicator(text, "mine", &crate::norms()).expect("an indicator").plan else { panic!("a hand-over") };
        assert_eq!((own.id.as_str(), own.due.days, own.scope.forms.len()), ("help-after-order", 183, 1));
    }

    #[test]
    fn the_end_says_who_must_have_delivered() {
        let text = "start = \"assessment.completed\"\nend = [\"order.started\", \"help.started\"]\nwithin = \"1 week\"";
        let Plan::HandOver(own) = parse_indicator(text, "mine", &[]).expect("an indicator").plan else { panic!("a hand-over") };
        use OrganisationKind::{Court, Gi, Municipality, Provider};
        assert_eq!(own.suppliers, [Court, Gi, Provider, Municipality]);
    }
}
