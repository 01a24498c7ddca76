//! One form for every kind of record, made from the fields of the kind; and the small parts other forms are made of.

use std::collections::BTreeMap;

use domain::{Atlas, Day};
use maud::{Markup, html};
use register::{Field, Finding, Kind, Severity, Shape};
use screens::StaffText;
use screens::form::Mistake;

use crate::visit::Visit;
use crate::{places, words};

/// The values of a form: name of the field → value as files write it.
pub(crate) type Cells = BTreeMap<String, String>;

/// Fields that no form asks for: who closed a commitment and with what is asked where it is closed, lineage is kept by copying.
const NOT_ASKED: &[(Kind, &str)] = &[(Kind::Commitment, "evidence"), (Kind::Commitment, "reported_by"), (Kind::Commitment, "approved_by")];

/// States of a commitment that a form may give; the others come by closing.
const OPEN_STATES: &[&str] = &["open", "declined", "withdrawn"];

/// Texts that take more than a line.
const LONG: &[&str] = &[
    "answer",
    "baseline",
    "bottlenecks",
    "declined_reason",
    "effect",
    "evaluation",
    "goal",
    "goals",
    "money",
    "not_measurable_because",
    "not_measured_because",
    "note",
    "reason",
    "steps",
    "success_factors",
];

/// The fields a form of this kind asks for.
pub(crate) fn asked(kind: Kind) -> impl Iterator<Item = &'static Field> {
    kind.fields().iter().filter(move |field| field.name != "lineage" && !NOT_ASKED.contains(&(kind, field.name)))
}

/// Reads the form of a kind.
pub(crate) fn read(kind: Kind, pairs: &[(String, String)], atlas: &Atlas) -> Cells {
    let values = |name: &str| pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str()).collect::<Vec<_>>();
    let read = |field: &'static Field| (field.name.to_owned(), cell(field, &values(field.name), atlas));
    let more = ["id", "lineage"].map(|name| (name.to_owned(), values(name).first().map_or("", |value| value.trim()).to_owned()));
    asked(kind).map(read).chain(more).collect()
}

/// The value of one field as files write it.
fn cell(field: &Field, values: &[&str], atlas: &Atlas) -> String {
    let joined = values.join("\n").replace("\r\n", "\n").replace('\r', "\n");
    let plain: String = joined.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
    let lines = || plain.split(['\n', '|']).map(str::trim).filter(|line| !line.is_empty());
    match field.shape {
        Shape::Text => plain.trim().to_owned(),
        Shape::Day => day(plain.trim()),
        Shape::Number | Shape::Decimal | Shape::Choice(_) => plain.trim().to_owned(),
        Shape::Choices(_) | Shape::Words | Shape::Steps => lines().collect::<Vec<_>>().join("|"),
        Shape::Regions => lines().map(|line| places::read(line, atlas)).collect::<Vec<_>>().join("|"),
        Shape::References(_) => lines().filter_map(|line| line.split_whitespace().next()).collect::<Vec<_>>().join("|"),
    }
}

/// A day written the Dutch way, `31-12-2026`, as files write it; anything else stays as it is.
pub(crate) fn day(text: &str) -> String {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    let [day, month, year] = parts.as_slice() else { return text.to_owned() };
    let (Ok(day), Ok(month), Ok(year)) = (day.parse(), month.parse(), year.parse::<i16>()) else { return text.to_owned() };
    if year < 1000 {
        return text.to_owned();
    }
    Day::from_ymd(year, month, day).map_or_else(|| text.to_owned(), |day| day.to_string())
}

/// Mistakes for the summary of a form; what is only worth a look is none.
pub(crate) fn mistakes(visit: &Visit, kind: Kind, findings: &[Finding]) -> Vec<Mistake> {
    let wrong = |finding: &&Finding| {
        finding.problem.severity() == Severity::Error
            || matches!(finding.problem, register::Problem::NoReason | register::Problem::NoSuchRecord)
    };
    let one = |finding: &Finding| {
        let field = kind.field(&finding.field).map_or("id", |field| field.name);
        Mistake { field, message: words::finding(finding, kind, visit.language) }
    };
    findings.iter().filter(wrong).map(one).collect()
}

/// The fields of a form, filled in.
pub(crate) fn fields(visit: &Visit, kind: Kind, cells: &Cells, mistakes: &[Mistake]) -> Markup {
    html! {
        @for field in asked(kind).filter(|field| !is_english(field)) { (field_of(visit, kind, field, cells, mistakes)) }
        (english(visit, kind, cells, mistakes))
    }
}

