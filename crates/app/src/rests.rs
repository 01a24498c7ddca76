//! What the figures of a plan rest on: the events it reads, who delivers them, and the findings of the checks that make it unreliable.

use domain::{EventKind, Scope, Selector};
use indicators::Plan;
use intake::DeliveryKind;

/// The kinds of event from which a plan is counted, each once, in the order of the model.
fn events(plan: &Plan) -> Vec<EventKind> {
    let kinds = |of: &[Selector]| of.iter().map(|selector| selector.kind).collect::<Vec<_>>();
    let helped = |scope: &Scope| scope.helped_before.map(|_| EventKind::HelpStarted);
    let mut events: Vec<EventKind> = match plan {
        Plan::Starts { of, scope, .. } => kinds(of).into_iter().chain(helped(scope)).collect(),
        Plan::HandOver(own) => {
            let to = own.every_to().map(|selector| selector.kind);
            kinds(&own.from).into_iter().chain(to).chain(kinds(&own.competing)).chain(helped(&own.scope)).collect()
        }
        Plan::Around { of, scope, running, .. } => kinds(of).into_iter().chain(kinds(running)).chain(helped(scope)).collect(),
    };
    events.sort_unstable();
    events.dedup();
    events
}

/// Codes of the findings that make it unreliable, beside those that set a row aside: about fields it is read from, and about who the child is.
pub fn findings(plan: &Plan) -> Vec<String> {
    let events = events(plan);
    let about = intake::findings_about(&events);
    // Advice names no child.
    let named: Vec<EventKind> = events.into_iter().filter(|event| *event != EventKind::AdviceGiven).collect();
    let child = intake::findings_about_the_child(&named).into_iter().filter(|rule| about.iter().all(|own| own.code != rule.code));
    about.iter().map(|rule| rule.code).chain(child.map(|rule| rule.code)).map(str::to_owned).collect()
}

/// The kinds of delivery that tell of its events, as the names of files have them.
pub fn deliveries(plan: &Plan) -> Vec<&'static str> {
    let mut kinds: Vec<DeliveryKind> = events(plan).into_iter().flat_map(|event| DeliveryKind::that_tell_of(event)).copied().collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.into_iter().map(DeliveryKind::word).collect()
}

/// The same as a sentence: rows set aside in these deliveries, and the findings by code.
pub fn in_words(plan: &Plan) -> String {
    let (kinds, codes) = (deliveries(plan).join(" or "), findings(plan).join(", "));
    format!("each error that sets a row of {kinds} aside, and {codes}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_indicator_rests_on_deliveries_and_names_findings_that_there_are() {
        let norms = indicators::norms();
        let own = indicators::catalogue().into_iter().map(|own| (own.id.to_owned(), own.plan.complete(&norms)));
        let all = own.chain(indicators::written().into_iter().map(|own| (own.id, own.plan)));
        for (id, plan) in all {
            let findings = findings(&plan);
            assert!(!deliveries(&plan).is_empty() && !findings.is_empty(), "{id}");
            assert!(findings.iter().all(|code| intake::catalogue().any(|rule| rule.code == code)), "{id}: {findings:?}");
        }
    }

    #[test]
    fn a_hand_over_rests_on_both_ends_and_on_what_competes() {
        let plan = Plan::HandOver(indicators::norms().into_iter().find(|norm| norm.id == "help-after-order").expect("a norm"));
        assert_eq!(deliveries(&plan), ["youth-policy", "ijw", "court"]);
        let findings = findings(&plan);
        for code in ["CO-START-MISSING", "IJ-BEGIN", "YP-END-REASON-LIST", "YP-SEX", "CH-BSN-ELEVEN"] {
            assert!(findings.iter().any(|own| own == code), "{code}: {findings:?}");
        }
        assert!(!findings.iter().any(|own| own.starts_with("VT-")));
    }
}
