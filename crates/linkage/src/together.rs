//! Records without a number that belong together: by the same fallback, or by the same name, birth date and sex.

use std::collections::{BTreeMap, BTreeSet};

use crate::carriers::COMMON_NUMBERS;
use crate::linker::{CHECKING, bits};
use crate::waiting::Waiting;

/// More records than this with one name and no address are not taken to be one child: `Onbekend`, born on the first of January.
const COMMON_RECORDS: u64 = 10;

/// What a person without a number is called after.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Home {
    /// A fallback; these come first.
    Fallback(u128),
    /// A token.
    Token(u128),
}

/// Collects fallbacks and tokens that stand in one record. The order of adding changes nothing.
#[derive(Default)]
pub(crate) struct Together {
    by_token: BTreeMap<u128, Standing>,
}

/// What a token of a whole name stands with.
#[derive(Default)]
struct Standing {
    /// Each once, and no more than are needed to see that there are too many.
    fallbacks: Vec<u128>,
    /// Records without a fallback.
    without: u64,
}

/// What every fallback and token is called after.
pub(crate) struct Homes {
    homes: BTreeMap<Home, Home>,
    /// Tokens that are not too common to be called after.
    tokens: BTreeSet<u128>,
}

impl Together {
    /// Takes that many alike records into account.
    pub(crate) fn add(&mut self, one: &Waiting, records: u64) {
        let Some(token) = one.tokens.of_combination(CHECKING).map(bits) else { return };
        let standing = self.by_token.entry(token).or_default();
        match one.fallback.map(bits) {
            Some(fallback) if standing.fallbacks.len() > COMMON_NUMBERS || standing.fallbacks.contains(&fallback) => {}
            Some(fallback) => standing.fallbacks.push(fallback),
            None => standing.without += records,
        }
    }

    /// Joins everything that stands together by a token that is not too common: one of these, which too many numbers carry (sorted);
    /// or one with more fallbacks than a child has addresses; or one with more records without any than are likely to be of one child.
    pub(crate) fn homes(&self, common: &[u128]) -> Homes {
        let mut homes = Homes { homes: BTreeMap::new(), tokens: BTreeSet::new() };
        for (token, standing) in &self.by_token {
            if common.binary_search(token).is_err() && standing.fallbacks.len() <= COMMON_NUMBERS && standing.without <= COMMON_RECORDS {
                homes.tokens.insert(*token);
                standing.fallbacks.iter().for_each(|fallback| homes.join(Home::Token(*token), Home::Fallback(*fallback)));
            }
        }
        homes
    }
}

impl Homes {
    /// The person of a record without a number: called after the least fallback of all that belong together, else after its token;
    /// `None` where it has neither a fallback nor a whole name that is not too common.
    pub(crate) fn of(&self, one: &Waiting) -> Option<Home> {
        let own = one.fallback.map(|fallback| Home::Fallback(bits(fallback)));
        let by_token = || one.tokens.of_combination(CHECKING).map(bits).filter(|token| self.tokens.contains(token)).map(Home::Token);
        own.or_else(by_token).map(|home| self.root(home))
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
