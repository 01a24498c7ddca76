//! The certificates of a release: `certificates/{slug}.json`, for each indicator with hidden cells whole tables that fit everything published.
//!
//! ```text
//! {"shape":1, "indicator":"help-after-order",
//!  "rules":{"country":5,"veilig_thuis":5,"municipality":10,"base":5,"width":1,"hides_almost_all":true},
//!  "municipalities":["GM0014",…], "regions":["VT01",…], "years":[2021,…], "breakdowns":["all","form",…],
//!  "fine":[["reached",0,7],…], "coarse":[…],
//!  "steps":[{"region","span","through":[7,…],"reached":[10,null,…],"competing":[…],"open":[…]},…],
//!  "tables":[{"table":[gap,count,gap,count,…],"others":[[gap,change,…],…]},…]}
//! ```
//!
//! Every indicator that hides something has such a file, if need be without tables. `rules` are those of `release.json`.
//! `steps` are the safe counts behind the curves, null where hidden. A gap is the distance to the number of the count before (from −1 for the first).
//! What a number stands for: [`disclosure::Numbering`].

use std::collections::BTreeMap;
use std::path::Path;

use disclosure::{AlmostAll, Alone, Around, Certificates, Numbering, Policy, SafeStep, Stretch, Thresholds, Told};
use domain::{Breakdown, Cell, Measure, Municipality, Outcome, RegionCode, RegionKind, Site};
use estimates::{CurvePoint, curve_of};
use serde::{Deserialize, Serialize};

use crate::crosstab_certificates::CrosstabProof;
use crate::error::PublicationError;
use crate::manuscript::{Chapter, Manuscript};
use crate::release::{Folder, IndicatorData, Release};
use crate::wire::{ReleaseFile, Rules};
use crate::words;

const SHAPE: u32 = 1;
/// Greatest count of a step: sums of them stay exact.
const GREATEST: u64 = 1 << 40;

/// The certificates of a release with the rules they go by, on the way in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proofs {
    /// Thresholds, base, width and what is said of almost everyone.
    pub policy: Policy,
    /// Per indicator that hides something.
    pub certificates: Vec<Certificates>,
    /// Per year and cross tables that count the same starts, where these hide something.
    pub crosstabs: Vec<CrosstabProof>,
}

/// What a reader needs to check one indicator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkable {
    /// Its name in addresses.
    pub slug: String,
    /// What is published of it.
    pub told: Told,
    /// The rules it goes by.
    pub policy: Policy,
    /// Its tables.
    pub certificates: Certificates,
}

#[derive(Serialize, Deserialize)]
struct CertificatesFile {
    shape: u32,
    indicator: String,
    rules: Rules,
    municipalities: Vec<String>,
    regions: Vec<String>,
    years: Vec<i16>,
    breakdowns: Vec<String>,
    fine: Vec<(String, u16, u16)>,
    coarse: Vec<(String, u16, u16)>,
    steps: Vec<StepsEntry>,
    tables: Vec<AroundEntry>,
}

/// The curve of everyone in a region.
#[derive(Serialize, Deserialize)]
struct StepsEntry {
    region: String,
    span: String,
    through: Vec<u16>,
    reached: Vec<Option<u64>>,
    competing: Vec<Option<u64>>,
    open: Vec<Option<u64>>,
}

/// A whole table and others as changes to it, as distances and counts.
#[derive(Serialize, Deserialize)]
pub(crate) struct AroundEntry {
    table: Vec<i64>,
    others: Vec<Vec<i64>>,
}

/// The file of one chapter; nothing where it hides nothing.
pub(crate) fn bytes(manuscript: &Manuscript<'_>, chapter: &Chapter<'_>) -> Result<Option<Vec<u8>>, PublicationError> {
    let Some(proofs) = &manuscript.proofs else { return Ok(None) };
    let Some(own) = proofs.certificates.iter().find(|own| own.indicator == chapter.table.indicator()) else { return Ok(None) };
    let mut bytes = serde_json::to_vec(&file(own, &proofs.policy, chapter))
        .map_err(|source| PublicationError::Json { path: "certificates".into(), source })?;
    bytes.push(b'\n');
    Ok(Some(bytes))
}

fn file(own: &Certificates, policy: &Policy, chapter: &Chapter<'_>) -> CertificatesFile {
    let stretch = |own: &Stretch| (own.outcome.word().to_owned(), own.first, own.last);
    let Numbering { municipalities, regions, years, breakdowns, fine, coarse } = &own.numbering;
    CertificatesFile {
        shape: SHAPE,
        indicator: own.indicator.clone(),
        rules: Rules::of(policy),
        municipalities: municipalities.iter().map(|code| code.region().to_string()).collect(),
        regions: regions.iter().map(ToString::to_string).collect(),
        years: years.clone(),
        breakdowns: breakdowns.iter().map(|own| own.word().to_owned()).collect(),
        fine: fine.iter().map(stretch).collect(),
        coarse: coarse.iter().map(stretch).collect(),
        steps: chapter.table.curves().map(|(site, steps)| steps_entry(site, steps)).collect(),
        tables: own.tables.iter().map(around_entry).collect(),
    }
}

