//! `inbeeld indicators` from outside: plain files in, exact or safe rows out.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

const HEADER: &str = "person,record,case,kind,day,organisation,organisation_kind,municipality,sex,birth_month,code\n";

/// A folder of an analyst.
struct Analyst(tempfile::TempDir);

impl Analyst {
    /// Children under an order: 150 girls and 60 boys in Amsterdam, 60 and 30 in Rotterdam, 4 and 3 in Groningen. Every third waits some weeks
    /// for help, every third half a year, the others all the time.
    fn new() -> Analyst {
        let analyst = Analyst(tempfile::tempdir().expect("a folder"));
        let mut events = String::from(HEADER);
        for number in 0..307 {
            let (place, sex) = match number {
                0..150 => ("GM0363", "V"),
                150..210 => ("GM0363", "M"),
                210..270 => ("GM0599", "V"),
                270..300 => ("GM0599", "M"),
                300..304 => ("GM0014", "V"),
                _ => ("GM0014", "M"),
            };
            let who = format!("p{number}");
            let day = 1 + number % 28;
            let _ = writeln!(events, "{who},o{number},,order.started,2022-01-{day:02},G1,gi,{place},{sex},2012-05,11");
            let started = match number % 3 {
                0 => format!("2022-01-{:02}", day.min(10) + 20),
                1 => format!("2022-07-{day:02}"),
                _ => continue,
            };
            let _ = writeln!(events, "{who},h{number},,help.started,{started},P1,provider,{place},{sex},2012-05,1");
        }
        analyst.write("events.csv", &events);
        analyst.write("coverage.csv", &coverage("2020-01-01,2024-12-31"));
        analyst
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a file");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let program = Command::new(env!("CARGO_BIN_EXE_inbeeld")).arg("indicators").args(arguments).current_dir(self.0.path()).output();
        program.expect("the program")
    }

    /// The rows of an answer.
    fn rows(&self, name: &str, arguments: &[&str]) -> Vec<Value> {
        let files = ["run", name, "--events", "events.csv", "--coverage", "coverage.csv", "--format", "json"];
        let told = self.run(&[&files, arguments].concat());
        assert_eq!(told.status.code(), Some(0), "{}", String::from_utf8_lossy(&told.stderr));
        let document: Value = serde_json::from_slice(&told.stdout).expect("one JSON document");
        document["rows"].as_array().expect("rows").clone()
    }
}

fn coverage(span: &str) -> String {
    let mut text = String::from("organisation_kind,municipality,from,through\n");
    for kind in ["gi", "court", "provider", "municipality", "veilig-thuis"] {
        for place in ["GM0363", "GM0599", "GM0014"] {
            let _ = writeln!(text, "{kind},{place},{span}");
        }
    }
    text
}

fn of<'a>(rows: &'a [Value], measure: &str) -> Vec<&'a Value> {
    rows.iter().filter(|row| row["measure"] == measure).collect()
}

#[test]
fn safe_rows_hold_no_small_count_and_only_multiples_of_five() {
    let analyst = Analyst::new();
    for by in ["region", "region,sex", "region:GM,sex,period", "sex,period:month", "region:NL"] {
        let rows = analyst.rows("help-after-order", &["--safe", "--by", by]);
        for row in &rows {
            for count in ["n", "events"].iter().filter_map(|name| row[name].as_u64()) {
                assert!(count % 5 == 0, "{by}: {row}");
            }
            assert_eq!(row["n"].is_null(), row["status"] == "hidden", "{by}: {row}");
            assert!(row["n"] != Value::Null || row["estimate"].is_null(), "{by}: {row}");
        }
        assert!(by.contains("month") || of(&rows, "count").iter().any(|row| row["status"] == "shown"), "{by}");
    }
    // Groningen's four and three are hidden, and with them what they could be worked out from; the rest is there.
    let regions = analyst.rows("help-after-order", &["--safe", "--by", "region:GM,sex"]);
    let told: Vec<(&Value, &Value, &Value)> = of(&regions, "count").iter().map(|row| (&row["region"], &row["sex"], &row["n"])).collect();
    assert!(told.iter().filter(|row| row.0 == "GM0014").all(|row| row.2.is_null()), "{told:?}");
    assert!(told.iter().filter(|row| row.2.is_null()).count() > 2 && told.iter().any(|row| !row.2.is_null()), "{told:?}");
}

