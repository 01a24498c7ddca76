//! What the register keeps of one place: its approach, measures and commitments, with links to what more there is.

use domain::RegionCode;
use maud::{Markup, html};
use register::{Kind, Record};
use screens::Text;

use super::super::{Visit, heading_2, register_language};

/// Most records of a kind that are named.
const MOST: usize = 5;

/// The records that name this place itself; what holds for a whole region or the country stands on the pages they lead to.
pub(super) fn agreed(visit: &Visit, region: RegionCode) -> Markup {
    let own = region.to_string();
    let of = |kind: Kind, field: &str| -> Vec<&Record> {
        let is_own = |record: &&Record| record.list(field).contains(&own.as_str()) && record.get("is_example") != "yes";
        visit.register().of_kind(kind).filter(is_own).collect()
    };
    let lists = [
        (Text::RegionApproaches, of(Kind::Approach, "region")),
        (Text::RegionMeasures, of(Kind::Measure, "regions")),
        (Text::RegionCommitments, of(Kind::Commitment, "regions")),
    ];
    let ways = [("matrix", Text::RegionReached), ("aanbod", Text::RegionOffer), ("voortgang", Text::RegionReport)];
    html! {
        section class="ib-section" aria-labelledby="afgesproken" {
            div class="ib-prose" {
                (heading_2("afgesproken", visit.say(Text::RegionRegister)))
                @if lists.iter().all(|(_, records)| records.is_empty()) { p { (visit.say(Text::RegionRegisterNone)) } }
            }
            dl class="ib-facts" {
                @for (name, records) in lists.iter().filter(|(_, records)| !records.is_empty()) { (list(visit, *name, records)) }
            }
            ul class="ib-plain" {
                @for (page, name) in ways {
                    li { a class="nl-link" href=(visit.to(&format!("/maatregelen/{page}?regio={region}"))) { (visit.say(name)) } }
                }
            }
        }
    }
}

fn list(visit: &Visit, name: Text, records: &[&Record]) -> Markup {
    let more = records.len().saturating_sub(MOST);
    html! {
        div class="ib-facts__row" {
            dt { (visit.say(name)) }
            dd {
                ul class="ib-plain" {
                    @for record in records.iter().take(MOST) {
                        li {
                            a class="nl-link" href=(visit.to(&format!("/maatregelen/{}", record.id()))) { (record.title(register_language(visit.language))) }
                        }
                    }
                    @if more > 0 { li { (Text::RegionRegisterMore.fill(visit.language, &[("count", &more.to_string())])) } }
                }
            }
        }
    }
}
