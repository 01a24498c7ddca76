//! `inbeeld run`: from the deliveries that count to a release draft. Read this first: it is the flow of the house.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use disclosure::{Protected, SafeTable};
use domain::{Atlas, RegionKind};
use engine::Counts;
use indicators::Whole;
use publication::{Approval, Bilingual, Chapter, Extent, Manuscript, OverlapYear, Proofs};
use rayon::prelude::*;
use store::{LinkSummary, Snapshot, Trial};

use crate::commands::existing;
use crate::commands::intake::packages::HUB;
use crate::commands::keys::label;
use crate::config::Config;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, calendar, crosstabs, draft, hidden, how_linked, linked, lost, manuscript, output, series};

/// Links, counts, protects and estimates what was delivered, and writes a release that waits for approval.
#[derive(Args)]
#[command(after_help = "Example:\n  inbeeld run --config region.toml --store store --releases releases")]
pub struct Run {
    /// What the run needs to know: years, pools, thresholds.
    #[arg(long)]
    pub config: PathBuf,
    /// Folder of the store.
    #[arg(long, default_value = "store")]
    pub store: PathBuf,
    /// Folder of the releases.
    #[arg(long, default_value = "releases")]
    pub releases: PathBuf,
    /// Also write the exact counts here: for analysts inside the house, never for publication.
    #[arg(long, value_name = "FILE")]
    pub draft: Option<PathBuf>,
    /// A store that was filled by way of source, pseudonym service and hub, of which the method page tells; by default --store.
    #[arg(long, value_name = "DIR")]
    pub sealed: Option<PathBuf>,
    /// Also write here how many children stand on no list, as the release has it (JSON).
    #[arg(long, value_name = "FILE")]
    pub hidden: Option<PathBuf>,
}

/// What a run leaves behind, for who called it.
pub struct Made {
    /// Version of the release.
    pub version: String,
    /// Persons and events counted.
    pub persons: u64,
    /// Events read.
    pub events: u64,
    /// Cells shown, of how many.
    pub shown: (usize, usize),
    /// Cells shown, of how many, of what pages of Veilig Thuis regions open with, as far as it was delivered.
    pub on_pages: (usize, usize),
    /// Hidden cells for which the release carries two tables that fit it, of how many hidden cells.
    pub proven: (usize, usize),
    /// How records were linked: exact, for who is inside the house.
    pub links: LinkSummary,
    /// What became of records that were linked as if their number were unknown: exact too.
    pub trials: Vec<(String, Trial)>,
}

