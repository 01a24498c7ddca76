//! What must hold of questions of which one counts part of another: whoever reads both, and knows that nowhere are there more children than records, learns
//! no more.

use std::collections::BTreeSet;

use domain::{Atlas, Breakdown, Cell, CountTable, Measure, Municipality, Outcome, Site, Span};
use proptest::prelude::*;

use super::{ALMERE, LELYSTAD, URK, UTRECHT, exact, hand_over, region_of, repeat, some_policy};
use crate::attack::Attack;
use crate::audit::{Asked, AuditError, audit};
use crate::family::Family;
use crate::frame::Frame;
use crate::made::{self, Start};
use crate::repeat::Again;
use crate::rows::Rows;
use crate::shield::{Else, shield};
use crate::within::{Pairs, Telling};
use crate::{Alone, Policy, Protected, Question, SafeTable, Within, protect, protect_beside};

/// Kinds of starts, and how many children and how many records there are of each.
struct Both {
    kinds: Vec<Start>,
    children: Vec<u64>,
    records: Vec<u64>,
}

const BREAKDOWNS: [Breakdown; 2] = [Breakdown::All, Breakdown::Sex];

impl Both {
    /// Two municipalities and two sexes.
    fn of_four(children: [u64; 4], more: [u64; 4]) -> Both {
        let kinds = [ALMERE, URK].into_iter().flat_map(|code| [1, 2].map(|sex| Start::counted(code, 2022, sex))).collect();
        Both { kinds, children: children.to_vec(), records: children.iter().zip(more).map(|(own, more)| own + more).collect() }
    }

    /// Of no child in Lelystad there is a record that could be linked, and one that could not. With what is told of children, what is told of records tells that.
    fn of_one_unlinked() -> Both {
        let kinds = [ALMERE, URK, LELYSTAD].into_iter().map(|code| Start::counted(code, 2022, 1)).collect();
        Both { kinds, children: vec![30, 6, 0], records: vec![30, 6, 1] }
    }

    fn table(&self, indicator: &str, counts: &[u64]) -> Vec<CountTable> {
        let starts: Vec<Start> = self.kinds.iter().zip(counts).flat_map(|(kind, times)| repeat(kind.clone(), *times as usize)).collect();
        made::tables(indicator, &BREAKDOWNS, &starts)
    }

    fn tables(&self) -> Vec<CountTable> {
        [self.table("children", &self.children), self.table("records", &self.records)].concat()
    }

    fn protected(&self, policy: &Policy, within: &[Within]) -> Protected {
        protect_beside(&self.tables(), &questions(), &Atlas::netherlands(), policy, &[], within).expect("a release")
    }

    /// Hidden cells that somebody works out who tries every table of children with every table of records: someone who has read both; and someone alone in a
    /// cell of either, of whom `kind` there is.
    fn opened(&self, tables: &[SafeTable], policy: &Policy, kind: Option<usize>) -> usize {
        let atlas = Atlas::netherlands();
        let cap = 3 + *self.records.iter().max().expect("kinds");
        let attack = |table: &SafeTable| Attack::new(table, &self.kinds, &atlas, policy, cap);
        let (children, records) = (attack(&tables[0]), attack(&tables[1]));
        let known = kind.map(|kind| self.known((&children, &records), kind)).unwrap_or_default();
        let possible = |own: &Attack, truth: &[u64], known: &BTreeSet<usize>| {
            let mut found: Vec<Vec<u64>> = Vec::new();
            own.run(|counts, _| {
                if known.iter().all(|kind| counts[*kind] == truth[*kind]) {
                    found.push(counts.to_vec());
                }
                false
            });
            found
        };
        let (less, more) = (possible(&children, &self.children, &known.0), possible(&records, &self.records, &known.1));
        let under = |one: &[u64], other: &[u64]| one.iter().zip(other).all(|(one, other)| one <= other);
        let is_child = |one: &&Vec<u64>| more.iter().any(|other| under(one, other));
        let is_record = |other: &&Vec<u64>| less.iter().any(|one| under(one, other));
        worked_out(&children, &less.iter().filter(is_child).collect::<Vec<_>>(), (&self.children, &known.0))
            + worked_out(&records, &more.iter().filter(is_record).collect::<Vec<_>>(), (&self.records, &known.1))
    }

