//! A made waiting list of fourteen months in two regions and by length; the first month stays inside, one region delivered later.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Months with numbers, and how many wait in Twente and, from the second on, in Zeeland.
const MONTHS: [(&str, u64, Option<u64>); 13] = [
    ("2024-12", 40, None),
    ("2025-01", 45, Some(10)),
    ("2025-02", 50, Some(10)),
    ("2025-03", 50, Some(15)),
    ("2025-04", 55, Some(15)),
    ("2025-05", 60, Some(15)),
    ("2025-06", 60, Some(20)),
    ("2025-07", 65, Some(20)),
    ("2025-08", 65, Some(20)),
    ("2025-09", 70, Some(20)),
    ("2025-10", 70, Some(25)),
    ("2025-11", 75, Some(25)),
    ("2025-12", 80, Some(30)),
];

/// Definitions and tables for `crosstabs.json`, each with a comma between.
pub fn words() -> (String, String) {
    let definition = |id: &str| {
        format!(
            r#"{{"id": "{id}", "slug": "{id}", "title": {{"nl": "Wachtlijst: Hulp na een maatregel", "en": "Waiting list: Help after an order"}},
   "question": {{"nl": "Hoeveel keer wordt er gewacht?", "en": "How many wait?"}},
   "definition": {{"nl": "Elke keer zonder hulp.", "en": "Every time without help."}}, "footnotes": [],
   "source": {{"nl": "aanleveringen", "en": "deliveries"}}, "counted": "starts", "norm": null, "method": "waiting-lists", "rounded_to": null,
   "cells_shown": 13, "cells": 13}}"#
        )
    };
    let code = |code: &str, nl: &str| format!(r#"{{"code": "{code}", "title": {{"nl": "{nl}", "en": "{nl}"}}, "within": null}}"#);
    let table = |name: &str, codes: [String; 3], alike: &str| {
        let years: Vec<String> = std::iter::once(
            r#"{"year": "2024-11", "base": null, "withheld": {"nl": "Nog geen jaar.", "en": "No year yet."}, "contrast": null}"#.to_owned(),
        )
        .chain(MONTHS.iter().map(|(month, ..)| format!(r#"{{"year": "{month}", "base": 5, "withheld": null, "contrast": null}}"#)))
        .collect();
        format!(
            r#"{{{alike} "dimensions": [{{"name": "{name}", "title": {{"nl": "{name}", "en": "{name}"}}, "codes": [{}]}}], "contrast": null, "years": [{}]}}"#,
            codes.join(", "),
            years.join(", ")
        )
    };
    let regions = [code("VT05", "Twente"), code("VT19", "Zeeland"), code("unknown", "onbekend")];
    let lengths =
        [code("in-term", "binnen de termijn"), code("past-term", "langer dan de termijn"), code("past-year", "langer dan een jaar")];
    let definitions = ["waiting-help-after-order", "waiting-help-after-order-length"].map(definition).join(", ");
    let tables = [table("region", regions, ""), table("waited", lengths, r#""counts_as": "waiting-help-after-order","#)].join(", ");
    (definitions, tables)
}

/// The numbers of both tables: of those in Zeeland one region's count is hidden in the last month.
pub fn write(files: &mut BTreeMap<String, String>) {
    let (mut regions, mut lengths) = (head("region"), head("waited"));
    for (month, twente, zeeland) in MONTHS {
        let all = twente + zeeland.unwrap_or_default();
        line(&mut regions, month, "VT05", Some(twente));
        if let Some(zeeland) = zeeland {
            line(&mut regions, month, "VT19", (month != "2025-12").then_some(zeeland));
        }
        line(&mut regions, month, "all", Some(all));
        for (code, count) in [("in-term", Some(all - 20)), ("past-term", Some(15)), ("past-year", None), ("all", Some(all))] {
            line(&mut lengths, month, code, count);
        }
        writeln!(lengths, "{month},past-term,share,waited,0.2,0.1,0.3,0.95,shown").expect("written");
    }
    files.insert("crosstabs/waiting-help-after-order.csv".to_owned(), regions);
    files.insert("crosstabs/waiting-help-after-order-length.csv".to_owned(), lengths);
}

fn head(name: &str) -> String {
    format!("year,{name},measure,over,value,lower,upper,level,status\n")
}

fn line(text: &mut String, month: &str, code: &str, count: Option<u64>) {
    match count {
        Some(count) => writeln!(text, "{month},{code},count,,{count},,,,shown").expect("written"),
        None => writeln!(text, "{month},{code},count,,,,,,hidden").expect("written"),
    }
}