pub(crate) fn around_entry(own: &Around) -> AroundEntry {
    AroundEntry { table: gaps(&own.table), others: own.others.iter().map(|own| gaps(own)).collect() }
}

/// What an entry holds; nothing where its distances are none.
pub(crate) fn around_of(own: &AroundEntry) -> Option<Around> {
    Some(Around { table: counts(&own.table)?, others: own.others.iter().map(|own| counts(own)).collect::<Option<_>>()? })
}

fn steps_entry(site: Site, steps: &[SafeStep]) -> StepsEntry {
    let counts = |pick: fn(&SafeStep) -> Cell<u64>| steps.iter().map(|step| pick(step).shown()).collect();
    StepsEntry {
        region: site.region.to_string(),
        span: site.span.to_string(),
        through: steps.iter().map(|step| step.through).collect(),
        reached: counts(|step| step.reached),
        competing: counts(|step| step.competing),
        open: counts(|step| step.open),
    }
}

/// Numbers as distances: short to write.
fn gaps(counts: &[(u32, i64)]) -> Vec<i64> {
    let mut before = -1;
    let mut flat = Vec::with_capacity(2 * counts.len());
    for (number, count) in counts {
        flat.extend([i64::from(*number) - before, *count]);
        before = i64::from(*number);
    }
    flat
}

fn counts(gaps: &[i64]) -> Option<Vec<(u32, i64)>> {
    let mut number: i64 = -1;
    let pairs = gaps.chunks(2).map(|pair| {
        let [gap, count] = pair else { return None };
        number = number.checked_add(*gap).filter(|_| *gap > 0)?;
        Some((u32::try_from(number).ok()?, *count))
    });
    pairs.collect()
}

/// Reads what is needed to check the certificates of a release folder: one for each indicator that hides something, in the order of the pages. Nothing for
/// a release that has none at all.
///
/// # Errors
/// When the folder is no sound release, an indicator that hides something has no file though others have, a file of certificates holds what this program
/// does not know or goes by other rules than the release, or its steps are not those of the curves.
pub fn checkable(dir: &Path) -> Result<(Release, Vec<Checkable>), PublicationError> {
    let folder = Folder::open(dir)?;
    let release = Release::read(dir)?;
    let rules = folder.json::<ReleaseFile>("release.json")?.rules;
    let name = |data: &IndicatorData| format!("certificates/{}.json", data.definition.slug);
    let has_any = rules.is_some() || release.indicators().iter().any(|data| folder.has(&name(data)));
    let read = |data: &IndicatorData| {
        let name = name(data);
        let told = |what: &'static str, text: &str| folder.word(&name, what, text);
        if !folder.has(&name) {
            let is_missing = has_any && hides(data);
            return if is_missing { Err(told("file of certificates: this indicator hides cells", "")) } else { Ok(None) };
        }
        let file: CertificatesFile = folder.json(&name)?;
        if rules.is_none_or(|rules| rules != file.rules) {
            return Err(told("rules that release.json states", &format!("{:?}", file.rules)));
        }
        ready(file, data, &told).map(Some)
    };
    let found = release.indicators().iter().filter_map(|data| read(data).transpose()).collect::<Result<_, _>>()?;
    Ok((release, found))
}

/// Whether a cell or a point of a curve says that it is hidden.
fn hides(data: &IndicatorData) -> bool {
    let mut points = data.curves().flat_map(|(_, points)| points);
    data.cells().any(|(_, _, cell)| cell == Cell::Hidden)
        || points.any(|point| point.censored == Cell::Hidden || point.reached == Cell::Hidden)
}

/// Says which word of a file is not understood.
type Refuse<'a> = dyn Fn(&'static str, &str) -> PublicationError + 'a;

fn ready(file: CertificatesFile, data: &IndicatorData, refuse: &Refuse<'_>) -> Result<Checkable, PublicationError> {
    if file.shape != SHAPE || file.indicator != data.definition.id {
        return Err(refuse("shape and indicator of these certificates", &file.indicator));
    }
    let steps = steps(&file.steps, data, refuse)?;
    let policy = policy(file.rules, (file.years.first().copied().unwrap_or(0), file.years.last().copied().unwrap_or(0)));
    policy.check().map_err(|error| refuse("rules that can be", &error.to_string()))?;
    if data.rounded_to != Some(policy.base) {
        return Err(refuse("rounding base of this release", &policy.base.to_string()));
    }
    let around = |own: &AroundEntry| around_of(own).ok_or_else(|| refuse("list of distances and counts", ""));
    let tables = file.tables.iter().map(around).collect::<Result<_, _>>()?;
    let told = Told { cells: data.cells().collect(), steps };
    let certificates = Certificates { indicator: file.indicator.clone(), numbering: numbering(&file, refuse)?, tables };
    Ok(Checkable { slug: data.definition.slug.clone(), told, policy, certificates })
}

