//! `--by region,sex,period`: the dimensions of a start.

use anyhow::Result;
use domain::codes::HELP_FORMS;
use domain::{AgeBand, Atlas, Code, Form, RegionCode, RegionKind};
use trajectories::Start;

use crate::failure::wrong_use;

/// One dimension.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dimension {
    Region(RegionKind),
    Period(Span),
    Sex,
    Age,
    Form,
    /// Whether one form of violence is among the reasons.
    OfForm(Form),
    Contact,
    Setting,
    Online,
    OtherAge,
    Sector,
    Crisis,
    Code,
    /// Whether the child stays elsewhere during the help.
    Stay,
    Cause,
    Satisfaction,
    WithoutHelp,
}

/// How long a period is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Span {
    Year,
    Half,
    Quarter,
    Month,
}

/// What `--by` takes, for messages.
const NAMES: &str = "region (region:VT, region:GM, region:JZ, region:NL), period (period:year, period:half, period:quarter, period:month), sex, \
                     age, form, form:sexual (yes or no; so each form), contact, setting, online, other-age, sector, crisis, code, stay, cause, \
                     satisfaction, without-help";

/// The dimensions named, in their order.
///
/// # Errors
/// When one of them is none, or stands there twice.
pub fn parse(names: &[String]) -> Result<Vec<Dimension>> {
    let mut dimensions: Vec<Dimension> = Vec::new();
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        let dimension = one(name).ok_or_else(|| wrong_use(format!("'{name}' is no dimension; there are {NAMES}")))?;
        if dimensions.iter().any(|known| known.name() == dimension.name()) {
            return Err(wrong_use(format!("'{}' is asked for twice", dimension.name())));
        }
        dimensions.push(dimension);
    }
    Ok(dimensions)
}

fn one(name: &str) -> Option<Dimension> {
    Some(match name {
        "region" | "region:VT" => Dimension::Region(RegionKind::VeiligThuis),
        "region:GM" => Dimension::Region(RegionKind::Municipality),
        "region:JZ" => Dimension::Region(RegionKind::Youth),
        "region:NL" => Dimension::Region(RegionKind::Country),
        "period" | "period:year" | "year" => Dimension::Period(Span::Year),
        "period:half" => Dimension::Period(Span::Half),
        "period:quarter" => Dimension::Period(Span::Quarter),
        "period:month" => Dimension::Period(Span::Month),
        "sex" => Dimension::Sex,
        "age" => Dimension::Age,
        "form" => Dimension::Form,
        "contact" => Dimension::Contact,
        "setting" => Dimension::Setting,
        "online" => Dimension::Online,
        "other-age" | "other_age" => Dimension::OtherAge,
        "sector" => Dimension::Sector,
        "crisis" => Dimension::Crisis,
        "code" => Dimension::Code,
        "stay" => Dimension::Stay,
        "cause" => Dimension::Cause,
        "satisfaction" => Dimension::Satisfaction,
        "without-help" | "without_help" => Dimension::WithoutHelp,
        other => return other.strip_prefix("form:").and_then(Form::from_word).map(Dimension::OfForm),
    })
}

