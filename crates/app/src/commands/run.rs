//! `inbeeld run`: from the deliveries that count to a release draft. Read this first: it is the flow of the house.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use disclosure::{Conflict, Earlier, Protected, Repeated, SafeTable};
use domain::{Atlas, RegionKind};
use engine::Counts;
use indicators::Whole;
use publication::{Approval, Bilingual, Chapter, Composed, Extent, Manuscript, OverlapYear, Proofs, RepeatedYears};
use rayon::prelude::*;
use store::{LinkSummary, Snapshot, Trial};

use crate::commands::existing;
use crate::commands::intake::packages::HUB;
use crate::commands::keys::label;
use crate::config::Config;
use crate::crosstabs::Before;
use crate::failure::{Outcome, wrong_use};
use crate::memory::{self, Known};
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
    /// Where the house remembers the exact counts of earlier releases, to protect this one beside them; by default `memory` in the store.
    #[arg(long, value_name = "DIR")]
    pub memory: Option<PathBuf>,
    /// An earlier release of which nothing is remembered, as it was made by a program that did not do so yet: this one is not protected beside it, and says so.
    #[arg(long, value_name = "VERSION")]
    pub unremembered: Vec<String>,
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
    /// The earlier releases it was protected beside, and what that took.
    pub beside: Jointly,
    /// How records were linked: exact, for who is inside the house.
    pub links: LinkSummary,
    /// What became of records that were linked as if their number were unknown: exact too.
    pub trials: Vec<(String, Trial)>,
}

/// What it took to protect a release jointly with all earlier ones.
#[derive(Default)]
pub struct Jointly {
    /// Versions of these.
    pub versions: Vec<String>,
    /// Versions of earlier releases of which nothing is remembered.
    pub apart: Vec<String>,
    /// Cells that would be shown without them.
    pub hidden: usize,
    /// Seconds of the processor that protecting took.
    pub seconds: f64,
    /// Tables of which nothing may be told any more.
    pub withheld: Vec<Conflict>,
    /// Years of which figures of earlier releases stand.
    pub repeated: Vec<RepeatedYears>,
}

impl Jointly {
    /// For who runs it, a line each; none where there is no earlier release.
    pub fn lines(&self) -> Vec<String> {
        let told = |own: &Conflict| {
            let cells: Vec<String> = own.told.iter().map(|(version, site)| format!("{} {} in {version}", site.region, site.span)).collect();
            if cells.is_empty() { String::new() } else { format!(" ({})", cells.join(", ")) }
        };
        let withheld = self.withheld.iter().map(|own| match self.versions.is_empty() {
            true => format!(
                "{} tells nothing in this release: beside what else it tells of the same starts no proof was found that a hidden count stays open; merge years \
                 or regions, or wait until more is counted",
                own.indicator
            ),
            false => format!(
                "{} tells nothing in this release: beside what was told before{} no proof was found that a hidden count stays open, and what was told \
                 cannot be told again; merge years or regions there, or wait until more is counted",
                own.indicator,
                told(own)
            ),
        });
        let apart = self.apart.iter().map(|version| {
            format!("NOT protected jointly with release {version}, of which nothing is remembered: whoever holds both may work out what either hides")
        });
        self.jointly().into_iter().chain(self.repeated.iter().map(again)).chain(withheld).chain(apart).collect()
    }

    fn jointly(&self) -> Option<String> {
        (!self.versions.is_empty()).then(|| {
            format!(
                "protected jointly with earlier releases ({}): {} cells hidden because of them; {:.1} seconds of the processor",
                self.versions.join(", "),
                self.hidden,
                self.seconds
            )
        })
    }
}

/// For who runs it: which years of an indicator are no new figures.
fn again(own: &RepeatedYears) -> String {
    let years: Vec<String> = own.years.iter().map(i16::to_string).collect();
    let years = years.join(", ");
    match &own.from {
        Some(version) => format!("{} tells of {years} what release {version} told: a newer figure could give somebody away", own.indicator),
        None => format!("{} tells nothing of {years}: beside what was told before it could give somebody away", own.indicator),
    }
}

