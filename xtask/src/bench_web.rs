//! `cargo xtask bench web`: the public pages and open data under load, beside Datasette serving the same figures from SQLite.
//!
//! Load comes from `wrk` (Debian: `apt-get install wrk`). Cost is CPU seconds of the server, read from `/proc`, so that a busy
//! machine does not change it; latency is what `wrk` saw. Each address is asked twice over: as readers ask it, so that it is kept
//! after the first, and with a mark that is never the same, so that every answer is made anew.

use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::{browser, peers, shell};

const DATASETTE: &str = "datasette==0.65.5";
/// Clock ticks of `/proc` in a second.
const TICKS: f64 = 100.0;
/// How many times the requests per CPU second of the peer are asked for.
const TIMES: f64 = 10.0;
/// Longest time at the 99th percentile, in milliseconds.
const SLOWEST: f64 = 20.0;
/// Most that memory may grow while connections are kept open.
const GROWTH: f64 = 1.2;
/// Requests at once when speed is measured.
const AT_ONCE: &str = "8";

/// What is asked of the measurement.
pub struct Wanted<'a> {
    /// A program that was built before; else the release program is built.
    pub program: Option<&'a Path>,
    /// A demo that was made before; else one is made.
    pub demo: Option<&'a Path>,
    /// Seconds of load for each address.
    pub seconds: u32,
    /// Open connections, and for how many seconds.
    pub connections: (u32, u32),
}

/// What `wrk` saw of one address, and what it cost the server.
struct Load {
    requests: f64,
    per_cpu_second: f64,
    median: f64,
    slow: f64,
    errors: f64,
}

