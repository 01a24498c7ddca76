//! Cross tables of the country, year by year, and waiting lists at the end of every month: counts by several things at once, their shares, and two groups held
//! against each other.
//!
//! `crosstabs.json` says of each what it counts, what its codes mean, which years stay inside and why, and the contrast of two groups; `crosstabs/{slug}.csv`
//! holds the numbers: `year` (a month, `2023-06`, where it is told at the end of months), a column per dimension (`all` for all of it), `measure` (`count` or `share`), `over` (the dimension over which the whole of a
//! share is taken), `value,lower,upper,level,status`.

use disclosure::{CrosstabCell, CrosstabDimension, SafeCrosstab, ToldCrosstab};
use domain::{Cell, Estimate, Interval, When};
use estimates::crosstab::{self, ContrastOf, CrosstabShare};
use estimates::decomposition::Decomposition;
use serde::{Deserialize, Serialize};

use crate::manuscript::{Bilingual, Definition};
use crate::wire::{DefinitionEntry, Text};
use crate::words;

/// A cross table with all its years. What it holds was computed here from safe counts, or read from a release.
#[derive(Clone, PartialEq, Debug)]
pub struct Crosstab {
    definition: Definition,
    dimensions: Vec<CrosstabAxis>,
    contrast: Option<ContrastOf>,
    /// Id of the first table that counts the same starts: its own, or another one's.
    alike: String,
    years: Vec<CrosstabYear>,
}

/// A dimension in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CrosstabAxis {
    /// Its name in files.
    pub name: String,
    /// The dimension of which it is a level: help with or without a stay is one of the form of help. Its own name where it is a level of nothing.
    pub axis: String,
    /// Its heading.
    pub title: Bilingual,
    /// Its codes in order, each after the one that holds it.
    pub codes: Vec<CrosstabCode>,
}

impl CrosstabAxis {
    /// Codes that hold no others.
    pub fn leaves(&self) -> impl Iterator<Item = &str> {
        let is_level = |code: &str| self.codes.iter().any(|own| own.within.as_deref() == Some(code));
        self.codes.iter().map(|own| own.code.as_str()).filter(move |code| !is_level(code))
    }
}

/// A code in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CrosstabCode {
    /// The code.
    pub code: String,
    /// What it means.
    pub title: Bilingual,
    /// The code of the level above that holds it.
    pub within: Option<String>,
}

/// One year of a cross table, or the end of one month.
#[derive(Clone, PartialEq, Debug)]
pub struct CrosstabYear {
    /// What it is about.
    pub when: When,
    /// Its numbers, or why they stay inside.
    pub table: CrosstabTable,
    /// Version of the release that told these numbers first, where they are not new.
    pub from: Option<String>,
}

/// The numbers of a year, or why there are none.
#[derive(Clone, PartialEq, Debug)]
pub enum CrosstabTable {
    /// They are in the release.
    Shown(CrosstabNumbers),
    /// They stay inside, for this reason.
    Withheld(Bilingual),
}

/// The numbers of a year.
#[derive(Clone, PartialEq, Debug)]
pub struct CrosstabNumbers {
    base: u64,
    cells: Vec<CrosstabCell>,
    shares: Vec<CrosstabShare>,
    contrast: Option<Cell<Decomposition>>,
}

impl Crosstab {
    /// A cross table without years.
    pub fn new(definition: Definition, dimensions: Vec<CrosstabAxis>, contrast: Option<ContrastOf>) -> Crosstab {
        Crosstab { alike: definition.id.clone(), definition, dimensions, contrast, years: Vec::new() }
    }

    /// Says that it counts the same starts as another table of the release, so that the two are proven together.
    #[must_use]
    pub fn counting_as(self, id: &str) -> Crosstab {
        Crosstab { alike: id.to_owned(), ..self }
    }

    /// Whether another table counts the same starts.
    pub fn counts_as(&self, other: &Crosstab) -> bool {
        self.alike == other.alike
    }

    /// With the numbers of one year more, from its safe table; or with why they stay inside.
    #[must_use]
    pub fn with_year(mut self, when: When, table: Result<&SafeCrosstab, Bilingual>) -> Crosstab {
        let table = match table {
            Err(why) => CrosstabTable::Withheld(why),
            Ok(safe) => CrosstabTable::Shown(CrosstabNumbers {
                base: safe.base(),
                cells: safe.cells().to_vec(),
                shares: crosstab::shares(safe),
                contrast: self.contrast.as_ref().map(|asked| crosstab::contrast(safe, asked)),
            }),
        };
        self.years.push(CrosstabYear { when, table, from: None });
        self
    }

