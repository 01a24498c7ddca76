//! Mutation of the rules: each place of their code altered, one at a time; an example or a test must turn red.
//!
//! Every alteration is compiled into one test program and chosen by its number, so that a thousand of them take one build
//! (mutant schemata; Untch, Offutt and Harrold, ISSTA 1993). The work is done on a copy in `target/mutants`.

mod places;

use std::collections::BTreeSet;
use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::shell;
use places::Mutant;

/// The crate whose rules are altered, and their folder in it.
const ROOM: &str = "crates/intake";
/// Mutants that no test can notice, with the reason: `path: change — reason`.
const KNOWN: &str = "crates/intake/mutants.txt";
/// How long a mutant may take, at least, before it counts as noticed: it goes round for ever …
const LONGEST: Duration = Duration::from_secs(90);
/// … and so many times as long as all tests take without any: on a busy machine everything takes long.
const TIMES: u32 = 4;

/// What chooses a mutant, in the copy.
const SWITCH: &str = r#"
#[allow(missing_docs)]
pub(crate) mod mutation {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU32, Ordering};
    static ACTIVE: LazyLock<AtomicU32> =
        LazyLock::new(|| AtomicU32::new(std::env::var("INBEELD_MUTANT").ok().and_then(|given| given.parse().ok()).unwrap_or(0)));
    pub(crate) fn active() -> u32 { ACTIVE.load(Ordering::Relaxed) }
    #[cfg(test)]
    pub(crate) fn choose(number: u32) { ACTIVE.store(number, Ordering::Relaxed); }
}
"#;

/// What tries mutants on the examples of their rules, in the copy: lines `number code,code` in; `noticed|survived number` out.
const TRIAL: &str = r#"
#[test]
fn each_mutant_against_the_examples_of_its_rules() {
    let Ok(asked) = std::env::var("INBEELD_MUTANTS") else { return };
    for line in asked.lines() {
        let (number, codes) = line.split_once(' ').expect("a number and codes");
        let codes: Vec<&str> = codes.split(',').filter(|code| !code.is_empty()).collect();
        let is_asked = |rule: &Rule| codes.is_empty() || codes.contains(&rule.code);
        crate::mutation::choose(number.parse().expect("a number"));
        let fails = || each().filter(|(_, rule)| is_asked(rule)).any(|(family, rule)| rule.examples.iter().any(|given| !holds(family, rule, given)));
        let is_noticed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(fails)).unwrap_or(true);
        crate::mutation::choose(0);
        eprintln!("{} {number}", if is_noticed { "noticed" } else { "survived" });
    }
}
"#;

/// The program in which every mutant waits for its number.
struct Trial {
    copy: PathBuf,
    program: PathBuf,
    longest: Duration,
}

/// A file of rules with its mutants.
struct Suspect {
    path: String,
    codes: Vec<String>,
    mutants: Vec<Mutant>,
}

/// Alters the rules of one family (a folder of `crates/intake/src/rules`), or of all (`*`).
///
/// # Errors
/// When the copy does not build, or a mutant survives that is not named with its reason in `crates/intake/mutants.txt`.
pub fn run(family: &str) -> Result<()> {
    let copy = shell::root().join("target/mutants/tree");
    copied(&copy)?;
    let suspects = alter(&copy, family)?;
    let count: usize = suspects.iter().map(|suspect| suspect.mutants.len()).sum();
    ensure!(count > 0, "no rule in '{family}'; the families are the folders of {ROOM}/src/rules");
    eprintln!("mutants: {count} in {} files; building", suspects.len());
    let trial = Trial { program: built(&copy)?, copy, longest: LONGEST }.measured()?;
    let mut survivors = Vec::new();
    for (at, suspect) in suspects.iter().enumerate() {
        if std::io::stderr().is_terminal() {
            eprint!("\r{} of {} files, {} unnoticed ", at + 1, suspects.len(), survivors.len());
        }
        survivors.extend(trial.survive(suspect)?);
    }
    told(count, &survivors, family)
}

