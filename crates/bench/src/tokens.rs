//! What linkage tokens recover: a made country twice, with every number right and with numbers missing and mistyped. Who each record
//! is about is known from the first.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use domain::{Atlas, EventKind};
use identity::{NeverLink, PseudonymKey};
use intake::{DeliveryName, Postcodes};
use linkage::{Linker, Links, Wanted, is_tried};
use person::{LinkageTokens, PersonKey, Pseudonyms, Purpose, Record, RecordKey};
use synthetic::{Config, Country, Faults, Memory};

use crate::pipeline::text;
use crate::survival::cpu_seconds;

/// Words of the kinds of delivery that give names.
const NAMED: [&str; 4] = ["board", "veilig-thuis", "corv", "ijw"];
/// What goes wrong in the second country.
const MISTAKES: &str = "bsn-unknown,bsn-typo,name-typo,swapped-birth-date,old-postcode,missing-postcode";

/// A record as the hub sees it.
struct Seen {
    /// Place of its kind of delivery.
    kind: u8,
    record: RecordKey,
    pseudonyms: Pseudonyms,
    tokens: LinkageTokens,
}

/// By what records without a number are linked.
#[derive(Clone, Copy)]
enum By {
    Numbers,
    Fallback,
    Tokens,
}

/// What became of the records without a number.
#[derive(Default, Debug)]
struct Found {
    /// To the child they are about.
    right: u64,
    /// To another child that has a number.
    wrong: u64,
    /// To nobody with a number, though their child has one.
    apart: u64,
    /// Children without a number that were taken for one, or with another's number.
    merged: usize,
}

/// Makes both countries and prints what each way of linking finds of the records without a number.
///
/// # Errors
/// When a file of a country cannot be read back.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
pub fn run(scale: f64, years: (i16, i16)) -> Result<()> {
    let right = seen(Config { scale, years, seed: 1, faults: Faults::none() })?;
    let truth: BTreeMap<RecordKey, PersonKey> = right.iter().filter_map(|one| Some((one.record, one.pseudonyms.number?))).collect();
    drop(right);
    let all = seen(Config { scale, years, seed: 1, faults: MISTAKES.parse()? })?;
    println!("by\trecords\twithout a number\tright\tapart\twrong\tmerged\tCPU s");
    for (by, word) in [(By::Numbers, "numbers"), (By::Fallback, "fallback too"), (By::Tokens, "tokens too")] {
        let begun = cpu_seconds();
        let (found, links) = compared(&all, by, &truth);
        let cpu = cpu_seconds() - begun;
        let Found { right, apart, wrong, merged } = found;
        println!("{word}\t{}\t{}\t{right}\t{apart}\t{wrong}\t{merged}\t{cpu:.2}", all.len(), right + apart + wrong);
        println!("\t{:?}", links.summary());
        print_trials(&all, &links, &truth);
    }
    Ok(())
}

/// Prints beside what became of records without a number what the trials say of them, for each kind of delivery.
#[expect(clippy::print_stdout, reason = "the figures are the result")]
fn print_trials(all: &[Seen], links: &Links, truth: &BTreeMap<RecordKey, PersonKey>) {
    let share = |(part, of): (u64, u64)| format!("{part}/{of} = {:.3}", part as f64 / of.max(1) as f64);
    for (kind, trial) in links.trials().iter().enumerate() {
        let (found, right) = really(all, kind as u8, links, truth);
        let (word, recall, precision) = (NAMED[kind], share(trial.recall()), share(trial.precision()));
        println!("\t{word}: found {} (by trial {recall}), right {} (by trial {precision})", share(found), share(right));
    }
}

/// Of the records of a kind that lack a number and whose child stands elsewhere with one: found, of all. Of those linked to a number:
/// right, of all.
fn really(all: &[Seen], kind: u8, links: &Links, truth: &BTreeMap<RecordKey, PersonKey>) -> ((u64, u64), (u64, u64)) {
    let known: BTreeSet<PersonKey> = all.iter().filter_map(|one| one.pseudonyms.number).collect();
    let (mut found, mut right) = ((0, 0), (0, 0));
    for one in all.iter().filter(|one| one.kind == kind && one.pseudonyms.number.is_none()) {
        let Some(child) = truth.get(&one.record) else { continue };
        let person = links.person(&one.pseudonyms, &one.tokens);
        let is_right = person == Some(*child);
        let linked = person.is_some_and(|person| known.contains(&person));
        if known.contains(child) {
            found = (found.0 + u64::from(is_right), found.1 + 1);
        }
        right = (right.0 + u64::from(linked && is_right), right.1 + u64::from(linked));
    }
    (found, right)
}

