//! The flow: count tables in, safe tables and a report out.

use std::collections::BTreeSet;

use domain::{Atlas, CountTable, Site, Span};

use crate::audit::{Before, check_again};
use crate::family::Family;
use crate::frame::Frame;
use crate::joint::{self, Part};
use crate::repeat::{Mixed, Repeat};
use crate::rows::Rows;
use crate::shield::Stuck;
use crate::shielded::{Ground, Shielded};
use crate::{DisclosureError, Earlier, Policy, ProtectionReport, Question, QuestionKind, Repeated, SafeTable, Told, Within};

/// Safe tables, one for each question and in their order, and what it took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Protected {
    /// What may leave.
    pub tables: Vec<SafeTable>,
    /// For the house.
    pub report: ProtectionReport,
    /// Tables of which nothing may leave, because of what earlier releases told, or of what else is told of the same starts: they say "unknown" everywhere.
    pub withheld: Vec<Conflict>,
    /// Years that are told as they were told before, by indicator in their order.
    pub repeated: Vec<Repeated>,
    /// The counts of indicators with such a year, as they stand.
    standing: Vec<CountTable>,
}

impl Protected {
    /// The counts that the tables are of, to be remembered: those it was made from, save that a year that is repeated counts what it counted then.
    pub fn counts(&self, tables: &[CountTable]) -> Vec<CountTable> {
        let stands = |table: &CountTable| {
            self.standing.iter().find(|own| own.indicator == table.indicator && own.breakdown == table.breakdown).unwrap_or(table).clone()
        };
        tables.iter().map(stands).collect()
    }
}

/// Why a table is withheld: with what earlier releases told, or another table of this one that counts part of the same, some count could be worked out,
/// whatever were hidden.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// Which indicator.
    pub indicator: String,
    /// Cells told before that stand in the way, of it or of one that it is protected together with, as few as were found: the version and the site.
    pub told: Vec<(String, Site)>,
}

/// Protects the counts of some indicators by themselves, as [`protect_beside`] does where there is no earlier release.
///
/// # Errors
/// As [`protect_beside`].
pub fn protect(tables: &[CountTable], questions: &[Question], atlas: &Atlas, policy: &Policy) -> Result<Protected, DisclosureError> {
    protect_beside(tables, questions, atlas, policy, &[], &[])
}

/// Protects the counts of some indicators jointly with what earlier releases told.
///
/// Per question it hides small counts, rounds the rest, hides more until every hidden cell, of this release and of earlier ones, has two whole tables that fit
/// everything that was ever told and differ there, and has that checked by code that knows nothing of the search. A plain count that
/// counts the very starts of a hand-over is hidden where the hand-over hides it. Years outside the policy and tables
/// without a question stay inside. Questions of which one counts part of another (`within`) are protected together. Where what was told before leaves no
/// proof, the years that stand in the way are told again as they were, then all years told before; where that leaves none either, the whole table is
/// withheld, with those that are protected together with it. The method, a table by hand and what this version
/// does not do yet: `docs/methods/disclosure.md`.
///
/// # Errors
/// A policy or question that is incomplete, tables that do not answer it, or a cell that stays without proof though nothing was told before:
/// nothing is published then.
pub fn protect_beside(
    tables: &[CountTable],
    questions: &[Question],
    atlas: &Atlas,
    policy: &Policy,
    earlier: &[Earlier],
    within: &[Within],
) -> Result<Protected, DisclosureError> {
    policy.check()?;
    earlier.iter().try_for_each(Earlier::check)?;
    let frame = Frame::new(atlas, policy);
    let frames: Vec<Frame> = earlier.iter().map(|own| Frame::new(atlas, &own.policy)).collect();
    let (mut families, mut parts) = (Vec::with_capacity(questions.len()), Vec::with_capacity(questions.len()));
    for question in questions {
        let (columns, own) = joint::parts(question, earlier, &frames)?;
        families.push(Family::in_columns(question, columns, tables, &frame)?);
        parts.push(own);
    }
    let leaders: Vec<_> = (0..questions.len()).map(|own| leader(own, questions, &families)).collect();
    gather(&leaders, &mut parts);
    let ground = Ground { atlas, policy, earlier, within };
    let task = Task { questions, tables, frame: &frame, families: &families, ground };
    let shielded = task.shielded(&leaders, &task.pairs(&leaders), &parts)?;
    task.protected(&leaders, &shielded)
}

/// What became of a question: protected, or withheld.
pub(crate) type Outcome = Result<Shielded, Conflict>;

/// What was asked.
pub(crate) struct Task<'a> {
    pub(crate) questions: &'a [Question],
    pub(crate) tables: &'a [CountTable],
    pub(crate) frame: &'a Frame,
    pub(crate) families: &'a [Family<'a>],
    pub(crate) ground: Ground<'a>,
}

