//! What one, two and more cross tables tell together, and an attacker who tries every table.

mod certificates;

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn dimension(name: &str, codes: &[&str]) -> CrosstabDimension {
    CrosstabDimension { name: name.to_owned(), axis: name.to_owned(), codes: codes.iter().map(|code| ((*code).to_owned(), None)).collect() }
}

/// Forms of help under "with a stay" and "without", and the level itself.
fn forms() -> CrosstabDimension {
    let codes = [("2", "no"), ("11", "yes"), ("13", "yes")].map(|(code, above)| (code.to_owned(), Some(above.to_owned())));
    CrosstabDimension { name: "code".to_owned(), axis: "code".to_owned(), codes: codes.to_vec() }
}

fn stay() -> CrosstabDimension {
    CrosstabDimension { axis: "code".to_owned(), ..dimension("stay", &["yes", "no"]) }
}

/// Starts by form, sex and age, told in two tables: by form and sex, and by stay, sex and age.
fn two_tables(starts: &[u64]) -> Vec<CrosstabCounts> {
    let (mut by_form, mut by_age) = (BTreeMap::new(), BTreeMap::new());
    let mut numbers = starts.iter();
    for form in ["2", "11", "13"] {
        for sex in ["V", "M"] {
            for age in ["0-11", "12-17"] {
                let count = numbers.next().copied().unwrap_or_default();
                let stay = if form == "2" { "no" } else { "yes" };
                *by_form.entry(vec![form.to_owned(), sex.to_owned()]).or_insert(0) += count;
                *by_age.entry(vec![stay.to_owned(), sex.to_owned(), age.to_owned()]).or_insert(0) += count;
            }
        }
    }
    let sex = || dimension("sex", &["V", "M"]);
    vec![
        CrosstabCounts { dimensions: vec![forms(), sex()], counts: by_form.into_iter().collect() },
        CrosstabCounts { dimensions: vec![stay(), sex(), dimension("age", &["0-11", "12-17"])], counts: by_age.into_iter().collect() },
    ]
}

fn protected(tables: &[CrosstabCounts], known: &[KnownMargin]) -> Result<Vec<SafeCrosstab>, CrosstabWithheld> {
    with_base(tables, known, 5)
}

fn with_base(tables: &[CrosstabCounts], known: &[KnownMargin], base: u64) -> Result<Vec<SafeCrosstab>, CrosstabWithheld> {
    let policy = Policy { base, ..Policy::usual(2020, 2024) };
    crosstabs(&CrosstabTask { tables, known, total: None, policy: &policy, seed: 1 })
}

/// One sector of 43 and some of one: whoever knows that zeros are shown, and so that a hidden count is 1 or more, may not find that all of them are 1.
#[test]
fn a_hidden_count_is_not_worked_out_from_zeros_being_shown() {
    for ones in 2..6 {
        let codes: Vec<String> = (0..=ones).map(|number| format!("sector {number}")).collect();
        let names: Vec<&str> = codes.iter().map(String::as_str).collect();
        let counts = codes.iter().enumerate().map(|(number, code)| (vec![code.clone()], if number == 0 { 43 } else { 1 })).collect();
        let table = CrosstabCounts { dimensions: vec![dimension("sector", &names)], counts };
        let safe = with_base(&[table], &[], 1).expect("safe").remove(0);
        let hidden = safe.cells().iter().filter(|cell| cell.count == Cell::Hidden).count() as u64;
        let shown: u64 = safe.cells().iter().filter(|cell| cell.codes != [ALL_CODES]).filter_map(|cell| cell.count.shown()).sum();
        match safe.cell(&[ALL_CODES]) {
            Cell::Shown(total) => assert!(total - shown > hidden, "{ones}: {hidden} hidden counts share {}", total - shown),
            Cell::Hidden => {}
            other => panic!("{other:?}"),
        }
    }
}

/// Of 400 waits 397 that took longer tell of three that did not.
#[test]
fn all_but_a_few_of_a_wait_is_hidden_as_those_few_are() {
    let table = CrosstabCounts {
        dimensions: vec![dimension("cause", &["no-offer", "no-staff"]), dimension(OUTCOME, &["reached", "waiting"])],
        counts: [("no-offer", "reached", 3), ("no-offer", "waiting", 397), ("no-staff", "reached", 60), ("no-staff", "waiting", 50)]
            .map(|(cause, outcome, count)| (vec![cause.to_owned(), outcome.to_owned()], count))
            .to_vec(),
    };
    let safe = protected(&[table], &[]).expect("safe").remove(0);
    assert_eq!((safe.cell(&["no-offer", "waiting"]), safe.cell(&["no-offer", "reached"])), (Cell::Hidden, Cell::Hidden));
}

