//! What holds for every linkage: known parameters come back, order and threads change nothing, hostile inputs are told or
//! worked through.

use std::collections::BTreeSet;

use linkage::{LinkageError, Linked, Model, Source, link, suggest};
use rand_free::Draw;

/// Chance for made data: a multiplicative counter, so that the tests need no library for it.
mod rand_free {
    pub struct Draw(pub u64);

    impl Draw {
        pub fn below(&mut self, bound: u64) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (bits ^ (bits >> 31)) % bound
        }
    }
}

fn source(name: &str, header: &[&str], rows: &[Vec<String>]) -> Source {
    let mut source = Source::new(name, header);
    rows.iter().for_each(|row| source.push(&row[0], row[1..].iter().map(String::as_str)));
    source.complete()
}

fn model(comparisons: &[(&str, &str)], blocks: &[&[&str]]) -> Model {
    let mut text = String::new();
    for (name, kind) in comparisons {
        text += &format!("[[comparison]]\nname = \"{name}\"\ncolumns = [\"{name}\"]\nkind = \"{kind}\"\n");
    }
    for block in blocks {
        text += &format!("[[block]]\non = {block:?}\n");
    }
    Model::parse(&text).expect("a model that can be read")
}

const NAMES: [&str; 12] = ["Noor", "Daan", "Emma", "Lucas", "Julia", "Sem", "Tess", "Milan", "Sophie", "Bram", "Yasmina", "Mohammed"];
const FAMILIES: [&str; 12] =
    ["de Jong", "Jansen", "de Vries", "van den Berg", "Bakker", "van Dijk", "Visser", "Smit", "Meijer", "de Boer", "Mulder", "El Amrani"];

/// Persons with some copies, one in six with an error in one field.
fn people(count: u64, seed: u64) -> Vec<Vec<String>> {
    let mut draw = Draw(seed);
    let mut rows = Vec::new();
    for person in 0..count {
        let family = format!("{}{}", FAMILIES[draw.below(12) as usize], ["", "ma", "sma", "stra"][draw.below(4) as usize]);
        let born = format!("{}-{:02}-{:02}", 1990 + draw.below(30), 1 + draw.below(12), 1 + draw.below(28));
        let row = vec![
            format!("p{person}"),
            NAMES[draw.below(12) as usize].to_owned(),
            family,
            born,
            format!("{}{}", 1000 + draw.below(400), ["AB", "CD", "EF"][draw.below(3) as usize]),
            (1 + draw.below(90)).to_string(),
        ];
        if draw.below(3) == 0 {
            let mut copy = row.clone();
            copy[0] = format!("p{person}-copy");
            match draw.below(6) {
                0 => copy[2].push('s'),
                1 => copy[4].clear(),
                2 => copy[1].truncate(3),
                _ => {}
            }
            rows.push(copy);
        }
        rows.push(row);
    }
    rows
}

const HEADER: [&str; 5] = ["first_name", "surname", "dob", "postcode", "house_number"];

fn told(linked: &Linked, sources: &[Source]) -> Vec<String> {
    let pair = |pair: &linkage::LinkedPair| {
        format!(
            "{:?} {:?} {:x} {:x}",
            linked.name(sources, pair.a),
            linked.name(sources, pair.b),
            pair.weight.to_bits(),
            pair.probability.to_bits()
        )
    };
    let cluster = |(record, cluster): (usize, &u32)| format!("{:?} {cluster}", linked.name(sources, record as u32));
    linked.pairs.iter().map(pair).chain(linked.clusters.iter().enumerate().map(cluster)).collect()
}

