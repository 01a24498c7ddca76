//! A small made country through the real rooms: counted, protected, estimated, written, read back, chained.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use disclosure::{
    CrosstabCounts, CrosstabDimension, CrosstabTask, Listed, OverlapTask, Policy, Question, QuestionKind, SafeEstimate, SafeTable,
    ToldCrosstab, certify, opened, protect,
};
use domain::{
    Atlas, Breakdown, Cell, CountKey, CountTable, Day, DayUnit, Estimate, Interval, Measure, NormKind, Outcome, RegionCode, Site, Span,
    When,
};
use estimates::{Linked, Statistic};
use publication::{
    Approval, Bilingual, BreakKind, Chapter, Completeness, Counted, Crosstab, CrosstabAxis, CrosstabCode, CrosstabProof, Definition,
    Explained, Extent, ExtentPart, Ledger, Manuscript, MethodPage, Modelled, Norm, OnLists, Outside, OverlapTable, OverlapYear, Proofs,
    PublicationError, Reading, Release, RepeatedYears, SeriesBreak, State, checkable, checkable_crosstabs, compose,
};

/// Counts that differ by municipality, year and class, some of them small; every child is in one class of each breakdown.
fn counts(indicator: &str, outcomes: &[(Outcome, u16)]) -> Vec<CountTable> {
    let mut all = CountTable::new(indicator, Breakdown::All);
    let mut sexes = CountTable::new(indicator, Breakdown::Sex);
    for (place, entry) in Atlas::netherlands().municipalities().iter().enumerate() {
        for (step, year) in (2021..=2023).enumerate() {
            for (turn, (outcome, days)) in outcomes.iter().enumerate() {
                let count = (place * 7 + step * 3 + turn * 5) as u64 % 11;
                let key = CountKey { municipality: entry.code, year, class: 0, outcome: *outcome, days: *days };
                all.add(key, count);
                sexes.add(CountKey { class: 1, ..key }, count / 2);
                sexes.add(CountKey { class: 2, ..key }, count - count / 2);
            }
        }
    }
    vec![all, sexes]
}

/// Safe tables of a count and of a wait.
fn tables() -> &'static [SafeTable] {
    static TABLES: OnceLock<Vec<SafeTable>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut exact = counts("report-children", &[(Outcome::Counted, 0)]);
        exact.extend(counts(
            "help-after-order",
            &[(Outcome::Reached, 20), (Outcome::Reached, 150), (Outcome::Competing, 100), (Outcome::Open, 365)],
        ));
        let wait = QuestionKind::HandOver { unit: DayUnit::Calendar, due: vec![183], horizon: 365, grid: vec![0, 30, 91, 183, 365] };
        let questions = [Question::count("report-children"), Question { indicator: "help-after-order".to_owned(), kind: wait }];
        protect(&exact, &questions, &Atlas::netherlands(), &Policy::usual(2021, 2023)).expect("protected").tables
    })
}

fn definition(id: &str, norm: Option<Norm>) -> Definition {
    Definition {
        id: id.to_owned(),
        slug: id.to_owned(),
        title: Bilingual::new("Titel", "Title"),
        question: Bilingual::new("Hoeveel?", "How many?"),
        definition: Bilingual::new("Elk kind telt.", "Every child counts."),
        footnotes: vec![Bilingual::new("Noot", "Note")],
        source: Bilingual::new("Veilig Thuis", "Veilig Thuis"),
        counted: if norm.is_some() { Counted::Starts } else { Counted::Children },
        norm,
        method: "counts".to_owned(),
        explained: Explained {
            plan: Bilingual::new("Telt kinderen.", "Counts children."),
            counts: Bilingual::new("Kinderen.", "Children."),
            numerator: Bilingual::new("Kinderen.", "Children."),
            denominator: Bilingual::new("Allen.", "All."),
            unreliable_when: Bilingual::new("Nooit.", "Never."),
            findings: vec!["VT-WORD".to_owned()],
            rows: vec!["R1".to_owned()],
        },
    }
}

fn manuscript(version: &str) -> Manuscript<'static> {
    let atlas = Atlas::netherlands();
    let norm = Norm { due_days: 183, unit: DayUnit::Calendar, kind: NormKind::OwnYardstick, source: "T2 F".to_owned() };
    let chapter = |table: &'static SafeTable| {
        let known = if table.indicator() == "report-children" { vec![known_break()] } else { Vec::new() };
        Chapter::of(table, &atlas).with_breaks(known, &atlas, &|_| true)
    };
    Manuscript {
        id: "made".to_owned(),
        version: version.to_owned(),
        as_of: Day::from_ymd(2024, 7, 1).expect("a day"),
        years: (2021, 2023),
        status: Approval::Unapproved,
        synthetic: true,
        snapshot: "5e1f".to_owned(),
        configuration: "c0de".to_owned(),
        norms: vec!["2026-2".to_owned()],
        program: "0.1.0".to_owned(),
        seed: 7,
        indicators: vec![definition("report-children", None), definition("help-after-order", Some(norm))],
        methods: vec![MethodPage {
            slug: "counts".to_owned(),
            title: Bilingual::new("Tellen", "Counting"),
            text: Bilingual::new("Zo.", "So."),
        }],
        chapters: tables().iter().map(chapter).collect(),
        completeness: vec![Completeness { region: RegionCode::COUNTRY, year: 2023, delivered: 9, expected: 10 }],
        linkage: vec![Bilingual::new("Alles gekoppeld.", "All linked.")],
        extent: Some(extent()),
        overlaps: overlaps(),
        crosstabs: vec![crosstab()],
        proofs: None,
        beside: Vec::new(),
        repeated: Vec::new(),
    }
}

