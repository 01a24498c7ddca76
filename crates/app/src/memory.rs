//! What the house remembers of each release, to protect later ones beside it: the exact counts it was made from, what it told, and by which rules.
//!
//! ```text
//! memory/
//!   {hash of the release}.json
//! ```
//!
//! A file stands in the store, never in a folder of releases. It belongs to the release of that hash: what it says was told has to be what the release
//! folder tells.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use disclosure::{AlmostAll, Alone, Earlier, Policy, Question, QuestionKind, Repeated, SafeStep, SafeTable, Thresholds, Told};
use domain::{Atlas, Breakdown, Cell, CountKey, CountTable, DayUnit, Measure, Municipality, Outcome, Site};
use publication::{Beside, Ledger, Release, State, parse_breakdown, parse_measure};
use serde::{Deserialize, Serialize};

use crate::failure::wrong_use;
use crate::output;

const SHAPE: u32 = 1;

/// A release with what is remembered of it.
#[derive(Serialize, Deserialize)]
struct File {
    shape: u32,
    version: String,
    release: String,
    /// Hash of which municipality lies in which region.
    division: String,
    rules: Rules,
    questions: Vec<Asked>,
    counts: Vec<Counts>,
    told: Vec<ToldOf>,
    /// Indicator, year and the version that told its figures first.
    repeated: Vec<(String, i16, Option<String>)>,
}

#[derive(Serialize, Deserialize)]
struct Rules {
    thresholds: (u64, u64, u64),
    base: u64,
    width: u64,
    hides_almost_all: bool,
    keeps_out_who_is_alone: bool,
    pools: Vec<(i16, i16)>,
    years: (i16, i16),
    steps: u32,
}

#[derive(Serialize, Deserialize)]
struct Asked {
    indicator: String,
    hand_over: Option<HandOver>,
}

#[derive(Serialize, Deserialize)]
struct HandOver {
    working_days: bool,
    due: Vec<u16>,
    horizon: u16,
    grid: Vec<u16>,
}

/// Municipality, year, class, outcome, days, count.
type CountRow = (u16, i16, u8, u8, u16, u64);

#[derive(Serialize, Deserialize)]
struct Counts {
    indicator: String,
    breakdown: String,
    cells: Vec<CountRow>,
}

/// What was told of an indicator.
#[derive(Serialize, Deserialize)]
struct ToldOf {
    indicator: String,
    cells: Vec<CellRow>,
    steps: Vec<(String, String, Vec<StepRow>)>,
}

/// Region, span, breakdown, class, measure, what was told.
type CellRow = (String, String, String, u8, String, Said);
/// Last day, reached, competing, open.
type StepRow = (u16, Said, Said, Said);

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Said {
    Shown(u64),
    Hidden,
    Unknown,
    Impossible,
}

/// Earlier releases, and the names they go by.
#[derive(Default)]
pub struct Known {
    /// What is remembered of each.
    pub earlier: Vec<Earlier>,
    /// Version and hash of each.
    pub beside: Vec<Beside>,
}

/// Everything that was proposed before a version in a folder of releases, save what is named as not remembered. Withdrawn releases are known to whoever read
/// them, and count; but nothing of them is told again.
///
/// # Errors
/// When the ledger cannot be read, nothing is remembered of one of its releases, or something else than it told; when one that is named as not remembered is,
/// or is not in the ledger.
pub fn known(releases: &Path, version: &str, memory: &Path, unremembered: &[String]) -> Result<Known> {
    let ledger = Ledger::open(releases)?;
    let mut beside = ledger.releases();
    beside.truncate(beside.iter().position(|own| own.version == version).unwrap_or(beside.len()));
    if let Some(named) = unremembered.iter().find(|named| !beside.iter().any(|own| own.version == **named)) {
        return Err(wrong_use(format!("release {named} is not in the ledger before {version}: leave it out of --unremembered")));
    }
    let mut earlier = Vec::with_capacity(beside.len());
    for own in &mut beside {
        own.jointly = !unremembered.contains(&own.version);
        match own.jointly {
            true => {
                let withdrawn = ledger.state(&own.version) == Some(State::Withdrawn);
                earlier.push(Earlier { withdrawn, ..read(releases, own, memory)? });
            }
            false if path(memory, &own.release).exists() => {
                return Err(wrong_use(format!("release {} is remembered: leave it out of --unremembered", own.version)));
            }
            false => {}
        }
    }
    Ok(Known { earlier, beside })
}

