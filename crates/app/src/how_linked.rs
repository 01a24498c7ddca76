//! What is said of linking: in words for the method page, in counts for who is inside the house.

use domain::Estimate;
use estimates::rates::wilson;
use publication::Bilingual;
use store::{Evaluations, LinkError, LinkSummary, Trial};

/// Records to be tried, of every kind of delivery an estimate rests on, before anything is said of them outside the house.
pub const LEAST_TRIED: u64 = 100;

/// What a release says: whole percentages, since exact counts do not leave the house, and who saw what on the way here.
pub fn in_words(links: &LinkSummary, sealed: &[Evaluations], label: &str) -> Vec<Bilingual> {
    let share = |part: u64| percent(part, links.records());
    let say = |dutch: String, english: String| Bilingual::new(dutch, english);
    let (number, fallback) = (share(links.by_number), share(links.by_fallback));
    let rest = share(links.ambiguous + links.kept_apart + links.on_their_own + links.without_any);
    let mut lines = vec![
        say(
            format!("{} van de registraties is gekoppeld op het pseudoniem van het burgerservicenummer", number[0]),
            format!("{} of the records were linked by the pseudonym of the citizen number", number[1]),
        ),
        say(
            format!("{} heeft geen nummer en is gekoppeld op geslacht, geboortedatum en postcode", fallback[0]),
            format!("{} have no number and were linked by sex, birth date and postcode", fallback[1]),
        ),
    ];
    if links.by_token > 0 {
        let token = share(links.by_token);
        lines.push(say(
            format!("{} heeft geen nummer en is gekoppeld op versleutelde combinaties van naam, geboortedatum en postcode", token[0]),
            format!("{} have no number and were linked by encrypted combinations of name, birth date and postcode", token[1]),
        ));
    }
    lines.push(say(
        format!("{} is niet gekoppeld en telt als een eigen kind", rest[0]),
        format!("{} were not linked and count as a child of their own", rest[1]),
    ));
    lines.extend(by_three_parties(sealed, label));
    lines
}

/// How surely records without a number were linked, over all kinds of source.
pub fn error(trials: &[(String, Trial)]) -> Option<LinkError> {
    LinkError::of(&trials.iter().map(|(_, trial)| *trial).collect::<Vec<_>>())
}

/// What a release says of the error of a link between two records: whole percentages, and nothing where of some kind of delivery that it
/// rests on few records were tried.
pub fn error_in_words(error: Option<LinkError>) -> Option<Bilingual> {
    let error = error.filter(|error| error.tried >= LEAST_TRIED)?;
    let (found, right) = (whole(error.recall.value), whole(error.precision.value));
    Some(Bilingual::new(
        format!(
            "Van de koppelingen die er tussen twee registraties van een kind moeten zijn, is naar schatting {} gelegd. Van de koppelingen die \
             gelegd zijn, klopt naar schatting {}. Dat weten we zo: van een deel van de registraties met een nummer lieten we het nummer weg. \
             Daarna keken we bij welk kind ze dan terechtkomen.",
            found[0], right[0]
        ),
        format!(
            "Of the links there should be between two records of a child, an estimated {} were made. Of the links that were made, an estimated \
             {} are right. We know this because we left the number out of some of the records that have one, and looked to which child they \
             then go.",
            found[1], right[1]
        ),
    ))
}

/// What became of the records that were tried, a line for each kind of delivery with records that lack a number: exact, in English.
pub fn tried(trials: &[(String, Trial)]) -> Vec<String> {
    let share = |(part, of): (u64, u64)| match wilson(part, of, 0.95).shown() {
        Some(Estimate { value, interval }) => {
            format!("{:.1} % ({:.1} to {:.1})", 100.0 * value, 100.0 * interval.lower, 100.0 * interval.upper)
        }
        None => "unknown".to_owned(),
    };
    let line = |(kind, trial): &(String, Trial)| {
        format!(
            "{kind}: {} of {} records have no number; of {} tried without theirs, links found {}, links right {}",
            trial.without_number,
            trial.with_number + trial.without_number,
            trial.tried(),
            share(trial.recall()),
            share(trial.precision())
        )
    };
    let mut lines: Vec<String> = trials.iter().filter(|(_, trial)| trial.without_number > 0).map(line).collect();
    lines.extend(error(trials).map(|error| {
        format!(
            "between two records: links missed {:.4}, made wrongly {:.4} (--missed-links and --false-links of `inbeeld estimate mse`)",
            1.0 - error.recall.value,
            1.0 - error.precision.value
        )
    }));
    lines
}

/// How much came by way of source, pseudonym service and hub. Of the key its purpose and version are told: its mark is drawn by
/// chance, and the same deliveries give the same release.
fn by_three_parties(sealed: &[Evaluations], label: &str) -> Option<Bilingual> {
    let label = label.rsplit_once('/').map_or(label, |(version, _)| version);
    let packages: u64 = sealed.iter().map(|one| one.packages).sum();
    let (suppliers, evaluations) = (sealed.len(), about(sealed.iter().map(|one| one.evaluations).sum()));
    (packages > 0).then(|| {
        Bilingual::new(
            format!(
                "{packages} aanleveringen van {suppliers} leveranciers kwamen verzegeld binnen langs drie partijen, van wie geen zowel \
                 nummer als pseudoniem ziet: {} versleutelde kenmerken, elk geteld, onder sleutel {label}",
                evaluations[0]
            ),
            format!(
                "{packages} deliveries of {suppliers} suppliers came in sealed by way of three parties, none of whom sees both number and \
                 pseudonym: {} encrypted identifiers, each counted, under key {label}",
                evaluations[1]
            ),
        )
    })
}

