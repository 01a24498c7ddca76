//! `inbeeld intake` from outside: what is refused, in which language, and the proofs of receipt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A hub of its own: deliveries, a key, a store.
struct Hub(tempfile::TempDir);

const SURVEY: &str = "survey_S01_2023JJ00_v1.csv";
const BOARD: &str = "board_RVDK_2023HJ01_v1.csv";

impl Hub {
    fn new() -> Hub {
        let hub = Hub(tempfile::tempdir().expect("a folder"));
        fs::write(hub.path("key"), "07".repeat(32)).expect("a key");
        fs::create_dir(hub.path("in")).expect("a folder");
        hub
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Puts a golden delivery in.
    fn deliver(&self, name: &str) {
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/intake").join(name);
        fs::copy(golden, self.path("in").join(name)).expect("a golden delivery");
    }

    fn intake(&self, arguments: &[&str]) -> Output {
        let program = Command::new(env!("CARGO_BIN_EXE_inbeeld"))
            .args(["intake", "in", "--pseudonym-key", "key", "--store", "store"])
            .args(arguments)
            .current_dir(self.0.path())
            .output();
        program.expect("the program")
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_delivery_that_names_nobody_is_refused_with_the_command_that_uses_it() {
    let hub = Hub::new();
    fs::write(hub.path("in").join(SURVEY), "kenmerk\n").expect("a file");
    let told = hub.intake(&["--language", "en"]);
    assert_eq!(told.status.code(), Some(1));
    assert!(text(&told.stderr).contains("inbeeld estimate survey"), "{}", text(&told.stderr));
    assert!(text(&told.stdout).contains("1 files, 0 known already (nothing changed), 1 refused"));
}

#[test]
fn refused_files_stand_in_the_json_too() {
    let hub = Hub::new();
    hub.deliver(BOARD);
    fs::write(hub.path("in").join("uitvoer.csv"), "a;b\n").expect("a file");
    let told = hub.intake(&["--format", "json"]);
    let document: serde_json::Value = serde_json::from_slice(&told.stdout).expect("one JSON document");
    let deliveries = document["deliveries"].as_array().expect("deliveries");
    let refused = deliveries.iter().find(|delivery| delivery["file"] == "uitvoer.csv").expect("the refused file");
    assert_eq!((&refused["causes"][0]["code"], &refused["read"]), (&"DE-REFUSED".into(), &0.into()));
    assert_eq!(refused["receipt"]["verdict"], "refused");
    assert_eq!(deliveries.len(), 2);
}

#[test]
fn the_findings_honour_the_language() {
    let hub = Hub::new();
    hub.deliver(BOARD);
    assert!(text(&hub.intake(&[]).stdout).contains("rijen gelezen"));
    assert!(text(&hub.intake(&["--language", "en"]).stdout).contains("rows read"));
}

#[test]
fn delivering_the_same_bytes_twice_keeps_the_first_proof_and_says_that_nothing_changed() {
    let hub = Hub::new();
    hub.deliver(BOARD);
    hub.intake(&["--receipts", "proofs"]);
    let path = hub.path("proofs").join(format!("{BOARD}.receipt.json"));
    let first = fs::read(&path).expect("a proof");
    let proof: serde_json::Value = serde_json::from_slice(&first).expect("JSON");
    assert_eq!(proof["blake3"], blake3::hash(&fs::read(hub.path("in").join(BOARD)).expect("the file")).to_hex().to_string());
    assert!(proof["received_at"].as_str().is_some_and(|moment| moment.ends_with('Z')));
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let again = hub.intake(&["--receipts", "proofs", "--language", "en"]);
    assert!(text(&again.stdout).contains("1 known already (nothing changed)"), "{}", text(&again.stdout));
    assert_eq!(fs::read(&path).expect("a proof"), first);
    assert!(fs::read_to_string(hub.path("proofs").join(format!("{BOARD}.receipt.txt"))).expect("a text").starts_with("Ontvangstbewijs"));
}

#[test]
fn a_log_is_followed_and_a_kept_hash_is_found_in_it() {
    let hub = Hub::new();
    hub.deliver(BOARD);
    assert_eq!(hub.intake(&[]).status.code(), Some(1), "taken in, with findings");
    let verify = |arguments: &[&str]| {
        let program =
            Command::new(env!("CARGO_BIN_EXE_inbeeld")).args(["log", "verify"]).args(arguments).current_dir(hub.0.path()).output();
        program.expect("the program")
    };
    let told = verify(&["--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&told.stdout).expect("one JSON document");
    assert_eq!((told.status.code(), &found["faults"]), (Some(0), &serde_json::json!([])));
    assert!(found["entries"].as_u64() > Some(0));
    let head = found["head"].as_str().expect("a hash");
    assert_eq!(verify(&["--head", head]).status.code(), Some(0));
    let other = verify(&["--head", &"07".repeat(32)]);
    assert_eq!(other.status.code(), Some(1));
    assert!(text(&other.stderr).contains("the kept hash is not in this log"), "{}", text(&other.stderr));
    let absent = |arguments: &[&str]| verify(arguments).status.code();
    assert_eq!([absent(&["--store", "nowhere"]), absent(&["--register", "nowhere"]), absent(&["--head", "zz"])], [Some(2); 3]);
    assert!(!hub.path("nowhere").exists());
}
