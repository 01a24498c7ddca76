//! Records without a number that belong together: by the same fallback, or by the same name, birth date and sex.

use std::collections::BTreeMap;

use crate::carriers::COMMON_NUMBERS;
use crate::linker::{CHECKING, bits};
use crate::links::Home;
use crate::waiting::Waiting;

/// Collects fallbacks and tokens that stand in one record. The order of adding changes nothing.
#[derive(Default)]
pub(crate) struct Together {
    /// The fallbacks that a token of a whole name stands with; a token without any stands there with none.
    by_token: BTreeMap<u128, Vec<u128>>,
}

/// What every fallback and token is called after.
pub(crate) struct Homes {
    homes: BTreeMap<Home, Home>,
}

impl Together {
    pub(crate) fn add(&mut self, one: &Waiting) {
        let Some(token) = one.tokens.0[CHECKING].map(bits) else { return };
        let fallbacks = self.by_token.entry(token).or_default();
        if let Some(fallback) = one.fallback.map(bits)
            && !fallbacks.contains(&fallback)
        {
            fallbacks.push(fallback);
        }
    }

    /// Joins everything that stands together. A token with more fallbacks than a child has addresses is too common to join by.
    pub(crate) fn homes(&self) -> Homes {
        let mut homes = Homes { homes: BTreeMap::new() };
        for (token, fallbacks) in self.by_token.iter().filter(|(_, fallbacks)| fallbacks.len() <= COMMON_NUMBERS) {
            fallbacks.iter().for_each(|fallback| homes.join(Home::Token(*token), Home::Fallback(*fallback)));
        }
        homes
    }
}

impl Homes {
    /// The person of a record without a number: called after the least fallback of all that belong together, else after its token;
    /// `None` where it has neither fallback nor whole name.
    pub(crate) fn of(&self, one: &Waiting) -> Option<Home> {
        let own = one.fallback.map(|fallback| Home::Fallback(bits(fallback)));
        own.or_else(|| one.tokens.0[CHECKING].map(|token| Home::Token(bits(token)))).map(|home| self.root(home))
    }

    /// Fallbacks that are called after another one; sorted.
    pub(crate) fn fallbacks(&self) -> Vec<(u128, u128)> {
        let all = self.homes.keys().map(|home| (*home, self.root(*home)));
        all.filter_map(|pair| match pair {
            (Home::Fallback(one), Home::Fallback(root)) if one != root => Some((one, root)),
            (Home::Fallback(_) | Home::Token(_), _) => None,
        })
        .collect()
    }

    fn root(&self, home: Home) -> Home {
        let mut root = home;
        while let Some(next) = self.homes.get(&root) {
            root = *next;
        }
        root
    }

    /// The lesser of two roots becomes the root of both: the order of joining changes nothing.
    fn join(&mut self, one: Home, other: Home) {
        let (one, other) = (self.root(one), self.root(other));
        if one != other {
            self.homes.insert(one.max(other), one.min(other));
        }
    }
}