    /// With the numbers that an earlier release told of one year more, as they were.
    #[must_use]
    pub fn with_year_again(mut self, when: When, numbers: &CrosstabNumbers, from: &str) -> Crosstab {
        self.years.push(CrosstabYear { when, table: CrosstabTable::Shown(numbers.clone()), from: Some(from.to_owned()) });
        self
    }

    /// One of its years.
    pub fn year(&self, when: When) -> Option<&CrosstabYear> {
        self.years.iter().find(|own| own.when == when)
    }

    /// Whether another table is by the same and holds the same groups against each other, so that its numbers can stand here.
    pub fn asks_as(&self, other: &Crosstab) -> bool {
        let by = |table: &Crosstab| table.dimensions.iter().map(|axis| (axis.name.clone(), axis.axis.clone())).collect::<Vec<_>>();
        by(self) == by(other) && self.contrast == other.contrast && self.definition.definition == other.definition.definition
    }

    /// What it tells of a year, to prove it with; nothing where that stays inside. Codes that no cell of that year has are left out: another year has them.
    pub fn told(&self, when: When) -> Option<ToldCrosstab> {
        let cells = self.year(when)?.numbers()?.cells();
        let of_axis = |(place, axis): (usize, &CrosstabAxis)| CrosstabDimension {
            name: axis.name.clone(),
            axis: axis.axis.clone(),
            codes: axis
                .codes
                .iter()
                .filter(|own| axis.leaves().any(|leaf| leaf == own.code) && cells.iter().any(|cell| cell.codes[place] == own.code))
                .map(|own| (own.code.clone(), own.within.clone()))
                .collect(),
        };
        Some(ToldCrosstab { dimensions: self.dimensions.iter().enumerate().map(of_axis).collect(), cells: cells.to_vec() })
    }

    /// Whether it is told at the end of months: a waiting list.
    pub fn is_by_month(&self) -> bool {
        self.years.iter().any(|own| own.when.month().is_some())
    }

    /// Whether it is the first of the tables that count the same starts.
    pub fn is_first_alike(&self) -> bool {
        self.alike == self.definition.id
    }

    /// What it counts, in words.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// Its dimensions.
    pub fn dimensions(&self) -> &[CrosstabAxis] {
        &self.dimensions
    }

    /// Which groups are held against each other; `None` where none are.
    pub fn contrast(&self) -> Option<&ContrastOf> {
        self.contrast.as_ref()
    }

    /// Its years, in order.
    pub fn years(&self) -> &[CrosstabYear] {
        &self.years
    }

    /// Counts shown, of how many, over all years.
    pub fn share_shown(&self) -> (usize, usize) {
        let numbers = self.years.iter().filter_map(CrosstabYear::numbers);
        numbers.fold((0, 0), |(shown, all), own| {
            (shown + own.cells.iter().filter(|cell| matches!(cell.count, Cell::Shown(_))).count(), all + own.cells.len())
        })
    }
}

impl CrosstabYear {
    /// Its numbers; `None` where they stay inside.
    pub fn numbers(&self) -> Option<&CrosstabNumbers> {
        match &self.table {
            CrosstabTable::Shown(numbers) => Some(numbers),
            CrosstabTable::Withheld(_) => None,
        }
    }
}

impl CrosstabNumbers {
    /// Rounding base of what is shown.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// Every count, margins included.
    pub fn cells(&self) -> &[CrosstabCell] {
        &self.cells
    }

    /// Every share.
    pub fn shares(&self) -> &[CrosstabShare] {
        &self.shares
    }

    /// The count of these codes; `Impossible` where there is no such cell.
    pub fn cell(&self, codes: &[&str]) -> Cell<u64> {
        self.cells.iter().find(|cell| cell.codes == codes).map_or(Cell::Impossible, |cell| cell.count)
    }

    /// The share of these codes in all over one dimension.
    pub fn share(&self, codes: &[&str], over: usize) -> Cell<Estimate> {
        self.shares.iter().find(|share| share.over == over && share.codes == codes).map_or(Cell::Impossible, |share| share.value)
    }