/// Years of one indicator and one release together.
fn by_indicator(repeated: &[Repeated]) -> Vec<RepeatedYears> {
    let mut years: Vec<RepeatedYears> = Vec::new();
    for own in repeated {
        match years.iter_mut().find(|known| known.indicator == own.indicator && known.from == own.from) {
            Some(known) => known.years.push(own.year),
            None => years.push(RepeatedYears { indicator: own.indicator.clone(), years: vec![own.year], from: own.from.clone() }),
        }
    }
    years
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
        made.beside.lines().iter().for_each(|line| eprintln!("{line}"));
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
        let (before, known) = self.earlier(&config)?;
        let snapshot = self.snapshot(desk)?;
        let coverage = snapshot.coverage(&atlas);
        // What a region adds stays for the rest of the program, as the catalogue does.
        let whole = indicators::whole_with(Box::leak(Box::new(config.own.clone())));
        let counts = count(&snapshot, &whole, &coverage, desk)?;
        self.write_draft(&counts)?;
        let (extent, overlaps) = hidden_children(&snapshot, &coverage, &config, desk)?;
        let overlaps = before.keep_in(overlaps);
        self.write_hidden(&extent, &overlaps)?;
        let (mut protected, jointly) = protect(&counts, &whole, (&config, &atlas), &known, desk)?;
        withhold(&mut protected.tables, &whole, &coverage, &atlas);
        let (proofs, proven) = certify(&protected.tables, (&config, &atlas), desk)?;
        let crossed = crosstabs(&snapshot, (&coverage, &atlas), (&config, &whole), (&protected, &before), desk)?;
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
            beside: known.beside,
            repeated: jointly.repeated.clone(),
            ..compose((&config, &whole), &snapshot, (&coverage, &atlas), chapters)
        };
        let composed = Composed::of(&manuscript)?;
        // First what is remembered, under the hash: a release that stands there without it could go out, and stop the next.
        self.remember(&composed.hash().0, &counts, &protected, (&config, &whole))?;
        composed.write(&self.releases.join(&manuscript.version))?;
        desk.timings.end("run", stage, shown.1 as u64)?;
        let (links, trials) = (snapshot.links(), snapshot.trials().to_vec());
        let (persons, events) = (counts.persons, counts.events);
        Ok(Made { version: config.version, persons, events, shown, on_pages, proven, beside: jointly, links, trials })
    }

    /// What earlier releases told and were made from: looked at first, so that who lacks it hears so before anything is counted.
    fn earlier(&self, config: &Config) -> Result<(Before, Known)> {
        let memory = self.memory();
        if std::path::absolute(&memory)?.starts_with(std::path::absolute(&self.releases)?) {
            let memory = memory.display();
            return Err(wrong_use(format!("{memory} lies in the folder of releases: what is remembered holds exact counts")));
        }
        let before = Before::read(&self.releases, &config.version)?;
        Ok((before, memory::known(&self.releases, &config.version, &memory, &self.unremembered)?))
    }

    /// The folder in which releases are remembered: inside the house.
    fn memory(&self) -> PathBuf {
        self.memory.clone().unwrap_or_else(|| self.store.join("memory"))
    }

    /// So that later releases can be protected beside this one.
    fn remember(&self, release: &str, counts: &Counts, protected: &Protected, (config, whole): (&Config, &Whole)) -> Result<()> {
        let own = Earlier {
            version: config.version.clone(),
            policy: manuscript::policy(config),
            questions: manuscript::questions(&whole.indicators, &whole.hand_overs),
            counts: protected.counts(&counts.tables),
            told: memory::told(&protected.tables),
            repeated: protected.repeated.clone(),
            withdrawn: false,
        };
        memory::keep(&self.memory(), release, &own)
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

fn protect(
    counts: &Counts,
    whole: &Whole,
    (config, atlas): (&Config, &Atlas),
    known: &Known,
    desk: &mut Desk,
) -> Result<(Protected, Jointly)> {
    let stage = desk.timings.begin("disclosure");
    if !known.earlier.is_empty() && !desk.quiet {
        eprintln!("protecting jointly with {} earlier releases; this takes some times as long as a first release", known.earlier.len());
    }
    let questions = manuscript::questions(&whole.indicators, &whole.hand_overs);
    let protected = disclosure::protect_beside(
        &counts.tables,
        &questions,
        atlas,
        &manuscript::policy(config),
        &known.earlier,
        &manuscript::within(&whole.indicators),
    )?;
    let seconds = stage.cpu_seconds();
    desk.timings.end("run", stage, shown(&protected.tables).1 as u64)?;
    let versions = |jointly: bool| known.beside.iter().filter(|own| own.jointly == jointly).map(|own| own.version.clone()).collect();
    let (versions, apart) = (versions(true), versions(false));
    let repeated = by_indicator(&protected.repeated);
    let jointly =
        Jointly { versions, apart, hidden: protected.report.for_earlier, seconds, withheld: protected.withheld.clone(), repeated };
    Ok((protected, jointly))
}

/// Tables of the country by other things than the others are by, beside what those show of the same starts.
fn crosstabs(
    snapshot: &Snapshot,
    (coverage, atlas): (&domain::Coverage, &Atlas),
    (config, whole): (&Config, &Whole),
    (protected, before): (&Protected, &Before),
    desk: &mut Desk,
) -> Result<crosstabs::Made> {
    let stage = desk.timings.begin("cross tables");
    let beside = crosstabs::Beside { coverage, atlas, config, whole, tables: &protected.tables, repeated: &protected.repeated, before };
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
    let mut indicators = manuscript::definitions(&whole.indicators, &whole.hand_overs, config.years.0);
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
        norms: [indicators::norms_version()].into_iter().chain(config.own.norms.iter().map(|own| own.version.clone())).collect(),
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
        beside: Vec::new(),
        repeated: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_indicator_with_years_told_again_has_a_line_by_release() {
        let of = |indicator: &str, year: i16, from: Option<&str>| Repeated {
            indicator: indicator.to_owned(),
            year,
            from: from.map(str::to_owned),
        };
        let repeated = by_indicator(&[
            of("a", 2021, Some("1")),
            of("a", 2022, Some("2")),
            of("a", 2023, Some("1")),
            of("b", 2021, Some("1")),
            of("b", 2022, None),
        ]);
        let lines = Jointly { versions: vec!["1".to_owned(), "2".to_owned()], repeated, ..Jointly::default() }.lines();
        assert_eq!(lines.len(), 5, "{lines:?}");
        assert!(lines[1].starts_with("a tells of 2021, 2023 what release 1 told"));
        assert!(lines[2].starts_with("a tells of 2022 what release 2 told"));
        assert!(lines[3].starts_with("b tells of 2021 what release 1 told"));
        assert!(lines[4].starts_with("b tells nothing of 2022"));
    }
}