/// Remembers a release.
///
/// # Errors
/// When the file cannot be written.
pub fn keep(memory: &Path, release: &str, own: &Earlier) -> Result<()> {
    std::fs::create_dir_all(memory).with_context(|| format!("cannot make {}", memory.display()))?;
    let file = File {
        shape: SHAPE,
        version: own.version.clone(),
        release: release.to_owned(),
        division: division(&Atlas::netherlands()),
        rules: rules(&own.policy),
        questions: own.questions.iter().map(asked).collect(),
        counts: own.counts.iter().map(counts).collect(),
        told: own.told.iter().map(|(indicator, told)| told_of(indicator, told)).collect(),
        repeated: own.repeated.iter().map(|own| (own.indicator.clone(), own.year, own.from.clone())).collect(),
    };
    output::file(&path(memory, release), serde_json::to_vec(&file).context("cannot write what was counted")?)
}

/// What safe tables tell, by indicator.
pub fn told(tables: &[SafeTable]) -> Vec<(String, Told)> {
    tables.iter().map(|table| (table.indicator().to_owned(), Told::of(table))).collect()
}

fn path(memory: &Path, release: &str) -> PathBuf {
    memory.join(format!("{release}.json"))
}

fn read(releases: &Path, own: &Beside, memory: &Path) -> Result<Earlier> {
    let path = path(memory, &own.release);
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(wrong_use(format!(
                "nothing is remembered of release {version}: {} is not there, and without it this release cannot be protected beside that one. Bring the file back \
                 from a copy of the store. If it was made by a program that remembered nothing yet, say so with --unremembered {version}: then whoever holds both \
                 may work out what either hides, and the release says that it was not protected beside it",
                path.display(),
                version = own.version
            )));
        }
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let file: File =
        serde_json::from_slice(&text).with_context(|| format!("{} is not written as this program writes it", path.display()))?;
    if file.shape != SHAPE || file.release != own.release || file.version != own.version {
        bail!("{} is not about release {}", path.display(), own.version);
    }
    if file.division != division(&Atlas::netherlands()) {
        return Err(wrong_use(format!(
            "release {version} divides the country into other regions than this program does, and cannot be protected beside. Move its file out of {}, and say so with \
             --unremembered {version}: then whoever holds both may work out what either hides, and the release says that it was not protected beside it",
            memory.display(),
            version = own.version
        )));
    }
    let earlier = earlier(&file).with_context(|| format!("{} is not written as this program writes it", path.display()))?;
    same(&earlier, &Release::read(&releases.join(&own.version))?).with_context(|| format!("in {}", path.display()))?;
    Ok(earlier)
}

/// What is remembered has to be what the release tells.
fn same(earlier: &Earlier, release: &Release) -> Result<()> {
    for data in release.indicators() {
        let own = earlier.told.iter().find(|(indicator, _)| *indicator == data.definition.id).map(|(_, told)| told);
        if own.is_none_or(|own| !own.cells.iter().copied().eq(data.cells())) {
            bail!("what is remembered of {} is not what release {} tells", data.definition.id, release.version);
        }
    }
    Ok(())
}

fn earlier(file: &File) -> Result<Earlier> {
    Ok(Earlier {
        version: file.version.clone(),
        policy: policy(&file.rules),
        questions: file.questions.iter().map(question).collect(),
        counts: file.counts.iter().map(table).collect::<Result<_>>()?,
        told: file.told.iter().map(|own| Ok((own.indicator.clone(), told_from(own)?))).collect::<Result<_>>()?,
        repeated: file.repeated.iter().cloned().map(|(indicator, year, from)| Repeated { indicator, year, from }).collect(),
        withdrawn: false,
    })
}

fn rules(policy: &Policy) -> Rules {
    let Thresholds { country, veilig_thuis, municipality } = policy.thresholds;
    Rules {
        thresholds: (country, veilig_thuis, municipality),
        base: policy.base,
        width: policy.width,
        hides_almost_all: policy.almost_all == AlmostAll::Hide,
        keeps_out_who_is_alone: policy.alone == Alone::KeepOut,
        pools: policy.pools.clone(),
        years: policy.years,
        steps: policy.steps,
    }
}

fn policy(rules: &Rules) -> Policy {
    let (country, veilig_thuis, municipality) = rules.thresholds;
    Policy {
        thresholds: Thresholds { country, veilig_thuis, municipality },
        base: rules.base,
        width: rules.width,
        almost_all: if rules.hides_almost_all { AlmostAll::Hide } else { AlmostAll::Show },
        alone: if rules.keeps_out_who_is_alone { Alone::KeepOut } else { Alone::Ignore },
        pools: rules.pools.clone(),
        years: rules.years,
        steps: rules.steps,
    }
}

