//! One page per purpose for a privacy officer: everything the file decides, in words.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{BirthKept, KeptField, PostcodeKept, PurposeSort, StatedPurpose};

/// What a kind of delivery is called, in Dutch and in English, by its code; `None` where the code has no name.
pub type KindNames = fn(&str) -> Option<[&'static str; 2]>;

/// The language of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PageLanguage {
    /// Dutch.
    Dutch,
    /// English.
    English,
}

impl PageLanguage {
    /// Of two texts the one in this language.
    pub(super) fn of(self, texts: [&str; 2]) -> &str {
        match self {
            PageLanguage::Dutch => texts[0],
            PageLanguage::English => texts[1],
        }
    }
}

/// A kind of delivery for who reads a page: its name, and its code as files have it.
pub(super) fn kind_in_words(kind: &str, language: PageLanguage, kinds: KindNames) -> String {
    kinds(kind).map_or_else(|| kind.to_owned(), |texts| format!("{} ({kind})", language.of(texts)))
}

impl KeptField {
    /// The field in Dutch and in English.
    pub fn in_words(self) -> [&'static str; 2] {
        match self {
            KeptField::Sex => ["geslacht", "sex"],
            KeptField::Municipality => ["gemeente waar het kind woont", "municipality where the child lives"],
            KeptField::Reasons => ["gronden of redenen", "grounds or reasons"],
            KeptField::Form => ["vorm van geweld", "form of violence"],
            KeptField::Contact => ["met of zonder lichamelijk contact", "with or without physical contact"],
            KeptField::Setting => ["waar het gebeurde (gezin, school, …)", "where it happened (family, school, …)"],
            KeptField::Online => ["wat er online gebeurde", "the online side"],
            KeptField::OtherAge => ["of de ander minderjarig was", "whether the other was a minor"],
            KeptField::Code => ["code van hulpvorm, maatregel, uitkomst of einde", "code of help form, measure, outcome or end"],
            KeptField::Sector => ["sector van wie belde of meldde", "sector of who asked or reported"],
            KeptField::Crisis => ["of de hulp met een crisis begon", "whether help began with a crisis"],
            KeptField::Outcome => ["uitkomst van de hulp", "outcome of help"],
            KeptField::Disability => ["beperking (gezondheidsgegeven)", "disability (data about health)"],
            KeptField::NameOrigin => ["groep van herkomst van een naam (alleen verzonnen)", "group of origin of a name (made up only)"],
        }
    }
}

/// What never leaves the source, whatever a file says.
pub(super) const NEVER: [[&str; 2]; 7] = [
    ["burgerservicenummer", "citizen number"],
    ["naam en voorletters", "name and initials"],
    ["dag van geboorte", "day of birth"],
    ["postcode van zes tekens en huisnummer", "postcode of six characters and house number"],
    ["eigen kenmerk of dossiernummer", "own reference or file number"],
    ["vrije tekst", "free text"],
    ["gegevens over ouders, melders of verdachten", "data about parents, reporters or suspects"],
];

