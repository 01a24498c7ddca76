//! Which questions are protected together, and what is tried where what was told before leaves no proof.

use std::collections::BTreeSet;

use domain::Span;

use crate::joint::Part;
use crate::protect::{Outcome, Task};
use crate::repeat::{Mixed, Repeat};
use crate::rows::Rows;
use crate::shield::Stuck;
use crate::shielded::{Manner, Member, Shielded};
use crate::{DisclosureError, QuestionKind};

/// What is tried of a question: which years are repeated, and what becomes of pools in which some are.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Trial {
    years: BTreeSet<i16>,
    mixed: Mixed,
}

/// What there is to try of a question, of years told before.
struct Trials<'a> {
    told: BTreeSet<i16>,
    /// Those that count what they counted then: repeated, they are told as anew.
    unchanged: BTreeSet<i16>,
    pools: &'a [(i16, i16)],
}

impl Trials<'_> {
    /// Nothing is repeated that counts anything else now.
    fn first(&self) -> Trial {
        Trial { years: self.unchanged.clone(), mixed: Mixed::Told }
    }

    /// What to repeat where a trial left no proof: first the years that stood in the way, then all that were told; nothing where only years are left to tell of which
    /// nothing was told.
    fn next(&self, trial: &Trial, stuck: &Stuck) -> Option<Trial> {
        let is_named = |year: &i16| stuck.told.iter().any(|(_, site, _)| site.span.holds(*year));
        let named: BTreeSet<i16> = self.told.iter().copied().filter(|year| is_named(year) || self.unchanged.contains(year)).collect();
        let years = if trial.years == self.unchanged && named != self.unchanged && named != self.told {
            named
        } else if trial.years != self.told && self.is_mixing() {
            self.told.clone()
        } else {
            return None;
        };
        Some(Trial { years, mixed: Mixed::Told })
    }

    /// Whether all that was told of some years is told again as it was, in no pool with others.
    fn is_settled(&self, told: &BTreeSet<i16>) -> bool {
        !told.is_empty() && self.told == *told && self.unchanged == *told && !self.is_mixing()
    }

    /// Whether a pool holds years that were told and others.
    fn is_mixing(&self) -> bool {
        let is_mixed = |(first, through): &(i16, i16)| {
            let years = *first..=*through;
            years.clone().any(|year| self.told.contains(&year)) && !years.clone().all(|year| self.told.contains(&year))
        };
        self.pools.iter().any(is_mixed)
    }
}

/// Protected questions; or the place of one that is left without proof.
type Found = Result<Vec<Shielded>, (usize, Stuck)>;

/// Questions that are protected together, and of which each of `pairs` the first counts no more than the second.
struct Circle<'a> {
    members: Vec<usize>,
    pairs: Vec<(usize, usize)>,
    parts: Vec<&'a [Part<'a>]>,
    /// What would be hidden of each if there were no earlier release.
    by_itself: Option<Vec<Rows>>,
}

