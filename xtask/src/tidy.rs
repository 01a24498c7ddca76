//! `cargo xtask tidy`: what keeps the house liveable, checked mechanically.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{doors, shell};

/// No function may be longer than this many lines: past it look for the second idea.
const LONGEST_FUNCTION: usize = 70;

/// Words that must not stand in the project: work that is not done. Split so that this line does not find itself.
const UNFINISHED: &[&str] = &[concat!("to", "do!("), concat!("unimpl", "emented!("), concat!("#[ig", "nore")];

/// Runs every check and prints each fault on a line of its own.
///
/// # Errors
/// When there is a fault, or the house cannot be read.
pub fn run() -> Result<()> {
    let faults = faults()?;
    for fault in &faults {
        eprintln!("tidy: {fault}");
    }
    if !faults.is_empty() {
        bail!("{} faults; each line above says what and where", faults.len());
    }
    eprintln!("tidy: the house is in order");
    Ok(())
}

fn faults() -> Result<Vec<String>> {
    let mut faults = doors::faults()?;
    for file in files("rs")? {
        let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = shown(&file);
        faults.extend(header_fault(&name, &text));
        faults.extend(long_functions(&name, &text));
        faults.extend(unfinished(&name, &text));
    }
    for file in files("md")? {
        let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        faults.extend(dead_links(&file, &text));
        faults.extend(nameless_columns(&file, &text));
    }
    faults.extend(unexplained_nouns()?);
    faults.extend(unguarded_rooms());
    Ok(faults)
}

/// Pure rooms whose `clippy.toml` does not ban clock, files and printing as that of `domain` does.
fn unguarded_rooms() -> Vec<String> {
    let guard = |room: &str| std::fs::read_to_string(shell::root().join("crates").join(room).join("clippy.toml")).unwrap_or_default();
    let first = guard("domain");
    let lax = doors::PURE.iter().filter(|room| first.is_empty() || guard(room) != first);
    lax.map(|room| format!("crates/{room}/clippy.toml does not ban what a pure room may not do; copy that of crates/domain")).collect()
}

fn header_fault(name: &str, text: &str) -> Option<String> {
    (!text.starts_with("//!")).then(|| format!("{name}: the file does not start with a `//!` line that says what it is"))
}

/// Functions over the ratchet, by indentation: rustfmt closes a function where it began.
fn long_functions(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Option<(usize, usize, String)> = None;
    for (number, line) in text.lines().enumerate() {
        let indentation = line.len() - line.trim_start().len();
        match &open {
            None if begins_function(line.trim_start()) && !line.trim_end().ends_with([';', '}']) => {
                open = Some((number, indentation, line.trim().chars().take(50).collect()));
            }
            Some((start, depth, title)) if line.trim_start().starts_with('}') && indentation == *depth => {
                let length = number - start + 1;
                if length > LONGEST_FUNCTION {
                    faults.push(format!("{name}:{}: {length} lines in one function ({title}…); look for the second idea", start + 1));
                }
                open = None;
            }
            _ => {}
        }
    }
    faults
}

fn begins_function(line: &str) -> bool {
    let mut words = line.split([' ', '(']).skip_while(|word| matches!(*word, "pub" | "crate)" | "super)" | "async" | "const"));
    words.next() == Some("fn")
}

fn unfinished(name: &str, text: &str) -> Vec<String> {
    let found = UNFINISHED.iter().filter(|word| text.contains(**word));
    found.map(|word| format!("{name}: holds `{word}`: finish it or leave it out")).collect()
}

/// Links in our pages that lead to no file.
fn dead_links(file: &Path, text: &str) -> Vec<String> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    let local = targets.filter(|target| {
        !target.is_empty() && !target.contains("://") && !target.starts_with(['#', '/']) && !target.starts_with("mailto:")
    });
    local
        .filter(|target| !folder.join(target.split('#').next().unwrap_or(target)).exists())
        .map(|target| format!("{}: the link to `{target}` leads nowhere", shown(file)))
        .collect()
}

/// Tables with a column that no heading names: a screen reader has nothing to say of it.
fn nameless_columns(file: &Path, text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let is_rule = |line: &&str| line.starts_with("|-") || line.starts_with("| -") || line.starts_with("|:");
    let headings = lines.windows(2).filter(|pair| pair[0].starts_with('|') && is_rule(&pair[1]));
    let nameless = headings.filter(|pair| pair[0].trim().trim_matches('|').split('|').any(|heading| heading.trim().is_empty()));
    nameless.map(|pair| format!("{}: a column of the table `{}` has no heading", shown(file), pair[0])).collect()
}

/// Public nouns of the shared vocabulary that the glossary does not explain.
fn unexplained_nouns() -> Result<Vec<String>> {
    let glossary = std::fs::read_to_string(shell::root().join("GLOSSARY.md")).context("GLOSSARY.md is missing")?;
    let mut nouns = BTreeSet::new();
    for file in files("rs")? {
        let name = shown(&file);
        if name.starts_with("crates/domain/src") || name.starts_with("crates/person/src") {
            nouns.extend(public_nouns(&std::fs::read_to_string(&file)?));
        }
    }
    let missing = nouns.into_iter().filter(|noun| !glossary.contains(&format!("`{noun}`")));
    Ok(missing.map(|noun| format!("GLOSSARY.md: the public noun `{noun}` is not explained")).collect())
}

fn public_nouns(text: &str) -> Vec<String> {
    let declared = text.lines().filter_map(|line| line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum ")));
    let names = declared.map(|rest| rest.chars().take_while(|letter| letter.is_alphanumeric()).collect::<String>());
    names.filter(|name| !name.ends_with("Error") && !name.ends_with("Entry")).collect()
}

fn files(ending: &str) -> Result<Vec<PathBuf>> {
    let listed =
        shell::output(&mut shell::command("git", &["ls-files", "--cached", "--others", "--exclude-standard", &format!("*.{ending}")]))?;
    let names = String::from_utf8(listed).context("a file name is not UTF-8")?;
    Ok(names.lines().map(|name| shell::root().join(name)).filter(|path| path.exists()).collect())
}

fn shown(file: &Path) -> String {
    file.strip_prefix(shell::root()).unwrap_or(file).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        assert_eq!(faults().expect("a house"), Vec::<String>::new());
    }

    #[test]
    fn a_function_over_the_ratchet_is_found() {
        let body = "    let a = 1;\n".repeat(70);
        let text = format!("//! x\npub fn long() {{\n{body}}}\nfn short() {{\n}}\n");
        assert_eq!(long_functions("a.rs", &text).len(), 1);
        assert!(long_functions("a.rs", "fn short() {\n    1\n}\n").is_empty());
    }

    #[test]
    fn a_column_without_a_heading_is_found() {
        let found = |text: &str| nameless_columns(&shell::root().join("a.md"), text).len();
        assert_eq!(found("| | a |\n|---|---|\n| b | c |\n"), 1);
        assert_eq!(found("| a | b |\n|---|---|\n| | c |\n"), 0);
    }

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        let here = shell::root().join("README.md");
        assert_eq!(dead_links(&here, "[a](no-such-file.md) [b](Cargo.toml) [c](https://example.org) [d](#top)").len(), 1);
    }
}