fn field_of(visit: &Visit, kind: Kind, field: &Field, cells: &Cells, mistakes: &[Mistake]) -> Markup {
    one(visit, kind, field, cells.get(field.name).map_or("", String::as_str), error_of(mistakes, field.name))
}

/// Whether a field holds in English what another field holds in Dutch.
fn is_english(field: &Field) -> bool {
    field.name.ends_with("_en")
}

/// The English of a record, folded away: most of those who fill in a form write Dutch.
fn english(visit: &Visit, kind: Kind, cells: &Cells, mistakes: &[Mistake]) -> Markup {
    let fields: Vec<&Field> = asked(kind).filter(|field| is_english(field)).collect();
    let filled = fields.iter().filter(|field| cells.get(field.name).is_some_and(|text| !text.is_empty())).count();
    let told = [("filled", filled.to_string()), ("count", fields.len().to_string())];
    html! {
        details class="ib-details" open[fields.iter().any(|field| error_of(mistakes, field.name).is_some())] {
            summary class="ib-details__summary" {
                (StaffText::InEnglish.fill(visit.language, &told.each_ref().map(|(name, value)| (*name, value.as_str()))))
            }
            p class="ib-small" { (visit.say(StaffText::HintEnglish)) }
            @for field in fields { (field_of(visit, kind, field, cells, mistakes)) }
        }
    }
}

fn one(visit: &Visit, kind: Kind, field: &Field, text: &str, error: Option<&str>) -> Markup {
    let label = label(visit, field);
    let chosen = |word: &str| text.split('|').any(|part| part == word);
    match field.shape {
        Shape::Choices(all) => ticks(
            visit,
            (field, &label),
            all.iter().map(|word| ((*word).to_owned(), words::word(word, visit.language), chosen(word))),
            error,
        ),
        Shape::Words if field.name == "indicators" && !visit.site.indicators().is_empty() => {
            let known =
                visit.site.indicators().iter().map(|one| (one.slug.clone(), one.title(visit.language).to_owned(), chosen(&one.slug)));
            let is_other = |part: &&str| !part.is_empty() && visit.site.indicators().iter().all(|one| one.slug != **part);
            let others = text.split('|').filter(is_other).map(|part| (part.to_owned(), part.to_owned(), true));
            ticks(visit, (field, &label), known.chain(others).collect::<Vec<_>>().into_iter(), error)
        }
        Shape::Choice(all) => choice(visit, (field, &label), (&open_words(kind, field, all, text), text), error),
        Shape::Text if !LONG.contains(&field.name.trim_end_matches("_en")) => {
            line(&Line { label: &label, error, ..Line::of(field.name, text) })
        }
        Shape::Text => area((field.name, &label), text, None, error),
        Shape::Day => {
            line(&Line { label: &label, hint: Some(visit.say(StaffText::HintDay)), error, ..Line::of(field.name, &dutch_day(text)) })
        }
        Shape::Number => {
            let hint = (field.name == "value_days").then(|| visit.say(StaffText::HintYardstickDays));
            line(&Line { label: &label, hint, mode: Some("numeric"), error, ..Line::of(field.name, text) })
        }
        Shape::Decimal => line(&Line {
            label: &label,
            hint: Some(visit.say(StaffText::HintDecimal)),
            mode: Some("decimal"),
            error,
            ..Line::of(field.name, text)
        }),
        Shape::Steps => area((field.name, &label), &text.replace('|', "\n"), Some(visit.say(StaffText::HintSteps)), error),
        Shape::Words => area((field.name, &label), &text.replace('|', "\n"), Some(visit.say(StaffText::HintLines)), error),
        Shape::Regions => {
            let lines: Vec<String> =
                text.split('|').filter(|part| !part.is_empty()).map(|part| places::written(part, visit.site.atlas())).collect();
            area((field.name, &label), &lines.join("\n"), Some(visit.say(StaffText::HintRegions)), error)
        }
        Shape::References(_) => area((field.name, &label), &text.replace('|', "\n"), Some(visit.say(StaffText::HintReferences)), error),
    }
}

