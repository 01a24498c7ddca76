//! What a release is made of: who made it, definitions in words, methods, and per indicator its safe cells.

use disclosure::SafeTable;
use domain::{Atlas, Day, DayUnit, NormKind, RegionCode, Site};
use estimates::{Curve, Figure, Linked};

use crate::breaks::{self, SeriesBreak};
use crate::certificates::Proofs;
use crate::crosstab::Crosstab;
use crate::extent::Extent;
use crate::overlap::OverlapYear;
use crate::wire::{Beside, RepeatedYears};

/// One text in both languages of the screens.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bilingual {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// Both texts.
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Bilingual {
        Bilingual { nl: nl.into(), en: en.into() }
    }
}

/// Whether two reviewers who did not make the release approved it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Approval {
    /// Not approved: every page says so.
    Unapproved,
    /// Approved by two reviewers.
    Approved,
}

impl Approval {
    /// Every value.
    pub const ALL: [Approval; 2] = [Approval::Unapproved, Approval::Approved];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Approval::Unapproved => "unapproved",
            Approval::Approved => "approved",
        }
    }
}

/// What one unit of a count is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counted {
    /// Records: each start.
    Records,
    /// Cases, once per calendar year.
    Cases,
    /// Children, once per calendar year.
    Children,
    /// Starts of a hand-over: what is waited for.
    Starts,
}

impl Counted {
    /// Every unit.
    pub const ALL: [Counted; 4] = [Counted::Records, Counted::Cases, Counted::Children, Counted::Starts];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Counted::Records => "records",
            Counted::Cases => "cases",
            Counted::Children => "children",
            Counted::Starts => "starts",
        }
    }
}

/// The term an indicator is held against.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Norm {
    /// Due within so many days, that day included.
    pub due_days: u16,
    /// Which days count.
    pub unit: DayUnit,
    /// Who set it.
    pub kind: NormKind,
    /// Where it stands.
    pub source: String,
}

/// An indicator in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Definition {
    /// Its id, as in count tables.
    pub id: String,
    /// Its name in addresses and file names: small letters, digits, hyphens.
    pub slug: String,
    /// Short title.
    pub title: Bilingual,
    /// The question it answers.
    pub question: Bilingual,
    /// What exactly is counted.
    pub definition: Bilingual,
    /// What a reader must know beside the figures.
    pub footnotes: Vec<Bilingual>,
    /// Whose deliveries it rests on.
    pub source: Bilingual,
    /// What one unit is.
    pub counted: Counted,
    /// The term; `None` for plain counts.
    pub norm: Option<Norm>,
    /// Slug of the method page.
    pub method: String,
    /// The plan behind it, said back.
    pub explained: Explained,
}

/// What an indicator counts as its plan says it, made by the program; empty in releases that were made before it was told.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Explained {
    /// The plan.
    pub plan: Bilingual,
    /// Whether children, cases or records are counted.
    pub counts: Bilingual,
    /// What stands above the line of its shares and rates.
    pub numerator: Bilingual,
    /// What stands below it.
    pub denominator: Bilingual,
    /// When not to trust it.
    pub unreliable_when: Bilingual,
    /// Codes of the findings of the checks that make it unreliable, beside those that set a row aside.
    pub findings: Vec<String>,
    /// Rows of the mission it serves, `R3`.
    pub rows: Vec<String>,
}

/// A method in words: Markdown of a small safe subset.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MethodPage {
    /// Its name in addresses and file names.
    pub slug: String,
    /// Title.
    pub title: Bilingual,
    /// Text; where a language is empty the other is shown.
    pub text: Bilingual,
}

/// What was delivered for a region in a year, of what was to be delivered: parts are the kinds of suppliers times months,
/// or whatever unit the coverage calendar is kept in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Completeness {
    /// Region.
    pub region: RegionCode,
    /// Year.
    pub year: i16,
    /// Parts delivered.
    pub delivered: u32,
    /// Parts expected.
    pub expected: u32,
}

