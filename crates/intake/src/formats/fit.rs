//! Fits the columns of a file to the agreed ones: where each comes from, and how its values become the agreed ones.

use std::collections::BTreeMap;
use std::fmt::Write;

use csv::ByteRecord;
use domain::Day;

use crate::DeliveryKind;
use crate::dialect::{DateForm, DayForm, Decision, Form, Heading, Mark, Sample, is_day_in_another_form};
use crate::error::IntakeError;
use crate::export::{Column, Mapping, Origin};
use crate::findings::{Detail, Findings};
use crate::rows::{Cell, Row, Rows};
use crate::rules::{Rule, delivery};

/// How rows of a file become rows of a layout.
pub(crate) struct Fit {
    columns: Vec<Fitted>,
    /// Where each agreed column stands, while every one stands somewhere and nothing needs to change.
    places: Vec<usize>,
    is_plain: bool,
    /// How many columns the file has.
    width: usize,
    scratch: String,
}

/// How one agreed column is filled.
struct Fitted {
    name: &'static str,
    origin: From,
    form: Form,
    change: Change,
    values: BTreeMap<String, String>,
    digits: Option<usize>,
    /// Told in a mapping: nothing is decided from the rows.
    is_told: bool,
}

enum From {
    Place(usize),
    Constant(String),
}

/// How a value is rewritten.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Nothing,
    Day(DateForm),
    Comma,
}

/// Something found while a field was fitted.
pub(crate) struct Slip {
    pub(crate) rule: &'static Rule,
    pub(crate) field: &'static str,
}

impl Fit {
    /// Finds every agreed column.
    pub(crate) fn new(
        columns: &'static [&'static str],
        kind: DeliveryKind,
        heading: &Heading,
        mapping: Option<&Mapping>,
        file: &str,
    ) -> Result<Fit, IntakeError> {
        let mut missing = Vec::new();
        let mut fitted = Vec::with_capacity(columns.len());
        for &name in columns {
            let told = mapping.and_then(|mapping| mapping.column(name));
            match origin(name, told, heading, file)? {
                Some(origin) => fitted.push(Fitted::new(name, origin, kind, told, mapping)),
                None => missing.push((name, heading.alike(name, columns))),
            }
        }
        if !missing.is_empty() {
            return Err(IntakeError::MissingColumns { file: file.to_owned(), columns: missing });
        }
        let mut fit = Fit { columns: fitted, places: Vec::new(), is_plain: false, width: heading.names().len(), scratch: String::new() };
        fit.settle();
        Ok(fit)
    }

    /// Says which columns are not ours, and which are written in another way.
    pub(crate) fn tell(&self, heading: &Heading, findings: &mut Findings) {
        let places: Vec<usize> = self.columns.iter().filter_map(Fitted::place).collect();
        let is_other = |(place, name): (usize, &String)| !places.contains(&place) && !name.is_empty();
        if heading.names().iter().enumerate().any(is_other) {
            findings.about_file(&delivery::column::RULE, "", None);
        }
        let otherwise: Vec<&str> =
            self.columns.iter().filter(|column| column.is_written_otherwise(heading)).map(|column| column.name).collect();
        if !otherwise.is_empty() {
            findings.about_file(&delivery::header::RULE, "", Some(same(otherwise.join(", "))));
        }
    }

    /// Decides from the first rows how dates and decimals are written, and says so.
    pub(crate) fn look(&mut self, first: &mut dyn Rows, findings: &mut Findings) {
        let mut samples: Vec<Sample> = self.columns.iter().map(|column| Sample::new(column.form)).collect();
        let mut row = Row::default();
        while first.next(&mut row).unwrap_or(false) {
            for (column, sample) in self.columns.iter().zip(&mut samples).filter(|(column, _)| !column.is_told) {
                let (text, cell) = column.given(&row);
                if cell == Cell::Text {
                    sample.look(text.trim(), column.form);
                }
            }
        }
        let mut said = Said::default();
        for (column, sample) in self.columns.iter_mut().zip(samples).filter(|(column, _)| !column.is_told) {
            column.decide(sample, &mut said);
        }
        said.tell(findings);
        self.settle();
    }

    /// How many columns the file has.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Whether the fields of this row are the agreed ones as they stand.
    pub(crate) fn is_plain(&self, row: &Row) -> bool {
        self.is_plain && row.cells.is_empty()
    }

    /// Where each agreed column stands in a plain row.
    pub(crate) fn places(&self) -> &[usize] {
        &self.places
    }

    /// The agreed name of the column at this place of the file; empty for a column that is not ours.
    pub(crate) fn name(&self, place: usize) -> &'static str {
        self.columns.iter().find(|column| column.place() == Some(place)).map_or("", |column| column.name)
    }

    /// Writes the agreed fields of a row into `agreed`.
    pub(crate) fn fill(&mut self, row: &Row, agreed: &mut ByteRecord, slips: &mut Vec<Slip>) {
        agreed.clear();
        for column in &self.columns {
            let (text, cell) = column.given(row);
            self.scratch.clear();
            match column.fitted(text, cell, &mut self.scratch, slips) {
                Some(same) => agreed.push_field(same.as_bytes()),
                None => agreed.push_field(self.scratch.as_bytes()),
            }
        }
    }

    fn settle(&mut self) {
        self.places = self.columns.iter().filter_map(Fitted::place).collect();
        self.is_plain = self.columns.iter().all(Fitted::is_plain);
    }
}