impl Task<'_> {
    /// Which question counts no more than which: leaders for those that go with them.
    fn pairs(&self, leaders: &[Option<usize>]) -> Vec<(usize, usize)> {
        let number = |indicator: &String| {
            let own = self.questions.iter().position(|question| question.indicator == *indicator)?;
            Some(leaders[own].unwrap_or(own))
        };
        let pair = |own: &Within| Some((number(&own.smaller)?, number(&own.larger)?));
        let pairs: BTreeSet<(usize, usize)> = self.ground.within.iter().filter_map(pair).filter(|(one, other)| one != other).collect();
        pairs.into_iter().collect()
    }

    pub(crate) fn conflict(&self, question: &Question, stuck: Stuck) -> Conflict {
        let version = |release: usize| self.ground.earlier.get(release).map_or_else(String::new, |own| own.version.clone());
        Conflict {
            indicator: question.indicator.clone(),
            told: stuck.told.into_iter().map(|(release, site, _)| (version(release), site)).collect(),
        }
    }

    /// The counts of a question, in which repeated years count what they counted then.
    pub(crate) fn family(&self, own: usize, repeat: &Repeat) -> Result<Family<'_>, DisclosureError> {
        if repeat.is_empty() {
            return Ok(self.families[own].clone());
        }
        let question = &self.questions[own];
        Family::in_columns(
            question,
            self.families[own].columns.clone(),
            &repeat.counts(question, self.tables, self.ground.earlier),
            self.frame,
        )
    }

    fn protected(&self, leaders: &[Option<usize>], shielded: &[Option<Outcome>]) -> Result<Protected, DisclosureError> {
        let report = ProtectionReport::default();
        let mut protected = Protected { tables: Vec::new(), report, withheld: Vec::new(), repeated: Vec::new(), standing: Vec::new() };
        for (own, (question, family)) in self.questions.iter().zip(self.families).enumerate() {
            let unproven = || DisclosureError::Unproven { indicator: question.indicator.clone() };
            let outcome = shielded[leaders[own].unwrap_or(own)].as_ref().ok_or_else(unproven)?;
            let (table, report, repeat) = match (outcome, leaders[own]) {
                (Ok(shielded), None) => (shielded.table.clone(), shielded.report.clone(), shielded.repeat.clone()),
                (Ok(shielded), Some(leader)) => self.following(own, leader, shielded)?,
                (Err(conflict), _) => {
                    protected.withheld.push(Conflict { indicator: question.indicator.clone(), ..conflict.clone() });
                    (nothing(family, question, self.ground.policy), ProtectionReport::default(), Repeat::default())
                }
            };
            protected.repeated.extend(repeat.named(&question.indicator, self.ground.earlier));
            if !repeat.is_empty() {
                protected.standing.extend(repeat.counts(question, self.tables, self.ground.earlier));
            }
            protected.report.merge(&report);
            protected.tables.push(table);
        }
        Ok(protected)
    }

    /// A plain count that goes with another question. Where that repeats a year, this one repeats what it told of it itself; pools of such years it
    /// tells where both count the same there too.
    fn following(&self, own: usize, leader: usize, shielded: &Shielded) -> Result<(SafeTable, ProtectionReport, Repeat), DisclosureError> {
        let question = &self.questions[own];
        let years: BTreeSet<i16> = shielded.repeat.years.keys().copied().collect();
        let mut repeat = Repeat::of(question, &years, Mixed::Told, (self.ground.earlier, self.tables, self.ground.policy));
        let family = self.family(own, &repeat)?;
        let is_same = self.family(leader, &shielded.repeat)?.same_entered(&family);
        let was_told = self.ground.earlier.iter().any(|own| own.told(&question.indicator).is_some());
        if is_same && !was_told {
            // Nobody was told anything of it: it goes with the leader in every year.
            repeat = Repeat::default();
        } else {
            self.leave_pools(&mut repeat, &shielded.repeat, is_same);
        }
        let (table, report) = shielded.follow(&family, question, self.ground.policy, (&repeat, self.ground.earlier));
        let known: Vec<(usize, &Told)> =
            self.ground.earlier.iter().enumerate().filter_map(|(release, own)| Some((release, own.told(&question.indicator)?))).collect();
        let before: Vec<Before> = known
            .iter()
            .map(|(release, told)| Before { indicator: &question.indicator, release: *release, told, policy: self.ground.policy })
            .collect();
        let again = repeat.among(|release| known.iter().position(|(own, _)| *own == release));
        let wrong = |source| DisclosureError::Audit { indicator: question.indicator.clone(), source };
        check_again(&Told::of(&table), &before, &again).map_err(wrong)?;
        Ok((table, report, repeat))
    }

    /// Leaves unknown what a plain count cannot tell of pools with years that its leader repeats.
    fn leave_pools(&self, own: &mut Repeat, leader: &Repeat, is_same: bool) {
        for span in self.ground.policy.pools.iter().map(|(first, through)| Span::Years(*first, *through)) {
            let is_touched = leader.years.keys().any(|year| span.holds(*year));
            if is_touched && (!is_same || leader.spans.contains_key(&span)) {
                own.spans.entry(span).or_insert(None);
            }
        }
    }
}

/// A table that tells nothing.
fn nothing(family: &Family, question: &Question, policy: &Policy) -> SafeTable {
    let mut table = Rows::plan(family, question, policy).publish(question, policy);
    table.withhold(|_| true);
    table
}

/// The question whose numbers of entered are those of this plain count: a hand-over where there is one, else an earlier
/// count.
fn leader(own: usize, questions: &[Question], families: &[Family]) -> Option<usize> {
    let is_count = |question: usize| questions[question].kind == QuestionKind::Count;
    let leads = |other: &usize| *other != own && families[*other].same_entered(&families[own]);
    if !is_count(own) {
        return None;
    }
    let hand_over = (0..questions.len()).filter(|other| !is_count(*other)).find(leads);
    hand_over.or_else(|| (0..own).filter(|other| is_count(*other)).find(leads))
}

/// What a plain count told before goes with what its leader told: whoever knows that both count the same people now, and by how many each did not
/// before, changes both alike.
fn gather(leaders: &[Option<usize>], parts: &mut [Vec<Part>]) {
    for (own, leader) in leaders.iter().enumerate() {
        let Some(leader) = *leader else { continue };
        let following = std::mem::take(&mut parts[own]);
        parts[leader].extend(following);
        parts[leader].sort_by_key(|part| part.release);
    }
}