fn known_break() -> SeriesBreak {
    SeriesBreak {
        kind: BreakKind::Known,
        region: Some(RegionCode::veilig_thuis(11)),
        from: Day::from_ymd(2022, 7, 1).expect("a day"),
        title: Bilingual::new("Nieuw systeem", "New system"),
        text: Bilingual::new("Anders geteld.", "Counted otherwise."),
        source: Bilingual::new("De regio.", "The region."),
        ratio: Some(Estimate { value: 1.5, interval: Interval::ninety_five(1.2, 1.9) }),
    }
}

#[test]
fn breaks_read_back_with_their_indicator_and_hold_where_they_should() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("2024-1");
    compose(&dir, &manuscript("2024-1")).expect("written");
    let read = Release::read(&dir).expect("read");
    let breaks = |slug| read.by_slug(slug).expect("an indicator").breaks.clone();
    assert_eq!((breaks("report-children"), breaks("help-after-order")), (vec![known_break()], Vec::new()));
    let atlas = Atlas::netherlands();
    let inside = atlas
        .municipalities()
        .iter()
        .find(|entry| entry.veilig_thuis == RegionCode::veilig_thuis(11))
        .expect("a municipality")
        .code
        .region();
    assert!(known_break().holds_in(inside, &atlas) && !known_break().holds_in(RegionCode::COUNTRY, &atlas));
    assert!(!SeriesBreak { kind: BreakKind::Found, ..known_break() }.holds_in(inside, &atlas));
}

/// Help after an order of few children, so that much is hidden.
fn few() -> &'static SafeTable {
    static TABLE: OnceLock<SafeTable> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut exact =
            counts("help-after-order", &[(Outcome::Reached, 20), (Outcome::Reached, 150), (Outcome::Competing, 100), (Outcome::Open, 365)]);
        for table in &mut exact {
            table.cells.retain(|key, _| (key.municipality.0 + key.days) % 13 == 0);
        }
        let wait = QuestionKind::HandOver { unit: DayUnit::Calendar, due: vec![183], horizon: 365, grid: vec![0, 30, 91, 183, 365] };
        let question = Question { indicator: "help-after-order".to_owned(), kind: wait };
        let policy = Policy::usual(2021, 2023);
        protect(&exact, &[question], &Atlas::netherlands(), &policy).expect("protected").tables.remove(0)
    })
}

/// A release of the count of children and of these few, with their certificates.
fn with_certificates() -> Manuscript<'static> {
    let (atlas, policy) = (Atlas::netherlands(), Policy::usual(2021, 2023));
    let tables = [&tables()[0], few()];
    let certificates = tables.iter().filter_map(|table| certify(table, &atlas, &policy).certificates).collect();
    let chapters = tables.iter().map(|table| Chapter::of(table, &atlas)).collect();
    Manuscript { chapters, proofs: Some(Proofs { policy, certificates, crosstabs: Vec::new() }), ..manuscript("2024-1") }
}

#[test]
fn certificates_travel_with_the_release_and_are_checked_from_its_files_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("2024-1");
    let manuscript = with_certificates();
    compose(&dir, &manuscript).expect("written");
    let (release, found) = checkable(&dir).expect("read");
    assert_eq!(found.iter().map(|own| own.slug.as_str()).collect::<Vec<_>>(), ["report-children", "help-after-order"]);
    assert_eq!(found.iter().map(|own| own.certificates.clone()).collect::<Vec<_>>(), manuscript.proofs.expect("proofs").certificates);
    for own in &found {
        let cells = release.by_slug(&own.slug).expect("the indicator").cells();
        assert_eq!(cells.collect::<Vec<_>>(), own.told.cells);
        let opened = opened(&own.told, &own.certificates, &Atlas::netherlands(), &own.policy).expect("they fit");
        assert!(opened.hidden > 20 && opened.open == opened.hidden, "{opened:?}");
    }
    let curves: Vec<_> = few().curves().map(|(site, steps)| (site, steps.to_vec())).collect();
    assert_eq!(found[1].told.steps, curves);
}