/// The cells of one indicator. Built here alone, so that no figure enters a release that was not computed from its safe
/// table.
#[derive(Clone, Debug)]
pub struct Chapter<'a> {
    pub(crate) table: &'a SafeTable,
    pub(crate) figures: Vec<Figure>,
    pub(crate) curves: Vec<Curve>,
    pub(crate) breaks: Vec<SeriesBreak>,
    pub(crate) linked: Linked,
}

impl<'a> Chapter<'a> {
    /// The figures and curves of a safe table, and the table.
    pub fn of(table: &'a SafeTable, atlas: &Atlas) -> Chapter<'a> {
        Chapter::linked(table, atlas, Linked::WHOLE)
    }

    /// The same, with limits that also hold what was never linked or was set aside. The release states these shares.
    pub fn linked(table: &'a SafeTable, atlas: &Atlas, linked: Linked) -> Chapter<'a> {
        let (figures, curves) = (estimates::figures(table, atlas, linked), estimates::curves(table, linked));
        Chapter { table, figures, curves, breaks: Vec::new(), linked }
    }

    /// With the known breaks in its series, and those found in its safe counts. `is_whole` says where everything was delivered: only those counts are
    /// looked at, so that a missing delivery is no break.
    pub fn with_breaks(mut self, known: Vec<SeriesBreak>, atlas: &Atlas, is_whole: &dyn Fn(Site) -> bool) -> Chapter<'a> {
        self.breaks = breaks::all(self.table, known, atlas, is_whole);
        self
    }

    /// Its safe counts.
    pub fn table(&self) -> &'a SafeTable {
        self.table
    }

    /// Figures from the safe counts.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// What the limits of its shares hold beside chance.
    pub fn share_linked(&self) -> Linked {
        self.linked
    }

    /// Breaks in its series, by day.
    pub fn breaks(&self) -> &[SeriesBreak] {
        &self.breaks
    }

    /// Curves from the safe steps; empty for plain counts.
    pub fn curves(&self) -> &[Curve] {
        &self.curves
    }
}

/// Everything a release holds.
#[derive(Clone, Debug)]
pub struct Manuscript<'a> {
    /// Id of this release.
    pub id: String,
    /// Version readers see and links carry: `2026-1`.
    pub version: String,
    /// Day as of which the deliveries were used.
    pub as_of: Day,
    /// First and last year the release is about, both included.
    pub years: (i16, i16),
    /// Approved or not at the time of writing.
    pub status: Approval,
    /// Whether the country is made up.
    pub synthetic: bool,
    /// Id of the snapshot: its list of delivery hashes.
    pub snapshot: String,
    /// Hash of the configuration.
    pub configuration: String,
    /// Version of the program.
    pub program: String,
    /// Versions of the norms that waits are held against: that of the program, and that of the region where it has its own.
    pub norms: Vec<String>,
    /// Seed of everything drawn by chance.
    pub seed: u64,
    /// Definitions, in the order pages list them.
    pub indicators: Vec<Definition>,
    /// Method pages, in the order pages list them.
    pub methods: Vec<MethodPage>,
    /// Per indicator its cells.
    pub chapters: Vec<Chapter<'a>>,
    /// What was delivered per region and year.
    pub completeness: Vec<Completeness>,
    /// What can be said of the linkage, a line each.
    pub linkage: Vec<Bilingual>,
    /// How many children there may be in all, hidden ones included; `None` where it was not asked.
    pub extent: Option<Extent>,
    /// The tables that was estimated from, as far as they may leave.
    pub overlaps: Vec<OverlapYear>,
    /// Cross tables of the country.
    pub crosstabs: Vec<Crosstab>,
    /// For each hidden cell two tables that fit what is published; `None` where none were asked for.
    pub proofs: Option<Proofs>,
    /// The earlier releases that this one was protected beside.
    pub beside: Vec<Beside>,
    /// Figures of those that stand in this one, by indicator.
    pub repeated: Vec<RepeatedYears>,
}