/// The words a form offers: closing a commitment is not among them, but a state it has is.
fn open_words(kind: Kind, field: &Field, all: &'static [&'static str], text: &str) -> Vec<&'static str> {
    let is_offered = |word: &&str| (kind, field.name) != (Kind::Commitment, "state") || OPEN_STATES.contains(word) || *word == text;
    all.iter().copied().filter(is_offered).collect()
}

fn label(visit: &Visit, field: &Field) -> String {
    let name = words::field(field, visit.language);
    if field.required { name } else { format!("{name} ({})", visit.say(StaffText::Optional)) }
}

/// A day as the form shows it.
pub(crate) fn dutch_day(text: &str) -> String {
    Day::parse_iso(text).map_or_else(
        || text.to_owned(),
        |day| {
            let (year, month, day) = day.ymd();
            format!("{day}-{month}-{year}")
        },
    )
}

/// One line to fill in.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub text: &'a str,
    pub hint: Option<&'a str>,
    pub error: Option<&'a str>,
    /// `text`, `password`, `file`.
    pub kind: &'a str,
    /// What the browser may fill in by itself.
    pub filled: &'a str,
    /// Which keys a telephone shows.
    pub mode: Option<&'a str>,
}

impl<'a> Line<'a> {
    pub(crate) fn of(name: &'a str, text: &'a str) -> Line<'a> {
        Line { name, label: name, text, hint: None, error: None, kind: "text", filled: "off", mode: None }
    }
}

fn described(name: &str, hint: Option<&str>, error: Option<&str>) -> Option<String> {
    let ids = [hint.map(|_| format!("{name}-uitleg")), error.map(|_| format!("{name}-fout"))];
    let ids: Vec<String> = ids.into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn around(name: &str, label: &str, (hint, error): (Option<&str>, Option<&str>), input: &Markup) -> Markup {
    html! {
        div class={"utrecht-form-field ib-field" @if error.is_some() { " utrecht-form-field--invalid" }} {
            label class="utrecht-form-label" for=(name) { (label) }
            @if let Some(hint) = hint { p class="utrecht-form-field-description ib-small" id={(name) "-uitleg"} { (hint) } }
            @if let Some(error) = error { p class="utrecht-form-field-error-message" id={(name) "-fout"} { (error) } }
            (input)
        }
    }
}

pub(crate) fn line(line: &Line) -> Markup {
    let Line { name, label, text, hint, error, kind, filled, mode } = *line;
    let input = html! {
        input class="utrecht-textbox utrecht-textbox--html-input ib-input" type=(kind) id=(name) name=(name) value=[(kind != "file").then_some(text)]
            autocomplete=(filled) inputmode=[mode] aria-invalid=[error.map(|_| "true")] aria-describedby=[described(name, hint, error)];
    };
    around(name, label, (hint, error), &input)
}

/// A text without control characters but line ends.
pub(crate) fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect()
}

/// What was wrong with one field, if anything was.
pub(crate) fn error_of<'a>(mistakes: &'a [Mistake], name: &str) -> Option<&'a str> {
    mistakes.iter().find(|mistake| mistake.field == name).map(|mistake| mistake.message.as_str())
}

/// The line that asks why: every change of the register says so.
pub(crate) fn why(visit: &Visit, (label, hint): (StaffText, StaffText), mistakes: &[Mistake]) -> Markup {
    let (label, hint, error) = (visit.say(label), Some(visit.say(hint)), error_of(mistakes, "why"));
    line(&Line { label, hint, error, ..Line::of("why", visit.form("why")) })
}

pub(crate) fn area((name, label): (&str, &str), text: &str, hint: Option<&str>, error: Option<&str>) -> Markup {
    let input = html! {
        textarea class="utrecht-textarea utrecht-textarea--html-textarea ib-input" id=(name) name=(name) rows="3"
            aria-invalid=[error.map(|_| "true")] aria-describedby=[described(name, hint, error)] { "\n" (text) }
    };
    around(name, label, (hint, error), &input)
}

fn choice(visit: &Visit, (field, label): (&Field, &str), (words_of, chosen): (&[&str], &str), error: Option<&str>) -> Markup {
    let options: Vec<(String, String)> = words_of.iter().map(|word| ((*word).to_owned(), words::word(word, visit.language))).collect();
    let hint = (field.name == "value_of").then(|| visit.say(StaffText::HintYardstick));
    select_with((field.name, label), &options, (chosen, Some(visit.say(StaffText::Choose))), (hint, error))
}