#[test]
fn every_number_at_risk_and_every_share_follows_from_the_safe_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let (atlas, policy) = (Atlas::netherlands(), Policy::usual(2021, 2023));
    for (table, version) in [(&tables()[1], "2024-1"), (few(), "2024-2")] {
        let dir = folder.path().join(version);
        let certificates = certify(table, &atlas, &policy).certificates.into_iter().collect();
        let proofs = Some(Proofs { policy: policy.clone(), certificates, crosstabs: Vec::new() });
        compose(&dir, &Manuscript { chapters: vec![Chapter::of(table, &atlas)], proofs, ..manuscript(version) }).expect("written");
        let read = release_indicator(&dir, "help-after-order");
        let cells: BTreeMap<_, _> = read.cells().map(|(site, measure, cell)| ((site, measure), cell)).collect();
        let entered = |site| cells[&(site, Measure::Entered)];
        let mut worked_out = 0;
        for figure in read.figures() {
            assert_eq!(figure.n, entered(figure.site), "{figure:?}");
            let (Statistic::Share(measure), Cell::Shown(n)) = (figure.statistic, figure.n) else { continue };
            let (count, unseen) = (cells[&(figure.site, measure)], cells[&(figure.site, Measure::Unseen { by: 183 })]);
            assert!(count.shown().is_some() || figure.value.shown().is_none(), "a share of a hidden count: {figure:?}");
            if let (Cell::Shown(count), Cell::Shown(0), Cell::Shown(share)) = (count, unseen, figure.value) {
                assert!((share.value - count.min(n) as f64 / n as f64).abs() < 1e-9, "{figure:?}");
                worked_out += 1;
            }
        }
        let steps: BTreeMap<_, _> = table.curves().collect();
        for (site, points) in read.curves() {
            let mut left = entered(site).shown().expect("a curve of a shown number");
            let points = &points[points.len() - steps[&site].len()..];
            for (point, step) in points.iter().zip(steps[&site]) {
                let Cell::Shown(at_risk) = point.at_risk else { break };
                assert_eq!((point.day, at_risk), (step.through, left), "{site:?}");
                let gone = [step.reached, step.competing, step.open].map(|cell| cell.shown().unwrap_or(u64::MAX));
                left = left.saturating_sub(gone.into_iter().fold(0, u64::saturating_add));
                worked_out += 1;
            }
        }
        assert!(worked_out > 0, "{version}");
    }
}

/// Changes a file of a release and its line in the manifest, as somebody would who wants to be believed.
fn forge(dir: &Path, name: &str, change: impl Fn(&str) -> String) {
    let (path, manifest) = (dir.join(name), dir.join("manifest.json"));
    let before = fs::read(&path).expect("a file");
    let after = change(&String::from_utf8(before.clone()).expect("text"));
    let hash = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
    let told = fs::read_to_string(&manifest).expect("a manifest").replace(&hash(&before), &hash(after.as_bytes()));
    fs::write(path, after).expect("written");
    fs::write(manifest, told).expect("written");
}

/// What was missed stands in the release, so that whoever has it makes the very curves again; and nowhere, where nothing was missed.
#[test]
fn what_the_limits_hold_beside_chance_stands_in_the_release_and_without_it_no_byte_differs() {
    let folder = tempfile::tempdir().expect("a folder");
    let atlas = Atlas::netherlands();
    let written = |name: &str, linked: Option<Linked>| {
        let mut manuscript = with_certificates();
        if let Some(linked) = linked {
            manuscript.chapters = [&tables()[0], few()].into_iter().map(|table| Chapter::linked(table, &atlas, linked)).collect();
        }
        let dir = folder.path().join(name);
        compose(&dir, &manuscript).expect("written");
        dir
    };
    let read = |dir: &Path, name: &str| fs::read_to_string(dir.join(name)).expect("a file");
    let (plain, whole) = (written("plain", None), written("whole", Some(Linked::at_least(1.0, 1.0, 7))));
    assert_eq!(read(&plain, "manifest.json"), read(&whole, "manifest.json"));
    assert!(!read(&plain, "definitions.json").contains("\"linked\""));

    let missed = written("missed", Some(Linked::at_least(0.97, 0.998, 10_000)));
    let (release, found) = checkable(&missed).expect("curves that follow from the release");
    let own = release.by_slug("help-after-order").expect("the indicator");
    assert_eq!((own.linked.found(), own.linked.right(), found.len()), (0.97, 0.998, 2));
    assert_eq!(read(&plain, "tables/help-after-order.csv"), read(&missed, "tables/help-after-order.csv"));
    let before = release_indicator(&plain, "help-after-order");
    let widened = own.curves().flat_map(|(site, points)| points.iter().zip(before.curve(site).expect("the same curve")));
    let wider = widened.filter(|(wide, plain)| match (wide.reached, plain.reached) {
        (Cell::Shown(wide), Cell::Shown(plain)) => {
            assert_eq!(wide.value, plain.value);
            wide.interval.upper > plain.interval.upper && wide.interval.lower <= plain.interval.lower
        }
        (wide, plain) => {
            assert_eq!(wide.map(|_| ()), plain.map(|_| ()));
            false
        }
    });
    assert!(wider.count() > 3);

    forge(&missed, "definitions.json", |text| text.replace("0.97", "0.98"));
    assert!(checkable(&missed).is_err(), "curves that do not follow from what is stated");
    forge(&missed, "definitions.json", |text| text.replace("0.98", "1.5"));
    assert!(Release::read(&missed).is_err(), "more than all");
}