/// Exact counts, in English.
pub fn counted(links: &LinkSummary) -> String {
    let LinkSummary { by_number, by_fallback, by_token, ambiguous, kept_apart, on_their_own, without_any, common_tokens, disputed } = links;
    format!(
        "linked {by_number} records by number, {by_fallback} by sex, birth date and postcode, {by_token} by tokens; not linked: \
         {ambiguous} ambiguous, {kept_apart} with another name, {on_their_own} on their own, {without_any} with nothing to link by; \
         {common_tokens} tokens dropped as too common; {disputed} times one name, birth date and sex under two numbers or more"
    )
}

/// A share of a count in Dutch and in English.
fn percent(part: u64, of: u64) -> [String; 2] {
    whole(part as f64 / of.max(1) as f64)
}

/// A share in Dutch and in English: a whole percentage, and never nothing where there is something, nor all where something is left.
fn whole(share: f64) -> [String; 2] {
    match (100.0 * share).round() {
        0.0 if share > 0.0 => ["minder dan 1 %".to_owned(), "less than 1%".to_owned()],
        100.0 if share < 1.0 => ["meer dan 99 %".to_owned(), "more than 99%".to_owned()],
        whole => [format!("{whole} %"), format!("{whole}%")],
    }
}

/// A count in Dutch and in English, to two figures: how many there were is nobody's business, and least of all how few.
fn about(count: u64) -> [String; 2] {
    match rounded(count) {
        0..100 => ["minder dan 100".to_owned(), "fewer than 100".to_owned()],
        many => [format!("ongeveer {}", grouped(many, '.')), format!("about {}", grouped(many, ','))],
    }
}

/// To two figures.
fn rounded(count: u64) -> u64 {
    let mut unit = 1;
    while count / unit >= 100 {
        unit *= 10;
    }
    (count + unit / 2) / unit * unit
}

fn grouped(count: u64, by: char) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(by);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_told_where_enough_was_tried_and_by_kind_only_inside() {
        let trial = Trial { with_number: 900, without_number: 100, right: 80, apart: 18, wrong: 2, ..Trial::default() };
        let trials = [("veilig-thuis".to_owned(), trial), ("board".to_owned(), Trial { with_number: 7, ..Trial::default() })];
        assert_eq!(
            tried(&trials),
            [
                "veilig-thuis: 100 of 1000 records have no number; of 100 tried without theirs, links found 80.0 % (71.1 to 86.7), links right \
                 97.6 % (91.5 to 99.3)",
                "between two records: links missed 0.0393, made wrongly 0.0040 (--missed-links and --false-links of `inbeeld estimate mse`)",
            ]
        );
        let told = error_in_words(error(&trials)).expect("a line");
        assert!(told.nl.contains(" 96 % ") && told.en.contains(" 96% "), "{}", told.en);
        assert!(told.nl.contains("meer dan 99 %") && told.en.contains("more than 99%"), "{}", told.nl);
        let few = Trial { right: 8, apart: 1, wrong: 0, ..trial };
        assert!(error_in_words(error(&[("veilig-thuis".to_owned(), few)])).is_none());
    }

    /// Two kinds: that of one a great many were tried says nothing of the few of the other.
    #[test]
    fn nothing_is_told_where_one_kind_that_lacks_numbers_was_tried_too_little() {
        let told = |few: Trial| {
            let many = Trial { with_number: 9_000, without_number: 100, right: 800, apart: 18, wrong: 2, ..Trial::default() };
            error_in_words(error(&[("veilig-thuis".to_owned(), many), ("csg".to_owned(), few)])).is_some()
        };
        let few = Trial { with_number: 90, without_number: 10, right: 3, apart: 1, ..Trial::default() };
        assert!(!told(few) && told(Trial { right: 80, apart: 20, ..few }));
        assert!(told(Trial { without_number: 0, ..few }), "a kind that lacks no number says nothing, few or many");
        let of_many_without_links = Trial { with_number: 9_000, without_number: 0, right: 800, ..Trial::default() };
        assert!(error_in_words(error(&[("board".to_owned(), of_many_without_links), ("csg".to_owned(), few)])).is_none());
    }

    #[test]
    fn shares_are_whole_and_counts_have_two_figures() {
        assert_eq!(percent(1, 1000)[0], "minder dan 1 %");
        let english = [(0, 1000), (995, 1000), (1000, 1000), (0, 0)].map(|(part, of)| percent(part, of)[1].clone());
        assert_eq!(english, ["0%", "more than 99%", "100%", "0%"]);
        let shown: Vec<String> = [7, 99, 104, 12_345, 1_999_999].map(|count| about(count)[0].clone()).into();
        assert_eq!(shown, ["minder dan 100", "minder dan 100", "ongeveer 100", "ongeveer 12.000", "ongeveer 2.000.000"]);
    }

    #[test]
    fn the_page_tells_of_three_parties_only_where_something_came_so() {
        let links = LinkSummary { by_number: 95, by_fallback: 4, by_token: 1, ..LinkSummary::default() };
        assert_eq!(in_words(&links, &[], "").len(), 4);
        let one = Evaluations { supplier: "VT01".into(), packages: 4, evaluations: 12_345 };
        let lines = in_words(&links, &[one], "made-country/1/0badcafe");
        let told = lines.last().expect("a line").en.as_str();
        assert!(
            told.contains("4 deliveries of 1 suppliers") && told.contains("12,000") && told.ends_with("under key made-country/1"),
            "{told}"
        );
    }
}