#[test]
fn known_parameters_come_back_within_monte_carlo_error() {
    // Six traits of 20 equally likely values; one person's two records differ in one of ten, each drawn anew.
    let (persons, error, values) = (500u64, 10u64, 20u64);
    let mut draw = Draw(3);
    let mut rows = Vec::new();
    for person in 0..persons {
        let own: Vec<u64> = (0..6).map(|_| draw.below(values)).collect();
        rows.push(std::iter::once(format!("{person}-a")).chain(own.iter().map(|value| format!("v{value}"))).collect());
        if person % 2 == 0 {
            let seen = own.iter().map(|value| if draw.below(error) == 0 { draw.below(values) } else { *value });
            rows.push(std::iter::once(format!("{person}-b")).chain(seen.map(|value| format!("v{value}"))).collect::<Vec<_>>());
        }
    }
    let traits = ["t1", "t2", "t3", "t4", "t5", "t6"];
    let comparisons: Vec<(&str, &str)> = traits.iter().map(|name| (*name, "category")).collect();
    let linked = link(&[source("a", &traits, &rows)], &model(&comparisons, &[&[]])).expect("links");
    let parameters = &linked.report.parameters;
    let (m, u) = (0.9 + 0.1 / values as f64, 1.0 / values as f64);
    for comparison in &parameters.comparisons {
        let equal = |of: &dyn Fn(&linkage::LevelReport) -> f64| -> f64 {
            comparison.levels.iter().filter(|level| level.level.starts_with("equal")).map(of).sum()
        };
        // 250 pairs: four standard errors of m, and the same again for pairs that cannot be told apart.
        assert!((equal(&|level| level.m) - m).abs() < 8.0 * (m * (1.0 - m) / 250.0f64).sqrt(), "m of {}", comparison.name);
        assert!((equal(&|level| level.u) - u).abs() < 0.003, "u of {}", comparison.name);
    }
    assert!((parameters.matches - 250.0).abs() < 25.0, "{} pairs instead of 250", parameters.matches);
    assert_eq!(linked.report.blocking.recall_estimated, 1.0);
}

#[test]
fn order_and_threads_change_no_byte() {
    let rows = people(700, 5);
    let mut turned = rows.clone();
    turned.reverse();
    turned.rotate_left(211);
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
    let run = |rows: &[Vec<String>], threads| {
        let sources = [source("a.csv", &HEADER, rows)];
        pool(threads).install(|| {
            let model = suggest(&sources).expect("suggests");
            let linked = link(&sources, &model).expect("links");
            (model, told(&linked, &sources), linked.report)
        })
    };
    let whole = run(&rows, 1);
    assert!(whole.1.len() > rows.len(), "there are pairs");
    assert!(run(&turned, 3) == whole);
}

#[test]
fn copies_are_found_and_strangers_are_not() {
    let sources = [source("a.csv", &HEADER, &people(700, 6))];
    let linked = link(&sources, &suggest(&sources).expect("suggests")).expect("links");
    let person = |record: u32| linked.name(&sources, record).1.trim_end_matches("-copy").to_owned();
    let sure: Vec<bool> = linked.pairs.iter().filter(|pair| pair.probability > 0.9).map(|pair| person(pair.a) == person(pair.b)).collect();
    let copies = sources[0].len() - 700;
    let right = sure.iter().filter(|right| **right).count();
    assert!(right * 100 >= copies * 97 && right * 100 >= sure.len() * 98, "{right} of {copies}, among {}", sure.len());
}

