//! Which lists children stand on, year by year, as far as the table may leave; and its two files in a release.
//!
//! `overlap.json` says per year which lists there are, or why the table stays inside; `overlap.csv` holds the counts:
//! `year,age,scope,lists,children,status`, where scope is `any` (on one list or more), `this` (on this list, whatever others)
//! or `exactly` (on these lists, `csg|police`, and no other).

use disclosure::{OnLists, OverlapCell, SafeOverlap};
use domain::Cell;
use serde::{Deserialize, Serialize};

use crate::manuscript::Bilingual;
use crate::wire::Text;
use crate::words;

/// The table of one year.
///
/// `T` is a [`SafeOverlap`] on the way into a release, so that nothing else can enter, and [`OverlapCounts`] when it is read back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OverlapYear<T = SafeOverlap> {
    /// Calendar year.
    pub year: i16,
    /// The table, or why it stays inside.
    pub table: OverlapTable<T>,
}

/// A table, or why there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OverlapTable<T = SafeOverlap> {
    /// It is in the release.
    Shown(T),
    /// It stays inside, for this reason.
    Withheld(Bilingual),
}

/// The table as a release has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OverlapCounts {
    /// The lists, in the order of the bits.
    pub lists: Vec<String>,
    /// Rounding base of what is shown.
    pub base: u64,
    /// Every cell, all ages last.
    pub cells: Vec<OverlapCell>,
}

impl OverlapCounts {
    /// Age classes in order, all ages last.
    pub fn ages(&self) -> Vec<&str> {
        let mut ages: Vec<&str> = Vec::new();
        for cell in &self.cells {
            if !ages.contains(&cell.age.as_str()) {
                ages.push(&cell.age);
            }
        }
        ages
    }

    /// One cell; `Impossible` where the table has none.
    pub fn cell(&self, age: &str, on: OnLists) -> Cell<u64> {
        self.cells.iter().find(|cell| cell.age == age && cell.on == on).map_or(Cell::Impossible, |cell| cell.children)
    }

    /// Scope and lists of a cell as files have them: `("exactly", "csg|police")`.
    pub fn named(&self, on: OnLists) -> (&'static str, String) {
        scope(on, &self.lists)
    }
}

/// Most lists whose bits fit.
const MOST_LISTS: usize = 31;

/// `overlap.json`: absent in releases without it.
#[derive(Serialize, Deserialize)]
pub(crate) struct OverlapFile {
    years: Vec<YearEntry>,
}

#[derive(Serialize, Deserialize)]
struct YearEntry {
    year: i16,
    /// Rounding base; absent where the table stays inside.
    base: Option<u64>,
    lists: Vec<String>,
    withheld: Option<Text>,
}

/// A row of `overlap.csv`.
#[derive(Serialize, Deserialize)]
pub(crate) struct OverlapRow {
    year: i16,
    age: String,
    scope: String,
    lists: String,
    children: Option<u64>,
    status: String,
}

pub(crate) fn file(years: &[OverlapYear]) -> OverlapFile {
    let entry = |own: &OverlapYear| match &own.table {
        OverlapTable::Shown(table) => YearEntry { year: own.year, base: Some(table.base()), lists: table.lists().to_vec(), withheld: None },
        OverlapTable::Withheld(why) => {
            let withheld = Some(Text { nl: why.nl.clone(), en: why.en.clone() });
            YearEntry { year: own.year, base: None, lists: Vec::new(), withheld }
        }
    };
    OverlapFile { years: years.iter().map(entry).collect() }
}

pub(crate) fn rows(years: &[OverlapYear]) -> Vec<OverlapRow> {
    let tables = years.iter().filter_map(|own| match &own.table {
        OverlapTable::Shown(table) => Some((own.year, table)),
        OverlapTable::Withheld(_) => None,
    });
    tables.flat_map(|(year, table)| table.cells().iter().map(move |cell| row(year, table.lists(), cell))).collect()
}

fn row(year: i16, lists: &[String], cell: &OverlapCell) -> OverlapRow {
    let (children, status) = words::split(cell.children);
    let (scope, on) = scope(cell.on, lists);
    OverlapRow { year, age: cell.age.clone(), scope: scope.to_owned(), lists: on, children, status: status.to_owned() }
}

fn scope(on: OnLists, lists: &[String]) -> (&'static str, String) {
    match on {
        OnLists::Any => ("any", String::new()),
        OnLists::This(list) => ("this", lists.get(list).cloned().unwrap_or_default()),
        OnLists::Exactly(bits) => {
            let own = lists.iter().enumerate().filter(|(list, _)| bits >> list & 1 == 1);
            ("exactly", own.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("|"))
        }
    }
}

/// The years of a release as they were written; the fault is a word that does not belong there.
pub(crate) fn read(file: OverlapFile, rows: &[OverlapRow]) -> Result<Vec<OverlapYear<OverlapCounts>>, String> {
    file.years.into_iter().map(|entry| year(entry, rows)).collect()
}

fn year(entry: YearEntry, rows: &[OverlapRow]) -> Result<OverlapYear<OverlapCounts>, String> {
    if entry.lists.len() > MOST_LISTS {
        return Err(format!("{} lists", entry.lists.len()));
    }
    let table = match (entry.withheld, entry.base) {
        (Some(why), _) => OverlapTable::Withheld(Bilingual { nl: why.nl, en: why.en }),
        (None, Some(base)) => {
            let own = rows.iter().filter(|row| row.year == entry.year);
            let cells = own.map(|row| cell(row, &entry.lists)).collect::<Result<_, _>>()?;
            OverlapTable::Shown(OverlapCounts { lists: entry.lists, base, cells })
        }
        (None, None) => return Err("a year without a base".to_owned()),
    };
    Ok(OverlapYear { year: entry.year, table })
}

fn cell(row: &OverlapRow, lists: &[String]) -> Result<OverlapCell, String> {
    let place = |name: &str| lists.iter().position(|list| list == name).ok_or_else(|| name.to_owned());
    let on = match row.scope.as_str() {
        "any" => OnLists::Any,
        "this" => OnLists::This(place(&row.lists)?),
        "exactly" => OnLists::Exactly(row.lists.split('|').try_fold(0, |bits, name| place(name).map(|list| bits | 1 << list))?),
        other => return Err(other.to_owned()),
    };
    let children: Cell<u64> = words::join(row.children, &row.status).ok_or_else(|| row.status.clone())?;
    Ok(OverlapCell { age: row.age.clone(), on, children })
}
