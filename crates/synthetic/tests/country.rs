//! What holds of every made country.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use domain::{Atlas, Breakdown, Outcome};
use synthetic::parameters::{assessment_incidence, help_after_order_incidence};
use synthetic::{Config, Country, Fault, Faults, Memory, Summary};

fn made(config: Config) -> (Memory, Summary) {
    let mut memory = Memory::default();
    let summary = Country::new(config).expect("a possible country").deliver(&mut memory, &mut |_| {}).expect("memory takes all");
    (memory, summary)
}

fn config(scale: f64, faults: Faults) -> Config {
    Config { scale, years: (2022, 2023), seed: 5, faults }
}

fn text<'a>(memory: &'a Memory, name: &str) -> &'a str {
    std::str::from_utf8(&memory.files[name]).expect("text")
}

/// One country without faults, used by several tests.
static SOUND: LazyLock<(Memory, Summary)> = LazyLock::new(|| made(config(0.02, Faults::none())));
/// One country with every fault.
static FAULTY: LazyLock<(Memory, Summary)> = LazyLock::new(|| made(config(0.02, Faults::all())));

#[test]
fn the_same_seed_gives_the_same_bytes_with_any_number_of_threads() {
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| made(config(0.002, Faults::all())))
    };
    let (one, four) = (with(1), with(4));
    assert!(one == four);
    let other = made(Config { seed: 6, ..config(0.002, Faults::all()) });
    assert!(other.0.files["truth/realised/counts.csv"] != one.0.files["truth/realised/counts.csv"]);
}

/// Rows without header of all deliveries, by file.
fn rows(memory: &Memory) -> BTreeMap<&str, BTreeSet<&str>> {
    let csv = memory.files.keys().filter(|name| name.starts_with("deliveries/") && name.ends_with(".csv"));
    csv.map(|name| (name.as_str(), text(memory, name).lines().skip(1).collect())).collect()
}

#[test]
fn a_larger_scale_keeps_the_smaller_countrys_children_and_their_histories() {
    let (small, large) = (made(config(0.004, Faults::none())), made(config(0.009, Faults::none())));
    let larger = rows(&large.0);
    let is_total = |name: &str| name.contains("/programme_") || name.contains("/series_");
    for (name, rows) in rows(&small.0).into_iter().filter(|(name, _)| !is_total(name)) {
        assert!(rows.is_subset(&larger[name]), "{name}");
    }
    assert!(large.1.children > 2 * small.1.children);
}

#[test]
fn more_years_change_nothing_in_the_years_before() {
    let (short, long) = (made(config(0.003, Faults::none())), made(Config { years: (2022, 2024), ..config(0.003, Faults::none()) }));
    let longer = rows(&long.0);
    for (name, rows) in rows(&short.0) {
        assert!(rows == longer[name], "{name}");
    }
}

/// Totals of the realised counts of one year, scaled up to the whole country.
fn volume(memory: &Memory, indicator: &str, year: &str) -> f64 {
    let wanted = |fields: &[&str]| fields[0] == indicator && fields[1] == "all" && fields[4] == year;
    let lines = text(memory, "truth/realised/counts.csv").lines().map(|line| line.split(',').collect::<Vec<_>>());
    lines.filter(|fields| wanted(fields)).map(|fields| fields[7].parse::<f64>().expect("a count")).sum::<f64>() / 0.02
}

/// Bands of about three standard deviations of a country at scale 0.02, and two percent.
#[test]
fn volumes_a_year_are_like_the_published_ones() {
    for (indicator, published, within) in [
        ("advice-records", 143_210.0, 0.02),
        ("report-records", 127_340.0, 0.08),
        ("investigation-records", 7_350.0, 0.20),
        ("board-records", 12_500.0, 0.15),
        ("order-records", 9_500.0, 0.18),
    ] {
        for year in ["2022", "2023"] {
            let volume = volume(&SOUND.0, indicator, year);
            assert!((volume / published - 1.0).abs() < within, "{indicator} {year}: {volume} for {published}");
        }
    }
}

#[test]
fn as_many_children_have_help_and_as_many_measures_run_as_published() {
    let (mut helped, mut running) = (BTreeSet::new(), 0);
    for (name, rows) in rows(&SOUND.0).into_iter().filter(|(name, _)| name.contains("youth-policy") && name.contains("2023")) {
        for fields in rows.iter().map(|row| row.split(';').collect::<Vec<_>>()) {
            assert_eq!(fields.len(), 18, "{name}");
            if !fields[6].is_empty() {
                helped.insert(fields[1].to_owned());
            }
            running += i32::from(!fields[8].is_empty() && fields[11].is_empty() && name.contains("HJ02"));
        }
    }
    let (helped, running) = (helped.len() as f64 / 0.02, f64::from(running) / 0.02);
    assert!((430_000.0..475_000.0).contains(&helped), "{helped}");
    assert!((26_500.0..33_000.0).contains(&running), "{running}");
}

#[test]
fn without_faults_no_fault_is_logged_and_intake_finds_no_error() {
    let (memory, summary) = &*SOUND;
    assert_eq!(text(memory, "truth/faults.csv"), "file,row,fault,rule\n");
    assert_eq!(summary.faults, 0);
    for (name, bytes) in memory.files.iter().filter(|(name, _)| name.starts_with("deliveries/")) {
        let file_name = name.rsplit('/').next().expect("a name");
        let report = intake::check_file(file_name, bytes.as_slice());
        for cause in &report.causes {
            assert!(cause.rule.severity == intake::Severity::Notice, "{name}: {}", cause.rule.code);
        }
    }
}