#[test]
fn forged_certificates_are_refused() {
    let (name, manuscript) = ("certificates/help-after-order.json", with_certificates());
    let fault = |change: &dyn Fn(&str) -> String| {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("2024-1");
        compose(&dir, &manuscript).expect("written");
        forge(&dir, name, change);
        let (_, found) = checkable(&dir).map_err(|error| error.to_string())?;
        let own = found.iter().find(|own| own.slug == "help-after-order").expect("its certificates");
        let opened = opened(&own.told, &own.certificates, &Atlas::netherlands(), &own.policy).map_err(|error| error.to_string())?;
        if opened.open == opened.hidden { Ok(()) } else { Err("closed".to_owned()) }
    };
    assert_eq!(fault(&str::to_owned), Ok(()));
    assert!(fault(&|text| text.replacen("\"table\":[", "\"table\":[1,500,", 1)).is_err(), "a table that does not fit");
    assert!(fault(&|text| text.replacen("\"table\":[", "\"table\":[-5,1,", 1)).is_err(), "a distance that goes back");
    assert!(fault(&|text| text.replacen("\"base\":5", "\"base\":50", 1)).is_err(), "another rounding than the release's");
    assert!(fault(&|text| text.replacen("\"open\":[", "\"open\":[995,", 1)).is_err(), "steps that are not the curve's");
    assert!(fault(&|text| text.replacen("\"width\":1", "\"width\":9", 1)).is_err(), "another width than the release's");
    let value = |change: &dyn Fn(&mut serde_json::Value)| {
        fault(&|text| {
            let mut file: serde_json::Value = serde_json::from_str(text).expect("JSON");
            change(&mut file);
            file.to_string()
        })
    };
    assert_eq!(value(&|_| {}), Ok(()));
    let refused = |change: &dyn Fn(&mut serde_json::Value), steps: bool| {
        let found = value(change).expect_err("a forged file");
        assert!(!steps || found.contains("steps of"), "{found}");
    };
    let forged = |entry: &mut serde_json::Value, column: &str| {
        let shown = entry[column].as_array_mut().expect("counts").iter_mut().find(|count| count.as_u64().is_some_and(|own| own > 5));
        if let Some(count) = shown {
            *count = serde_json::json!(count.as_u64().expect("a count") - 5);
        }
    };
    refused(&|file| file["steps"][0]["reached"] = serde_json::json!([]), true);
    let emptied = |file: &mut serde_json::Value| {
        for column in ["through", "reached", "competing", "open"] {
            file["steps"][0][column] = serde_json::json!([]);
        }
    };
    refused(&emptied, true);
    refused(&|file| file["steps"][1] = file["steps"][0].clone(), true);
    refused(&|file| forged(&mut file["steps"][0], "reached"), true);
    refused(&|file| file["steps"][0]["reached"][0] = serde_json::json!(u64::MAX), true);
    refused(&|file| file["rules"]["municipality"] = serde_json::json!(1u64 << 63), false);
    refused(&|file| file["rules"]["municipality"] = serde_json::json!(9), false);
}

#[test]
fn rules_that_cannot_be_are_refused_even_where_the_whole_release_states_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("2024-1");
    compose(&dir, &with_certificates()).expect("written");
    let spoil = |text: &str| {
        let mut file: serde_json::Value = serde_json::from_str(text).expect("JSON");
        file["rules"]["municipality"] = serde_json::json!(1u64 << 63);
        file.to_string()
    };
    for name in ["release.json", "certificates/report-children.json", "certificates/help-after-order.json"] {
        forge(&dir, name, spoil);
    }
    assert!(checkable(&dir).expect_err("refused").to_string().contains("rules that can be"));
}

#[test]
fn an_indicator_that_hides_has_a_file_and_without_it_nothing_is_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut manuscript = with_certificates();
    let proofs = manuscript.proofs.as_mut().expect("proofs");
    proofs.certificates.remove(0);
    compose(&folder.path().join("2024-1"), &manuscript).expect("written");
    assert!(checkable(&folder.path().join("2024-1")).expect_err("refused").to_string().contains("this indicator hides cells"));
    manuscript.proofs = None;
    compose(&folder.path().join("2024-2"), &manuscript).expect("written");
    assert_eq!(checkable(&folder.path().join("2024-2")).expect("none at all").1.len(), 0);
}

fn extent() -> Extent {
    let exact = Estimate { value: 4273.4, interval: Interval::ninety_five(3518.0, 5204.0) };
    let modelled = |reading| Modelled { method: "bic".to_owned(), reading, estimate: SafeEstimate::of(exact, 912).expect("it may leave") };
    let part = ExtentPart {
        year: 2023,
        age: "0-17".to_owned(),
        lists: vec!["csg".to_owned(), "police".to_owned()],
        estimates: Reading::ALL.map(modelled).into(),
        withheld: None,
        notices: Vec::new(),
    };
    let outside = Outside {
        label: Bilingual::new("Minister", "Minister"),
        value: 2500.0,
        age: "0-17".to_owned(),
        date: "2020-07-20".to_owned(),
        source: Bilingual::new("Brief", "Letter"),
        definition: Bilingual::new("gezien", "seen"),
        cannot_see: Bilingual::new("de rest", "the rest"),
    };
    Extent { rule: Bilingual::new("Regel", "Rule"), cannot_see: Bilingual::default(), parts: vec![part], beside: vec![outside] }
}

