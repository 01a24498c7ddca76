//! `inbeeld protect` as other programs call it: files in, files out, what it says and how it ends.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

const REGIONS: &str = "child;parent\na;T\nb;T\nc;T\n";

fn inbeeld(folder: &Path, format: &str, arguments: &str) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_inbeeld"))
        .current_dir(folder)
        .args(["--format", format])
        .args(arguments.split_whitespace())
        .output();
    program.expect("the program runs")
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn answer(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// A first release by region; then one in which everyone in `a` turns out to be of one sex, with a rule that hides that.
#[test]
fn the_fewest_cells_shown_before_that_tell_a_cell_are_printed_with_what_could_come_out() {
    let own = folder(&[
        ("regions.csv", REGIONS),
        ("first.csv", "region;n\na;6\nb;9\nc;8\n"),
        ("second.csv", "region;sex;n\na;f;6\nb;f;4\nb;m;5\nc;f;4\nc;m;4\n"),
    ]);
    let first =
        inbeeld(own.path(), "json", "protect --table first.csv --dimensions region=regions.csv --count n --ledger ledger --out one");
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    let second = "protect --table second.csv --dimensions region=regions.csv,sex --count n --ledger ledger --out two --primary group:0.95";
    let refused = inbeeld(own.path(), "json", second);
    assert_eq!(refused.status.code(), Some(1), "{}", String::from_utf8_lossy(&refused.stderr));
    let told = answer(&refused);
    let conflict = &told["conflicts"][0];
    assert_eq!(
        (&conflict["cell"], &conflict["told_by"], &conflict["extent"]),
        (&json!("a;f"), &json!([{"cell": "a;Total", "releases": [1]}]), &json!("smallest"))
    );
    assert_eq!((&told["closed"], &told["withdraw"]), (&json!(1), &json!([1])));
    assert_eq!(told["coarser"], json!(["without region", "without sex"]));
    assert!(!own.path().join("two").exists(), "nothing is written");
    let words = inbeeld(own.path(), "text", second);
    let text = String::from_utf8_lossy(&words.stderr).into_owned();
    for part in ["region a, sex f: told by one count shown before", "region a, shown in release 1", "withdraw it"] {
        assert!(text.contains(part), "'{part}' in: {text}");
    }
}

#[test]
fn cells_that_are_public_already_stay_shown_or_are_named() {
    let own = folder(&[
        ("regions.csv", REGIONS),
        ("counts.csv", "region;sex;n\na;f;2\na;m;20\nb;f;15\nb;m;6\nc;f;30\nc;m;40\n"),
        ("some.csv", "region;sex\nb;f\nb;m\n"),
        ("all.csv", "region;sex\nb;f\nc;f\nT;f\nT;Total\n"),
        ("small.csv", "region;sex\na;f\n"),
    ]);
    let ask = "protect --table counts.csv --dimensions region=regions.csv,sex --count n --out out --frozen";
    let held = inbeeld(own.path(), "json", &format!("{ask} some.csv"));
    assert_eq!(held.status.code(), Some(0), "{}", String::from_utf8_lossy(&held.stderr));
    let cells = std::fs::read_to_string(own.path().join("out/cells.csv")).expect("written");
    assert!(cells.contains("b;f;shown;15") && cells.contains("b;m;shown;6") && cells.contains("a;f;primary;"), "{cells}");
    let verified = inbeeld(own.path(), "json", "protect verify out/cells.csv out/certificates.json");
    assert_eq!(verified.status.code(), Some(0), "{}", String::from_utf8_lossy(&verified.stdout));

    // The total of `f` less what `b` and `c` have of it.
    let told = inbeeld(own.path(), "json", &format!("{ask} all.csv"));
    assert_eq!(told.status.code(), Some(1));
    let conflict = &answer(&told)["conflicts"][0];
    let cells: Vec<&str> = conflict["told_by"].as_array().expect("cells").iter().filter_map(|own| own["cell"].as_str()).collect();
    assert_eq!((cells, &conflict["extent"]), (vec!["T;f", "b;f", "c;f"], &json!("smallest")));
    assert_eq!(conflict["told_by"][0]["releases"], json!([]));
    let both = inbeeld(own.path(), "json", &format!("{ask} small.csv"));
    assert_eq!(both.status.code(), Some(2));
}

/// Per table: the rules that hide a cell, as the house reads them.
fn reasons(file: &Path) -> Vec<String> {
    std::fs::read_to_string(file).expect("written").lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn households_suppliers_and_empty_cells_are_told_with_the_rules_that_hide_them() {
    let mut cases = "region,household,supplier,n\n".to_owned();
    // In a six children of two households, in b and c of six; in c all by one supplier.
    for (region, households, suppliers) in [("a", 2, 3), ("b", 6, 3), ("c", 6, 1)] {
        (0..5).for_each(|child| cases += &format!("{region},{region}{},{region}{},1\n", child % households, child % suppliers));
        // Of whose household the last is nobody knows.
        cases += &format!("{region},,{region}0,1\n");
    }
    let own = folder(&[
        ("regions.csv", "child,parent\na,T\nb,T\nc,T\nd,T\ne,T\n"),
        ("counts.csv", "region,n\na,6\nb,6\nc,6\nd,0\n"),
        ("cases.csv", &cases),
    ]);
    let ask = "protect --table counts.csv --dimensions region=regions.csv --count n --contributions cases.csv --out out --reasons why";
    for within in ["out", "./out", "out/why"] {
        let beside = inbeeld(own.path(), "text", &format!("{ask} --primary threshold:5").replace("why", within));
        assert_eq!((beside.status.code(), String::from_utf8_lossy(&beside.stderr).contains("another folder")), (Some(2), true), "{within}");
    }
    let rules = "--primary threshold:5 --primary contributors:household:3 --primary contributors:supplier:2";
    let told = answer(&inbeeld(own.path(), "json", &format!("{ask} {rules}")));
    let by_rule = json!([
        {"rule": "threshold:5", "cells": 0}, {"rule": "contributors:household:3", "cells": 1}, {"rule": "contributors:supplier:2", "cells": 1}
    ]);
    assert_eq!((&told["primary"], &told["secondary"], &told["by_rule"]), (&json!(2), &json!(0), &by_rule));
    assert_eq!(reasons(&own.path().join("why/reasons.csv")), ["a,contributors:household:3", "c,contributors:supplier:2"]);

    // That nobody of d is counted stays inside; of e everyone knows it.
    let told = answer(&inbeeld(own.path(), "json", &format!("{ask} {rules} --primary zeros")));
    assert_eq!((&told["primary"], &told["by_rule"][3]), (&json!(3), &json!({"rule": "zeros", "cells": 1})));
    let cells = std::fs::read_to_string(own.path().join("out/cells.csv")).expect("written");
    assert!(cells.contains("d,primary,\n") && cells.contains("e,shown,0\n"), "{cells}");
    assert_eq!(reasons(&own.path().join("why/reasons.csv"))[2], "d,zeros");
    let verified = inbeeld(own.path(), "json", "protect verify out/cells.csv out/certificates.json");
    assert_eq!((verified.status.code(), &answer(&verified)["floor"]), (Some(0), &json!(0)));

    for (wish, said) in [
        ("--primary zeros --floor 1", "leave --floor out"),
        ("--primary zeros --protect insider", "alone in a total"),
        ("--primary contributors:street:3", "street"),
        ("--primary zeros --method round:5", "goes with suppress"),
    ] {
        let refused = inbeeld(own.path(), "text", &format!("{ask} {wish}"));
        assert_eq!(refused.status.code(), Some(2), "{wish}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains(said), "{}", String::from_utf8_lossy(&refused.stderr));
    }
}

#[test]
fn hidden_zeros_of_linked_tables_stay_open() {
    let own = folder(&[
        ("regions.csv", REGIONS),
        ("sexes.csv", "region;sex;n\na;f;0\na;m;20\nb;f;15\nb;m;6\nc;f;30\nc;m;0\n"),
        ("ages.csv", "region;age;n\na;y;9\na;o;11\nb;y;0\nb;o;21\nc;y;16\nc;o;14\n"),
    ]);
    let ask = "protect --table sexes.csv --dimensions region=regions.csv,sex,age --count n --also ages.csv --primary threshold:5 --primary zeros --out out --reasons why";
    let told = inbeeld(own.path(), "json", ask);
    assert_eq!(told.status.code(), Some(0), "{}", String::from_utf8_lossy(&told.stderr));
    assert_eq!((&answer(&told)["primary"], &answer(&told)["audited"]["exact"]), (&json!(3), &json!(0)));
    assert_eq!(reasons(&own.path().join("why/reasons-2.csv")), ["b;y;zeros"]);
    let verified = inbeeld(own.path(), "json", "protect verify out/cells.csv out/cells-2.csv out/certificates.json");
    assert_eq!(verified.status.code(), Some(0), "{}", String::from_utf8_lossy(&verified.stdout));
}

#[test]
fn two_ones_under_a_total_stay_open_to_who_knows_that_no_hidden_cell_is_empty() {
    let own = folder(&[("regions.csv", REGIONS), ("counts.csv", "region;n\na;1\nb;1\nc;43\n")]);
    let ask = "protect --table counts.csv --dimensions region=regions.csv --count n --out out";
    let cells = || std::fs::read_to_string(own.path().join("out/cells.csv")).expect("written");
    let claim =
        || -> Value { serde_json::from_slice(&std::fs::read(own.path().join("out/certificates.json")).expect("written")).expect("JSON") };
    let verify = || inbeeld(own.path(), "json", "protect verify out/cells.csv out/certificates.json");

    let told = answer(&inbeeld(own.path(), "json", ask));
    assert_eq!((&told["primary"], &told["secondary"]), (&json!(2), &json!(1)), "43 or 45 tell that both are 1");
    assert_eq!(claim()["floor"], 1);
    let held = verify();
    assert_eq!((held.status.code(), &answer(&held)["floor"]), (Some(0), &json!(1)));

    let told = answer(&inbeeld(own.path(), "json", &format!("{ask} --floor 0")));
    assert_eq!(told["secondary"], 0);
    assert!(cells().contains("c;shown;43") && cells().contains("T;shown;45"), "{}", cells());
    assert_eq!(verify().status.code(), Some(0));
    // The same proof for readers who do know it.
    let mut forged = claim();
    forged["floor"] = json!(1);
    std::fs::write(own.path().join("out/certificates.json"), forged.to_string()).expect("written");
    let refused = verify();
    assert_eq!(refused.status.code(), Some(1));
    assert!(answer(&refused)["fault"].as_str().is_some_and(|fault| fault.contains("less than 1")), "{}", answer(&refused));
    // A claim of before there was a floor.
    forged.as_object_mut().expect("a claim").remove("floor");
    std::fs::write(own.path().join("out/certificates.json"), forged.to_string()).expect("written");
    assert_eq!(answer(&verify())["floor"], 0);

    for (wish, floor) in [("", 0), ("--floor 1", 1)] {
        let series = inbeeld(own.path(), "text", &format!("{ask} --ledger ledger-{floor} {wish}"));
        assert_eq!(series.status.code(), Some(0), "{}", String::from_utf8_lossy(&series.stderr));
        assert_eq!((claim()["floor"] == floor, verify().status.code()), (true, Some(0)));
        assert_eq!(String::from_utf8_lossy(&series.stderr).contains("--floor 1"), floor == 0);
    }
    assert_eq!(inbeeld(own.path(), "text", &format!("{ask} --floor 2")).status.code(), Some(2));
}

#[test]
fn children_with_several_forms_are_protected_and_their_proof_is_checked_by_the_inequalities() {
    let sets = "region;form;n\na;hit;12\na;hit|seen;3\nb;hit;9\nb;seen;7\nb;seen | hit;6\nc;hit;20\nc;seen;2\nc;neglected;11\na;neglected;9\nb;neglected|hit;2\n";
    let own = folder(&[("regions.csv", REGIONS), ("sets.csv", sets)]);
    let ask = "--table sets.csv --dimensions region=regions.csv,form --overlapping form --count n";
    for attacker in ["outsider", "insider"] {
        let done = inbeeld(own.path(), "json", &format!("protect {ask} --protect {attacker} --out out"));
        assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        assert_eq!(answer(&done)["cells"], 16);
        let cells = std::fs::read_to_string(own.path().join("out/cells.csv")).expect("written");
        assert!(!cells.contains('|') && cells.lines().count() == 17, "no set stands in the table: {cells}");
        assert!(cells.contains("a;seen;primary;") && cells.contains("c;seen;primary;"), "{cells}");
        let verified = inbeeld(own.path(), "text", "protect verify out/cells.csv out/certificates.json");
        let text = String::from_utf8_lossy(&verified.stdout).into_owned();
        assert_eq!(verified.status.code(), Some(0), "{text}");
        assert!(text.contains("one person may stand under several codes of form"), "{text}");
        let verified = answer(&inbeeld(own.path(), "json", "protect verify out/cells.csv out/certificates.json"));
        assert_eq!((&verified["overlapping"], &verified["holds"]), (&json!(["form"]), &json!(true)));
        // Fifteen children in `a` hit, however many more were seen: not fewer than that in the region.
        let file = own.path().join("out/certificates.json");
        let mut claim: Value = serde_json::from_slice(&std::fs::read(&file).expect("written")).expect("JSON");
        for certificate in claim["certificates"].as_array_mut().expect("certificates") {
            for (_, count) in certificate["high"].as_object_mut().expect("a table") {
                *count = json!(1_000_000);
            }
        }
        std::fs::write(&file, claim.to_string()).expect("written");
        let forged = inbeeld(own.path(), "json", "protect verify out/cells.csv out/certificates.json");
        assert_eq!(forged.status.code(), Some(1));
    }
    let advice = answer(&inbeeld(own.path(), "json", &format!("protect advise {ask}")));
    let own_ways = advice["ways"].as_array().expect("ways").iter().filter(|way| way["table"] == "as it is");
    let ways: Vec<&str> = own_ways.filter_map(|way| way["method"].as_str()).collect();
    assert_eq!(ways, ["suppress", "suppress+round:5", "cell-key"]);
    let rounded = inbeeld(own.path(), "json", &format!("protect {ask} --method round:5"));
    assert_eq!(rounded.status.code(), Some(2));
    let wrong = inbeeld(own.path(), "json", "protect --table sets.csv --dimensions region=regions.csv,form --overlapping age --count n");
    assert_eq!(wrong.status.code(), Some(2));
}

const FORMS: &str = "region;form;n\na;hit;6\na;seen;1\nb;hit;9\nb;seen;8\nc;hit;1\nc;seen;13\n";
const AGES: &str = "region;age;n\na;0-11;4\na;12-17;3\nb;0-11;16\nb;12-17;1\nc;0-11;6\nc;12-17;8\n";

#[test]
fn linked_tables_are_protected_from_two_who_tell_each_other() {
    let own = folder(&[("regions.csv", REGIONS), ("forms.csv", FORMS), ("ages.csv", AGES)]);
    let ask = "protect --table forms.csv --dimensions region=regions.csv,form,age --count n --also ages.csv --out out";
    let hidden = |against: &str| {
        let done = inbeeld(own.path(), "json", &format!("{ask} --protect {against}"));
        assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        let told = answer(&done);
        assert_eq!((&told["audited"]["attacker"], &told["audited"]["exact"]), (&json!(against), &json!(0)));
        let verified = inbeeld(own.path(), "json", "protect verify out/cells.csv out/certificates.json");
        assert_eq!(verified.status.code(), Some(0), "{}", String::from_utf8_lossy(&verified.stdout));
        told["secondary"].as_u64().expect("a number")
    };
    assert!(hidden("outsider") < hidden("two-insiders"));
}

/// The counts of a file, by all columns before `status`; a column it lacks is the total.
#[test]
fn advice_is_about_all_tables_the_width_asked_for_and_earlier_releases() {
    let own = folder(&[("regions.csv", REGIONS), ("forms.csv", FORMS), ("ages.csv", AGES)]);
    let one = "--table forms.csv --dimensions region=regions.csv,form --count n";
    let both = "--table forms.csv --dimensions region=regions.csv,form,age --count n --also ages.csv";
    let advice = |ask: &str| answer(&inbeeld(own.path(), "json", &format!("protect advise {ask}")));
    let shown = |advice: &Value, table: &str, method: &str| {
        let ways = advice["ways"].as_array().expect("ways");
        let way = ways.iter().find(|way| way["table"] == table && way["method"] == method);
        way.map(|way| (way["cells"].as_u64().expect("a number"), way["shown"].as_u64().expect("a number")))
    };
    let (alone, linked) = (advice(one), advice(both));
    let ((few, _), (cells, linked_shown)) =
        (shown(&alone, "as it is", "suppress").expect("a way"), shown(&linked, "as it is", "suppress").expect("a way"));
    assert!(cells > few && linked_shown < cells, "{linked}");
    assert!(shown(&linked, "without form", "suppress").is_some() && shown(&linked, "as it is", "round:5").is_some(), "{linked}");
    // What `protect` itself would show of both: the same effort, the same tables.
    let done = answer(&inbeeld(own.path(), "json", &format!("protect {both} --steps 50 --exact 0")));
    let hidden = ["primary", "secondary"].map(|kind| done[kind].as_u64().expect("a number")).iter().sum::<u64>();
    let is_shared = done["cells"].as_u64().expect("a number");
    assert!(is_shared < cells && is_shared - hidden <= linked_shown, "what both tell is one cell there, and two lines here: {done}");
    let wide = shown(&advice(&format!("{one} --width 6")), "as it is", "suppress").expect("a way").1;
    assert!(wide < shown(&alone, "as it is", "suppress").expect("a way").1);

    assert_eq!(inbeeld(own.path(), "json", &format!("protect {one} --ledger ledger --out out")).status.code(), Some(0));
    let beside = advice(&format!("{one} --ledger ledger"));
    assert!(shown(&beside, "as it is", "suppress").is_some() && shown(&beside, "as it is", "cell-key").is_none(), "{beside}");
    assert_eq!(advice(&format!("{one} --ledger ledger")), beside, "nothing was added to the ledger");
}

/// Earlier releases told four places: they cannot be told two by two beside that, and advice says so.
#[test]
fn versions_that_earlier_releases_rule_out_are_named_with_why() {
    let four = "child;parent\na;T\nb;T\nc;T\nd;T\n";
    let own = folder(&[("regions.csv", four), ("forms.csv", &format!("{FORMS}d;hit;30\nd;seen;5\n"))]);
    let ask = "--table forms.csv --dimensions region=regions.csv,form --count n";
    let advice = |ask: &str| answer(&inbeeld(own.path(), "json", &format!("protect advise {ask}")));
    let alone = advice(ask);
    assert_eq!(inbeeld(own.path(), "json", &format!("protect {ask} --ledger ledger --out out")).status.code(), Some(0));
    let beside = advice(&format!("{ask} --ledger ledger"));
    let skipped = beside["skipped"].as_array().expect("versions");
    let why = |own: &Value| own["why"].as_str().is_some_and(|why| why.contains("hierarchy"));
    assert!(skipped.iter().any(|own| own["table"] == "region two by two" && why(own)), "{beside}");
    let named = |advice: &Value| {
        let tables = |kind: &str| advice[kind].as_array().expect("a list").clone();
        let all = ["ways", "closed", "skipped"].map(tables).concat();
        let name = |own: &Value| own["table"].as_str().or(own.as_str()).expect("a name").to_owned();
        all.iter().map(name).collect::<std::collections::BTreeSet<String>>()
    };
    assert_eq!(named(&beside), named(&alone), "every version is compared, closed or skipped");
    assert_eq!(alone["skipped"], json!([]));
}

fn counts(file: &Path, columns: &[&str]) -> std::collections::BTreeMap<Vec<String>, u64> {
    let text = std::fs::read_to_string(file).expect("written");
    let mut lines = text.lines().map(|line| line.split(';').map(str::to_owned).collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let total = |text: &str| if text == "T" { "Total".to_owned() } else { text.to_owned() };
    let code =
        |line: &[String], column: &str| header.iter().position(|own| own == column).map_or("Total".to_owned(), |place| total(&line[place]));
    lines.map(|line| (columns.iter().map(|own| code(&line, own)).collect(), line[line.len() - 1].parse().expect("a count"))).collect()
}

#[test]
fn linked_tables_are_rounded_and_moved_to_the_same_and_rounded_again_as_they_were() {
    let own = folder(&[("regions.csv", REGIONS), ("forms.csv", FORMS), ("ages.csv", AGES)]);
    let ask = "protect --table forms.csv --dimensions region=regions.csv,form,age --count n --also ages.csv";
    let both = |folder: &str| {
        let own = |file: &str| counts(&own.path().join(folder).join(file), &["region", "form", "age"]);
        let (first, second) = (own("cells.csv"), own("cells-2.csv"));
        let shared = first.iter().filter(|(codes, _)| second.contains_key(*codes)).collect::<Vec<_>>();
        assert_eq!(shared.len(), 4, "the regions and the total");
        for (codes, count) in shared {
            assert_eq!(second[codes], *count, "{codes:?}");
        }
        (first, second)
    };
    let done = inbeeld(own.path(), "json", &format!("{ask} --method round:5 --ledger ledger --out one"));
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(answer(&done)["largest_inner"].as_u64() < Some(5));
    let before = both("one");
    assert!(before.0.values().chain(before.1.values()).all(|count| count % 5 == 0));
    let again = inbeeld(own.path(), "json", &format!("{ask} --method round:5 --ledger ledger --seed 9 --out two"));
    assert_eq!(again.status.code(), Some(0), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(both("two"), before);
    let moved = inbeeld(own.path(), "json", &format!("{ask} --method cell-key --out three"));
    assert_eq!(moved.status.code(), Some(0), "{}", String::from_utf8_lossy(&moved.stderr));
    both("three");
    std::fs::write(own.path().join("third.csv"), "form;age;n\nhit;0-11;10\nhit;12-17;6\nseen;0-11;16\nseen;12-17;6\n").expect("written");
    let ring = inbeeld(own.path(), "json", &format!("{ask} third.csv --method round:5"));
    assert_eq!(ring.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ring.stderr).contains("circle"), "{}", String::from_utf8_lossy(&ring.stderr));
}
