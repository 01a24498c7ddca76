//! Embeds `assets/dist`: every file with its type, and one hash over all of them for the addresses.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// What a page cannot do without.
const NEEDED: [&str; 7] =
    ["inbeeld.css", "inbeeld.js", "noto-sans-latin.woff2", "favicon.svg", "licences.json", "noto-sans-400.ttf", "noto-sans-700.ttf"];

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    let files: Vec<(&str, PathBuf, Vec<u8>)> = NEEDED.iter().map(|name| read(&dist, name)).collect();
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut list = String::new();
    for (name, path, bytes) in &files {
        hash = fnv(hash, bytes);
        let _ = writeln!(list, "    Asset {{ name: {name:?}, kind: {:?}, bytes: include_bytes!({path:?}) }},", kind(name));
    }
    let source = format!(
        "/// Changes with every file of the bundle.\npub const HASH: &str = \"{hash:016x}\";\n\nstatic ASSETS: &[Asset] = &[\n{list}];\n"
    );
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("assets.rs");
    if fs::write(out, source).is_err() {
        stop("cannot write the list of assets");
    }
}

fn read<'a>(dist: &Path, name: &'a str) -> (&'a str, PathBuf, Vec<u8>) {
    let path = dist.join(name);
    println!("cargo::rerun-if-changed={}", path.display());
    match (fs::canonicalize(&path), fs::read(&path)) {
        (Ok(path), Ok(bytes)) => (name, path, bytes),
        (Ok(_) | Err(_), _) => stop("run `cargo xtask assets` first"),
    }
}

fn stop(message: &str) -> ! {
    println!("cargo::error={message}");
    process::exit(1)
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("ttf") => "font/ttf",
        Some("json") => "application/json",
        Some(_) | None => "application/octet-stream",
    }
}

/// FNV-1a, 64 bits: tells one bundle from another, no more.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
