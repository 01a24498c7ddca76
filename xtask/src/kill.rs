//! kill −9 at ten random moments of `intake` and of `run`: no accepted delivery lost, nothing half-published.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::shell;

const MOMENTS: u64 = 10;

/// Kills, looks, finishes, and compares with a folder that was never disturbed.
pub fn run(country: &Path, folder: &Path) -> Result<()> {
    let program = shell::built("inbeeld")?;
    let calm = Hub::new(&program, country, &folder.join("calm"));
    let started = Instant::now();
    calm.intake()?;
    let intake_takes = started.elapsed();
    let started = Instant::now();
    calm.run()?;
    let run_takes = started.elapsed();

    let disturbed = Hub::new(&program, country, &folder.join("disturbed"));
    let mut accepted = BTreeSet::new();
    for moment in 1..=MOMENTS {
        disturbed.killed(&disturbed.intake_arguments()?, moment, intake_takes)?;
        let after = disturbed.accepted_deliveries()?;
        ensure!(after.is_superset(&accepted), "after kill {moment} of intake an accepted delivery is gone");
        accepted = after;
    }
    ensure!(!accepted.is_empty(), "no delivery was accepted before the last kill: the kills came too early to say anything");
    disturbed.intake()?;
    for moment in 1..=MOMENTS {
        disturbed.killed(&disturbed.run_arguments(), moment, run_takes)?;
        disturbed.nothing_is_half_published()?;
    }
    disturbed.run()?;
    ensure!(
        calm.release_manifest()? == disturbed.release_manifest()?,
        "after {MOMENTS} kills the release differs from the undisturbed one"
    );
    eprintln!("kill -9: {MOMENTS} times in intake, {MOMENTS} times in run; every accepted delivery kept, the release is the same");
    Ok(())
}

/// One hub in a folder, driven through its commands as an operator would.
struct Hub {
    program: PathBuf,
    country: PathBuf,
    folder: PathBuf,
}

impl Hub {
    fn new(program: &Path, country: &Path, folder: &Path) -> Hub {
        Hub { program: program.to_owned(), country: country.to_owned(), folder: folder.to_owned() }
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).to_string_lossy().into_owned()
    }

    fn intake_arguments(&self) -> Result<Vec<String>> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.country.join("deliveries"))?.flatten().map(|entry| entry.path()).collect();
        files.sort();
        let key = self.country.join("key").to_string_lossy().into_owned();
        let postcodes = self.country.join("reference/postcodes.csv").to_string_lossy().into_owned();
        let fixed =
            ["intake", "--pseudonym-key", &key, "--postcodes", &postcodes, "--store", &self.path("store"), "--quiet"].map(str::to_owned);
        Ok(fixed.into_iter().chain(files.iter().map(|file| file.to_string_lossy().into_owned())).collect())
    }

    fn run_arguments(&self) -> Vec<String> {
        let config = self.country.join("region.toml").to_string_lossy().into_owned();
        ["run", "--config", &config, "--store", &self.path("store"), "--releases", &self.path("releases"), "--quiet"]
            .map(str::to_owned)
            .into()
    }

    fn intake(&self) -> Result<()> {
        // Findings of severity error end with 1: the made country may hold them.
        let status = self.command(&self.intake_arguments()?).status().context("could not start intake")?;
        ensure!(matches!(status.code(), Some(0 | 1)), "intake ended with {status}");
        Ok(())
    }

    fn run(&self) -> Result<()> {
        shell::run(&mut self.command(&self.run_arguments()))
    }

    fn killed(&self, arguments: &[String], moment: u64, takes: Duration) -> Result<()> {
        let mut child = self.command(arguments).stderr(Stdio::null()).spawn().context("could not start")?;
        // Spread over the whole run, off the even grid: the golden ratio's multiples.
        let part = (moment as f64 * 0.618_034).fract();
        std::thread::sleep(takes.mul_f64(part));
        child.kill().ok();
        child.wait()?;
        Ok(())
    }

    fn command(&self, arguments: &[String]) -> std::process::Command {
        let mut command = shell::command(&self.program.to_string_lossy(), &[]);
        command.args(arguments).stdout(Stdio::null());
        command
    }

    /// What the catalogue holds now. `inbeeld doctor` reads every one back, compares its hash, and fails where one differs.
    fn accepted_deliveries(&self) -> Result<BTreeSet<String>> {
        if !Path::new(&self.path("store")).exists() {
            return Ok(BTreeSet::new());
        }
        let arguments = ["doctor", "--format", "json", "--store", &self.path("store")].map(str::to_owned);
        let said = shell::output(self.command(&arguments).stdout(Stdio::piped()))?;
        let text = String::from_utf8(said).context("doctor wrote no text")?;
        let (_, list) = text.split_once("\"deliveries\":[").context("doctor named no deliveries")?;
        let (list, _) = list.split_once(']').context("doctor named no end of deliveries")?;
        Ok(list.split(',').filter(|path| !path.is_empty()).map(str::to_owned).collect())
    }

    fn nothing_is_half_published(&self) -> Result<()> {
        let Ok(entries) = std::fs::read_dir(self.path("releases")) else { return Ok(()) };
        for entry in entries.flatten().filter(|entry| entry.path().is_dir()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || name.ends_with(".tmp") {
                continue;
            }
            if !entry.path().join("manifest.json").exists() {
                bail!("release {name} stands there without its manifest");
            }
            shell::run(&mut self.command(&["release".into(), "verify".into(), "--releases".into(), self.path("releases")]))?;
        }
        Ok(())
    }

    fn release_manifest(&self) -> Result<Vec<(String, Vec<u8>)>> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(self.path("releases"))?.flatten().filter(|entry| entry.path().join("manifest.json").exists()) {
            found.push((entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path().join("manifest.json"))?));
        }
        found.sort();
        ensure!(!found.is_empty(), "there is no release in {}", self.path("releases"));
        Ok(found)
    }
}
