//! What must hold of every release.

mod releases;
mod within;
mod within_releases;
mod within_waits;

use std::collections::BTreeSet;

use domain::{Atlas, Breakdown, Cell, CountKey, CountTable, DayUnit, Measure, Municipality, Outcome, RegionCode, RegionKind, Site, Span};
use proptest::prelude::*;

use crate::attack::Attack;
use crate::audit::{Asked, AuditError, Before};
use crate::family::Family;
use crate::frame::Frame;
use crate::made::{self, Start};
use crate::proof::{Proof, What};
use crate::repeat::{Again, Repeat};
use crate::shielded::{Ground, Manner, Member, Shielded};
use crate::within::Pairs;
use crate::{AlmostAll, Alone, DisclosureError, Earlier, Policy, Protected, Question, QuestionKind, SafeTable, Thresholds, protect};

const ALMERE: u16 = 34;
const LELYSTAD: u16 = 995;
const URK: u16 = 184;
const UTRECHT: u16 = 344;

fn exact(threshold: u64, years: (i16, i16)) -> Policy {
    let thresholds = Thresholds { country: threshold, veilig_thuis: threshold, municipality: threshold };
    Policy { thresholds, base: 1, years, pools: vec![years], ..Policy::usual(years.0, years.1) }
}

fn hand_over(due: u16, horizon: u16, grid: &[u16]) -> Question {
    let kind = QuestionKind::HandOver { unit: DayUnit::Calendar, due: vec![due], horizon, grid: grid.to_vec() };
    Question { indicator: "help".to_owned(), kind }
}

fn shielded(tables: &[CountTable], question: &Question, atlas: &Atlas, policy: &Policy) -> (SafeTable, Proof) {
    policy.check().expect("a policy");
    let frame = Frame::new(atlas, policy);
    let family = Family::gather(question, tables, &frame).expect("a family");
    let member = Member { question, today: &family, family: family.clone(), repeat: Repeat::default(), parts: &[], by_itself: None };
    let (shielded, proof) = alone(member, (atlas, policy, &[]), Manner::Jointly);
    (shielded.table, proof)
}

/// One question that hangs together with no other.
fn alone(member: Member, (atlas, policy, earlier): (&Atlas, &Policy, &[Earlier]), manner: Manner) -> (Shielded, Proof) {
    let ground = Ground { atlas, policy, earlier, within: &[] };
    ground.tried(&[member], &[], manner).expect("a release").expect("a proof").remove(0)
}

fn audit(table: &SafeTable, proof: &Proof, atlas: &Atlas, policy: &Policy) -> Result<(), AuditError> {
    audit_told(table, proof, (&[], &Again::new()), atlas, policy)
}

/// The audit of a question that hangs together with no other.
fn audit_told(
    table: &SafeTable,
    proof: &Proof,
    (before, again): (&[Before], &Again),
    atlas: &Atlas,
    policy: &Policy,
) -> Result<(), AuditError> {
    let asked = Asked { indicator: table.indicator(), table, before: before.to_vec(), again: again.clone() };
    crate::audit::audit(&asked, proof, (&[], &Pairs::default()), atlas, policy).map(|_| ())
}

fn repeat(start: Start, times: usize) -> Vec<Start> {
    vec![start; times]
}

fn region_of(atlas: &Atlas, municipality: u16) -> RegionCode {
    atlas.veilig_thuis_of(Municipality(municipality)).expect("a known municipality")
}

#[test]
fn the_published_point_does_not_give_its_counts_back() {
    // 21 of 136 children had no help after six months: Kamerstuk 31 015, 20 July 2020.
    let atlas = Atlas::netherlands();
    let policy = Policy { pools: Vec::new(), ..Policy::usual(2018, 2018) };
    let start = |outcome, days| Start::counted(ALMERE, 2018, 0).ended(outcome, days);
    let mut starts = repeat(start(Outcome::Reached, 60), 115);
    starts.extend(repeat(start(Outcome::Open, 365), 21));
    let tables = made::tables("help", &[Breakdown::All], &starts);
    let table = protect(&tables, &[hand_over(183, 365, &[183, 365])], &atlas, &policy).expect("a release").tables.remove(0);
    let site = Site::all(region_of(&atlas, ALMERE), Span::Year(2018));
    assert_eq!(table.cell(site, Measure::Entered), Cell::Shown(135));
    assert_eq!(table.cell(site, Measure::Waiting { by: 183 }), Cell::Shown(20));

    let kinds = [start(Outcome::Reached, 60), start(Outcome::Open, 365)];
    let (mut entered, mut waiting) = (BTreeSet::new(), BTreeSet::new());
    Attack::new(&table, &kinds, &atlas, &policy, 200).run(|counts, _| {
        entered.insert(counts[0] + counts[1]);
        waiting.insert(counts[1]);
        false
    });
    assert_eq!(entered, (133..=137).collect());
    assert_eq!(waiting, (18..=22).collect());
}

