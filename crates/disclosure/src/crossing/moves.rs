//! Circuits of the simplest kind, in any number of dimensions: move one person per dimension from one code to another, or
//! add one, and let the signs of all combinations multiply.
//!
//! Such a circuit always exists (add a person: everything that counts them changes), so no table is beyond protection. The search
//! looks at the rays first, the cells that differ from the one asked about in one dimension only: a way
//! costs at least the sum of its rays.

use super::Crossing;
use super::circuit::Circuit;
use super::price::Prices;

/// Most options per dimension, cheapest rays first.
const MOST_OPTIONS: usize = 64;
/// Most pairs of leaves looked at per dimension.
const MOST_PAIRS: usize = 6000;

/// Most persons looked at for an addition.
const MOST_PERSONS: usize = 100_000;

/// One thing to do in one dimension: how far its cells lie from the one asked about, with their signs; the cell itself is
/// not among them.
struct Choice {
    others: Vec<(isize, i64)>,
    ray: u64,
}

/// The cheapest product of moves through a cell, and its price, if that is below `limit`.
pub(super) fn cheapest(crossing: &Crossing, cell: usize, prices: &Prices, limit: u64) -> Option<(u64, Circuit)> {
    let own = prices.of(cell, 1)?;
    let mut choices: Vec<Vec<Choice>> =
        (0..crossing.dimensions().len()).map(|dimension| choices(crossing, cell, dimension, prices, limit)).collect();
    // Dimensions of other tables last: there the first choice is often free.
    choices.sort_by_key(|list| list.first().is_some_and(|choice| choice.ray == 0));
    let mut least = vec![0; choices.len() + 1];
    for (place, list) in choices.iter().enumerate().rev() {
        least[place] = least[place + 1] + list.first()?.ray;
    }
    let mut search = Search { prices, choices: &choices, least, best: limit, found: None };
    search.deepen(0, &[(cell, 1)], own);
    Some((search.best, Circuit::new(search.found?)))
}

/// The cheapest way to add one person to a cell: everything that counts them changes.
pub(super) fn addition(crossing: &Crossing, cell: usize, prices: &Prices) -> Option<Circuit> {
    prices.of(cell, 1)?;
    let dimensions = crossing.dimensions();
    let mut persons = vec![Vec::new()];
    for (place, dimension) in dimensions.iter().enumerate() {
        let leaves = dimension.leaves(crossing.code(cell, place));
        persons = persons
            .iter()
            .flat_map(|codes: &Vec<usize>| leaves.iter().map(move |leaf| codes.iter().copied().chain([*leaf]).collect()))
            .take(MOST_PERSONS)
            .collect();
    }
    let priced = persons.iter().filter_map(|codes| {
        let mut counted = vec![0];
        for (place, code) in codes.iter().enumerate() {
            let stride = crossing.stride(place);
            let above = dimensions[place].above(*code);
            counted = counted.iter().flat_map(|cell| above.iter().map(move |code| cell + code * stride)).collect::<Vec<usize>>();
        }
        let cost = counted.iter().map(|cell| prices.of(*cell, 1)).sum::<Option<u64>>()?;
        Some((cost, counted))
    });
    let (_, counted) = priced.min_by_key(|(cost, _)| *cost)?;
    Some(Circuit::new(counted.into_iter().map(|cell| (cell, 1)).collect()))
}

struct Search<'a> {
    prices: &'a Prices<'a>,
    choices: &'a [Vec<Choice>],
    /// Least that the rays of the dimensions from here on cost.
    least: Vec<u64>,
    best: u64,
    found: Option<Vec<(usize, i64)>>,
}