#[test]
fn a_level_that_holds_the_first_and_the_last_code_is_told_once() {
    let codes = [("1", "no"), ("11", "yes"), ("90", "no")].map(|(code, above)| (code.to_owned(), Some(above.to_owned())));
    let own = CrosstabDimension { name: "code".to_owned(), axis: "code".to_owned(), codes: codes.to_vec() };
    assert_eq!(own.told(), ["1", "11", "90", "no", "yes", ALL_CODES]);
}

#[test]
fn what_two_tables_both_tell_is_hidden_in_both_or_in_neither() {
    let safe = protected(&two_tables(&[90, 31, 44, 50, 3, 0, 9, 12, 40, 8, 2, 1]), &[]).expect("safe");
    assert_eq!(safe[0].cell(&["11", "V"]), Cell::Hidden);
    for stay in ["yes", "no", "all"] {
        for sex in ["V", "M", "all"] {
            assert_eq!(safe[0].cell(&[stay, sex]), safe[1].cell(&[stay, sex, "all"]), "{stay} {sex}");
        }
    }
    assert_eq!(safe[0].cells().last().map(|cell| cell.count), Some(Cell::Shown(290)));
}

#[test]
fn what_the_release_tells_elsewhere_stays_as_it_is_there() {
    let tables = two_tables(&[90, 31, 44, 50, 3, 0, 9, 12, 40, 8, 2, 1]);
    let margin = |shown: bool| KnownMargin {
        dimensions: vec!["sex".to_owned()],
        shown: ["V", "M"].map(|code| (vec![code.to_owned()], shown)).to_vec(),
    };
    for is_shown in [true, false] {
        let safe = protected(&tables, &[margin(is_shown)]).expect("safe");
        for sex in ["V", "M"] {
            assert_eq!(matches!(safe[0].cell(&["all", sex]), Cell::Shown(_)), is_shown, "{sex}");
        }
    }
    let total = CrosstabTask { tables: &tables, known: &[], total: Some(false), policy: &Policy::usual(2020, 2024), seed: 1 };
    assert_eq!(crosstabs(&total), Err(CrosstabWithheld::Elsewhere));
}

/// Elsewhere each sex is told by outcome; by cause it is told here.
#[test]
fn a_margin_by_two_things_stays_as_it_is_elsewhere() {
    let count = |codes: [&str; 3], count| (codes.map(str::to_owned).to_vec(), count);
    let mut counts = Vec::new();
    for (sex, reached, waiting) in [("V", 70, 41), ("M", 62, 33)] {
        for (cause, part) in [("no-offer", 0), ("no-staff", 9)] {
            counts.extend([count([cause, sex, "reached"], reached + part), count([cause, sex, "waiting"], waiting + part)]);
        }
    }
    let dimensions =
        vec![dimension("cause", &["no-offer", "no-staff"]), dimension("sex", &["V", "M"]), dimension(OUTCOME, &["reached", "waiting"])];
    let table = CrosstabCounts { dimensions, counts };
    let free = protected(std::slice::from_ref(&table), &[]).expect("safe").remove(0);
    assert!(matches!(free.cell(&["all", "V", "waiting"]), Cell::Shown(_)), "nothing is small");
    let told = |hidden: &[[&str; 2]]| {
        let all = ["V", "M", "all"].iter().flat_map(|sex| ["reached", "waiting", "all"].iter().map(move |outcome| [*sex, *outcome]));
        let shown = |codes: [&str; 2]| (codes.map(str::to_owned).to_vec(), !hidden.contains(&codes));
        KnownMargin { dimensions: vec!["sex".to_owned(), OUTCOME.to_owned()], shown: all.map(shown).collect() }
    };
    let hidden = [["V", "waiting"], ["V", "reached"], ["M", "waiting"], ["M", "reached"]];
    let safe = protected(std::slice::from_ref(&table), &[told(&hidden)]).expect("safe").remove(0);
    for [sex, outcome] in hidden {
        assert_eq!(safe.cell(&["all", sex, outcome]), Cell::Hidden, "{sex} {outcome}");
    }
    // Of one sex only: no margin to go by, and what it tells must still not differ.
    let of_one = KnownMargin { shown: vec![(vec!["V".to_owned(), "waiting".to_owned()], false)], ..told(&[]) };
    assert_eq!(protected(&[table], &[of_one]), Err(CrosstabWithheld::Elsewhere));
}