#[test]
fn safe_shares_are_near_the_exact_ones_and_hold_them_between_their_limits() {
    let analyst = Analyst::new();
    let (exact, safe) = (analyst.rows("help-after-order", &[]), analyst.rows("help-after-order", &["--safe"]));
    for (exact, safe) in of(&exact, "share").iter().zip(of(&safe, "share")) {
        assert_eq!(exact["at"], safe["at"]);
        let number = |row: &Value, name: &str| row[name].as_f64().expect("a number");
        assert!((number(exact, "estimate") - number(safe, "estimate")).abs() < 0.02, "{exact} {safe}");
        assert!(number(safe, "lower") <= number(exact, "estimate") && number(exact, "estimate") <= number(safe, "upper"));
    }
    for measure in ["count", "share", "median", "curve", "stock", "inflow", "outflow"] {
        assert!(!of(&safe, measure).is_empty(), "{measure}");
        assert!(of(&safe, measure).iter().all(|row| row["completeness"] == 1.0), "{measure}");
    }
    let median = of(&safe, "median")[0];
    assert!(median["lower"].as_f64() <= median["estimate"].as_f64() && median["estimate"].as_f64() <= median["upper"].as_f64());
}

/// Providers miss the first half of 2022: nothing is said of orders in it, the figure is marked, and no share drops.
#[test]
fn a_missing_half_year_marks_the_figure_and_the_share_does_not_jump() {
    let analyst = Analyst::new();
    let whole = analyst.rows("help-after-order", &["--by", "period:half"]);
    let mut text =
        coverage("2020-01-01,2024-12-31").replace("provider,GM0363,2020-01-01,2024-12-31\nprovider,GM0599,2020-01-01,2024-12-31\n", "");
    for place in ["GM0363", "GM0599"] {
        let _ = writeln!(text, "provider,{place},2020-01-01,2022-01-14\nprovider,{place},2022-07-01,2024-12-31");
    }
    analyst.write("coverage.csv", &text);
    let missing = analyst.rows("help-after-order", &["--by", "period:half"]);
    let completeness = |rows: &[Value]| of(rows, "count")[0]["completeness"].as_f64().expect("a share");
    assert_eq!(completeness(&whole), 1.0);
    assert!(completeness(&missing) < 0.6, "{}", completeness(&missing));
    let count = |rows: &[Value]| of(rows, "count")[0]["n"].as_u64().expect("a count");
    assert!(count(&missing) < count(&whole));
    let share = of(&missing, "share").into_iter().find(|row| row["at"] == 183).expect("a share");
    assert!(share["estimate"].is_null() || share["upper"].as_f64() >= of(&whole, "share")[1]["estimate"].as_f64(), "{share}");
}

#[test]
fn a_regions_own_indicator_is_said_back_counted_and_its_faults_named_by_line() {
    let analyst = Analyst::new();
    let text = "start = \"order.started:11,12\"\nend = \"help.started\"\nwithin = \"3 months\"\nby = [\"region:GM\"]\n";
    analyst.write("mine.toml", text);
    let told = analyst.run(&["explain", "mine.toml"]);
    let words = String::from_utf8(told.stdout).expect("UTF-8");
    assert!(words.contains("Waits for: start of youth help, within 91 days") && words.contains("Wacht op: begin van jeugdhulp"), "{words}");
    assert!(!words.contains("order.started"), "{words}");
    assert_eq!(of(&analyst.rows("mine.toml", &[]), "count").len(), 3);
    analyst.write("mine.toml", &text.replace("region:GM", "regio"));
    let told = analyst.run(&["explain", "mine.toml"]);
    assert_eq!(told.status.code(), Some(2));
    let words = String::from_utf8(told.stderr).expect("UTF-8");
    assert!(words.contains("mine.toml, line 4: 'regio' is no dimension"), "{words}");
}