/// Where a column comes from; `None` where it stands nowhere.
fn origin(name: &'static str, told: Option<&Column>, heading: &Heading, file: &str) -> Result<Option<From>, IntakeError> {
    let wanted = match told.map(|told| &told.origin) {
        Some(Origin::Constant(text)) => return Ok(Some(From::Constant(text.clone()))),
        Some(Origin::From(wanted)) => wanted,
        Some(Origin::Same) | None => name,
    };
    match (heading.places(wanted)[..].first(), heading.places(wanted).len(), told) {
        (None, _, Some(told)) if told.origin != Origin::Same => {
            Err(IntakeError::MappedColumn { file: file.to_owned(), line: told.line, name: shown(wanted) })
        }
        (None, ..) => Ok(None),
        (Some(place), 1, _) => Ok(Some(From::Place(*place))),
        (Some(_), ..) => Err(IntakeError::DoubledColumn { file: file.to_owned(), column: name }),
    }
}

/// A name of a mapping, fit for a screen.
fn shown(name: &str) -> String {
    name.chars().map(|letter| if letter.is_control() { '?' } else { letter }).collect()
}

impl Fitted {
    fn new(name: &'static str, origin: From, kind: DeliveryKind, told: Option<&Column>, mapping: Option<&Mapping>) -> Fitted {
        let form = Form::of(kind, name);
        let dates = told.and_then(|told| told.dates).or(mapping.and_then(|mapping| mapping.dates));
        let change = match form {
            Form::Day(agreed) => dates.filter(|form| *form != agreed.into()).map_or(Change::Nothing, Change::Day),
            Form::Decimal if mapping.and_then(|mapping| mapping.decimal_comma) == Some(true) => Change::Comma,
            _ => Change::Nothing,
        };
        let is_told = match form {
            Form::Day(_) => dates.is_some(),
            Form::Decimal => mapping.is_some_and(|mapping| mapping.decimal_comma.is_some()),
            _ => false,
        };
        let values = told.map(|told| told.values.clone()).unwrap_or_default();
        Fitted { name, origin, form, change, values, digits: told.and_then(|told| told.digits), is_told }
    }

    fn place(&self) -> Option<usize> {
        match self.origin {
            From::Place(place) => Some(place),
            From::Constant(_) => None,
        }
    }

    fn is_plain(&self) -> bool {
        self.place().is_some() && self.change == Change::Nothing && self.values.is_empty() && self.digits.is_none()
    }

    /// Whether the file writes the agreed name with other capitals, spaces or marks.
    fn is_written_otherwise(&self, heading: &Heading) -> bool {
        let name = self.place().and_then(|place| heading.names().get(place));
        name.is_some_and(|name| name != self.name && crate::dialect::normal(name) == crate::dialect::normal(self.name))
    }

