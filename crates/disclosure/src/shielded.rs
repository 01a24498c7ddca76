//! Questions that are tried together, as told: what is hidden, the proofs, and the check of these.

use std::collections::BTreeSet;

use domain::Atlas;

use crate::audit::{Asked, AuditError, Before, Checked, audit, audit_apart};
use crate::family::Family;
use crate::joint::{Joint, Part};
use crate::proof::Proof;
use crate::repeat::Repeat;
use crate::rows::{Fate, Rows};
use crate::shield::{Else, Stuck, shield};
use crate::within::{Pairs, Telling};
use crate::{DisclosureError, Earlier, Policy, ProtectionReport, Question, SafeTable, Share, Within};

/// Where, by which rules, after what, and which indicator counts no more than which.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) atlas: &'a Atlas,
    pub(crate) policy: &'a Policy,
    pub(crate) earlier: &'a [Earlier],
    pub(crate) within: &'a [Within],
}

/// A question as it is tried.
pub(crate) struct Member<'a> {
    pub(crate) question: &'a Question,
    /// Its counts: in years that are repeated those of then.
    pub(crate) family: Family<'a>,
    pub(crate) today: &'a Family<'a>,
    pub(crate) repeat: Repeat,
    /// What was told of it before.
    pub(crate) parts: &'a [Part<'a>],
    /// What would be hidden if there were no earlier release; nothing where there is none.
    pub(crate) by_itself: Option<&'a Rows>,
}

/// How a release stands to what was told before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Manner {
    /// What is told anew is protected beside it.
    Jointly,
    /// Only years of which nothing was told are told anew.
    Apart,
}

/// Protected questions with their proofs, which stay in this room; or the one that is left without, by its place.
pub(crate) type Tried = Result<Vec<(Shielded, Proof)>, (usize, Stuck)>;

/// Questions that are tried together, in one manner.
struct Attempt<'a> {
    ground: Ground<'a>,
    members: &'a [Member<'a>],
    /// Of each of these the first counts no more than the second.
    pairs: &'a [(usize, usize)],
    manner: Manner,
    standing: Vec<BTreeSet<i16>>,
}

impl<'a> Ground<'a> {
    /// Protects these questions: each by itself, and then beside what the others tell as far as these were protected. What they hide besides, later, leaves every
    /// world possible. All of it is checked in the end.
    ///
    /// # Errors
    /// What the checker finds wrong: nothing is published then.
    pub(crate) fn tried(&self, members: &[Member], pairs: &[(usize, usize)], manner: Manner) -> Result<Tried, DisclosureError> {
        let standing = members.iter().map(|own| own.standing(manner)).collect();
        let attempt = Attempt { ground: *self, members, pairs, manner, standing };
        let (mut rows, mut proofs) = (Vec::with_capacity(members.len()), Vec::with_capacity(members.len()));
        for at in 0..members.len() {
            match attempt.by_itself(at) {
                Ok((told, proof)) => {
                    rows.push(told);
                    proofs.push(proof);
                }
                Err(stuck) => return Ok(Err((at, stuck))),
            }
        }
        if members.len() > 1 {
            match attempt.together(&mut rows) {
                Ok(found) => proofs = found,
                Err(stuck) => return Ok(Err(stuck)),
            }
        }
        attempt.checked(rows, proofs).map(Ok)
    }
}

impl Member<'_> {
    /// Years that count what they counted before.
    fn standing(&self, manner: Manner) -> BTreeSet<i16> {
        match manner {
            Manner::Jointly => self.repeat.standing(),
            Manner::Apart => self.repeat.years.keys().copied().collect(),
        }
    }

    /// What it tells and told, as the checker is handed it.
    fn asked<'b>(&'b self, table: &'b SafeTable) -> Asked<'b> {
        let is_own = |part: &Part| part.family.indicator == self.question.indicator;
        let of = |release: usize| self.parts.iter().position(|part| part.release == release && is_own(part));
        let told = self.parts.iter().map(|part| Before {
            indicator: part.family.indicator,
            release: part.release,
            told: &part.told,
            policy: part.policy,
        });
        Asked { indicator: &self.question.indicator, table, before: told.collect(), again: self.repeat.among(of) }
    }
}

