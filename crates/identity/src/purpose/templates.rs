//! Papers that a controller owes, filled from the purpose: what the file knows stands there, what it cannot know is asked.

use std::fmt::Write;

use super::explain::{KindNames, NEVER, PageLanguage, kind_in_words};
use super::{KindAllowed, StatedPurpose};

/// A paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Paper {
    /// Entry in the register of processing activities (AVG 30).
    Register,
    /// Annex to the data protection impact assessment (AVG 35).
    ImpactAssessment,
    /// Arrangement between joint controllers (AVG 26).
    Arrangement,
}

impl StatedPurpose {
    /// The paper in Markdown. `[…]` marks what people must fill in; `kinds` names the kinds of delivery.
    pub fn paper(&self, paper: Paper, language: PageLanguage, kinds: KindNames) -> String {
        let mut text = String::new();
        let say = |texts: [&'static str; 2]| language.of(texts);
        let heading = match paper {
            Paper::Register => ["Register van verwerkingen", "Register of processing activities"],
            Paper::ImpactAssessment => ["Bijlage bij de DPIA", "Annex to the DPIA"],
            Paper::Arrangement => ["Onderlinge regeling", "Joint-controller arrangement"],
        };
        let _ = writeln!(text, "# {}: {}\n", say(heading), language.of([&self.title[0], &self.title[1]]));
        match paper {
            Paper::Register => self.register(&mut text, language, kinds),
            Paper::ImpactAssessment => self.impact_assessment(&mut text, language, kinds),
            Paper::Arrangement => self.arrangement(&mut text, language),
        }
        text
    }

    fn register(&self, text: &mut String, language: PageLanguage, kinds: KindNames) {
        let say = |texts: [&'static str; 2]| language.of(texts);
        let row = |text: &mut String, name: [&'static str; 2], value: &str| {
            let _ = writeln!(text, "| {} | {} |", say(name), value.replace('|', "/"));
        };
        let _ = writeln!(text, "| {} | {} |\n|---|---|", say(["onderdeel (AVG 30)", "part (AVG 30)"]), say(["inhoud", "content"]));
        let names: Vec<&str> = self.controllers.iter().map(|one| one.name.as_str()).collect();
        row(text, ["verwerkingsverantwoordelijken", "controllers"], &names.join(", "));
        row(text, ["functionaris voor gegevensbescherming", "data protection officer"], "[…]");
        row(text, ["contact", "contact"], &self.contact);
        row(text, ["doel", "purpose"], language.of([&self.aim[0], &self.aim[1]]));
        row(text, ["betrokkenen", "data subjects"], say(["kinderen en jongeren tot 23 jaar", "children and young people up to 23"]));
        let leaves: Vec<&str> = self.leaves().into_iter().map(|texts| language.of(texts)).collect();
        row(text, ["gegevens", "data"], &leaves.join("; "));
        for allowed in &self.deliveries {
            let (of, kind) = (say(["grondslag en ontvanger", "legal basis and recipient"]), kind_in_words(&allowed.kind, language, kinds));
            let _ = writeln!(text, "| {of}: {kind} | {} |", grounds(allowed, language));
        }
        row(text, ["verwerkers", "processors"], &self.processors.join(", "));
        row(text, ["doorgifte buiten de EER", "transfer outside the EEA"], say(["geen", "none"]));
        let [dutch, english] = self.retention_in_words();
        let kept = language.of([&dutch, &english]);
        row(text, ["bewaartermijn", "retention"], kept.split_once(": ").map_or(kept, |(_, months)| months));
        row(text, ["beveiliging", "security"], say(SECURITY));
    }

    fn impact_assessment(&self, text: &mut String, language: PageLanguage, kinds: KindNames) {
        let say = |texts: [&'static str; 2]| language.of(texts);
        let _ = writeln!(text, "## {}\n\n{}\n", say(["Doel", "Purpose"]), language.of([&self.aim[0], &self.aim[1]]));
        let _ = writeln!(text, "## {}\n", say(["Wat de bron verlaat", "What leaves the source"]));
        for texts in self.leaves() {
            let _ = writeln!(text, "- {}", language.of(texts));
        }
        let _ = writeln!(text, "\n## {}\n", say(["Wat de bron nooit verlaat", "What never leaves the source"]));
        for texts in NEVER {
            let _ = writeln!(text, "- {}", language.of(texts));
        }
        let _ = writeln!(text, "\n## {}\n", say(["Grondslag en ontvanger", "Legal basis and recipient"]));
        let _ = writeln!(
            text,
            "| {} | {} |\n|---|---|",
            say(["aanlevering", "delivery"]),
            say(["grondslag en ontvanger", "legal basis and recipient"])
        );
        for allowed in &self.deliveries {
            let _ = writeln!(text, "| {} | {} |", kind_in_words(&allowed.kind, language, kinds), grounds(allowed, language));
        }
        let _ = writeln!(text, "\n{}.", language.of([&self.retention_in_words()[0], &self.retention_in_words()[1]]));
        let _ = writeln!(text, "\n## {}\n\n{}\n", say(["Maatregelen", "Measures"]), say(SECURITY));
        let _ = writeln!(text, "## {}\n", say(["Risico's en wat ze tegenhoudt", "Risks and what stops them"]));
        let _ = writeln!(text, "| {} | {} |\n|---|---|", say(["risico", "risk"]), say(["maatregel", "measure"]));
        for [risk, measure] in RISKS {
            let _ = writeln!(text, "| {} | {} |", say(risk), say(measure));
        }
        let _ = writeln!(
            text,
            "\n{}",
            say(["Noodzaak en evenredigheid: […]. Restrisico: […].", "Necessity and proportionality: […]. Remaining risk: […]."])
        );
    }

    fn arrangement(&self, text: &mut String, language: PageLanguage) {
        let say = |texts: [&'static str; 2]| language.of(texts);
        let _ = writeln!(text, "## {}\n", say(["Wie waarvoor zorgt", "Who answers for what"]));
        let _ = writeln!(text, "| {} | {} |\n|---|---|", say(["verantwoordelijke", "controller"]), say(["taak", "task"]));
        for one in &self.controllers {
            let _ = writeln!(text, "| {} | {} |", one.name, one.task);
        }
        let rights = [
            "Rechten van betrokkenen: een verzoek komt bij de bron binnen, want alleen de bron kent de persoon. De bron zet het nummer op de \
             uitsluitingslijst en vraagt de hub het pseudoniem te wissen (`inbeeld erase`).",
            "Rights of data subjects: a request comes in at the source, since only the source knows the person. The source puts the number on \
             its exclusion list and asks the hub to erase the pseudonym (`inbeeld erase`).",
        ];
        let _ = writeln!(text, "\n## {}\n\n{}\n", say(["Rechten", "Rights"]), language.of(rights));
        let keys = [
            "De sleutels van bron, pseudoniemdienst en hub liggen bij drie verschillende partijen. Zij geven ze elkaar niet.",
            "The keys of source, pseudonym service and hub are with three different parties, who do not give them to each other.",
        ];
        let _ = writeln!(text, "## {}\n\n{}\n", say(["Sleutels", "Keys"]), language.of(keys));
        let _ = writeln!(
            text,
            "## {}\n\n{}",
            say(["Datalekken", "Breaches"]),
            say(["Wie meldt aan wie, binnen 24 uur: […]", "Who tells whom, within 24 hours: […]"])
        );
    }
}

/// What makes a kind of delivery lawful, in a cell of a table.
fn grounds(allowed: &KindAllowed, language: PageLanguage) -> String {
    let health = allowed.health_ground.as_ref().map(|ground| format!("; AVG 9: {ground}")).unwrap_or_default();
    format!("{}{health}; {}: {}", allowed.legal_basis, language.of(["ontvanger", "recipient"]), allowed.recipient).replace('|', "/")
}

const SECURITY: [&str; 2] = [
    "drie partijen waarvan geen het nummer én het pseudoniem ziet; pakketten ondertekend en verzegeld; alleen tellingen die veilig zijn verlaten de hub",
    "three parties of whom none sees both number and pseudonym; packages signed and sealed; only counts that are safe leave the hub",
];

const RISKS: [[[&str; 2]; 2]; 6] = [
    [
        ["de hub probeert alle nummers uit", "the hub tries all numbers"],
        ["zonder de sleutel van de dienst komt er niets uit", "without the service's key nothing comes of it"],
    ],
    [
        ["de dienst wil weten over wie het gaat", "the service wants to know who it is about"],
        ["de dienst ziet alleen versleutelde punten", "the service sees encrypted points only"],
    ],
    [
        ["de hub en alle diensten werken samen", "the hub and every service work together"],
        [
            "dit houdt niets tegen: samen vinden zij elk nummer. Leg ze bij organisaties die aan verschillende mensen verantwoording afleggen",
            "nothing stops this: together they find every number. Put them with organisations that answer to different people",
        ],
    ],
    [
        ["wie een kind kent, herkent een regel aan wat er gebeurde", "who knows a child recognises a row by what happened"],
        [
            "regels verlaten de hub niet; wie erbij mag, staat in het register",
            "rows do not leave the hub; who may see them stands in the register",
        ],
    ],
    [
        ["een gestolen schijf of pakket", "a stolen disk or package"],
        [
            "pakketten zijn verzegeld; op de schijf staan pseudoniemen, geen nummers",
            "packages are sealed; the disk holds pseudonyms, no numbers",
        ],
    ],
    [
        ["een cijfer verraadt een kind", "a figure gives a child away"],
        ["elke verborgen cel is bewezen veilig voor publicatie", "every hidden cell is proven safe before publication"],
    ],
];