fn asked(question: &Question) -> Asked {
    let hand_over = match &question.kind {
        QuestionKind::Count => None,
        QuestionKind::HandOver { unit, due, horizon, grid } => {
            Some(HandOver { working_days: *unit == DayUnit::Working, due: due.clone(), horizon: *horizon, grid: grid.clone() })
        }
    };
    Asked { indicator: question.indicator.clone(), hand_over }
}

fn question(asked: &Asked) -> Question {
    let kind = asked.hand_over.as_ref().map_or(QuestionKind::Count, |own| QuestionKind::HandOver {
        unit: if own.working_days { DayUnit::Working } else { DayUnit::Calendar },
        due: own.due.clone(),
        horizon: own.horizon,
        grid: own.grid.clone(),
    });
    Question { indicator: asked.indicator.clone(), kind }
}

fn counts(table: &CountTable) -> Counts {
    let row = |(key, count): (&CountKey, &u64)| (key.municipality.0, key.year, key.class, key.outcome as u8, key.days, *count);
    Counts {
        indicator: table.indicator.clone(),
        breakdown: table.breakdown.word().to_owned(),
        cells: table.cells.iter().map(row).collect(),
    }
}

fn table(counts: &Counts) -> Result<CountTable> {
    let mut table = CountTable::new(counts.indicator.clone(), breakdown(&counts.breakdown)?);
    for (municipality, year, class, outcome, days, count) in &counts.cells {
        let outcome = Outcome::ALL.into_iter().find(|own| *own as u8 == *outcome).context("an outcome that is none")?;
        let key = CountKey { municipality: Municipality(*municipality), year: *year, class: *class, outcome, days: *days };
        table.add(key, *count);
    }
    Ok(table)
}

fn told_of(indicator: &str, told: &Told) -> ToldOf {
    let cell = |(site, measure, cell): &(Site, Measure, Cell<u64>)| {
        let Site { region, span, breakdown, class } = site;
        (region.to_string(), span.to_string(), breakdown.word().to_owned(), *class, measure.word(), said(*cell))
    };
    let step = |own: &SafeStep| (own.through, said(own.reached), said(own.competing), said(own.open));
    let curve = |(site, steps): &(Site, Vec<SafeStep>)| (site.region.to_string(), site.span.to_string(), steps.iter().map(step).collect());
    ToldOf { indicator: indicator.to_owned(), cells: told.cells.iter().map(cell).collect(), steps: told.steps.iter().map(curve).collect() }
}

fn told_from(own: &ToldOf) -> Result<Told> {
    let region = |text: &str| text.parse().ok().with_context(|| format!("'{text}' is no region"));
    let span = |text: &str| text.parse().ok().with_context(|| format!("'{text}' is no year"));
    let mut told = Told::default();
    let mut regions = BTreeMap::new();
    for (place, years, by, class, measure, cell) in &own.cells {
        let site = match regions.get(place) {
            Some(known) => *known,
            None => *regions.entry(place).or_insert(region(place)?),
        };
        let site = Site { region: site, span: span(years)?, breakdown: breakdown(by)?, class: *class };
        told.cells.push((site, parse_measure(measure).with_context(|| format!("'{measure}' is no measure"))?, cell_of(*cell)));
    }
    for (place, years, steps) in &own.steps {
        let step = |(through, reached, competing, open): &StepRow| SafeStep {
            through: *through,
            reached: cell_of(*reached),
            competing: cell_of(*competing),
            open: cell_of(*open),
        };
        told.steps.push((Site::all(region(place)?, span(years)?), steps.iter().map(step).collect()));
    }
    Ok(told)
}

fn breakdown(text: &str) -> Result<Breakdown> {
    parse_breakdown(text).with_context(|| format!("'{text}' is no breakdown"))
}

fn said(cell: Cell<u64>) -> Said {
    match cell {
        Cell::Shown(count) => Said::Shown(count),
        Cell::Hidden => Said::Hidden,
        Cell::Unknown => Said::Unknown,
        Cell::Impossible => Said::Impossible,
    }
}

fn cell_of(said: Said) -> Cell<u64> {
    match said {
        Said::Shown(count) => Cell::Shown(count),
        Said::Hidden => Cell::Hidden,
        Said::Unknown => Cell::Unknown,
        Said::Impossible => Cell::Impossible,
    }
}

fn division(atlas: &Atlas) -> String {
    let mut hasher = blake3::Hasher::new();
    for entry in atlas.municipalities() {
        hasher.update(format!("{} {}\n", entry.code.region(), entry.veilig_thuis).as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
