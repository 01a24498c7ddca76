//! Whether the table of a year may leave beside what was estimated from it.

use std::collections::BTreeMap;

use disclosure::{Children, Listed, OverlapTask, Policy, SafeEstimate};
use engine::overlap::{AgeClass, LISTS, Lists};
use estimates::mse::Method;
use publication::{ExtentPart, OverlapTable, Reading};

use super::{ALL_AGES, Draft, Drafts, Readings, Year, all_ages, part, told, words};

/// The table of a year, or why it stays inside: other children who would have given the very same page are sought for every hidden count.
pub(super) fn overlap(year: &Year<'_>, policy: &Policy) -> OverlapTable {
    let (ages, seed) = (year.ages, year.seed);
    let held = held(ages);
    let lists: Vec<String> = held.iter().map(|list| LISTS[*list].to_owned()).collect();
    let classes: Vec<AgeClass> = ages.keys().copied().collect();
    let names: Vec<String> = classes.iter().map(|age| age.word().to_owned()).collect();
    let children = children(ages, &held);
    let task = OverlapTask { lists: &lists, ages: &names, all_ages: ALL_AGES, children: &children, policy, seed };
    let mut same = |other: &Children| year.would_be(&by_age(other, &classes, &held));
    match disclosure::overlap(&task, &mut same) {
        Ok(table) => OverlapTable::Shown(table),
        Err(reason) => OverlapTable::Withheld(words::table_withheld(&reason)),
    }
}

/// Places of the lists that hold anyone.
fn held(ages: &BTreeMap<AgeClass, Lists>) -> Vec<usize> {
    let is_held = |list: &usize| ages.values().flat_map(|own| own.children.keys()).any(|(recorded, _)| recorded >> list & 1 == 1);
    (0..LISTS.len()).filter(is_held).collect()
}

/// Lists in the order of those that hold anyone.
fn packed(lists: u32, held: &[usize]) -> u32 {
    held.iter().enumerate().map(|(at, list)| (lists >> list & 1) << at).sum()
}

/// Lists in the order of all.
fn unpacked(lists: u32, held: &[usize]) -> u32 {
    held.iter().enumerate().map(|(at, list)| (lists >> at & 1) << list).sum()
}

fn children(ages: &BTreeMap<AgeClass, Lists>, held: &[usize]) -> Children {
    let listed = |age: usize, (recorded, unreferred): (u32, u32)| Listed {
        age,
        recorded: packed(recorded, held),
        unreferred: packed(unreferred, held),
    };
    let all = ages.values().enumerate().flat_map(|(age, own)| own.children.iter().map(move |(kind, count)| (age, *kind, *count)));
    all.map(|(age, kind, count)| (listed(age, kind), count)).collect()
}

fn by_age(children: &Children, classes: &[AgeClass], held: &[usize]) -> BTreeMap<AgeClass, Lists> {
    let mut ages: BTreeMap<AgeClass, Lists> = classes.iter().map(|age| (*age, Lists::default())).collect();
    for (own, count) in children {
        let kind = (unpacked(own.recorded, held), unpacked(own.unreferred, held));
        if let Some(lists) = classes.get(own.age).and_then(|age| ages.get_mut(age)) {
            lists.children.insert(kind, *count);
        }
    }
    ages
}

impl Year<'_> {
    /// Whether these children would have given the same estimates and sentences. An age class that changed is looked at first: most that
    /// differ, differ there. One that did not change is not estimated again.
    fn would_be(&self, other: &BTreeMap<AgeClass, Lists>) -> bool {
        let mut changed = BTreeMap::new();
        for (age, lists) in other.iter().filter(|(age, lists)| self.ages.get(age) != Some(lists)) {
            match self.same_class(*age, lists) {
                Some(readings) => changed.insert(*age, readings),
                None => return false,
            };
        }
        let classes: Vec<&Readings> = self.classes.iter().map(|(age, own)| changed.get(age).unwrap_or(own)).collect();
        all_ages(self.year, self.seed, other, &classes).is_ok_and(|all| self.parts.last() == Some(&all))
    }

    /// The readings of an age class, if what leaves of them is what was published: the quickest method first, and no further than the first
    /// that says something else.
    fn same_class(&self, age: AgeClass, lists: &Lists) -> Option<Readings> {
        let published = self.parts.iter().find(|own| own.age == age.word())?;
        let mut drafts = Drafts::of(lists, self.seed);
        for method in Method::quick() {
            drafts.estimate(&method).ok()?;
            drafts.agree(&method, published).then_some(())?;
        }
        let readings = drafts.checked().ok()?;
        (part(self.year, age.word(), &readings) == *published).then_some(readings)
    }
}

