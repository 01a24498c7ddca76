//! The table leaves or stays; and whoever has table and estimates together cannot work out a hidden count.

use std::collections::BTreeMap;

use domain::Cell;

use super::{Children, Listed, OnLists, OverlapTask, OverlapWithheld, SafeOverlap, overlap};
use crate::{Alone, Policy};

const LISTS: [&str; 3] = ["veilig-thuis", "csg", "police"];
const AGES: [&str; 2] = ["0-11", "12-17"];

/// Children by age, lists as recorded, and how many; all without referrals.
fn children(rows: &[(usize, u32, u64)]) -> Children {
    rows.iter().map(|(age, recorded, count)| (Listed { age: *age, recorded: *recorded, unreferred: *recorded }, *count)).collect()
}

fn ask(children: &Children, policy: &Policy, mut same: impl FnMut(&Children) -> bool) -> Result<SafeOverlap, OverlapWithheld> {
    let (lists, ages) = (LISTS.map(str::to_owned), AGES.map(str::to_owned));
    overlap(&OverlapTask { lists: &lists, ages: &ages, all_ages: "0-17", children, policy, seed: 1 }, &mut same)
}

/// Two small cells in each age class; one child stands alone in its cell.
fn usual() -> Children {
    children(&[(0, 1, 81), (0, 2, 42), (0, 3, 3), (0, 4, 60), (0, 5, 12), (1, 1, 33), (1, 2, 27), (1, 3, 1), (1, 4, 55), (1, 6, 4)])
}

fn shown(table: &SafeOverlap) -> BTreeMap<(String, OnLists), Cell<u64>> {
    table.cells().iter().map(|cell| ((cell.age.clone(), cell.on), cell.children)).collect()
}

/// How many stand on lists, by the code of [`OnLists`].
fn count(children: &Children, age: Option<usize>, on: OnLists) -> u64 {
    let counts = |kind: &Listed| match on {
        OnLists::Any => true,
        OnLists::This(list) => kind.recorded >> list & 1 == 1,
        OnLists::Exactly(lists) => kind.recorded == lists,
    };
    children.iter().filter(|(kind, _)| age.is_none_or(|age| kind.age == age) && counts(kind)).map(|(_, count)| count).sum()
}

fn age_of(name: &str) -> Option<usize> {
    AGES.iter().position(|age| *age == name)
}

/// Two lists of Lincoln & Petersen, each age class rounded to the nearest so much: what an estimate tells.
fn estimated(children: &Children, step: f64) -> Vec<i64> {
    let of = |age| {
        let on = |list| count(children, Some(age), OnLists::This(list)) as f64;
        let both: u64 =
            children.iter().filter(|(kind, _)| kind.age == age && kind.recorded & 0b101 == 0b101).map(|(_, count)| count).sum::<u64>() + 1;
        (on(0) * on(2) / both as f64 / step).round() as i64
    };
    (0..AGES.len()).map(of).collect()
}

#[test]
fn small_counts_are_hidden_and_the_rest_rounded() {
    let (all, policy) = (usual(), Policy::usual(2020, 2024));
    let table = ask(&all, &policy, |_| true).expect("it may leave");
    let cells = shown(&table);
    assert_eq!((table.base(), table.lists().len(), cells.len()), (5, 3, 3 * (1 + 3 + 7)));
    for ((age, on), cell) in &cells {
        let truth = count(&all, age_of(age), *on);
        match cell {
            Cell::Shown(value) => assert!(*value == (truth + 2) / 5 * 5 && (truth == 0 || truth >= 5), "{age} {on:?}"),
            Cell::Hidden => assert!(truth > 0, "{age} {on:?}"),
            Cell::Unknown | Cell::Impossible => panic!("{age} {on:?}"),
        }
    }
    assert_eq!(cells[&("0-17".to_owned(), OnLists::Any)], Cell::Shown(320));
    assert_eq!(cells[&("0-11".to_owned(), OnLists::Exactly(0b110))], Cell::Shown(0));
    assert_eq!(cells[&("12-17".to_owned(), OnLists::Exactly(0b011))], Cell::Hidden);
}

#[test]
fn the_same_question_gives_the_same_table() {
    let (all, policy) = (usual(), Policy::usual(2020, 2024));
    assert_eq!(ask(&all, &policy, |_| true), ask(&all, &policy, |_| true));
}

/// The estimates change with the one child of 12–17 on two lists: then they tell that it is one.
#[test]
fn estimates_that_tell_a_hidden_count_keep_the_table_inside() {
    let (all, policy) = (usual(), Policy::usual(2020, 2024));
    let secret = |own: &Children| count(own, Some(1), OnLists::Exactly(0b011));
    let told = ask(&all, &policy, |other| secret(other) == secret(&all));
    assert!(matches!(told, Err(OverlapWithheld::Told { cells: 1.. })), "{told:?}");
    assert!(matches!(ask(&all, &policy, |_| false), Err(OverlapWithheld::Told { cells }) if cells > 1));
}

#[test]
fn what_cannot_be_a_table_stays_inside_and_says_why() {
    let policy = Policy::usual(2020, 2024);
    assert_eq!(ask(&children(&[(0, 1, 60), (1, 3, 39)]), &policy, |_| true), Err(OverlapWithheld::TooFew));
    let one = OverlapTask {
        lists: &["csg".to_owned()],
        ages: &["0-11".to_owned()],
        all_ages: "0-17",
        children: &usual(),
        policy: &policy,
        seed: 1,
    };
    assert_eq!(overlap(&one, &mut |_| true), Err(OverlapWithheld::Lists { lists: 1, most: 8 }));
    let loose = Policy { thresholds: crate::Thresholds::default(), ..policy };
    assert!(matches!(ask(&usual(), &loose, |_| true), Err(OverlapWithheld::Policy(_))));
}

