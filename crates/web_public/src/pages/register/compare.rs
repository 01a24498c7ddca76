//! `/maatregelen/regios`: regions side by side.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::RegionKind;
use maud::html;
use register::{RegionLine, compared, spoken};
use screens::form::{Choice, Group, Select, filter};
use screens::table::{Column, Entry, Row, Table};
use screens::{Menu, Text};

use super::super::{Page, Visit, heading_1};
use super::tongue;

/// Kinds of region by their word in the address, the first as a rule.
const KINDS: [(&str, RegionKind, Text); 3] = [
    ("veilig-thuis", RegionKind::VeiligThuis, Text::VeiligThuisRegions),
    ("jeugd", RegionKind::Youth, Text::YouthRegions),
    ("gemeente", RegionKind::Municipality, Text::Municipalities),
];

/// `/maatregelen/regios?soort=gemeente`
pub(crate) async fn compare(State(visit): State<Visit>, Query(pairs): Query<Vec<(String, String)>>) -> Response {
    let asked = pairs.iter().find(|(name, _)| name == "soort").map_or("", |(_, value)| value.as_str());
    let (word, kind, _) = KINDS.into_iter().find(|(word, _, _)| *word == asked).unwrap_or(KINDS[0]);
    let lines = compared(visit.register(), kind);
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::CompareTitle)))
            p class="ib-intro" { (visit.say(Text::CompareIntro)) }
        }
        (filter(&visit.to("/maatregelen/regios"), &[choice(&visit, word)], &[], visit.shelf.answered(), visit.language))
        div class="ib-section" { (side_by_side(&visit, &lines).html(visit.language)) }
    };
    let title = visit.say(Text::CompareTitle).to_owned();
    let way = vec![(visit.say(Text::RegisterTitle).to_owned(), "/maatregelen")];
    let page = Page { title, address: format!("/maatregelen/regios?soort={word}"), menu: Menu::Register, way, content };
    visit.answer(StatusCode::OK, visit.shelf.current(), &page)
}

fn choice(visit: &Visit, chosen: &str) -> Select {
    let choices = KINDS.map(|(word, _, name)| Choice { value: word.to_owned(), name: visit.say(name).to_owned() });
    let groups = vec![Group { name: String::new(), choices: choices.into() }];
    Select { name: "soort", label: visit.say(Text::CompareKind).to_owned(), groups, chosen: chosen.to_owned(), error: None }
}

fn side_by_side(visit: &Visit, lines: &[RegionLine]) -> Table {
    let mut rows: Vec<(String, Row)> = lines.iter().map(|line| row(visit, line)).collect();
    rows.sort_by_key(|(name, _)| name.to_lowercase());
    let say = |text: Text| visit.say(text);
    Table {
        id: "regios-tabel".to_owned(),
        caption: say(Text::CompareCaption).to_owned(),
        columns: vec![
            Column::words(say(Text::Region)),
            Column::numbers(say(Text::CompareOwn)),
            Column::numbers(say(Text::CompareNoBaseline)),
            Column::numbers(say(Text::CompareGaps)),
            Column::words(say(Text::CompareMaturity)),
            Column::words(say(Text::ComparePrevention)),
            Column::words(say(Text::CompareTrafficking)),
            Column::numbers(say(Text::CompareOffers)),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        sortable: true,
    }
}

fn row(visit: &Visit, line: &RegionLine) -> (String, Row) {
    let name = visit.shelf.name(line.region, visit.language);
    let number = |count: usize| Entry::Plain(i64::try_from(count).unwrap_or(i64::MAX));
    let maturity = match (line.maturity, line.approaches) {
        (Some(level), _) => spoken(&level.to_string(), tongue(visit.language)).to_owned(),
        (None, 0) => visit.say(Text::Unknown).to_owned(),
        (None, _) => visit.say(Text::CompareNoLevel).to_owned(),
    };
    let word = |word: &str| Entry::Words(spoken(word, tongue(visit.language)).to_owned());
    let address = visit.to(&format!("/maatregelen/matrix?regio={}", line.region));
    let entries = vec![
        Entry::Link { address, name: name.clone() },
        number(line.measures),
        number(line.without_baseline),
        number(line.gaps),
        Entry::Words(maturity),
        word(&line.prevention),
        word(&line.trafficking),
        number(line.offers),
    ];
    (name, Row { entries, is_this: false })
}
