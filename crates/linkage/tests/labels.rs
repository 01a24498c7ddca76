//! What a reviewer says of pairs is kept to, and makes the probabilities of the others better.

use linkage::{Label, LinkageError, Linked, Linking, Model, Source, Wishes, draw, link};

/// Chance for made data: a multiplicative counter, so that the tests need no library for it.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % bound
    }
}

const HEADER: [&str; 4] = ["surname", "dob", "postcode", "sex"];

/// Persons without given names, a third of them twins of each other: nothing in the columns tells twins from one person, so
/// no model can; a reviewer can.
fn people(count: u64) -> Source {
    let mut draw = Draw(21);
    let mut source = Source::new("a.csv", &HEADER);
    let mut add = |id: String, row: &[String; 4]| source.push(&id, row.iter().map(String::as_str));
    for person in 0..count {
        let mut row = [
            format!("Family{}", draw.below(300)),
            format!("{}-{:02}-{:02}", 1990 + draw.below(25), 1 + draw.below(12), 1 + draw.below(28)),
            format!("{}AB", 1000 + draw.below(300)),
            ["m", "v"][draw.below(2) as usize].to_owned(),
        ];
        add(format!("p{person}"), &row);
        match draw.below(6) {
            0 => {
                if draw.below(4) == 0 {
                    row[2].clear();
                }
                add(format!("p{person}-copy"), &row);
            }
            1 | 2 => {
                if draw.below(4) == 0 {
                    row[3] = "m".to_owned();
                }
                add(format!("twin{person}"), &row);
            }
            _ => {}
        }
    }
    source.complete()
}

fn model() -> Model {
    let mut text = String::new();
    for (name, kind) in HEADER.iter().zip(["surname", "date", "postcode", "sex"]) {
        text += &format!("[[comparison]]\nname = \"{name}\"\ncolumns = [\"{name}\"]\nkind = \"{kind}\"\n");
    }
    Model::parse(&(text + "[[block]]\non = [\"surname\", \"dob\"]\n[[block]]\non = [\"dob\", \"postcode\"]\n")).expect("a model")
}

fn is_same(linked: &Linked, sources: &[Source], a: u32, b: u32) -> bool {
    let person = |record: u32| linked.name(sources, record).1.trim_end_matches("-copy").to_owned();
    person(a) == person(b)
}

fn labelled(linked: &Linked, sources: &[Source], size: usize) -> Vec<Label> {
    let drawn = draw(&linked.pairs, size, 1);
    let label = |drawn: &linkage::Drawn| {
        let pair = &linked.pairs[drawn.pair];
        let ((source_a, id_a), (source_b, id_b)) = (linked.name(sources, pair.a), linked.name(sources, pair.b));
        Label {
            source_a: source_a.to_owned(),
            id_a: id_a.to_owned(),
            source_b: source_b.to_owned(),
            id_b: id_b.to_owned(),
            same: is_same(linked, sources, pair.a, pair.b),
            stands_for: Some(drawn.stands_for),
        }
    };
    drawn.iter().map(label).collect()
}

/// Mean distance between stated and true, in ten bins of equal count, over pairs that are not labelled.
fn error(linked: &Linked, sources: &[Source], labels: &[Label]) -> f64 {
    let seen = |a: u32, b: u32| {
        let (a, b) = (linked.name(sources, a).1, linked.name(sources, b).1);
        labels.iter().any(|label| (label.id_a == a && label.id_b == b) || (label.id_a == b && label.id_b == a))
    };
    let mut pairs: Vec<(f64, f64)> = linked
        .pairs
        .iter()
        .filter(|pair| !seen(pair.a, pair.b))
        .map(|pair| (pair.probability, f64::from(u8::from(is_same(linked, sources, pair.a, pair.b)))))
        .collect();
    pairs.sort_by(|x, y| x.0.total_cmp(&y.0));
    let bin = |own: &[(f64, f64)]| own.iter().map(|own| own.0 - own.1).sum::<f64>().abs();
    pairs.chunks(pairs.len().div_ceil(10)).map(bin).sum::<f64>() / pairs.len() as f64
}

fn with(labels: Vec<Label>) -> Wishes {
    Wishes { labels, ..Wishes::default() }
}

#[test]
fn labels_of_a_sample_make_the_probabilities_of_all_other_pairs_better() {
    let (sources, model) = ([people(3000)], model());
    let before = link(&sources, &model).expect("links");
    let labels = labelled(&before, &sources, 150);
    let after = Linking::new(&sources, &model, &with(labels.clone())).expect("links").into_linked();
    let (unlabelled, held) = (error(&before, &sources, &labels), error(&after, &sources, &labels));
    assert!(unlabelled > 0.3 && held < unlabelled / 3.0, "{unlabelled} {held}");
    let report = after.report.labels.as_ref().expect("labels were given");
    assert_eq!((report.read, report.same + report.different, report.unknown), (150, 150, 0));
    assert!(report.shift < -0.5, "{report:?}");
    // Half of what was joined was twins, and the intervals must hold what is true of the clusters of now.
    let pairs = |linked: &Linked| {
        let mut of: std::collections::BTreeMap<u32, Vec<u32>> = std::collections::BTreeMap::new();
        linked.clusters.iter().enumerate().for_each(|(record, cluster)| of.entry(*cluster).or_default().push(record as u32));
        let mut counts = (0.0, 0.0);
        for members in of.values() {
            for (place, a) in members.iter().enumerate() {
                for b in &members[place + 1..] {
                    counts = (counts.0 + 1.0, counts.1 + f64::from(u8::from(is_same(linked, &sources, *a, *b))));
                }
            }
        }
        counts.1 / counts.0
    };
    let stated = after.report.quality.as_ref().expect("drawn").groups[0].pairs.precision.expect("pairs");
    let truth = pairs(&after);
    assert!(stated.lower <= truth && truth <= stated.upper, "{truth} {stated:?}");
    let alone = after.report.reviewed.expect("a sample");
    assert_eq!(alone.sampled, 150);
}