/// Measures, prints, and fails where a target is missed.
///
/// # Errors
/// When `wrk` is missing, a program fails, or a target is missed.
pub fn run(wanted: &Wanted<'_>) -> Result<()> {
    ensure!(shell::has("wrk"), "wrk is needed: apt-get install wrk");
    let scratch = std::env::temp_dir().join(format!("inbeeld-bench-web-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    let outcome = measured(wanted, &scratch);
    std::fs::remove_dir_all(&scratch).ok();
    outcome
}

fn measured(wanted: &Wanted<'_>, scratch: &Path) -> Result<()> {
    let program = match wanted.program {
        Some(path) => path.to_path_buf(),
        None => shell::built("inbeeld")?,
    };
    let demo = match wanted.demo {
        Some(path) => path.to_path_buf(),
        None => {
            let demo = scratch.join("demo");
            shell::run(&mut shell::command(
                &program.to_string_lossy(),
                &["demo", "--no-serve", "--quiet", "--out", &demo.to_string_lossy()],
            ))?;
            demo
        }
    };
    let release = newest(&demo.join("releases"))?;
    let version = release.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let server = browser::serve_with(&program.to_string_lossy(), &demo, &[])?;
    let peer = Peer::start(&release, scratch)?;
    let mut missed = beside(server.address(), server.id(), &peer, &version, (wanted.seconds, scratch))?;
    drop(peer);
    missed.extend(pages(server.address(), server.id(), (wanted.seconds, scratch))?);
    missed.extend(kept_open(server.address(), server.id(), wanted.connections)?);
    ensure!(missed.is_empty(), "missed: {}", missed.join("; "));
    Ok(())
}

/// The same figures as JSON and as a page, from both.
fn beside(ours: &str, id: u32, peer: &Peer, version: &str, (seconds, scratch): (u32, &Path)) -> Result<Vec<String>> {
    let pairs = [
        (
            "JSON, a region",
            format!("{ours}/v1/{version}/help-after-order.json?regio=VT19"),
            "/help-after-order.json?region=VT19&_size=max&_shape=array",
        ),
        ("page, a region", format!("{ours}/indicatoren/help-after-order?regio=VT19"), "/help-after-order?region=VT19"),
    ];
    eprintln!(
        "{:<16} {:<6} {:>10} {:>14} {:>7} {:>20} {:>20}",
        "", "", "ours / CPU s", "Datasette", "times", "ours p50, p99 ms", "Datasette p50, p99"
    );
    let mut missed = Vec::new();
    for (what, own, other) in pairs {
        let other = load(&peer.at(other), peer.child.id(), seconds, Asking::Again)?;
        for asking in [Asking::Again, Asking::Anew(scratch)] {
            let own = load(&own, id, seconds, asking)?;
            let (times, how) = (own.per_cpu_second / other.per_cpu_second, asking.word());
            eprintln!(
                "{what:<16} {how:<6} {:>10.0} {:>14.0} {times:>7.1} {:>11.1}, {:>7.1} {:>11.1}, {:>7.1}",
                own.per_cpu_second, other.per_cpu_second, own.median, own.slow, other.median, other.slow
            );
            if times < TIMES || own.slow > other.slow || own.errors > 0.0 {
                let slow = own.slow;
                missed.push(format!("{what}, {how}: {times:.1} times the requests per CPU second, {slow:.1} ms at the 99th percentile"));
            }
        }
    }
    Ok(missed)
}

/// Every kind of page: cost and latency.
fn pages(base: &str, id: u32, (seconds, scratch): (u32, &Path)) -> Result<Vec<String>> {
    const PAGES: [&str; 10] = [
        "/",
        "/keten",
        "/indicatoren",
        "/indicatoren/assessment",
        "/indicatoren/assessment/regios",
        "/regios",
        "/regios/VT19",
        "/tabellen?wat=assessment&soort=VT&naar=all",
        "/maatregelen",
        "/zoek?q=amsterdm",
    ];
    eprintln!("\n{:<46} {:<6} {:>10} {:>14} {:>8} {:>8}", "page", "", "requests", "per CPU second", "p50 ms", "p99 ms");
    let mut missed = Vec::new();
    for page in PAGES {
        for asking in [Asking::Again, Asking::Anew(scratch)] {
            let (load, how) = (load(&format!("{base}{page}"), id, seconds, asking)?, asking.word());
            eprintln!("{page:<46} {how:<6} {:>10.0} {:>14.0} {:>8.1} {:>8.1}", load.requests, load.per_cpu_second, load.median, load.slow);
            if load.slow > SLOWEST || load.errors > 0.0 {
                missed.push(format!("{page}, {how}: {:.1} ms at the 99th percentile", load.slow));
            }
        }
    }
    Ok(missed)
}

/// Many connections kept open and used: errors, and how memory grows after the first tenth of the time.
fn kept_open(base: &str, id: u32, (connections, seconds): (u32, u32)) -> Result<Vec<String>> {
    if connections == 0 {
        return Ok(Vec::new());
    }
    let address = format!("{base}/healthz");
    let mut child = wrk(&address, &connections.to_string(), seconds).stdout(Stdio::piped()).spawn().context("could not start wrk")?;
    sleep(Duration::from_secs(u64::from(seconds / 10).max(1)));
    let before = memory(id)?;
    let mut peak = before;
    while child.try_wait()?.is_none() {
        peak = peak.max(memory(id)?);
        sleep(Duration::from_millis(500));
    }
    let said = String::from_utf8_lossy(&child.wait_with_output()?.stdout).into_owned();
    let errors = failures(&said);
    eprintln!("\n{connections} connections for {seconds} s: {errors:.0} errors, memory {before:.1} MB to {peak:.1} MB at most");
    let is_right = errors < 1.0 && peak <= before * GROWTH;
    Ok((!is_right).then(|| format!("{connections} connections: {errors:.0} errors, {before:.1} to {peak:.1} MB")).into_iter().collect())
}

fn wrk(address: &str, connections: &str, seconds: u32) -> std::process::Command {
    shell::command("wrk", &["-t2", "-c", connections, "-d", &format!("{seconds}s"), "--timeout", "10s", "--latency", address])
}

/// How an address is asked.
#[derive(Clone, Copy)]
enum Asking<'a> {
    /// The same each time: what was kept of it may be sent.
    Again,
    /// Never the same, by a script in this folder: every answer is made.
    Anew(&'a Path),
}

impl Asking<'_> {
    fn word(self) -> &'static str {
        match self {
            Asking::Again => "again",
            Asking::Anew(_) => "anew",
        }
    }

    fn of(self, address: &str, seconds: u32) -> Result<std::process::Command> {
        let mut command = wrk(address, AT_ONCE, seconds);
        if let Asking::Anew(folder) = self {
            let script = folder.join("anew.lua");
            std::fs::write(&script, ANEW)?;
            command.arg("-s").arg(script);
        }
        Ok(command)
    }
}

