//! The desk from outside: files in a folder, the program, what it prints and writes.

mod desk;

use std::collections::BTreeSet;
use std::fs;

use calamine::{Data, Reader, Xlsx, open_workbook};
use desk::{Desk, NOW, board, settled, sound};

/// The delivery before the one that is checked.
const BEFORE: &str = "board_RVDK_2022HJ02_v1.csv";

/// The codes of the causes of a delivery, in order.
fn codes(delivery: &serde_json::Value) -> Vec<&str> {
    delivery["causes"].as_array().expect("causes").iter().map(|cause| cause["code"].as_str().expect("a code")).collect()
}

#[test]
fn a_sound_file_may_be_sent_and_a_faulty_one_may_not() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[settled("B-1")]));
    let told = desk.run(&["check", NOW]);
    assert_eq!(told.code, 0, "{}", told.out);
    assert!(told.out.contains("Niets gevonden.") && told.out.contains("stuur dit bestand zoals het is"));
    desk.put(NOW, &board(&[sound("B-1").replace("2010-03-15", "2010-13-15"), sound("B-2")]));
    let told = desk.run(&["check", NOW, "--language", "en"]);
    assert_eq!(told.code, 1);
    assert!(
        told.out.contains("ERROR 1 × CH-BIRTH-DATE")
            && told.out.contains("row 1 (B-1, geboortedatum)")
            && told.out.contains("Not right yet")
    );
}

#[test]
fn a_mistyped_name_is_wrong_use_and_nothing_is_printed() {
    let told = Desk::new().run(&["check", "no-such-file.csv"]);
    assert_eq!((told.code, told.out.as_str()), (2, ""));
    assert!(told.err.contains("there is no file no-such-file.csv"));
}

#[test]
#[cfg(unix)]
fn a_file_that_cannot_be_opened_is_refused_and_the_rest_goes_on() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[settled("B-1")]));
    std::os::unix::fs::symlink("nowhere", desk.path(BEFORE)).expect("a link");
    let told = desk.json(&["check", ".", BEFORE]);
    let deliveries = told["deliveries"].as_array().expect("deliveries");
    let verdicts: Vec<_> = deliveries.iter().map(|delivery| delivery["receipt"]["verdict"].as_str().expect("a word")).collect();
    assert_eq!(verdicts, ["accepted", "refused"]);
    assert_eq!(codes(&deliveries[1]), ["DE-REFUSED"]);
}

#[test]
fn patterns_are_filled_in_by_the_program_itself() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[sound("B-1")]));
    desk.put(BEFORE, &board(&[sound("B-2")]));
    desk.put("leesmij.txt", "hallo");
    let told = desk.json(&["check", "board_*.csv"]);
    assert_eq!(told["deliveries"].as_array().map(Vec::len), Some(2));
}

#[test]
fn the_json_keeps_five_cases_and_counts_them_all() {
    let desk = Desk::new();
    let rows: Vec<String> = (0..12).map(|number| sound(&format!("B-{number}")).replace(";V;", ";X;")).collect();
    desk.put(NOW, &board(&rows));
    let told = desk.json(&["check", NOW]);
    let delivery = &told["deliveries"][0];
    assert_eq!(delivery["read"], 12);
    assert_eq!(delivery["causes"][0]["count"], 12);
    assert_eq!(delivery["causes"][0]["first"].as_array().map(Vec::len), Some(5));
    assert_eq!(delivery["causes"][0]["first"][4]["field"], "geslacht");
}

#[test]
fn the_page_holds_exactly_the_causes_and_asks_nothing_of_any_host() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[sound("B-1").replace(";V;", ";X;"), sound("<script>alert(1)</script>").replace("2010-03-15", "2010-13-15")]));
    let told = desk.json(&["check", NOW, "--report", "rapport"]);
    let page = fs::read_to_string(desk.path(&format!("rapport/check-{NOW}.html"))).expect("a page");
    let shown: Vec<&str> = page.split("data-code=\"").skip(1).map(|rest| rest.split('"').next().expect("a code")).collect();
    assert_eq!(shown, codes(&told["deliveries"][0]));
    assert!(shown.len() >= 2);
    for forbidden in ["http://", "https://", "src=", "url(", "@import", "<script", "<link", "<img", "<iframe"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)") && page.contains("default-src 'none'"));
    assert!(page.contains("<html lang=\"nl\">") && page.contains("prefers-color-scheme:dark") && page.contains("@media print"));
}

