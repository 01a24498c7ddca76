//! The check of a whole proof: of one question, beside others that count part of the same or more, and beside all that was told of these before.

use std::collections::BTreeSet;

use domain::{Atlas, RegionCode, Span};

use super::among::check_bounds;
use super::beside::{Before, Judged, Name, check_again, check_standing, common, shown_last, years_of};
use super::insiders::{People, check_insiders};
use super::{AuditError, Checked, Release, value};
use crate::certificates::Told;
use crate::proof::{Atom, Evidence, Proof, World};
use crate::repeat::Again;
use crate::within::Pairs;
use crate::{Alone, Policy, SafeTable};

/// A question with what it tells and told.
pub(crate) struct Asked<'a> {
    pub(crate) indicator: &'a str,
    pub(crate) table: &'a SafeTable,
    pub(crate) before: Vec<Before<'a>>,
    /// What of it is told as it was.
    pub(crate) again: Again,
}

/// The true tables of a question, and how worlds change them.
struct Claim<'a> {
    base: &'a [(Atom, i64)],
    /// What is counted today.
    today: &'a [(Atom, i64)],
    worlds: &'a [World],
    /// Those of earlier releases.
    earlier: Vec<&'a [(Atom, i64)]>,
    /// Worlds in which these stay as they are.
    since: &'a [World],
}

/// Everything that is looked at: questions are numbered, that of the proof is 0.
struct Whole<'a> {
    questions: Vec<(&'a Asked<'a>, Claim<'a>)>,
    told: Vec<Told>,
    proof: &'a Proof,
    pairs: &'a Pairs,
    atlas: &'a Atlas,
    policy: &'a Policy,
}

const NOTHING: &[Evidence] = &[];

