//! A made cross table: help by form (under with and without a stay) and sex, of two years, of which one stays inside.

use std::collections::BTreeMap;
use std::fmt::Write as _;

const CODES: [(&str, &str); 3] = [("1", "no"), ("11", "yes"), ("13", "yes")];
const COUNTS: [[u64; 2]; 3] = [[420, 510], [60, 45], [15, 0]];

pub fn write(files: &mut BTreeMap<String, String>) {
    let (definitions, tables) = super::waiting::words();
    let words = WORDS.replace("\"cells\": 18}],", &format!("\"cells\": 18}}, {definitions}],"));
    let words = words.strip_suffix("]}").map(|words| format!("{words}, {tables}]}}")).expect("the end of the tables");
    files.insert("crosstabs.json".to_owned(), words);
    super::waiting::write(files);
    files.insert("crosstabs/help-by-form-and-sex.csv".to_owned(), numbers());
}

fn count(code: &str, sex: &str) -> u64 {
    let rows = CODES.iter().zip(COUNTS).filter(|((own, above), _)| code == "all" || code == *own || code == *above);
    rows.map(|(_, own)| own.iter().zip(["V", "M"]).filter(|(_, own)| sex == "all" || sex == *own).map(|(count, _)| count).sum::<u64>())
        .sum()
}

fn numbers() -> String {
    let mut text = "year,code,sex,measure,over,value,lower,upper,level,status\n".to_owned();
    for code in ["1", "11", "13", "no", "yes", "all"] {
        for sex in ["V", "M", "all"] {
            let own = count(code, sex);
            let line = if (code, sex) == ("13", "V") { "count,,,,,,hidden".to_owned() } else { format!("count,,{own},,,,shown") };
            writeln!(text, "2025,{code},{sex},{line}").expect("written");
            for (over, whole, is_all) in [("code", count("all", sex), code == "all"), ("sex", count(code, "all"), sex == "all")] {
                let share = own as f64 / whole.max(1) as f64;
                let line = match (is_all, (code, sex) == ("13", "V")) {
                    (true, _) => continue,
                    (false, true) => format!("share,{over},,,,,hidden"),
                    (false, false) => format!("share,{over},{share},{},{},0.95,shown", share * 0.9, (share * 1.1).min(1.0)),
                };
                writeln!(text, "2025,{code},{sex},{line}").expect("written");
            }
        }
    }
    text
}

const WORDS: &str = r#"{"definitions": [
  {"id": "help-by-form-and-sex", "slug": "help-by-form-and-sex", "title": {"nl": "Vorm van jeugdhulp naar geslacht", "en": "Form of youth help by sex"},
   "question": {"nl": "Krijgen meisjes zwaardere hulp?", "en": "Do girls get heavier help?"},
   "definition": {"nl": "Hoe vaak jeugdhulp begon.", "en": "How often youth help started."}, "footnotes": [{"nl": "Let op.", "en": "Mind."}],
   "source": {"nl": "jeugdhulpaanbieders", "en": "providers"}, "counted": "records", "norm": null, "method": "crosstabs", "rounded_to": null,
   "cells_shown": 17, "cells": 18}],
 "crosstabs": [{
  "dimensions": [
   {"name": "code", "title": {"nl": "Soort", "en": "Kind"}, "codes": [
     {"code": "no", "title": {"nl": "hulp zonder verblijf", "en": "help without a stay"}, "within": null},
     {"code": "1", "title": {"nl": "wijkteam", "en": "neighbourhood team"}, "within": "no"},
     {"code": "yes", "title": {"nl": "hulp met verblijf", "en": "help with a stay"}, "within": null},
     {"code": "11", "title": {"nl": "pleegzorg", "en": "foster care"}, "within": "yes"},
     {"code": "13", "title": {"nl": "gesloten plaatsing", "en": "closed placement"}, "within": "yes"}]},
   {"name": "sex", "title": {"nl": "Geslacht", "en": "Sex"}, "codes": [
     {"code": "V", "title": {"nl": "meisjes", "en": "girls"}, "within": null},
     {"code": "M", "title": {"nl": "jongens", "en": "boys"}, "within": null}]}],
  "contrast": {"of": "code", "code": "yes", "between": "sex", "first": "V", "second": "M", "strata": "code"},
  "years": [
   {"year": 2024, "base": null, "withheld": {"nl": "Er ontbreken aanleveringen.", "en": "Deliveries are missing."}, "contrast": null},
   {"year": 2025, "base": 5, "withheld": null, "contrast": {"status": "shown",
     "difference": {"value": 0.07, "lower": 0.03, "upper": 0.11, "level": 0.95}, "composition": {"value": 0.02, "lower": 0.0, "upper": 0.04, "level": 0.95},
     "rates": {"value": 0.05, "lower": 0.01, "upper": 0.09, "level": 0.95}}}]}]}"#;