impl Search<'_> {
    /// Multiplies the product so far, which costs `cost`, with every choice of the next dimension.
    fn deepen(&mut self, place: usize, product: &[(usize, i64)], cost: u64) {
        let Some(choices) = self.choices.get(place) else {
            self.best = cost;
            self.found = Some(product.to_vec());
            return;
        };
        let mut longer = Vec::with_capacity(product.len() * 4);
        for choice in choices {
            let after = self.least[place + 1];
            if cost + choice.ray + after >= self.best {
                return;
            }
            longer.clear();
            longer.extend_from_slice(product);
            if let Some(cost) = self.multiplied(product, choice, cost, after, &mut longer) {
                self.deepen(place + 1, &longer, cost);
            }
        }
    }

    fn multiplied(
        &self,
        product: &[(usize, i64)],
        choice: &Choice,
        mut cost: u64,
        after: u64,
        longer: &mut Vec<(usize, i64)>,
    ) -> Option<u64> {
        for (offset, sign) in &choice.others {
            for (cell, change) in product {
                let other = cell.wrapping_add_signed(*offset);
                cost += self.prices.of(other, change * sign)?;
                longer.push((other, change * sign));
            }
            if cost + after >= self.best {
                return None;
            }
        }
        Some(cost)
    }
}

/// What can be done in one dimension, cheapest ray first.
fn choices(crossing: &Crossing, cell: usize, dimension: usize, prices: &Prices, limit: u64) -> Vec<Choice> {
    let levels = &crossing.dimensions()[dimension];
    let own = crossing.code(cell, dimension);
    let stride = crossing.stride(dimension);
    let first = cell - own * stride;
    let at = |code: usize| first + code * stride;
    let mut found = Cheapest { choices: Vec::new(), limit };
    let mut others: Vec<(isize, i64)> = Vec::new();
    let mut weigh = |codes: &mut dyn Iterator<Item = (usize, i64)>| {
        others.clear();
        let mut ray = 0;
        for (code, sign) in codes.filter(|(code, _)| *code != own) {
            let Some(price) = prices.of(at(code), sign) else { return };
            ray += price;
            if ray >= found.limit {
                return;
            }
            others.push(((code as isize - own as isize) * stride as isize, sign));
        }
        found.push(ray, &others);
    };
    let near = levels.parents(own).first().map_or(&[][..], |parent| levels.leaves(*parent));
    let far = levels.leaves(0);
    let mut left = MOST_PAIRS;
    for inside in levels.leaves(own).iter().take(MOST_PAIRS / 4) {
        let above = levels.above(*inside);
        if *inside != own && prices.of(at(*inside), 1).is_none() {
            continue;
        }
        weigh(&mut above.iter().map(|code| (*code, 1)));
        for outside in near.iter().chain(far) {
            if left == 0 || prices.of(at(*outside), -1).is_none() || levels.above(*outside).contains(&own) {
                continue;
            }
            left -= 1;
            let below = levels.above(*outside);
            let gained = above.iter().filter(|code| !below.contains(code)).map(|code| (*code, 1));
            let lost = below.iter().filter(|code| !above.contains(code)).map(|code| (*code, -1));
            weigh(&mut gained.chain(lost));
        }
    }
    found.sift();
    found.choices
}

/// The cheapest choices so far.
struct Cheapest {
    choices: Vec<Choice>,
    /// What costs as much is not looked at: the last of as many as are kept costs no more.
    limit: u64,
}

impl Cheapest {
    fn push(&mut self, ray: u64, others: &[(isize, i64)]) {
        if ray < self.limit {
            self.choices.push(Choice { others: others.to_vec(), ray });
        }
        if self.choices.len() >= 4 * MOST_OPTIONS {
            self.sift();
        }
    }

    /// Keeps as many as are looked at, each once, cheapest ray first.
    fn sift(&mut self) {
        self.choices.sort_by_key(|choice| choice.ray);
        self.choices.dedup_by(|later, kept| later.ray == kept.ray && later.others == kept.others);
        self.choices.truncate(MOST_OPTIONS);
        if let Some(last) = self.choices.get(MOST_OPTIONS - 1) {
            self.limit = self.limit.min(last.ray);
        }
    }
}
