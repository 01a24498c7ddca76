//! Reads a release folder back: every file checked against the manifest, every word against the model.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use domain::{Breakdown, Cell, Day, Estimate, Interval, Measure, RegionCode, RegionKind, Site, Span};
use estimates::{CurvePoint, Figure, Linked, Statistic};
use serde::de::DeserializeOwned;

use crate::breaks::{BreaksFile, SeriesBreak};
use crate::compose::{ReleaseHash, is_name};
use crate::crosstab::{self, Crosstab, CrosstabEntry, CrosstabsFile};
use crate::error::PublicationError;
use crate::extent::{Extent, ExtentPart, Modelled, Notice, Outside, Reading};
use crate::manuscript::{Approval, Bilingual, Completeness, Counted, Definition, Explained, MethodPage, Norm};
use crate::overlap::{self, OverlapCounts, OverlapYear};
use crate::wire::{
    Beside, CompletenessRow, CurveRow, DefinitionEntry, DefinitionsFile, ExplainedEntry, ExtentFile, ExtentPartEntry, FigureRow, Manifest,
    MethodEntry, ModelledEntry, NormEntry, OutsideEntry, ReleaseFile, RepeatedYears, Rules, SHAPE, TableRow, Text,
};
use crate::words;

/// A published release, in memory.
#[derive(Clone, Debug)]
pub struct Release {
    /// Hash of its manifest.
    pub hash: ReleaseHash,
    /// Its id.
    pub id: String,
    /// Version readers see: `2026-1`.
    pub version: String,
    /// Day as of which the deliveries were used.
    pub as_of: Day,
    /// First and last year, both included.
    pub years: (i16, i16),
    /// As it was when the release was written; [`crate::Ledger::read`] knows what came after.
    pub status: Approval,
    /// Whether the country is made up.
    pub synthetic: bool,
    /// Id of the snapshot.
    pub snapshot: String,
    /// Hash of the configuration.
    pub configuration: String,
    /// Version of the program that made it.
    pub program: String,
    /// Versions of the norms that waits are held against; none where it does not name them.
    pub norms: Vec<String>,
    /// Seed of everything drawn by chance.
    pub seed: u64,
    /// Cells shown, of how many.
    pub shown: (usize, usize),
    /// The rules that its certificates go by; none in releases without them.
    pub rules: Option<Rules>,
    /// The earlier releases that it was protected beside.
    pub beside: Vec<Beside>,
    /// Figures of those that stand in this one.
    pub repeated: Vec<RepeatedYears>,
    /// What can be said of the linkage.
    pub linkage: Vec<Bilingual>,
    /// Method pages, in order.
    pub methods: Vec<MethodPage>,
    /// How many children there may be in all; `None` in releases without it.
    pub extent: Option<Extent<Estimate>>,
    /// On which lists children stand, year by year; none in releases without it.
    pub overlaps: Vec<OverlapYear<OverlapCounts>>,
    /// Cross tables of the country; none in releases without them.
    pub crosstabs: Vec<Crosstab>,
    indicators: Vec<IndicatorData>,
    completeness: BTreeMap<(RegionCode, i16), Completeness>,
}

/// One indicator of a release: its definition and all its cells.
#[derive(Clone, Debug)]
pub struct IndicatorData {
    /// In words.
    pub definition: Definition,
    /// Rounding base of its counts; `None` when the release has no figures of it.
    pub rounded_to: Option<u64>,
    /// Cells shown, of how many.
    pub shown: (usize, usize),
    /// Breaks in its series, by day; none in releases without them.
    pub breaks: Vec<SeriesBreak>,
    /// What the limits of its shares hold beside chance.
    pub linked: Linked,
    cells: BTreeMap<(Site, Measure), Cell<u64>>,
    figures: BTreeMap<(Site, Statistic), Figure>,
    curves: BTreeMap<Site, Vec<CurvePoint>>,
    places: Places,
}