/// Three municipalities of one region, the first of them small; exact totals.
fn crafted() -> (Atlas, Policy, Vec<CountTable>) {
    let atlas = Atlas::netherlands();
    let mut starts = repeat(Start::counted(URK, 2022, 0), 3);
    starts.extend(repeat(Start::counted(LELYSTAD, 2022, 0), 20));
    starts.extend(repeat(Start::counted(ALMERE, 2022, 0), 30));
    (atlas, exact(5, (2022, 2022)), made::tables("help", &[Breakdown::All], &starts))
}

#[test]
fn a_small_municipality_takes_its_smallest_sibling_along() {
    let (atlas, policy, tables) = crafted();
    let (table, _) = shielded(&tables, &Question::count("help"), &atlas, &policy);
    let cell = |code: u16| table.cell(Site::all(Municipality(code).region(), Span::Years(2022, 2022)), Measure::Entered);
    assert_eq!([cell(URK), cell(LELYSTAD), cell(ALMERE)], [Cell::Hidden, Cell::Hidden, Cell::Shown(30)]);
    assert_eq!(table.cell(Site::all(region_of(&atlas, URK), Span::Years(2022, 2022)), Measure::Entered), Cell::Shown(53));
}

#[test]
fn showing_a_needed_secondary_cell_is_caught_by_the_audit_and_used_by_the_attacker() {
    let (atlas, policy, tables) = crafted();
    let (mut table, proof) = shielded(&tables, &Question::count("help"), &atlas, &policy);
    let kinds = [URK, LELYSTAD, ALMERE].map(|code| Start::counted(code, 2022, 0));
    assert_eq!(Attack::new(&table, &kinds, &atlas, &policy, 60).opened(), []);

    let sibling = Site::all(Municipality(LELYSTAD).region(), Span::Years(2022, 2022));
    table.cells.insert((sibling, Measure::Entered), Cell::Shown(20));
    assert!(matches!(audit(&table, &proof, &atlas, &policy), Err(AuditError::DoesNotFit { .. })));
    let urk = Site::all(Municipality(URK).region(), Span::Years(2022, 2022));
    assert_eq!(Attack::new(&table, &kinds, &atlas, &policy, 60).opened(), [(urk, What::Measure(Measure::Entered))]);
}

#[test]
fn the_audit_refuses_a_proof_that_is_not_one() {
    let (atlas, policy, tables) = crafted();
    let (table, proof) = shielded(&tables, &Question::count("help"), &atlas, &policy);
    let refused = |spoil: &dyn Fn(&mut Proof)| {
        let mut spoilt = proof.clone();
        spoil(&mut spoilt);
        audit(&table, &spoilt, &atlas, &policy).expect_err("a spoilt proof")
    };
    assert!(audit(&table, &proof, &atlas, &policy).is_ok());
    assert!(matches!(refused(&|proof| proof.evidence.clear()), AuditError::NoProof { .. }));
    assert!(matches!(refused(&|proof| proof.evidence.iter_mut().for_each(|own| own.high = own.low)), AuditError::NoDifference { .. }));
    assert!(matches!(refused(&|proof| proof.worlds[1][0].1 += 1), AuditError::NoTable { .. } | AuditError::DoesNotFit { .. }));
    assert!(matches!(refused(&|proof| proof.worlds[1][0].1 = -1000), AuditError::NoTable { .. }));
    assert!(matches!(refused(&|proof| proof.base.truncate(1)), AuditError::NoTable { .. } | AuditError::DoesNotFit { .. }));
    assert!(matches!(refused(&|proof| proof.base.clear()), AuditError::NoTable { .. } | AuditError::DoesNotFit { .. }));
    let wider = Policy { width: 100, ..policy.clone() };
    assert!(matches!(audit(&table, &proof, &atlas, &wider), Err(AuditError::NoDifference { .. })));
}