impl StatedPurpose {
    /// The page as text; `kinds` names the kinds of delivery.
    pub fn explain(&self, language: PageLanguage, kinds: KindNames) -> String {
        let say = |texts: [&'static str; 2]| language.of(texts);
        let mut page = String::new();
        let title = language.of([&self.title[0], &self.title[1]]);
        let _ = writeln!(page, "{title}\n{}\n", "=".repeat(title.chars().count()));
        let _ = writeln!(page, "{}\n", language.of([&self.aim[0], &self.aim[1]]));
        let _ = writeln!(page, "{}: {} {}", say(["Doel", "Purpose"]), self.name, self.version);
        let _ = writeln!(page, "{}: {}", say(["Soort", "Type"]), say(self.sort.in_words()));
        for one in &self.controllers {
            let _ = writeln!(page, "{}: {} ({})", say(["Verwerkingsverantwoordelijke", "Controller"]), one.name, one.task);
        }
        for one in &self.processors {
            let _ = writeln!(page, "{}: {one}", say(["Verwerker", "Processor"]));
        }
        let _ = writeln!(page, "{}: {}", say(["Vragen aan", "Questions to"]), self.contact);
        let _ = writeln!(page, "{}", language.of([&self.retention_in_words()[0], &self.retention_in_words()[1]]));
        self.explain_fields(&mut page, language);
        self.explain_deliveries(&mut page, language, kinds);
        page
    }

    fn explain_fields(&self, page: &mut String, language: PageLanguage) {
        let _ = writeln!(page, "\n{}", language.of(["Wat de bron verlaat", "What leaves the source"]));
        for text in self.leaves() {
            let _ = writeln!(page, "  + {}", language.of(text));
        }
        let dropped = KeptField::ALL.into_iter().filter(|field| !self.keeps(*field)).map(KeptField::in_words);
        let _ = writeln!(page, "\n{}", language.of(["Wat bij de bron blijft", "What stays at the source"]));
        for text in NEVER.into_iter().chain(dropped) {
            let _ = writeln!(page, "  - {}", language.of(text));
        }
    }

    fn explain_deliveries(&self, page: &mut String, language: PageLanguage, kinds: KindNames) {
        let _ = writeln!(page, "\n{}", language.of(["Wie wat mag aanleveren", "Who may deliver what"]));
        for allowed in &self.deliveries {
            let suppliers = if allowed.suppliers == ["*"] {
                language.of(["iedere leverancier", "every supplier"]).to_owned()
            } else {
                allowed.suppliers.join(", ")
            };
            let _ = writeln!(page, "  {}: {suppliers}", kind_in_words(&allowed.kind, language, kinds));
            let _ = writeln!(page, "    {}: {}", language.of(["grondslag", "legal basis"]), allowed.legal_basis);
            let _ = writeln!(page, "    {}: {}", language.of(["ontvanger", "recipient"]), allowed.recipient);
            if let Some(ground) = &allowed.health_ground {
                let _ = writeln!(page, "    {}: {ground}", language.of(["uitzondering van AVG 9", "exception of AVG 9"]));
            }
        }
    }

    /// What leaves the source, in both languages.
    pub(super) fn leaves(&self) -> Vec<[&'static str; 2]> {
        let birth = match self.birth {
            BirthKept::Month => Some(["maand van geboorte", "month of birth"]),
            BirthKept::Year => Some(["jaar van geboorte", "year of birth"]),
            BirthKept::Nothing => None,
        };
        let postcode = match self.postcode {
            PostcodeKept::FourDigits => Some(["vier cijfers van de postcode", "four digits of the postcode"]),
            PostcodeKept::Nothing => None,
        };
        let pseudonyms = ["versleuteld burgerservicenummer: wordt een pseudoniem", "encrypted citizen number: becomes a pseudonym"];
        let fallback = [
            "versleutelde combinatie van geslacht, geboortedatum en postcode, voor wie geen nummer heeft",
            "encrypted combination of sex, birth date and postcode, for who has no number",
        ];
        let tokens =
            ["versleutelde combinaties van naam, geboortedatum en postcode", "encrypted combinations of name, birth date and postcode"];
        let day = ["wat er gebeurde en op welke dag", "what happened, and on which day"];
        let kept = KeptField::ALL.into_iter().filter(|field| self.keeps(*field)).map(KeptField::in_words);
        [pseudonyms, fallback]
            .into_iter()
            .chain(self.tokens.then_some(tokens))
            .chain([day])
            .chain(birth)
            .chain(postcode)
            .chain(kept)
            .collect()
    }

    pub(super) fn retention_in_words(&self) -> [String; 2] {
        let months = self.retention_months;
        [
            format!("Bewaartermijn: {months} maanden na het einde van de periode waar een aanlevering over gaat"),
            format!("Kept for: {months} months after the end of the period a delivery is about"),
        ]
    }

    /// The page as JSON.
    pub fn to_json(&self) -> Value {
        let deliveries: Vec<Value> = self
            .deliveries
            .iter()
            .map(|allowed| {
                json!({
                    "kind": allowed.kind, "legal_basis": allowed.legal_basis, "recipient": allowed.recipient,
                    "health_ground": allowed.health_ground, "suppliers": allowed.suppliers,
                })
            })
            .collect();
        let english = |texts: Vec<[&'static str; 2]>| texts.into_iter().map(|text| text[1]).collect::<Vec<_>>();
        json!({
            "purpose": self.name, "version": self.version, "type": self.sort.word(),
            "title": { "nl": self.title[0], "en": self.title[1] }, "aim": { "nl": self.aim[0], "en": self.aim[1] },
            "controllers": self.controllers.iter().map(|one| json!({ "name": one.name, "task": one.task })).collect::<Vec<_>>(),
            "processors": self.processors, "contact": self.contact, "retention_months": self.retention_months,
            "keep": self.kept.iter().map(|field| field.word()).collect::<Vec<_>>(),
            "leaves": english(self.leaves()), "never_leaves": english(NEVER.to_vec()),
            "linkage_tokens": self.tokens, "deliveries": deliveries,
        })
    }
}

impl PurposeSort {
    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            PurposeSort::Statistics => "statistics",
            PurposeSort::PoliceStatistics => "police-statistics",
            PurposeSort::Synthetic => "synthetic",
        }
    }

    pub(super) fn in_words(self) -> [&'static str; 2] {
        match self {
            PurposeSort::Statistics => ["statistiek (AVG)", "statistics (AVG)"],
            PurposeSort::PoliceStatistics => ["statistiek met politiegegevens (Wpg)", "statistics on police data (Wpg)"],
            PurposeSort::Synthetic => ["verzonnen land", "made country"],
        }
    }
}
