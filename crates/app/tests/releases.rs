//! Releases of one ledger: each is protected jointly with all before it, and what a run says of that.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A house with a made country, of which some deliveries come late.
struct House(tempfile::TempDir);

impl House {
    fn new() -> House {
        let house = House(tempfile::tempdir().expect("a folder"));
        house.done(&["synth", "--out", "country", "--scale", "0.0006", "--years", "2024-2025", "--faults", "none", "--quiet"]);
        fs::create_dir(house.path("late")).expect("a folder");
        let files = fs::read_dir(house.path("country/deliveries")).expect("deliveries").map(|entry| entry.expect("an entry").path());
        // Providers of the second half year who come late; the others are enough for their regions to be told.
        let is_late = |path: &PathBuf| path.to_string_lossy().contains("youth-policy_P00") && path.to_string_lossy().contains("_2025HJ02_");
        for file in files.filter(is_late) {
            fs::rename(&file, house.path("late").join(file.file_name().expect("a name"))).expect("moved");
        }
        house.take_in("country/deliveries");
        house
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_inbeeld")).args(arguments).current_dir(self.0.path()).output().expect("the program")
    }

    fn done(&self, arguments: &[&str]) -> String {
        let told = self.run(arguments);
        let said = String::from_utf8_lossy(&told.stderr).into_owned();
        assert!(told.status.success(), "{arguments:?}: {said}");
        said
    }

    fn take_in(&self, folder: &str) {
        let postcodes = "country/reference/postcodes.csv";
        self.run(&["intake", folder, "--pseudonym-key", "country/key", "--postcodes", postcodes, "--store", "store"]);
    }

    /// Runs a version and says what it said.
    fn release(&self, version: &str) -> Output {
        self.release_with(version, &[])
    }

    fn release_with(&self, version: &str, more: &[&str]) -> Output {
        let text = fs::read_to_string(self.path("country/region.toml")).expect("a configuration");
        fs::write(self.path("region.toml"), text.replace("version = \"2026-1\"", &format!("version = \"{version}\""))).expect("written");
        self.run(&[&["run", "--config", "region.toml", "--store", "store", "--releases", "releases"], more].concat())
    }

    fn released(&self, version: &str) -> String {
        let told = self.release(version);
        let said = String::from_utf8_lossy(&told.stderr).into_owned();
        assert!(told.status.success(), "{version}: {said}");
        said
    }

    fn act(&self, act: &str, version: &str, by: &str) -> Output {
        self.run(&["release", act, version, "--by", by, "--releases", "releases"])
    }

    fn tables(&self, version: &str) -> BTreeMap<String, String> {
        let folder = self.path("releases").join(version).join("tables");
        let entries = fs::read_dir(&folder).expect("tables").map(|entry| entry.expect("an entry").path());
        let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
        entries.map(|path| (name(&path), fs::read_to_string(&path).expect("a table"))).collect()
    }

    /// Indicators that a release tells some years of as an earlier one did, though they count otherwise now.
    fn repeated(&self, version: &str) -> Vec<String> {
        let text = fs::read(self.path("releases").join(version).join("release.json")).expect("a release");
        let file: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
        let all = file["repeated"].as_array().cloned().unwrap_or_default();
        all.iter().map(|own| own["indicator"].as_str().expect("an indicator").to_owned()).collect()
    }

    /// The rows of every cross table, by file and year.
    fn crossed(&self, version: &str) -> BTreeMap<(String, String), Vec<String>> {
        let mut rows: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for entry in fs::read_dir(self.path("releases").join(version).join("crosstabs")).expect("cross tables") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            for row in fs::read_to_string(&path).expect("a table").lines().skip(1) {
                let year = row.split(',').next().expect("a year").to_owned();
                rows.entry((name.clone(), year)).or_default().push(row.to_owned());
            }
        }
        rows
    }
}