#[test]
fn a_wider_policy_gets_wider_proofs() {
    let (atlas, policy, tables) = crafted();
    let policy = Policy { width: 4, ..policy };
    let (table, proof) = shielded(&tables, &Question::count("help"), &atlas, &policy);
    assert!(audit(&table, &proof, &atlas, &policy).is_ok());
}

#[test]
fn all_but_a_few_says_as_much_as_a_few() {
    let atlas = Atlas::netherlands();
    let start = |days| Start::counted(ALMERE, 2022, 0).ended(Outcome::Reached, days);
    let starts = [repeat(start(10), 98), repeat(start(300), 2)].concat();
    let tables = made::tables("help", &[Breakdown::All], &starts);
    let question = hand_over(183, 365, &[183, 365]);
    let measured = |policy: &Policy| {
        let table = protect(&tables, std::slice::from_ref(&question), &atlas, policy).expect("a release").tables.remove(0);
        let site = Site::all(RegionCode::COUNTRY, Span::Year(2022));
        [Measure::Entered, Measure::Reached { by: 183 }, Measure::Waiting { by: 183 }, Measure::Competing { by: 183 }]
            .map(|measure| table.cell(site, measure))
    };
    let policy = Policy::usual(2022, 2022);
    assert_eq!(measured(&policy), [Cell::Shown(100), Cell::Hidden, Cell::Hidden, Cell::Shown(0)]);
    let open = Policy { almost_all: AlmostAll::Show, ..policy };
    assert_eq!(measured(&open)[1], Cell::Shown(100));
}

#[test]
fn a_hidden_number_of_entered_hides_its_measures_and_its_curve() {
    let atlas = Atlas::netherlands();
    let start = |code, days| Start::counted(code, 2022, 0).ended(Outcome::Reached, days);
    let starts = [repeat(start(ALMERE, 10), 200), repeat(start(UTRECHT, 10), 3)].concat();
    let tables = made::tables("help", &[Breakdown::All], &starts);
    let policy = Policy { pools: vec![(2022, 2022)], ..Policy::usual(2022, 2022) };
    let protected = protect(&tables, &[hand_over(183, 365, &[30, 183, 365])], &atlas, &policy).expect("a release");
    let table = &protected.tables[0];
    let utrecht = Site::all(region_of(&atlas, UTRECHT), Span::Years(2022, 2022));
    assert_eq!(table.cell(utrecht, Measure::Entered), Cell::Hidden);
    assert_eq!(table.cell(utrecht, Measure::Reached { by: 183 }), Cell::Hidden);
    assert!(table.curves().any(|(site, _)| site.region == RegionCode::COUNTRY));
    assert!(table.curves().all(|(site, _)| site.region != utrecht.region && site.region.kind() != RegionKind::Municipality));
}

#[test]
fn zeros_are_shown_and_an_empty_table_is_all_zeros() {
    let atlas = Atlas::netherlands();
    let tables = made::tables("help", &Breakdown::ALL, &[]);
    let protected = protect(&tables, &[made_question()], &atlas, &Policy::usual(2019, 2023)).expect("a release");
    assert!(protected.tables[0].cells().all(|(_, _, cell)| cell == Cell::Shown(0)));
    assert_eq!((protected.report.primary, protected.report.secondary, protected.report.proofs_checked), (0, 0, 0));
    assert_eq!(protected.tables[0].cells().filter(|(site, ..)| site.region.kind() == RegionKind::Municipality).count(), 342);
}

fn made_question() -> Question {
    Question { indicator: "help".to_owned(), ..made::help_after_order() }
}

#[test]
fn a_country_of_two_children_is_all_hidden() {
    let atlas = Atlas::netherlands();
    let start = Start::counted(ALMERE, 2022, 1).ended(Outcome::Open, 365);
    let tables = made::tables("help", &Breakdown::ALL, &repeat(start, 2));
    let (table, _) = shielded(&tables, &made_question(), &atlas, &Policy::usual(2020, 2022));
    assert!(table.cells().all(|(_, _, cell)| matches!(cell, Cell::Hidden | Cell::Shown(0))));
    assert_eq!(table.cell(Site::all(RegionCode::COUNTRY, Span::Year(2022)), Measure::Entered), Cell::Hidden);
}

