//! The steps of `/tabellen`: what is asked in each, what was answered, and how to go back.

use domain::{Breakdown, RegionCode, RegionKind};
use maud::{Markup, html};
use publication::{IndicatorData, Release};
use screens::form::{Answered, Mistake};
use screens::{Text, numbers, words};

use super::super::{Visit, heading_2, told};
use super::wanted::{KINDS, Wanted};
use crate::asked::first;

/// A step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Step {
    /// Which indicators.
    What,
    /// Which kind of region.
    Where,
    /// Which regions, periods and classes.
    Which,
}

impl Step {
    const ALL: [Step; 3] = [Step::What, Step::Where, Step::Which];

    fn number(self) -> u8 {
        match self {
            Step::What => 1,
            Step::Where => 2,
            Step::Which => 3,
        }
    }

    fn title(self) -> Text {
        match self {
            Step::What => Text::TablesStepWhat,
            Step::Where => Text::TablesStepWhere,
            Step::Which => Text::TablesStepWhich,
        }
    }
}

/// The step to show; none when all are answered. A step that was left without an answer is said to be a mistake.
pub(super) fn step(visit: &Visit, pairs: &[(String, String)], wanted: &Wanted<'_>, mistakes: &mut Vec<Mistake>) -> Option<Step> {
    let asked = first(pairs, "stap").and_then(|word| Step::ALL.into_iter().find(|step| step.number().to_string() == word));
    let open = match (wanted.indicators.is_empty(), wanted.kind, wanted.is_done) {
        (true, _, _) => Some(Step::What),
        (false, None, _) => Some(Step::Where),
        (false, Some(_), false) => Some(Step::Which),
        (false, Some(_), true) => None,
    };
    let left = asked.zip(open).is_some_and(|(asked, open)| open < asked);
    if left && visit.shelf.answered() == Answered::ByServer {
        let message = match open {
            Some(Step::What) | None => Text::TablesNoWhat,
            Some(Step::Where | Step::Which) => Text::TablesNoWhere,
        };
        mistakes.push(Mistake { field: "stap", message: visit.say(message).to_owned() });
    }
    match (asked, open) {
        (Some(asked), Some(open)) => Some(asked.min(open)),
        (Some(asked), None) => Some(asked),
        (None, open) => open,
    }
}

