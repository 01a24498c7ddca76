//! What must be said beside an estimate of the hidden number, in Dutch and English, together so that one person can read
//! it all.

/// A sentence with its code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// Its code, `no-spread`.
    pub code: &'static str,
    /// In Dutch.
    pub dutch: String,
    /// In English.
    pub english: String,
}

fn notice(code: &'static str, dutch: impl Into<String>, english: impl Into<String>) -> Notice {
    Notice { code, dutch: dutch.into(), english: english.into() }
}

pub(super) fn assumptions() -> Vec<Notice> {
    vec![
        notice(
            "closed",
            "Niemand komt erbij of valt weg in de periode van de lijsten.",
            "Nobody joins or leaves during the period of the lists.",
        ),
        notice(
            "linked",
            "Dezelfde persoon is op alle lijsten herkend, en geen twee personen zijn voor één gehouden.",
            "The same person was recognised on every list, and no two people were taken for one.",
        ),
        notice(
            "scope",
            "Wie op een lijst staat, hoort bij de groep waarover de schatting gaat.",
            "Everyone on a list belongs to the group the estimate is about.",
        ),
        notice(
            "alike",
            "Iedereen heeft een kans om op elke lijst te komen, en die kansen verschillen niet te veel van kind tot kind.",
            "Everyone has a chance to come on every list, and these chances do not differ too much from child to child.",
        ),
        notice(
            "model",
            "De samenhang tussen de lijsten is zoals het model zegt; de gegevens zelf kunnen dat niet bewijzen.",
            "The lists depend on one another as the model says; the data themselves cannot prove it.",
        ),
    ]
}

pub(super) fn models_disagree() -> Notice {
    notice(
        "models-disagree",
        "Modellen die even goed passen, kunnen op dezelfde tabel heel verschillende aantallen geven. Waar de aannames niet \
         kloppen, klopt de schatting niet (Whitehead e.a. 2019); controles met bekende aantallen kwamen te laag uit \
         (Binette & Steorts 2022).",
        "Models that fit equally well can give very different numbers on one table. Where the assumptions fail the estimate \
         fails (Whitehead et al. 2019); checks against known numbers came out too low (Binette & Steorts 2022).",
    )
}

pub(super) fn no_spread() -> Notice {
    notice(
        "no-spread",
        "Eén methode alleen is geen spreiding: het interval zegt niets over de keuze van het model. Gebruik meer methoden.",
        "One method alone is no spread: its interval says nothing about the choice of model. Use several methods.",
    )
}

pub(super) fn independence_rarely_holds() -> Notice {
    notice(
        "independence-rarely-holds",
        "Dit model neemt aan dat de lijsten onafhankelijk zijn. Bij lijsten van organisaties die naar elkaar verwijzen is dat \
         bijna nooit zo: door verwijzing overlappen ze meer, en dan is de schatting te laag.",
        "This model takes the lists to be independent. For lists of organisations that refer to one another that is almost \
         never true: referral makes them overlap more, and then the estimate is too low.",
    )
}

pub(super) fn empty_list(list: &str) -> Notice {
    notice("empty-list", format!("Op lijst {list} staat niemand; laat de lijst weg."), format!("List {list} holds nobody; leave it out."))
}

pub(super) fn list_of_all(list: &str) -> Notice {
    notice(
        "list-of-all",
        format!("Op lijst {list} staat iedereen die gezien is; de andere lijsten kunnen dan niet zeggen wie zij mist."),
        format!("List {list} holds everyone observed; the other lists then cannot tell whom it misses."),
    )
}

pub(super) fn no_overlap() -> Notice {
    notice(
        "no-overlap",
        "Niemand staat op meer dan één lijst; zonder overlap kan het verborgen aantal elk aantal zijn.",
        "Nobody stands on more than one list; without overlap the hidden number can be any number.",
    )
}

pub(super) fn little_overlap(count: u64) -> Notice {
    notice(
        "little-overlap",
        format!("Er staan {count} personen op meer dan één lijst; op zo weinig overlap rust geen betrouwbare schatting."),
        format!("{count} people stand on more than one list; so little overlap carries no reliable estimate."),
    )
}

pub(super) fn not_fitted() -> Notice {
    notice("not-fitted", "Het model kon niet worden aangepast aan deze tabel.", "The model could not be fitted to this table.")
}
