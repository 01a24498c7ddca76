//! Writes a release: every file in memory, then a folder under another name, synced, then its own name.
//!
//! ```text
//! release.json  definitions.json  completeness.csv  manifest.json
//! tables/{slug}.csv  figures/{slug}.csv  curves/{slug}.csv  certificates/{slug}.json  breaks.json  extent.json  overlap.json  overlap.csv
//! crosstabs.json  crosstabs/{slug}.csv  crosstab-certificates.json
//! ```
//!
//! The same manuscript gives the same bytes. No file is made from a hidden value: its row has a status and no value. Certificates hold tables that put some
//! number there; they are solved from what is published and know no more of it than any reader.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use domain::{Cell, Estimate, Interval, Site};
use estimates::{CurvePoint, Figure, Linked};
use serde::Serialize;

use crate::breaks::{BreakEntry, BreaksFile};
use crate::certificates;
use crate::crosstab::{self, Crosstab};
use crate::crosstab_certificates;
use crate::error::PublicationError;
use crate::extent::{Extent, ExtentPart, Modelled, Outside};
use crate::manuscript::{Bilingual, Chapter, Definition, Explained, Manuscript, MethodPage, Norm};
use crate::overlap;
use crate::wire::{
    CompletenessRow, CurveRow, DefinitionEntry, DefinitionsFile, ExplainedEntry, ExtentFile, ExtentPartEntry, FigureRow, LinkedEntry,
    Manifest, ManifestEntry, MethodEntry, ModelledEntry, NormEntry, NoticeEntry, OutsideEntry, ReleaseFile, Rules, SHAPE, TableRow, Text,
};
use crate::words;

/// Hash of a release: BLAKE3 of its manifest, in hexadecimal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReleaseHash(pub String);

impl fmt::Display for ReleaseHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Files of a release by path, with forward slashes.
type Files = BTreeMap<String, Vec<u8>>;

/// Writes the release to `dir` and returns its hash. Writing the same release again changes nothing.
///
/// # Errors
/// When a name cannot be a file name or is used twice, a chapter has no definition, an estimate is not finite, `dir` holds
/// another release, or the disk refuses.
pub fn compose(dir: &Path, manuscript: &Manuscript<'_>) -> Result<ReleaseHash, PublicationError> {
    let composed = Composed::of(manuscript)?;
    composed.write(dir)?;
    Ok(composed.hash)
}

/// A release that is ready to be written, with its hash: for who has something to do under that hash before anyone can see the release.
#[derive(Clone, Debug)]
pub struct Composed {
    files: Files,
    hash: ReleaseHash,
}

impl Composed {
    /// Every file of the release.
    ///
    /// # Errors
    /// As [`compose`], but for the disk.
    pub fn of(manuscript: &Manuscript<'_>) -> Result<Composed, PublicationError> {
        check_names(manuscript)?;
        let mut files = files(manuscript)?;
        let manifest = json("manifest.json", &manifest(&files))?;
        let hash = ReleaseHash(blake3::hash(&manifest).to_hex().to_string());
        files.insert("manifest.json".to_owned(), manifest);
        Ok(Composed { files, hash })
    }

    /// The hash it will have.
    pub fn hash(&self) -> &ReleaseHash {
        &self.hash
    }

    /// Writes it to `dir`. Writing the same release again changes nothing.
    ///
    /// # Errors
    /// When `dir` holds another release, or the disk refuses.
    pub fn write(&self, dir: &Path) -> Result<(), PublicationError> {
        if dir.exists() { same(dir, &self.files) } else { write(dir, &self.files) }
    }
}

fn check_names(manuscript: &Manuscript<'_>) -> Result<(), PublicationError> {
    let crosstabs = manuscript.crosstabs.iter().map(Crosstab::definition);
    unique(manuscript.indicators.iter().chain(crosstabs).map(|definition| definition.slug.as_str()))?;
    unique(manuscript.methods.iter().map(|method| method.slug.as_str()))?;
    unique(std::iter::once(manuscript.version.as_str()))
}

