//! `inbeeld link` as other programs call it: suggest, link, review, labels fed back, lasting numbers, undo, explain.

use std::path::Path;
use std::process::{Command, Output};

fn inbeeld(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_inbeeld")).args(arguments).current_dir(folder).output().expect("the program runs")
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = inbeeld(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).expect("a file")
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("one JSON document")
}

/// Three hundred persons, one in three twice, some with another spelling.
fn clients(folder: &Path, persons: usize) {
    let (first, last) = (["Noor", "Daan", "Emma", "Lucas", "Julia", "Sem", "Tess"], ["de Jong", "Jansen", "de Vries", "Bakker", "Smit"]);
    let mut text = "id;voornaam;achternaam;geboortedatum;postcode\n".to_owned();
    for place in 0..persons {
        let born = format!("20{:02}-{:02}-{:02}", place * 7 % 18, 1 + place * 5 % 12, 1 + place * 11 % 28);
        let row = |id: String, last: &str| format!("{id};{};{last};{born};{}AB\n", first[place % 7], 1000 + place * 13 % 400);
        text += &row(format!("{place}"), last[place % 5]);
        if place % 3 == 0 {
            let other = if place % 2 == 0 { last[place % 5].to_owned() } else { format!("{}s", last[place % 5]) };
            text += &row(format!("{place}-b"), &other);
        }
    }
    std::fs::write(folder.join("clients.csv"), text).expect("a file");
}

#[test]
fn from_csv_to_clusters_to_labels_and_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    clients(at, 300);
    std::fs::write(at.join("model.toml"), done(at, &["link", "clients.csv", "--suggest"])).expect("a file");
    let report = json(&done(at, &["link", "clients.csv", "--model", "model.toml", "--out", "one", "--format", "json", "--quiet"]));
    assert_eq!(report["quality"]["imputations"], 20);
    assert!(read(at, "one/pairs.csv").starts_with("source_a,id_a,source_b,id_b,weight,probability\n"));
    assert!(read(at, "one/clusters.csv").starts_with("source,id,cluster\n"));
    done(at, &["link", "clients.csv", "--out", "at-once", "--quiet"]);
    for file in ["model.toml", "pairs.csv", "clusters.csv", "report.json"] {
        let in_two_steps = read(at, if file == "model.toml" { file.to_owned() } else { format!("one/{file}") }.as_str());
        assert!(read(at, &format!("at-once/{file}")) == in_two_steps, "{file} is the same with the suggested model in one step");
    }
    std::fs::write(at.join("at-once/model.toml"), read(at, "model.toml") + "# mine\n").expect("a file");
    let refused = inbeeld(at, &["link", "clients.csv", "--out", "at-once", "--quiet"]);
    assert_eq!(refused.status.code(), Some(2), "a model that was changed is not written over");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--model at-once/model.toml"));
    assert!(read(at, "at-once/model.toml").ends_with("# mine\n"));
    let weight = |line: &str| line.split(',').nth(4).and_then(|number| number.parse::<f64>().ok());
    assert!(read(at, "one/pairs.csv").lines().skip(1).all(|line| weight(line).is_some()));

    let sample =
        ["link", "review", "clients.csv", "--model", "model.toml", "--out", "seen", "--pairs", "30", "--format", "json", "--quiet"];
    let drawn = json(&done(at, &sample));
    assert_eq!(drawn["drawn"], 30);
    assert!(read(at, "seen/review.html").contains("Content-Security-Policy"));
    let sheet = read(at, "seen/review.csv");
    assert!(sheet.starts_with("pair,source_a,id_a,source_b,id_b,same,voornaam_a,voornaam_b,"), "{sheet}");
    let unseen = inbeeld(at, &["link", "clients.csv", "--model", "model.toml", "--labels", "seen/review.csv", "--out", "two"]);
    assert_eq!(unseen.status.code(), Some(2), "a sheet without a decision is no labels");

    // The reviewer says that the first pair is two persons, whatever it looks like, and of the others that they are one.
    let decided = |(place, line): (usize, &str)| line.replacen(",,", if place == 1 { ",nee," } else { ",ja," }, 1) + "\n";
    std::fs::write(at.join("labels.csv"), sheet.lines().enumerate().map(decided).collect::<String>()).expect("a file");
    let labelled =
        ["link", "clients.csv", "--model", "model.toml", "--labels", "labels.csv", "--previous", "one/clusters.csv", "--out", "two"];
    let told = json(&done(at, &[&labelled[..], &["--imputed", "--format", "json", "--quiet"]].concat()));
    assert_eq!((&told["labels"]["same"], &told["labels"]["different"]), (&29.into(), &1.into()));
    assert!(told["reviewed"]["precision"]["upper"].as_f64().is_some_and(|upper| upper <= 1.0));
    let changes = read(at, "two/changes.csv");
    assert_eq!(changes.lines().count(), 2, "one record left its cluster: {changes}");
    assert!(changes.lines().nth(1).is_some_and(|line| line.contains(",split,")), "{changes}");
    assert!(read(at, "two/imputed.csv").starts_with("source,id,cluster_1,"));

    done(at, &["link", "undo", "two/clusters.csv", "--changes", "two/changes.csv", "--out", "before.csv"]);
    let sorted = |name: &str| {
        let mut lines: Vec<String> = read(at, name).lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted("before.csv"), sorted("one/clusters.csv"));
}

#[test]
fn a_pair_is_explained_without_a_value_of_its_records() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    clients(at, 120);
    std::fs::write(at.join("model.toml"), done(at, &["link", "clients.csv", "--suggest"])).expect("a file");
    let explain = ["link", "explain", "clients.csv", "--model", "model.toml", "--out", "why", "--quiet"];
    let told = json(&done(at, &[&explain[..], &["--pair", "0,0-b", "--sensitivity", "--format", "json"]].concat()));
    let pair = &told["pairs"][0];
    let steps = pair["steps"].as_array().expect("steps");
    let number = |value: &serde_json::Value| value.as_f64().expect("a number");
    let sum: f64 = steps.iter().map(|step| number(&step["weight"]) + number(&step["frequency"])).sum();
    assert!((number(&pair["prior"]) + sum + number(&pair["crowding"]) + number(&pair["labels"]) - number(&pair["weight"])).abs() < 1e-9);
    assert!(told["sensitivity"].as_array().is_some_and(|rows| rows.len() >= 10));
    for name in ["why/explain.json", "why/pair-1.svg", "why/unlinkables.svg", "why/sensitivity.csv"] {
        let text = read(at, name);
        assert!(!text.contains("Noor") && !text.contains("de Jong") && !text.contains("1000AB"), "{name}");
    }
    assert_eq!(inbeeld(at, &[&explain[..], &["--pair", "0,nobody"]].concat()).status.code(), Some(2));
}
