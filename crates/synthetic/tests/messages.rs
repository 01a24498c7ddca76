//! The iJw messages against the official schemas, where these are at hand.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use synthetic::{Config, Country, Faults, Memory};

const SCHEMAS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/standards/ijw/xsd");

/// Copies the schemas with the names they use for each other; what stands before the XML is left out.
fn schemas(to: &Path) -> Option<()> {
    for name in ["Basisschema", "JW301", "JW305", "JW307"] {
        let text = std::fs::read_to_string(format!("{SCHEMAS}/{name}.xsd")).ok()?;
        let xml = &text[text.find("<?xml")?..];
        let own = if name == "Basisschema" { "basisschema.xsd".to_owned() } else { format!("{name}.xsd") };
        std::fs::write(to.join(own), xml).ok()?;
    }
    Command::new("xmllint").arg("--version").output().ok().map(drop)
}

/// Some messages of each kind, written as files.
fn messages(to: &Path) -> Vec<PathBuf> {
    let config = Config { scale: 0.01, years: (2023, 2023), seed: 3, faults: Faults::none() };
    let mut memory = Memory::default();
    Country::new(config).expect("possible").deliver(&mut memory, &mut |_| {}).expect("memory takes all");
    let mut written = Vec::new();
    for bytes in memory.files.iter().filter(|(name, _)| name.ends_with(".tar")).map(|(_, bytes)| bytes) {
        for entry in tar::Archive::new(bytes.as_slice()).entries().expect("a tar file").take(40) {
            let mut entry = entry.expect("an entry");
            if !entry.header().entry_type().is_file() {
                continue;
            }
            let path = entry.path().expect("a name").into_owned();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("text");
            std::fs::write(to.join(&name), text).expect("written");
            written.push(to.join(name));
        }
    }
    written
}

#[test]
fn messages_are_valid_against_the_official_schemas() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = messages(folder.path());
    assert!(files.len() > 30);
    if schemas(folder.path()).is_none() {
        eprintln!("skipped: no schemas or no xmllint");
        return;
    }
    for kind in ["JW301", "JW305", "JW307"] {
        let own: Vec<_> = files.iter().filter(|path| path.to_string_lossy().contains(&format!("{kind}_"))).collect();
        assert!(!own.is_empty(), "{kind}");
        let schema = folder.path().join(format!("{kind}.xsd"));
        let output = Command::new("xmllint").args(["--noout", "--schema"]).arg(schema).args(own).output().expect("xmllint runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).lines().take(5).collect::<Vec<_>>().join("\n"));
    }
}