fn unique<'a>(names: impl Iterator<Item = &'a str>) -> Result<(), PublicationError> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !is_name(name) {
            return Err(PublicationError::Name { name: name.to_owned() });
        }
        if !seen.insert(name) {
            return Err(PublicationError::Twice { name: name.to_owned() });
        }
    }
    Ok(())
}

/// Small letters, digits and hyphens only: nothing that could climb out of a folder.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 80 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn files(manuscript: &Manuscript<'_>) -> Result<Files, PublicationError> {
    let mut files = Files::new();
    files.insert("release.json".to_owned(), json("release.json", &release_file(manuscript))?);
    files.insert("definitions.json".to_owned(), json("definitions.json", &definitions_file(manuscript))?);
    files.insert("completeness.csv".to_owned(), table("completeness.csv", completeness_rows(manuscript))?);
    for chapter in &manuscript.chapters {
        chapter_files(manuscript, chapter, &mut files)?;
    }
    let breaks = breaks_file(manuscript)?;
    if !breaks.breaks.is_empty() {
        files.insert("breaks.json".to_owned(), json("breaks.json", &breaks)?);
    }
    if let Some(extent) = &manuscript.extent {
        files.insert("extent.json".to_owned(), json("extent.json", &extent_file(extent))?);
    }
    if !manuscript.overlaps.is_empty() {
        files.insert("overlap.json".to_owned(), json("overlap.json", &overlap::file(&manuscript.overlaps))?);
        files.insert("overlap.csv".to_owned(), table("overlap.csv", overlap::rows(&manuscript.overlaps))?);
    }
    crosstab_files(&manuscript.crosstabs, &mut files)?;
    if let Some(bytes) = crosstab_certificates::bytes(manuscript)? {
        files.insert(crosstab_certificates::FILE.to_owned(), bytes);
    }
    Ok(files)
}

fn crosstab_files(tables: &[Crosstab], files: &mut Files) -> Result<(), PublicationError> {
    if tables.is_empty() {
        return Ok(());
    }
    let definition = |own: &Crosstab| {
        let (cells_shown, cells) = own.share_shown();
        DefinitionEntry { cells_shown, cells, ..definition_entry(own.definition(), None) }
    };
    files.insert("crosstabs.json".to_owned(), json("crosstabs.json", &crosstab::file(tables, definition))?);
    for own in tables {
        let name = format!("crosstabs/{}.csv", own.definition().slug);
        let bytes = table(&name, crosstab::rows(own))?;
        files.insert(name, bytes);
    }
    Ok(())
}

fn chapter_files(manuscript: &Manuscript<'_>, chapter: &Chapter<'_>, files: &mut Files) -> Result<(), PublicationError> {
    let indicator = chapter.table.indicator();
    let slug = slug_of(manuscript, indicator)?;
    check_finite(indicator, chapter)?;
    let mut put = |folder: &str, bytes: Vec<u8>| {
        let name = format!("{folder}/{slug}.csv");
        if files.contains_key(&name) {
            return Err(PublicationError::Twice { name: indicator.to_owned() });
        }
        files.insert(name, bytes);
        Ok(())
    };
    put("tables", table("tables", table_rows(chapter))?)?;
    put("figures", table("figures", figure_rows(chapter))?)?;
    if !chapter.curves.is_empty() {
        put("curves", table("curves", curve_rows(chapter))?)?;
    }
    if let Some(bytes) = certificates::bytes(manuscript, chapter)? {
        files.insert(format!("certificates/{slug}.json"), bytes);
    }
    Ok(())
}

fn slug_of<'a>(manuscript: &'a Manuscript<'_>, indicator: &str) -> Result<&'a str, PublicationError> {
    let found = manuscript.indicators.iter().find(|definition| definition.id == indicator);
    found.map(|definition| definition.slug.as_str()).ok_or_else(|| PublicationError::Undefined { indicator: indicator.to_owned() })
}