#[test]
fn twins_are_not_taken_for_duplicates_where_they_are_many_more() {
    let mut rows: Vec<Vec<String>> = people(6_000, 5).into_iter().filter(|row| !row[0].ends_with("-copy")).collect();
    let persons = rows.len();
    // Given names as many as there are: with a dozen, twins would often have the same.
    let ends = ["", "lina", "bert", "roos", "wijn", "dochter", "mar", "fons", "hilde", "gard", "zoe", "quirijn", "pim", "kato", "vero"];
    rows.iter_mut().enumerate().for_each(|(place, row)| row[1] += ends[place * 7 % ends.len()]);
    for place in 0..persons {
        let mut other = rows[place].clone();
        if place % 8 == 0 {
            other[0] += "-twin";
            other[1] = rows[(place * 31 + 17) % persons][1].clone();
            rows.push(other);
        } else if place % 50 == 1 {
            other[0] += "-again";
            rows.push(other);
        }
    }
    let sources = [source("a", &["first_name", "surname", "dob", "postcode", "house_number"], &rows)];
    let linked = link(&sources, &suggest(&sources).expect("columns that can be told apart")).expect("a model that fits");
    let id = |record: u32| linked.name(&sources, record).1.to_owned();
    let person = |record: u32| id(record).replace("-again", "");
    let sure: Vec<bool> =
        linked.pairs.iter().filter(|pair| pair.probability >= 0.95).map(|pair| person(pair.a) == person(pair.b)).collect();
    let right = sure.iter().filter(|same| **same).count();
    let twins = rows.iter().filter(|row| row[0].ends_with("-twin")).count();
    let again = rows.iter().filter(|row| row[0].ends_with("-again")).count();
    assert!(twins > 5 * again, "{twins} {again}");
    assert!(right * 10 >= sure.len() * 9 && right * 10 >= again * 8, "{right} of {} sure, {again} there", sure.len());
}

#[test]
fn two_sources_with_columns_of_other_names_are_linked_across_only() {
    let rows = people(600, 7);
    let (copies, firsts): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row[0].ends_with("copy"));
    let sources =
        [source("a.csv", &HEADER, &firsts), source("b.csv", &["voornaam", "achternaam", "geboortedatum", "pc6", "huisnummer"], &copies)];
    let model = suggest(&sources).expect("suggests");
    assert!(model.comparisons.iter().all(|comparison| comparison.columns_b.is_some()) && model.comparisons.len() == 5);
    let linked = link(&sources, &model).expect("links");
    assert!(linked.pairs.iter().all(|pair| linked.records[pair.a as usize].0 == 0 && linked.records[pair.b as usize].0 == 1));
    assert!(linked.report.clusters.one_per_source && linked.report.clusters.largest == 2);
    assert!(linked.pairs.iter().filter(|pair| pair.probability > 0.9).count() * 100 >= copies.len() * 95);
}

#[test]
fn different_known_pseudonyms_are_never_together() {
    let row = |id: &str, pseudonym: &str| -> Vec<String> {
        [id, "Noor", "de Vries", "2015-03-02", "1234AB", "5", pseudonym].iter().map(|text| (*text).to_owned()).collect()
    };
    let mut rows: Vec<Vec<String>> = people(300, 8).into_iter().map(|mut row| (row.push(String::new()), row).1).collect();
    rows.extend([row("x1", "K1"), row("x2", "K2"), row("x3", ""), row("x4", "K1"), row("x5", "")]);
    rows.push(["x6", "Otto", "Anders", "1960-01-09", "9999ZZ", "77", "K1"].iter().map(|text| (*text).to_owned()).collect());
    let header = ["first_name", "surname", "dob", "postcode", "house_number", "key"];
    let sources = [source("a.csv", &header, &rows)];
    let comparisons: Vec<(&str, &str)> = vec![
        ("first_name", "given-name"),
        ("surname", "surname"),
        ("dob", "date"),
        ("postcode", "postcode"),
        ("house_number", "house-number"),
        ("key", "pseudonym"),
    ];
    let linked = link(&sources, &model(&comparisons, &[&["surname", "dob"], &["first_name", "dob"]])).expect("links");
    let cluster = |id: &str| {
        (0..linked.clusters.len() as u32)
            .find(|record| linked.name(&sources, *record).1 == id)
            .map(|record| linked.clusters[record as usize])
    };
    assert_ne!(cluster("x1"), cluster("x2"));
    assert_eq!([cluster("x1"); 2], [cluster("x4"), cluster("x6")], "one pseudonym is one person, whatever the rest says");
    assert!(linked.report.clusters.refused_pseudonyms > 0);
}