impl Attempt<'_> {
    fn parts(&self, at: usize) -> &[Part<'_>] {
        match self.manner {
            Manner::Jointly => self.members[at].parts,
            Manner::Apart => &[],
        }
    }

    /// A member beside what was told of it before, and nothing else.
    fn by_itself(&self, at: usize) -> Result<(Rows, Proof), Stuck> {
        let Member { question, family, today, repeat, .. } = &self.members[at];
        let Ground { policy, earlier, .. } = self.ground;
        let mut rows = Rows::plan_repeating(family, question, policy, Some((repeat, &repeat.table(question, policy, earlier))));
        Joint::keep_hidden(self.parts(at), &mut rows);
        let told = Else { today, parts: self.parts(at), standing: &self.standing[at], others: &[], pairs: &Pairs::default() };
        let proof = shield(family, &mut rows, policy, told)?;
        Ok((rows, proof))
    }

    /// One after the other beside all the others. Where a later one shows a zero that it hid, worlds of those before it may have somebody there: once more.
    fn together(&self, rows: &mut [Rows]) -> Result<Vec<Proof>, (usize, Stuck)> {
        loop {
            let zeros = zeros_after_the_first(rows);
            let mut proofs = Vec::with_capacity(rows.len());
            for at in 0..rows.len() {
                let mut told = rows[at].clone();
                let others: Vec<Telling> = self.others(at).map(|other| self.telling(other, &rows[other])).collect();
                let Member { family, today, .. } = &self.members[at];
                let (standing, pairs) = (&self.standing[at], self.pairs_around(at));
                let besides = Else { today, parts: self.parts(at), standing, others: &others, pairs: &pairs };
                let proof = shield(family, &mut told, self.ground.policy, besides).map_err(|stuck| (at, stuck))?;
                proofs.push(proof);
                rows[at] = told;
            }
            if zeros == zeros_after_the_first(rows) {
                return Ok(proofs);
            }
        }
    }

    fn telling<'b>(&'b self, at: usize, rows: &'b Rows) -> Telling<'b> {
        let Member { family, today, .. } = &self.members[at];
        Telling { family, today, rows, parts: self.parts(at), standing: &self.standing[at] }
    }

    fn checked(&self, rows: Vec<Rows>, proofs: Vec<Proof>) -> Result<Vec<(Shielded, Proof)>, DisclosureError> {
        let Ground { atlas, policy, .. } = self.ground;
        let tables: Vec<SafeTable> = rows.iter().zip(self.members).map(|(rows, own)| rows.publish(own.question, policy)).collect();
        let mut checked = Vec::with_capacity(rows.len());
        for (at, (rows, proof)) in rows.into_iter().zip(proofs).enumerate() {
            let own = &self.members[at];
            let others: Vec<Asked> = self.others(at).map(|other| self.members[other].asked(&tables[other])).collect();
            let beside = (others.as_slice(), &self.pairs_around(at));
            let found = match self.manner {
                Manner::Jointly => audit(&own.asked(&tables[at]), &proof, beside, atlas, policy),
                Manner::Apart => audit_apart(&own.asked(&tables[at]), &proof, beside, atlas, policy),
            };
            let wrong = |source: AuditError| DisclosureError::Audit { indicator: own.question.indicator.clone(), source };
            checked.push((Shielded::new((tables[at].clone(), rows), own, found.map_err(wrong)?), proof));
        }
        Ok(checked)
    }

    /// The others, in their order.
    fn others(&self, at: usize) -> impl Iterator<Item = usize> + use<> {
        (0..self.members.len()).filter(move |other| *other != at)
    }

    /// The pairs where one is number 0 and the others follow in their order.
    fn pairs_around(&self, at: usize) -> Pairs {
        if self.members.len() == 1 {
            return Pairs::default();
        }
        let order: Vec<usize> = std::iter::once(at).chain(self.others(at)).collect();
        let number = |question: usize| order.iter().position(|own| *own == question);
        let now = self.pairs.iter().filter_map(|(smaller, larger)| Some((number(*smaller)?, number(*larger)?))).collect();
        Pairs { now, before: self.ground.within.to_vec() }
    }
}

/// How many zeros all but the first of these show.
fn zeros_after_the_first(rows: &[Rows]) -> usize {
    let of = |rows: &Rows| rows.rows.iter().filter(|row| row.fate == Fate::Shown && row.value == 0).count();
    rows.iter().skip(1).map(of).sum()
}

/// One protected question.
#[derive(Debug)]
pub(crate) struct Shielded {
    pub(crate) table: SafeTable,
    pub(crate) report: ProtectionReport,
    pub(crate) rows: Rows,
    /// What would be hidden if there were no earlier release; nothing where there is none.
    by_itself: Option<Rows>,
    /// What it repeats.
    pub(crate) repeat: Repeat,
}

impl Shielded {
    fn new((table, rows): (SafeTable, Rows), own: &Member, checked: Checked) -> Shielded {
        let report = ProtectionReport::of(&rows, checked).beside(&rows, own.by_itself);
        Shielded { table, report, rows, by_itself: own.by_itself.cloned(), repeat: own.repeat.clone() }
    }

    /// Another question with the same numbers of entered: hidden wherever they are hidden here, so that neither opens the
    /// other; the proofs are these. What it repeats stands as it was told.
    pub(crate) fn follow(
        &self,
        family: &Family,
        question: &Question,
        policy: &Policy,
        (repeat, earlier): (&Repeat, &[Earlier]),
    ) -> (SafeTable, ProtectionReport) {
        let told = repeat.table(question, policy, earlier);
        let following = |leader: &Rows| {
            let mut rows = Rows::plan_repeating(family, question, policy, Some((repeat, &told)));
            rows.take_fates(leader);
            rows
        };
        let rows = following(&self.rows);
        let hidden = rows.rows.iter().filter(|row| row.fate.is_hidden()).count();
        let mut report =
            ProtectionReport::of(&rows, Checked { hidden, shown: 0 }).beside(&rows, self.by_itself.as_ref().map(following).as_ref());
        report.shown_open = Share::default();
        (rows.publish(question, policy), report)
    }
}