    /// What stands in a row, and what kind of cell it is.
    fn given<'r>(&'r self, row: &'r Row) -> (&'r str, Cell) {
        match &self.origin {
            From::Constant(text) => (text, Cell::Text),
            From::Place(place) => {
                let text = row.fields.get(*place).and_then(|field| std::str::from_utf8(field).ok()).unwrap_or_default();
                (text, row.cells.get(*place).copied().unwrap_or_default())
            }
        }
    }

    fn decide(&mut self, sample: Sample, said: &mut Said) {
        match sample {
            Sample::Days(forms) => {
                let Form::Day(agreed) = self.form else { return };
                match forms.decision() {
                    Decision::Is(form) if form != agreed.into() => {
                        self.change = Change::Day(form);
                        said.dates.push(format!("{} {form}", self.name));
                    }
                    Decision::DayOrMonth | Decision::Several => said.unsure.push(self.name),
                    Decision::Is(_) | Decision::Nothing => {}
                }
            }
            Sample::Numbers(decimals) => match decimals.mark() {
                Mark::Comma => {
                    self.change = Change::Comma;
                    said.commas.push(self.name);
                }
                Mark::Unsure => said.unsure.push(self.name),
                Mark::Dot => {}
            },
            Sample::Other => {}
        }
    }

    /// The agreed text of a value: itself, or `None` when it was written into `scratch`.
    fn fitted<'t>(&'t self, text: &'t str, cell: Cell, scratch: &mut String, slips: &mut Vec<Slip>) -> Option<&'t str> {
        let mut slip = |rule| slips.push(Slip { rule, field: self.name });
        let text = if self.is_plain() && cell == Cell::Text { text } else { text.trim() };
        if let Some(value) = self.values.get(text) {
            return Some(value);
        }
        match (cell, self.form) {
            (Cell::Text, _) => {}
            (Cell::Day, Form::Day(agreed)) => return write_day(Day::parse_iso(text), text, agreed, scratch),
            (Cell::Day, Form::Month) if text.ends_with("-01") => return text.get(..7),
            (Cell::Number, form) => return self.number(text, form, scratch, &mut slip),
            (Cell::LongNumber, _) => slip(&delivery::digits_lost::RULE),
            (Cell::Day | Cell::Error, _) => slip(&delivery::cell::RULE),
        }
        match (self.change, self.form) {
            (Change::Day(form), Form::Day(agreed)) => {
                let day = form.read(text);
                if day.is_none() && is_day_in_another_form(text, form) && DateForm::from(agreed).read(text).is_none() {
                    slip(&delivery::dates_unsure::RULE);
                }
                write_day(day, text, agreed, scratch)
            }
            (Change::Comma, _) if text.contains(',') && !text.contains('.') => {
                scratch.push_str(&text.replace(',', "."));
                None
            }
            _ => self.with_digits(text, self.digits, scratch),
        }
    }

    /// A number cell: the zeros that the spreadsheet took away are put back where the agreement says how many digits
    /// there are. A nought is no code, and a number in a column of days is a day only when it has its eight digits.
    fn number<'t>(&'t self, text: &'t str, form: Form, scratch: &mut String, slip: &mut impl FnMut(&'static Rule)) -> Option<&'t str> {
        let digits = match form {
            Form::TwoDigits => Some(2),
            Form::Number => Some(9),
            _ => self.digits,
        };
        match form {
            Form::Day(_) if text.len() != 8 => slip(&delivery::cell::RULE),
            Form::TwoDigits | Form::Number if text != "0" && digits.is_some_and(|digits| text.len() < digits) => {
                slip(&delivery::leading_zero::RULE);
                return self.with_digits(text, digits, scratch);
            }
            _ => {}
        }
        match (self.change, form) {
            (Change::Day(from), Form::Day(agreed)) => write_day(from.read(text), text, agreed, scratch),
            _ => self.with_digits(text, self.digits, scratch),
        }
    }

    /// Puts zeros before a number until it has so many digits.
    fn with_digits<'t>(&self, text: &'t str, digits: Option<usize>, scratch: &mut String) -> Option<&'t str> {
        let Some(digits) = digits.filter(|digits| !text.is_empty() && text.len() < *digits && is_number(text)) else { return Some(text) };
        let _ = write!(scratch, "{text:0>digits$}");
        None
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Writes a day as agreed; a value that is no day stays as it is, for the layout's own rule.
fn write_day<'t>(day: Option<Day>, text: &'t str, agreed: DayForm, scratch: &mut String) -> Option<&'t str> {
    let Some(day) = day else { return Some(text) };
    let (year, month, date) = day.ymd();
    let _ = match agreed {
        DayForm::Compact => write!(scratch, "{year:04}{month:02}{date:02}"),
        DayForm::Iso => write!(scratch, "{year:04}-{month:02}-{date:02}"),
    };
    None
}

/// What was decided from the first rows.
#[derive(Default)]
struct Said {
    dates: Vec<String>,
    commas: Vec<&'static str>,
    unsure: Vec<&'static str>,
}

impl Said {
    fn tell(self, findings: &mut Findings) {
        if !self.dates.is_empty() {
            findings.about_file(&delivery::date_form::RULE, "", Some(same(self.dates.join(", "))));
        }
        if !self.commas.is_empty() {
            findings.about_file(&delivery::decimal::RULE, "", Some(same(self.commas.join(", "))));
        }
        for field in &self.unsure {
            findings.about_file(&delivery::dates_unsure::RULE, field, Some(same(self.unsure.join(", "))));
        }
    }
}