#[test]
fn a_second_release_is_protected_jointly_with_the_first_and_the_same_data_tell_the_same() {
    let house = House::new();
    let first = house.released("2026-1");
    assert!(!first.contains("protected jointly"), "{first}");
    assert!(house.path("store/memory").is_dir() && !house.path("releases/memory").exists(), "exact counts stay inside");
    assert!(house.act("propose", "2026-1", "one").status.success());
    house.take_in("late");
    house.released("2026-9");
    fs::rename(house.path("releases/2026-9"), house.path("set-aside")).expect("moved");

    let second = house.released("2026-2");
    assert!(second.contains("protected jointly with earlier releases (2026-1)"), "{second}");
    assert!(!second.contains("tells nothing in this release"), "{second}");
    assert_ne!(house.tables("2026-1"), house.tables("2026-2"), "what came late is counted");
    let (before, after) = (house.crossed("2026-1"), house.crossed("2026-2"));
    assert!(!before.is_empty());
    before.iter().for_each(|(year, rows)| assert_eq!(Some(rows), after.get(year), "a year that was told once stays as it was: {year:?}"));
    let text = fs::read_to_string(house.path("releases/2026-2/crosstabs.json")).expect("cross tables");
    assert!(text.contains("\"from\": \"2026-1\""), "the release says from which release they are");
    house.done(&["protect", "verify", "releases/2026-2"]);
    assert!(house.act("propose", "2026-2", "one").status.success());

    let third = house.released("2026-3");
    assert!(third.contains("protected jointly with earlier releases (2026-1, 2026-2)"), "{third}");
    let again = [house.repeated("2026-2"), house.repeated("2026-3")].concat();
    let anew = |version: &str| -> BTreeMap<String, String> {
        house.tables(version).into_iter().filter(|(name, _)| !again.iter().any(|own| *name == format!("{own}.csv"))).collect()
    };
    assert!(anew("2026-2").len() > 20);
    assert_eq!(anew("2026-2"), anew("2026-3"), "nothing changed: the same is shown and hidden");

    // A draft that does not know of the second release cannot go out after it.
    fs::rename(house.path("set-aside"), house.path("releases/2026-9")).expect("moved back");
    let refused = house.act("propose", "2026-9", "one");
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("2026-2"), "{}", String::from_utf8_lossy(&refused.stderr));
    let reason = ["release", "withdraw", "2026-1", "--by", "one", "--reason", "a fault", "--releases", "releases"];
    house.done(&reason);
    let text = fs::read_to_string(house.path("releases/2026-3/release.json")).expect("a release");
    assert!(text.contains("\"beside\""), "the release says beside which it was protected");
    assert_eq!(third.contains("told: a newer figure"), text.contains("\"repeated\""), "what is told again is named in both: {third}");
    assert!(house.act("propose", "2026-3", "one").status.success(), "it knows both, the withdrawn one too");

    // What a withdrawn release told first is not told again, by whichever release it was carried on.
    house.released("2026-4");
    let after = house.crossed("2026-4");
    assert!(before.keys().all(|year| !after.contains_key(year)), "{:?}", after.keys());
    let text = fs::read_to_string(house.path("releases/2026-4/crosstabs.json")).expect("cross tables");
    assert!(text.contains("staan in publicatie 2026-3"), "the release says where they stand");
}

#[test]
fn a_release_of_which_nothing_is_remembered_or_something_else_stops_the_next() {
    let house = House::new();
    house.released("2026-1");
    assert!(house.act("propose", "2026-1", "one").status.success());
    let file = fs::read_dir(house.path("store/memory")).expect("memory").next().expect("a file").expect("an entry").path();
    let text = fs::read_to_string(&file).expect("what is remembered");
    fs::write(&file, text.replacen("{\"shown\":0}", "\"hidden\"", 1)).expect("written");
    let refused = house.release("2026-2");
    assert!(!refused.status.success() && !house.path("releases/2026-2").exists());
    assert!(
        String::from_utf8_lossy(&refused.stderr).contains("is not what release 2026-1 tells"),
        "{}",
        String::from_utf8_lossy(&refused.stderr)
    );
    fs::remove_file(&file).expect("removed");
    let refused = house.release("2026-2");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("nothing is remembered of release 2026-1"));
    for inside in ["releases/memory", "./releases/memory"] {
        let inside = house.release_with("2026-2", &["--memory", inside]);
        assert_eq!(inside.status.code(), Some(2), "exact counts stay out of the folder of releases");
        assert!(String::from_utf8_lossy(&inside.stderr).contains("lies in the folder of releases"));
    }
    // A way out: the same release again, which writes the same bytes and is remembered.
    let kept = house.path("releases/2026-1");
    house.released("2026-1");
    assert!(file.exists() && kept.exists());
    let named = house.release_with("2026-2", &["--unremembered", "2026-1"]);
    assert_eq!(named.status.code(), Some(2), "what is remembered cannot be left out");
    // The other: to say so. The release says it too.
    fs::remove_file(&file).expect("removed");
    let apart = house.release_with("2026-2", &["--unremembered", "2026-1"]);
    assert!(apart.status.success() && String::from_utf8_lossy(&apart.stderr).contains("NOT protected jointly with release 2026-1"));
    let text = fs::read_to_string(house.path("releases/2026-2/release.json")).expect("a release");
    assert!(text.contains("\"jointly\": false"), "{text}");
    assert!(house.act("propose", "2026-2", "one").status.success());
}