/// A copy of what is under version control or about to be, so that nothing of the tree itself is touched.
fn copied(copy: &Path) -> Result<()> {
    if copy.exists() {
        fs::remove_dir_all(copy)?;
    }
    let listed = shell::output(&mut shell::command("git", &["ls-files", "--cached", "--others", "--exclude-standard"]))?;
    for name in String::from_utf8(listed)?.lines() {
        let (from, to) = (shell::root().join(name), copy.join(name));
        if from.is_file() {
            fs::create_dir_all(to.parent().context("a file has a folder")?)?;
            fs::copy(&from, &to).with_context(|| format!("cannot copy {name}"))?;
        }
    }
    Ok(())
}

fn alter(copy: &Path, family: &str) -> Result<Vec<Suspect>> {
    let rules = copy.join(ROOM).join("src/rules");
    let mut files = Vec::new();
    for folder in fs::read_dir(&rules)?.flatten().filter(|entry| entry.path().is_dir()) {
        if family == "*" || folder.file_name() == family {
            files.extend(fs::read_dir(folder.path())?.flatten().map(|entry| entry.path()));
        }
    }
    files.sort();
    let (mut suspects, mut last) = (Vec::new(), 0);
    for path in files {
        let source = fs::read_to_string(&path)?;
        let altered = places::altered(&source, last).with_context(|| path.display().to_string())?;
        last = altered.mutants.last().map_or(last, |mutant| mutant.number);
        fs::write(&path, altered.source)?;
        let path = path.strip_prefix(&rules)?.display().to_string();
        suspects.push(Suspect { path, codes: codes(&source), mutants: altered.mutants });
    }
    append(&copy.join(ROOM).join("src/lib.rs"), SWITCH)?;
    append(&rules.join("tests.rs"), TRIAL)?;
    suspects.retain(|suspect| !suspect.mutants.is_empty());
    Ok(suspects)
}

/// The rules of a file by their codes; none: what it holds serves its whole family.
fn codes(source: &str) -> Vec<String> {
    let written = source.split("code: \"").skip(1).filter_map(|rest| rest.split('"').next());
    written.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
}

fn append(path: &Path, text: &str) -> Result<()> {
    let before = fs::read_to_string(path)?;
    Ok(fs::write(path, before + text)?)
}

/// Builds the tests of the copy and gives the program.
fn built(copy: &Path) -> Result<PathBuf> {
    let mut command = Command::new("cargo");
    command.args(["test", "--quiet", "--no-run", "--lib", "--package", "intake", "--message-format", "json"]).current_dir(copy);
    command.env("CARGO_TARGET_DIR", shell::root().join("target/mutants/build")).env("RUSTFLAGS", "--cap-lints allow");
    let messages = shell::output(&mut command)?;
    let programs = String::from_utf8(messages)?;
    let program = programs.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let program =
        program.filter(|message| message["profile"]["test"] == true).find_map(|message| message["executable"].as_str().map(PathBuf::from));
    program.context("the tests of the copy gave no program")
}

impl Trial {
    /// All tests without any mutant: green, or everything would count as noticed; how long they take says how long is too long.
    fn measured(self) -> Result<Trial> {
        let begun = Instant::now();
        let is_green = self.start(&[], "INBEELD_MUTANT", "0", tempfile()?)?.wait()?.success();
        ensure!(is_green, "a test fails without any mutant; see `cargo test --package intake --lib`");
        Ok(Trial { longest: LONGEST.max(TIMES * begun.elapsed()), ..self })
    }

