//! A model for columns never seen: what each holds, and rules that find most pairs within a budget.

use std::collections::HashMap;

use super::blocking::{Key, key_values};
use super::chance::possible;
use super::detect::{detect, profile};
use super::error::LinkageError;
use super::field::{Field, Records, fields, opening};
use super::form::Form;
use super::kind::Kind;
use super::model::{Block, COMPARISONS_MAX, Comparison, KEYS_MAX, Model, Settings};
use super::table::{Chance, Source, turned};

/// Pairs for each record, at the least and beyond, that suggested rules may make.
const PAIRS_PER_RECORD: f64 = 8.0;
const PAIRS_AT_LEAST: f64 = 2_500_000.0;
/// Below this many possible pairs every pair is compared.
const ALL_PAIRS_UP_TO: f64 = 600_000.0;
/// Records looked at to tell how many pairs a rule makes.
const LOOKED_AT: usize = 20_000;
/// Imagined pairs of one person, to tell what a rule adds.
const IMAGINED: usize = 20_000;
const RULES_SUGGESTED: usize = 12;

/// Suggests a model for these sources: comparisons by kind of column, blocking rules within a budget of pairs.
///
/// # Errors
/// When no column can be told apart, or the sources have no such columns in common.
pub fn suggest(sources: &[Source]) -> Result<Model, LinkageError> {
    Ok(suggested(sources)?.0)
}

/// A model for these sources, and their records and comparisons made ready for it.
pub(crate) fn suggested(sources: &[Source]) -> Result<(Model, Records, Vec<Field>), LinkageError> {
    let comparisons = comparisons(sources);
    if comparisons.iter().all(|comparison| comparison.kind == Kind::Pseudonym) {
        return Err(LinkageError::NothingToSuggest);
    }
    let mut model = Model { settings: Settings::default(), comparisons, blocks: Vec::new() };
    let records = Records::new(sources);
    let fields = fields(sources, &records, &model)?;
    let across = sources.len() > 1;
    model.blocks = if possible(&records, across) <= ALL_PAIRS_UP_TO {
        vec![Block { on: Vec::new() }]
    } else {
        Search::new(&records, &fields, across).rules()
    };
    Ok((model, records, fields))
}

fn comparisons(sources: &[Source]) -> Vec<Comparison> {
    let Some(first) = sources.first() else { return Vec::new() };
    let mut found: Vec<Comparison> = Vec::new();
    let mut kinds: Vec<HashMap<usize, Kind>> = sources.iter().map(kinds).collect();
    let own = kinds.remove(0);
    for (place, name) in first.header().iter().enumerate() {
        let Some(kind) = own.get(&place).copied() else { continue };
        // The second source's column of the same name, else its only column of this kind.
        let counterpart = |(source, kinds): (&Source, &HashMap<usize, Kind>)| {
            let named = source.place(name);
            let same: Vec<usize> = (0..source.header().len()).filter(|place| kinds.get(place) == Some(&kind)).collect();
            named.or(if same.len() == 1 { same.first().copied() } else { None }).map(|place| source.header()[place].clone())
        };
        let others: Option<Vec<String>> = sources[1..].iter().zip(&kinds).map(counterpart).collect();
        let Some(others) = others else { continue };
        let other = others.into_iter().next().filter(|other| other != name);
        found.push(Comparison { name: name.clone(), columns: vec![name.clone()], columns_b: other.map(|other| vec![other]), kind });
    }
    join_dates(&mut found);
    drop_least(found)
}

fn kinds(source: &Source) -> HashMap<usize, Kind> {
    let kind = |place: usize| {
        let column = &source.columns[place];
        let says: Vec<bool> = column.values.iter().map(super::text::holds).collect();
        let mut sorted: Vec<(u64, &str)> =
            column.values.iter().zip(&says).filter(|(_, says)| **says).map(|(value, _)| (opening(value), value)).collect();
        sorted.sort_unstable();
        let filled = column.codes.iter().filter(|code| says[**code as usize]).count();
        let share = filled as f64 / source.len().max(1) as f64;
        let detected = detect(&source.header()[place], &profile(sorted.iter().map(|(_, value)| *value), share, filled))?;
        Some((place, detected))
    };
    (0..source.header().len()).filter_map(kind).collect()
}