#[test]
fn several_files_get_an_index_that_leads_to_each() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[sound("B-1")]));
    desk.put("uitvoer.csv", "naam;adres\n");
    desk.run(&["check", NOW, "uitvoer.csv", "--report", "rapport"]);
    let index = fs::read_to_string(desk.path("rapport/index.html")).expect("an index");
    for name in [format!("check-{NOW}.html"), "check-uitvoer.csv.html".to_owned()] {
        assert!(index.contains(&format!("href=\"{name}\"")) && desk.path(&format!("rapport/{name}")).exists(), "{name}");
    }
    let again = desk.json(&["check", "*"]);
    assert_eq!(again["deliveries"].as_array().map(Vec::len), Some(2), "our own reports are no deliveries");
}

#[test]
fn the_workbook_holds_every_case_and_no_formula() {
    let desk = Desk::new();
    let mut rows: Vec<String> = (0..30).map(|number| sound(&format!("B-{number}")).replace(";V;", ";X;")).collect();
    rows.push(sound("-2").replace("2010-03-15", "2010-13-15"));
    desk.put(NOW, &board(&rows));
    desk.run(&["check", NOW, "--report", "rapport"]);
    let mut book: Xlsx<_> = open_workbook(desk.path(&format!("rapport/check-{NOW}.xlsx"))).expect("a workbook");
    assert_eq!(book.sheet_names()[0], "Oorzaken");
    let mut references = BTreeSet::new();
    for name in book.sheet_names().into_iter().filter(|name| name.ends_with("Het kind")) {
        let sheet = book.worksheet_range(&name).expect("a sheet");
        assert!(sheet.rows().flatten().all(|cell| matches!(cell, Data::String(_) | Data::Float(_) | Data::Empty)));
        references.extend(sheet.rows().skip(1).map(|row| row[0].to_string()));
        assert!(book.worksheet_formula(&name).expect("a sheet").used_cells().next().is_none());
    }
    assert_eq!(references.len(), 31);
    assert!(references.contains("-2") && references.contains("B-29"));
}

#[test]
fn the_csv_holds_every_case_and_no_formula() {
    let desk = Desk::new();
    desk.put(
        NOW,
        &board(&[
            sound("@SUM(A1)").replace(";V;", ";X;"),
            sound("-2").replace(";V;", ";X;"),
            sound("＝A1").replace(";V;", ";X;"),
            sound("B-3").replace(";V;", ";X;"),
        ]),
    );
    desk.run(&["check", NOW, "--report", "rapport"]);
    let bytes = fs::read(desk.path(&format!("rapport/check-{NOW}.csv"))).expect("a CSV");
    assert!(bytes.starts_with(b"\xEF\xBB\xBF"));
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(&bytes[3..]);
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
    let references: Vec<&str> = records.iter().filter(|record| &record[2] == "CH-SEX").map(|record| &record[4]).collect();
    assert_eq!(references, ["", "'-2", "'＝A1", "B-3"], "a formula as such is not even shown");
}

#[test]
fn what_is_left_out_of_the_lists_is_said() {
    let desk = Desk::new();
    let rows: Vec<String> = (0..10_020).map(|number| sound(&format!("B-{number}")).replace(";V;", ";X;")).collect();
    desk.put(NOW, &board(&rows));
    let told = desk.run(&["check", NOW, "--report", "rapport"]);
    assert_eq!(told.out.matches("CH-SEX").count(), 1, "one cause is one line");
    let text = String::from_utf8(fs::read(desk.path(&format!("rapport/check-{NOW}.csv"))).expect("a CSV")).expect("UTF-8");
    assert_eq!(text.matches(";CH-SEX;").count(), 10_001);
    assert!(text.contains("20 meer, hier niet genoemd"));
}

