//! What the kinds of delivery say together: court and institution about one order, lists about one child.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use domain::{Day, workdays};
use synthetic::parameters::process::contact_incidence;
use synthetic::{Config, Country, Faults, Memory};

static MADE: LazyLock<Memory> = LazyLock::new(|| {
    let mut memory = Memory::default();
    let config = Config { scale: 0.03, years: (2022, 2023), seed: 12, faults: Faults::none() };
    Country::new(config).expect("a possible country").deliver(&mut memory, &mut |_| {}).expect("memory takes all");
    memory
});

fn lines(name: &str) -> impl Iterator<Item = Vec<&'static str>> {
    let text = std::str::from_utf8(&MADE.files[name]).expect("text");
    text.lines().skip(1).map(|line| line.split([';', ',']).collect())
}

/// The fields of all rows of one kind of delivery, earlier periods first.
fn rows(kind: &str) -> impl Iterator<Item = Vec<&'static str>> {
    let mut names: Vec<&String> = MADE.files.keys().filter(|name| name.starts_with(&format!("deliveries/{kind}_"))).collect();
    names.sort_by_key(|name| name.split('_').nth(2).map(str::to_owned));
    names.into_iter().flat_map(|name| lines(name))
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("a day")
}

#[test]
fn court_and_institution_tell_the_same_first_day_of_every_order_that_starts() {
    let compact = |text: &str| text.replace('-', "");
    let granted = rows("court").filter(|row| row[14] == "granted");
    let by_court: BTreeSet<_> = granted.map(|row| (row[1], row[10], compact(row[15]))).collect();
    let started = rows("youth-policy").filter(|row| row[8..10] != ["", ""] && row[10] >= "20220101");
    let by_institution: BTreeSet<_> =
        started.map(|row| (row[1], if row[8].is_empty() { row[9] } else { row[8] }, row[10].to_owned())).collect();
    assert!(by_court.len() > 500);
    assert_eq!(by_court, by_institution);
}

/// What one institution hands over another takes over the next day, of the same child and kind; between two and eight in a hundred
/// measures of two years.
#[test]
fn every_measure_handed_over_is_taken_over_the_next_day_by_another_institution() {
    type Told = BTreeMap<(&'static str, &'static str, &'static str, Day), String>;
    let (mut given, mut taken, mut measures) = (Told::new(), Told::new(), BTreeSet::new());
    let files = MADE.files.keys().filter(|name| name.starts_with("deliveries/youth-policy_GI"));
    for name in files {
        for row in lines(name) {
            let key = |day: Day| (row[1], row[8], row[9], day);
            let institution = name.split('_').nth(1).expect("a supplier").to_owned();
            given.extend(Day::parse_compact(row[16]).map(|day| (key(day.plus(1)), institution.clone())));
            taken.extend(Day::parse_compact(row[17]).map(|day| (key(day), institution)));
            assert!(row[16].is_empty() || row[11].is_empty(), "the giver tells no end: {}", row[0]);
            assert!(row[17].is_empty() || row[10].is_empty(), "the taker tells no start: {}", row[0]);
            measures.insert((row[1], row[8], row[9]));
        }
    }
    let seen = |key: &&(&str, &str, &str, Day)| (key.3.year(), key.3.ymd().1, key.3.ymd().2) != (2024, 1, 1) && key.3.year() >= 2022;
    let first_day = |key: &&(&str, &str, &str, Day)| key.3 != day("2022-01-01");
    let both = |told: &Told| told.keys().filter(seen).filter(first_day).copied().collect::<BTreeSet<_>>();
    assert_eq!(both(&given), both(&taken));
    assert!(both(&given).iter().all(|key| given[key] != taken[key]));
    let share = both(&given).len() as f64 / measures.len() as f64;
    assert!((0.02..0.08).contains(&share), "{share}: {} of {}", both(&given).len(), measures.len());
}

#[test]
fn no_decision_comes_before_its_petition_and_some_petitions_are_in_vain() {
    let (mut refused, mut withdrawn) = (0, 0);
    for row in rows("court").filter(|row| !row[13].is_empty()) {
        assert!(day(row[12]) <= day(row[13]), "{}", row[0]);
        refused += i32::from(row[14] == "refused");
        withdrawn += i32::from(row[14] == "withdrawn");
    }
    assert!(refused > withdrawn && withdrawn > 0, "{refused} {withdrawn}");
}

#[test]
fn first_contacts_come_as_their_hazards_say() {
    let last_said: BTreeMap<&str, Vec<&str>> = rows("gi-process").map(|row| (row[0], row)).collect();
    let seen = last_said.values().filter(|row| row[10] >= "2022-01-01" && row[10] < "2023-11-01");
    let (mut all, mut in_time) = (0.0, 0.0);
    for row in seen {
        all += 1.0;
        let soon = |contact| workdays::working_days_between(day(row[10]), contact) <= 5;
        in_time += if Day::parse_iso(row[12]).is_some_and(soon) { 1.0 } else { 0.0 };
    }
    let truth = contact_incidence(5);
    let error = (truth * (1.0 - truth) / all).sqrt();
    assert!(all > 300.0 && (in_time / all - truth).abs() < 3.0 * error, "{in_time} of {all} for {truth}");
}

#[test]
fn the_lists_add_up_to_the_victims_and_leave_many_unseen() {
    let mut victims: BTreeMap<&str, u64> = BTreeMap::new();
    for row in lines("truth/realised/victims.csv").filter(|row| row[1] == "sexual") {
        *victims.entry(row[0]).or_default() += row[4].parse::<u64>().expect("a number");
    }
    let (mut suffered, mut unseen) = (BTreeMap::<&str, u64>::new(), 0);
    for row in lines("truth/realised/lists.csv").filter(|row| row[2] == "1") {
        let count: u64 = row[8].parse().expect("a number");
        *suffered.entry(row[0]).or_default() += count;
        unseen += if row[3..8] == ["0"; 5] { count } else { 0 };
    }
    assert_eq!(victims, suffered);
    let all: u64 = suffered.values().sum();
    assert!(unseen * 2 > all && unseen < all, "{unseen} of {all}");
}

/// Bands of about three standard deviations of a country at scale 0.03 over two years.
#[test]
fn as_many_children_reach_a_centre_as_published() {
    let contacts: BTreeSet<&str> = rows("csg").map(|row| row[0]).collect();
    let a_year = contacts.len() as f64 / 2.0 / 0.03;
    assert!((900.0..1_600.0).contains(&a_year), "{a_year}");
}

#[test]
fn whom_a_centre_refers_is_reported_to_veilig_thuis_that_day_unless_the_referral_was_lost() {
    let reports: BTreeSet<(&str, &str)> = rows("veilig-thuis").filter(|row| row[0] == "melding").map(|row| (row[4], row[12])).collect();
    let told = rows("csg").filter(|row| row[22] == "veilig-thuis");
    let referred: BTreeMap<&str, (&str, &str)> = told.map(|row| (row[0], (row[1], row[23]))).collect();
    let arrived = referred.values().filter(|referral| reports.contains(*referral)).count();
    assert!(arrived * 2 > referred.len() && referred.len() > 8, "{arrived} of {}", referred.len());
}