/// Year, month and day in columns of their own become one date.
fn join_dates(found: &mut Vec<Comparison>) {
    let year = found.iter().position(|comparison| comparison.kind == Kind::Year);
    let is = |comparison: &Comparison, words: &[&str]| {
        let plain: String = comparison.name.to_lowercase().chars().filter(|character| character.is_alphanumeric()).collect();
        words.contains(&plain.as_str())
    };
    let month =
        found.iter().position(|comparison| is(comparison, &["bm", "birthmonth", "month", "geboortemaand", "maand", "monthofbirth", "mob"]));
    let day = found.iter().position(|comparison| is(comparison, &["bd", "birthday", "day", "geboortedag", "dag", "dayofbirth", "dayob"]));
    let (Some(year), Some(month)) = (year, month) else { return };
    let parts: Vec<usize> = [year, month].into_iter().chain(day).collect();
    let gather = |of: &dyn Fn(&Comparison) -> String| parts.iter().map(|part| of(&found[*part])).collect::<Vec<_>>();
    let columns = gather(&|comparison| comparison.columns[0].clone());
    let columns_b = parts.iter().any(|part| found[*part].columns_b.is_some()).then(|| gather(&|comparison| comparison.of(1)[0].clone()));
    let date = Comparison { name: "birth_date".to_owned(), columns, columns_b, kind: Kind::Date };
    let mut place = 0;
    found.retain(|_| {
        place += 1;
        !parts.contains(&(place - 1))
    });
    found.push(date);
}

/// Keeps what fits in a pattern: the kinds that say most first.
fn drop_least(mut found: Vec<Comparison>) -> Vec<Comparison> {
    let size = |comparison: &Comparison| match comparison.kind {
        Kind::FullName => 2,
        Kind::Pseudonym => 0,
        _ => 1,
    };
    let worth = |kind: Kind| Kind::ALL.iter().position(|own| *own == kind).unwrap_or(0);
    while found.iter().map(size).sum::<usize>() > COMPARISONS_MAX {
        let least = (0..found.len()).filter(|place| size(&found[*place]) > 0).max_by_key(|place| (worth(found[*place].kind), *place));
        match least {
            Some(least) => drop(found.remove(least)),
            None => break,
        }
    }
    found
}

/// How often both records of one person agree on a key, as a first guess.
fn agreement(kind: Kind, form: Form) -> f64 {
    match (kind, form) {
        (Kind::GivenName, Form::Value) => 0.80,
        (Kind::GivenName, Form::Sound) => 0.88,
        (Kind::GivenName, _) => 0.95,
        (Kind::Surname, Form::Value) => 0.80,
        (Kind::Surname, _) => 0.88,
        (Kind::Date, Form::Value) => 0.87,
        (Kind::Date, _) => 0.93,
        (Kind::Postcode, Form::Value) => 0.75,
        (Kind::Postcode, _) => 0.82,
        (Kind::Sex, _) => 0.97,
        (Kind::Year, _) => 0.93,
        (Kind::Category, _) => 0.9,
        (Kind::Number, _) => 0.85,
        (Kind::FullName | Kind::HouseNumber | Kind::Street | Kind::City | Kind::Email | Kind::Phone | Kind::Token, _) => 0.75,
        (Kind::Text | Kind::Exact | Kind::JaroWinkler | Kind::DamerauLevenshtein | Kind::Dice, _) => 0.75,
        (Kind::NumericDistance | Kind::DateDistance | Kind::Pseudonym, _) => 0.75,
    }
}

/// One of the keys that rules can be made of.
struct Candidate {
    key: Key,
    /// For each of the records looked at the code of the key, 0 where it says nothing.
    codes: Vec<u32>,
    /// Share of pairs of strangers that agree, as if values were drawn at random.
    chance: f64,
}

/// The search for rules.
struct Search<'a> {
    fields: &'a [Field],
    records: f64,
    pairs: f64,
    looked_at: usize,
    candidates: Vec<Candidate>,
    /// Sets of keys on which both records of an imagined pair of one person agree, and how many pairs do.
    imagined: Vec<(u64, usize)>,
}

