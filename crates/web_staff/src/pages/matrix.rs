//! `/register/matrix`: which measures reach whom, and at every gap the way to fill it.

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use register::{Matrix, Register};
use screens::form::{Answered, Choice, Group, Select, filter};
use screens::table::{Column, Entry, Row, Table};
use screens::{StaffText, Text};

use crate::account::Role;
use crate::frame::heading_1;
use crate::visit::Visit;
use crate::{Trouble, places, words};

/// `/register/matrix?regio=VT19&groep=boys`
pub(crate) fn matrix(visit: &Visit) -> Result<Response, Trouble> {
    let register = visit.site.register()?;
    let place = places::asked(visit.query("regio"), &register, visit.site.atlas());
    let matrix = register::matrix(&register, place.clone());
    let group = matrix.groups.iter().copied().find(|group| *group == visit.query("groep"));
    let name = place.name(&register, words::spoken_in(visit.language));
    let gaps = matrix.gaps().filter(|cell| group.is_none_or(|group| cell.group == group)).count();
    let all = matrix.cells.iter().filter(|cell| group.is_none_or(|group| cell.group == group)).count();
    let told = [("region", name.as_str()), ("gaps", &gaps.to_string()), ("cells", &all.to_string())];
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(StaffText::Matrix)))
            p class="ib-intro" { (Text::MatrixIntro.fill(visit.language, &told)) }
            p { (visit.say(StaffText::MatrixHelp)) }
        }
        (filter(&visit.to("/register/matrix"), &selects(visit, &register, &matrix, group), &[], Answered::ByServer, visit.language))
        (table(visit, &matrix, group)?.html(visit.language))
    };
    Ok(visit.page(StatusCode::OK, visit.say(StaffText::Matrix), &content))
}

fn selects(visit: &Visit, register: &Register, matrix: &Matrix, group: Option<&str>) -> Vec<Select> {
    let every = Choice { value: String::new(), name: visit.say(StaffText::EveryGroup).to_owned() };
    let one = |group: &&str| Choice { value: (*group).to_owned(), name: words::word(group, visit.language) };
    let choices = std::iter::once(every).chain(matrix.groups.iter().map(one)).collect();
    vec![
        Select {
            name: "regio",
            label: Text::Regions.say(visit.language).to_owned(),
            groups: places::groups(register, visit.site.atlas(), visit.language),
            chosen: matrix.place.clone(),
            error: None,
        },
        Select {
            name: "groep",
            label: visit.say(StaffText::TargetGroup).to_owned(),
            groups: vec![Group { name: String::new(), choices }],
            chosen: group.unwrap_or_default().to_owned(),
            error: None,
        },
    ]
}

/// Measures per form and part; nothing there is a gap, with a link to a form that would fill it.
fn table(visit: &Visit, matrix: &Matrix, group: Option<&str>) -> Result<Table, Trouble> {
    let is_editor = visit.worker()?.is(Role::Editor);
    let cell = |form: &str, part: &str| {
        let found =
            matrix.cells.iter().filter(|cell| cell.form == form && cell.part == part && group.is_none_or(|group| cell.group == group));
        let mut ids: Vec<&str> = found.flat_map(|cell| cell.measures.iter().map(String::as_str)).collect();
        ids.sort_unstable();
        ids.dedup();
        let of_group = group.map(|group| format!("&target_groups={group}")).unwrap_or_default();
        match (ids.len(), is_editor) {
            (0, true) => Entry::Link {
                address: visit.to(&format!("/register/measure/nieuw?forms={form}&parts={part}&regions={}{of_group}", matrix.place)),
                name: visit.say(StaffText::GapAdd).to_owned(),
            },
            (0, false) => Entry::Words(visit.say(StaffText::Gap).to_owned()),
            (count, _) => Entry::Link {
                address: visit.to(&format!("/register/measure?forms={form}&parts={part}{of_group}")),
                name: count.to_string(),
            },
        }
    };
    let row = |form: &&str| Row {
        entries: std::iter::once(Entry::Words(words::word(form, visit.language)))
            .chain(matrix.parts.iter().map(|part| cell(form, part)))
            .collect(),
        is_this: false,
    };
    let head = std::iter::once(Column::words(Text::ByForm.say(visit.language)));
    Ok(Table {
        id: "dekking".to_owned(),
        caption: Text::MatrixCaption.say(visit.language).to_owned(),
        columns: head.chain(matrix.parts.iter().map(|part| Column::words(words::word(part, visit.language)))).collect(),
        rows: matrix.forms.iter().map(row).collect(),
        sortable: false,
    })
}
