//! The made messages against the official schemas, where these and `xmllint` are at hand.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use synthetic::{Config, Country, Faults, Memory};

const STANDARDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/standards");

/// A message: which it is, and its text.
type Message = (String, String);

static MADE: LazyLock<Vec<Message>> = LazyLock::new(|| {
    let config = Config { scale: 0.03, years: (2022, 2023), seed: 3, faults: Faults::none() };
    let mut memory = Memory::default();
    Country::new(config).expect("possible").deliver(&mut memory, &mut |_| {}).expect("memory takes all");
    memory.files.iter().filter(|(name, _)| name.ends_with(".tar")).flat_map(|(_, bytes)| messages(bytes)).collect()
});

/// The messages of an archive, each with the name of its root element or, for iJw, its number.
fn messages(bytes: &[u8]) -> Vec<Message> {
    let mut read = Vec::new();
    for entry in tar::Archive::new(bytes).entries().expect("a tar file") {
        let mut entry = entry.expect("an entry");
        if entry.header().entry_type().is_file() {
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("text");
            let root = text.lines().nth(1).expect("a root").trim_start_matches('<');
            let (prefix, name) = root.split(' ').next().expect("a name").split_once(':').expect("a prefix");
            let kind = if name == "Bericht" { prefix.to_uppercase() } else { name.to_owned() };
            read.push((kind, text));
        }
    }
    read
}

/// Whether `xmllint` runs and the schemas are there; else says so.
fn can_validate() -> bool {
    let runs = Command::new("xmllint").arg("--version").output().is_ok_and(|output| output.status.success());
    let is_there = runs && Path::new(STANDARDS).exists();
    if !is_there {
        eprintln!("skipped: no schemas or no xmllint");
    }
    is_there
}

/// Validates every made message of these kinds against a schema; each kind must be there so often at least.
fn validate(kinds: &[&str], schema: &Path, at_least: usize) {
    for kind in kinds {
        let texts: BTreeSet<&str> = MADE.iter().filter(|(made, _)| made == kind).map(|(_, text)| text.as_str()).collect();
        assert!(texts.len() >= at_least, "{kind}: {}", texts.len());
        let folder = tempfile::tempdir().expect("a folder");
        let write = |(at, text): (usize, &&str)| -> PathBuf {
            let path = folder.path().join(format!("{at}.xml"));
            std::fs::write(&path, text).expect("written");
            path
        };
        let files: Vec<PathBuf> = texts.iter().enumerate().map(write).collect();
        for some in files.chunks(500) {
            let output = Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema).args(some).output().expect("it runs");
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(
                output.status.success(),
                "{kind}: {}",
                told.lines().filter(|line| !line.ends_with("validates")).take(5).collect::<String>()
            );
        }
    }
}

/// The schemas of iJw with the names they use for each other; what stands before the XML is left out.
fn ijw_schemas(to: &Path) {
    for name in ["Basisschema", "JW301", "JW305", "JW307"] {
        let text = std::fs::read_to_string(format!("{STANDARDS}/ijw/xsd/{name}.xsd")).expect("a schema");
        let xml = &text[text.find("<?xml").expect("XML")..];
        let own = if name == "Basisschema" { "basisschema.xsd".to_owned() } else { format!("{name}.xsd") };
        std::fs::write(to.join(own), xml).expect("written");
    }
}

#[test]
fn ijw_messages_are_valid_against_the_official_schemas() {
    if can_validate() {
        let folder = tempfile::tempdir().expect("a folder");
        ijw_schemas(folder.path());
        for kind in ["JW301", "JW305", "JW307"] {
            validate(&[kind], &folder.path().join(format!("{kind}.xsd")), 50);
        }
    }
}

#[test]
fn corv_messages_are_valid_against_the_official_schemas() {
    if can_validate() {
        let folder = Path::new(STANDARDS).join("corv");
        validate(&["vtMeldingDi01", "vtTerugkoppelingDi01"], &folder.join("vt/jz0100_msg_vtberichten_resolved2025.xsd"), 20);
        validate(&["vtoDi01", "notificatieDi01"], &folder.join("jr/jz0100_msg_jzberichten_resolved2025.xsd"), 5);
    }
}

#[test]
fn starts_and_stops_are_told_with_every_status() {
    let with = |kind: &str, status: &str| {
        let element = format!("StatusAanlevering>{status}</");
        MADE.iter().filter(|(made, text)| made == kind && text.contains(&element)).count()
    };
    for status in ["1", "2", "3", "9"] {
        assert!(with("JW305", status) > 0, "no start with status {status}");
    }
    assert!(with("JW307", "3") > 0, "no stop is withdrawn");
}
