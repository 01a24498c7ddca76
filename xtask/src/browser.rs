//! Real Chromium on a real release: tests and the README's screenshots.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::{assets, setup, shell};

/// A server on a free port of this machine that stops when dropped.
pub struct Server {
    child: Child,
    addresses: Vec<String>,
}

impl Server {
    /// Where it listens: `http://127.0.0.1:8080`.
    pub fn address(&self) -> &str {
        self.addresses.first().map_or("", String::as_str)
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Walks every public page in Chromium.
pub fn test(release: &Path) -> Result<()> {
    install()?;
    node(&["test.mjs", serve(release)?.address()])
}

/// Opens the pages that a check writes of the golden deliveries, as files, the way a data officer does.
pub fn test_check_pages(folder: &Path) -> Result<()> {
    install()?;
    let program = shell::built("inbeeld")?;
    let report = folder.to_string_lossy();
    let mut check = shell::command(&program.to_string_lossy(), &["check", "golden/intake", "--report", &report, "--language", "nl"]);
    let status = check.stdout(Stdio::null()).status().context("could not start the check")?;
    // The golden deliveries have findings, so 1 is what it must say.
    ensure!(status.code() == Some(1), "the check of golden/intake ended with {status}");
    node(&["check.mjs", &report])
}

/// The staff pages over a new book, with the public pages of a release beside them: accounts made by command, then a walk in
/// Chromium.
pub fn test_staff(folder: &Path, release: &Path) -> Result<()> {
    install()?;
    let program = shell::built("inbeeld")?.to_string_lossy().into_owned();
    std::fs::create_dir_all(folder)?;
    let book = folder.join("register.sqlite").to_string_lossy().into_owned();
    shell::output(&mut shell::command(
        &program,
        &["register", "import", "--texts", "--book", &book, "--by", "ci", "--why", "first content"],
    ))?;
    let secret = "een lange zin voor de proef";
    for (name, roles) in [
        ("root", &["administrator", "editor"][..]),
        ("adviser", &["editor", "approver"]),
        ("editor", &["editor"]),
        ("second", &["approver"]),
    ] {
        let mut add = shell::command(&program, &["staff", "add", name, "--organisation", "Proefgemeente", "--register", &book]);
        add.args(roles.iter().flat_map(|role| ["--role", role])).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = add.spawn().context("could not start `inbeeld staff add`")?;
        child.stdin.take().context("the command reads nothing")?.write_all(format!("{secret}\n").as_bytes())?;
        ensure!(child.wait()?.success(), "`inbeeld staff add {name}` failed");
    }
    let server = serve_with(&program, release, &["--register", &book, "--staff", "127.0.0.1:0"])?;
    let [public, staff] = server.addresses.as_slice() else { bail!("the server does not say where both kinds of pages are") };
    node(&["staff.mjs", staff, secret, public])
}

/// Makes a demo release and takes the pictures of the README; with `all`, of every page at both widths for whoever wants to look.
pub fn screenshots(all: bool) -> Result<()> {
    setup::for_tests()?;
    assets::ensure()?;
    let program = shell::built("inbeeld")?;
    let folder = std::env::temp_dir().join(format!("inbeeld-screenshots-{}", std::process::id()));
    shell::run(&mut shell::command(&program.to_string_lossy(), &["demo", "--no-serve", "--out", &folder.to_string_lossy()]))?;
    install()?;
    let server = serve(&folder)?;
    let pictures = shell::root().join("docs/pictures");
    node(&["screenshots.mjs", server.address(), &pictures.to_string_lossy()])?;
    if all {
        let pictures = shell::release_folder().with_file_name("screenshots");
        eprintln!("   pictures of every page in {}", pictures.display());
        node(&["test.mjs", server.address(), &pictures.to_string_lossy()])?;
    }
    drop(server);
    std::fs::remove_dir_all(&folder).ok();
    Ok(())
}

fn install() -> Result<()> {
    let folder = shell::root().join("browser");
    if folder.join("node_modules/playwright-core").exists() {
        return Ok(());
    }
    shell::run(shell::command("npm", &["ci", "--no-audit", "--no-fund"]).current_dir(folder))
        .context("could not install the browser test tools")
}

fn node(arguments: &[&str]) -> Result<()> {
    shell::run(shell::command("node", arguments).current_dir(shell::root().join("browser")))
}

/// Starts the release program's `inbeeld serve` on a folder.
fn serve(folder: &Path) -> Result<Server> {
    serve_with(&shell::built("inbeeld")?.to_string_lossy(), folder, &[])
}

/// Starts `inbeeld serve` on a port the system chooses and reads the address it prints.
pub fn serve_with(program: &str, folder: &Path, more: &[&str]) -> Result<Server> {
    let releases = folder.join("releases");
    let mut command = shell::command(program, &["serve", "--releases", &releases.to_string_lossy(), "--port", "0", "--unapproved"]);
    command.args(more);
    // The public pages, and the staff pages where they are asked for.
    started(command, if more.contains(&"--staff") { 2 } else { 1 })
}

/// Starts a server and reads the addresses it prints.
fn started(mut command: Command, count: usize) -> Result<Server> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("could not start the server")?;
    let output = child.stdout.take().context("the server has no output")?;
    let mut server = Server { child, addresses: Vec::new() };
    for line in BufReader::new(output).lines() {
        if let Some(address) = line?.split_whitespace().find(|word| word.starts_with("http://")) {
            server.addresses.push(address.trim_end_matches('/').to_owned());
        }
        if server.addresses.len() == count {
            return Ok(server);
        }
    }
    bail!("the server stopped before it said where it listens")
}