#[test]
fn a_region_of_one_municipality_and_unknown_places_are_protected_together() {
    // Only Almere has anyone in its region; three starts have no known place and count for the country only.
    let atlas = Atlas::netherlands();
    let starts =
        [repeat(Start::counted(ALMERE, 2022, 0), 12), repeat(Start::counted(0, 2022, 0), 3), repeat(Start::counted(9999, 2022, 0), 1)]
            .concat();
    let tables = made::tables("help", &[Breakdown::All], &starts);
    let policy = exact(5, (2022, 2022));
    let (table, _) = shielded(&tables, &Question::count("help"), &atlas, &policy);
    let year = Span::Year(2022);
    assert_eq!(table.cell(Site::all(RegionCode::COUNTRY, year), Measure::Entered), Cell::Shown(16));
    assert_eq!(table.cell(Site::all(region_of(&atlas, ALMERE), year), Measure::Entered), Cell::Shown(12));
}

#[test]
fn counts_of_a_milliard_are_handled() {
    let atlas = Atlas::netherlands();
    let mut table = CountTable::new("help", Breakdown::All);
    let key = |code| CountKey { municipality: Municipality(code), year: 2022, class: 0, outcome: Outcome::Counted, days: 0 };
    table.add(key(ALMERE), 1_000_000_001);
    table.add(key(URK), 2);
    let policy = exact(5, (2022, 2022));
    let (safe, proof) = shielded(std::slice::from_ref(&table), &Question::count("help"), &atlas, &policy);
    assert!(audit(&safe, &proof, &atlas, &policy).is_ok());
    assert_eq!(safe.cell(Site::all(RegionCode::COUNTRY, Span::Year(2022)), Measure::Entered), Cell::Shown(1_000_000_003));

    table.add(key(ALMERE), 1 << 41);
    let refused = protect(&[table], &[Question::count("help")], &atlas, &policy);
    assert!(matches!(refused, Err(DisclosureError::Table { .. })));
}

#[test]
fn tables_that_do_not_answer_the_question_are_refused() {
    let atlas = Atlas::netherlands();
    let policy = Policy::usual(2022, 2022);
    let count = [Question::count("help")];
    let refused = |tables: &[CountTable]| protect(tables, &count, &atlas, &policy).expect_err("no answer");
    let sexes = made::tables("help", &[Breakdown::All, Breakdown::Sex], &repeat(Start::counted(ALMERE, 2022, 1), 9));
    assert!(matches!(refused(&sexes[1..]), DisclosureError::NoTable { .. }));
    assert!(matches!(refused(&[sexes[0].clone(), sexes[0].clone()]), DisclosureError::Table { .. }));
    let fewer = made::tables("help", &[Breakdown::Sex], &repeat(Start::counted(ALMERE, 2022, 1), 8));
    assert!(matches!(
        refused(&[sexes[0].clone(), fewer[0].clone()]),
        DisclosureError::TablesDisagree { breakdown: Breakdown::Sex, year: 2022, .. }
    ));
    let wait = made::tables("help", &[Breakdown::All], &[Start::counted(ALMERE, 2022, 1).ended(Outcome::Open, 5)]);
    assert!(matches!(refused(&wait), DisclosureError::Table { .. }));
    let class = made::tables("help", &[Breakdown::Sex], &[Start::counted(ALMERE, 2022, 3)]);
    assert!(matches!(refused(&[sexes[0].clone(), class[0].clone()]), DisclosureError::Table { .. }));
}

