//! `inbeeld demo`: a made country from delivery to dashboard, in one command.

mod three_parties;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::Desk;
use crate::commands::findings;
use crate::commands::intake::Intake;
use crate::commands::protect;
use crate::commands::run::Run;
use crate::commands::serve;
use crate::commands::synth::Synth;
use crate::failure::{Outcome, wrong_use};
use crate::how_linked;
use three_parties::{Way, WhoseIdentity};

/// Last year of the demo's country.
const LAST_YEAR: i16 = 2025;

/// Makes a country that does not exist, delivers, checks, links, counts, protects, publishes (unapproved) and serves it.
#[derive(Args)]
#[command(after_help = "Example:\n  inbeeld demo --scale 0.05 --years 5 --port 8080")]
pub struct Demo {
    /// Size of the country: 1 is the Netherlands.
    #[arg(long, default_value_t = 0.05)]
    scale: f64,
    /// Number of years, the last being 2025.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(i16).range(1..=15))]
    years: i16,
    /// The same seed makes the same country.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Mistakes of the suppliers: `none`, `all`, or names with a comma between.
    #[arg(long, default_value = "all")]
    faults: String,
    /// Folder to work in; what an earlier demo left there is replaced.
    #[arg(long, default_value = "demo")]
    out: PathBuf,
    /// Port of the dashboard on 127.0.0.1.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Whose deliveries go by way of source, pseudonym service and hub, with `inbeeld-desk` run beside this program: those of one
    /// Veilig Thuis region into a store of their own, all of them, or nobody's. One region where `inbeeld-desk` stands beside it.
    #[arg(long, value_enum)]
    identity: Option<WhoseIdentity>,
    /// Stop before serving.
    #[arg(long)]
    no_serve: bool,
}

