//! What the schemas of StUF-Jeugdzorg 1.0.9 ask of the elements that are read: lengths, lists, numbers, and the fixed
//! attribute that names an entity. One table, looked at while a message is read.

use crate::formats::slip::name;
use crate::formats::xml::Traits;

/// What an element may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Facet {
    /// So many characters, at least and at most.
    Length(usize, usize),
    /// One of these words.
    List(&'static [&'static str]),
    /// A whole number from 1, at most this.
    Number(u32),
    /// So many digits.
    Digits(usize),
    /// A letter.
    Letter,
    /// At most four letters and digits.
    Addition,
}

/// How an element breaks its schema.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Flaw {
    /// It does not hold what it may hold.
    Content(&'static str, Facet),
    /// It is another entity than agreed, or does not say which.
    Entity(&'static str),
    /// The reason why nothing stands there is not in the list.
    NoValue(&'static str),
}

impl Flaw {
    /// The element.
    pub(super) fn field(self) -> &'static str {
        match self {
            Flaw::Content(field, _) | Flaw::Entity(field) | Flaw::NoValue(field) => field,
        }
    }
}

/// Yes or no, as these messages write it.
const YES_OR_NO: &[&str] = &["Ja", "Nee"];
/// SASHniveau.
pub(crate) const LEVELS: &[&str] = &["laag", "matig", "hoog"];
/// Statuses of feedback (StatusVeiligheidsbeoordeling).
pub(crate) const STATUSES_OF_VEILIG_THUIS: &[&str] = &[
    "melding niet ontvankelijk",
    "uitkomst veiligheidsbeoordeling",
    "overdracht",
    "afsluiting zonder overdracht",
    "Melding onjuist geadresseerd",
];
/// Statuses of a result.
pub(crate) const STATUSES: &[&str] = &["Intake afgerond", "Onderzoek afgerond", "Zaak afgerond"];
/// Results.
pub(crate) const RESULTS: &[&str] =
    &["Verzoek tot onderzoek afgewezen", "Geen rekest Kinderbescherming", "Maatregel opgelegd", "Geen maatregel opgelegd"];
/// Roles of persons in a report (JZR, the ones valid now).
const ROLES: &[&str] = &[
    "broer of zus",
    "contactpersoon",
    "grootouder",
    "halfbroer of -zus",
    "hulpverlener",
    "informant",
    "jeugdige",
    "kind",
    "melder",
    "onderwijsgevende",
    "opvoeder/verzorger",
    "ouder met gezag",
    "ouder zonder gezag",
    "ouder, gezag niet benoemd",
    "ouder, niet juridisch",
    "overige professional",
    "overige verwant",
    "pleegbroer of -zus",
    "pleegouder",
    "stiefbroer of -zus",
    "stiefouder",
    "verpleegkundige, arts of medisch specialist",
    "voogd",
];
/// What a child is to a request or result.
const CLIENTS: &[&str] = &["Client (kind)", "Client (ongeboren kind)"];
/// Reasons why nothing stands there.
const NO_VALUES: [&str; 5] = ["nietOndersteund", "nietGeautoriseerd", "geenWaarde", "waardeOnbekend", "vastgesteldOnbekend"];

/// Ends of paths, and what the element there may hold.
const FACETS: &[(&str, Facet)] = &[
    ("/S:organisatie", Facet::Length(0, 200)),
    ("/S:applicatie", Facet::Length(3, 50)),
    ("/S:administratie", Facet::Length(0, 50)),
    ("/S:gebruiker", Facet::Length(0, 100)),
    ("/S:referentienummer", Facet::Length(0, 40)),
    ("/J:indicatieAgenderingAfstemmingsoverlegGewenst", Facet::List(YES_OR_NO)),
    ("/J:indicatieSASHIngevuld", Facet::List(YES_OR_NO)),
    ("/J:SASHniveau", Facet::List(LEVELS)),
    ("/J:jeugzorgrol", Facet::List(ROLES)),
    ("/J:eMail", Facet::Length(0, 254)),
    ("/J:telefoonnummer", Facet::Length(0, 20)),
    ("J:object/Z:heeftBetrekkingOp/Z:omschrijving", Facet::List(CLIENTS)),
    ("J:object/Z:identificatie", Facet::Length(5, 40)),
    ("/Z:heeftBetrekkingOpAndere/Z:gerelateerde/Z:identificatie", Facet::Length(5, 40)),
    ("/Z:resultaat/Z:omschrijving", Facet::List(RESULTS)),
    ("/Z:uitkomst", Facet::List(&super::OUTCOMES)),
    ("/Z:naam", Facet::Length(0, 200)),
    ("/Z:oinNummer", Facet::Digits(20)),
    ("/B:vestigingsNummer", Facet::Length(12, 12)),
    ("/B:kvkNummer", Facet::Length(8, 8)),
    ("/B:rsin", Facet::Length(0, 9)),
    ("/B:geslachtsnaam", Facet::Length(0, 200)),
    ("/B:voorvoegselGeslachtsnaam", Facet::Length(0, 10)),
    ("/B:voorletters", Facet::Length(0, 20)),
    ("/B:voornamen", Facet::Length(0, 200)),
    ("/B:volledigeNaam", Facet::Length(0, 412)),
    ("/B:nationaliteit", Facet::Length(0, 42)),
    ("/B:telefoonnummer", Facet::Length(0, 20)),
    ("/B:sub.telefoonnummer", Facet::Length(0, 20)),
    ("/B:sub.emailadres", Facet::Length(0, 150)),
    ("/B:wpl.woonplaatsNaam", Facet::Length(0, 80)),
    ("/B:gor.openbareRuimteNaam", Facet::Length(0, 80)),
    ("/B:gor.straatnaam", Facet::Length(0, 24)),
    ("/B:inp.locatiebeschrijving", Facet::Length(0, 35)),
    ("/B:aoa.identificatie", Facet::Length(16, 16)),
    ("/B:aoa.huisnummer", Facet::Number(99_999)),
    ("/B:aoa.huisletter", Facet::Letter),
    ("/B:aoa.huisnummertoevoeging", Facet::Addition),
    ("/B:statutaireNaam", Facet::Length(0, 500)),
    ("/B:handelsnaamVerkort", Facet::Length(0, 45)),
];

/// Paths, and the entity that the element there names.
const ENTITIES: &[(&str, &str, &str)] = &[
    ("vtMeldingDi01", "J:object", "VTM"),
    ("vtMeldingDi01", "J:object/J:betreft", "VTMZOS"),
    ("vtMeldingDi01", "J:object/J:betreft/J:gerelateerde", "ZOS"),
    ("vtMeldingDi01", "J:object/J:betreft/J:gerelateerde/J:heeftBetrokken", "ZOSNPS"),
    ("vtMeldingDi01", "J:object/J:isGeinformeerdAan", "VTMNPS"),
    ("vtMeldingDi01", "J:object/J:isIngediendDoor", "VTMBTR"),
    ("vtTerugkoppelingDi01", "J:object/Z:naarAanleidingVan", "ZAKVTM"),
    ("vtTerugkoppelingDi01", "J:object/Z:naarAanleidingVan/Z:gerelateerde", "VTM"),
    ("vtTerugkoppelingDi01", "J:object/Z:isUitgevoerdDoor", "ZAKBTR"),
    ("vtoDi01", "J:object", "ZAK"),
    ("vtoDi01", "J:object/Z:isVan", "ZAKZKT"),
    ("vtoDi01", "J:object/Z:isVan/Z:gerelateerde", "ZKT"),
    ("vtoDi01", "J:object/Z:heeftBetrekkingOp", "ZAKOBJ"),
    ("vtoDi01", "J:object/Z:heeftBetrekkingOp/Z:gerelateerde", "OBJ"),
    ("vtoDi01", "J:object/Z:heeftBetrekkingOp/Z:gerelateerde/Z:natuurlijkPersoon", "NPS"),
    ("vtoDi01", "J:object/Z:heeftBetrekkingOpAndere", "ZAKZAKBTR"),
    ("notificatieDi01", "J:object", "ZAK"),
    ("notificatieDi01", "J:object/Z:isVan", "ZAKZKT"),
    ("notificatieDi01", "J:object/Z:isVan/Z:gerelateerde", "ZKT"),
    ("notificatieDi01", "J:object/Z:heeftBetrekkingOp", "ZAKOBJ"),
    ("notificatieDi01", "J:object/Z:heeftBetrekkingOp/Z:gerelateerde", "OBJ"),
    ("notificatieDi01", "J:object/Z:heeftBetrekkingOp/Z:gerelateerde/Z:natuurlijkPersoon", "NPS"),
    ("notificatieDi01", "J:object/Z:heeftBetrekkingOpAndere", "ZAKZAKBTR"),
    ("notificatieDi01", "J:object/Z:heeft", "ZAKSTT"),
    ("notificatieDi01", "J:object/Z:heeft/Z:gerelateerde", "STT"),
];

/// What is wrong with the text of an element; empty is for the rules about what is mandatory.
pub(super) fn of_text(path: &str, text: &str) -> Option<Flaw> {
    if text.is_empty() {
        return None;
    }
    let (end, facet) = FACETS.iter().find(|(end, _)| path.ends_with(end))?;
    (!holds(*facet, text)).then(|| Flaw::Content(name(end), *facet))
}

/// What is wrong with the attributes of an element.
pub(super) fn of_attributes(message: &str, path: &str, traits: &Traits) -> Option<Flaw> {
    if !traits.no_value.is_empty() && !NO_VALUES.contains(&traits.no_value.as_str()) {
        return Some(Flaw::NoValue("noValue"));
    }
    let (_, at, entity) = ENTITIES.iter().find(|(root, at, _)| *root == message && *at == path)?;
    (traits.entity != *entity).then(|| Flaw::Entity(name(at)))
}

fn holds(facet: Facet, text: &str) -> bool {
    let is_digits = || text.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = || text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match facet {
        Facet::Length(least, most) => (least..=most).contains(&text.chars().count()),
        Facet::List(words) => words.contains(&text),
        Facet::Number(most) => is_digits() && text.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number)),
        Facet::Digits(length) => text.len() == length && is_digits(),
        Facet::Letter => text.len() == 1 && is_plain() && !is_digits(),
        Facet::Addition => text.len() <= 4 && is_plain(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_facet_holds_at_its_edges_and_not_beyond() {
        for (facet, good, bad) in [
            (Facet::Length(3, 5), ["abc", "éàüïö"], ["ab", "abcdef"]),
            (Facet::List(LEVELS), ["laag", "hoog"], ["Laag", "geen"]),
            (Facet::Number(99_999), ["1", "99999"], ["0", "100000"]),
            (Facet::Digits(3), ["000", "123"], ["12", "1 3"]),
            (Facet::Letter, ["a", "Z"], ["1", "ab"]),
            (Facet::Addition, ["A", "1bis"], ["abcde", "a-b"]),
        ] {
            assert!(good.iter().all(|text| holds(facet, text)), "{facet:?}");
            assert!(!bad.iter().any(|text| holds(facet, text)), "{facet:?}");
        }
    }

    #[test]
    fn an_entity_is_known_by_message_and_path() {
        let traits = |entity: &str| Traits { entity: entity.into(), ..Traits::default() };
        assert_eq!(of_attributes("vtoDi01", "J:object", &traits("ZAK")), None);
        assert_eq!(of_attributes("vtoDi01", "J:object", &traits("")), Some(Flaw::Entity("object")));
        assert_eq!(of_attributes("vtTerugkoppelingDi01", "J:object", &traits("")), None);
        let odd = Traits { no_value: "geheim".into(), ..traits("ZAK") };
        assert_eq!(of_attributes("vtoDi01", "J:object", &odd), Some(Flaw::NoValue("noValue")));
    }
}