#[test]
fn only_safe_estimates_of_hidden_children_enter_and_they_read_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("2024-1");
    compose(&dir, &manuscript("2024-1")).expect("written");
    let read = Release::read(&dir).expect("read").extent.expect("an extent");
    let [part] = &read.parts[..] else { panic!("one part") };
    let values: Vec<_> = part.estimates.iter().map(|own| (own.reading, own.estimate.value, own.estimate.interval.upper)).collect();
    assert_eq!(values, [(Reading::Recorded, 4300.0, 5300.0), (Reading::Unreferred, 4300.0, 5300.0)]);
    assert_eq!((read.beside[0].value, part.spread(|own| (own.interval.lower, own.interval.upper))), (2500.0, Some((3500.0, 5300.0))));
}

/// One year whose table may leave, and one that stays inside.
fn overlaps() -> Vec<OverlapYear> {
    let (lists, ages) = (["csg", "police"].map(str::to_owned), ["0-11", "12-17"].map(str::to_owned));
    let rows = [(0, 1, 81), (0, 2, 40), (0, 3, 4), (1, 1, 33), (1, 2, 28), (1, 3, 3)];
    let listed = |(age, recorded, count)| (Listed { age, recorded, unreferred: recorded }, count);
    let (children, policy) = (rows.map(listed).into_iter().collect(), Policy::usual(2021, 2023));
    let task = OverlapTask { lists: &lists, ages: &ages, all_ages: "0-17", children: &children, policy: &policy, seed: 1 };
    let safe = disclosure::overlap(&task, &mut |_| true).expect("it may leave");
    let withheld = OverlapTable::Withheld(Bilingual::new("Te klein", "Too small"));
    vec![OverlapYear { year: 2022, table: withheld }, OverlapYear { year: 2023, table: OverlapTable::Shown(safe) }]
}

#[test]
fn the_table_of_lists_enters_only_when_it_is_safe_and_reads_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("2024-1");
    compose(&dir, &manuscript("2024-1")).expect("written");
    let read = Release::read(&dir).expect("read").overlaps;
    let [inside, shown] = &read[..] else { panic!("two years") };
    assert_eq!(inside.table, OverlapTable::Withheld(Bilingual::new("Te klein", "Too small")));
    let (OverlapTable::Shown(table), OverlapTable::Shown(safe)) = (&shown.table, &overlaps()[1].table) else { panic!("a table") };
    assert_eq!((table.lists.as_slice(), table.base, table.cells.as_slice()), (safe.lists(), safe.base(), safe.cells()));
    let both = table.cells.iter().find(|cell| cell.age == "0-11" && cell.on == OnLists::Exactly(3)).expect("a cell");
    assert_eq!(both.children, Cell::Hidden);
    let file = fs::read_to_string(dir.join("overlap.csv")).expect("a file");
    assert!(file.starts_with("year,age,scope,lists,children,status\n2023,0-11,any,,125,shown\n"), "{file}");
    assert!(file.contains("2023,0-11,exactly,csg|police,,hidden\n") && !file.contains("2022"), "{file}");
}

/// Reports by sector and sex of two years, of which one stays inside.
fn crosstab() -> Crosstab {
    let text = |text: &str| text.to_owned();
    let own = |name: &str, codes: &[&str]| CrosstabDimension {
        name: text(name),
        axis: text(name),
        codes: codes.iter().map(|code| (text(code), None)).collect(),
    };
    let dimensions = vec![own("sector", &["care", "education"]), own("sex", &["V", "M"])];
    let count = |sector: &str, sex: &str, count: u64| (vec![text(sector), text(sex)], count);
    let counts = vec![count("care", "V", 4), count("care", "M", 62), count("education", "V", 41), count("education", "M", 38)];
    let (tables, policy) = ([CrosstabCounts { dimensions, counts }], Policy::usual(2021, 2023));
    let safe = disclosure::crosstabs(&CrosstabTask { tables: &tables, known: &[], total: None, policy: &policy, seed: 1 })
        .expect("safe")
        .remove(0);
    let axis = |own: &CrosstabDimension| CrosstabAxis {
        name: own.name.clone(),
        axis: own.axis.clone(),
        title: Bilingual::new("Zo", "So"),
        codes: own
            .codes
            .iter()
            .map(|(code, _)| CrosstabCode { code: code.clone(), title: Bilingual::new(code, code), within: None })
            .collect(),
    };
    let axes = safe.dimensions().iter().map(axis).collect();
    let table = Crosstab::new(definition("reports-by-sector", None), axes, None);
    table.with_year(When::Year(2022), Err(Bilingual::new("Te klein", "Too small"))).with_year(When::Year(2023), Ok(&safe))
}

#[test]
fn a_cross_table_reads_back_as_it_was_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("2024-1");
    compose(&dir, &manuscript("2024-1")).expect("written");
    let read = Release::read(&dir).expect("read");
    assert_eq!(read.crosstabs, [crosstab()]);
    let numbers = read.crosstabs[0].years()[1].numbers().expect("numbers");
    assert_eq!((numbers.cell(&["care", "V"]), numbers.cell(&["all", "all"])), (Cell::Hidden, Cell::Shown(145)));
    assert!(matches!(numbers.share(&["care", "all"], 0), Cell::Shown(share) if share.value == 65.0 / 145.0));
    let file = fs::read_to_string(dir.join("crosstabs/reports-by-sector.csv")).expect("a file");
    assert!(file.starts_with("year,sector,sex,measure,over,value,lower,upper,level,status\n2023,care,V,count,,,,,,hidden\n"), "{file}");
    assert!(!file.contains("2022"), "what stays inside is in no file");
}