impl<'a> Search<'a> {
    fn new(records: &Records, fields: &'a [Field], across: bool) -> Search<'a> {
        let mut chance = Chance(7);
        let count = records.len();
        let mut looked_at: Vec<u32> =
            if count <= LOOKED_AT { (0..count as u32).collect() } else { (0..LOOKED_AT).map(|_| chance.below(count) as u32).collect() };
        looked_at.sort_unstable();
        looked_at.dedup();
        let mut candidates = Vec::new();
        for (place, field) in fields.iter().enumerate().filter(|(_, field)| !matches!(field.kind, Kind::Text | Kind::Sex | Kind::Category))
        {
            for form in Form::of(field.kind) {
                let key = Key { field: place, form: *form };
                let of_value = key_values(key, field);
                let codes = looked_at.iter().map(|record| of_value[field.codes[*record as usize] as usize]).collect();
                candidates.push(Candidate { key, codes, chance: chance_of(&of_value, &field.counts, count) });
            }
        }
        let imagined = imagine(fields, &candidates, &mut chance);
        let (records, pairs) = (count as f64, possible(records, across));
        Search { fields, records, pairs, looked_at: looked_at.len(), candidates, imagined }
    }

    /// Adds the rule that finds most imagined pairs for the pairs it makes, until the budget is spent.
    fn rules(&self) -> Vec<Block> {
        let budget = (PAIRS_PER_RECORD * self.records).max(PAIRS_AT_LEAST);
        let mut open = self.costs();
        open.retain(|(_, cost)| *cost <= budget / 2.0);
        let mut left = self.imagined.clone();
        let (mut spent, mut used) = (0.0, 0u64);
        let mut chosen: Vec<(u64, f64)> = Vec::new();
        while chosen.len() < RULES_SUGGESTED {
            let worth = |(keys, cost): &(u64, f64)| {
                let gain: usize = left.iter().filter(|(bits, _)| *keys & !bits == 0).map(|(_, pairs)| pairs).sum();
                (gain as f64 / (cost + 0.1 * budget), gain)
            };
            let fits = |(keys, cost): &&(u64, f64)| spent + cost <= budget && (used | keys).count_ones() as usize <= KEYS_MAX;
            let best =
                open.iter().filter(fits).map(|rule| (worth(rule), rule)).max_by(|x, y| x.0.0.total_cmp(&y.0.0).then(y.1.0.cmp(&x.1.0)));
            let Some(((_, gain), (keys, cost))) = &best else { break };
            if *gain * 4000 < IMAGINED {
                break;
            }
            // A wider rule takes the place of narrower ones.
            let narrower = |own: &(u64, f64)| own.0 & keys == *keys;
            spent += cost - chosen.iter().filter(|own| narrower(own)).map(|own| own.1).sum::<f64>();
            chosen.retain(|own| !narrower(own));
            chosen.push((*keys, *cost));
            used = chosen.iter().fold(0, |used, own| used | own.0);
            left.retain(|(bits, _)| keys & !bits != 0);
        }
        if chosen.is_empty() {
            chosen.extend(self.cheapest().map(|keys| (keys, 0.0)));
        }
        chosen.into_iter().map(|(keys, _)| self.block(keys)).collect()
    }

    /// One, two or three keys of different comparisons.
    fn combinations(&self) -> Vec<u64> {
        let count = self.candidates.len().min(60);
        let apart = |x: usize, y: usize| self.candidates[x].key.field != self.candidates[y].key.field;
        let mut found = Vec::new();
        for x in 0..count {
            found.push(1 << x);
            for y in (x + 1..count).filter(|y| apart(x, *y)) {
                found.push(1 << x | 1 << y);
                found.extend((y + 1..count).filter(|z| apart(x, *z) && apart(y, *z)).map(|z| 1u64 << x | 1 << y | 1 << z));
            }
        }
        found
    }

    fn used(&self, keys: u64) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().enumerate().filter(move |(place, _)| keys & (1 << place) != 0).map(|(_, candidate)| candidate)
    }

    /// Every combination of keys and the pairs it makes.
    fn costs(&self) -> Vec<(u64, f64)> {
        let mut tally = Tally::new();
        self.combinations().into_iter().map(|keys| (keys, self.cost(keys, &mut tally))).collect()
    }

    /// Pairs a rule makes: as if its keys were independent, or as many as a sample of records says.
    fn cost(&self, keys: u64, tally: &mut Tally) -> f64 {
        let independent = self.pairs * self.used(keys).map(|candidate| candidate.chance).product::<f64>();
        if independent > PAIRS_PER_RECORD * self.records * 4.0 && independent > PAIRS_AT_LEAST {
            return independent;
        }
        let used: Vec<&[u32]> = self.used(keys).map(|candidate| candidate.codes.as_slice()).collect();
        tally.clear();
        let mut made = 0u64;
        for place in 0..self.looked_at {
            if used.iter().all(|codes| codes[place] != 0) {
                let mixed = used.iter().fold(1, |mixed, codes| turned(mixed ^ u64::from(codes[place])).wrapping_mul(3));
                made += u64::from(tally.count(mixed));
            }
        }
        let (made, sampled) = (made as f64, self.looked_at as f64);
        // Records of one person are few for each record, however large the sample: they do not grow with its square.
        let scale = self.pairs / (sampled * (sampled - 1.0) / 2.0).max(1.0);
        let dependent = if made > 0.002 * sampled { made * scale } else { 0.0 };
        independent.max(if sampled < self.records { dependent.min(independent * 1000.0) } else { made })
    }