/// Where an indicator has cells, found once: pages ask it many times over.
#[derive(Clone, Debug, Default)]
struct Places {
    /// Every region, in order of its code, with the spans of everyone in it.
    spans: BTreeMap<RegionCode, Vec<Span>>,
    /// The classes of each breakdown at a place.
    classes: BTreeMap<(RegionCode, Span, Breakdown), Vec<u8>>,
}

impl Places {
    /// The places of sites that come in order.
    fn of(sites: impl Iterator<Item = Site>) -> Places {
        let mut places = Places::default();
        for site in sites {
            let spans = places.spans.entry(site.region).or_default();
            if site.breakdown == Breakdown::All && spans.last() != Some(&site.span) {
                spans.push(site.span);
            }
            let classes = places.classes.entry((site.region, site.span, site.breakdown)).or_default();
            if classes.last() != Some(&site.class) {
                classes.push(site.class);
            }
        }
        places
    }
}

impl Release {
    /// Reads a release folder.
    ///
    /// # Errors
    /// When a file is missing, added or changed since it was written, or holds a word this program does not know.
    pub fn read(dir: &Path) -> Result<Release, PublicationError> {
        let folder = Folder::open(dir)?;
        let head: ReleaseFile = folder.json("release.json")?;
        if head.shape != SHAPE {
            return Err(folder.word("release.json", "shape of this program", &head.shape.to_string()));
        }
        let definitions: DefinitionsFile = folder.json("definitions.json")?;
        let mut breaks = folder.breaks()?;
        let indicator = |entry: DefinitionEntry| {
            let own = breaks.remove(&entry.slug).unwrap_or_default();
            folder.indicator(entry, own)
        };
        let indicators = definitions.indicators.into_iter().map(indicator).collect::<Result<_, _>>()?;
        Ok(Release {
            as_of: Day::parse_iso(&head.as_of).ok_or_else(|| folder.word("release.json", "day", &head.as_of))?,
            status: folder.find("release.json", "status", &head.status, &Approval::ALL, Approval::word)?,
            completeness: folder.completeness()?,
            extent: folder.extent()?,
            overlaps: folder.overlaps()?,
            crosstabs: folder.crosstabs()?,
            hash: folder.hash,
            id: head.id,
            version: head.version,
            years: (head.first_year, head.last_year),
            synthetic: head.synthetic,
            snapshot: head.snapshot,
            configuration: head.configuration,
            program: head.program,
            norms: head.norms,
            seed: head.seed,
            shown: (head.cells_shown, head.cells),
            rules: head.rules,
            beside: head.beside,
            repeated: head.repeated,
            linkage: head.linkage.into_iter().map(bilingual).collect(),
            methods: definitions.methods.into_iter().map(method).collect(),
            indicators,
        })
    }

    /// Which years of an indicator are as an earlier release told them, and which.
    pub fn repeated_of(&self, indicator: &str) -> impl Iterator<Item = &RepeatedYears> {
        self.repeated.iter().filter(move |own| own.indicator == indicator)
    }

    /// Every indicator, in the order pages list them.
    pub fn indicators(&self) -> &[IndicatorData] {
        &self.indicators
    }

    /// The indicator with this slug.
    pub fn by_slug(&self, slug: &str) -> Option<&IndicatorData> {
        self.indicators.iter().find(|indicator| indicator.definition.slug == slug)
    }

    /// The indicator with this id.
    pub fn by_id(&self, id: &str) -> Option<&IndicatorData> {
        self.indicators.iter().find(|indicator| indicator.definition.id == id)
    }

    /// The cross table with this slug.
    pub fn crosstab(&self, slug: &str) -> Option<&Crosstab> {
        self.crosstabs.iter().find(|table| table.definition().slug == slug)
    }

    /// The method page with this slug.
    pub fn method(&self, slug: &str) -> Option<&MethodPage> {
        self.methods.iter().find(|method| method.slug == slug)
    }

    /// What was delivered for a region in a year.
    pub fn completeness(&self, region: RegionCode, year: i16) -> Option<Completeness> {
        self.completeness.get(&(region, year)).copied()
    }