#[test]
fn a_table_of_lists_that_names_another_list_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("2024-1");
    compose(&dir, &manuscript("2024-1")).expect("written");
    let (path, manifest) = (dir.join("overlap.csv"), dir.join("manifest.json"));
    let before = fs::read(&path).expect("a file");
    let after = String::from_utf8(before.clone()).expect("text").replace(",csg|police,", ",csg|school,").into_bytes();
    fs::write(&path, &after).expect("written");
    let text = fs::read_to_string(&manifest).expect("a file");
    let hash = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
    fs::write(&manifest, text.replace(&hash(&before), &hash(&after))).expect("written");
    assert!(matches!(Release::read(&dir), Err(PublicationError::Word { text, .. }) if text == "school"));
}

fn day(date: i8) -> Day {
    Day::from_ymd(2024, 8, date).expect("a day")
}

fn every_file(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.strip_prefix(dir).expect("inside").display().to_string(), fs::read(&path).expect("a file")));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn what_is_written_is_read_back_cell_by_cell() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("2024-1");
    let manuscript = manuscript("2024-1");
    let hash = compose(&dir, &manuscript).expect("a release");
    let release = Release::read(&dir).expect("a release");
    assert_eq!((release.hash, release.version.as_str(), release.synthetic), (hash, "2024-1", true));
    assert_eq!((release.as_of, release.status), (manuscript.as_of, Approval::Unapproved));
    for chapter in &manuscript.chapters {
        let data = Release::read(&dir).expect("a release").by_id(chapter.table().indicator()).expect("its indicator").clone();
        assert_eq!(data.cells().collect::<Vec<_>>(), chapter.table().cells().collect::<Vec<_>>());
        assert!(data.figures().eq(chapter.figures().iter()));
        for curve in chapter.curves() {
            assert_eq!(data.curve(curve.site), Some(curve.points.as_slice()));
        }
    }
    let mut cells = tables().iter().flat_map(|table| table.cells());
    assert!(cells.any(|(_, _, cell)| cell == Cell::Hidden), "the made country has something to hide");
    let waits = release_indicator(&dir, "help-after-order");
    assert_eq!(waits.definition, manuscript.indicators[1]);
    assert!(matches!(waits.cell(Site::all(RegionCode::COUNTRY, Span::Year(2023)), domain::Measure::Entered), Cell::Shown(_)));
}

fn release_indicator(dir: &Path, id: &str) -> publication::IndicatorData {
    Release::read(dir).expect("a release").by_id(id).expect("an indicator").clone()
}

#[test]
fn the_same_manuscript_gives_the_same_bytes_and_no_other_release_takes_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    let first = compose(&one, &manuscript("2024-1")).expect("a release");
    let mut shuffled = manuscript("2024-1");
    shuffled.chapters.reverse();
    assert_eq!(compose(&other, &shuffled).expect("a release"), first);
    assert_eq!(every_file(&one), every_file(&other));
    assert_eq!(compose(&one, &manuscript("2024-1")).expect("the same again"), first);
    assert!(matches!(compose(&one, &manuscript("2024-2")), Err(PublicationError::Exists { .. })));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "no draft is left");
}

#[test]
fn a_row_without_a_shown_value_has_no_value_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("r");
    compose(&dir, &manuscript("2024-1")).expect("a release");
    let mut hidden = 0;
    for (name, bytes) in every_file(&dir).into_iter().filter(|(name, _)| name.starts_with("tables") || name.starts_with("figures")) {
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let head = reader.headers().expect("a header").clone();
        let (status, value) = (head.iter().position(|name| name == "status"), head.iter().position(|name| name == "value"));
        for row in reader.records() {
            let row = row.expect("a row");
            let is_shown = &row[status.expect("a column")] == "shown";
            assert_eq!(!row[value.expect("a column")].is_empty(), is_shown, "{name}: {row:?}");
            hidden += usize::from(!is_shown);
        }
    }
    assert!(hidden > 0);
}

#[test]
fn a_changed_a_missing_and_a_climbing_file_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("r");
    compose(&dir, &manuscript("2024-1")).expect("a release");
    let table = dir.join("tables/report-children.csv");
    let bytes = fs::read(&table).expect("a table");
    fs::write(&table, [bytes.as_slice(), b"NL,2023,all,all,entered,1,shown\n"].concat()).expect("written");
    assert!(matches!(Release::read(&dir), Err(PublicationError::Changed { .. })));
    fs::remove_file(&table).expect("removed");
    assert!(matches!(Release::read(&dir), Err(PublicationError::Io { .. })));
    let climbing = r#"{"files": [{"path": "../secret", "bytes": 0, "blake3": ""}]}"#;
    fs::write(dir.join("manifest.json"), climbing).expect("written");
    assert!(matches!(Release::read(&dir), Err(PublicationError::Changed { .. })));
}