#[test]
fn empty_and_all_missing_files_give_empty_results() {
    let none = [source("a.csv", &HEADER, &[])];
    assert_eq!(suggest(&none), Err(LinkageError::NothingToSuggest));
    let names = model(&[("surname", "surname"), ("dob", "date")], &[&["surname"], &["dob"]]);
    let linked = link(&none, &names).expect("nothing to link is no error");
    assert!(linked.pairs.is_empty() && linked.clusters.is_empty());
    for value in ["", "NA", "onbekend"] {
        let rows: Vec<Vec<String>> =
            (0..50).map(|id| std::iter::once(id.to_string()).chain((0..5).map(|_| value.to_owned())).collect()).collect();
        let missing = [source("a.csv", &HEADER, &rows)];
        assert_eq!(suggest(&missing), Err(LinkageError::NothingToSuggest));
        let linked = link(&missing, &names).expect("links");
        assert!(linked.pairs.is_empty());
        assert_eq!(linked.clusters, (0..50).collect::<Vec<u32>>());
    }
}

#[test]
fn a_column_that_is_all_missing_changes_nothing_else() {
    let rows: Vec<Vec<String>> = people(400, 9).into_iter().map(|mut row| (row.push(String::new()), row).1).collect();
    let with = [source("a.csv", &["first_name", "surname", "dob", "postcode", "house_number", "phone"], &rows)];
    let mut comparisons = vec![
        ("first_name", "given-name"),
        ("surname", "surname"),
        ("dob", "date"),
        ("postcode", "postcode"),
        ("house_number", "house-number"),
    ];
    let blocks: [&[&str]; 2] = [&["surname:sound", "dob:year"], &["first_name", "postcode"]];
    let found = |comparisons: &[(&str, &str)]| -> BTreeSet<(u32, u32)> {
        let linked = link(&with, &model(comparisons, &blocks)).expect("links");
        linked.pairs.iter().filter(|pair| pair.probability > 0.5).map(|pair| (pair.a, pair.b)).collect()
    };
    let without = found(&comparisons);
    comparisons.push(("phone", "phone"));
    assert!(!without.is_empty());
    assert_eq!(found(&comparisons), without);
}

#[test]
fn one_giant_block_is_made_finer_and_the_report_says_so() {
    // Everyone is called de Jong in one postcode.
    let rows: Vec<Vec<String>> = people(3000, 10)
        .into_iter()
        .map(|mut row| {
            row[2] = "de Jong".to_owned();
            row[4] = "1234AB".to_owned();
            row
        })
        .collect();
    let sources = [source("a.csv", &HEADER, &rows)];
    let comparisons =
        [("first_name", "given-name"), ("surname", "surname"), ("dob", "date"), ("postcode", "postcode"), ("house_number", "house-number")];
    let mut model = model(&comparisons, &[&["surname", "postcode"]]);
    model.settings.block_max = 100;
    let linked = link(&sources, &model).expect("links");
    let rule = &linked.report.blocking.rules[0].made;
    assert!(rule.largest_block > 3000 && rule.blocks_refined == 1);
    assert!(rule.made < rule.predicted / 20, "{} of {}", rule.made, rule.predicted);
    assert_eq!(rule.made + rule.pairs_left_out, rule.predicted);
    assert_eq!(linked.report.blocking.statements.len(), 1);
    assert!(linked.pairs.iter().filter(|pair| pair.probability > 0.5).count() > 500);

    // Nothing makes it finer: it is left out, in bounded memory.
    let same: Vec<Vec<String>> = (0..5000).map(|id| vec![id.to_string(), "Noor".into(), "de Jong".into()]).collect();
    let sources = [source("a.csv", &["first_name", "surname"], &same)];
    let mut model = self::model(&[("first_name", "given-name"), ("surname", "surname")], &[&["surname"]]);
    model.settings.block_max = 100;
    let linked = link(&sources, &model).expect("links");
    assert_eq!(linked.report.blocking.rules[0].made.blocks_left_out, 1);
    assert_eq!(linked.report.blocking.pairs_made, 0);
}