    /// The kinds of children and of records that someone knows who is of a kind: all that lie within a cell in which they are alone. Where one record is told of,
    /// they know whether it is a child's first.
    fn known(&self, (children, records): (&Attack, &Attack), kind: usize) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let of = |attack: &Attack, counts: &[u64]| -> BTreeSet<usize> {
            let alone = (0..attack.told.len()).filter(|cell| attack.counted(*cell, counts) == 1);
            alone.map(|cell| attack.kinds_of(cell)).filter(|kinds| kinds.contains(&kind)).flatten().copied().collect()
        };
        let of_records = if self.records[kind] == 1 { of(records, &self.records) } else { BTreeSet::new() };
        let of_children = if self.children[kind] == 1 { of(children, &self.children) } else { BTreeSet::new() };
        (&of_children | &of_records, of_records)
    }
}

/// Hidden cells above zero that count the same in all tables, and somebody else than those who are known.
pub(super) fn worked_out(attack: &Attack, tables: &[&Vec<u64>], (truth, known): (&[u64], &BTreeSet<usize>)) -> usize {
    assert!(!tables.is_empty(), "the truth fits");
    let is_secret = |cell: &usize| {
        let kinds = attack.kinds_of(*cell);
        attack.told[*cell].cell == Cell::Hidden && attack.counted(*cell, truth) > 0 && !kinds.iter().all(|kind| known.contains(kind))
    };
    let counts = |cell: usize| tables.iter().map(|own| attack.counted(cell, own)).collect::<BTreeSet<u64>>();
    (0..attack.told.len()).filter(is_secret).filter(|cell| counts(*cell).len() < 2).count()
}

pub(super) fn questions() -> [Question; 2] {
    [Question::count("children"), Question::count("records")]
}

pub(super) fn within() -> Vec<Within> {
    vec![Within { smaller: "children".to_owned(), larger: "records".to_owned() }]
}

#[test]
fn a_reader_of_children_and_of_records_works_out_a_record_unless_both_are_protected_together() {
    let (both, policy) = (Both::of_one_unlinked(), exact(5, (2022, 2022)));
    let apart = both.protected(&policy, &[]).tables;
    assert!(both.opened(&apart, &policy, None) > 0, "one by one");
    let pooled = |code: u16| Site::all(Municipality(code).region(), Span::Years(2022, 2022));
    let told = |table: &SafeTable| [ALMERE, URK, LELYSTAD].map(|code| table.cell(pooled(code), Measure::Entered));
    assert_eq!(told(&apart[0]), [Cell::Shown(30), Cell::Shown(6), Cell::Shown(0)]);
    assert_eq!(told(&apart[1]), [Cell::Hidden; 3]);
    let region = Site::all(region_of(&Atlas::netherlands(), ALMERE), Span::Years(2022, 2022));
    assert_eq!(apart[1].cell(region, Measure::Entered), Cell::Shown(37));
    let together = both.protected(&policy, &within());
    assert_eq!(both.opened(&together.tables, &policy, None), 0);
    assert_eq!(together.tables[1].cell(region, Measure::Entered), Cell::Hidden);
    assert!(together.withheld.is_empty() && together.tables.iter().any(|table| table.cells().any(|(_, _, cell)| cell == Cell::Hidden)));
    assert_eq!(together.report.proofs_checked, together.report.primary + together.report.secondary);
}

fn asked(table: &SafeTable) -> Asked<'_> {
    Asked { indicator: table.indicator(), table, before: Vec::new(), again: Again::new() }
}