impl Dimension {
    /// Its name in the rows.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Region(_) => "region",
            Dimension::Period(_) => "period",
            Dimension::Sex => "sex",
            Dimension::Age => "age",
            Dimension::Form => "form",
            Dimension::OfForm(Form::Sexual) => "form:sexual",
            Dimension::OfForm(Form::Physical) => "form:physical",
            Dimension::OfForm(Form::Emotional) => "form:emotional",
            Dimension::OfForm(Form::Neglect) => "form:neglect",
            Dimension::OfForm(Form::Witness) => "form:witness",
            Dimension::OfForm(Form::Exploitation) => "form:exploitation",
            Dimension::OfForm(Form::Unknown) => "form:unknown",
            Dimension::Contact => "contact",
            Dimension::Setting => "setting",
            Dimension::Online => "online",
            Dimension::OtherAge => "other_age",
            Dimension::Sector => "sector",
            Dimension::Crisis => "crisis",
            Dimension::Code => "code",
            Dimension::Stay => "stay",
            Dimension::Cause => "cause",
            Dimension::Satisfaction => "satisfaction",
            Dimension::WithoutHelp => "without_help",
        }
    }

    /// The values of a start: one, or for forms each of them, since reasons are a set.
    fn values(self, start: &Start, atlas: &Atlas) -> Vec<String> {
        let word = match self {
            Dimension::Form => return start.forms.known_or_unknown().iter().map(|form: Form| form.word().to_owned()).collect(),
            Dimension::OfForm(form) => yes_or_no(start.forms.known_or_unknown().iter().any(|own| own == form)),
            Dimension::Region(kind) => region(start, kind, atlas).map_or_else(|| "unknown".to_owned(), |region| region.to_string()),
            Dimension::Period(span) => period(start, span),
            Dimension::Sex => start.sex.letter().to_owned(),
            Dimension::Age => AgeBand::label(start.age).to_owned(),
            Dimension::Contact => start.contact.word().to_owned(),
            Dimension::Setting => start.setting.word().to_owned(),
            Dimension::Online => start.online.word().to_owned(),
            Dimension::OtherAge => start.other_age.word().to_owned(),
            Dimension::Sector => start.sector.word().to_owned(),
            Dimension::Crisis => yes_or_no(start.crisis),
            Dimension::Code => start.code.0.to_string(),
            Dimension::Stay => stay(start.code),
            Dimension::Cause => start.cause.word().to_owned(),
            Dimension::Satisfaction => said(start.outcome.0),
            Dimension::WithoutHelp => said(start.outcome.1),
        };
        vec![word]
    }
}

fn yes_or_no(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

/// Whether the child stays elsewhere during help of this form; unknown where the form is.
fn stay(code: Code) -> String {
    let known = HELP_FORMS.iter().find(|(form, _)| *form == code);
    known.map_or_else(|| "unknown".to_owned(), |(_, is_stay)| yes_or_no(*is_stay))
}

/// A number of 1 or more; 0 is not said.
fn said(number: u8) -> String {
    if number == 0 { "unknown".to_owned() } else { number.to_string() }
}

/// The values of a start on every dimension: every combination where one has several.
pub fn values(dimensions: &[Dimension], start: &Start, atlas: &Atlas) -> Vec<Vec<String>> {
    let mut combinations = vec![Vec::new()];
    for dimension in dimensions {
        let values = dimension.values(start, atlas);
        let longer =
            |known: &Vec<String>| values.iter().map(|value| [known.as_slice(), std::slice::from_ref(value)].concat()).collect::<Vec<_>>();
        combinations = combinations.iter().flat_map(longer).collect();
    }
    combinations
}

/// The region that is in force today: earlier periods are cast back to today's regions.
fn region(start: &Start, kind: RegionKind, atlas: &Atlas) -> Option<RegionCode> {
    let entry = || atlas.municipality(start.municipality);
    match kind {
        RegionKind::Country => Some(RegionCode::COUNTRY),
        RegionKind::Municipality => start.municipality.is_known().then(|| start.municipality.region()),
        RegionKind::VeiligThuis => entry().map(|entry| entry.veilig_thuis),
        RegionKind::Youth => entry().map(|entry| entry.youth),
    }
}

/// As CBS codes periods: `2023`, `2023HJ01`, `2023KW01`, `2023MM01`.
fn period(start: &Start, span: Span) -> String {
    let (year, month, _) = start.day.ymd();
    match span {
        Span::Year => year.to_string(),
        Span::Half => format!("{year}HJ{:02}", (month + 5) / 6),
        Span::Quarter => format!("{year}KW{:02}", (month + 2) / 3),
        Span::Month => format!("{year}MM{month:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dimension_that_a_file_may_name_can_be_asked_for() {
        for name in indicators::DIMENSIONS {
            assert_eq!(parse(&[name.to_owned()]).map(|dimensions| dimensions.len()).expect(name), 1);
        }
        assert!(parse(&["sex".to_owned(), "sex".to_owned()]).is_err() && parse(&["region:XX".to_owned()]).is_err());
    }
}