#[test]
fn names_that_are_no_file_names_and_figures_without_words_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |change: &dyn Fn(&mut Manuscript<'_>)| {
        let mut manuscript = manuscript("2024-1");
        change(&mut manuscript);
        compose(&folder.path().join("r"), &manuscript).expect_err("refused")
    };
    assert!(matches!(refused(&|text| text.indicators[0].slug = "../x".to_owned()), PublicationError::Name { .. }));
    assert!(matches!(refused(&|text| text.version = String::new()), PublicationError::Name { .. }));
    assert!(matches!(refused(&|text| text.indicators[1].slug = "report-children".to_owned()), PublicationError::Twice { .. }));
    assert!(matches!(refused(&|text| drop(text.indicators.remove(0))), PublicationError::Undefined { .. }));
    assert!(!folder.path().join("r").exists());
}

fn ledger_with(dir: &Path, version: &str) -> Ledger {
    compose(&dir.join(version), &manuscript(version)).expect("a release");
    let mut ledger = Ledger::open(dir).expect("a ledger");
    ledger.propose(version, "Auteur", day(1)).expect("proposed");
    ledger
}

#[test]
fn a_release_goes_out_after_two_others_approved_and_stays_readable_when_withdrawn() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = ledger_with(folder.path(), "2024-1");
    assert!(matches!(ledger.publish("2024-1", "Auteur", day(2)), Err(PublicationError::State { .. })));
    assert!(matches!(ledger.review("2024-1", " auteur ", day(2)), Err(PublicationError::NotIndependent { .. })));
    assert_eq!(ledger.review("2024-1", "Eerste", day(2)).expect("reviewed"), State::Reviewed);
    assert!(matches!(ledger.review("2024-1", "Eerste", day(3)), Err(PublicationError::NotIndependent { .. })));
    assert_eq!(ledger.review("2024-1", "Tweede", day(3)).expect("approved"), State::Approved);
    assert_eq!(ledger.read("2024-1").expect("a release").status, Approval::Approved);
    assert_eq!(ledger.publish("2024-1", "Auteur", day(4)).expect("published"), State::Published);
    assert_eq!(ledger.latest(), Some("2024-1"));
    assert!(matches!(ledger.withdraw("2024-1", "Auteur", " ", day(5)), Err(PublicationError::Empty { .. })));
    ledger.withdraw("2024-1", "Auteur", "Fout in een levering", day(5)).expect("withdrawn");
    let again = Ledger::open(folder.path()).expect("a ledger");
    assert_eq!((again.latest(), again.state("2024-1")), (None, Some(State::Withdrawn)));
    assert_eq!(again.entries(), ledger.entries());
    again.verify().expect("all there");
}

#[test]
fn a_ledger_with_a_changed_a_missing_or_a_moved_line_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = ledger_with(folder.path(), "2024-1");
    ledger.review("2024-1", "Eerste", day(2)).expect("reviewed");
    ledger.review("2024-1", "Tweede", day(3)).expect("approved");
    let path = folder.path().join("ledger.json");
    let text = fs::read_to_string(&path).expect("a ledger");
    let lines: Vec<&str> = text.lines().collect();
    for broken in [
        text.replace("Eerste", "Derde"),
        lines[1..].join("\n"),
        [lines[0], lines[2]].join("\n"),
        [lines[1], lines[0], lines[2]].join("\n"),
        text.replace("2024-08-02", "2024-08-09"),
    ] {
        fs::write(&path, broken).expect("written");
        assert!(matches!(Ledger::open(folder.path()), Err(PublicationError::Chain { .. })));
    }
}

#[test]
fn a_release_that_changed_after_it_was_proposed_cannot_be_approved() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = ledger_with(folder.path(), "2024-1");
    let dir = folder.path().join("2024-1");
    fs::remove_dir_all(&dir).expect("removed");
    let mut other = manuscript("2024-1");
    other.seed = 8;
    compose(&dir, &other).expect("another release of the same name");
    assert!(matches!(ledger.review("2024-1", "Eerste", day(2)), Err(PublicationError::Changed { .. })));
    assert!(matches!(ledger.verify(), Err(PublicationError::Changed { .. })));
    assert!(matches!(ledger.review("2024-9", "Eerste", day(2)), Err(PublicationError::NoRelease { .. })));
}

/// A release of the cross table with its certificates.
fn with_crosstab_certificates() -> Manuscript<'static> {
    let policy = Policy::usual(2021, 2023);
    let numbers = crosstab();
    let cells = numbers.years()[1].numbers().expect("numbers").cells().to_vec();
    let dimension = |own: &CrosstabAxis| CrosstabDimension {
        name: own.name.clone(),
        axis: own.axis.clone(),
        codes: own.codes.iter().map(|own| (own.code.clone(), None)).collect(),
    };
    let told = ToldCrosstab { dimensions: numbers.dimensions().iter().map(dimension).collect(), cells };
    let certificates = disclosure::certify_crosstabs(&[told], &policy).certificates.expect("certificates");
    let proof = CrosstabProof { when: When::Year(2023), slugs: vec!["reports-by-sector".to_owned()], certificates };
    let proofs = with_certificates().proofs.map(|proofs| Proofs { crosstabs: vec![proof], ..proofs });
    Manuscript { proofs, ..with_certificates() }
}