/// A list to choose one from; `none` is what stands for no choice.
pub(crate) fn select(
    (name, label): (&str, &str),
    options: &[(String, String)],
    chosen: &str,
    none: Option<&str>,
    error: Option<&str>,
) -> Markup {
    select_with((name, label), options, (chosen, none), (None, error))
}

fn select_with(
    (name, label): (&str, &str),
    options: &[(String, String)],
    (chosen, none): (&str, Option<&str>),
    (hint, error): (Option<&str>, Option<&str>),
) -> Markup {
    let is_known = options.iter().any(|(value, _)| value == chosen);
    let input = html! {
        select class="utrecht-select utrecht-select--html-select ib-select" id=(name) name=(name)
            aria-invalid=[error.map(|_| "true")] aria-describedby=[described(name, hint, error)] {
            @if let Some(none) = none { option value="" selected[chosen.is_empty()] { (none) } }
            @for (value, said) in options { option value=(value) selected[value == chosen] { (said) } }
            @if !is_known && !chosen.is_empty() { option value=(chosen) selected { (chosen) } }
        }
    };
    around(name, label, (hint, error), &input)
}

/// More boxes than this are folded away.
const BOXES_SHOWN: usize = 12;

/// Boxes to tick; each is a value, what it says, and whether it is ticked.
fn ticks(
    visit: &Visit,
    (field, label): (&Field, &str),
    boxes: impl Iterator<Item = (String, String, bool)>,
    error: Option<&str>,
) -> Markup {
    let boxes: Vec<(String, String, bool)> = boxes.collect();
    let ticked = boxes.iter().filter(|(_, _, ticked)| *ticked).count();
    let told = [("count", boxes.len().to_string()), ("ticked", ticked.to_string())];
    let told: Vec<(&str, &str)> = told.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let all = html! {
        div class="ib-ticks" {
            @for (value, said, ticked) in &boxes {
                label class="ib-choice" { input type="checkbox" name=(field.name) value=(value) checked[*ticked]; " " span { (said) } }
            }
        }
    };
    html! {
        fieldset class={"ib-fieldset ib-field" @if error.is_some() { " utrecht-form-field--invalid" }} id=(field.name) tabindex=[error.map(|_| "-1")] {
            legend class="ib-fieldset__legend" { (label) }
            p class="ib-small" { (visit.say(StaffText::HintTicks)) }
            @if let Some(error) = error { p class="utrecht-form-field-error-message" { (error) } }
            @if boxes.len() > BOXES_SHOWN {
                details class="ib-details" { summary class="ib-details__summary" { (StaffText::TicksFolded.fill(visit.language, &told)) } (all) }
            } @else {
                (all)
            }
        }
    }
}

/// Values that travel with a form without being asked again.
pub(crate) fn hidden(cells: &Cells) -> Markup {
    html! { @for (name, value) in cells { input type="hidden" name=(name) value=(value); } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_what_its_form_shows() {
        let atlas = Atlas::netherlands();
        for record in register::Register::of_texts().all() {
            let pairs: Vec<(String, String)> = record.cells().into_iter().collect();
            let cells = read(record.kind(), &pairs, &atlas);
            for field in asked(record.kind()) {
                assert_eq!(cells[field.name], record.get(field.name), "{} {}", record.id(), field.name);
            }
        }
    }

    #[test]
    fn a_day_may_be_written_the_dutch_way() {
        assert_eq!(
            ["31-12-2026", "1/2/2026", "2026-12-31", "31-02-2026", "morgen", "1-2-26"].map(day),
            ["2026-12-31", "2026-02-01", "2026-12-31", "31-02-2026", "morgen", "1-2-26"]
        );
        assert_eq!(dutch_day("2026-12-01"), "1-12-2026");
    }

    #[test]
    fn several_lines_become_several_values_and_control_characters_go() {
        let atlas = Atlas::netherlands();
        let field = |name: &str| Kind::Measure.field(name).expect("a field");
        assert_eq!(cell(field("commitments"), &["C-09 Pilots\r\nC-10"], &atlas), "C-09|C-10");
        assert_eq!(cell(field("regions"), &["VT19 Twente\nNederland\n"], &atlas), "VT19|NL");
        assert_eq!(cell(field("forms"), &["sexual", "physical"], &atlas), "sexual|physical");
        assert_eq!(cell(field("note"), &["a\u{0}b\r\nc"], &atlas), "ab\nc");
    }
}