#[test]
fn a_plain_count_of_a_hand_overs_starts_hides_what_the_hand_over_hides() {
    let atlas = Atlas::netherlands();
    let policy = Policy { pools: vec![(2022, 2022)], base: 1, ..Policy::usual(2022, 2022) };
    let mut waits = made::country(&atlas, 5, 2022..=2022, 400, true);
    let mut tables = made::tables("help", &[Breakdown::All, Breakdown::Sex], &waits);
    waits.iter_mut().for_each(|start| (start.outcome, start.days) = (Outcome::Counted, 0));
    tables.extend(made::tables("records", &[Breakdown::All, Breakdown::Sex], &waits));
    let questions = [Question::count("records"), hand_over(183, 365, &[183, 365])];
    let Protected { tables: safe, report, .. } = protect(&tables, &questions, &atlas, &policy).expect("a release");
    assert_eq!([safe[0].indicator(), safe[1].indicator()], ["records", "help"]);
    assert!(safe[0].cells().count() > 400);
    for (site, measure, cell) in safe[0].cells() {
        assert_eq!(cell, safe[1].cell(site, measure), "{site:?}");
    }
    assert_eq!(report.proofs_checked, report.primary + report.secondary);
}

#[test]
fn a_made_country_is_protected_with_every_proof_and_the_same_way_twice() {
    let atlas = Atlas::netherlands();
    let policy = Policy::usual(2021, 2023);
    let starts = made::country(&atlas, 3, 2021..=2023, 250, true);
    let tables = made::tables("help", &Breakdown::ALL, &starts);
    let questions = [hand_over(183, 365, &[30, 91, 183, 365])];
    let once = protect(&tables, &questions, &atlas, &policy).expect("a release");
    assert_eq!(Ok(&once), protect(&tables, &questions, &atlas, &policy).as_ref());
    let report = &once.report;
    assert_eq!(report.proofs_checked, report.primary + report.secondary);
    assert_eq!(report.cells, report.shown + report.primary + report.secondary);
    assert!(report.secondary * 5 < report.primary, "rounding leaves little to hide besides: {report:?}");
}

#[test]
fn curves_tell_no_small_step_that_merging_could_avoid() {
    let atlas = Atlas::netherlands();
    let policy = Policy::usual(2021, 2023);
    let starts = made::country(&atlas, 4, 2021..=2023, 300, true);
    let tables = made::tables("help", &[Breakdown::All], &starts);
    let table = protect(&tables, &[made_question()], &atlas, &policy).expect("a release").tables.remove(0);
    assert!(table.curves().count() > 4);
    for (site, steps) in table.curves() {
        assert_eq!(steps.last().map(|step| step.through), Some(365));
        assert!(table.cell(site, Measure::Entered).shown() >= Some(50));
        let shown = steps.iter().flat_map(|step| [step.reached, step.competing, step.open]).filter_map(Cell::shown);
        assert!(shown.into_iter().all(|count| count % 5 == 0));
    }
}

/// A few kinds of starts, each some times: places × years × sexes × outcomes.
fn few_starts(kinds: usize, most: usize) -> impl Strategy<Value = Vec<(Start, usize)>> {
    let kind = (prop::sample::select(vec![ALMERE, URK, UTRECHT]), 2021i16..=2022, 1u8..=2, prop::sample::select(vec![10u16, 250, 365]));
    let start = kind.prop_map(|(code, year, sex, days)| {
        let outcome = if days == 365 { Outcome::Open } else { Outcome::Reached };
        Start { age: sex, forms: vec![sex, 3], ..Start::counted(code, year, sex).ended(outcome, days) }
    });
    prop::collection::vec((start, 0..=most), 1..=kinds)
}

fn some_breakdowns() -> impl Strategy<Value = Vec<Breakdown>> {
    let with = |more: &[Breakdown]| [&[Breakdown::All], more].concat();
    let sets = vec![with(&[]), with(&[]), with(&[Breakdown::Form]), with(&[Breakdown::Sex]), Breakdown::ALL.to_vec()];
    prop::sample::select(sets)
}

