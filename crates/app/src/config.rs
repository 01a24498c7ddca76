//! `region.toml`: what a run needs to know. A missing policy is a refusal, never a default.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use domain::Day;
use indicators::Own;
use serde::Deserialize;

use crate::failure::wrong_use;

/// Configuration of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Config {
    /// Version readers see: `2026-1`.
    pub version: String,
    /// First and last year of the release.
    pub years: (i16, i16),
    /// Windows of years that are pooled; they do not overlap.
    pub pools: Vec<(i16, i16)>,
    /// As of which day the deliveries are used.
    pub as_of: Day,
    /// Whether the country is made up.
    pub synthetic: bool,
    /// Seed of everything drawn by chance.
    pub seed: u64,
    /// What counts as safe.
    pub disclosure: Disclosure,
    /// The region's own norms, indicators and breaks in series.
    pub own: Own,
    /// Hash of the text this was read from, and of the files it names.
    pub hash: String,
}

/// The disclosure policy as written.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// Counts below this are hidden at country level.
    pub country: u64,
    /// … at the level of Veilig Thuis regions.
    pub veilig_thuis: u64,
    /// … at the level of municipalities.
    pub municipality: u64,
    /// Shown counts are rounded to a multiple of this.
    pub base: u64,
    /// Least width of what an attacker can infer of a hidden cell.
    pub width: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    version: String,
    years: (i16, i16),
    pools: Vec<(i16, i16)>,
    as_of: String,
    #[serde(default)]
    synthetic: bool,
    #[serde(default = "first_seed")]
    seed: u64,
    disclosure: Disclosure,
    norms: Option<PathBuf>,
    series_breaks: Option<PathBuf>,
    #[serde(default)]
    indicators: Vec<PathBuf>,
}

fn first_seed() -> u64 {
    1
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, or misses a policy, or says something that cannot be.
    pub fn read(path: &Path) -> Result<Config> {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read the configuration {}", path.display()))?;
        Config::parse(&text, path.parent().unwrap_or(Path::new("."))).map_err(|error| wrong_use(format!("{}: {error:#}", path.display())))
    }

    /// Reads the text of a file; the files it names stand in a folder.
    ///
    /// # Errors
    /// As [`Config::read`], with the line.
    pub fn parse(text: &str, folder: &Path) -> Result<Config> {
        let wire: Wire = toml::from_str(text)?;
        let as_of = Day::parse_iso(&wire.as_of).context("`as_of` is no day; write it as \"2026-01-01\"")?;
        anyhow::ensure!(wire.years.0 <= wire.years.1, "`years` runs backwards");
        anyhow::ensure!(wire.years.0 >= 1990 && wire.years.1 <= 2100, "`years` lies outside 1990–2100");
        anyhow::ensure!(wire.pools.iter().all(|pool| wire.years.0 <= pool.0 && pool.1 <= wire.years.1), "a pool lies outside `years`");
        anyhow::ensure!(is_name(&wire.version), "`version` holds letters, digits, '.' and '-' only");
        let policy = &wire.disclosure;
        anyhow::ensure!(policy.country >= 2 && policy.veilig_thuis >= 2 && policy.municipality >= 2, "a threshold below 2 protects nobody");
        anyhow::ensure!(policy.base >= 1 && policy.width >= 1, "`base` and `width` are at least 1");
        let (own, texts) = own(folder, (wire.norms.as_deref(), wire.series_breaks.as_deref()), &wire.indicators)?;
        Ok(Config {
            version: wire.version,
            years: wire.years,
            pools: wire.pools,
            as_of,
            synthetic: wire.synthetic,
            seed: wire.seed,
            disclosure: wire.disclosure,
            own,
            hash: fingerprint(&(text.to_owned() + &texts)),
        })
    }

    /// The text of a configuration for a made country. The pool is the last three years but one: all their waits of half a
    /// year have been seen, so that a share needs no curve.
    pub fn for_made_country(years: (i16, i16), seed: u64) -> String {
        let last_seen = years.0.max(years.1 - 1);
        let last_pool = (years.0.max(last_seen - 2), last_seen);
        format!(
            "# What `inbeeld run` needs to know. Every threshold is policy: none has a default.\n\
             version = \"{}-1\"\nyears = [{}, {}]\npools = [[{}, {}]]\nas_of = \"{}-01-01\"\nsynthetic = true\nseed = {seed}\n\n\
             [disclosure]\n# Counts below these are hidden, per level.\ncountry = 5\nveilig_thuis = 5\nmunicipality = 10\n\
             # Shown counts are rounded to a multiple of this.\nbase = 5\n# An attacker must be left at least this much in doubt.\nwidth = 1\n",
            years.1 + 1,
            years.0,
            years.1,
            last_pool.0,
            last_pool.1,
            years.1 + 1
        )
    }
}

