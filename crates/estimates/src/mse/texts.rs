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

pub(super) fn nobody() -> Notice {
    notice(
        "nobody",
        "Op geen van de lijsten staat iemand; er valt niets te schatten.",
        "The lists hold nobody; there is nothing to estimate from.",
    )
}

pub(super) fn no_borrowing() -> Notice {
    notice(
        "nothing-borrowed",
        "Deze groepen kunnen niet van elkaar lenen: daarvoor zijn er twee nodig waarin iemand staat, en lijsten en groepen samen ten hoogste 31.",
        "These strata cannot borrow from one another: it takes two that hold anyone, and lists and strata together 31 at most.",
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

/// Fewer people than this on more than one list carry a warning.
const LITTLE_OVERLAP: u64 = 10;

pub(super) fn if_little_overlap(count: u64) -> Option<Notice> {
    (count < LITTLE_OVERLAP).then(|| little_overlap(count))
}

pub(super) fn chosen_model() -> Notice {
    notice(
        "model-was-chosen",
        "Dit model is gekozen omdat het bij de waargenomen overlap past. Het profielinterval doet alsof het vaststond en is daarom te smal; \
         het bootstrapinterval telt de keuze mee.",
        "This model was chosen because it fits the overlap that was observed. The profile interval takes it as given and is too narrow for \
         that; the bootstrap interval counts the choice in.",
    )
}

pub(super) fn lower_bound() -> Notice {
    notice(
        "lower-bound",
        "Dit is een ondergrens: kinderen die op geen enkele lijst kúnnen komen, telt zij niet mee.",
        "This is a lower bound: it leaves out children who cannot come on any list.",
    )
}

pub(super) fn normal_ease() -> Notice {
    notice(
        "ease-is-normal",
        "Dit model neemt aan dat de kans om gezien te worden volgens een vaste kromme van kind tot kind verschilt. Een andere kromme geeft een ander aantal.",
        "This model takes the chance of being seen to differ from child to child along a set curve. Another curve gives another number.",
    )
}

pub(super) fn no_model_fits() -> Notice {
    notice(
        "no-model-fits",
        "Geen enkel model heeft op deze tabel een schatting; er is te weinig overlap tussen de lijsten.",
        "No model has an estimate on this table; the lists overlap too little.",
    )
}

pub(super) fn too_many_models(lists: usize, order: u32) -> Notice {
    notice(
        "too-many-models",
        format!(
            "Met {lists} lijsten en verbanden van {order} lijsten zijn er te veel modellen om ze allemaal te passen; gebruik downhill, of een lagere --max-order."
        ),
        format!(
            "With {lists} lists and terms of {order} lists there are too many models to fit them all; use downhill, or a lower --max-order."
        ),
    )
}

pub(super) fn why_none(existence: super::Existence) -> Notice {
    match existence {
        super::Existence::NoMaximum | super::Existence::Exists => notice(
            "no-maximum",
            "De aannemelijkheid van dit model heeft op deze tabel geen maximum: de overlap zegt niets over een van de verbanden. Kies een eenvoudiger model.",
            "The likelihood of this model has no maximum on this table: the overlap says nothing of one of its terms. Choose a simpler model.",
        ),
        super::Existence::NotIdentifiable => notice(
            "not-identifiable",
            "Meer dan één aantal past even goed bij deze tabel onder dit model. Kies een eenvoudiger model.",
            "More than one number fits this table equally well under this model. Choose a simpler model.",
        ),
    }
}

pub(super) fn failed_replicates(failed: usize, replicates: u32) -> Notice {
    notice(
        "replicates-without-estimate",
        format!("{failed} van de {replicates} herhalingen hadden geen schatting en tellen niet mee; het interval is dan te smal."),
        format!("{failed} of {replicates} replicates had no estimate and are left out; the interval is too narrow for that."),
    )
}

pub(super) fn averaged(graphs: usize, is_all: bool, share: f64) -> Notice {
    let (dutch, english) = if is_all { ("alle", "all") } else { ("de zwaarste gevonden", "the weightiest found") };
    let share = (share * 100.0).round();
    notice(
        "averaged-over-graphs",
        format!(
            "Het gemiddelde gaat over {dutch} {graphs} modellen die in delen uiteenvallen; het zwaarste daarvan krijgt {share:.0} % van het gewicht. Andere modellen tellen niet mee."
        ),
        format!(
            "The average is over {english} {graphs} models that fall into parts; the weightiest has {share:.0} % of the weight. Other models are not among them."
        ),
    )
}

pub(super) fn mass_at_end(share: f64) -> Notice {
    let percent = share * 100.0;
    notice(
        "mass-at-end",
        format!(
            "{percent:.1} % van de kans ligt tegen de grens van de geprobeerde aantallen. Die grens bepaalt mee wat er uitkomt; probeer een andere met --reach."
        ),
        format!(
            "{percent:.1} % of the posterior lies against the end of the numbers tried. That end has a say in the result; try another with --reach."
        ),
    )
}

pub(super) fn thresholded() -> Notice {
    notice(
        "pairs-were-thresholded",
        "Verbanden die minder dan twee standaardafwijkingen van nul liggen, zijn weggelaten. Het interval doet alsof de overige vooraf vaststonden en is daarom te smal.",
        "Pairs less than two standard deviations from nothing were left out. The interval takes the others as given and is too narrow for that.",
    )
}

pub(super) fn latent_classes() -> Notice {
    notice(
        "classes-are-supposed",
        "Dit model neemt aan dat er groepen zijn waarbinnen de lijsten onafhankelijk zijn. Kinderen op lijsten die elkaar uitsluiten passen daar niet in.",
        "This model supposes groups within which the lists are independent. Children on lists that exclude one another do not fit in it.",
    )
}

pub(super) fn chains_apart(r_hat: Option<f64>, lowest: f64, highest: f64) -> Notice {
    let r_hat = r_hat.map_or_else(|| "-".to_owned(), |r_hat| format!("{r_hat:.2}"));
    notice(
        "chains-apart",
        format!(
            "De ketens zijn het niet eens (R-hat {r_hat}; medianen van {lowest:.0} tot {highest:.0}). Gebruik meer stappen met --steps, en nooit één keten."
        ),
        format!(
            "The chains do not agree (R-hat {r_hat}; medians from {lowest:.0} to {highest:.0}). Use more --steps, and never one chain."
        ),
    )
}

pub(super) fn two_lists() -> Notice {
    notice(
        "two-lists",
        "Twee lijsten kunnen niet zeggen hoe zij samenhangen; deze methode zou alleen haar eigen aanname teruggeven. Er zijn drie lijsten nodig.",
        "Two lists cannot say how they depend on one another; this method would only give its own assumption back. It needs three lists.",
    )
}

pub(super) fn refers(from: &str, to: &str, ignoring: &[&str]) -> Notice {
    let (dutch, english) = if ignoring.is_empty() {
        (String::new(), String::new())
    } else {
        let methods = ignoring.join(", ");
        (format!(" Deze methoden houden daar geen rekening mee: {methods}."), format!(" These methods take no account of it: {methods}."))
    };
    notice(
        "lists-refer",
        format!(
            "{from} verwijst naar {to}. Door verwijzing overlappen de lijsten meer, en een model zonder dit verband telt dan te weinig kinderen.{dutch}"
        ),
        format!(
            "{from} refers people to {to}. Referral makes the lists overlap more, and a model without this bond then counts too few children.{english}"
        ),
    )
}

pub(super) fn overlap_more(pairs: &str) -> Notice {
    notice(
        "overlap-more",
        format!(
            "Deze lijsten overlappen veel meer dan onafhankelijke lijsten zouden doen: {pairs}. Verwijzen zij naar elkaar, dan telt een model zonder dit verband te weinig kinderen."
        ),
        format!(
            "These lists overlap far more than independent lists would: {pairs}. If they refer to one another, a model without that bond counts too few children."
        ),
    )
}

pub(super) fn checked(held: usize, all: usize) -> Notice {
    notice(
        "checked-against-known-numbers",
        format!(
            "Controle met bekende aantallen: {held} van de {all} intervallen bevatten het echte aantal op een weggelaten lijst. Is dat weinig, geloof dan ook de andere schattingen niet."
        ),
        format!(
            "Check against known numbers: {held} of {all} intervals hold the true number on a list that was left out. If that is few, do not believe the other estimates either."
        ),
    )
}

pub(super) fn linkage_carried_in(error: super::LinkageError, plain: f64, share: f64) -> Notice {
    let (missed, wrong, share) = (error.missed * 100.0, error.false_links * 100.0, share * 100.0);
    let tables = error.imputations;
    notice(
        "linkage-error-carried-in",
        format!(
            "Fouten in de koppeling zijn meegenomen ({missed:.1} % gemist, {wrong:.1} % onterecht; {tables} getrokken tabellen). Zonder dat was de schatting {plain:.0}. Van de onzekerheid komt {share:.0} % door de koppeling."
        ),
        format!(
            "Errors of the linkage are carried in ({missed:.1} % missed, {wrong:.1} % false; {tables} tables drawn). Without it the estimate was {plain:.0}. {share:.0} % of the uncertainty comes from the linkage."
        ),
    )
}

pub(super) fn borrowed() -> Notice {
    notice(
        "bonds-are-shared",
        "De verbanden tussen de lijsten zijn voor alle groepen gelijk verondersteld; de grootte en de kans op elke lijst niet.",
        "The bonds between lists are taken to be the same in every stratum; its size and its chance of every list are not.",
    )
}