    /// Whether two approvals are still missing.
    pub fn is_unapproved(&self) -> bool {
        self.status == Approval::Unapproved
    }
}

impl IndicatorData {
    /// One cell; `Impossible` where the release has no such cell.
    pub fn cell(&self, site: Site, measure: Measure) -> Cell<u64> {
        self.cells.get(&(site, measure)).copied().unwrap_or(Cell::Impossible)
    }

    /// Whether the release has a count of those who entered here, shown or not.
    pub fn has(&self, site: Site) -> bool {
        self.cells.contains_key(&(site, Measure::Entered))
    }

    /// Every cell, in order.
    pub fn cells(&self) -> impl Iterator<Item = (Site, Measure, Cell<u64>)> + '_ {
        self.cells.iter().map(|((site, measure), cell)| (*site, *measure, *cell))
    }

    /// One figure.
    pub fn figure(&self, site: Site, statistic: Statistic) -> Option<&Figure> {
        self.figures.get(&(site, statistic))
    }

    /// Every figure, in order.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> + '_ {
        self.figures.values()
    }

    /// The curve of a site.
    pub fn curve(&self, site: Site) -> Option<&[CurvePoint]> {
        self.curves.get(&site).map(Vec::as_slice)
    }

    /// Every curve, in order of its site.
    pub fn curves(&self) -> impl Iterator<Item = (Site, &[CurvePoint])> + '_ {
        self.curves.iter().map(|(site, points)| (*site, points.as_slice()))
    }

    /// Years and pooled years with figures of everyone in a region, in order.
    pub fn spans(&self, region: RegionCode) -> Vec<Span> {
        self.places.spans.get(&region).cloned().unwrap_or_default()
    }

    /// Regions of one kind with cells, in order of their code.
    pub fn regions(&self, kind: RegionKind) -> Vec<RegionCode> {
        self.places.spans.keys().copied().filter(|region| region.kind() == kind).collect()
    }

    /// Classes of a breakdown with cells at a place, by number.
    pub fn classes(&self, region: RegionCode, span: Span, breakdown: Breakdown) -> Vec<u8> {
        self.places.classes.get(&(region, span, breakdown)).cloned().unwrap_or_default()
    }
}

/// A folder whose files are those of its manifest.
pub(crate) struct Folder {
    dir: PathBuf,
    hash: ReleaseHash,
    files: BTreeMap<String, Vec<u8>>,
}

