//! What the limits of a share hold beside chance: links that were missed or made wrongly, and rows that were set aside.

use domain::{HandOver, Tie};
use estimates::Linked;
use indicators::{What, Whole};
use publication::{Bilingual, Chapter, Definition};
use store::Snapshot;

/// Of an indicator: of a hand-over between records of a person what the snapshot itself knows of links and of rows set aside, else all.
pub fn of_indicator(id: &str, whole: &Whole, snapshot: &Snapshot) -> Linked {
    let indicator = whole.indicators.iter().find(|indicator| indicator.id == id);
    let followed = indicator.and_then(|indicator| match &indicator.plan.what {
        What::HandOver { id, .. } => whole.hand_overs.iter().find(|hand_over| hand_over.id == *id),
        What::Starts { .. } => None,
    });
    followed.map_or(Linked::WHOLE, |hand_over| of_hand_over(hand_over, snapshot))
}

/// Of a hand-over; where both ends stand in one record nothing is linked.
fn of_hand_over(hand_over: &HandOver, snapshot: &Snapshot) -> Linked {
    match hand_over.tie {
        Tie::Record => Linked::WHOLE,
        Tie::Person => {
            let (from, to) = intake::told_by(hand_over);
            let words = |kinds: &[intake::DeliveryKind]| kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>();
            let counted = snapshot.steps_counted(&words(&from), &words(&to));
            Linked::at_least(counted.found, counted.right, counted.records)
        }
    }
}

/// Says so beside every figure of the indicators whose limits hold more than chance.
pub fn footnotes(definitions: &mut [Definition], chapters: &[Chapter<'_>]) {
    for definition in definitions {
        let chapter = chapters.iter().find(|chapter| chapter.table().indicator() == definition.id);
        definition.footnotes.extend(chapter.map(Chapter::share_linked).filter(|linked| !linked.is_whole()).map(in_words));
    }
}

fn in_words(linked: Linked) -> Bilingual {
    let (missed, wrong) = (percent(1.0 - linked.found()), percent(1.0 - linked.right()));
    let most = |share: &str, [none_nl, none_en]: [&str; 2]| match share {
        "0" => [none_nl.to_owned(), none_en.to_owned()],
        share => [format!("hooguit {} %", share.replace('.', ",")), format!("at most {share}%")],
    };
    let [missed_nl, missed_en] = most(&missed, ["0 %", "0%"]);
    let [wrong_nl, wrong_en] = most(&wrong, ["geen enkele", "none"]);
    Bilingual::new(
        format!(
            "De marges van de percentages houden er rekening mee dat wij een volgende stap soms niet zien: de koppeling ontbreekt, of de regel is bij \
             de controle apart gelegd. Over alle aanleveringen samen is dat {missed_nl} van de stappen. Van de stappen die wij zien, hoort {wrong_nl} bij een ander kind. De \
             percentages zelf zijn zoals geteld.",
        ),
        format!(
            "The limits of the shares allow for next steps that we do not see: the link is missing, or the checks set the row aside. Over all deliveries together that \
             is {missed_en} of the steps. Of the steps that we see {wrong_en} belong to another child. The shares themselves are as counted."
        ),
    )
}

/// In tenths of a percentage, as the shares are rounded.
fn percent(share: f64) -> String {
    let tenths = (1_000.0 * share).round() / 10.0;
    format!("{tenths}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_say_the_most_that_is_missed_and_wrong() {
        let words = in_words(Linked::at_least(0.98123, 0.9999, 1_000_000));
        assert!(words.nl.contains("hooguit 1,9 % van de stappen") && words.nl.contains("hooguit 0,1 % bij"), "{}", words.nl);
        assert!(words.en.contains("at most 1.9% of the steps") && words.en.contains("at most 0.1% belong"), "{}", words.en);
        let none_wrong = in_words(Linked::at_least(0.9, 1.0, 1_000_000));
        assert!(none_wrong.en.contains("at most 10% of") && none_wrong.en.contains("see none belong"), "{}", none_wrong.en);
    }
}
