//! One record. It can only be made from cells that fit its kind.

use std::collections::BTreeMap;

use domain::Day;

use crate::{Finding, Kind, Problem, Severity};

/// Longest id.
pub(crate) const ID_LENGTH: usize = 64;

/// One record: a kind, an id, and values that fit its fields.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    kind: Kind,
    id: String,
    values: BTreeMap<&'static str, String>,
}

impl Record {
    /// Reads the cells of a row; the record is absent when a finding is an error. `row` only travels into the findings.
    pub fn read(kind: Kind, cells: &BTreeMap<String, String>, row: usize) -> (Option<Record>, Vec<Finding>) {
        let id = cells.get("id").map(|id| id.trim()).unwrap_or_default();
        let mut problems: Vec<(String, Problem)> = Vec::new();
        if !is_id(id) {
            problems.push(("id".to_owned(), if id.is_empty() { Problem::Missing } else { Problem::NotAnId }));
        }
        let mut values = BTreeMap::new();
        for field in kind.fields() {
            match field.read(cells.get(field.name).map_or("", String::as_str)) {
                Ok(value) if value.is_empty() => {}
                Ok(value) => drop(values.insert(field.name, value)),
                Err(problem) => problems.push((field.name.to_owned(), problem)),
            }
        }
        let is_extra = |name: &str, text: &str| !matches!(name, "id" | "kind") && kind.field(name).is_none() && !text.trim().is_empty();
        problems.extend(cells.iter().filter(|(name, text)| is_extra(name, text)).map(|(name, _)| (name.clone(), Problem::NotAField)));
        let record = Record { kind, id: id.to_owned(), values };
        problems.extend(record.disagreements());
        let set_aside = problems.iter().any(|(_, problem)| problem.severity() == Severity::Error);
        let findings = problems.into_iter().map(|(field, problem)| Finding { row, id: id.to_owned(), field, problem }).collect();
        ((!set_aside).then_some(record), findings)
    }

    /// Values that are each right and together wrong.
    fn disagreements(&self) -> Vec<(String, Problem)> {
        let mut problems = Vec::new();
        if let (Some(start), Some(end)) = (self.day("start"), self.day("end"))
            && end < start
        {
            problems.push(("end".to_owned(), Problem::EndBeforeStart));
        }
        if self.kind == Kind::Commitment && self.get("state") == "done" && !self.is_closed_by_two() {
            problems.push(("state".to_owned(), Problem::NotClosedByTwo));
        }
        if self.kind == Kind::Commitment && self.get("state") == "declined" && self.get("declined_reason").is_empty() {
            problems.push(("declined_reason".to_owned(), Problem::NoReason));
        }
        problems.extend(self.aims_that_disagree());
        problems
    }

    /// Numbers between which nothing can be followed: a goal at the baseline, a step that does not lie between them.
    fn aims_that_disagree(&self) -> Option<(String, Problem)> {
        let number = |text: &str| text.parse::<f64>().ok();
        let (baseline, goal) = (number(self.get("baseline_value"))?, number(self.get("goal_value"))?);
        let is_between = |step: f64| (baseline.min(goal)..=baseline.max(goal)).contains(&step);
        let steps = self.list("step_values").into_iter().filter_map(|step| step.split_once('=').and_then(|(_, value)| number(value)));
        if baseline == goal {
            return Some(("goal_value".to_owned(), Problem::GoalIsBaseline));
        }
        steps.into_iter().any(|step| !is_between(step)).then(|| ("step_values".to_owned(), Problem::StepOutside))
    }

    fn is_closed_by_two(&self) -> bool {
        let (reported, approved) = (self.get("reported_by"), self.get("approved_by"));
        !self.get("evidence").is_empty() && !reported.is_empty() && !approved.is_empty() && reported != approved
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The value of a field as it is kept; empty when there is none.
    pub fn get(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }

    /// The values of a field that holds several.
    pub fn list(&self, field: &str) -> Vec<&str> {
        self.get(field).split('|').filter(|word| !word.is_empty()).collect()
    }

    /// The day in a field.
    pub fn day(&self, field: &str) -> Option<Day> {
        Day::parse_iso(self.get(field))
    }

    /// Every value there is, in the order of the kind.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.kind.fields().iter().filter_map(|field| Some((field.name, self.values.get(field.name)?.as_str())))
    }

    /// The cells it was read from, id among them.
    pub fn cells(&self) -> BTreeMap<String, String> {
        let id = [("id".to_owned(), self.id.clone())];
        id.into_iter().chain(self.values().map(|(name, value)| (name.to_owned(), value.to_owned()))).collect()
    }

    /// The same record with some cells changed, read again.
    pub fn with(&self, changes: &[(&str, &str)]) -> (Option<Record>, Vec<Finding>) {
        let mut cells = self.cells();
        cells.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        Record::read(self.kind, &cells, 0)
    }

    /// Fields in which this record differs from another of its kind.
    pub fn differences(&self, other: &Record) -> Vec<&'static str> {
        self.kind.fields().iter().map(|field| field.name).filter(|name| self.get(name) != other.get(name)).collect()
    }
}

fn is_id(text: &str) -> bool {
    (1..=ID_LENGTH).contains(&text.len()) && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "._~-".contains(letter))
}