/// Every population near the true one that gives the same table and the same estimates, by trying them all.
fn all_that_fit(all: &Children, table: &SafeOverlap, step: f64) -> Vec<Children> {
    let told = |other: &Children| {
        let fits = table.cells().iter().all(|cell| {
            let number = count(other, age_of(&cell.age), cell.on);
            match cell.children {
                Cell::Shown(value) => (number + 2) / 5 * 5 == value,
                Cell::Hidden => number > 0,
                Cell::Unknown | Cell::Impossible => false,
            }
        });
        fits && estimated(other, step) == estimated(all, step)
    };
    let mut worlds = vec![Children::new()];
    for (kind, number) in all {
        let near = number.saturating_sub(1).max(1)..=number + 1;
        worlds = worlds
            .into_iter()
            .flat_map(|world| near.clone().map(move |own| world.iter().map(|(kind, own)| (*kind, *own)).chain([(*kind, own)]).collect()))
            .collect();
    }
    worlds.retain(told);
    worlds
}

/// Whether a reader, and everyone who is alone in a cell, is left with two numbers for every count below five.
fn is_open(all: &Children, table: &SafeOverlap, worlds: &[Children]) -> bool {
    let alone = all.iter().filter(|(_, count)| **count == 1).map(|(kind, _)| Some(*kind));
    let hidden = table.cells().iter().filter(|cell| cell.children == Cell::Hidden);
    let secret: Vec<_> = hidden
        .map(|cell| (age_of(&cell.age), cell.on))
        .filter(|(age, on)| count(all, *age, *on) < 5 || age.is_some() && matches!(on, OnLists::Exactly(_)))
        .collect();
    std::iter::once(None).chain(alone).all(|attacker: Option<Listed>| {
        let believed: Vec<&Children> = worlds.iter().filter(|world| attacker.is_none_or(|own| world.get(&own) == Some(&1))).collect();
        secret.iter().all(|(age, on)| {
            let truth = count(all, *age, *on);
            let is_own = attacker.is_some_and(|own| truth == 1 && count(&Children::from([(own, 1)]), *age, *on) == 1);
            is_own || believed.iter().any(|world| count(world, *age, *on) != truth)
        })
    })
}

/// An attacker who tries every population there could be: what leaves withstands, with fine estimates and with coarse ones.
#[test]
fn what_leaves_withstands_an_attacker_who_tries_every_population() {
    let policy = Policy::usual(2020, 2024);
    let (mut left, mut stayed) = (0, 0);
    for draw in 0..8u64 {
        let few = |salt: u64| 1 + (draw * 7 + salt * 5) % 4;
        let all = children(&[
            (0, 1, 40 + draw),
            (0, 4, 61),
            (0, 5, few(1)),
            (0, 2, 23),
            (1, 1, 35),
            (1, 4, 28 + draw),
            (1, 5, few(2)),
            (1, 3, few(3)),
        ]);
        for step in [1.0, 50.0, 500.0] {
            let answer = ask(&all, &policy, |other| estimated(other, step) == estimated(&all, step));
            match answer {
                Ok(table) => {
                    let worlds = all_that_fit(&all, &table, step);
                    assert!(is_open(&all, &table, &worlds), "draw {draw}, estimates to {step}");
                    left += 1;
                }
                Err(OverlapWithheld::Told { .. } | OverlapWithheld::Open { .. }) => stayed += 1,
                Err(other) => panic!("{other}"),
            }
        }
    }
    assert!(left >= 4 && stayed >= 4, "{left} left, {stayed} stayed");
}

/// Without the look at estimates such a table would have left, and been opened: the attack is a real one.
#[test]
fn a_table_that_stays_would_have_been_opened() {
    let policy = Policy::usual(2020, 2024);
    let all = children(&[(0, 1, 40), (0, 4, 61), (0, 5, 2), (0, 2, 23), (1, 1, 35), (1, 4, 28), (1, 5, 3), (1, 3, 4)]);
    let blind = ask(&all, &policy, |_| true).expect("the table alone is safe");
    assert!(is_open(&all, &blind, &all_that_fit(&all, &blind, 1e9)), "nothing else is told");
    assert!(!is_open(&all, &blind, &all_that_fit(&all, &blind, 1.0)), "fine estimates open it");
    assert!(ask(&all, &policy, |other| estimated(other, 1.0) == estimated(&all, 1.0)).is_err());
}

#[test]
fn someone_alone_is_kept_out_where_the_policy_says_so() {
    let all = usual();
    let alone = Listed { age: 1, recorded: 0b011, unreferred: 0b011 };
    // Whoever is alone knows one count; the estimates then fix the sum of that one and another.
    let sum = |own: &Children| own.get(&alone).copied().unwrap_or(0) + count(own, Some(1), OnLists::Exactly(0b110));
    let strict = Policy::usual(2020, 2024);
    assert!(ask(&all, &strict, |other| sum(other) == sum(&all)).is_err());
    let lenient = Policy { alone: Alone::Ignore, ..strict };
    assert!(ask(&all, &lenient, |other| sum(other) == sum(&all)).is_ok());
}
