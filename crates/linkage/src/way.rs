//! To which number a record without one goes, if to any.

use person::{Combination, LinkageTokens, PersonKey};

use crate::carriers::{Carried, numbers, one_of};
use crate::linker::{CHECKING, Observed, bits};
use crate::trial::Others;
use crate::waiting::Waiting;

/// The combinations that say most: with and without the postcode.
const WHOLE_NAME: [Combination; 2] = [Combination::WholeNameAtAddress, CHECKING];
/// Those that hold a full first name and forgive something: a surname, a day, a day and month swapped.
const FIRST_NAME: [Combination; 3] = [Combination::FirstNameAtAddress, Combination::BirthMonthAtAddress, Combination::SwappedBirthDate];
/// Those that hold an initial and no more of a first name; the one ignores sex, the other the postcode. Twins share them.
const INITIAL: [Combination; 2] = [Combination::InitialAtAddress, Combination::SoundOfSurname];
/// What a record has one or more of if its first name is known in full. A surname or a sex may be unknown.
const HOLD_FIRST_NAME: [Combination; 3] = [CHECKING, Combination::FirstNameAtAddress, Combination::BirthMonthAtAddress];
/// What a record with a fallback has one or more of if it says a first name or an initial.
const SAY_WHO: [Combination; 2] = [Combination::InitialAtAddress, Combination::FirstNameAtAddress];

/// How a record without a number came out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// By its fallback to this number.
    Fallback(u128),
    /// By its tokens to this number.
    Token(u128),
    /// Two numbers or more may be its own.
    Ambiguous,
    /// One number is near, and is another child's as far as names tell.
    KeptApart,
    /// No number is near.
    OnItsOwn,
}

/// What was observed; of one number only what these records of it show, where it is tried without one of them.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) observed: &'a Observed,
    pub(crate) others: Option<&'a Others>,
}

impl View<'_> {
    /// The numbers that carry this key.
    fn numbers(&self, pairs: &[(u128, u128)], key: u128) -> impl Iterator<Item = u128> {
        numbers(pairs, key).filter(move |number| self.others.is_none_or(|others| others.number != *number || others.keys.contains(&key)))
    }

    /// Whether some record of the number has a full first name.
    fn is_first_named(&self, number: u128) -> bool {
        match self.others.filter(|others| others.number == number) {
            Some(others) => others.first_named,
            None => self.observed.first_named.binary_search(&number).is_ok(),
        }
    }

    /// Whether some record of the number with this fallback says a first name or an initial.
    fn is_named(&self, number: u128, fallback: u128) -> bool {
        match self.others.filter(|others| others.number == number) {
            Some(others) => others.named.contains(&fallback),
            None => self.observed.named.binary_search(&(fallback, 0)).is_ok(),
        }
    }
}

/// Whole names first, then what forgives something, then the fallback unless the names speak against it.
pub(crate) fn way(one: &Waiting, seen: &View<'_>) -> Way {
    let by_fallback = one.fallback.map_or(Carried::Nobody, |fallback| one_of(seen.numbers(&seen.observed.carried, bits(fallback))));
    let by_name = WHOLE_NAME.into_iter().map(|held| one_of(carriers(one, held, seen)));
    let by_name = by_name.into_iter().find(|found| *found != Carried::Nobody).unwrap_or(Carried::Nobody);
    let by_token = if by_name == Carried::Nobody { forgiving(one, seen) } else { by_name };
    match (by_token, by_fallback) {
        (Carried::One(number), Carried::One(same)) if number == same => Way::Fallback(number),
        (Carried::One(number), Carried::Nobody | Carried::One(_) | Carried::Several) => Way::Token(number),
        (Carried::Several, Carried::Nobody | Carried::One(_) | Carried::Several) => Way::Ambiguous,
        (Carried::Nobody, Carried::One(number)) => {
            if has_another_name(one, number, seen) {
                Way::KeptApart
            } else {
                Way::Fallback(number)
            }
        }
        (Carried::Nobody, Carried::Several) => Way::Ambiguous,
        (Carried::Nobody, Carried::Nobody) => {
            if INITIAL.into_iter().any(|held| carriers(one, held, seen).next().is_some()) {
                Way::KeptApart
            } else {
                Way::OnItsOwn
            }
        }
    }
}

/// The numbers that carry the token this record has of this combination.
fn carriers<'a>(one: &Waiting, held: Combination, seen: &'a View<'_>) -> impl Iterator<Item = u128> + 'a {
    let pairs = if held == CHECKING { &seen.observed.checking } else { &seen.observed.tokens };
    one.tokens.of_combination(held).into_iter().flat_map(move |token| seen.numbers(pairs, bits(token)))
}

/// The one number that what forgives something points to. An initial says nothing where both sides have a full first name: if the
/// names were equal, a combination that holds them would say so.
fn forgiving(one: &Waiting, seen: &View<'_>) -> Carried {
    let by_first_name = FIRST_NAME.into_iter().flat_map(|held| carriers(one, held, seen));
    let by_initial = INITIAL.into_iter().flat_map(|held| carriers(one, held, seen));
    one_of(by_first_name.chain(by_initial.filter(|number| !know_first_names(one, *number, seen))))
}

/// Whether both this record and some record of the number have a full first name.
fn know_first_names(one: &Waiting, number: u128, seen: &View<'_>) -> bool {
    holds_first_name(&one.tokens) && seen.is_first_named(number)
}

/// Whether both this record and those of the number with the same fallback say who they are about, and neither the first name agrees
/// nor, where one side has no more, the initial.
fn has_another_name(one: &Waiting, number: u128, seen: &View<'_>) -> bool {
    let is_named = |fallback: PersonKey| seen.is_named(number, bits(fallback));
    let agrees = |held: Combination| carriers(one, held, seen).any(|known| known == number);
    let by_initial = || !know_first_names(one, number, seen) && INITIAL.into_iter().any(agrees);
    says_who(&one.tokens) && one.fallback.is_some_and(is_named) && !agrees(Combination::FirstNameAtAddress) && !by_initial()
}

/// Whether these tokens say a first name or an initial, of a record with a fallback.
pub(crate) fn says_who(tokens: &LinkageTokens) -> bool {
    SAY_WHO.into_iter().any(|held| tokens.of_combination(held).is_some())
}

/// Whether these tokens hold a full first name.
pub(crate) fn holds_first_name(tokens: &LinkageTokens) -> bool {
    HOLD_FIRST_NAME.into_iter().any(|held| tokens.of_combination(held).is_some())
}