impl Run {
    /// Runs the flow and says what came of it.
    ///
    /// # Errors
    /// When the configuration misses a policy, the store cannot be read, or protection cannot be proven.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let made = self.make(desk)?;
        eprintln!(
            "release {} in {}: {} events of {} persons; {} of {} cells shown; not approved",
            made.version,
            self.releases.display(),
            made.events,
            made.persons,
            made.shown.0,
            made.shown.1
        );
        eprintln!("{} of {} hidden cells have a certificate in the release", made.proven.0, made.proven.1);
        eprintln!("{}", how_linked::counted(&made.links));
        how_linked::tried(&made.trials).iter().for_each(|line| eprintln!("{line}"));
        Ok(Outcome::Done)
    }

    /// The flow, one line a step.
    ///
    /// # Errors
    /// As [`Run::run`].
    pub fn make(&self, desk: &mut Desk) -> Result<Made> {
        let config = Config::read(&self.config)?;
        let atlas = Atlas::netherlands();
        let snapshot = self.snapshot(desk)?;
        let coverage = snapshot.coverage(&atlas);
        // What a region adds stays for the rest of the program, as the catalogue does.
        let whole = indicators::whole_with(Box::leak(Box::new(config.own.clone())));
        let counts = count(&snapshot, &whole, &coverage, desk)?;
        self.write_draft(&counts)?;
        let (extent, overlaps) = hidden_children(&snapshot, &coverage, &config, desk)?;
        self.write_hidden(&extent, &overlaps)?;
        let mut protected = protect(&counts, &whole, (&config, &atlas), desk)?;
        withhold(&mut protected.tables, &whole, &coverage, &atlas);
        let (proofs, proven) = certify(&protected.tables, (&config, &atlas), desk)?;
        let crossed = crosstabs(&snapshot, (&coverage, &atlas), (&config, &whole), &protected.tables, desk)?;
        let proven = (proven.0 + crossed.proven.0, proven.1 + crossed.proven.1);
        let chapters = estimate(&protected.tables, (&config, &whole), (&coverage, &atlas), &snapshot, desk)?;
        let shown = shown(&protected.tables);
        let on_pages = on_pages(&protected.tables);
        let stage = desk.timings.begin("publication");
        let linkage = self.linkage(&snapshot, &protected.tables, (&config, &whole))?;
        let manuscript = Manuscript {
            extent: Some(extent),
            overlaps,
            crosstabs: crossed.tables,
            linkage,
            proofs: Some(Proofs { crosstabs: crossed.proofs, ..proofs }),
            ..compose((&config, &whole), &snapshot, (&coverage, &atlas), chapters)
        };
        publication::compose(&self.releases.join(&manuscript.version), &manuscript)?;
        desk.timings.end("run", stage, shown.1 as u64)?;
        let (links, trials) = (snapshot.links(), snapshot.trials().to_vec());
        Ok(Made { version: config.version, persons: counts.persons, events: counts.events, shown, on_pages, proven, links, trials })
    }

    fn snapshot(&self, desk: &mut Desk) -> Result<Snapshot> {
        let stage = desk.timings.begin("snapshot and linkage");
        let store = existing(&self.store)?;
        let bar = desk.progress.bar("snapshot and linkage", 0);
        let snapshot = store.snapshot(desk.threads, &|progress| {
            bar.set_length(progress.total as u64);
            bar.set_position(progress.done as u64);
        })?;
        bar.finish_and_clear();
        if snapshot.deliveries().is_empty() {
            return Err(wrong_use(format!("{} holds no deliveries; take them in with `inbeeld intake`", self.store.display())));
        }
        desk.timings.end("run", stage, snapshot.events())?;
        Ok(snapshot)
    }

    /// What the method page says of linking, of its error and who is lost from view beside it, and of who saw what.
    fn linkage(&self, snapshot: &Snapshot, tables: &[SafeTable], (config, whole): (&Config, &Whole)) -> Result<Vec<Bilingual>> {
        let store = existing(self.sealed.as_ref().unwrap_or(&self.store))?;
        let label = label::known(store.root())?.unwrap_or_default();
        let mut lines = how_linked::in_words(&snapshot.links(), &store.sealed(HUB)?, &label);
        lines.extend(how_linked::error_in_words(how_linked::error(snapshot.trials())));
        let known = series::known(&config.own);
        let unbroken_from = |id: &str| series::unbroken_from(id, whole, &known, config.years);
        lines.extend(lost::in_words(&lost::Counted { tables, whole, unbroken_from: &unbroken_from }, snapshot.trials()));
        Ok(lines)
    }

    fn write_draft(&self, counts: &Counts) -> Result<()> {
        let Some(path) = &self.draft else { return Ok(()) };
        output::file(path, draft::csv(&counts.tables))
    }

    fn write_hidden(&self, extent: &Extent, overlaps: &[OverlapYear]) -> Result<()> {
        let Some(path) = &self.hidden else { return Ok(()) };
        output::file(path, hidden::json(extent, overlaps)?)
    }
}

/// How many children stand on no list: from exact counts, as safe estimates; and the tables they are made from, where these may leave.
fn hidden_children(
    snapshot: &Snapshot,
    coverage: &domain::Coverage,
    config: &Config,
    desk: &mut Desk,
) -> Result<(Extent, Vec<OverlapYear>)> {
    let stage = desk.timings.begin("children on no list");
    let found = hidden::extent(snapshot, coverage, &manuscript::policy(config), (desk.threads, config.seed))?;
    desk.timings.end("run", stage, snapshot.events())?;
    Ok(found)
}

fn count(snapshot: &Snapshot, whole: &Whole, coverage: &domain::Coverage, desk: &mut Desk) -> Result<Counts> {
    let stage = desk.timings.begin("fold and counts");
    let counts = engine::count(snapshot, &whole.indicators, &whole.hand_overs, coverage, desk.threads)?;
    desk.timings.end("run", stage, counts.events)?;
    Ok(counts)
}

fn protect(counts: &Counts, whole: &Whole, (config, atlas): (&Config, &Atlas), desk: &mut Desk) -> Result<Protected> {
    let stage = desk.timings.begin("disclosure");
    let questions = manuscript::questions(&whole.indicators, &whole.hand_overs);
    let protected = disclosure::protect(&counts.tables, &questions, atlas, &manuscript::policy(config))?;
    desk.timings.end("run", stage, shown(&protected.tables).1 as u64)?;
    Ok(protected)
}