impl Folder {
    pub(crate) fn open(dir: &Path) -> Result<Folder, PublicationError> {
        let path = dir.join("manifest.json");
        let bytes = fs::read(&path).map_err(PublicationError::io(&path))?;
        let hash = ReleaseHash(blake3::hash(&bytes).to_hex().to_string());
        let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|source| PublicationError::Json { path, source })?;
        let mut files = BTreeMap::new();
        for entry in manifest.files {
            let bytes = checked(dir, &entry.path, &entry.blake3)?;
            files.insert(entry.path, bytes);
        }
        Ok(Folder { dir: dir.to_owned(), hash, files })
    }

    /// Whether the release has a file.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    fn bytes(&self, name: &str) -> Result<&[u8], PublicationError> {
        self.files.get(name).map(Vec::as_slice).ok_or_else(|| PublicationError::Changed { path: self.dir.join(name) })
    }

    pub(crate) fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, PublicationError> {
        serde_json::from_slice(self.bytes(name)?).map_err(|source| PublicationError::Json { path: self.dir.join(name), source })
    }

    /// Rows of a table; none when the release has no such file.
    fn rows<T: DeserializeOwned>(&self, name: &str) -> Result<Vec<T>, PublicationError> {
        let Some(bytes) = self.files.get(name) else { return Ok(Vec::new()) };
        let wrong = |source| PublicationError::Csv { path: self.dir.join(name), source };
        csv::Reader::from_reader(bytes.as_slice()).deserialize().collect::<Result<_, _>>().map_err(wrong)
    }

    pub(crate) fn word(&self, name: &str, what: &'static str, text: &str) -> PublicationError {
        PublicationError::Word { path: self.dir.join(name), what, text: text.chars().take(40).collect() }
    }

    fn find<T: Copy>(
        &self,
        name: &str,
        what: &'static str,
        text: &str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Result<T, PublicationError> {
        all.iter().copied().find(|value| word(*value) == text).ok_or_else(|| self.word(name, what, text))
    }

    fn indicator(&self, entry: DefinitionEntry, breaks: Vec<SeriesBreak>) -> Result<IndicatorData, PublicationError> {
        if !is_name(&entry.slug) {
            return Err(PublicationError::Name { name: entry.slug });
        }
        let (rounded_to, shown) = (entry.rounded_to, (entry.cells_shown, entry.cells));
        let linked = entry.linked.as_ref().map_or(Some(Linked::WHOLE), |own| Linked::of(own.found, own.right));
        let linked = linked.ok_or_else(|| self.word("definitions.json", "share that is linked", &entry.slug))?;
        let definition = self.definition(entry)?;
        let cells = self.cells(&definition.slug)?;
        Ok(IndicatorData {
            places: Places::of(cells.keys().map(|(site, _)| *site)),
            cells,
            figures: self.figures(&definition.slug)?,
            curves: self.curves(&definition.slug)?,
            definition,
            rounded_to,
            shown,
            breaks,
            linked,
        })
    }

    fn definition(&self, entry: DefinitionEntry) -> Result<Definition, PublicationError> {
        Ok(Definition {
            counted: self.find("definitions.json", "unit", &entry.counted, &Counted::ALL, Counted::word)?,
            norm: entry.norm.map(|norm| self.norm(norm)).transpose()?,
            id: entry.id,
            slug: entry.slug,
            title: bilingual(entry.title),
            question: bilingual(entry.question),
            definition: bilingual(entry.definition),
            footnotes: entry.footnotes.into_iter().map(bilingual).collect(),
            source: bilingual(entry.source),
            method: entry.method,
            explained: entry.explained.map(explained).unwrap_or_default(),
        })
    }

    fn norm(&self, entry: NormEntry) -> Result<Norm, PublicationError> {
        let wrong = |what, text: &str| self.word("definitions.json", what, text);
        Ok(Norm {
            due_days: entry.due_days,
            unit: words::parse_day_unit(&entry.unit).ok_or_else(|| wrong("unit of days", &entry.unit))?,
            kind: words::parse_norm_kind(&entry.kind).ok_or_else(|| wrong("kind of norm", &entry.kind))?,
            source: entry.source,
        })
    }

    /// `breaks.json`, where the release has it: by slug.
    fn breaks(&self) -> Result<BTreeMap<String, Vec<SeriesBreak>>, PublicationError> {
        let name = "breaks.json";
        let mut breaks: BTreeMap<String, Vec<SeriesBreak>> = BTreeMap::new();
        if self.files.contains_key(name) {
            let file: BreaksFile = self.json(name)?;
            for mut entry in file.breaks {
                let slug = std::mem::take(&mut entry.indicator);
                let own = entry.read().map_err(|word| self.word(name, "kind of break, region or day", &word))?;
                breaks.entry(slug).or_default().push(own);
            }
        }
        Ok(breaks)
    }

    /// `extent.json`, where the release has it.
    fn extent(&self) -> Result<Option<Extent<Estimate>>, PublicationError> {
        let name = "extent.json";
        if !self.files.contains_key(name) {
            return Ok(None);
        }
        let file: ExtentFile = self.json(name)?;
        Ok(Some(Extent {
            rule: bilingual(file.rule),
            cannot_see: bilingual(file.cannot_see),
            parts: file.parts.into_iter().map(|part| self.extent_part(name, part)).collect::<Result<_, _>>()?,
            beside: file.beside.into_iter().map(outside).collect(),
        }))
    }

    /// `overlap.json` and `overlap.csv`, where the release has them.
    fn overlaps(&self) -> Result<Vec<OverlapYear<OverlapCounts>>, PublicationError> {
        let (name, counts) = ("overlap.json", "overlap.csv");
        if !self.files.contains_key(name) {
            return Ok(Vec::new());
        }
        overlap::read(self.json(name)?, &self.rows(counts)?).map_err(|word| self.word(counts, "scope, list or status", &word))
    }

    /// `crosstabs.json` and `crosstabs/{slug}.csv`, where the release has them.
    fn crosstabs(&self) -> Result<Vec<Crosstab>, PublicationError> {
        let name = "crosstabs.json";
        if !self.files.contains_key(name) {
            return Ok(Vec::new());
        }
        let file: CrosstabsFile = self.json(name)?;
        let one = |(definition, entry): (DefinitionEntry, CrosstabEntry)| {
            if !is_name(&definition.slug) {
                return Err(PublicationError::Name { name: definition.slug });
            }
            let definition = self.definition(definition)?;
            let rows = format!("crosstabs/{}.csv", definition.slug);
            let plain = self.plain_rows(&rows)?;
            crosstab::read(entry, definition, &plain).map_err(|word| self.word(&rows, "column, code or status", &word))
        };
        if file.definitions.len() != file.crosstabs.len() {
            return Err(self.word(name, "table for each definition", &file.crosstabs.len().to_string()));
        }
        file.definitions.into_iter().zip(file.crosstabs).map(one).collect()
    }

    /// Rows of a table whose columns it names itself, the heading first.
    fn plain_rows(&self, name: &str) -> Result<Vec<Vec<String>>, PublicationError> {
        let wrong = |source| PublicationError::Csv { path: self.dir.join(name), source };
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(self.bytes(name)?);
        reader.records().map(|row| row.map(|row| row.iter().map(str::to_owned).collect())).collect::<Result<_, _>>().map_err(wrong)
    }

    fn extent_part(&self, name: &str, part: ExtentPartEntry) -> Result<ExtentPart<Estimate>, PublicationError> {
        let modelled = |own: ModelledEntry| {
            let interval = Interval { lower: own.lower, upper: own.upper, level: own.level };
            let reading = self.find(name, "reading of the lists", &own.reading, &Reading::ALL, Reading::word)?;
            Ok(Modelled { method: own.method, reading, estimate: Estimate { value: own.value, interval } })
        };
        Ok(ExtentPart {
            year: part.year,
            age: part.age,
            lists: part.lists,
            estimates: part.estimates.into_iter().map(modelled).collect::<Result<_, PublicationError>>()?,
            withheld: part.withheld.map(bilingual),
            notices: part.notices.into_iter().map(|own| Notice { code: own.code, text: bilingual(own.text) }).collect(),
        })
    }

    fn completeness(&self) -> Result<BTreeMap<(RegionCode, i16), Completeness>, PublicationError> {
        let name = "completeness.csv";
        let read = |row: CompletenessRow| {
            let region = row.region.parse().map_err(|_| self.word(name, "region", &row.region))?;
            let line = Completeness { region, year: row.year, delivered: row.delivered, expected: row.expected };
            Ok(((region, row.year), line))
        };
        self.rows(name)?.into_iter().map(read).collect()
    }

    fn cells(&self, slug: &str) -> Result<BTreeMap<(Site, Measure), Cell<u64>>, PublicationError> {
        let name = format!("tables/{slug}.csv");
        let read = |row: TableRow| {
            let site = self.site(&name, [&row.region, &row.span, &row.breakdown, &row.class])?;
            let measure = words::parse_measure(&row.measure).ok_or_else(|| self.word(&name, "measure", &row.measure))?;
            Ok(((site, measure), self.cell(&name, row.value, &row.status)?))
        };
        self.rows(&name)?.into_iter().map(read).collect()
    }

    fn figures(&self, slug: &str) -> Result<BTreeMap<(Site, Statistic), Figure>, PublicationError> {
        let name = format!("figures/{slug}.csv");
        let read = |row: FigureRow| {
            let site = self.site(&name, [&row.region, &row.span, &row.breakdown, &row.class])?;
            let statistic = words::parse_statistic(&row.statistic).ok_or_else(|| self.word(&name, "statistic", &row.statistic))?;
            let value = self.cell(&name, estimate([row.value, row.lower, row.upper, row.level]), &row.status)?;
            Ok(((site, statistic), Figure { site, statistic, value, n: self.cell(&name, row.n, &row.n_status)? }))
        };
        self.rows(&name)?.into_iter().map(read).collect()
    }

    fn curves(&self, slug: &str) -> Result<BTreeMap<Site, Vec<CurvePoint>>, PublicationError> {
        let name = format!("curves/{slug}.csv");
        let mut curves: BTreeMap<Site, Vec<CurvePoint>> = BTreeMap::new();
        for row in self.rows::<CurveRow>(&name)? {
            let site = self.site(&name, [&row.region, &row.span, &row.breakdown, &row.class])?;
            curves.entry(site).or_default().push(CurvePoint {
                day: row.day,
                at_risk: self.cell(&name, row.at_risk, &row.at_risk_status)?,
                censored: self.cell(&name, row.censored, &row.censored_status)?,
                reached: self.cell(&name, estimate([row.reached, row.lower, row.upper, row.level]), &row.status)?,
            });
        }
        Ok(curves)
    }

    fn site(&self, name: &str, [region, span, breakdown, class]: [&str; 4]) -> Result<Site, PublicationError> {
        let breakdown_kind = words::parse_breakdown(breakdown).ok_or_else(|| self.word(name, "breakdown", breakdown))?;
        Ok(Site {
            region: region.parse().map_err(|_| self.word(name, "region", region))?,
            span: span.parse().map_err(|_| self.word(name, "span of years", span))?,
            breakdown: breakdown_kind,
            class: words::parse_class(breakdown_kind, class).ok_or_else(|| self.word(name, "class", class))?,
        })
    }

    fn cell<T>(&self, name: &str, value: Option<T>, status: &str) -> Result<Cell<T>, PublicationError> {
        words::join(value, status).ok_or_else(|| self.word(name, "status of this value", status))
    }
}

