//! `cargo xtask bench register`: a register of 10,000 measures over all municipalities: importing it, and its pages.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use crate::{browser, shell};

const FORMS: [&str; 6] = ["sexual", "physical", "emotional", "neglect", "witness", "exploitation"];
const PARTS: [&str; 7] = ["prevent", "signal", "investigate", "stop", "limit-harm", "offenders", "after-18"];
const GROUPS: [&str; 5] = ["children", "young-people", "parents", "adults", "offenders"];
/// Times each page is asked for.
const VISITS: usize = 50;
/// Longest median time of a page made anew, in milliseconds.
const PAGE_LIMIT: f64 = 50.0;
/// Of the progress report of the whole country: one document of every measure there is.
const DOCUMENT: &str = "/maatregelen/voortgang";
const DOCUMENT_LIMIT: f64 = 500.0;
/// Longest import, in seconds.
const IMPORT_LIMIT: f64 = 5.0;
/// Every so many rows of the second file one is bad.
const BAD_EACH: usize = 10;

/// Makes the register, imports it, serves it, and prints what each took.
pub fn run(measures: usize, program: Option<&Path>) -> Result<()> {
    let program = match program {
        Some(path) => path.to_path_buf(),
        None => shell::built("inbeeld")?,
    };
    let folder = std::env::temp_dir().join(format!("inbeeld-bench-register-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let outcome = measured(measures, &program.to_string_lossy(), &folder);
    std::fs::remove_dir_all(&folder).ok();
    outcome
}

fn measured(measures: usize, program: &str, folder: &Path) -> Result<()> {
    let at = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let (file, dated, book, demo) = (at("measures.csv"), at("commitments.csv"), at("register.sqlite"), at("demo"));
    let places = Places { municipalities: codes("municipalities")?, regions: codes("veilig-thuis-regions")? };
    std::fs::write(&file, rows(measures, &places))?;
    let signature = ["--by", "bench", "--why", "a measurement"];
    let start = Instant::now();
    shell::run(
        shell::command(program, &["register", "import", &file, "--book", &book, "--format", "json"]).args(signature).stdout(Stdio::null()),
    )?;
    let mut missed = Vec::new();
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("import of {measures} rows: {seconds:.2} s");
    if seconds > IMPORT_LIMIT {
        missed.push(format!("the import took {seconds:.2} s"));
    }
    std::fs::write(&dated, commitments(measures / 10, &places.municipalities))?;
    shell::run(
        shell::command(program, &["register", "import", &dated, "--book", &book, "--format", "json"]).args(signature).stdout(Stdio::null()),
    )?;
    bad_rows(measures, program, &at("bad.csv"), &places)?;
    shell::run(&mut shell::command(program, &["demo", "--no-serve", "--scale", "0.01", "--years", "3", "--out", &demo, "--quiet"]))?;
    let server = browser::serve_with(program, Path::new(&demo), &["--register", &book])?;
    let fixed = [
        "/maatregelen",
        "/maatregelen?pagina=20",
        "/maatregelen?mist=no-baseline",
        "/maatregelen?zoek=maatregel+77",
        "/maatregelen?zoek=maatreegel+kindchek",
        "/maatregelen/matrix",
        "/maatregelen/matrix?vorm=sexual&deel=stop",
        "/maatregelen/regios",
        "/maatregelen/regios?soort=gemeente",
        "/maatregelen/aanbod",
        "/maatregelen/aanbod?regio=GM0363",
        "/maatregelen/voortgang",
        "/maatregelen/voortgang?regio=VT19",
        "/regios/GM0363",
        "/maatregelen/voortgang?van=2020-07-01&tot=2021-01-01&regio=GM0363",
    ];
    let mut pages: Vec<String> = fixed.map(str::to_owned).into();
    pages.extend(places.municipalities.iter().step_by(50).map(|code| format!("/maatregelen/matrix?regio={code}")));
    for page in pages {
        let (anew, slowest) = times(server.address(), &page, true)?;
        let (again, _) = times(server.address(), &page, false)?;
        eprintln!("{page:<66} anew {anew:>6.1} ms, slowest {slowest:>6.1} ms; again {again:>6.1} ms");
        if anew > if page == DOCUMENT { DOCUMENT_LIMIT } else { PAGE_LIMIT } {
            missed.push(format!("{page} took {anew:.1} ms"));
        }
    }
    ensure!(missed.is_empty(), "missed: {}", missed.join("; "));
    Ok(())
}

/// A file in which every tenth row is bad: each is a finding with its row, its field and its fix, and no other row is.
fn bad_rows(measures: usize, program: &str, file: &str, places: &Places) -> Result<()> {
    let text = rows(measures, places);
    let spoilt = text
        .lines()
        .enumerate()
        .map(|(row, line)| if row > 0 && row % BAD_EACH == 0 { line.replace(";running;", ";hollen;") } else { line.to_owned() });
    std::fs::write(file, spoilt.collect::<Vec<_>>().join("\n"))?;
    let mut check =
        shell::command(program, &["register", "import", file, "--dry-run", "--format", "json", "--by", "bench", "--why", "a measurement"]);
    let answer = check.output().context("could not start the import")?;
    let told: serde_json::Value = serde_json::from_slice(&answer.stdout)?;
    let findings = told["findings"].as_array().context("the import names no findings")?;
    let with_fix =
        findings.iter().filter(|finding| finding["field"] == "status" && finding["fix"].as_str().is_some_and(|fix| !fix.is_empty()));
    let (found, expected) = (with_fix.count(), measures / BAD_EACH);
    ensure!(
        found == expected && findings.len() == expected,
        "{} findings for {expected} bad rows, {found} of them with a fix",
        findings.len()
    );
    eprintln!("{expected} bad rows among {measures}: {found} findings, each with its field and its fix");
    Ok(())
}

/// The codes of a list of places: `municipalities`, `veilig-thuis-regions`.
fn codes(list: &str) -> Result<Vec<String>> {
    let text =
        std::fs::read_to_string(shell::root().join(format!("crates/domain/data/{list}.csv"))).with_context(|| format!("no {list}"))?;
    Ok(text.lines().skip(1).filter_map(|line| line.split(',').next()).map(str::to_owned).collect())
}

/// The places that measures are spread over.
struct Places {
    municipalities: Vec<String>,
    regions: Vec<String>,
}

/// One measure a row, spread over municipalities, forms, parts and groups, with a figure, numbers and days; half of them of a Veilig
/// Thuis region, which has waits to be read.
fn rows(measures: usize, places: &Places) -> String {
    let mut text = String::from(
        "kind;id;source;title;owner;status;regions;forms;parts;target_groups;baseline;goal;indicators;value_of;baseline_value;step_values;goal_value;start;end\n",
    );
    for number in 0..measures {
        let pick =
            |words: &[&str], step: usize| format!("{}|{}", words[(number / step) % words.len()], words[(number / step + 1) % words.len()]);
        let (forms, parts, groups) = (pick(&FORMS, 1), pick(&PARTS, 6), pick(&GROUPS, 42));
        let pool = if number % 2 == 0 { &places.regions } else { &places.municipalities };
        let region = &pool[number / 2 % pool.len()];
        let (indicator, values) = match number % 3 {
            0 => ("help-after-order", "waiting;60;2024=50;5"),
            1 => ("report-children", "per-10000;200;2024=150;50"),
            _ => ("help-after-order|report-children", ";;;"),
        };
        let start = format!("20{:02}-0{}-01", 15 + number % 9, 1 + number % 9);
        let end = if number % 4 == 0 { format!("20{:02}-12-31", 26 + number % 5) } else { String::new() };
        let baseline = if number % 3 == 0 { "nulmeting 2025" } else { "" };
        text.push_str(&format!(
            "measure;B-{number};bench;Maatregel {number};gemeente;running;{region};{forms};{parts};{groups};{baseline};doel;{indicator};{values};{start};{end}\n"
        ));
    }
    text
}

/// Commitments with a day, one a row: what the time line and the lists of what is due look through.
fn commitments(number: usize, municipalities: &[String]) -> String {
    let row = |number: usize| {
        let (region, year, month) = (&municipalities[number % municipalities.len()], 20 + number % 12, 1 + number % 9);
        format!("commitment;BC-{number};bench;Toezegging {number};college;open;20{year:02}-0{month}-15;{region}\n")
    };
    let head = "kind;id;source;title;promised_by;state;due;regions\n".to_owned();
    std::iter::once(head).chain((0..number).map(row)).collect()
}

/// Median and slowest time of a page in milliseconds: made anew, with a mark that nobody asked for before, or as it may be kept.
fn times(address: &str, page: &str, is_anew: bool) -> Result<(f64, f64)> {
    let mark = |number: usize| match (is_anew, page.contains('?')) {
        (false, _) => page.to_owned(),
        (true, true) => format!("{page}&nieuw={number}"),
        (true, false) => format!("{page}?nieuw={number}"),
    };
    let mut times: Vec<f64> = (0..VISITS).map(|number| visit(address, &mark(number))).collect::<Result<_>>()?;
    times.sort_by(f64::total_cmp);
    Ok((times[VISITS / 2] * 1e3, times[VISITS - 1] * 1e3))
}

/// Seconds from asking for a page to its last byte.
fn visit(address: &str, page: &str) -> Result<f64> {
    let host = address.trim_start_matches("http://");
    let start = Instant::now();
    let mut stream = TcpStream::connect(host)?;
    write!(stream, "GET {page} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    if !answer.starts_with(b"HTTP/1.1 200") {
        bail!("{page} was not answered");
    }
    Ok(start.elapsed().as_secs_f64())
}