impl Demo {
    /// Runs the whole chain, a line a step.
    ///
    /// # Errors
    /// The first step that fails.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let started = Instant::now();
        self.clear()?;
        self.make_country(desk)?;
        let sealed = match self.whose(desk) {
            WhoseIdentity::Full => self.deliver_sealed(WhoseIdentity::Full, "store", desk)?,
            WhoseIdentity::OneRegion => {
                self.deliver(desk)?;
                self.deliver_sealed(WhoseIdentity::OneRegion, "identity/store", desk)?
            }
            WhoseIdentity::None => {
                self.deliver(desk)?;
                self.out.join("store")
            }
        };
        let releases = self.publish(sealed, desk)?;
        self.say(desk, format!("done in {:.0} s; everything you will see is invented", started.elapsed().as_secs_f64()));
        if self.no_serve {
            return Ok(Outcome::Done);
        }
        serve::serve(&releases, self.port, serve::Visible::Drafts, None)
    }

    /// One region unless asked otherwise; nobody's where nothing was asked and the desk program is not there.
    fn whose(&self, desk: &Desk) -> WhoseIdentity {
        self.identity.unwrap_or_else(|| {
            if three_parties::desk_program().is_some() {
                return WhoseIdentity::OneRegion;
            }
            self.say(desk, "`inbeeld-desk` does not stand beside this program: no region goes by way of three parties".to_owned());
            WhoseIdentity::None
        })
    }

    /// Removes what an earlier demo left, and nothing else.
    fn clear(&self) -> Result<()> {
        for name in ["country", "store", "releases", "identity"] {
            let path = self.out.join(name);
            if path.exists() {
                std::fs::remove_dir_all(&path).with_context(|| format!("cannot remove {}", path.display()))?;
            }
        }
        std::fs::create_dir_all(&self.out).with_context(|| format!("cannot make {}", self.out.display()))
    }

    fn make_country(&self, desk: &mut Desk) -> Result<()> {
        let synth = Synth {
            out: self.out.join("country"),
            scale: self.scale,
            years: (LAST_YEAR + 1 - self.years, LAST_YEAR),
            seed: self.seed,
            faults: self.faults.clone(),
        };
        let summary = synth.make(desk)?;
        self.say(
            desk,
            format!(
                "made a country at scale {}: {} files, {} rows, {} deliberate mistakes",
                self.scale, summary.files, summary.rows, summary.faults
            ),
        );
        Ok(())
    }

    fn deliver(&self, desk: &mut Desk) -> Result<()> {
        let country = self.out.join("country");
        let intake = Intake {
            files: vec![country.join("deliveries")],
            pseudonym_key: Some(country.join("key")),
            keys: None,
            purpose: None,
            postcodes: Some(country.join("reference/postcodes.csv")),
            never_link: None,
            store: self.out.join("store"),
            language: check::Tongue::En,
            receipts: None,
        };
        let received = intake.receive(desk)?;
        let (read, accepted, set_aside) = received.rows();
        self.say(desk, format!("checked and stored: {read} rows read = {accepted} accepted + {set_aside} set aside"));
        if !desk.quiet {
            eprint!("{}", findings::summary(&received.reports, intake::Language::English));
        }
        Ok(())
    }

    /// The same deliveries by way of three parties of whom none holds identity whole.
    fn deliver_sealed(&self, whose: WhoseIdentity, store: &str, desk: &mut Desk) -> Result<PathBuf> {
        let program = three_parties::desk_program()
            .ok_or_else(|| wrong_use("`inbeeld-desk` does not stand beside this program: `cargo build --release -p desk` makes it"))?;
        let (work, store) = (self.out.join("identity"), self.out.join(store));
        let done = three_parties::deliver(&Way { whose, program, country: self.out.join("country"), work, store: store.clone() }, desk)?;
        self.say(
            desk,
            format!(
                "by way of three parties: {} packages, {} identifiers transcrypted, {} rows accepted into {}; {} files without a sound row",
                done.packages,
                done.evaluations,
                done.accepted,
                store.display(),
                done.refused
            ),
        );
        Ok(store)
    }

    fn publish(&self, sealed: PathBuf, desk: &mut Desk) -> Result<PathBuf> {
        let releases = self.out.join("releases");
        let run = Run {
            config: self.out.join("country/region.toml"),
            store: self.out.join("store"),
            releases: releases.clone(),
            memory: None,
            unremembered: Vec::new(),
            draft: None,
            sealed: Some(sealed),
            hidden: None,
        };
        let made = run.make(desk)?;
        self.say(desk, format!("linked and counted {} events of {} persons", made.events, made.persons));
        self.say(desk, how_linked::counted(&made.links));
        let share = 100.0 * made.shown.0 as f64 / made.shown.1.max(1) as f64;
        self.say(
            desk,
            format!(
                "protected: {} of {} cells shown ({share:.0} %), every hidden cell with two audited witnesses, also against people who are alone in a cell",
                made.shown.0, made.shown.1
            ),
        );
        let (shown, asked) = made.on_pages;
        let share = 100.0 * shown as f64 / asked.max(1) as f64;
        self.say(desk, format!("of what pages of regions open with {shown} of {asked} cells shown ({share:.0} %)"));
        self.check_certificates(&releases.join(&made.version), desk)?;
        self.say(desk, format!("release {} written to {}, unapproved", made.version, releases.display()));
        Ok(releases)
    }

    /// Reads the release back as anyone would, and checks its certificates.
    fn check_certificates(&self, release: &Path, desk: &mut Desk) -> Result<()> {
        let found = protect::check_release(release, desk)?;
        if let Some(fault) = found.fault() {
            bail!("a certificate of the release does not hold: {fault}");
        }
        let protect::Sums { open, hidden, open_if_both: known, tables } = found.sums();
        self.say(
            desk,
            format!("{open} of {hidden} hidden cells proven open by {tables} tables in the release, {known} of them also to whoever knows that every place is known and that \"form unknown\" excludes the other forms; `inbeeld protect verify` checks it"),
        );
        Ok(())
    }

    fn say(&self, desk: &Desk, line: String) {
        if !desk.quiet {
            eprintln!("{line}");
        }
    }
}