#[test]
fn an_accepted_deviation_stands_apart_until_its_day_and_then_comes_back() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[sound("B-1").replace("2010-03-15", "2010-13-15"), sound("B-2")]));
    let line =
        |until: &str| format!("[[accepted]]\ncode = \"CH-BIRTH-DATE\"\nreason = \"testbestand\"\nuntil = {until}\nby = \"beheerder\"\n");
    desk.put("bekend.toml", &line("2099-12-31"));
    let told = desk.run(&["check", NOW, "--accepted", "bekend.toml"]);
    assert_eq!(told.code, 0, "{}", told.out);
    assert!(told.out.contains("BEKEND EN GEACCEPTEERD") && told.out.contains("Reden: testbestand (tot en met 2099-12-31), door beheerder"));
    assert!(told.out.contains("zijn bekend en geaccepteerd"), "the advice agrees with the exit code");
    let document = desk.json(&["check", NOW, "--accepted", "bekend.toml"]);
    assert_eq!(document["deliveries"][0]["set_aside"], 1, "an accepted error is still set aside");
    assert_eq!(document["deliveries"][0]["accepted_deviations"][0]["code"], "CH-BIRTH-DATE");
    assert!(!codes(&document["deliveries"][0]).contains(&"CH-BIRTH-DATE"));
    desk.put("bekend.toml", &line("2020-12-31"));
    assert_eq!(desk.run(&["check", NOW, "--accepted", "bekend.toml"]).code, 1);
}

#[test]
fn accepting_a_code_adds_it_to_the_file() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[sound("B-1").replace("2010-03-15", "2010-13-15"), sound("B-2")]));
    let accept = ["check", NOW, "--accepted", "bekend.toml", "--accept", "CH-BIRTH-DATE", "--reason", "oud \"nummer\""];
    assert_eq!(desk.run(&accept).code, 0);
    let text = fs::read_to_string(desk.path("bekend.toml")).expect("a file");
    assert!(text.contains("code = \"CH-BIRTH-DATE\"") && text.contains("nummer") && text.contains("until = "));
    assert_eq!(desk.run(&["check", NOW, "--accepted", "bekend.toml"]).code, 0);
    let wrong = desk.run(&["check", NOW, "--accepted", "bekend.toml", "--accept", "CH-NOTHING", "--reason", "x"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("there is no rule CH-NOTHING"));
    assert_eq!(desk.run(&["check", NOW, "--accept", "CH-SEX"]).code, 2, "no reason, no acceptance");
}

#[test]
fn a_record_that_ran_and_is_gone_is_found_beside_the_previous_delivery() {
    let desk = Desk::new();
    desk.put(BEFORE, &board(&[sound("B-1").replace("2023-02-01", "2022-09-01"), sound("B-2").replace("2023-02-01", "2022-10-01")]));
    desk.put(
        NOW,
        &board(&[sound("B-2").replace("2023-02-01", "2022-10-02").replace(";V;", ";M;"), sound("B-3").replace("2023-02-01", "2022-12-01")]),
    );
    let told = desk.json(&["check", NOW, "--previous", BEFORE]);
    let delivery = &told["deliveries"][0];
    let found = codes(delivery);
    for code in ["AC-NOT-CONTINUED", "AC-START-CHANGED", "AC-SEX-CHANGED"] {
        assert!(found.contains(&code), "{code}: {found:?}");
    }
    let gone = delivery["causes"].as_array().expect("causes").iter().find(|cause| cause["code"] == "AC-NOT-CONTINUED").expect("the cause");
    assert_eq!((&gone["count"], &gone["first"][0]["reference"], &gone["first"][0]["row"]), (&1.into(), &"B-1".into(), &0.into()));
    assert_eq!(delivery["quality"]["late"], 1, "B-3 began before the period and was not there");
    assert_eq!(desk.run(&["check", NOW, "--previous", BEFORE]).code, 0, "a warning does not hold the file back");
}