fn some_policy() -> impl Strategy<Value = Policy> {
    (prop::sample::select(vec![(1u64, 2u64), (1, 3), (1, 5), (3, 3), (5, 5)]), any::<bool>()).prop_map(|((base, threshold), hide)| {
        let almost_all = if hide { AlmostAll::Hide } else { AlmostAll::Show };
        Policy { base, almost_all, ..exact(threshold, (2021, 2022)) }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_hidden_cell_of_a_random_table_is_proven(starts in few_starts(12, 9), policy in some_policy(), with in some_breakdowns()) {
        let atlas = Atlas::netherlands();
        let starts: Vec<Start> = starts.into_iter().flat_map(|(start, times)| repeat(start, times)).collect();
        let tables = made::tables("help", &with, &starts);
        let question = hand_over(183, 365, &[30, 183, 365]);
        let protected = protect(&tables, &[question], &atlas, &policy).expect("a release");
        let hidden = protected.tables[0].cells().filter(|(_, _, cell)| *cell == Cell::Hidden).count();
        prop_assert!(protected.report.proofs_checked >= hidden);
        prop_assert_eq!(protected.report.proofs_checked, protected.report.primary + protected.report.secondary);
    }

    #[test]
    fn an_attacker_who_tries_every_table_of_persons_opens_no_hidden_cell(
        counts in prop::array::uniform8(0usize..7),
        policy in some_policy(),
    ) {
        let atlas = Atlas::netherlands();
        let kinds: Vec<Start> = [ALMERE, URK]
            .into_iter()
            .flat_map(|code| [2021, 2022].map(|year| (code, year)))
            .flat_map(|(code, year)| [1, 2].map(|sex| Start::counted(code, year, sex)))
            .collect();
        let starts: Vec<Start> = kinds.iter().zip(counts).flat_map(|(kind, times)| repeat(kind.clone(), times)).collect();
        let tables = made::tables("help", &[Breakdown::All, Breakdown::Sex], &starts);
        let (table, _) = shielded(&tables, &Question::count("help"), &atlas, &policy);
        prop_assert_eq!(Attack::new(&table, &kinds, &atlas, &policy, 12).opened(), []);
    }

    #[test]
    fn an_attacker_on_waits_opens_no_hidden_cell(counts in prop::array::uniform8(0usize..6), policy in some_policy()) {
        let atlas = Atlas::netherlands();
        let outcomes = [(Outcome::Reached, 10), (Outcome::Competing, 10), (Outcome::Open, 10), (Outcome::Open, 183)];
        let kinds: Vec<Start> = [ALMERE, UTRECHT]
            .into_iter()
            .flat_map(|code| outcomes.map(|(outcome, days)| Start::counted(code, 2022, 0).ended(outcome, days)))
            .collect();
        let starts: Vec<Start> = kinds.iter().zip(counts).flat_map(|(kind, times)| repeat(kind.clone(), times)).collect();
        let tables = made::tables("help", &[Breakdown::All], &starts);
        let (table, _) = shielded(&tables, &hand_over(183, 183, &[183]), &atlas, &policy);
        prop_assert_eq!(Attack::new(&table, &kinds, &atlas, &policy, 9).opened(), []);
    }
}

#[test]
fn someone_counted_alone_cannot_tell_another_count_and_a_proof_that_moves_them_is_refused() {
    // Two municipalities hide a count: Urk one child, Lelystad three. Almere is large.
    let atlas = Atlas::netherlands();
    let mut starts = repeat(Start::counted(URK, 2022, 0), 1);
    starts.extend(repeat(Start::counted(LELYSTAD, 2022, 0), 3));
    starts.extend(repeat(Start::counted(ALMERE, 2022, 0), 30));
    let tables = made::tables("help", &[Breakdown::All], &starts);
    let cell = |table: &SafeTable, code: u16| table.cell(Site::all(Municipality(code).region(), Span::Years(2022, 2022)), Measure::Entered);
    let outsider = Policy { alone: Alone::Ignore, ..exact(5, (2022, 2022)) };
    let (table, proof) = shielded(&tables, &Question::count("help"), &atlas, &outsider);
    // With the region told, the child in Urk knows how many there are in Lelystad.
    assert_eq!([URK, LELYSTAD, ALMERE].map(|code| cell(&table, code)), [Cell::Hidden, Cell::Hidden, Cell::Shown(30)]);
    let insider = exact(5, (2022, 2022));
    assert!(matches!(audit(&table, &proof, &atlas, &insider), Err(AuditError::Insider { .. })));
    let (table, proof) = shielded(&tables, &Question::count("help"), &atlas, &insider);
    assert_eq!([URK, LELYSTAD, ALMERE].map(|code| cell(&table, code)), [Cell::Hidden; 3]);
    let mut spoilt = proof;
    spoilt.evidence.iter_mut().for_each(|own| own.against.clear());
    assert!(matches!(audit(&table, &spoilt, &atlas, &insider), Err(AuditError::Insider { .. })));
}