/// A list of names, the same in both languages.
fn same(text: String) -> Detail {
    Detail { nl: text.clone(), en: text }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in `bsn`, `datum_aanvang` and `verwijzer` of a youth-policy row, given as cells.
    fn fitted(columns: &'static [&'static str], cells: &[(&str, Cell)], mapping: &str) -> (Vec<String>, Vec<&'static str>) {
        let mapping = Mapping::parse(&format!("kind = 'youth-policy'\n{mapping}")).expect("a mapping");
        let heading = Heading::new(columns.iter().map(|column| column.as_bytes()));
        let mut fit = Fit::new(columns, DeliveryKind::YouthPolicy, &heading, Some(&mapping), "x").expect("a fit");
        let mut row = Row { cells: cells.iter().map(|(_, cell)| *cell).collect(), ..Row::default() };
        cells.iter().for_each(|(text, _)| row.fields.push_field(text.as_bytes()));
        let (mut agreed, mut slips) = (ByteRecord::new(), Vec::new());
        fit.fill(&row, &mut agreed, &mut slips);
        let texts = agreed.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect();
        (texts, slips.iter().map(|slip| slip.rule.code).collect())
    }

    fn one(column: &'static [&'static str], text: &str, cell: Cell) -> (String, Vec<&'static str>) {
        let (texts, slips) = fitted(column, &[(text, cell)], "");
        (texts[0].clone(), slips)
    }

    #[test]
    fn zeros_that_a_spreadsheet_took_away_come_back_only_where_they_can_be_nothing_else() {
        assert_eq!(one(&["verwijzer"], "1", Cell::Number), ("01".into(), vec!["DE-LEADING-ZERO"]));
        assert_eq!(one(&["verwijzer"], "12", Cell::Number), ("12".into(), vec![]));
        assert_eq!(one(&["verwijzer"], "0", Cell::Number), ("0".into(), vec![]));
        assert_eq!(one(&["verwijzer"], "1", Cell::Text), ("1".into(), vec![]));
        assert_eq!(one(&["bsn"], "99990006", Cell::Number), ("099990006".into(), vec!["DE-LEADING-ZERO"]));
        assert_eq!(one(&["bsn"], "0", Cell::Number), ("0".into(), vec![]));
        assert_eq!(one(&["kenmerk"], "17", Cell::Number), ("17".into(), vec![]));
        assert_eq!(one(&["kenmerk"], "1.23E+17", Cell::LongNumber).1, ["DE-DIGITS-LOST"]);
    }

    #[test]
    fn a_day_of_a_sheet_is_a_day_and_a_loose_number_is_not() {
        assert_eq!(one(&["datum_aanvang"], "2023-02-01", Cell::Day), ("20230201".into(), vec![]));
        assert_eq!(one(&["datum_aanvang"], "20230201", Cell::Number), ("20230201".into(), vec![]));
        assert_eq!(one(&["datum_aanvang"], "44958", Cell::Number), ("44958".into(), vec!["DE-CELL"]));
        assert_eq!(one(&["kenmerk"], "2023-02-01", Cell::Day).1, ["DE-CELL"]);
        assert_eq!(one(&["postcode"], "", Cell::Error).1, ["DE-CELL"]);
    }

    #[test]
    fn a_mapping_says_what_values_mean() {
        let mapping = "dates = 'D-M-JJJJ'\n[columns]\nverwijzer = { values = { 'wijkteam' = '01', '' = '08' }, digits = 2 }\n";
        let columns: &[&str] = &["verwijzer", "datum_aanvang"];
        let texts = |verwijzer, datum| fitted(columns, &[(verwijzer, Cell::Text), (datum, Cell::Text)], mapping).0;
        assert_eq!(texts(" wijkteam ", "1-2-2023"), ["01", "20230201"]);
        assert_eq!(texts("", ""), ["08", ""]);
        assert_eq!(texts("3", "onbekend"), ["03", "onbekend"]);
    }

    #[test]
    fn a_later_row_that_contradicts_the_form_is_found() {
        let (texts, slips) = fitted(&["datum_aanvang"], &[("01/31/2023", Cell::Text)], "dates = 'DD/MM/JJJJ'\n");
        assert_eq!((texts[0].as_str(), slips), ("01/31/2023", vec!["DE-DATES-UNSURE"]));
    }
}