/// The rules of a release as a reader knows them.
pub(crate) fn policy(rules: Rules, years: (i16, i16)) -> Policy {
    let Rules { country, veilig_thuis, municipality, base, width, hides_almost_all } = rules;
    Policy {
        thresholds: Thresholds { country, veilig_thuis, municipality },
        base,
        width,
        almost_all: if hides_almost_all { AlmostAll::Hide } else { AlmostAll::Show },
        alone: Alone::Ignore,
        pools: Vec::new(),
        years,
        steps: 1,
    }
}

fn numbering(file: &CertificatesFile, refuse: &Refuse<'_>) -> Result<Numbering, PublicationError> {
    let region = |text: &String| text.parse::<RegionCode>().map_err(|_| refuse("region", text));
    let municipality = |text: &String| region(text)?.municipality().ok_or_else(|| refuse("municipality", text));
    let area = |text: &String| Some(region(text)).filter(|own| own.as_ref().is_ok_and(|own| own.kind() == RegionKind::VeiligThuis));
    let outcome = |text: &str| Outcome::ALL.into_iter().find(|own| own.word() == text).ok_or_else(|| refuse("outcome", text));
    let stretch = |(word, first, last): &(String, u16, u16)| Ok(Stretch { outcome: outcome(word)?, first: *first, last: *last });
    let breakdown = |text: &String| words::parse_breakdown(text).ok_or_else(|| refuse("breakdown", text));
    Ok(Numbering {
        municipalities: file.municipalities.iter().map(municipality).collect::<Result<Vec<Municipality>, _>>()?,
        regions: file.regions.iter().map(|text| area(text).unwrap_or_else(|| Err(refuse("region", text)))).collect::<Result<_, _>>()?,
        years: file.years.clone(),
        breakdowns: file.breakdowns.iter().map(breakdown).collect::<Result<Vec<Breakdown>, _>>()?,
        fine: file.fine.iter().map(stretch).collect::<Result<_, PublicationError>>()?,
        coarse: file.coarse.iter().map(stretch).collect::<Result<_, PublicationError>>()?,
    })
}

/// The counts behind the curves. Every curve of the release has its steps, once, and they make that very curve: the same days, numbers at risk and
/// censored, and shares reached.
fn steps(entries: &[StepsEntry], data: &IndicatorData, refuse: &Refuse<'_>) -> Result<Vec<(Site, Vec<SafeStep>)>, PublicationError> {
    let mut found = BTreeMap::new();
    for entry in entries {
        let wrong = || refuse("steps of this curve", &entry.region);
        let region = entry.region.parse().map_err(|_| wrong())?;
        let site = Site::all(region, entry.span.parse().map_err(|_| wrong())?);
        let steps = steps_of(entry).ok_or_else(wrong)?;
        let points = data.curve(site).ok_or_else(wrong)?;
        let made = curve_of(site, data.cell(site, Measure::Entered), &steps, data.linked).points;
        let is_same = made.len() == points.len() && made.iter().zip(points).all(|(made, read)| is_point(made, read));
        if !is_same || found.insert(site, steps).is_some() {
            return Err(wrong());
        }
    }
    if found.len() == data.curves().count() {
        Ok(found.into_iter().collect())
    } else {
        Err(refuse("steps of every curve", &data.definition.slug))
    }
}

/// Steps in order of their days; nothing where there are none, or not as many counts as days.
fn steps_of(entry: &StepsEntry) -> Option<Vec<SafeStep>> {
    let StepsEntry { through, reached, competing, open, .. } = entry;
    let counts = [reached, competing, open];
    if counts.iter().flat_map(|own| own.iter().flatten()).any(|count| *count > GREATEST) {
        return None;
    }
    if through.is_empty() || counts.iter().any(|own| own.len() != through.len()) || !through.windows(2).all(|pair| pair[0] < pair[1]) {
        return None;
    }
    let cell = |counts: &[Option<u64>], step: usize| counts[step].map_or(Cell::Hidden, Cell::Shown);
    let step = |(step, through): (usize, &u16)| SafeStep {
        through: *through,
        reached: cell(reached, step),
        competing: cell(competing, step),
        open: cell(open, step),
    };
    Some(through.iter().enumerate().map(step).collect())
}

/// Whether a point that was worked out is the one that was read; shares to a millionth of a millionth.
fn is_point(made: &CurvePoint, read: &CurvePoint) -> bool {
    let is_near = |one: f64, other: f64| (one - other).abs() <= 1e-12;
    let is_share = match (made.reached, read.reached) {
        (Cell::Shown(one), Cell::Shown(other)) => {
            let ends = [(one.value, other.value), (one.interval.lower, other.interval.lower), (one.interval.upper, other.interval.upper)];
            ends.into_iter().all(|(one, other)| is_near(one, other))
        }
        (one, other) => one.map(|_| ()) == other.map(|_| ()),
    };
    (made.day, made.at_risk, made.censored) == (read.day, read.at_risk, read.censored) && is_share
}
