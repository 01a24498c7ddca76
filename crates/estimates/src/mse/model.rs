//! Hierarchical log-linear models: which lists depend on one another.

use std::collections::BTreeSet;
use std::fmt;

use super::MseError;

/// A hierarchical model: a set of terms, each a set of lists, that holds every part of its terms and every list by itself.
///
/// Written by its highest terms, lists counted from 1: `[12,3]` is "lists 1 and 2 depend on one another, list 3 stands
/// alone". Beyond nine lists the lists of a term are joined with `.`: `1.10`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Model {
    lists: usize,
    /// Sets of lists as bits, in order of size and then of lists; the main effects come first.
    terms: Vec<u32>,
}

impl Model {
    /// The model without interactions.
    pub fn independence(lists: usize) -> Model {
        Model { lists, terms: (0..lists).map(|list| 1 << list).collect() }
    }

    /// The smallest model with these terms, their parts, and every list by itself.
    pub fn of(lists: usize, generators: impl IntoIterator<Item = u32>) -> Model {
        let mut terms: BTreeSet<u32> = (0..lists).map(|list| 1 << list).collect();
        for generator in generators {
            let mut part = generator;
            while part > 0 {
                terms.insert(part);
                part = (part - 1) & generator;
            }
        }
        Model { lists, terms: in_order(terms) }
    }

    /// Reads `12,23` or `1.10,3`: highest terms with lists counted from 1.
    ///
    /// # Errors
    ///
    /// When a term names a list that does not exist, or is none.
    ///
    /// ```
    /// use estimates::mse::Model;
    /// let model = Model::parse("12,3", 3).unwrap();
    /// assert_eq!(model.to_string(), "[12,3]");
    /// assert!(Model::parse("14", 3).is_err());
    /// ```
    pub fn parse(text: &str, lists: usize) -> Result<Model, MseError> {
        let fault = |term: &str| MseError::Term { term: term.to_owned(), lists };
        let text = text.trim().trim_start_matches('[').trim_end_matches(']');
        let mut generators = Vec::new();
        for term in text.split(',').map(str::trim).filter(|term| !term.is_empty()) {
            let numbers: Vec<&str> = if term.contains('.') || lists > 9 {
                term.split('.').collect()
            } else {
                term.split("").filter(|digit| !digit.is_empty()).collect()
            };
            let mut generator = 0u32;
            for number in numbers {
                let list: usize = number.parse().map_err(|_| fault(term))?;
                if !(1..=lists).contains(&list) {
                    return Err(fault(term));
                }
                generator |= 1 << (list - 1);
            }
            generators.push(generator);
        }
        Ok(Model::of(lists, generators))
    }

    /// Number of lists.
    pub fn lists(&self) -> usize {
        self.lists
    }

    /// Its terms as sets of lists, main effects first; the intercept is not among them.
    pub fn terms(&self) -> &[u32] {
        &self.terms
    }

    /// Whether a term is in it.
    pub(super) fn has(&self, term: u32) -> bool {
        self.terms.contains(&term)
    }

    /// With one term more, whose parts it has.
    pub(super) fn with(&self, term: u32) -> Model {
        Model::of(self.lists, self.terms.iter().copied().chain([term]))
    }

    /// Without a term that is part of no other.
    fn without(&self, term: u32) -> Model {
        Model { lists: self.lists, terms: self.terms.iter().copied().filter(|own| *own != term).collect() }
    }