#[test]
fn a_cause_that_was_there_last_time_says_so() {
    let desk = Desk::new();
    desk.put(BEFORE, &board(&[sound("B-1").replace("2023-02-01", "2022-09-01").replace(";V;", ";X;")]));
    desk.put(NOW, &board(&[sound("B-1").replace("2023-02-01", "2022-09-01").replace(";V;", ";X;")]));
    let told = desk.run(&["check", NOW, "--previous", BEFORE]);
    assert!(told.out.contains("ook in de vorige aanlevering: 1 ×"), "{}", told.out);
}

#[test]
fn a_new_version_lies_beside_the_one_it_replaces() {
    let desk = Desk::new();
    let second = NOW.replace("_v1", "_v2");
    desk.put(NOW, &board(&[sound("B-1"), sound("B-2"), sound("B-3")]));
    desk.put(&second, &board(&[sound("B-1"), sound("B-2").replace("hands-on", "hands-off"), sound("B-4")]));
    let told = desk.json(&["check", &second, "--previous", NOW]);
    let difference = &told["deliveries"][0]["difference"];
    let numbers = ["added", "removed", "changed", "same"].map(|key| difference[key].as_u64().expect("a number"));
    assert_eq!(numbers, [1, 1, 1, 1]);
}

#[test]
fn the_mirror_shows_codes_and_never_a_value_of_a_person() {
    let desk = Desk::new();
    let rows = |share: usize, day: &str| -> Vec<String> {
        let setting = |number: usize| if number % 10 < share { "family" } else { "school" };
        (0..200).map(|number| sound(&format!("B-{day}-{number}")).replace("family", setting(number)).replace("2023-02-01", day)).collect()
    };
    desk.put(BEFORE, &board(&rows(8, "2022-08-01")));
    desk.put(NOW, &board(&rows(2, "2023-02-01")));
    let told = desk.json(&["check", NOW, "--previous", BEFORE]);
    let mirror = &told["deliveries"][0]["mirror"];
    assert_eq!(mirror["fields"][0]["field"], "setting", "remarkable first");
    assert!(mirror["fields"][0]["remarks"].to_string().contains("aandeel van family: 80 % werd 20 %"));
    let text = mirror.to_string();
    assert!(["Jansen", "123456782", "2010", "1234AB"].iter().all(|value| !text.contains(value)), "{text}");
    let breaks = told["deliveries"][0]["quality"]["breaks"].as_array().expect("breaks").clone();
    assert!(breaks.iter().any(|found| found["field"] == "setting" && found["from"] == "2023-02-01"), "{breaks:?}");
}

#[test]
fn similar_suppliers_come_from_a_file_of_safe_counts_or_not_at_all() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[sound("B-1")]));
    desk.run(&["check", NOW, "--report", "zonder"]);
    let without = fs::read_to_string(desk.path(&format!("zonder/check-{NOW}.html"))).expect("a page");
    assert!(without.contains("Vergelijkbare leveranciers staan er niet naast"));
    desk.put("veilig.csv", "kind;field;value;count\nboard;geslacht;V;45\nboard;geslacht;;100\n");
    desk.run(&["check", NOW, "--report", "met", "--similar", "veilig.csv"]);
    let with = fs::read_to_string(desk.path(&format!("met/check-{NOW}.html"))).expect("a page");
    assert!(with.contains("45 %") && !with.contains("Vergelijkbare leveranciers staan er niet naast"));
    desk.put("veilig.csv", "a,b\n");
    assert_eq!(desk.run(&["check", NOW, "--similar", "veilig.csv"]).code, 2);
}

#[test]
fn the_proof_of_check_names_the_bytes() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[settled("B-1")]));
    let told = desk.json(&["check", NOW, "--report", "rapport"]);
    let proof: serde_json::Value =
        serde_json::from_slice(&fs::read(desk.path(&format!("rapport/check-{NOW}.receipt.json"))).expect("a proof")).expect("JSON");
    assert_eq!(proof["blake3"], told["deliveries"][0]["receipt"]["blake3"]);
    assert_eq!((&proof["verdict"], &proof["received_at"]), (&"accepted".into(), &serde_json::Value::Null));
    desk.put(NOW, &board(&[sound("B-2")]));
    assert_ne!(desk.json(&["check", NOW])["deliveries"][0]["receipt"]["blake3"], proof["blake3"]);
}

