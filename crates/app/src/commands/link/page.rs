//! A page for reviewing pairs: one file, no network, decisions saved as CSV by the reader.

use serde::Serialize;

use super::review::Shown;

/// Language of the page.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// Dutch.
    Nl,
    /// English.
    En,
}

/// Everything the page says.
#[derive(Serialize)]
struct Words {
    language: &'static str,
    title: &'static str,
    question: &'static str,
    private: &'static str,
    part: &'static str,
    first: &'static str,
    second: &'static str,
    differs: &'static str,
    same: &'static str,
    different: &'static str,
    unsure: &'static str,
    back: &'static str,
    save: &'static str,
    of: &'static str,
    done: &'static str,
}

const DUTCH: Words = Words {
    language: "nl",
    title: "Paren beoordelen",
    question: "Gaan deze twee regels over dezelfde persoon?",
    private: "Deze pagina bevat gegevens van personen. Zij verstuurt niets. Bewaar haar waar ook het bestand staat, en wis haar na gebruik.",
    part: "Onderdeel",
    first: "Eerste regel",
    second: "Tweede regel",
    differs: "verschilt",
    same: "Dezelfde (d)",
    different: "Twee personen (t)",
    unsure: "Ik twijfel (w)",
    back: "Terug",
    save: "Bewaar de oordelen",
    of: "van",
    done: "U bent klaar. Bewaar de oordelen.",
};

const ENGLISH: Words = Words {
    language: "en",
    title: "Review pairs",
    question: "Are these two records about one person?",
    private: "This page holds data of persons. It sends nothing. Keep it where the file is kept, and delete it after use.",
    part: "Part",
    first: "First record",
    second: "Second record",
    differs: "differs",
    same: "One person (d)",
    different: "Two persons (t)",
    unsure: "Not sure (w)",
    back: "Back",
    save: "Save the labels",
    of: "of",
    done: "You are done. Save the labels.",
};

/// What the page works on.
#[derive(Serialize)]
struct Data<'a> {
    words: &'a Words,
    names: &'a [&'a str],
    pairs: Vec<Card<'a>>,
}

#[derive(Serialize)]
struct Card<'a> {
    names: &'a [String; 4],
    values: &'a [[String; 2]],
    stands_for: &'a str,
}

/// The page as one file: data as JSON, shown as text only, so that no value can become markup.
pub fn html(pairs: &[Shown], names: &[&str], language: Language) -> String {
    let words = match language {
        Language::Nl => &DUTCH,
        Language::En => &ENGLISH,
    };
    let card = |pair| {
        let Shown { names, values, stands_for, .. }: &Shown = pair;
        Card { names, values, stands_for }
    };
    let data = Data { words, names, pairs: pairs.iter().map(card).collect() };
    // Inside a script element only `<` can end it.
    let json = serde_json::to_string(&data).unwrap_or_default().replace('<', "\\u003c");
    PAGE.replace("{language}", words.language).replace("{title}", words.title).replace("{data}", &json)
}

const PAGE: &str = r##"<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 "Noto Sans", system-ui, sans-serif; }
body { max-width: 56rem; margin: 0 auto; padding: 1rem; color: #1c2b33; background: #fff; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid #c3ccd0; overflow-wrap: anywhere; }
tr.differs td { font-weight: 700; }
.mark { font-weight: 400; color: #a34a06; white-space: nowrap; }
.note { border-left: 4px solid #0b4f5a; padding-left: .75rem; }
button { font: inherit; padding: .6rem 1rem; margin: 0 .5rem .5rem 0; border: 2px solid #0b4f5a; border-radius: 4px; background: #fff; color: #0b4f5a; cursor: pointer; }
button[aria-pressed="true"] { background: #0b4f5a; color: #fff; }
button:focus-visible { outline: 3px solid #a34a06; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  body, button { background: #0e1a20; color: #e9edef; }
  button { border-color: #9fd3d8; color: #9fd3d8; }
  button[aria-pressed="true"] { background: #9fd3d8; color: #0e1a20; }
  .mark { color: #f0b27a; }
}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="note" id="private"></p>
<p id="place" role="status"></p>
<h2 id="question"></h2>
<table aria-labelledby="question"><thead><tr id="head"></tr></thead><tbody id="rows"></tbody></table>
<p><button id="same"></button><button id="different"></button><button id="unsure"></button></p>
<p><button id="back"></button><button id="save"></button></p>
</main>
<script type="application/json" id="data">{data}</script>
<script>
"use strict";
const { words, names, pairs } = JSON.parse(document.getElementById("data").textContent);
const at = id => document.getElementById(id);
const decided = new Array(pairs.length).fill("");
let place = 0;
let saved = true;
const cell = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
for (const id of ["private", "question", "same", "different", "unsure", "back", "save"]) at(id).textContent = words[id];
for (const word of ["part", "first", "second"]) {
  const head = cell("th", words[word]);
  head.scope = "col";
  at("head").append(head);
}
function show() {
  const pair = pairs[place];
  const count = decided.filter(own => own !== "").length;
  at("place").textContent = pairs.length === 0 || count === pairs.length ? words.done : `${place + 1} ${words.of} ${pairs.length}`;
  at("rows").replaceChildren();
  if (pair === undefined) return;
  pair.values.forEach(([first, second], number) => {
    const row = document.createElement("tr");
    const head = cell("th", names[number]);
    head.scope = "row";
    row.append(head, cell("td", first), cell("td", second));
    if (first !== second) {
      row.className = "differs";
      const mark = cell("span", ` ≠ ${words.differs}`);
      mark.className = "mark";
      row.lastChild.append(mark);
    }
    at("rows").append(row);
  });
  for (const [id, own] of [["same", "1"], ["different", "0"], ["unsure", "?"]]) at(id).setAttribute("aria-pressed", String(decided[place] === own));
}
function decide(own) {
  if (pairs.length === 0) return;
  decided[place] = own;
  saved = false;
  if (place + 1 < pairs.length) place += 1;
  show();
}
function save() {
  const quoted = text => `"${String(text).replaceAll('"', '""')}"`;
  const rows = pairs.map((pair, number) => [...pair.names, decided[number], pair.stands_for].map(quoted).join(","));
  const text = ["source_a,id_a,source_b,id_b,same,stands_for", ...rows].join("\n") + "\n";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = "labels.csv";
  link.click();
  URL.revokeObjectURL(link.href);
  saved = true;
}
at("same").addEventListener("click", () => decide("1"));
at("different").addEventListener("click", () => decide("0"));
at("unsure").addEventListener("click", () => decide("?"));
at("back").addEventListener("click", () => { if (place > 0) place -= 1; show(); });
at("save").addEventListener("click", save);
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const own = { d: "1", t: "0", w: "?" }[event.key.toLowerCase()];
  if (own !== undefined) decide(own);
});
window.addEventListener("beforeunload", event => { if (!saved) event.preventDefault(); });
show();
</script>
</body>
</html>
"##;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_can_leave_its_place_in_the_page() {
        let pair = Shown {
            number: 1,
            names: ["a.csv", "1", "a.csv", "2"].map(str::to_owned),
            values: vec![["</script><script>alert(1)</script>".to_owned(), "{title}".to_owned()]],
            stands_for: "2.5".to_owned(),
        };
        let page = html(&[pair], &["name"], Language::En);
        assert_eq!(page.matches("</script>").count(), 2, "only those of the page itself");
        assert!(page.contains("\\u003c/script>\\u003cscript>alert(1)") && page.contains(r#""{title}""#));
        assert!(page.contains(r#"lang="en""#) && !page.contains("http://") && !page.contains("https://"), "nothing is fetched");
    }
}