#[test]
fn a_labelled_pair_is_kept_to_whatever_the_model_thinks() {
    let (sources, model) = ([people(600)], model());
    let before = link(&sources, &model).expect("links");
    let sure =
        before.pairs.iter().filter(|pair| before.clusters[pair.a as usize] == before.clusters[pair.b as usize]).nth(3).expect("a pair");
    let apart = before.pairs.iter().find(|pair| !is_same(&before, &sources, pair.a, pair.b)).expect("strangers");
    let name = |record: u32| before.name(&sources, record).1.to_owned();
    let far = (
        before.clusters[0],
        0u32,
        (1..before.clusters.len() as u32).rev().find(|record| before.clusters[*record as usize] != before.clusters[0]).expect("another"),
    );
    let label = |a: u32, b: u32, same| Label {
        source_a: "a.csv".into(),
        id_a: name(a),
        source_b: "a.csv".into(),
        id_b: name(b),
        same,
        stands_for: None,
    };
    let labels = vec![label(sure.a, sure.b, false), label(far.1, far.2, true), label(apart.b, apart.a, false)];
    let linking = Linking::new(&sources, &model, &with(labels)).expect("links");
    let after = linking.linked();
    let together = |a: u32, b: u32| after.clusters[a as usize] == after.clusters[b as usize];
    assert!(!together(sure.a, sure.b) && !together(apart.a, apart.b), "kept apart");
    assert!(together(far.1, far.2), "put together, though no rule made the pair");
    assert!(after.pairs.iter().all(|pair| (pair.a, pair.b) != (sure.a, sure.b)));
}

#[test]
fn labels_that_cannot_be_used_are_counted_and_change_nothing() {
    let (sources, model) = ([people(300)], model());
    let before = link(&sources, &model).expect("links");
    let label = |a: &str, b: &str, same| Label {
        source_a: "a.csv".into(),
        id_a: a.into(),
        source_b: "a.csv".into(),
        id_b: b.into(),
        same,
        stands_for: None,
    };
    let labels = vec![label("p1", "nobody", true), label("p1", "p1", true), label("p2", "p3", true), label("p3", "p2", false)];
    let after = Linking::new(&sources, &model, &with(labels)).expect("links").into_linked();
    assert_eq!((&before.pairs, &before.clusters), (&after.pairs, &after.clusters));
    let report = after.report.labels.expect("labels were given");
    assert_eq!((report.read, report.unknown, report.contradicting, report.same + report.different), (4, 2, 1, 0));
    assert_eq!((report.shift, report.slope), (0.0, 1.0));
    let few = Linking::new(&sources, &model, &Wishes { imputations: 3, ..Wishes::default() }).err();
    assert!(matches!(few, Some(LinkageError::OutOfRange { name: "imputations", .. })));
}

#[test]
fn drawn_clusterings_keep_what_is_certain_and_do_not_depend_on_threads() {
    let (sources, model) = ([people(600)], model());
    let wishes = Wishes { keep_imputed: true, by: Some("sex".into()), ..Wishes::default() };
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| Linking::new(&sources, &model, &wishes).expect("links").into_linked())
    };
    let (one, three) = (run(1), run(3));
    assert_eq!((&one.imputed, &one.report), (&three.imputed, &three.report));
    assert_eq!(one.imputed.len(), 20);
    assert!(one.imputed.windows(2).any(|pair| pair[0] != pair[1]), "they differ");
    // Records that no pair of 0.01 and up joins, whatever way around, are never together.
    for clusters in &one.imputed {
        let mut first = std::collections::BTreeMap::new();
        for (record, cluster) in clusters.iter().enumerate() {
            let known = *first.entry(*cluster).or_insert(record as u32);
            let linked = |a: u32, b: u32| one.pairs.iter().any(|pair| pair.a == a || pair.b == b || pair.a == b || pair.b == a);
            assert!(known == record as u32 || linked(known, record as u32));
        }
    }
    let quality = one.report.quality.expect("drawn");
    let names: Vec<(&str, &str)> = quality.groups.iter().map(|group| (group.by.as_str(), group.value.as_str())).collect();
    assert_eq!(names, [("all", "all"), ("sex", "m"), ("sex", "v")]);
    let unknown = Linking::new(&sources, &model, &Wishes { by: Some("colour".into()), ..Wishes::default() }).err();
    assert!(matches!(unknown, Some(LinkageError::UnknownColumn { .. })));
}