/// The region's own norms, breaks in series and indicators, with the texts of their files.
fn own(folder: &Path, (norms, breaks): (Option<&Path>, Option<&Path>), indicators: &[PathBuf]) -> Result<(Own, String)> {
    let (mut own, mut texts) = (Own::default(), String::new());
    let named = |path: &Path| format!("in {}", path.display());
    if let Some(path) = norms {
        let text = std::fs::read_to_string(folder.join(path)).with_context(|| format!("cannot read the norms {}", path.display()))?;
        own = own.with_norms(&text).with_context(|| named(path))?;
        texts += &text;
    }
    if let Some(path) = breaks {
        let text =
            std::fs::read_to_string(folder.join(path)).with_context(|| format!("cannot read the breaks in series {}", path.display()))?;
        own = own.with_breaks(&text).with_context(|| named(path))?;
        texts += &text;
    }
    for path in indicators {
        let text = std::fs::read_to_string(folder.join(path)).with_context(|| format!("cannot read the indicator {}", path.display()))?;
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        own = own.with_indicator(&text, &name).with_context(|| named(path))?;
        texts += &text;
    }
    Ok((own, texts))
}

fn is_name(version: &str) -> bool {
    version.starts_with(|letter: char| letter.is_ascii_alphanumeric())
        && version.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
}

/// First 16 hexadecimal digits of the BLAKE3 hash of a text.
fn fingerprint(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_made_countrys_configuration_reads_back() {
        let config = Config::parse(&Config::for_made_country((2021, 2025), 7), Path::new(".")).expect("a configuration");
        assert_eq!((config.years, config.pools, config.seed), ((2021, 2025), vec![(2022, 2024)], 7));
        assert_eq!(config.as_of.to_string(), "2026-01-01");
    }

    #[test]
    fn without_a_policy_nothing_starts() {
        let text = Config::for_made_country((2021, 2025), 1);
        let without = text.split("[disclosure]").next().expect("a head");
        let parse = |text: &str| Config::parse(text, Path::new("."));
        assert!(parse(without).is_err());
        assert!(parse(&text.replace("country = 5", "country = 1")).is_err());
        assert!(parse(&text.replace("country = 5", "country = 5\noverride = true")).is_err());
    }

    #[test]
    fn a_fault_in_a_regions_own_file_names_the_file_and_the_line() {
        let folder = tempfile::tempdir().expect("folder");
        let text = format!("norms = \"ours.toml\"\n{}", Config::for_made_country((2021, 2025), 1));
        let said = |norms: &str| {
            std::fs::write(folder.path().join("ours.toml"), norms).expect("written");
            Config::parse(&text, folder.path()).map(|config| config.hash).map_err(|error| format!("{error:#}"))
        };
        assert_eq!(
            said("version = \"1\"\n[[hand-over]]\nid = 3"),
            Err("in ours.toml: line 3: invalid type: integer `3`, expected a string".to_owned())
        );
        let text = text.replace("norms =", "series_breaks =");
        std::fs::write(folder.path().join("ours.toml"), "version = \"1\"\n[[break]]\nid = \"own\"\ndate = 2023\n").expect("written");
        let refused = Config::parse(&text, folder.path()).expect_err("no day");
        assert_eq!(format!("{refused:#}"), "in ours.toml: line 4: invalid type: integer `2023`, expected a string");
        let said = |norms: &str| {
            std::fs::write(folder.path().join("ours.toml"), norms).expect("written");
            Config::parse(&text.replace("series_breaks =", "norms ="), folder.path())
                .map(|config| config.hash)
                .map_err(|error| format!("{error:#}"))
        };
        assert!(said("version = \"1\"\nhand-over = []").is_ok_and(|hash| Ok(hash) != said("version = \"2\"\nhand-over = []")));
    }
}