#[test]
fn the_audit_catches_a_world_with_more_children_than_records() {
    let (both, policy, atlas) = (Both::of_one_unlinked(), exact(5, (2022, 2022)), Atlas::netherlands());
    let (tables, questions) = (both.tables(), questions());
    let frame = Frame::new(&atlas, &policy);
    let families = questions.each_ref().map(|question| Family::gather(question, &tables, &frame).expect("a family"));
    let children = Rows::plan(&families[0], &questions[0], &policy);
    let (none, bound) = (BTreeSet::new(), Pairs { now: vec![(1, 0)], before: within() });
    let proven = |pairs: &Pairs| {
        let mut rows = Rows::plan(&families[1], &questions[1], &policy);
        let others = [Telling { family: &families[0], today: &families[0], rows: &children, parts: &[], standing: &none }];
        let told = Else { today: &families[1], parts: &[], standing: &none, others: &others, pairs };
        let proof = shield(&families[1], &mut rows, &policy, told).expect("a proof");
        let (own, other) = (rows.publish(&questions[1], &policy), children.publish(&questions[0], &policy));
        let check = |pairs: &Pairs| audit(&asked(&own), &proof, (&[asked(&other)], pairs), &atlas, &policy);
        (check(&bound), check(&Pairs::default()))
    };
    let (beside, alone) = proven(&bound);
    assert!(beside.is_ok() && alone.is_ok(), "{beside:?}");
    let (beside, alone) = proven(&Pairs::default());
    assert!(alone.is_ok());
    assert!(matches!(beside, Err(AuditError::NoTable { fault: "more of a part than of the whole", .. })), "{beside:?}");
}

#[test]
fn children_stay_below_records_that_go_with_a_wait() {
    // Records are the starts of a wait, so that both are one; one in six is of a child that was counted before.
    let (atlas, policy) = (Atlas::netherlands(), Policy::usual(2022, 2022));
    let waits: Vec<Start> = made::country(&atlas, 11, 2022..=2022, 300, true);
    let counted = |start: &Start| Start { outcome: Outcome::Counted, days: 0, ..start.clone() };
    let records: Vec<Start> = waits.iter().map(counted).collect();
    let children: Vec<Start> = records.iter().enumerate().filter(|(at, _)| at % 6 > 0).map(|(_, start)| start.clone()).collect();
    let tables = [("help", &waits), ("records", &records), ("children", &children)];
    let tables: Vec<CountTable> = tables.into_iter().flat_map(|(name, starts)| made::tables(name, &Breakdown::ALL, starts)).collect();
    let questions = [Question::count("records"), Question::count("children"), hand_over(183, 365, &[30, 91, 183, 365])];
    let shown = |within: &[Within]| {
        let protected = protect_beside(&tables, &questions, &atlas, &policy, &[], within).expect("a release");
        assert!(protected.withheld.is_empty());
        for (site, measure, cell) in protected.tables[0].cells() {
            assert_eq!(cell, protected.tables[2].cell(site, measure), "{site:?}");
        }
        assert_eq!(protected.report.proofs_checked, protected.report.primary + protected.report.secondary);
        protected.report.shown
    };
    let (together, apart) = (shown(&within()), shown(&[]));
    assert!(together * 100 >= apart * 95, "{together} of {apart}");
}

#[test]
fn children_who_go_with_a_wait_stay_below_records_that_go_with_one() {
    let (atlas, policy) = (Atlas::netherlands(), Policy::usual(2022, 2022));
    let records = made::country(&atlas, 5, 2022..=2022, 200, true);
    let children: Vec<Start> = records.iter().enumerate().filter(|(at, _)| at % 6 > 0).map(|(_, start)| start.clone()).collect();
    let counted = |starts: &[Start]| -> Vec<Start> {
        starts.iter().map(|start| Start { outcome: Outcome::Counted, days: 0, ..start.clone() }).collect()
    };
    let told = [("help", records.clone()), ("aid", children.clone()), ("records", counted(&records)), ("children", counted(&children))];
    let tables: Vec<CountTable> = told.iter().flat_map(|(name, starts)| made::tables(name, &Breakdown::ALL, starts)).collect();
    let wait = |indicator: &str| Question { indicator: indicator.to_owned(), ..hand_over(183, 365, &[91, 183, 365]) };
    let questions = [Question::count("records"), Question::count("children"), wait("help"), wait("aid")];
    let shown = |within: &[Within]| {
        let protected = protect_beside(&tables, &questions, &atlas, &policy, &[], within).expect("a release");
        assert!(protected.withheld.is_empty());
        assert_eq!(protected.report.proofs_checked, protected.report.primary + protected.report.secondary);
        protected.report.shown
    };
    let (together, apart) = (shown(&within()), shown(&[]));
    assert!(together * 100 >= apart * 95, "{together} of {apart}");
}