/// What was answered, each with the way to change it.
pub(super) fn overview(visit: &Visit, wanted: &Wanted<'_>, now: Option<Step>) -> Markup {
    let query: Vec<String> = wanted.pairs().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let change = |step: Step| visit.to(&format!("/tabellen?{}&stap={}", query.join("&"), step.number()));
    html! {
        dl class="ib-facts" {
            @for step in Step::ALL {
                @if let Some(answer) = answer(visit, wanted, step) {
                    @if now != Some(step) {
                        div class="ib-facts__row" {
                            dt { (visit.say(step.title())) }
                            dd {
                                (answer) " "
                                a class="nl-link" href=(change(step)) {
                                    (visit.say(Text::TablesChange)) span class="ib-hidden-text" { ": " (visit.say(step.title())) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn answer(visit: &Visit, wanted: &Wanted<'_>, step: Step) -> Option<String> {
    match step {
        Step::What if wanted.indicators.is_empty() => None,
        Step::What => {
            let titles = wanted.indicators.iter().map(|indicator| told(&indicator.definition.title, visit.language));
            Some(titles.collect::<Vec<_>>().join("; "))
        }
        Step::Where => wanted.kind.map(|kind| visit.say(kind_name(kind)).to_owned()),
        Step::Which if !wanted.is_done => None,
        Step::Which => {
            let all = || visit.say(Text::TablesAll).to_owned();
            let regions = wanted.regions.iter().map(|region| visit.shelf.name(*region, visit.language)).collect::<Vec<_>>();
            let spans = wanted.spans.iter().map(|span| numbers::span(*span)).collect::<Vec<_>>();
            let listed = |list: Vec<String>| if list.is_empty() { all() } else { list.join(", ") };
            Some(format!("{}; {}; {}", listed(regions), listed(spans), visit.say(words::by(wanted.by)).to_lowercase()))
        }
    }
}

fn kind_name(kind: RegionKind) -> Text {
    match kind {
        RegionKind::Country => Text::Country,
        RegionKind::VeiligThuis => Text::VeiligThuisRegions,
        RegionKind::Youth => Text::YouthRegions,
        RegionKind::Municipality => Text::Municipalities,
    }
}

/// The question of a step, with the answers of the others carried along.
pub(super) fn form(visit: &Visit, release: &Release, wanted: &Wanted<'_>, step: Step) -> Markup {
    let own: &[&str] = match step {
        Step::What => &["wat"],
        Step::Where => &["soort", "regio", "periode", "naar"],
        Step::Which => &["regio", "periode", "naar"],
    };
    let kept = wanted.pairs().into_iter().filter(|(name, _)| !own.contains(name));
    let next = match step {
        Step::What => "2",
        Step::Where => "3",
        Step::Which => "",
    };
    let title = Text::TablesStep.fill(visit.language, &[("number", &step.number().to_string()), ("title", visit.say(step.title()))]);
    html! {
        form class="ib-section" method="get" action=(visit.to("/tabellen")) id="stap" {
            (heading_2("stap-titel", &title))
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
            @if release.version != visit.shelf.current().version { input type="hidden" name="release" value=(release.version); }
            @if !next.is_empty() { input type="hidden" name="stap" value=(next); }
            @match step {
                Step::What => (what(visit, release, wanted)),
                Step::Where => (kinds(visit, wanted)),
                Step::Which => (which(visit, wanted)),
            }
            p { button class="nl-button nl-button--primary" type="submit" { (visit.say(if next.is_empty() { Text::TablesShow } else { Text::TablesNext })) } }
        }
    }
}

fn what(visit: &Visit, release: &Release, wanted: &Wanted<'_>) -> Markup {
    let (waits, counts): (Vec<&IndicatorData>, Vec<&IndicatorData>) =
        release.indicators().iter().partition(|indicator| indicator.definition.norm.is_some());
    let is_chosen = |slug: &str| wanted.indicators.iter().any(|indicator| indicator.definition.slug == slug);
    html! {
        p class="ib-small" { (visit.say(Text::TablesMost)) }
        @for (name, list) in [(Text::Waiting, waits), (Text::Counting, counts)] {
            @if !list.is_empty() {
                fieldset class="ib-fieldset" {
                    legend { (visit.say(name)) }
                    @for indicator in list {
                        @let slug = &indicator.definition.slug;
                        (choice("checkbox", "wat", slug, told(&indicator.definition.title, visit.language), is_chosen(slug)))
                    }
                }
            }
        }
    }
}

fn kinds(visit: &Visit, wanted: &Wanted<'_>) -> Markup {
    html! {
        fieldset class="ib-fieldset" {
            legend { (visit.say(Text::TablesStepWhere)) }
            @for (kind, word) in KINDS {
                (choice("radio", "soort", word, visit.say(kind_name(kind)), wanted.kind.map_or(kind == RegionKind::Country, |own| own == kind)))
            }
        }
    }
}

fn which(visit: &Visit, wanted: &Wanted<'_>) -> Markup {
    let mut regions = wanted.all_regions();
    regions.retain(|region| *region != RegionCode::COUNTRY);
    regions.sort_by_key(|region| visit.shelf.name(*region, visit.language).to_lowercase());
    let by = |by: Breakdown| if by == Breakdown::All { Text::TablesNoClass } else { words::by(by) };
    html! {
        @if !regions.is_empty() {
            fieldset class="ib-fieldset" {
                legend { (visit.say(Text::Regions)) }
                p class="ib-small" { (visit.say(Text::TablesNoneIsAll)) }
                div class="ib-columns ib-choices-list" {
                    @for region in &regions {
                        (choice("checkbox", "regio", &region.to_string(), &visit.shelf.name(*region, visit.language), wanted.regions.contains(region)))
                    }
                }
            }
        }
        fieldset class="ib-fieldset" {
            legend { (visit.say(Text::Period)) }
            p class="ib-small" { (visit.say(Text::TablesNoneIsAll)) }
            @for span in wanted.all_spans() {
                (choice("checkbox", "periode", &span.to_string(), &numbers::period(span, visit.language), wanted.spans.contains(&span)))
            }
        }
        fieldset class="ib-fieldset" {
            legend { (visit.say(Text::Class)) }
            @for breakdown in wanted.breakdowns() {
                (choice("radio", "naar", breakdown.word(), visit.say(by(breakdown)), wanted.by == breakdown))
            }
        }
    }
}

fn choice(kind: &str, name: &str, value: &str, said: &str, is_chosen: bool) -> Markup {
    html! { label class="ib-choice" { input type=(kind) name=(name) value=(value) checked[is_chosen]; " " span { (said) } } }
}