#[test]
fn a_supplier_with_nothing_to_tell_delivers_a_file_that_can_be_read() {
    let (memory, _) = made(Config { years: (2023, 2023), ..config(0.0002, Faults::none()) });
    for (name, bytes) in memory.files.iter().filter(|(name, _)| name.starts_with("deliveries/")) {
        let report = intake::check_file(name.rsplit('/').next().expect("a name"), bytes.as_slice());
        assert!(!report.has_errors(), "{name}");
    }
}

#[test]
fn every_fault_is_made_and_logged_with_its_row() {
    let (memory, summary) = &*FAULTY;
    let lines: Vec<Vec<&str>> = text(memory, "truth/faults.csv").lines().skip(1).map(|line| line.split(',').collect()).collect();
    let made: BTreeSet<&str> = lines.iter().map(|fields| fields[2]).collect();
    assert_eq!(made, Fault::ALL.into_iter().map(Fault::word).collect());
    assert_eq!(summary.faults, lines.iter().filter(|fields| fields[1] != "0").count() as u64);
    for fields in lines {
        let name = format!("deliveries/{}", fields[0]);
        if fields[2] == "stopped-provider" {
            assert!(!memory.files.contains_key(&name));
        } else {
            let row: usize = fields[1].parse().expect("a row");
            assert!(text(memory, &name).lines().nth(row).is_some(), "{name} {row}");
        }
    }
}

#[test]
fn intake_finds_every_fault_by_the_rule_that_must_find_it() {
    let (memory, _) = &*FAULTY;
    let mut expected: BTreeMap<&str, BTreeSet<(&str, u64)>> = BTreeMap::new();
    for fields in text(memory, "truth/faults.csv").lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>()) {
        if !fields[3].is_empty() {
            expected.entry(fields[0]).or_default().insert((fields[3], fields[1].parse().expect("a row")));
        }
    }
    let rules: BTreeSet<&str> = expected.values().flatten().map(|(rule, _)| *rule).collect();
    assert!(rules.len() >= 12, "{rules:?}");
    for (file_name, faults) in expected {
        let report = intake::check_file(file_name, memory.files[&format!("deliveries/{file_name}")].as_slice());
        for code in faults.iter().map(|(code, _)| *code).collect::<BTreeSet<_>>() {
            let logged = faults.iter().filter(|(rule, _)| *rule == code).count() as u64;
            let found: u64 = report.causes.iter().filter(|cause| cause.rule.code == code).map(|cause| cause.count).sum();
            assert!(found >= logged, "{file_name}: {code} found {found} of {logged}");
        }
    }
}

#[test]
fn every_postcode_lies_in_one_known_municipality() {
    let atlas = Atlas::netherlands();
    let lines: Vec<&str> = text(&SOUND.0, "reference/postcodes.csv").lines().collect();
    assert_eq!(lines[0], "pc4,gm_code");
    let numbers: BTreeSet<&str> = lines[1..].iter().filter_map(|line| line.split_once(',')).map(|(number, _)| number).collect();
    assert_eq!(numbers.len(), lines.len() - 1);
    for (_, code) in lines[1..].iter().filter_map(|line| line.split_once(',')) {
        let code: domain::RegionCode = code.parse().expect("a code");
        assert!(atlas.name(code).is_some());
    }
}

#[test]
fn counting_alone_gives_the_same_counts_as_delivering() {
    let country = Country::new(config(0.004, Faults::none())).expect("possible");
    let (memory, _) = made(config(0.004, Faults::none()));
    let cells: usize = country.counts().iter().map(|table| table.cells.len()).sum();
    assert_eq!(cells, text(&memory, "truth/realised/counts.csv").lines().count() - 1);
}

/// Shares of the realised country are the parameters it was drawn from, within three standard errors.
#[test]
fn the_realised_country_shows_the_incidence_it_was_drawn_from() {
    let config = Config { scale: 0.04, years: (2021, 2024), seed: 9, faults: Faults::none() };
    let tables = Country::new(config).expect("possible").counts();
    for (indicator, by, truth, last_year) in [
        ("assessment", 5, assessment_incidence(5), 2023),
        ("help-after-order", 0, help_after_order_incidence(0), 2022),
        ("help-after-order", 91, help_after_order_incidence(91), 2022),
        ("help-after-order", 183, help_after_order_incidence(183), 2022),
        ("help-after-order", 365, help_after_order_incidence(365), 2022),
    ] {
        let table = tables.iter().find(|table| table.indicator == indicator && table.breakdown == Breakdown::All).expect("a table");
        let observed_whole = || table.cells.iter().filter(move |(key, _)| key.year <= last_year);
        let all: u64 = observed_whole().map(|(_, count)| count).sum();
        let reached: u64 =
            observed_whole().filter(|(key, _)| key.outcome == Outcome::Reached && key.days <= by).map(|(_, count)| count).sum();
        let (share, error) = (reached as f64 / all as f64, (truth * (1.0 - truth) / all as f64).sqrt());
        assert!((share - truth).abs() < 3.0 * error, "{indicator} by {by}: {share} of {all} for {truth}");
    }
}