fn breaks_file(manuscript: &Manuscript<'_>) -> Result<BreaksFile, PublicationError> {
    let mut breaks = Vec::new();
    for chapter in &manuscript.chapters {
        let slug = slug_of(manuscript, chapter.table.indicator())?;
        breaks.extend(chapter.breaks.iter().map(|own| BreakEntry::of(slug, own)));
    }
    Ok(BreaksFile { breaks })
}

fn check_finite(indicator: &str, chapter: &Chapter<'_>) -> Result<(), PublicationError> {
    let figures = chapter.figures.iter().map(|figure| figure.value);
    let points = chapter.curves.iter().flat_map(|curve| curve.points.iter().map(|point| point.reached));
    let finite =
        |estimate: Estimate| [estimate.value, estimate.interval.lower, estimate.interval.upper].iter().all(|value| value.is_finite());
    let ratios = chapter.breaks.iter().filter_map(|own| own.ratio);
    if figures.chain(points).filter_map(Cell::shown).chain(ratios).all(finite) {
        return Ok(());
    }
    Err(PublicationError::NotFinite { indicator: indicator.to_owned() })
}

fn release_file(manuscript: &Manuscript<'_>) -> ReleaseFile {
    let shares = || manuscript.chapters.iter().map(|chapter| chapter.table.share_shown());
    ReleaseFile {
        shape: SHAPE,
        id: manuscript.id.clone(),
        version: manuscript.version.clone(),
        as_of: manuscript.as_of.to_string(),
        first_year: manuscript.years.0,
        last_year: manuscript.years.1,
        status: manuscript.status.word().to_owned(),
        synthetic: manuscript.synthetic,
        snapshot: manuscript.snapshot.clone(),
        configuration: manuscript.configuration.clone(),
        program: manuscript.program.clone(),
        norms: manuscript.norms.clone(),
        seed: manuscript.seed,
        cells_shown: shares().map(|(shown, _)| shown).sum(),
        cells: shares().map(|(_, of)| of).sum(),
        linkage: manuscript.linkage.iter().map(text).collect(),
        rules: manuscript.proofs.as_ref().map(|proofs| Rules::of(&proofs.policy)),
        beside: manuscript.beside.clone(),
        repeated: manuscript.repeated.clone(),
    }
}

fn definitions_file(manuscript: &Manuscript<'_>) -> DefinitionsFile {
    let chapter = |id: &str| manuscript.chapters.iter().find(|chapter| chapter.table.indicator() == id);
    DefinitionsFile {
        indicators: manuscript.indicators.iter().map(|definition| definition_entry(definition, chapter(&definition.id))).collect(),
        methods: manuscript.methods.iter().map(method_entry).collect(),
    }
}

fn definition_entry(definition: &Definition, chapter: Option<&Chapter<'_>>) -> DefinitionEntry {
    let (cells_shown, cells) = chapter.map_or((0, 0), |chapter| chapter.table.share_shown());
    DefinitionEntry {
        id: definition.id.clone(),
        slug: definition.slug.clone(),
        title: text(&definition.title),
        question: text(&definition.question),
        definition: text(&definition.definition),
        footnotes: definition.footnotes.iter().map(text).collect(),
        source: text(&definition.source),
        counted: definition.counted.word().to_owned(),
        norm: definition.norm.as_ref().map(norm_entry),
        method: definition.method.clone(),
        explained: (definition.explained != Explained::default()).then(|| explained_entry(&definition.explained)),
        linked: chapter.map(|chapter| chapter.linked).filter(|linked| !linked.is_whole()).map(linked_entry),
        rounded_to: chapter.map(|chapter| chapter.table.base()),
        cells_shown,
        cells,
    }
}

fn explained_entry(own: &Explained) -> ExplainedEntry {
    ExplainedEntry {
        plan: text(&own.plan),
        counts: text(&own.counts),
        numerator: text(&own.numerator),
        denominator: text(&own.denominator),
        unreliable_when: text(&own.unreliable_when),
        findings: own.findings.clone(),
        rows: own.rows.clone(),
    }
}