#[test]
fn a_small_count_that_is_shown_elsewhere_keeps_the_table_inside() {
    let count = |sex: &str, count| (vec![sex.to_owned()], count);
    let table = CrosstabCounts { dimensions: vec![dimension("sex", &["V", "M"])], counts: vec![count("V", 3), count("M", 40)] };
    let shown = ["V", "M"].map(|sex| (vec![sex.to_owned()], true)).to_vec();
    let known = KnownMargin { dimensions: vec!["sex".to_owned()], shown };
    assert!(protected(&[table], &[known]).is_err());
}

#[test]
fn of_no_tables_nothing_is_told() {
    assert_eq!(protected(&[], &[]), Ok(Vec::new()));
}

#[test]
fn a_code_that_no_dimension_has_is_an_error() {
    let mut tables = two_tables(&[9; 12]);
    tables[0].counts.push((vec!["90".to_owned(), "V".to_owned()], 4));
    assert!(matches!(protected(&tables, &[]), Err(CrosstabWithheld::Table(CrossingError::Code { .. }))));
}

/// All ways in which starts can stand in the six cells of form and sex, given what both tables show: an attacker who only counts.
fn ranges(safe: &[SafeCrosstab], most: u64) -> Vec<(u64, u64)> {
    const CELLS: [[&str; 2]; 6] = [["2", "V"], ["2", "M"], ["11", "V"], ["11", "M"], ["13", "V"], ["13", "M"]];
    let slack = safe[0].base() / 2;
    let bounds = |cell: Cell<u64>| match cell {
        Cell::Shown(0) => (0, 0),
        Cell::Shown(count) => (count.saturating_sub(slack).max(5), count + slack),
        Cell::Hidden => (1, u64::MAX),
        Cell::Unknown | Cell::Impossible => (0, u64::MAX),
    };
    let is_within = |count: u64, cell: Cell<u64>| (bounds(cell).0..=bounds(cell).1).contains(&count);
    let held: Vec<Vec<u64>> =
        CELLS.iter().map(|codes| (0..=most).filter(|count| is_within(*count, safe[0].cell(codes))).collect()).collect();
    let mut found = vec![(u64::MAX, 0); 6];
    let mut world = [0; 6];
    search(&held, 0, &mut world, &mut |world| {
        let sum = |is_meant: &dyn Fn(&[&str; 2]) -> bool| {
            CELLS.iter().zip(world).filter(|(codes, _)| is_meant(codes)).map(|(_, count)| count).sum::<u64>()
        };
        let fits = ["V", "M", "all"].iter().all(|sex| {
            let own = |codes: &[&str; 2]| *sex == "all" || codes[1] == *sex;
            let by_form =
                ["2", "11", "13"].iter().all(|form| is_within(sum(&|codes| own(codes) && codes[0] == *form), safe[0].cell(&[form, sex])));
            let stays = is_within(sum(&|codes| own(codes) && codes[0] != "2"), safe[0].cell(&["yes", sex]));
            by_form && stays && is_within(sum(&own), safe[0].cell(&["all", sex]))
        });
        if fits {
            found.iter_mut().zip(world).for_each(|((low, high), count)| (*low, *high) = ((*low).min(*count), (*high).max(*count)));
        }
    });
    found
}

fn search(held: &[Vec<u64>], place: usize, world: &mut [u64; 6], found: &mut impl FnMut(&[u64; 6])) {
    let Some(own) = held.get(place) else { return found(world) };
    for count in own {
        world[place] = *count;
        search(held, place + 1, world, found);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn an_attacker_who_tries_every_table_works_out_no_hidden_count(starts in prop::collection::vec(0u64..6, 12), is_rounded: bool) {
        let tables = two_tables(&starts);
        let safe = with_base(&tables, &[], if is_rounded { 5 } else { 1 }).expect("safe");
        let ranges = ranges(&safe, 10);
        for ((form, sex), (low, high)) in [("2", "V"), ("2", "M"), ("11", "V"), ("11", "M"), ("13", "V"), ("13", "M")].into_iter().zip(ranges) {
            if safe[0].cell(&[form, sex]) == Cell::Hidden {
                prop_assert!(high > low, "{form} {sex} is {low}: {:?}", safe[0].cells());
            }
        }
    }
}