impl Drafts {
    /// Whether the last method says of both readings what was published of them.
    fn agree(&self, method: &Method, published: &ExtentPart) -> bool {
        [(Reading::Recorded, &self.recorded), (Reading::Unreferred, &self.unreferred)].iter().all(|(reading, draft)| {
            let own = published.estimates.iter().find(|own| own.reading == *reading && own.method == method.word());
            draft.says() == own.map(|own| own.estimate)
        })
    }
}

impl Draft {
    /// What may leave of the last method.
    fn says(&self) -> Option<SafeEstimate> {
        told(self.results.last()?, self.overlap.as_ref()?.observed())?.ok()
    }
}

#[cfg(test)]
mod tests {
    use disclosure::{OnLists, SafeOverlap};
    use domain::Cell;

    use super::*;

    /// Children by lists as recorded; the police refer to Veilig Thuis one in three times.
    fn lists(rows: &[(u32, u64)]) -> Lists {
        let mut lists = Lists::default();
        for (recorded, count) in rows {
            let referred = if recorded & 0b101 == 0b101 { count / 3 } else { 0 };
            lists.children.insert((*recorded, recorded & !1), referred);
            *lists.children.entry((*recorded, *recorded)).or_insert(0) += count - referred;
        }
        lists.children.retain(|_, count| *count > 0);
        lists
    }

    fn of(young: &[(u32, u64)], older: &[(u32, u64)]) -> (Vec<ExtentPart>, OverlapTable) {
        let ages = BTreeMap::from([(AgeClass::From0To11, lists(young)), (AgeClass::From12To17, lists(older))]);
        let year = Year::of(2023, &ages, 1).expect("a year");
        let table = overlap(&year, &Policy::usual(2020, 2024));
        (year.parts, table)
    }

    fn cell(table: &SafeOverlap, age: &str, on: OnLists) -> Cell<u64> {
        table.cells().iter().find(|cell| cell.age == age && cell.on == on).expect("a cell").children
    }

    /// Many children of 0–11, of whom one more or less changes no rounded estimate, and few of 12–17, of whom nothing is estimated.
    #[test]
    fn a_table_leaves_where_its_estimates_would_be_the_same_without_one_child() {
        let young = [(0b001, 36_010), (0b010, 28_022), (0b100, 21_003), (0b011, 12_004), (0b101, 9013), (0b110, 7041), (0b111, 3014)];
        let (parts, table) = of(&young, &[(0b001, 6), (0b010, 4), (0b100, 3), (0b011, 2), (0b101, 1)]);
        assert!(!parts[0].estimates.is_empty() && parts[1].estimates.is_empty() && !parts[2].estimates.is_empty());
        let OverlapTable::Shown(table) = table else { panic!("{table:?}") };
        assert_eq!(table.lists(), ["veilig-thuis", "csg", "police"]);
        assert_eq!(cell(&table, "12-17", OnLists::Exactly(0b101)), Cell::Hidden);
        assert_eq!(cell(&table, "12-17", OnLists::Exactly(0b011)), Cell::Hidden);
        assert_eq!(cell(&table, "12-17", OnLists::Exactly(0b111)), Cell::Shown(0));
        assert_eq!(cell(&table, "0-11", OnLists::Exactly(0b110)), Cell::Shown(7040));
    }

    /// Few children on two lists: one more moves every estimate, so that the estimates would tell who is hidden.
    #[test]
    fn a_table_whose_estimates_would_tell_a_hidden_count_stays_inside() {
        let few = [(0b001, 151), (0b010, 100), (0b100, 207), (0b011, 1), (0b101, 2), (0b110, 1)];
        let (parts, table) = of(&few, &few);
        assert!(parts.iter().any(|part| !part.estimates.is_empty()), "something was told");
        let OverlapTable::Withheld(why) = table else { panic!("{table:?}") };
        assert!(why.nl.contains("schattingen") && why.en.contains("estimates"), "{why:?}");
    }

    #[test]
    fn lists_that_hold_nobody_are_left_out() {
        let ages = BTreeMap::from([(AgeClass::From0To11, lists(&[(0b00010, 4), (0b10000, 9)]))]);
        let held = held(&ages);
        assert_eq!(held, [1, 4]);
        assert_eq!((packed(0b10010, &held), unpacked(0b11, &held)), (0b11, 0b10010));
        assert_eq!(by_age(&children(&ages, &held), &[AgeClass::From0To11], &held), ages);
    }

    #[test]
    fn too_few_children_or_lists_give_a_reason() {
        let why = |table: OverlapTable| match table {
            OverlapTable::Shown(table) => panic!("{table:?}"),
            OverlapTable::Withheld(why) => why.en,
        };
        assert!(why(of(&[(0b01, 20), (0b10, 30)], &[(0b11, 10)]).1).contains("100"));
        assert!(why(of(&[(0b01, 200)], &[(0b01, 100)]).1).contains("two lists"));
    }
}