impl Task<'_> {
    /// Protects every question that follows no other, with those that it hangs together with by these pairs.
    pub(crate) fn shielded(
        &self,
        leaders: &[Option<usize>],
        pairs: &[(usize, usize)],
        parts: &[Vec<Part>],
    ) -> Result<Vec<Option<Outcome>>, DisclosureError> {
        let mut shielded: Vec<Option<Outcome>> = self.questions.iter().map(|_| None).collect();
        for own in (0..self.questions.len()).filter(|own| leaders[*own].is_none()) {
            if shielded[own].is_none() {
                let members = self.hanging_together(own, pairs);
                for (own, outcome) in members.iter().zip(self.in_circle(&members, pairs, parts)?) {
                    shielded[*own] = Some(outcome);
                }
            }
        }
        Ok(shielded)
    }

    /// A question and all that hang together with it: hand-overs first, as these may show zeros yet that they hid by themselves; then what counts most, as
    /// the others can be no more open than that is.
    fn hanging_together(&self, first: usize, pairs: &[(usize, usize)]) -> Vec<usize> {
        let mut members = BTreeSet::from([first]);
        loop {
            let near = |(one, other): &&(usize, usize)| members.contains(one) || members.contains(other);
            let more: BTreeSet<usize> = pairs.iter().filter(near).flat_map(|(one, other)| [*one, *other]).collect();
            if more.is_subset(&members) {
                let mut members: Vec<usize> = members.into_iter().collect();
                let is_smaller = |own: usize| pairs.iter().any(|(smaller, _)| *smaller == own);
                members.sort_by_key(|own| (self.questions[*own].kind == QuestionKind::Count, is_smaller(*own)));
                return members;
            }
            members.extend(more);
        }
    }

    /// Protects the questions of a circle beside what was told of any of them before.
    fn in_circle(&self, members: &[usize], pairs: &[(usize, usize)], parts: &[Vec<Part>]) -> Result<Vec<Outcome>, DisclosureError> {
        let place = |question: usize| members.iter().position(|own| *own == question);
        let pairs = pairs.iter().filter_map(|(smaller, larger)| Some((place(*smaller)?, place(*larger)?))).collect();
        let nothing: Vec<&[Part]> = members.iter().map(|_| &[][..]).collect();
        let mut circle = Circle { members: members.to_vec(), pairs, parts: nothing, by_itself: None };
        let anew: Vec<Trial> = members.iter().map(|_| Trial { years: BTreeSet::new(), mixed: Mixed::Told }).collect();
        let first = self.tried(&circle, &anew, Manner::Jointly)?;
        if let ([only], Err(_)) = (members, &first) {
            return Err(DisclosureError::Unproven { indicator: self.questions[*only].indicator.clone() });
        }
        if members.iter().all(|own| parts[*own].is_empty()) {
            return Ok(self.outcomes(&circle, first.map_err(|(_, stuck)| stuck)));
        }
        circle.by_itself = first.ok().map(|found| found.into_iter().map(|own| own.rows).collect());
        circle.parts = members.iter().map(|own| parts[*own].as_slice()).collect();
        let found = self.beside_told(&circle)?;
        Ok(self.outcomes(&circle, found))
    }

    /// Tells anew what can be, and again as it was what stands in the way of that.
    fn beside_told(&self, circle: &Circle) -> Result<Result<Vec<Shielded>, Stuck>, DisclosureError> {
        let trials: Vec<Trials> = circle.members.iter().zip(&circle.parts).map(|(own, parts)| self.trials(*own, parts)).collect();
        let told: BTreeSet<i16> = trials.iter().flat_map(|own| own.told.iter().copied()).collect();
        let apart = || -> Result<Found, DisclosureError> {
            let trial = Trial { years: told.clone(), mixed: Mixed::Unknown };
            self.tried(circle, &vec![trial; circle.members.len()], Manner::Apart)
        };
        let first: Vec<Trial> = trials.iter().map(Trials::first).collect();
        let mut trial = first.clone();
        let mut stuck: Option<Stuck> = None;
        while !trials.iter().all(|own| own.is_settled(&told)) {
            let (at, left) = match self.tried(circle, &trial, Manner::Jointly)? {
                Ok(found) if trial == first && costs_much(&found) && !told.is_empty() => {
                    return Ok(Ok(apart()?.ok().filter(|apart| shows(apart) > shows(&found)).unwrap_or(found)));
                }
                Ok(found) => return Ok(Ok(found)),
                Err(left) => left,
            };
            let next = trials[at].next(&trial[at], &left);
            stuck.get_or_insert(left);
            match next {
                Some(next) => trial[at] = next,
                None => break,
            }
        }
        let found = if told.is_empty() { Err(Stuck::default()) } else { apart()?.map_err(|(_, stuck)| stuck) };
        Ok(found.map_err(|last| stuck.unwrap_or(last)))
    }

    fn outcomes(&self, circle: &Circle, found: Result<Vec<Shielded>, Stuck>) -> Vec<Outcome> {
        match found {
            Ok(found) => found.into_iter().map(Ok).collect(),
            Err(stuck) => circle.members.iter().map(|own| Err(self.conflict(&self.questions[*own], stuck.clone()))).collect(),
        }
    }

    fn trials(&self, own: usize, parts: &[Part]) -> Trials<'_> {
        let told = self.told_years(parts);
        let unchanged = Repeat::unchanged(&self.questions[own], &told, (self.ground.earlier, self.tables, self.ground.policy));
        Trials { told, unchanged, pools: &self.ground.policy.pools }
    }

    /// Years of this release of which an earlier one told something, by themselves or pooled.
    fn told_years(&self, parts: &[Part]) -> BTreeSet<i16> {
        let spans: BTreeSet<Span> = parts.iter().flat_map(Part::told_spans).collect();
        self.frame.years().iter().copied().filter(|year| spans.iter().any(|span| span.holds(*year))).collect()
    }

    /// What comes of these trials, one for each member; the proofs are checked by then.
    fn tried(&self, circle: &Circle, trial: &[Trial], manner: Manner) -> Result<Found, DisclosureError> {
        let mut members = Vec::with_capacity(trial.len());
        for (at, (own, Trial { years, mixed })) in circle.members.iter().zip(trial).enumerate() {
            let question = &self.questions[*own];
            let repeat = Repeat::of(question, years, *mixed, (self.ground.earlier, self.tables, self.ground.policy));
            let by_itself = circle.by_itself.as_ref().and_then(|rows| rows.get(at));
            let (family, today) = (self.family(*own, &repeat)?, &self.families[*own]);
            members.push(Member { question, family, today, repeat, parts: circle.parts[at], by_itself });
        }
        let found = self.ground.tried(&members, &circle.pairs, manner)?;
        Ok(found.map(|found| found.into_iter().map(|(own, _)| own).collect()))
    }
}

/// Whether earlier releases cost more than one in ten of what would be shown.
fn costs_much(found: &[Shielded]) -> bool {
    let of = |count: fn(&Shielded) -> usize| found.iter().map(count).sum::<usize>();
    let lost = of(|own| own.report.for_earlier);
    lost * 10 > lost + of(|own| own.report.shown)
}

/// How much is shown.
fn shows(found: &[Shielded]) -> usize {
    found.iter().map(|own| own.table.share_shown().0).sum()
}