fn linked_entry(linked: Linked) -> LinkedEntry {
    LinkedEntry { found: linked.found(), right: linked.right() }
}

fn norm_entry(norm: &Norm) -> NormEntry {
    NormEntry {
        due_days: norm.due_days,
        unit: words::day_unit_word(norm.unit).to_owned(),
        kind: words::norm_kind_word(norm.kind).to_owned(),
        source: norm.source.clone(),
    }
}

fn method_entry(method: &MethodPage) -> MethodEntry {
    MethodEntry { slug: method.slug.clone(), title: text(&method.title), text: text(&method.text) }
}

fn extent_file(extent: &Extent) -> ExtentFile {
    ExtentFile {
        rule: text(&extent.rule),
        cannot_see: text(&extent.cannot_see),
        parts: extent.parts.iter().map(extent_part).collect(),
        beside: extent.beside.iter().map(outside).collect(),
    }
}

fn extent_part(part: &ExtentPart) -> ExtentPartEntry {
    let modelled = |own: &Modelled| {
        let Interval { lower, upper, level } = own.estimate.interval();
        let (method, reading) = (own.method.clone(), own.reading.word().to_owned());
        ModelledEntry { method, reading, value: own.estimate.value(), lower, upper, level }
    };
    ExtentPartEntry {
        year: part.year,
        age: part.age.clone(),
        lists: part.lists.clone(),
        estimates: part.estimates.iter().map(modelled).collect(),
        withheld: part.withheld.as_ref().map(text),
        notices: part.notices.iter().map(|own| NoticeEntry { code: own.code.clone(), text: text(&own.text) }).collect(),
    }
}

fn outside(own: &Outside) -> OutsideEntry {
    OutsideEntry {
        label: text(&own.label),
        value: own.value,
        age: own.age.clone(),
        date: own.date.clone(),
        source: text(&own.source),
        definition: text(&own.definition),
        cannot_see: text(&own.cannot_see),
    }
}

fn text(text: &Bilingual) -> Text {
    Text { nl: text.nl.clone(), en: text.en.clone() }
}

fn completeness_rows(manuscript: &Manuscript<'_>) -> Vec<CompletenessRow> {
    let mut lines = manuscript.completeness.clone();
    lines.sort();
    lines
        .iter()
        .map(|line| CompletenessRow {
            region: line.region.to_string(),
            year: line.year,
            delivered: line.delivered,
            expected: line.expected,
        })
        .collect()
}

/// The four columns that say where a cell stands.
fn place(site: Site) -> [String; 4] {
    let class = words::class_word(site.breakdown, site.class).map_or_else(|| site.class.to_string(), str::to_owned);
    [site.region.to_string(), site.span.to_string(), site.breakdown.word().to_owned(), class]
}

fn table_rows(chapter: &Chapter<'_>) -> Vec<TableRow> {
    let row = |(site, measure, cell): (Site, domain::Measure, Cell<u64>)| {
        let [region, span, breakdown, class] = place(site);
        let (value, status) = words::split(cell);
        TableRow { region, span, breakdown, class, measure: measure.word(), value, status: status.to_owned() }
    };
    chapter.table.cells().map(row).collect()
}

fn figure_rows(chapter: &Chapter<'_>) -> Vec<FigureRow> {
    let mut figures = chapter.figures.clone();
    figures.sort_by_key(|figure| (figure.site, figure.statistic));
    figures.iter().map(figure_row).collect()
}

fn figure_row(figure: &Figure) -> FigureRow {
    let [region, span, breakdown, class] = place(figure.site);
    let (estimate, status) = words::split(figure.value);
    let (n, n_status) = words::split(figure.n);
    FigureRow {
        region,
        span,
        breakdown,
        class,
        statistic: figure.statistic.word(),
        value: estimate.map(|estimate| estimate.value),
        lower: estimate.map(|estimate| estimate.interval.lower),
        upper: estimate.map(|estimate| estimate.interval.upper),
        level: estimate.map(|estimate| estimate.interval.level),
        status: status.to_owned(),
        n,
        n_status: n_status.to_owned(),
    }
}

