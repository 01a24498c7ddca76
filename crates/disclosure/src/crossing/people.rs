//! Who has which codes, where one person may have several: people for any counts that inequalities allow.
//!
//! Lay the people of a total round a circle and hand out its parts one after the other, each from where the one before it ended. A
//! part of no more people than the total meets nobody twice, and parts that together are no fewer leave nobody out. So a total that is
//! at least each of its parts and at most their sum is all there is to know: whatever counts keep to that, some people make them.

use std::collections::BTreeMap;

use super::Dimension;
use super::published::Published;

/// How many people there are with each set, for a count of each code in tables that keep to the inequalities.
pub(super) fn sets(dimension: &Dimension, counts: &[u64]) -> BTreeMap<usize, u64> {
    let mut groups = Groups { groups: vec![(counts[0], Vec::new())], lists: BTreeMap::from([(0, vec![0])]) };
    for code in 0..dimension.published().len() {
        if dimension.is_last(code) {
            groups.mark(code);
            continue;
        }
        let mut next = 0;
        for part in dimension.below(code) {
            next = groups.hand_out(code, next, *part, counts[*part].min(counts[code]));
        }
    }
    let by_codes: BTreeMap<&[usize], usize> = dimension.leaves(0).iter().map(|set| (dimension.parents(*set), *set)).collect();
    let mut people = BTreeMap::new();
    for (number, codes) in groups.groups {
        by_codes.get(codes.as_slice()).into_iter().for_each(|set| *people.entry(*set).or_default() += number);
    }
    people
}

/// People who are alike so far.
struct Groups {
    /// How many, and which last codes they have, in order.
    groups: Vec<(u64, Vec<usize>)>,
    /// Per code whose people are not handed out yet: which groups they are, in a circle.
    lists: BTreeMap<usize, Vec<usize>>,
}

impl Groups {
    /// Notes a last code of its people.
    fn mark(&mut self, code: usize) {
        for group in self.lists.get(&code).into_iter().flatten() {
            self.groups[*group].1.push(code);
        }
    }

    /// Gives a part some people of a total, from a place in the circle on. Where it ends.
    fn hand_out(&mut self, code: usize, mut next: usize, part: usize, mut left: u64) -> usize {
        let mut handed = Vec::new();
        while left > 0 {
            let group = self.lists[&code][next];
            if self.groups[group].0 > left {
                self.split(group, left, &mut handed);
            }
            left -= self.groups[group].0;
            handed.push(group);
            next = (next + 1) % self.lists[&code].len();
        }
        self.lists.insert(part, handed);
        next
    }

    /// Makes two of a group, wherever it stands: so many, and after them the rest.
    fn split(&mut self, group: usize, number: u64, handed: &mut Vec<usize>) {
        let rest = self.groups.len();
        self.groups.push((self.groups[group].0 - number, self.groups[group].1.clone()));
        self.groups[group].0 = number;
        for list in self.lists.values_mut().chain([handed]) {
            if let Some(place) = list.iter().position(|own| *own == group) {
                list.insert(place + 1, rest);
            }
        }
    }
}

impl Published<'_> {
    /// A table that fits, with people who make it in the places of sets.
    pub(super) fn peopled(&self, mut table: Vec<u64>) -> Vec<u64> {
        for (place, dimension) in self.crossing.dimensions().iter().enumerate().filter(|(_, dimension)| dimension.overlaps()) {
            for top in self.stocked(place) {
                let at = |code: usize| self.crossing.moved(top, place, code);
                let counts: Vec<u64> = (0..dimension.published().len()).map(|code| table[at(code)]).collect();
                let people = sets(dimension, &counts);
                for set in dimension.leaves(0) {
                    table[at(*set)] = people.get(set).copied().unwrap_or(0);
                }
            }
            self.sum_sets(place, &mut table);
        }
        table
    }

    /// Sets of totals in other dimensions: what their parts add up to.
    fn sum_sets(&self, sets: usize, table: &mut [u64]) {
        let is_set = |cell: &usize| self.crossing.dimensions()[sets].is_set(self.crossing.code(*cell, sets));
        for (place, dimension) in self.crossing.dimensions().iter().enumerate().filter(|(place, _)| *place != sets) {
            // A code stands after all that hold it.
            for code in (0..dimension.codes().len()).rev().filter(|code| !dimension.is_leaf(*code)) {
                for cell in (0..self.crossing.cells()).filter(|cell| self.crossing.code(*cell, place) == code).filter(is_set) {
                    let mut parts = self.crossing.parts(cell, place).peekable();
                    if !self.is_unknown(cell) && parts.peek().is_some_and(|part| !self.is_unknown(*part)) {
                        table[cell] = parts.map(|part| table[part]).sum();
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    #[test]
    fn whatever_the_inequalities_allow_some_people_make() {
        let pairs = |text: &str| -> Vec<(String, String)> {
            text.split(' ').filter_map(|pair| pair.split_once('<')).map(|(child, parent)| (child.to_owned(), parent.to_owned())).collect()
        };
        for (seed, hierarchy) in
            (0..600).zip(["a<T b<T", "a<T b<T c<T d<T", "V<T a<V b<V c<T", "V<T W<T a<V b<V c<W d<W", "V<T a<V b<T"].iter().cycle())
        {
            let dimension = Dimension::overlapping("form", &pairs(hierarchy)).expect("codes that overlap");
            let mut chance = Chance(seed);
            let mut counts = vec![0_u64; dimension.published().len()];
            counts[0] = chance.below(20) as u64;
            for code in 0..counts.len() {
                let parts = dimension.below(code);
                let mut missing = counts[code];
                for (place, part) in parts.iter().enumerate() {
                    let least = if place + 1 == parts.len() { missing } else { 0 };
                    counts[*part] = least + chance.below((counts[code] - least) as usize + 1) as u64;
                    missing = missing.saturating_sub(counts[*part]);
                }
            }
            let people = sets(&dimension, &counts);
            for (code, count) in counts.iter().enumerate() {
                let own: u64 = dimension.leaves(code).iter().filter_map(|set| people.get(set)).sum();
                assert_eq!(own, *count, "seed {seed}, {}", dimension.codes()[code]);
            }
        }
    }
}