#[test]
fn waits_of_children_bound_waits_of_records() {
    // The counts of `of_one_unlinked`, each with a wait of its own that leads it.
    let (both, policy, atlas) = (Both::of_one_unlinked(), exact(5, (2022, 2022)), Atlas::netherlands());
    let wait = |indicator: &str, counts: &[u64]| {
        let ended = |kind: &Start| kind.clone().ended(Outcome::Reached, 10);
        let starts: Vec<Start> = both.kinds.iter().zip(counts).flat_map(|(kind, times)| repeat(ended(kind), *times as usize)).collect();
        made::tables(indicator, &BREAKDOWNS, &starts)
    };
    let tables = [both.tables(), wait("aid", &both.children), wait("help", &both.records)].concat();
    let [children, records] = questions();
    let led = |indicator: &str| Question { indicator: indicator.to_owned(), ..hand_over(183, 183, &[183]) };
    let questions = [children, records, led("aid"), led("help")];
    let region = Site::all(region_of(&atlas, ALMERE), Span::Years(2022, 2022));
    let told = |within: &[Within]| {
        let protected = protect_beside(&tables, &questions, &atlas, &policy, &[], within).expect("a release");
        assert!(protected.withheld.is_empty());
        [1, 3].map(|table| protected.tables[table].cell(region, Measure::Entered))
    };
    assert_eq!(told(&[]), [Cell::Shown(37); 2], "apart, from which Lelystad follows");
    assert_eq!(told(&within()), [Cell::Hidden; 2]);
}

#[test]
fn counts_that_contradict_the_bound_are_protected_by_themselves() {
    let both = Both { records: vec![3, 9, 2, 0], ..Both::of_four([4, 7, 2, 1], [0; 4]) };
    let policy = exact(5, (2022, 2022));
    let (tables, atlas) = (both.tables(), Atlas::netherlands());
    let together = protect_beside(&tables, &questions(), &atlas, &policy, &[], &within()).expect("a release");
    assert_eq!(together.tables, protect(&tables, &questions(), &atlas, &policy).expect("a release").tables);
}

#[test]
fn a_bound_that_one_area_contradicts_holds_in_the_others() {
    let mut both = Both::of_one_unlinked();
    both.kinds.push(Start::counted(UTRECHT, 2022, 1));
    both.children.push(40);
    both.records.push(35);
    let policy = exact(5, (2022, 2022));
    let region = Site::all(region_of(&Atlas::netherlands(), ALMERE), Span::Years(2022, 2022));
    let told = |within: &[Within]| {
        let protected = both.protected(&policy, within);
        assert!(protected.withheld.is_empty());
        protected.tables[1].cell(region, Measure::Entered)
    };
    assert_eq!((told(&[]), told(&within())), (Cell::Shown(37), Cell::Hidden));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn whoever_reads_children_and_records_opens_no_hidden_cell_alone_in_one_or_not(
        children in prop::array::uniform4(0u64..6),
        more in prop::array::uniform4(prop::sample::select(vec![0u64, 0, 0, 1, 1, 2])),
        policy in some_policy(),
    ) {
        let both = Both::of_four(children, more);
        let policy = Policy { years: (2022, 2022), pools: vec![(2022, 2022)], ..policy };
        let protected = both.protected(&policy, &within());
        prop_assert!(protected.withheld.is_empty());
        prop_assert_eq!(both.opened(&protected.tables, &policy, None), 0);
        for kind in 0..both.kinds.len() {
            prop_assert_eq!(both.opened(&protected.tables, &policy, Some(kind)), 0, "of kind {}", kind);
        }
        let outsider = Policy { alone: Alone::Ignore, ..policy };
        let protected = both.protected(&outsider, &within());
        prop_assert_eq!(both.opened(&protected.tables, &outsider, None), 0);
    }
}