/// A thread of `wrk` marks its requests with its own place in memory, a count and the time: nobody asked that before.
const ANEW: &str = r#"
local count, own = 0, tostring({}):gsub("%W", "") .. os.time()
function request()
    count = count + 1
    local mark = wrk.path:find("?", 1, true) and "&" or "?"
    return wrk.format(nil, wrk.path .. mark .. "nieuw=" .. own .. "-" .. count)
end
"#;

/// Load on an address for some seconds, after a second to warm up.
fn load(address: &str, id: u32, seconds: u32, asking: Asking<'_>) -> Result<Load> {
    shell::output(&mut asking.of(address, 1)?)?;
    let before = cpu(id)?;
    let said = String::from_utf8_lossy(&shell::output(&mut asking.of(address, seconds)?)?).into_owned();
    let spent = cpu(id)? - before;
    let requests = said.lines().find_map(|line| line.trim().split_once(" requests in")).and_then(|(count, _)| count.parse().ok());
    let requests: f64 = requests.with_context(|| format!("wrk said nothing of {address}: {said}"))?;
    ensure!(requests > 0.0, "{address} answered nothing");
    let percentile = |name: &str| said.lines().find_map(|line| line.trim().strip_prefix(name)).and_then(|text| milliseconds(text.trim()));
    let (median, slow) = (percentile("50%").unwrap_or(f64::NAN), percentile("99%").unwrap_or(f64::NAN));
    Ok(Load { requests, per_cpu_second: requests / spent.max(1.0 / TICKS), median, slow, errors: failures(&said) })
}

/// Connections and answers that failed.
fn failures(said: &str) -> f64 {
    let digits =
        |line: &str| -> f64 { line.split(|letter: char| !letter.is_ascii_digit()).filter_map(|part| part.parse::<f64>().ok()).sum() };
    said.lines().filter(|line| line.contains("Socket errors") || line.contains("Non-2xx")).map(digits).fold(0.0, |sum, own| sum + own)
}

/// `1.24ms`, `310.00us`, `1.10s`.
fn milliseconds(text: &str) -> Option<f64> {
    let units = [("us", 1e-3), ("ms", 1.0), ("s", 1e3)];
    units.into_iter().find_map(|(unit, times)| text.strip_suffix(unit)?.parse::<f64>().ok().map(|value| value * times))
}

/// CPU seconds of a process so far.
fn cpu(id: u32) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).context("the server is gone")?;
    let (_, fields) = stat.rsplit_once(')').context("no process table")?;
    // User and system time are fields 14 and 15 of the whole line.
    let ticks: f64 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / TICKS)
}

/// Megabytes a process holds.
fn memory(id: u32) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).context("the server is gone")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no memory in the process table")?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes / 1024.0)
}

/// Datasette over the figures of a release.
struct Peer {
    child: Child,
    port: u16,
}

impl Peer {
    fn start(release: &Path, scratch: &Path) -> Result<Peer> {
        let python = peers::python(scratch, &[DATASETTE])?;
        let database = scratch.join("figures.db");
        shell::run(shell::command(&python.to_string_lossy(), &["crates/bench/peers/datasette_tables.py"]).arg(release).arg(&database))?;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = shell::command(&python.to_string_lossy(), &["-m", "datasette", "serve", "--immutable"]);
        command.arg(&database).args(["--port", &port.to_string(), "--setting", "max_returned_rows", "5000"]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("could not start Datasette")?;
        let peer = Peer { child, port };
        for _ in 0..600 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(peer);
            }
            sleep(Duration::from_millis(100));
        }
        bail!("Datasette did not start")
    }

    fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/figures{path}", self.port)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The last release of a folder.
fn newest(folder: &Path) -> Result<PathBuf> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let whole = entries.flatten().map(|entry| entry.path()).filter(|path| path.join("manifest.json").is_file());
    whole.max().context("there is no release")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wrk_says_is_read() {
        assert_eq!([milliseconds("310.00us"), milliseconds("1.24ms"), milliseconds("1.10s")], [Some(0.31), Some(1.24), Some(1100.0)]);
        assert!(failures("  Socket errors: connect 0, read 2, write 0, timeout 1\n") > 2.9 && failures("  100 requests in 1s") < 0.1);
    }
}