/// Checks a whole proof of a question against the published tables of it and of others beside it, and against what earlier releases published of all of these.
/// `pairs` says which count no more than which. Spans of `again` have to tell what was told before, cell by cell; then they need no proof of their own.
///
/// # Errors
/// The first thing that does not hold.
pub(crate) fn audit(
    own: &Asked<'_>,
    proof: &Proof,
    (others, pairs): (&[Asked<'_>], &Pairs),
    atlas: &Atlas,
    policy: &Policy,
) -> Result<Checked, AuditError> {
    let whole = Whole::of((own, others), proof, pairs, atlas, policy)?;
    whole.check_releases_are_complete()?;
    let all = whole.in_all()?;
    check_bounds(&all, pairs)?;
    let (new, earlier) = all[..=own.before.len()].split_first().ok_or(AuditError::Unreadable { fault: "no release" })?;
    let common = common(&all[..=own.before.len()])?;
    let shown = shown_last(new, earlier);
    let count = |cell: usize| value(&new.base.cells, &cell);
    let open = new.release.open(new.evidence, &new.base, &new.worlds);
    let apart = |cell: usize| if count(cell) == 0 { !open[cell] } else { shown[cell] || value(&common[0].cells, &cell) == 0 };
    let stands_apart = |cell: usize| new.repeated.contains(&cell) || !earlier.is_empty() && apart(cell);
    let came_since =
        |cell: usize| !new.repeated.contains(&cell) && stands_apart(cell) && (count(cell) == 0 || !shown[cell] || new.is_small(cell));
    let mut checked = new.release.check_evidence(new.evidence, &new.base, &new.worlds, &stands_apart)?;
    let excused: Vec<Vec<bool>> = earlier.iter().zip(&common[1..]).map(|(own, common)| own.excused(earlier, common)).collect();
    for (own, excused) in earlier.iter().zip(&excused) {
        own.release.check_evidence(own.evidence, &own.base, &own.worlds, &|cell| excused[cell])?;
    }
    if policy.alone == Alone::KeepOut {
        let people = People::of(all.iter().collect(), pairs);
        check_insiders(new, &|cell| count(cell) > 0 && !stands_apart(cell), &people)?;
        for (own, excused) in earlier.iter().zip(&excused) {
            check_insiders(own, &|cell| !excused[cell], &people)?;
        }
    }
    if !earlier.is_empty() {
        let since = whole.since(&all)?;
        let people = || People::of(since.iter().collect(), pairs);
        checked.hidden += since[0].check_since(earlier, &came_since, people)?;
    }
    Ok(checked)
}

/// Checks a release that tells anew only of years of which nothing was told before of any of these questions: all else is told again as it was, or not at all.
/// Then earlier releases are about other people than its worlds, and nothing they hid is less open than it was.
///
/// # Errors
/// The first thing that does not hold.
pub(crate) fn audit_apart(
    own: &Asked<'_>,
    proof: &Proof,
    (others, pairs): (&[Asked<'_>], &Pairs),
    atlas: &Atlas,
    policy: &Policy,
) -> Result<Checked, AuditError> {
    let whole = Whole::of((own, others), proof, pairs, atlas, policy)?;
    whole.check_years_are_apart()?;
    let all = whole.new_ones(|claim| claim.worlds, &proof.evidence)?;
    check_bounds(&all, pairs)?;
    let new = &all[0];
    let checked = new.release.check_evidence(new.evidence, &new.base, &new.worlds, &|cell| new.repeated.contains(&cell))?;
    if policy.alone == Alone::KeepOut {
        let wanted = |cell: usize| value(&new.base.cells, &cell) > 0 && !new.repeated.contains(&cell);
        check_insiders(new, &wanted, &People::of(all.iter().collect(), pairs))?;
    }
    Ok(checked)
}

impl<'a> Whole<'a> {
    fn of(
        (own, others): (&'a Asked<'a>, &'a [Asked<'a>]),
        proof: &'a Proof,
        pairs: &'a Pairs,
        atlas: &'a Atlas,
        policy: &'a Policy,
    ) -> Result<Whole<'a>, AuditError> {
        if others.len() != proof.among.len() {
            return Err(AuditError::Unreadable { fault: "not as many true tables as other questions" });
        }
        let earlier = proof.earlier.iter().map(|sheet| sheet.base.as_slice()).collect();
        let mut questions =
            vec![(own, Claim { base: &proof.base, today: &proof.today, worlds: &proof.worlds, earlier, since: &proof.since })];
        for (asked, other) in others.iter().zip(&proof.among) {
            let earlier = other.earlier.iter().map(Vec::as_slice).collect();
            questions.push((asked, Claim { base: &other.base, today: &other.today, worlds: &other.worlds, earlier, since: &other.since }));
        }
        let is_short = |(_, claim): &(&Asked, Claim)| (claim.worlds.len(), claim.since.len()) != (proof.worlds.len(), proof.since.len());
        if questions.iter().any(is_short) {
            return Err(AuditError::Unreadable { fault: "not as many worlds of another question" });
        }
        let told: Vec<Told> = questions.iter().map(|(asked, _)| Told::of(asked.table)).collect();
        for ((asked, _), told) in questions.iter().zip(&told) {
            check_again(told, &asked.before, &asked.again)?;
        }
        Ok(Whole { questions, told, proof, pairs, atlas, policy })
    }

    /// Every earlier release has its true table, and a year that is told again counts whom it counted then.
    fn check_releases_are_complete(&self) -> Result<(), AuditError> {
        for (asked, claim) in &self.questions {
            if asked.before.len() != claim.earlier.len() {
                return Err(AuditError::Unreadable { fault: "not as many true tables as earlier releases" });
            }
            check_standing(claim.base, &claim.earlier, claim.since, &asked.again)?;
        }
        Ok(())
    }

    /// Nothing is told anew, and no world moves anybody, in a year of which something was told before.
    fn check_years_are_apart(&self) -> Result<(), AuditError> {
        let spans = self.questions.iter().flat_map(|(asked, _)| &asked.before).flat_map(|own| own.told.spans());
        let known: BTreeSet<i16> = spans.flat_map(years_of).collect();
        let is_known = |span: &Span| years_of(*span).any(|year| known.contains(&year));
        for ((asked, claim), told) in self.questions.iter().zip(&self.told) {
            if !claim.earlier.is_empty() || !claim.since.is_empty() {
                return Err(AuditError::Unreadable { fault: "true tables of earlier releases, where nothing is told beside them" });
            }
            if let Some(span) = told.spans().into_iter().find(|span| is_known(span) && !asked.again.contains_key(span)) {
                return Err(AuditError::NotAgain { region: RegionCode::COUNTRY, span });
            }
            let moves_known = |world: &World| world.iter().any(|(atom, _)| known.contains(&atom.year()));
            if let Some(world) = claim.worlds.iter().position(moves_known) {
                return Err(AuditError::NoTable { world, fault: "other people in a year of which something was told before" });
            }
        }
        Ok(())
    }

    /// All releases of every question, the new one of each first.
    fn in_all(&'a self) -> Result<Vec<Judged<'a>>, AuditError> {
        let mut all = Vec::new();
        for (question, (asked, claim)) in self.questions.iter().enumerate() {
            let evidence = if question == 0 { &self.proof.evidence } else { NOTHING };
            all.push(self.new_one(question, claim.worlds, evidence)?);
            for (at, (before, base)) in asked.before.iter().zip(&claim.earlier).enumerate() {
                let evidence = if question == 0 { &self.proof.earlier[at].evidence } else { NOTHING };
                let name = Name { question, indicator: before.indicator, number: before.release };
                let release = Release::read(before.told, self.atlas, before.policy);
                all.push(Judged::of((name, release), (base, claim.worlds), evidence)?);
            }
        }
        Ok(all)
    }

    /// The new release of every question, in worlds in which earlier ones stay as they are; `all` holds these.
    fn since(&'a self, all: &[Judged<'_>]) -> Result<Vec<Judged<'a>>, AuditError> {
        let new = self.new_ones(|claim| claim.since, &self.proof.differences)?;
        for own in &new {
            let earlier = all.iter().filter(|other| other.name.question == own.name.question && other.name.number != own.name.number);
            own.check_floors(earlier)?;
        }
        check_bounds(&new, self.pairs)?;
        Ok(new)
    }

    fn new_ones(&'a self, worlds: impl Fn(&Claim<'a>) -> &'a [World], evidence: &'a [Evidence]) -> Result<Vec<Judged<'a>>, AuditError> {
        let one = |(question, (_, claim)): (usize, &(&Asked, Claim<'a>))| {
            self.new_one(question, worlds(claim), if question == 0 { evidence } else { NOTHING })
        };
        self.questions.iter().enumerate().map(one).collect()
    }

    fn new_one(&'a self, question: usize, worlds: &[World], evidence: &'a [Evidence]) -> Result<Judged<'a>, AuditError> {
        let (asked, claim) = &self.questions[question];
        let name = Name { question, indicator: asked.indicator, number: usize::MAX };
        let release = Release::read(&self.told[question], self.atlas, self.policy);
        Ok(Judged::of((name, release), (claim.base, worlds), evidence)?.repeating(&asked.again, claim.today))
    }
}