    /// The two groups held against each other; `None` where none are.
    pub fn contrast(&self) -> Option<&Cell<Decomposition>> {
        self.contrast.as_ref()
    }
}

/// `crosstabs.json`: absent in releases without it.
#[derive(Serialize, Deserialize)]
pub(crate) struct CrosstabsFile {
    /// In the order of the tables.
    pub definitions: Vec<DefinitionEntry>,
    pub crosstabs: Vec<CrosstabEntry>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct CrosstabEntry {
    /// Id of another table that counts the same starts; absent where it is the first of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    counts_as: Option<String>,
    dimensions: Vec<AxisEntry>,
    contrast: Option<ContrastEntry>,
    years: Vec<YearEntry>,
}

#[derive(Serialize, Deserialize)]
struct AxisEntry {
    name: String,
    /// What it is a level of; absent where that is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level_of: Option<String>,
    title: Text,
    codes: Vec<CodeEntry>,
}

#[derive(Serialize, Deserialize)]
struct CodeEntry {
    code: String,
    title: Text,
    within: Option<String>,
}

/// Two groups (`first`, `second` of the dimension `between`) held against each other in the share of a code of `of`, by `strata`.
#[derive(Serialize, Deserialize)]
struct ContrastEntry {
    of: String,
    code: String,
    between: String,
    first: String,
    second: String,
    strata: String,
}

#[derive(Serialize, Deserialize)]
struct YearEntry {
    year: WhenEntry,
    /// Version of the release that told it first; absent where the numbers are new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// Rounding base; absent where the year stays inside.
    base: Option<u64>,
    withheld: Option<Text>,
    contrast: Option<PartsEntry>,
}

/// A year is a number, the end of a month a text: `2023`, `"2023-06"`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum WhenEntry {
    Year(i16),
    Month(String),
}

impl From<When> for WhenEntry {
    fn from(when: When) -> WhenEntry {
        match when {
            When::Year(year) => WhenEntry::Year(year),
            When::MonthEnd(_) => WhenEntry::Month(when.to_string()),
        }
    }
}

impl TryFrom<WhenEntry> for When {
    type Error = String;