#[test]
fn an_indicator_may_follow_a_norm_of_the_region() {
    let analyst = Analyst::new();
    let norm = "version = \"1\"\n[[hand-over]]\nid = \"our-help\"\nfrom = [\"order.started:11\"]\nto = [\"help.started\"]\ntie = \"person\"\ndue = 28\n\
                unit = \"calendar\"\nkind = \"own-yardstick\"\nsource = \"Ours.\"\nsince = \"2022-01-01\"\nsuppliers = [\"provider\"]\n";
    analyst.write("ours.toml", norm);
    analyst.write("mine.toml", "hand-over = \"our-help\"\n");
    assert_eq!(analyst.run(&["explain", "mine.toml"]).status.code(), Some(2));
    let words = |arguments: &[&str]| String::from_utf8(analyst.run(arguments).stdout).expect("UTF-8");
    for name in ["mine.toml", "our-help"] {
        assert!(words(&["explain", name, "--norms", "ours.toml"]).contains("within 28 days"), "{name}");
    }
    let rows = analyst.rows("mine.toml", &["--norms", "ours.toml"]);
    // Every third has help after 17 to 20 days or some, every third after half a year.
    let share = of(&rows, "share").into_iter().find(|row| row["at"] == 28).expect("a share");
    assert_eq!((share["n"].as_u64(), share["events"].as_u64()), (Some(307), Some(103)));
    analyst.write("ours.toml", &norm.replace("our-help", "help-after-order"));
    let refused = analyst.run(&["explain", "mine.toml", "--norms", "ours.toml"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("there is 'help-after-order' already"));
}

#[test]
fn the_screen_shows_the_list_and_the_curve_only_when_asked() {
    let analyst = Analyst::new();
    let files = ["run", "help-after-order", "--events", "events.csv", "--coverage", "coverage.csv"];
    let text = |more: &[&str]| String::from_utf8(analyst.run(&[&files[..], more].concat()).stdout).expect("UTF-8");
    let short = text(&[]);
    assert!(short.contains("median") && !short.contains("stock") && short.contains("More rows") && short.lines().count() < 12, "{short}");
    assert!(text(&["--all"]).contains("curve") && !text(&["--all"]).contains("More rows"));
    let dated = text(&["--on", "2022-03-31"]);
    assert!(dated.contains("stock") && !dated.contains("curve"), "{dated}");
}

/// The blocks of code of a how-to that begin so, without their margins.
fn blocks(page: &str, kind: &str) -> Vec<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/how-to").join(page);
    let text = fs::read_to_string(path).expect("a how-to");
    let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
    let fences: Vec<&&str> = lines.iter().filter(|line| line.starts_with("```")).collect();
    let parts: Vec<&[&str]> = lines.split(|line| line.starts_with("```")).collect();
    fences.iter().zip(&parts[1..]).filter(|(fence, _)| ***fence == format!("```{kind}")).map(|(_, lines)| lines.join("\n") + "\n").collect()
}

/// What both pages show to a newcomer works as they say.
#[test]
fn the_examples_of_the_how_to_give_what_it_says() {
    for (page, said) in [
        ("indicator-toevoegen.md", "Alleen: vorm van geweld seksueel geweld"),
        ("add-an-indicator.md", "Only: form of violence sexual violence."),
    ] {
        let analyst = Analyst::new();
        let (files, tables) = (blocks(page, "toml"), blocks(page, "csv"));
        analyst.write("mine.toml", &files[0]);
        analyst.write("events.csv", &tables[0]);
        analyst.write("coverage.csv", &tables[1]);
        let words = |arguments: &[&str]| String::from_utf8(analyst.run(arguments).stdout).expect("UTF-8");
        assert!(words(&["explain", "mine.toml"]).contains(said), "{page}");
        let rows = analyst.rows("mine.toml", &[]);
        let told: Vec<(&str, Option<u64>, Option<f64>)> = of(&rows, "median")
            .iter()
            .map(|row| (row["sex"].as_str().expect("a word"), row["events"].as_u64(), row["estimate"].as_f64()))
            .collect();
        assert_eq!(told, [("M", Some(0), None), ("V", Some(1), Some(50.0))], "{page}");
        let named = |beginning: &str| files.iter().find(|file| file.contains(beginning)).expect("a file");
        analyst.write("norms.toml", named("[[hand-over]]"));
        analyst.write("own.toml", named("unreliable-when = {"));
        assert!(words(&["explain", "own.toml", "--norms", "norms.toml"]).contains("within 28 days"), "{page}");
    }
}

/// The lists that a release tells are in the catalogue; of a file of events the same list is told on every date, with how long it has waited.
#[test]
fn waiting_lists_are_listed_explained_and_counted() {
    let analyst = Analyst::new();
    let text = |arguments: &[&str]| String::from_utf8(analyst.run(arguments).stdout).expect("UTF-8");
    let list = text(&["list"]);
    assert!(list.contains("\nwaiting-help-after-order ") && list.contains("\nwaiting-help-after-order-length "), "{list}");
    let words = text(&["explain", "waiting-help-after-order"]);
    assert!(words.contains("On the list of a month stands") && words.contains("denominator: Every time that somebody waits"), "{words}");
    assert!(words.contains("noemer: Elke keer dat aan het eind van de maand wordt gewacht"), "{words}");
    let (lists, whole) = (analyst.rows("waiting-help-after-order-length", &[]), analyst.rows("help-after-order", &[]));
    let stock = of(&lists, "stock");
    assert_eq!(stock, of(&whole, "stock"));
    assert!(lists.iter().all(|row| ["stock", "inflow", "outflow"].contains(&row["measure"].as_str().expect("a word"))));
    assert!(stock.iter().all(|row| row["waited"].is_array() == (row["n"] != 0)), "{stock:?}");
    assert!(of(&analyst.rows("help-after-order", &["--safe"]), "stock").iter().all(|row| row.get("waited").is_none()));
    let regions = analyst.rows("waiting-help-after-order", &[]);
    assert!(of(&regions, "stock").iter().all(|row| row["region"].is_string()) && regions.len() > lists.len());
}

