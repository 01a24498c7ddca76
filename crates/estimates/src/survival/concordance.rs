//! How often the one with the higher risk has the event first: Harrell's concordance (1982).

use super::Subject;
use super::timeline::{Classes, Timeline};

/// Pairs of subjects whose order is known, by whether the risks had it right.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Pairs {
    right: f64,
    wrong: f64,
    tied: f64,
}

/// Log hazards this near are the same: a coefficient of 0 comes out as a few times 1e-17, of either sign.
const ROUNDING: f64 = 1e-12;

/// The share of pairs whose order the risks have right, a tie in risk counting half; within strata. A pair counts where one
/// has the event while the other is at risk and stays past that time, or is censored at it. `None` without such pairs.
pub(super) fn concordance(subjects: &[Subject<'_>], timeline: &Timeline, risks: &[f64]) -> Option<f64> {
    let strata = Classes::of(subjects.iter().map(|subject| subject.stratum));
    let mut levels: Vec<f64> = risks.to_vec();
    levels.sort_unstable_by(f64::total_cmp);
    levels.dedup_by(|next, kept| *next - *kept <= ROUNDING);
    let ranks: Vec<usize> = risks.iter().map(|risk| levels.partition_point(|level| level <= risk).saturating_sub(1)).collect();
    let mut pairs = Pairs::default();
    for members in timeline.members(&strata.of, strata.len()) {
        add_stratum(&mut pairs, subjects, timeline, (&ranks, levels.len()), &members);
    }
    let all = pairs.right + pairs.wrong + pairs.tied;
    (all > 0.0).then(|| (pairs.right + pairs.tied / 2.0) / all)
}

fn add_stratum(pairs: &mut Pairs, subjects: &[Subject<'_>], timeline: &Timeline, (ranks, levels): (&[usize], usize), members: &[u32]) {
    let by_entry = timeline.by_entry(members);
    let mut later = by_entry.len();
    let mut present = Ranked::new(levels);
    let same = |one: &u32, next: &u32| timeline.through(*one as usize) == timeline.through(*next as usize);
    let mut ends: Vec<&[u32]> = members.chunk_by(same).collect();
    ends.reverse();
    for leaving in ends {
        let mark = timeline.through(leaving[0] as usize);
        while later > 0 && timeline.from(by_entry[later - 1] as usize) > mark {
            later -= 1;
            let row = by_entry[later] as usize;
            present.add(ranks[row], -(subjects[row].count as f64));
        }
        let censored = |row: &&u32| subjects[**row as usize].status == 0;
        for row in leaving.iter().filter(censored).map(|row| *row as usize) {
            present.add(ranks[row], subjects[row].count as f64);
        }
        let events = || leaving.iter().filter(|row| !censored(row)).map(|row| *row as usize);
        for row in events() {
            let count = subjects[row].count as f64;
            let (below, through) = (present.below(ranks[row]), present.below(ranks[row] + 1));
            pairs.right += count * below;
            pairs.tied += count * (through - below);
            pairs.wrong += count * (present.total - through);
        }
        events().for_each(|row| present.add(ranks[row], subjects[row].count as f64));
    }
}

/// Counts by rank, as a binary indexed tree: adding and summing take log n.
struct Ranked {
    cells: Vec<f64>,
    total: f64,
}

impl Ranked {
    fn new(levels: usize) -> Ranked {
        Ranked { cells: vec![0.0; levels + 1], total: 0.0 }
    }

    fn add(&mut self, rank: usize, count: f64) {
        self.total += count;
        let mut place = rank + 1;
        while place < self.cells.len() {
            self.cells[place] += count;
            place += place & place.wrapping_neg();
        }
    }

    /// The counts of all ranks below this one.
    fn below(&self, rank: usize) -> f64 {
        let mut place = rank.min(self.cells.len() - 1);
        let mut sum = 0.0;
        while place > 0 {
            sum += self.cells[place];
            place -= place & place.wrapping_neg();
        }
        sum
    }
}