#[test]
fn the_same_files_give_the_same_bytes_with_any_number_of_threads() {
    let desk = Desk::new();
    desk.put(BEFORE, &board(&[sound("B-1").replace(";V;", ";X;"), sound("B-9")]));
    desk.put(NOW, &board(&[sound("B-1").replace("2010-03-15", "2010-13-15"), sound("B-2").replace(";V;", ";X;")]));
    let run = |folder: &str, threads: &str| {
        let told = desk.run(&["check", NOW, BEFORE, "--previous", BEFORE, "--report", folder, "--threads", threads]);
        let mut files: Vec<_> = fs::read_dir(desk.path(folder)).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
        files.sort();
        (told.out, files.iter().map(|path| fs::read(path).expect("a file")).collect::<Vec<_>>())
    };
    assert_eq!(run("een", "1"), run("twee", "4"));
}

#[test]
fn the_same_file_under_two_names_is_found() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[sound("B-1")]));
    let second = NOW.replace("_v1", "_v2");
    desk.put(&second, &board(&[sound("B-1")]));
    let told = desk.json(&["check", NOW, &second]);
    for delivery in told["deliveries"].as_array().expect("deliveries") {
        assert!(codes(delivery).contains(&"AC-SAME-BYTES"));
    }
}

#[test]
fn an_export_with_other_names_is_read_through_a_mapping() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[sound("B-1")]).replacen("kenmerk;", "Dossiernummer;", 1));
    assert_eq!(desk.run(&["check", NOW]).code, 1);
    desk.put("board.toml", "kind = \"board\"\n[columns]\nkenmerk = \"Dossiernummer\"\n");
    let told = desk.run(&["check", NOW, "--mapping", "board.toml"]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    desk.put("board.toml", "kind = \"board\"\n[columns]\nfeild = \"Dossiernummer\"\n");
    let wrong = desk.run(&["check", NOW, "--mapping", "board.toml"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("board.toml"), "{}", wrong.err);
}

#[test]
fn a_wrong_word_names_the_words_that_are_allowed_and_a_wrong_header_its_columns() {
    let desk = Desk::new();
    desk.put(NOW, &board(&[sound("B-1").replace("veilig-thuis", "huisarts")]));
    let told = desk.run(&["check", NOW]);
    assert!(told.out.contains("Mag in verzoeker: veilig-thuis, gi, police, municipality, court, other"), "{}", told.out);
    assert!(!told.out.contains("huisarts"));
    desk.put("csg_CSG01_2023HJ01_v1.csv", "naam;adres\n");
    let told = desk.run(&["check", "csg_CSG01_2023HJ01_v1.csv"]);
    assert!(told.out.contains("kenmerk;bsn;achternaam"), "{}", told.out);
}

#[test]
fn cases_that_are_not_shown_are_pointed_to() {
    let desk = Desk::new();
    let rows: Vec<String> = (0..6).map(|number| sound(&format!("B-{number}")).replace(";V;", ";X;")).collect();
    desk.put(NOW, &board(&rows));
    assert!(desk.run(&["check", NOW]).out.contains("--report MAP"));
    desk.put(NOW, &board(&rows[..5]));
    assert!(!desk.run(&["check", NOW]).out.contains("--report MAP"));
}

#[test]
fn a_field_is_unknown_only_where_it_is_asked() {
    let desk = Desk::new();
    desk.put(BEFORE, &board(&[sound("B-9")]));
    let rows = [sound("B-1"), sound("B-2").replace("family", ""), settled("B-3"), settled("B-4").replace("no-petition", "")];
    desk.put(NOW, &board(&rows));
    let told = desk.json(&["check", NOW, "--previous", BEFORE]);
    let unknown = told["deliveries"][0]["quality"]["unknown"].as_array().expect("fields").clone();
    let share =
        |field: &str| unknown.iter().find(|found| found["field"] == field).map(|found| (found["count"].as_u64(), found["rows"].as_u64()));
    assert_eq!(share("setting"), Some((Some(1), Some(4))));
    assert_eq!(share("resultaat"), Some((Some(1), Some(2))), "an investigation that runs has no result");
    assert_eq!(share("geslacht"), None);
}