#[test]
fn certificates_of_cross_tables_travel_with_the_release_and_forged_ones_are_refused() {
    let (name, manuscript) = ("crosstab-certificates.json", with_crosstab_certificates());
    let fault = |change: &dyn Fn(&str) -> String| {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("2024-1");
        compose(&dir, &manuscript).expect("written");
        forge(&dir, name, change);
        let release = Release::read(&dir).map_err(|error| error.to_string())?;
        let found = checkable_crosstabs(&dir, &release).map_err(|error| error.to_string())?;
        let [own] = found.as_slice() else { return Err(format!("{} groups", found.len())) };
        let certificates = own.certificates.as_ref().expect("certificates");
        let checked = disclosure::opened_crosstabs(&own.told, certificates, &own.policy).map_err(|error| error.to_string())?;
        if checked.open == checked.hidden && checked.hidden > 2 { Ok(()) } else { Err(format!("{checked:?}")) }
    };
    assert_eq!(fault(&str::to_owned), Ok(()));
    let refused = |from: &str, to: &str, why: &str| {
        let found = fault(&|text| text.replacen(from, to, 1)).expect_err(to);
        assert!(found.contains(why), "{to}: {found}");
    };
    refused("\"table\":[", "\"table\":[1,500,", "stands for nothing");
    refused("\"table\":[1,", "\"table\":[1,5", "does not fit");
    refused("\"table\":[", "\"table\":[-5,1,", "list of distances and counts");
    refused("\"width\":1", "\"width\":9", "rules that release.json states");
    refused("reports-by-sector", "help-by-form", "table of this year and rounding base");
    refused("\"year\":2023", "\"year\":2022", "table of this year and rounding base");
    refused("{\"year\":2023", "{\"year\":2023,\"tables\":[],\"dimensions\":[],\"proof\":[]},{\"year\":2023", "groups");
    refused("[\"reports-by-sector\"]", "[]", "certificates of a table that hides cells");
}

/// What is proven of each of two tables by itself says nothing about whoever has both.
#[test]
fn a_proof_that_leaves_out_a_table_of_the_same_starts_is_refused() {
    let proven = with_crosstab_certificates();
    let other = |own: &Crosstab| {
        let axes = own.dimensions().to_vec();
        let again = Crosstab::new(definition("by-sex", None), axes, None).counting_as("reports-by-sector");
        again.with_year_again(When::Year(2023), own.years()[1].numbers().expect("numbers"), "2023-1")
    };
    let checked = |slugs: &[&str]| {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("2024-1");
        let proof = |own: &CrosstabProof| CrosstabProof { slugs: slugs.iter().map(|slug| (*slug).to_owned()).collect(), ..own.clone() };
        let proofs = proven.proofs.clone().map(|own| Proofs { crosstabs: own.crosstabs.iter().map(proof).collect(), ..own });
        let crosstabs = vec![crosstab(), other(&crosstab())];
        compose(&dir, &Manuscript { crosstabs, proofs, ..with_crosstab_certificates() }).expect("written");
        let release = Release::read(&dir).expect("read");
        assert!(release.crosstabs[0].counts_as(&release.crosstabs[1]));
        checkable_crosstabs(&dir, &release).map(|found| found.len()).map_err(|error| error.to_string())
    };
    assert_eq!(checked(&["reports-by-sector", "by-sex"]), Ok(1));
    let refused = checked(&["reports-by-sector"]).expect_err("a table is left out");
    assert!(refused.contains("every table that counts the same starts") && refused.contains("by-sex"), "{refused}");
}

#[test]
fn a_release_without_certificates_of_cross_tables_says_that_nothing_is_proven_of_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("2024-1");
    compose(&dir, &with_certificates()).expect("written");
    let found = checkable_crosstabs(&dir, &Release::read(&dir).expect("read")).expect("read");
    assert_eq!(
        found.iter().map(|own| (own.slugs.join(" "), own.certificates.is_none())).collect::<Vec<_>>(),
        [("reports-by-sector".to_owned(), true)]
    );
}

#[test]
fn a_release_names_the_years_that_are_as_an_earlier_one_told_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let of = |years: &[i16], from: Option<&str>| RepeatedYears {
        indicator: "report-children".to_owned(),
        years: years.to_vec(),
        from: from.map(str::to_owned),
    };
    let repeated = vec![of(&[2021, 2022], Some("2023-1")), of(&[2023], None)];
    let written = Manuscript { repeated: repeated.clone(), ..manuscript("2024-1") };
    publication::compose(&folder.path().join("2024-1"), &written).expect("a release");
    let read = Release::read(&folder.path().join("2024-1")).expect("a release");
    assert_eq!(read.repeated, repeated);
    assert_eq!(read.repeated_of("report-children").count(), 2);
    assert_eq!(read.repeated_of("help-after-order").count(), 0);
    publication::compose(&folder.path().join("2024-2"), &manuscript("2024-2")).expect("a release");
    let plain = std::fs::read_to_string(folder.path().join("2024-2/release.json")).expect("a file");
    assert!(!plain.contains("repeated"), "a release that repeats nothing is written as before");
}