/// Every record of a country that names somebody and tells an event of a child.
fn seen(config: Config) -> Result<Vec<Seen>> {
    let mut sink = Memory::default();
    Country::new(config)?.deliver(&mut sink, &mut |_| {})?;
    let postcodes = Postcodes::parse(&text(&sink, "reference/postcodes.csv")?)?;
    let (atlas, key) = (Atlas::netherlands(), PseudonymKey::from_bytes(&[7; 32])?);
    let mut all = Vec::new();
    for (name, bytes) in sink.files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("deliveries/")?, bytes.as_slice()))) {
        let name = DeliveryName::parse(name)?;
        if NAMED.contains(&name.kind().word()) {
            let context = intake::Context { atlas: &atlas, postcodes: Some(&postcodes) };
            // A file that breaks off is refused whole, as at the hub.
            let mut own = Vec::new();
            let kind = NAMED.iter().position(|word| *word == name.kind().word()).unwrap_or(0) as u8;
            if intake::read(&name, bytes, &context, &mut |record| own.extend(as_seen(&key, kind, &record))).is_ok() {
                all.append(&mut own);
            }
        }
    }
    Ok(all)
}

fn as_seen(key: &PseudonymKey, kind: u8, record: &Record) -> Option<Seen> {
    let event = record.events.iter().find(|event| event.kind != EventKind::AdviceGiven)?;
    let identity = record.identity.as_ref()?.open(Purpose::Pseudonymise);
    let pseudonyms = identity::pseudonyms(key, identity, &NeverLink::default());
    Some(Seen { kind, record: event.record, pseudonyms, tokens: identity::linkage_tokens(key, identity) })
}

/// Links in this way and holds every record without a number against the truth.
fn compared(all: &[Seen], by: By, truth: &BTreeMap<RecordKey, PersonKey>) -> (Found, Links) {
    let shown = |one: &Seen| match by {
        By::Numbers => (Pseudonyms { fallback: None, ..one.pseudonyms }, LinkageTokens::NONE),
        By::Fallback => (one.pseudonyms, LinkageTokens::NONE),
        By::Tokens => (one.pseudonyms, one.tokens),
    };
    let lost = || all.iter().filter(|one| one.pseudonyms.number.is_none());
    let asked = all.iter().filter(|one| one.pseudonyms.number.as_ref().is_none_or(is_tried));
    let wanted: BTreeSet<PersonKey> = asked.flat_map(|one| shown(one).1.known().map(|(_, token)| token).collect::<Vec<_>>()).collect();
    let mut linker = Linker::wanting(&wanted.into_iter().collect::<Wanted>());
    for one in all {
        let (pseudonyms, tokens) = shown(one);
        linker.observe_record(one.kind, one.record, &pseudonyms, &tokens);
    }
    let links = linker.finish();
    let known: BTreeSet<PersonKey> = all.iter().filter_map(|one| one.pseudonyms.number).collect();
    let mut found = Found::default();
    let mut children: BTreeMap<PersonKey, BTreeSet<PersonKey>> = BTreeMap::new();
    for (one, truth) in lost().filter_map(|one| Some((one, truth.get(&one.record)?))) {
        let (pseudonyms, tokens) = shown(one);
        let person = links.person(&pseudonyms, &tokens);
        match person {
            Some(person) if person == *truth => found.right += 1,
            Some(person) if known.contains(&person) => found.wrong += 1,
            Some(_) | None => found.apart += 1,
        }
        if let Some(person) = person {
            children.entry(person).or_default().insert(*truth);
        }
    }
    found.merged = children.values().filter(|children| children.len() > 1).count();
    (found, links)
}

#[cfg(test)]
mod tests {
    use linkage::Trial;

    use super::*;

    /// What the trials say of records without a number is what became of them, within the error of both samples and, for what trials
    /// cannot see (numbers that are mistyped), four hundredths.
    #[test]
    fn trials_tell_what_becomes_of_records_without_a_number() {
        let country = |faults: Faults| seen(Config { scale: 0.02, years: (2016, 2025), seed: 1, faults }).expect("a country");
        let truth = country(Faults::none()).iter().filter_map(|one| Some((one.record, one.pseudonyms.number?))).collect();
        let all = country(MISTAKES.parse().expect("faults"));
        let (_, links) = compared(&all, By::Tokens, &truth);
        let (mut told, mut real) = (Trial::default(), (0, 0));
        for (kind, trial) in links.trials().iter().enumerate() {
            let (found, _) = really(&all, kind as u8, &links, &truth);
            real = (real.0 + found.0, real.1 + found.1);
            told = Trial { right: told.right + trial.right, apart: told.apart + trial.apart, wrong: told.wrong + trial.wrong, ..told };
        }
        let share = |(part, of): (u64, u64)| part as f64 / of as f64;
        let error = |(part, of): (u64, u64)| (share((part, of)) * (1.0 - share((part, of))) / of as f64).sqrt();
        assert!(told.recall().1 >= 300 && real.1 >= 300, "{told:?} {real:?}");
        let apart = (share(told.recall()) - share(real)).abs();
        assert!(apart <= 3.0 * error(told.recall()).hypot(error(real)) + 0.04, "{told:?} {real:?}");
    }
}
