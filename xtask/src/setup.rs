//! What a bare machine lacks: installed when we may, else the exact line is printed.

use anyhow::{Result, bail};

use crate::shell;

/// One program the project needs beside Rust, and the Debian packages that bring it.
struct Tool {
    program: &'static str,
    packages: &'static [&'static str],
    needed_for: &'static str,
}

const NODE: Tool = Tool { program: "node", packages: &["nodejs", "npm"], needed_for: "bundling style and font, browser tests" };
const NPM: Tool = Tool { program: "npm", packages: &["npm"], needed_for: "bundling style and font, browser tests" };
const CHROMIUM: Tool = Tool { program: "chromium", packages: &["chromium"], needed_for: "browser tests and screenshots" };
const XMLLINT: Tool =
    Tool { program: "xmllint", packages: &["libxml2-utils"], needed_for: "checking our iJw messages against the official schemas" };
const R: Tool = Tool { program: "Rscript", packages: &["r-base-core", "r-cran-survival", "r-cran-survey"], needed_for: "comparing speed" };
const POSTGRES: Tool = Tool { program: "pg_ctl", packages: &["postgresql"], needed_for: "the tests of the records on PostgreSQL" };
const COMPILER: Tool = Tool { program: "cc", packages: &["build-essential"], needed_for: "SQLite and zstd" };

/// What building and the demo need.
pub fn for_build() -> Result<()> {
    ensure(&[COMPILER, NODE, NPM])
}

/// What the tests need on top.
pub fn for_tests() -> Result<()> {
    ensure(&[COMPILER, NODE, NPM, CHROMIUM, XMLLINT, POSTGRES])
}

/// What comparing with R needs.
pub fn for_peers() -> Result<()> {
    ensure(&[R])
}

fn ensure(tools: &[Tool]) -> Result<()> {
    let missing: Vec<&Tool> = tools.iter().filter(|tool| !is_there(tool)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    for tool in &missing {
        eprintln!("{} is missing ({})", tool.program, tool.needed_for);
    }
    let mut packages: Vec<&str> = missing.iter().flat_map(|tool| tool.packages).copied().collect();
    packages.dedup();
    install(&packages)
}

/// Whether a program can be started, or stands where Debian keeps the programs of PostgreSQL.
fn is_there(tool: &Tool) -> bool {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    shell::has(tool.program) || versions.map(|version| version.path().join("bin").join(tool.program)).any(|path| path.is_file())
}

fn install(packages: &[&str]) -> Result<()> {
    let line = format!("apt-get update && apt-get install -y --no-install-recommends {}", packages.join(" "));
    let elevated = [("sh", vec!["-c", &line]), ("sudo", vec!["-n", "sh", "-c", &line])];
    for (program, arguments) in &elevated {
        if shell::has("apt-get") && shell::run(shell::command(program, arguments).env("DEBIAN_FRONTEND", "noninteractive")).is_ok() {
            return Ok(());
        }
    }
    bail!("could not install them; run this line yourself and try again:\n\n    sudo sh -c '{line}'\n")
}
