//! What stands beside the estimates in words, in Dutch and English.

use disclosure::{OverlapWithheld, Withheld};
use publication::{Bilingual, Notice, Outside};

/// How exact counts became estimates that may leave.
pub fn rule() -> Bilingual {
    Bilingual::new(
        "Geschat uit exacte aantallen van ten minste 100 kinderen. Afgerond tot ongeveer een tiende van de breedte van het interval, \
         grenzen naar buiten. De tabel zelf wordt alleen getoond waar dat veilig is.",
        "Estimated from exact counts of at least 100 children. Rounded to about a tenth of the width of the interval, limits outwards. \
         The table itself is shown only where that is safe.",
    )
}

/// What no estimate from overlapping lists can see.
pub fn cannot_see() -> Bilingual {
    Bilingual::new(
        "kinderen die op geen enkele lijst kunnen komen: over wie niemand iets weet of zegt",
        "children who cannot come on any list: those of whom nobody knows or tells",
    )
}

/// Lists send children to one another; both readings are given.
pub fn lists_refer() -> Notice {
    notice(
        "lists-refer-on-record",
        "De lijsten verwijzen naar elkaar: het Centrum Seksueel Geweld en de politie melden bij Veilig Thuis, en Veilig Thuis gaat naar de \
         Raad. Daardoor overlappen ze meer, en dan komt een schatting te laag uit. Daarom staat elke schatting er twee keer: met alles wat \
         is vastgelegd, en zonder wat kort na een melding of contact bij een ander op de lijst kwam. Hulp legt geen vorm van geweld vast \
         en telt alleen mee voor kinderen bij wie een andere lijst die eerder noemde; in de tweede lezing telt hulp niet mee.",
        "The lists refer to one another: the Centre for Sexual Violence and the police report to Veilig Thuis, and Veilig Thuis goes to the \
         Board. That makes them overlap more, and then an estimate comes out too low. So every estimate is given twice: with everything \
         on record, and without what came on a list shortly after a report or contact elsewhere. Help records no form of violence and \
         counts only for children for whom another list named it before; in the second reading help does not count.",
    )
}

/// All ages together are the sum of the age classes.
pub fn ages_added() -> Notice {
    notice(
        "ages-added",
        "Kinderen van 0–11 en van 12–17 jaar komen op andere lijsten. Ze zijn apart geschat en daarna opgeteld.",
        "Children aged 0–11 and 12–17 come on different lists. They were estimated apart and then added up.",
    )
}

/// No method has an estimate.
pub fn no_estimate() -> Bilingual {
    Bilingual::new("Geen enkele methode heeft hier een schatting.", "No method has an estimate here.")
}

/// Too few lists to say anything.
pub fn few_lists() -> Bilingual {
    Bilingual::new("Minder dan twee lijsten noemen een kind.", "Fewer than two lists name a child.")
}

/// Why an estimate does not leave.
pub fn withheld(reason: Withheld) -> Bilingual {
    match reason {
        Withheld::TooFew => Bilingual::new(
            "Er zijn minder dan 100 kinderen gezien; een schatting daaruit wordt niet getoond.",
            "Fewer than 100 children were seen; an estimate from so few is not shown.",
        ),
        Withheld::NoInterval => Bilingual::new(
            "De schatting heeft geen bovengrens; zo’n getal wordt niet getoond.",
            "The estimate has no upper limit; such a number is not shown.",
        ),
    }
}

/// Why the table of lists is not shown.
pub fn table_withheld(reason: &OverlapWithheld) -> Bilingual {
    match reason {
        OverlapWithheld::TooFew => Bilingual::new(
            "Er zijn minder dan 100 kinderen gezien; een tabel van zo weinig kinderen wordt niet getoond.",
            "Fewer than 100 children were seen; a table of so few is not shown.",
        ),
        OverlapWithheld::Lists { .. } => Bilingual::new("Minder dan twee lijsten noemen een kind.", "Fewer than two lists name a child."),
        OverlapWithheld::NothingToShow => Bilingual::new(
            "Alle aantallen in deze tabel zijn klein; er zou niets te zien zijn.",
            "Every count in this table is small; there would be nothing to see.",
        ),
        OverlapWithheld::Told { .. } => Bilingual::new(
            "De schattingen zijn uit de exacte tabel gemaakt. Met de tabel en de schattingen samen zou te berekenen zijn hoeveel kinderen er in \
             een klein vakje staan. Daarom staan alleen de schattingen hier.",
            "The estimates were made from the exact table. Table and estimates together would let someone work out how many children a small \
             cell holds. So only the estimates are shown.",
        ),
        OverlapWithheld::Open { .. } | OverlapWithheld::Policy(_) | OverlapWithheld::Table(_) => Bilingual::new(
            "Niet bewezen is dat kleine aantallen in deze tabel verborgen blijven. Daarom wordt zij niet getoond.",
            "It is not proven that small counts in this table stay hidden. So it is not shown.",
        ),
    }
}

/// A sentence with its code.
pub fn notice(code: &str, dutch: &str, english: &str) -> Notice {
    Notice { code: code.to_owned(), text: Bilingual::new(dutch, english) }
}

/// Figures of others stand beside ours; they measure something else.
pub fn beside() -> Vec<Outside> {
    vec![Outside {
        label: Bilingual::new("Schatting van professionals (minister, 2020)", "Estimate of professionals (minister, 2020)"),
        value: 2500.0,
        age: "0-17".to_owned(),
        date: "2020-07-20".to_owned(),
        source: Bilingual::new(
            "Brief van de minister van VWS aan de Tweede Kamer, 20 juli 2020 (schriftelijk overleg Slachtoffermonitor seksueel geweld tegen kinderen)",
            "Letter of the minister of Health, Welfare and Sport to Parliament, 20 July 2020 (on the victims’ monitor of sexual violence against children)",
        ),
        definition: Bilingual::new(
            "kinderen van wie professionals per jaar seksueel geweld zien; ongeveer 2.500",
            "children of whom professionals see sexual violence in a year; about 2,500",
        ),
        cannot_see: Bilingual::new(
            "kinderen die geen professional kent; het zegt hoe vaak het wordt gezien, niet hoe vaak het gebeurt",
            "children no professional knows of; it says how often it is seen, not how often it happens",
        ),
    }]
}