/// Bytes of a file of the manifest; paths that leave the folder are refused.
fn checked(dir: &Path, name: &str, hash: &str) -> Result<Vec<u8>, PublicationError> {
    let path = dir.join(name);
    let inside = name.split('/').all(|part| !part.is_empty() && part != ".." && part != "." && !part.contains('\\'));
    if !inside {
        return Err(PublicationError::Changed { path });
    }
    let bytes = fs::read(&path).map_err(PublicationError::io(&path))?;
    if blake3::hash(&bytes).to_hex().as_str() == hash { Ok(bytes) } else { Err(PublicationError::Changed { path }) }
}

fn estimate([value, lower, upper, level]: [Option<f64>; 4]) -> Option<Estimate> {
    Some(Estimate { value: value?, interval: Interval { lower: lower?, upper: upper?, level: level? } })
}

fn outside(own: OutsideEntry) -> Outside {
    Outside {
        label: bilingual(own.label),
        value: own.value,
        age: own.age,
        date: own.date,
        source: bilingual(own.source),
        definition: bilingual(own.definition),
        cannot_see: bilingual(own.cannot_see),
    }
}

fn bilingual(text: Text) -> Bilingual {
    Bilingual { nl: text.nl, en: text.en }
}

fn explained(entry: ExplainedEntry) -> Explained {
    Explained {
        plan: bilingual(entry.plan),
        counts: bilingual(entry.counts),
        numerator: bilingual(entry.numerator),
        denominator: bilingual(entry.denominator),
        unreliable_when: bilingual(entry.unreliable_when),
        findings: entry.findings,
        rows: entry.rows,
    }
}

fn method(entry: MethodEntry) -> MethodPage {
    MethodPage { slug: entry.slug, title: bilingual(entry.title), text: bilingual(entry.text) }
}