#[test]
fn names_in_other_scripts_are_compared_by_their_own_letters() {
    let families = ["Иванов", "王", "محمد", "Ελευθερίου", "김", "Смирнов", "李"];
    let rows: Vec<Vec<String>> = people(400, 11)
        .into_iter()
        .map(|mut row| {
            let place = row[2].len() + row[3].len() + row[5].len();
            row[2] = format!("{}{}", families[place % families.len()], families[(place / 2) % families.len()]);
            row
        })
        .collect();
    let mut rows = rows;
    rows.push(["z1", "Ольга", "Кузнецова", "2001-02-03", "1000AB", "3"].iter().map(|text| (*text).to_owned()).collect());
    rows.push(["z2", "ОЛЬГА", "Кузнецовa", "2001-02-03", "1000AB", "3"].iter().map(|text| (*text).to_owned()).collect());
    let sources = [source("a.csv", &HEADER, &rows)];
    let linked = link(&sources, &suggest(&sources).expect("suggests")).expect("links");
    let is = |record: u32, id: &str| linked.name(&sources, record).1 == id;
    let olga = linked.pairs.iter().find(|pair| is(pair.a, "z1") && is(pair.b, "z2")).expect("one Latin letter in a Cyrillic name");
    assert!(olga.probability > 0.95, "{}", olga.probability);
}

#[test]
fn keyed_tokens_link_the_records_they_were_made_of() {
    // What a holder of the key makes of names and dates: only equal or not can be seen of it.
    let token = |parts: &[&str]| {
        let hash = parts.concat().bytes().fold(0x5eed_u64, |hash, byte| Draw(hash ^ u64::from(byte)).below(u64::MAX));
        if parts.iter().any(|part| part.is_empty()) { String::new() } else { format!("{hash:016x}") }
    };
    let rows: Vec<Vec<String>> = people(700, 13)
        .into_iter()
        .map(|row| {
            let [id, first, last, born, postcode, _] = &row[..] else { unreachable!("six fields") };
            let initial = &first[..1];
            vec![
                id.clone(),
                token(&[last, born]),
                token(&[first, born]),
                token(&[initial, last]),
                token(&[postcode, born]),
                token(&[postcode, initial]),
            ]
        })
        .collect();
    let sources = [source("a.csv", &["token_1", "token_2", "token_3", "token_4", "token_5"], &rows)];
    let model = suggest(&sources).expect("suggests");
    assert!(model.comparisons.iter().all(|comparison| comparison.kind == linkage::Kind::Token) && model.comparisons.len() == 5);
    let linked = link(&sources, &model).expect("links");
    let person = |record: u32| linked.name(&sources, record).1.trim_end_matches("-copy").to_owned();
    let sure: Vec<bool> = linked.pairs.iter().filter(|pair| pair.probability > 0.9).map(|pair| person(pair.a) == person(pair.b)).collect();
    let (copies, right) = (rows.len() - 700, sure.iter().filter(|right| **right).count());
    assert!(right * 100 >= copies * 90 && right * 100 >= sure.len() * 98, "{right} of {copies}, among {}", sure.len());
}

#[test]
fn what_is_not_there_is_named() {
    let sources = [source("a.csv", &HEADER, &people(20, 12))];
    let said =
        |comparisons: &[(&str, &str)], blocks: &[&[&str]]| link(&sources, &model(comparisons, blocks)).expect_err("refused").to_string();
    assert_eq!(
        said(&[("achternaam", "surname")], &[&["achternaam"]]),
        "comparison 'achternaam' names column 'achternaam', which a.csv does not have; it has first_name, surname, dob, postcode, house_number"
    );
    assert!(said(&[("surname", "surname")], &[&["dob"]]).starts_with("blocking rule 1 names 'dob'"));
    assert!(said(&[("surname", "surname")], &[&["surname"], &["surname:year"]]).starts_with("blocking rule 2 names 'surname:year'"));
}