#[test]
fn a_municipality_that_there_is_none_of_is_told_by_its_line() {
    let analyst = Analyst::new();
    let events = std::fs::read_to_string(analyst.path("events.csv")).expect("the file").replacen("GM0363", "GM9998", 2);
    analyst.write("events.csv", &events);
    let told = analyst.run(&["run", "order-children", "--events", "events.csv", "--coverage", "coverage.csv"]);
    let said = String::from_utf8_lossy(&told.stderr).into_owned();
    assert_eq!(told.status.code(), Some(0), "{said}");
    assert!(
        said.contains("events.csv: in 2 row(s) the municipality does not exist (the first: line 2)") && !said.contains("9998"),
        "{said}"
    );
}

#[test]
fn a_plain_count_is_safe_too_and_the_text_says_so() {
    let analyst = Analyst::new();
    let rows = analyst.rows("order-children", &["--safe", "--by", "region:GM"]);
    assert!(rows.iter().all(|row| row["status"] == "hidden" || row["n"].as_u64().is_some_and(|count| count % 5 == 0)), "{rows:?}");
    let files = ["run", "order-children", "--events", "events.csv", "--coverage", "coverage.csv", "--safe"];
    let told = analyst.run(&files);
    assert!(String::from_utf8_lossy(&told.stdout).contains("safe counts, rounded to 5"));
    assert_eq!(analyst.run(&[&files[..], &["--draft"]].concat()).status.code(), Some(2));
}

#[test]
fn help_is_told_month_by_month_around_eighteen_and_only_as_a_draft() {
    let analyst = Analyst::new();
    let mut events = String::from(HEADER);
    for number in 0..20 {
        let _ = writeln!(events, "q{number},h{number},,help.started,2021-06-01,P1,provider,GM0363,V,2004-01,1");
        let _ = writeln!(events, "q{number},h{number},,help.ended,2022-0{}-15,P1,provider,GM0363,V,2004-01,1", 2 + number % 2);
    }
    analyst.write("events.csv", &events);
    let rows = analyst.rows("continuity-18", &["--by", "sex"]);
    let of_month = |month: i64| rows.iter().find(|row| row["at"] == month).map(|row| (row["n"].as_u64(), row["events"].as_u64()));
    let told = [-6, 0, 1, 2, 24].map(of_month);
    assert_eq!(told, [20, 20, 10, 0, 0].map(|running| Some((Some(20), Some(running)))));
    assert!(rows.iter().all(|row| row["sex"] == "V" && row["measure"] == "curve"));
    let files = ["run", "continuity-18", "--events", "events.csv", "--coverage", "coverage.csv", "--safe"];
    assert_eq!(analyst.run(&files).status.code(), Some(2));
}

/// What a reader must know beside the definition: as text in both languages, and as fields for a program.
#[test]
fn what_is_divided_by_what_and_what_makes_it_unreliable_is_explained() {
    let analyst = Analyst::new();
    let told = analyst.run(&["explain", "assessment"]);
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    for line in [
        "- numerator: Of these: those with safety assessment within 5 working days.",
        "- teller: Daarvan: die met",
        "- rows of the mission: R4, R9",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let told = analyst.run(&["explain", "assessment", "--format", "json"]);
    let told: Value = serde_json::from_slice(&told.stdout).expect("JSON");
    assert!(
        told["denominator"].as_str().is_some_and(|text| text.starts_with("Every time this happens: report at Veilig Thuis.")),
        "{told}"
    );
    assert_eq!((&told["norm"]["due_days"], &told["norm"]["kind"]), (&Value::from(5), &Value::from("statutory")));
    let findings = told["findings"].as_array().expect("codes");
    assert!(findings.contains(&Value::from("VT-OUTCOME")) && !findings.contains(&Value::from("VT-TRANSFER-OPEN")), "{findings:?}");
}