/// Tables of the country by other things than the others are by, beside what those show of the same starts.
fn crosstabs(
    snapshot: &Snapshot,
    (coverage, atlas): (&domain::Coverage, &Atlas),
    (config, whole): (&Config, &Whole),
    tables: &[SafeTable],
    desk: &mut Desk,
) -> Result<crosstabs::Made> {
    let stage = desk.timings.begin("cross tables");
    let beside = crosstabs::Beside { coverage, atlas, config, whole, tables };
    let made = crosstabs::crosstabs(snapshot, &beside, desk.threads)?;
    desk.timings.end("run", stage, made.tables.iter().map(|table| table.share_shown().1 as u64).sum())?;
    Ok(made)
}

/// Two tables for each hidden cell, solved from what will be published and nothing else; and for how many of the hidden cells that went.
fn certify(tables: &[SafeTable], (config, atlas): (&Config, &Atlas), desk: &mut Desk) -> Result<(Proofs, (usize, usize))> {
    let stage = desk.timings.begin("certificates");
    let policy = manuscript::policy(config);
    let bar = desk.progress.bar("certificates", tables.len() as u64);
    let one = |table: &SafeTable| {
        let found = disclosure::certify(table, atlas, &policy);
        bar.inc(1);
        found
    };
    let found: Vec<_> = tables.par_iter().map(one).collect();
    bar.finish_and_clear();
    let proven = found.iter().fold((0, 0), |sum, own| (sum.0 + own.opened.open, sum.1 + own.opened.hidden));
    desk.timings.end("run", stage, proven.1 as u64)?;
    let certificates = found.into_iter().filter_map(|own| own.certificates).collect();
    Ok((Proofs { policy, certificates, crosstabs: Vec::new() }, proven))
}

/// Figures and curves from safe counts, and the breaks in their series: known ones, and those found in the same safe counts.
fn estimate<'a>(
    tables: &'a [SafeTable],
    (config, whole): (&Config, &Whole),
    (coverage, atlas): (&domain::Coverage, &Atlas),
    snapshot: &Snapshot,
    desk: &mut Desk,
) -> Result<Vec<Chapter<'a>>> {
    let stage = desk.timings.begin("estimates");
    let known = series::known(&config.own);
    let chapter = |table: &'a SafeTable| {
        let needed = calendar::Needed::of(table.indicator(), whole);
        let breaks = series::of_indicator(table.indicator(), whole, &known, config.years);
        let linked = linked::of_indicator(table.indicator(), whole, snapshot);
        Chapter::linked(table, atlas, linked).with_breaks(breaks, atlas, &|site| series::is_whole(coverage, atlas, &needed, site))
    };
    let chapters: Vec<_> = tables.par_iter().map(chapter).collect();
    desk.timings.end("run", stage, chapters.iter().map(|chapter| chapter.figures().len() as u64).sum())?;
    Ok(chapters)
}

/// Says "unknown" where deliveries are missing for half of a region or more: such a count is too low, and a zero is none.
fn withhold(tables: &mut [SafeTable], whole: &Whole, coverage: &domain::Coverage, atlas: &Atlas) {
    for table in tables {
        let needed = calendar::Needed::of(table.indicator(), whole);
        table.withhold(|site| calendar::share_delivered(coverage, atlas, &needed, site) < calendar::LEAST_SHARE);
    }
}

/// Cells shown, of how many, over all tables.
fn shown(tables: &[SafeTable]) -> (usize, usize) {
    tables.iter().map(SafeTable::share_shown).fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1))
}

/// Cells shown, of how many, on the pages of regions.
fn on_pages(tables: &[SafeTable]) -> (usize, usize) {
    let own = tables.iter().map(|table| table.share_on_pages(RegionKind::VeiligThuis));
    own.fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1))
}

fn compose<'a>(
    (config, whole): (&Config, &Whole),
    snapshot: &Snapshot,
    (coverage, atlas): (&domain::Coverage, &Atlas),
    chapters: Vec<Chapter<'a>>,
) -> Manuscript<'a> {
    let mut indicators = manuscript::definitions(&whole.indicators, &whole.hand_overs);
    linked::footnotes(&mut indicators, &chapters);
    Manuscript {
        id: format!("{}-{}", config.version, snapshot.id()),
        version: config.version.clone(),
        as_of: config.as_of,
        years: config.years,
        status: Approval::Unapproved,
        synthetic: config.synthetic,
        snapshot: snapshot.id().to_owned(),
        configuration: config.hash.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        seed: config.seed,
        indicators,
        methods: manuscript::method_pages(),
        chapters,
        completeness: manuscript::completeness(coverage, atlas, config.years),
        linkage: Vec::new(),
        extent: None,
        overlaps: Vec::new(),
        crosstabs: Vec::new(),
        proofs: None,
    }
}
