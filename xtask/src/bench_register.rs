//! `cargo xtask bench register`: a register of 10,000 measures over all municipalities: importing it, and its pages.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::{browser, shell};

const FORMS: [&str; 6] = ["sexual", "physical", "emotional", "neglect", "witness", "exploitation"];
const PARTS: [&str; 7] = ["prevent", "signal", "investigate", "stop", "limit-harm", "offenders", "after-18"];
const GROUPS: [&str; 5] = ["children", "young-people", "parents", "adults", "offenders"];
/// Times each page is asked for.
const VISITS: usize = 50;

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
    let (file, book, demo) = (at("measures.csv"), at("register.sqlite"), at("demo"));
    let municipalities = municipalities()?;
    std::fs::write(&file, rows(measures, &municipalities))?;
    let signature = ["--by", "bench", "--why", "a measurement"];
    let start = Instant::now();
    shell::run(
        shell::command(program, &["register", "import", &file, "--book", &book, "--format", "json"]).args(signature).stdout(Stdio::null()),
    )?;
    eprintln!("import of {measures} rows: {:.2} s", start.elapsed().as_secs_f64());
    shell::run(&mut shell::command(program, &["demo", "--no-serve", "--scale", "0.01", "--years", "3", "--out", &demo, "--quiet"]))?;
    let server = browser::serve_with(program, Path::new(&demo), &["--register", &book])?;
    let mut pages = vec!["/maatregelen".to_owned(), "/maatregelen?pagina=20".to_owned(), "/maatregelen/matrix".to_owned()];
    pages.extend(municipalities.iter().step_by(50).map(|code| format!("/maatregelen/matrix?regio={code}")));
    for page in pages {
        let mut times: Vec<f64> = (0..VISITS).map(|_| visit(server.address(), &page)).collect::<Result<_>>()?;
        times.sort_by(f64::total_cmp);
        eprintln!("{page:<40} median {:>6.1} ms, slowest {:>6.1} ms", times[VISITS / 2] * 1e3, times[VISITS - 1] * 1e3);
    }
    Ok(())
}

/// Codes of all municipalities.
fn municipalities() -> Result<Vec<String>> {
    let text = std::fs::read_to_string(shell::root().join("crates/domain/data/municipalities.csv")).context("no list of municipalities")?;
    Ok(text.lines().skip(1).filter_map(|line| line.split(',').next()).map(str::to_owned).collect())
}

/// One measure a row, spread over municipalities, forms, parts and groups.
fn rows(measures: usize, municipalities: &[String]) -> String {
    let mut text = String::from("kind;id;source;title;owner;status;regions;forms;parts;target_groups;baseline;goal\n");
    for number in 0..measures {
        let pick =
            |words: &[&str], step: usize| format!("{}|{}", words[(number / step) % words.len()], words[(number / step + 1) % words.len()]);
        let (forms, parts, groups) = (pick(&FORMS, 1), pick(&PARTS, 6), pick(&GROUPS, 42));
        let region = &municipalities[number % municipalities.len()];
        let baseline = if number % 3 == 0 { "nulmeting 2025" } else { "" };
        text.push_str(&format!(
            "measure;B-{number};bench;Maatregel {number};gemeente;running;{region};{forms};{parts};{groups};{baseline};doel\n"
        ));
    }
    text
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