    /// Its highest terms: those that are part of no other.
    pub(super) fn generators(&self) -> impl Iterator<Item = u32> + '_ {
        let is_highest = |term: &u32| !self.terms.iter().any(|other| other != term && other & term == *term);
        self.terms.iter().copied().filter(is_highest)
    }

    /// Models that differ by one term of at most this many lists: one more, or one of the highest less.
    pub(super) fn neighbours(&self, order: u32) -> Vec<Model> {
        let addable = possible_terms(self.lists, order).into_iter().filter(|term| !self.has(*term) && self.has_parts(*term));
        let added = addable.map(|term| self.with(term));
        let removed = self.generators().filter(|term| term.count_ones() > 1).map(|term| self.without(term));
        added.chain(removed).collect()
    }

    fn has_parts(&self, term: u32) -> bool {
        (0..self.lists).filter(|list| term >> list & 1 == 1).all(|list| self.has(term & !(1 << list)))
    }

    /// The words files hold: `["12", "3"]`.
    pub fn words(&self) -> Vec<String> {
        let mut words: Vec<u32> = self.generators().collect();
        words.sort_by_key(|term| (std::cmp::Reverse(term.count_ones()), first_lists(*term)));
        words.into_iter().map(|term| self.word(term)).collect()
    }

    fn word(&self, term: u32) -> String {
        let lists: Vec<String> = (0..self.lists).filter(|list| term >> list & 1 == 1).map(|list| (list + 1).to_string()).collect();
        lists.join(if self.lists > 9 { "." } else { "" })
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]", self.words().join(","))
    }
}

/// Order of terms by their lists, as people write them.
fn first_lists(term: u32) -> Vec<u32> {
    (0..u32::BITS).filter(|list| term >> list & 1 == 1).collect()
}

fn in_order(terms: BTreeSet<u32>) -> Vec<u32> {
    let mut terms: Vec<u32> = terms.into_iter().collect();
    terms.sort_by_key(|term| (term.count_ones(), *term));
    terms
}

/// Terms of two to `order` lists, in order of size; never the term of all lists, with which nothing could be estimated.
pub(super) fn possible_terms(lists: usize, order: u32) -> Vec<u32> {
    let all = (1u32 << lists) - 1;
    in_order((1..all).filter(|term| (2..=order).contains(&term.count_ones())).collect())
}

/// Every hierarchical model with terms of at most `order` lists, in a fixed order; `None` when there are more than `most`.
pub(super) fn every_model(lists: usize, order: u32, most: usize) -> Option<Vec<Model>> {
    let terms = possible_terms(lists, order);
    let mut models = vec![Model::independence(lists)];
    for term in terms {
        for at in 0..models.len() {
            if models[at].has_parts(term) {
                let mut grown = models[at].clone();
                grown.terms.push(term);
                models.push(grown);
            }
        }
        if models.len() > most {
            return None;
        }
    }
    Some(models)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_read_back_as_they_are_written() {
        for text in ["[12,3]", "[123,14,25]", "[1,2,3,4,5]", "[12,23,34,45]"] {
            assert_eq!(Model::parse(text, 5).map(|model| Model::parse(&model.to_string(), 5)), Ok(Model::parse(text, 5)));
        }
        assert_eq!(Model::parse("1.10,3", 11).expect("a model").words()[0], "1.10");
        assert_eq!(Model::parse("123", 3).expect("a model").terms().len(), 7);
        assert!(Model::parse("0", 3).is_err() && Model::parse("1x", 3).is_err());
    }

    #[test]
    fn there_are_as_many_models_as_are_known() {
        // 5 lists: 2^10 with pairs, 6,212 with triples (the reference); 3 lists with pairs: 8; 4 lists: 113 without the
        // term of all four (Dedekind numbers: 167 antichains less those that leave a list out).
        let count = |lists, order| every_model(lists, order, 100_000).map(|models| models.len());
        assert_eq!((count(3, 2), count(5, 2), count(5, 3), count(4, 3)), (Some(8), Some(1024), Some(6212), Some(113)));
        assert_eq!(every_model(7, 3, 100_000), None);
    }

    #[test]
    fn neighbours_go_one_term_up_or_down() {
        let model = Model::parse("12,3", 3).expect("a model");
        let words: Vec<String> = model.neighbours(2).iter().map(ToString::to_string).collect();
        assert_eq!(words, ["[12,13]", "[12,23]", "[1,2,3]"]);
    }
}