fn curve_rows(chapter: &Chapter<'_>) -> Vec<CurveRow> {
    let mut curves: Vec<_> = chapter.curves.iter().collect();
    curves.sort_by_key(|curve| curve.site);
    curves.iter().flat_map(|curve| curve.points.iter().map(|point| curve_row(curve.site, point))).collect()
}

fn curve_row(site: Site, point: &CurvePoint) -> CurveRow {
    let [region, span, breakdown, class] = place(site);
    let (at_risk, at_risk_status) = words::split(point.at_risk);
    let (censored, censored_status) = words::split(point.censored);
    let (estimate, status) = words::split(point.reached);
    CurveRow {
        region,
        span,
        breakdown,
        class,
        day: point.day,
        at_risk,
        at_risk_status: at_risk_status.to_owned(),
        censored,
        censored_status: censored_status.to_owned(),
        reached: estimate.map(|estimate| estimate.value),
        lower: estimate.map(|estimate| estimate.interval.lower),
        upper: estimate.map(|estimate| estimate.interval.upper),
        level: estimate.map(|estimate| estimate.interval.level),
        status: status.to_owned(),
    }
}

pub(crate) fn json(name: &str, value: &impl Serialize) -> Result<Vec<u8>, PublicationError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|source| PublicationError::Json { path: name.into(), source })?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn table<R: Serialize>(name: &str, rows: Vec<R>) -> Result<Vec<u8>, PublicationError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let wrong = |source| PublicationError::Csv { path: name.into(), source };
    for row in rows {
        writer.serialize(row).map_err(wrong)?;
    }
    writer.into_inner().map_err(|error| PublicationError::Io { path: name.into(), source: error.into_error() })
}

fn manifest(files: &Files) -> Manifest {
    let entry = |(path, bytes): (&String, &Vec<u8>)| ManifestEntry {
        path: path.clone(),
        bytes: bytes.len() as u64,
        blake3: blake3::hash(bytes).to_hex().to_string(),
    };
    Manifest { files: files.iter().map(entry).collect() }
}

/// The manifest holds the hash of every file, so comparing it compares the release.
fn same(dir: &Path, files: &Files) -> Result<(), PublicationError> {
    let written = fs::read(dir.join("manifest.json")).unwrap_or_default();
    if files.get("manifest.json") == Some(&written) { Ok(()) } else { Err(PublicationError::Exists { path: dir.to_owned() }) }
}

fn write(dir: &Path, files: &Files) -> Result<(), PublicationError> {
    let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(PublicationError::io(parent))?;
    let draft = tempfile::Builder::new().prefix(".draft-").tempdir_in(parent).map_err(PublicationError::io(parent))?;
    for (name, bytes) in files {
        write_file(&draft.path().join(name), bytes)?;
    }
    for folder in ["tables", "figures", "curves", "certificates", "crosstabs", ""] {
        sync_folder(&draft.path().join(folder))?;
    }
    fs::rename(draft.path(), dir).map_err(PublicationError::io(dir))?;
    open_to_all(dir)?;
    sync_folder(parent)
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), PublicationError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(PublicationError::io(folder))?;
    }
    let mut file = File::create(path).map_err(PublicationError::io(path))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(PublicationError::io(path))
}

/// A draft folder is private; a release is for everyone.
#[cfg(unix)]
fn open_to_all(dir: &Path) -> Result<(), PublicationError> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(dir, fs::Permissions::from_mode(0o755)).map_err(PublicationError::io(dir))
}

#[cfg(not(unix))]
fn open_to_all(_dir: &Path) -> Result<(), PublicationError> {
    Ok(())
}

/// Makes names in a folder durable; a system that cannot open folders needs no such thing.
fn sync_folder(folder: &Path) -> Result<(), PublicationError> {
    match File::open(folder) {
        Ok(file) if cfg!(unix) => file.sync_all().map_err(PublicationError::io(folder)),
        Ok(_) | Err(_) => Ok(()),
    }
}