    fn try_from(entry: WhenEntry) -> Result<When, String> {
        match entry {
            WhenEntry::Year(year) => Ok(When::Year(year)),
            WhenEntry::Month(text) => text.parse::<When>().ok().filter(|when| when.month().is_some()).ok_or(text),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct PartsEntry {
    status: String,
    difference: Option<EstimateEntry>,
    composition: Option<EstimateEntry>,
    rates: Option<EstimateEntry>,
}

#[derive(Serialize, Deserialize)]
struct EstimateEntry {
    value: f64,
    lower: f64,
    upper: f64,
    level: f64,
}

/// The words of every table; `definition` makes the entry of its definition.
pub(crate) fn file(tables: &[Crosstab], definition: impl Fn(&Crosstab) -> DefinitionEntry) -> CrosstabsFile {
    let entry = |table: &Crosstab| CrosstabEntry {
        counts_as: (table.alike != table.definition.id).then(|| table.alike.clone()),
        dimensions: table.dimensions.iter().map(axis_entry).collect(),
        contrast: table.contrast.as_ref().map(|asked| contrast_entry(table, asked)),
        years: table.years.iter().map(year_entry).collect(),
    };
    CrosstabsFile { definitions: tables.iter().map(definition).collect(), crosstabs: tables.iter().map(entry).collect() }
}

fn text(own: &Bilingual) -> Text {
    Text { nl: own.nl.clone(), en: own.en.clone() }
}

fn axis_entry(axis: &CrosstabAxis) -> AxisEntry {
    let code = |own: &CrosstabCode| CodeEntry { code: own.code.clone(), title: text(&own.title), within: own.within.clone() };
    let level_of = (axis.axis != axis.name).then(|| axis.axis.clone());
    AxisEntry { name: axis.name.clone(), level_of, title: text(&axis.title), codes: axis.codes.iter().map(code).collect() }
}

fn contrast_entry(table: &Crosstab, asked: &ContrastOf) -> ContrastEntry {
    let name = |place: usize| table.dimensions.get(place).map_or_else(String::new, |axis| axis.name.clone());
    let ((of, code), (between, first, second)) = (&asked.of, &asked.between);
    ContrastEntry {
        of: name(*of),
        code: code.clone(),
        between: name(*between),
        first: first.clone(),
        second: second.clone(),
        strata: name(asked.strata),
    }
}

fn year_entry(own: &CrosstabYear) -> YearEntry {
    match &own.table {
        CrosstabTable::Withheld(why) => {
            YearEntry { year: own.when.into(), from: None, base: None, withheld: Some(text(why)), contrast: None }
        }
        CrosstabTable::Shown(numbers) => YearEntry {
            year: own.when.into(),
            from: own.from.clone(),
            base: Some(numbers.base),
            withheld: None,
            contrast: numbers.contrast.as_ref().map(parts_entry),
        },
    }
}

fn parts_entry(cell: &Cell<Decomposition>) -> PartsEntry {
    let parts = cell.as_ref().shown();
    let entry = |of: fn(&Decomposition) -> Estimate| {
        let Estimate { value, interval: Interval { lower, upper, level } } = of(parts?);
        Some(EstimateEntry { value, lower, upper, level })
    };
    PartsEntry {
        status: cell.status_word().to_owned(),
        difference: entry(|parts| parts.difference),
        composition: entry(|parts| parts.composition),
        rates: entry(|parts| parts.rates),
    }
}

/// Most dimensions of a cross table.
const MOST_DIMENSIONS: usize = 3;

/// Names of the columns behind the year and the dimensions.
const COLUMNS: [&str; 7] = ["measure", "over", "value", "lower", "upper", "level", "status"];

/// The table of numbers, its heading first.
pub(crate) fn rows(table: &Crosstab) -> Vec<Vec<String>> {
    let names = table.dimensions.iter().map(|axis| axis.name.as_str());
    let head: Vec<&str> = std::iter::once("year").chain(names).chain(COLUMNS).collect();
    let mut rows = vec![head.into_iter().map(str::to_owned).collect()];
    for (year, numbers) in table.years.iter().filter_map(|own| Some((own.when, own.numbers()?))) {
        for cell in &numbers.cells {
            let value = cell.count.shown().map(|count| count.to_string()).unwrap_or_default();
            rows.push(row(
                (year, &cell.codes),
                ["count", ""],
                [value, String::new(), String::new(), String::new()],
                &cell.count.map(|_| ()),
            ));
        }
        for share in &numbers.shares {
            let shown = share.value.shown();
            let number = |of: fn(&Estimate) -> f64| shown.as_ref().map(|own| of(own).to_string()).unwrap_or_default();
            let numbers = [
                number(|own| own.value),
                number(|own| own.interval.lower),
                number(|own| own.interval.upper),
                number(|own| own.interval.level),
            ];
            let over = table.dimensions.get(share.over).map_or("", |axis| axis.name.as_str());
            rows.push(row((year, &share.codes), ["share", over], numbers, &share.value.map(|_| ())));
        }
    }
    rows
}

fn row((year, codes): (When, &[String]), what: [&str; 2], numbers: [String; 4], status: &Cell<()>) -> Vec<String> {
    let mut row = vec![year.to_string()];
    row.extend(codes.iter().cloned());
    row.extend(what.map(str::to_owned));
    row.extend(numbers);
    row.push(status.status_word().to_owned());
    row
}

/// A table as it was written; the fault is what does not belong there.
pub(crate) fn read(entry: CrosstabEntry, definition: Definition, rows: &[Vec<String>]) -> Result<Crosstab, String> {
    let axis = |own: AxisEntry| CrosstabAxis {
        axis: own.level_of.unwrap_or_else(|| own.name.clone()),
        name: own.name,
        title: bilingual(own.title),
        codes: own.codes.into_iter().map(|own| CrosstabCode { code: own.code, title: bilingual(own.title), within: own.within }).collect(),
    };
    let dimensions: Vec<CrosstabAxis> = entry.dimensions.into_iter().map(axis).collect();
    if !(1..=MOST_DIMENSIONS).contains(&dimensions.len()) {
        return Err(format!("{} dimensions", dimensions.len()));
    }
    let reader = Reader::of(&dimensions, rows)?;
    let years = entry.years.into_iter().map(|own| reader.year(own)).collect::<Result<_, _>>()?;
    let contrast = entry.contrast.map(|own| reader.contrast(own)).transpose()?;
    let alike = entry.counts_as.unwrap_or_else(|| definition.id.clone());
    Ok(Crosstab { definition, dimensions, contrast, alike, years })
}

fn bilingual(text: Text) -> Bilingual {
    Bilingual { nl: text.nl, en: text.en }
}

struct Reader<'a> {
    dimensions: &'a [CrosstabAxis],
    rows: &'a [Vec<String>],
}

impl<'a> Reader<'a> {
    fn of(dimensions: &'a [CrosstabAxis], rows: &'a [Vec<String>]) -> Result<Reader<'a>, String> {
        let names = dimensions.iter().map(|axis| axis.name.as_str());
        let expected: Vec<&str> = std::iter::once("year").chain(names).chain(COLUMNS).collect();
        match rows.split_first() {
            Some((head, rows)) if *head == expected && rows.iter().all(|row| row.len() == expected.len()) => {
                Ok(Reader { dimensions, rows })
            }
            _ => Err("columns".to_owned()),
        }
    }

    fn place(&self, name: &str) -> Result<usize, String> {
        self.dimensions.iter().position(|axis| axis.name == name).ok_or_else(|| name.to_owned())
    }

    fn contrast(&self, own: ContrastEntry) -> Result<ContrastOf, String> {
        Ok(ContrastOf {
            of: (self.place(&own.of)?, own.code),
            between: (self.place(&own.between)?, own.first, own.second),
            strata: self.place(&own.strata)?,
        })
    }

    fn year(&self, own: YearEntry) -> Result<CrosstabYear, String> {
        let when = When::try_from(own.year)?;
        let table = match (own.withheld, own.base) {
            (Some(why), _) => CrosstabTable::Withheld(bilingual(why)),
            (None, Some(base)) => CrosstabTable::Shown(self.numbers(when, base, own.contrast)?),
            (None, None) => return Err("a year without a base".to_owned()),
        };
        Ok(CrosstabYear { when, table, from: own.from })
    }

    fn numbers(&self, when: When, base: u64, parts: Option<PartsEntry>) -> Result<CrosstabNumbers, String> {
        let year = when.to_string();
        let mut numbers = CrosstabNumbers { base, cells: Vec::new(), shares: Vec::new(), contrast: parts.map(read_parts).transpose()? };
        let width = self.dimensions.len();
        for row in self.rows.iter().filter(|row| row[0] == year) {
            let (codes, rest) = (row[1..=width].to_vec(), &row[width + 1..]);
            let status = rest[6].as_str();
            let wrong = || status.to_owned();
            match rest[0].as_str() {
                "count" => {
                    let count = words::join(number(&rest[2])?, status).ok_or_else(wrong)?;
                    numbers.cells.push(CrosstabCell { codes, count });
                }
                "share" => {
                    let value = words::join(estimate(&rest[2..6])?, status).ok_or_else(wrong)?;
                    numbers.shares.push(CrosstabShare { codes, over: self.place(&rest[1])?, value });
                }
                other => return Err(other.to_owned()),
            }
        }
        Ok(numbers)
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| text.to_owned()) }
}

/// An estimate from its four columns; none where the first is empty. No number but a finite one is read.
fn estimate(texts: &[String]) -> Result<Option<Estimate>, String> {
    let read = |place: usize| match number::<f64>(&texts[place])? {
        Some(value) if value.is_finite() => Ok(value),
        _ => Err(texts[place].clone()),
    };
    if texts[0].is_empty() {
        return Ok(None);
    }
    Ok(Some(Estimate { value: read(0)?, interval: Interval { lower: read(1)?, upper: read(2)?, level: read(3)? } }))
}

fn read_parts(own: PartsEntry) -> Result<Cell<Decomposition>, String> {
    let one = |entry: EstimateEntry| Estimate {
        value: entry.value,
        interval: Interval { lower: entry.lower, upper: entry.upper, level: entry.level },
    };
    let parts = own.difference.zip(own.composition).zip(own.rates);
    let parts = parts.map(|((difference, composition), rates)| Decomposition {
        difference: one(difference),
        composition: one(composition),
        rates: one(rates),
    });
    words::join(parts, &own.status).ok_or(own.status)
}