    fn cheapest(&self) -> Option<u64> {
        let costs = self.costs().into_iter();
        costs.min_by(|x, y| x.1.total_cmp(&y.1).then(x.0.cmp(&y.0))).map(|(keys, _)| keys)
    }

    fn block(&self, keys: u64) -> Block {
        let name = |candidate: &Candidate| {
            let field = &self.fields[candidate.key.field];
            match candidate.key.form {
                Form::Value => field.name.clone(),
                form => format!("{}:{}", field.name, form.name()),
            }
        };
        Block { on: self.used(keys).map(name).collect() }
    }
}

/// Counts how often numbers were seen, a few tens of thousands of them, again and again without being emptied.
struct Tally {
    /// Number, how often it was seen, and in which round.
    slots: Vec<(u64, u32, u32)>,
    round: u32,
}

impl Tally {
    const SLOTS: usize = 2 * LOOKED_AT.next_power_of_two();

    fn new() -> Tally {
        Tally { slots: vec![(0, 0, 0); Tally::SLOTS], round: 0 }
    }

    fn clear(&mut self) {
        self.round += 1;
    }

    /// How often this number was seen before; numbers are spread evenly.
    fn count(&mut self, number: u64) -> u32 {
        let mut place = number as usize % Tally::SLOTS;
        while self.slots[place].2 == self.round && self.slots[place].0 != number {
            place = (place + 1) % Tally::SLOTS;
        }
        let slot = &mut self.slots[place];
        if slot.2 != self.round {
            *slot = (number, 0, self.round);
        }
        slot.1 += 1;
        slot.1 - 1
    }
}

/// Share of pairs of records that have the same code, out of the code and number of records of each value.
fn chance_of(of_value: &[u32], counts: &[u32], records: usize) -> f64 {
    let mut sorted: Vec<(u32, u32)> =
        of_value.iter().zip(counts).filter(|(code, _)| **code != 0).map(|(code, count)| (*code, *count)).collect();
    sorted.sort_unstable();
    let same = |own: &[(u32, u32)]| {
        let count = own.iter().map(|(_, count)| f64::from(*count)).sum::<f64>();
        count * (count - 1.0)
    };
    let records = records as f64;
    sorted.chunk_by(|x, y| x.0 == y.0).map(same).sum::<f64>() / (records * (records - 1.0)).max(1.0)
}

/// Draws pairs of one person: a move changes every part of the address, other keys fail on their own, finer forms with
/// the coarser ones.
fn imagine(fields: &[Field], candidates: &[Candidate], chance: &mut Chance) -> Vec<(u64, usize)> {
    let filled: Vec<f64> = fields.iter().map(|field| field.filled() as f64 / field.codes.len().max(1) as f64).collect();
    let mut drawn: Vec<u64> = (0..IMAGINED)
        .map(|_| {
            let moved = chance.share() < 0.12;
            let own: Vec<(bool, f64)> = fields
                .iter()
                .zip(&filled)
                .map(|(field, filled)| (chance.share() < filled * filled && !(moved && field.kind.is_place()), chance.share()))
                .collect();
            let mut bits = 0;
            for (place, candidate) in candidates.iter().enumerate() {
                let kind = fields[candidate.key.field].kind;
                let (said, luck) = own[candidate.key.field];
                // Year fails where the day does not, so month and day read the luck from the other end.
                let luck = if candidate.key.form == Form::MonthDay {
                    if luck > 0.94 {
                        luck - 0.08
                    } else if luck > 0.87 {
                        1.0
                    } else {
                        luck
                    }
                } else {
                    luck
                };
                let agrees = said && luck < agreement(kind, candidate.key.form);
                bits |= u64::from(agrees) << place;
            }
            bits
        })
        .collect();
    drawn.sort_unstable();
    drawn.chunk_by(|x, y| x == y).map(|same| (same[0], same.len())).collect()
}
