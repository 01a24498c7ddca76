//! DE-DAY-AFTER-PERIOD: what follows on the first day of a row lies within the period.

use crate::rules::{Rule, Sample, Severity, Shows, example};
use crate::words::Words;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DE-DAY-AFTER-PERIOD",
    severity: Severity::Warning,
    message: Words {
        nl: "Een latere datum in de rij ligt na de periode; die gebeurtenis is niet overgenomen.",
        en: "A later date in the row lies after the period; that event was not taken over.",
    },
    why: Words {
        nl: "Wat is gepland, is nog niet gebeurd. De rest van de rij telt mee.",
        en: "What is planned has not happened yet. The rest of the row counts.",
    },
    fix: Words {
        nl: "Laat de datum leeg zolang zij na de periode ligt; lever haar in de volgende periode.",
        en: "Leave the date empty while it lies after the period; deliver it in the next one.",
    },
    fields: &[],
    source: "docs/how-to/deliver.md",
    examples: &[
        example(
            Shows::Broken,
            Sample::File(
                "police_PE01_2023HJ01_v1.csv",
                "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;datum_melding;\
                 datum_informatief_gesprek;datum_aangifte;aard;contact;setting;online;leeftijd_ander\n\
                 P-1;123456782;;;;2010-03-15;V;1234AB;;2023-06-20;2023-06-30;2023-07-01;;;;;\n",
            ),
            true,
        ),
        example(
            Shows::Sound,
            Sample::File(
                "police_PE01_2023HJ01_v1.csv",
                "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;datum_melding;\
                 datum_informatief_gesprek;datum_aangifte;aard;contact;setting;online;leeftijd_ander\n\
                 P-1;123456782;;;;2010-03-15;V;1234AB;;2023-06-20;2023-06-30;2023-06-30;;;;;\n",
            ),
            false,
        ),
        example(
            Shows::Missing,
            Sample::File(
                "police_PE01_2023HJ01_v1.csv",
                "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;datum_melding;\
                 datum_informatief_gesprek;datum_aangifte;aard;contact;setting;online;leeftijd_ander\n\
                 P-1;123456782;;;;2010-03-15;V;1234AB;;2023-06-20;;;;;;;\n",
            ),
            false,
        ),
    ],
};
