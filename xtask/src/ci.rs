//! `cargo xtask ci`: the one command that says whether a change may land.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, ensure};

use crate::{assets, bench, browser, docs, kill, setup, shell, tidy};

/// Runs every step in order, stops at the first that fails, and says what each took.
///
/// # Errors
/// The first failing step, by name.
pub fn run() -> Result<()> {
    let started = Instant::now();
    let folder = std::env::temp_dir().join(format!("inbeeld-ci-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    step("set-up", setup::for_tests)?;
    step("web assets", assets::run)?;
    step("format", || cargo(&["fmt", "--all", "--check"]))?;
    // Programs are built in a folder of their own, and the last of each build keeps one core only.
    beside(
        || step("lints", || cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])),
        || step("programs", || shell::built("inbeeld").map(drop)),
    )?;
    step("tests", || cargo(&["test", "--workspace", "--quiet"]))?;
    beside(
        || {
            step("docs", || {
                shell::run(shell::command("cargo", &["doc", "--workspace", "--no-deps", "--quiet"]).env("RUSTDOCFLAGS", "-D warnings"))
            })?;
            step("tidy", tidy::run)?;
            step("generated pages", docs::check)
        },
        || step("same seed, same bytes", || same_bytes(&folder)),
    )?;
    step("channels of a whole release", || channels(&folder.join("one/releases")))?;
    // A browser waits much of its time: what computes goes on beside it.
    beside(
        || {
            step("browser", || browser::test(&folder.join("one")))?;
            step("staff pages", || browser::test_staff(&folder.join("staff"), &folder.join("one")))?;
            step("check pages", || browser::test_check_pages(&folder.join("check")))
        },
        || {
            step("interval coverage, small", || bench::coverage(200))?;
            step("kill -9", || kill::run(&folder.join("one/country"), &folder.join("killed")))
        },
    )?;
    std::fs::remove_dir_all(&folder).ok();
    eprintln!("ci: everything passed in {:.0} s", started.elapsed().as_secs_f64());
    Ok(())
}

fn step(name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    eprintln!("── {name}");
    let started = Instant::now();
    work().with_context(|| format!("ci stopped at step '{name}'"))?;
    eprintln!("   {name}: {:.0} s", started.elapsed().as_secs_f64());
    Ok(())
}

/// Two pieces of work at the same time. The first error of either, once both have ended.
fn beside(one: impl FnOnce() -> Result<()>, other: impl FnOnce() -> Result<()> + Send) -> Result<()> {
    std::thread::scope(|scope| {
        let other = scope.spawn(other);
        let one = one();
        let other = other.join().map_err(|_| anyhow!("ci stopped at a step that broke off"))?;
        one.and(other)
    })
}

fn cargo(arguments: &[&str]) -> Result<()> {
    shell::run(&mut shell::command("cargo", arguments))
}

/// The whole chain with one thread and with two: every file of the release must be the same.
fn same_bytes(folder: &Path) -> Result<()> {
    let program = shell::built("inbeeld")?;
    for (name, threads) in [("one", "1"), ("two", "2")] {
        let out = folder.join(name).to_string_lossy().into_owned();
        shell::run(&mut shell::command(
            &program.to_string_lossy(),
            &["demo", "--scale", "0.02", "--years", "4", "--no-serve", "--quiet", "--threads", threads, "--out", &out],
        ))?;
    }
    let (one, two) = (contents(&folder.join("one/releases"))?, contents(&folder.join("two/releases"))?);
    ensure!(!one.is_empty() && one == two, "the release made with one thread differs from the one made with two");
    eprintln!("   {} release files, byte for byte the same with 1 and 2 threads", one.len());
    Ok(())
}

/// Pages, drawings and files parsed back against the cells of a release that the whole chain made.
fn channels(releases: &Path) -> Result<()> {
    let entries = std::fs::read_dir(releases).with_context(|| format!("cannot list {}", releases.display()))?;
    let release = entries.flatten().map(|entry| entry.path()).find(|path| path.join("manifest.json").is_file());
    let release = release.context("the demo has no release")?;
    // Of the whole workspace, so that it is the very test that is built already.
    let mut test = shell::command("cargo", &["test", "--quiet", "--workspace", "--test", "channels"]);
    shell::run(test.env("INBEELD_CHANNELS_RELEASE", release))
}

/// Every file under a folder with its bytes, by name.
fn contents(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).with_context(|| format!("cannot list {}", next.display()))?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((path.strip_prefix(folder)?.display().to_string(), std::fs::read(&path)?));
            }
        }
    }
    found.sort();
    Ok(found)
}
