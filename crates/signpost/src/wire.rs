//! `signpost.toml` as it is written, and its reading.

use domain::Day;
use serde::Deserialize;

use crate::door::{Ages, Door, Urgency};
use crate::guide::{Answer, GuideError, Question, Rule};
use crate::meldcode::{Meldcode, Right, SectorFramework, Step};
use crate::situation::{Place, When, Who};
use crate::{Guide, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireGuide {
    question: Vec<WireQuestion>,
    door: Vec<WireDoor>,
    rule: Vec<WireRule>,
    meldcode: WireMeldcode,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireQuestion {
    id: String,
    ask: Words,
    answer: Vec<WireAnswer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireAnswer {
    is: String,
    say: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireDoor {
    id: String,
    name: Words,
    about: Words,
    urgency: String,
    telephone: Option<String>,
    chat: Option<String>,
    hours: Words,
    region: String,
    ages: Option<WireAges>,
    age_note: Option<Words>,
    languages: Vec<String>,
    valid_until: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireAges {
    #[serde(default)]
    from: u8,
    through: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireRule {
    door: String,
    who: Option<Vec<String>>,
    when: Option<Vec<String>>,
    #[serde(rename = "where")]
    place: Option<Vec<String>>,
    step: Option<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireMeldcode {
    since: String,
    source: String,
    right: Right,
    step: Vec<Step>,
    decision: Vec<Step>,
    sector: Vec<SectorFramework>,
}

/// Reads the rules; whether they hold together is for `check`.
pub(crate) fn read(text: &str) -> Result<Guide, GuideError> {
    let wire: WireGuide = toml::from_str(text).map_err(|error| GuideError::Unreadable(error.message().to_owned()))?;
    let doors = wire.door.into_iter().map(door).collect::<Result<Vec<_>, _>>()?;
    let rules = wire.rule.into_iter().map(|wire| rule(wire, &doors)).collect::<Result<Vec<_>, _>>()?;
    let questions = wire.question.into_iter().map(question).collect();
    let meldcode = Meldcode {
        since: day(&wire.meldcode.since)?,
        source: wire.meldcode.source,
        right: wire.meldcode.right,
        steps: wire.meldcode.step,
        decisions: wire.meldcode.decision,
        sectors: wire.meldcode.sector,
    };
    Ok(Guide { questions, doors, rules, meldcode })
}

fn question(wire: WireQuestion) -> Question {
    let answers = wire.answer.into_iter().map(|answer| Answer { is: answer.is, say: answer.say }).collect();
    Question { id: wire.id, ask: wire.ask, answers }
}

fn door(wire: WireDoor) -> Result<Door, GuideError> {
    let urgency = match wire.urgency.as_str() {
        "danger" => Urgency::Danger,
        "acute" => Urgency::Acute,
        "help" => Urgency::Help,
        other => return Err(GuideError::Word(other.to_owned())),
    };
    let valid_until = day(&wire.valid_until)?;
    Ok(Door {
        id: wire.id,
        name: wire.name,
        about: wire.about,
        urgency,
        telephone: wire.telephone,
        chat: wire.chat,
        hours: wire.hours,
        region: wire.region,
        ages: wire.ages.map_or(Ages::ALL, |ages| Ages { from: ages.from, through: ages.through }),
        age_note: wire.age_note,
        languages: wire.languages,
        valid_until,
        source: wire.source,
    })
}

fn rule(wire: WireRule, doors: &[Door]) -> Result<Rule, GuideError> {
    let place = doors.iter().position(|door| door.id == wire.door);
    Ok(Rule {
        door: place.ok_or(GuideError::Word(wire.door))?,
        who: chosen(wire.who, Who::ALL, Who::from_word)?,
        when: chosen(wire.when, When::ALL, When::from_word)?,
        place: chosen(wire.place, Place::ALL, Place::from_word)?,
        step: wire.step,
    })
}

/// The answers a rule names; all of them where it names none.
fn chosen<T: Copy>(words: Option<Vec<String>>, all: &[T], read: fn(&str) -> Option<T>) -> Result<Vec<T>, GuideError> {
    let Some(words) = words else { return Ok(all.to_vec()) };
    words.into_iter().map(|word| read(&word).ok_or(GuideError::Word(word))).collect()
}

fn day(text: &str) -> Result<Day, GuideError> {
    Day::parse_iso(text).ok_or_else(|| GuideError::Word(text.to_owned()))
}