    /// The mutants of a file that neither the examples of its rules nor any other test of the room notices.
    fn survive<'a>(&self, suspect: &'a Suspect) -> Result<Vec<(&'a Suspect, &'a Mutant)>> {
        let mut left: Vec<&Mutant> = suspect.mutants.iter().collect();
        let mut survivors = Vec::new();
        while !left.is_empty() {
            let asked: Vec<String> = left.iter().map(|mutant| format!("{} {}", mutant.number, suspect.codes.join(","))).collect();
            let (said, is_to_the_end) = self.tried(&asked.join("\n"))?;
            let words: Vec<&str> = said.lines().filter_map(|line| line.rsplit("... ").next()).collect();
            let is_said = |word: &str, mutant: &Mutant| words.contains(&format!("{word} {}", mutant.number).as_str());
            let answered = left.iter().take_while(|mutant| is_said("noticed", mutant) || is_said("survived", mutant)).count();
            ensure!(answered == left.len() || !is_to_the_end, "the trial of {} ended well and did not say how", suspect.path);
            survivors.extend(left.iter().copied().filter(|mutant| is_said("survived", mutant)));
            // Nothing said of the first that was asked: it goes round for ever, or takes the program with it. A later one is asked again.
            left.drain(..answered.max(1));
        }
        let mut alive = Vec::new();
        for mutant in survivors {
            if self.passes(mutant.number)? {
                alive.push((suspect, mutant));
            }
        }
        Ok(alive)
    }

    /// What the examples said of each mutant, and whether they came to their end.
    fn tried(&self, asked: &str) -> Result<(String, bool)> {
        let output = tempfile()?;
        let child = self.start(&["rules::tests::each_mutant", "--nocapture"], "INBEELD_MUTANTS", asked, output.try_clone()?)?;
        let is_to_the_end = self.ended(child)?;
        let mut said = String::new();
        std::io::Seek::rewind(&mut &output)?;
        std::io::Read::read_to_string(&mut &output, &mut said)?;
        Ok((said, is_to_the_end))
    }

    /// Whether all tests of the room stay green under a mutant.
    fn passes(&self, number: u32) -> Result<bool> {
        self.ended(self.start(&[], "INBEELD_MUTANT", &number.to_string(), tempfile()?)?)
    }

    /// Starts the program; `output` catches all it says, the words of the trial among them.
    fn start(&self, arguments: &[&str], name: &str, value: &str, output: fs::File) -> Result<Child> {
        let mut command = Command::new(&self.program);
        command.args(arguments).env(name, value).current_dir(self.copy.join(ROOM)).stdout(output.try_clone()?).stderr(output);
        command.spawn().with_context(|| format!("cannot start {}", self.program.display()))
    }

    /// Waits for a program; whether it ended well, and in time.
    fn ended(&self, mut child: Child) -> Result<bool> {
        let begun = Instant::now();
        loop {
            match child.try_wait()? {
                Some(status) => return Ok(status.success()),
                None if begun.elapsed() > self.longest => {
                    child.kill()?;
                    child.wait()?;
                    return Ok(false);
                }
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }
}

/// A file without a name to catch what a program says, however much.
fn tempfile() -> Result<fs::File> {
    let path = shell::root().join("target/mutants/said.txt");
    Ok(fs::File::options().read(true).write(true).create(true).truncate(true).open(path)?)
}

fn told(count: usize, survivors: &[(&Suspect, &Mutant)], family: &str) -> Result<()> {
    let known = fs::read_to_string(shell::root().join(KNOWN)).unwrap_or_default();
    let known: BTreeSet<&str> = known.lines().filter_map(|line| Some(line.split_once(" — ")?.0)).collect();
    let named = |suspect: &Suspect, mutant: &Mutant| format!("{}: {}", suspect.path, mutant.change);
    let (explained, left): (Vec<_>, Vec<_>) =
        survivors.iter().partition(|(suspect, mutant)| known.contains(named(suspect, mutant).as_str()));
    for (suspect, mutant) in &left {
        eprintln!("{}:{}: {}", suspect.path, mutant.line, mutant.change);
    }
    eprintln!(
        "{count} mutants, {} noticed, {} that cannot be noticed ({KNOWN} says why), {} unnoticed",
        count - survivors.len(),
        explained.len(),
        left.len()
    );
    if family == "*" && explained.len() < known.len() {
        eprintln!("{} lines of {KNOWN} name no survivor any more", known.len() - explained.len());
    }
    if !left.is_empty() {
        bail!("give the rule an example that tells them apart, or name the mutant in {KNOWN} with the reason why nothing can");
    }
    Ok(())
}
