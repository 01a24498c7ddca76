//! Values of the dimensions as people say them.

use domain::{AgeBand, Contact, EventKind, Form, Online, OtherAge, Sector, Setting, Sex, WaitCause};

use crate::Text;
use crate::crosstab::RUNNING;
use crate::waiting::{REGION, WAITED};

const fn text(nl: &'static str, en: &'static str) -> Text {
    Text { nl, en }
}

/// A form of violence.
pub(crate) fn form(form: Form) -> Text {
    match form {
        Form::Sexual => text("seksueel geweld", "sexual violence"),
        Form::Physical => text("lichamelijk geweld", "physical violence"),
        Form::Emotional => text("emotioneel geweld", "emotional violence"),
        Form::Neglect => text("verwaarlozing", "neglect"),
        Form::Witness => text("getuige van geweld", "witness of violence"),
        Form::Exploitation => text("uitbuiting", "exploitation"),
        Form::Unknown => text("onbekend", "unknown"),
    }
}

/// Where, or in which relation.
pub(crate) fn setting(setting: Setting) -> Text {
    match setting {
        Setting::Family => text("gezin", "family"),
        Setting::Dependency => text("afhankelijke relatie", "relation of dependency"),
        Setting::Institution => text("instelling of pleegzorg", "institution or foster care"),
        Setting::School => text("school", "school"),
        Setting::Peers => text("leeftijdgenoten", "peers"),
        Setting::Acquaintance => text("bekende", "acquaintance"),
        Setting::Stranger => text("vreemde", "stranger"),
        Setting::Sport => text("sport", "sport"),
        Setting::Street => text("straat of uitgaan", "street or nightlife"),
        Setting::OnlineOnly => text("alleen online", "online only"),
        Setting::Unknown => text("onbekend", "unknown"),
    }
}

/// With or without physical contact.
pub(crate) fn contact(contact: Contact) -> Text {
    match contact {
        Contact::HandsOn => text("lichamelijk", "physical"),
        Contact::HandsOff => text("niet lichamelijk", "not physical"),
        Contact::Unknown => text("onbekend", "unknown"),
    }
}

/// The online side.
pub(crate) fn online(online: Online) -> Text {
    match online {
        Online::None => text("niets", "nothing"),
        Online::Images => text("gedeelde beelden", "shared images"),
        Online::Sextortion => text("afpersing met beelden", "sextortion"),
        Online::Grooming => text("grooming", "grooming"),
        Online::Other => text("iets anders", "something else"),
        Online::Unknown => text("onbekend", "unknown"),
    }
}

/// Age of the other person.
pub(crate) fn other_age(age: OtherAge) -> Text {
    match age {
        OtherAge::Minor => text("minderjarig", "minor"),
        OtherAge::Adult => text("volwassen", "adult"),
        OtherAge::Unknown => text("onbekend", "unknown"),
    }
}

/// Sex.
pub(crate) fn sex(sex: Sex) -> Text {
    match sex {
        Sex::Female => text("meisjes", "girls"),
        Sex::Male => text("jongens", "boys"),
        Sex::Unknown => text("onbekend", "unknown"),
    }
}

/// Age band.
pub(crate) fn age(band: AgeBand) -> Text {
    match band {
        AgeBand::Unknown => text("onbekend", "unknown"),
        known => text(known.label(), known.label()),
    }
}

/// Sector of the asker.
pub(crate) fn sector(sector: Sector) -> Text {
    match sector {
        Sector::Childcare => text("kinderopvang", "childcare"),
        Sector::Education => text("onderwijs", "education"),
        Sector::Care => text("zorg en verpleging", "care and nursing"),
        Sector::YouthHelp => text("jeugdhulp", "youth help"),
        Sector::Health => text("gezondheidszorg", "health"),
        Sector::Justice => text("justitie", "justice"),
        Sector::Private => text("privépersoon", "private person"),
        Sector::Other => text("anders", "other"),
        Sector::Unknown => text("onbekend", "unknown"),
    }
}

/// A dimension of a table as a heading of its values; `None` for one that tables of a release do not have.
///
/// ```
/// assert_eq!(indicators::dimension_in_words("sector").unwrap().en, "Sector");
/// ```
pub fn dimension_in_words(name: &str) -> Option<Text> {
    if let Some(form) = name.strip_prefix("form:").and_then(Form::from_word) {
        return Some(of_form(form));
    }
    if let Some(months) = name.strip_prefix(RUNNING) {
        return months_after(months);
    }
    Some(match name {
        REGION => text("Regio", "Region"),
        WAITED => text("Wacht zo lang", "Waited so far"),
        "sex" => text("Geslacht", "Sex"),
        "age" => text("Leeftijd", "Age"),
        "sector" => text("Sector", "Sector"),
        "code" => text("Soort", "Kind"),
        "stay" => text("Verblijf", "Stay"),
        "cause" => text("Oorzaak van het wachten", "Cause of waiting"),
        "outcome" => text("Uitkomst", "Outcome"),
        "satisfaction" => text("Cijfer", "Mark"),
        "without-help" | "without_help" => text("Verder zonder hulp", "Going on without help"),
        "crisis" => text("Crisis", "Crisis"),
        "setting" => text("Waar of in welke relatie", "Setting"),
        "contact" => text("Contact", "Contact"),
        "online" => text("Online", "Online"),
        "other-age" | "other_age" => text("Leeftijd van de ander", "Age of the other"),
        _ => return None,
    })
}

/// A month from a start, of those that releases tell.
fn months_after(months: &str) -> Option<Text> {
    Some(match months {
        "0" => text("Op de dag zelf", "On the day itself"),
        "3" => text("Drie maanden erna", "Three months after"),
        "6" => text("Zes maanden erna", "Six months after"),
        "12" => text("Twaalf maanden erna", "Twelve months after"),
        "18" => text("Achttien maanden erna", "Eighteen months after"),
        "24" => text("Vierentwintig maanden erna", "Twenty-four months after"),
        _ => return None,
    })
}

/// Whether help or support ran so many months after, in few words: the month is said with every value, since a table has several of them beside each other and
/// a bar names them all.
fn runs(months: &str, word: &str) -> Option<(String, String)> {
    let (nl, en) = match word {
        "yes" => ("wel", "yes"),
        "no" => ("niet", "no"),
        "unseen" => ("niet te zien", "not to be seen"),
        _ => return None,
    };
    let (after_nl, after_en) = match months {
        "0" => ("op de dag zelf".to_owned(), "on the day itself".to_owned()),
        months => (format!("na {months} maanden"), format!("after {months} months")),
    };
    Some((format!("{after_nl} {nl}"), format!("{after_en} {en}")))
}

fn of_form(form: Form) -> Text {
    match form {
        Form::Sexual => text("Seksueel geweld bekend", "Sexual violence known of"),
        Form::Physical => text("Lichamelijk geweld bekend", "Physical violence known of"),
        Form::Emotional => text("Emotioneel geweld bekend", "Emotional violence known of"),
        Form::Neglect => text("Verwaarlozing bekend", "Neglect known of"),
        Form::Witness => text("Getuige van geweld bekend", "Witness of violence known of"),
        Form::Exploitation => text("Uitbuiting bekend", "Exploitation known of"),
        Form::Unknown => text("Vorm van geweld onbekend", "Form of violence unknown"),
    }
}

/// A value of a dimension as `indicators run` writes it, as people say it; codes by the event they are a code of. The value itself where it has no
/// words of its own: a mark, or a code that no code list of this house has.
///
/// ```
/// use domain::EventKind;
/// assert_eq!(indicators::value_in_words("code", "13", EventKind::HelpStarted).0, "gesloten plaatsing");
/// assert_eq!(indicators::value_in_words("satisfaction", "8", EventKind::HelpEnded).1, "8");
/// assert_eq!(indicators::value_in_words("running:12", "yes", EventKind::Turned18).1, "after 12 months yes");
/// ```
pub fn value_in_words(dimension: &str, value: &str, of: EventKind) -> (String, String) {
    if let Some(words) = dimension.strip_prefix(RUNNING).and_then(|months| runs(months, value)) {
        return words;
    }
    let known = match dimension {
        "sex" => Sex::from_letter(value).map(sex),
        "age" => AgeBand::ALL.into_iter().find(|band| band.label() == value).map(age),
        "sector" => Sector::from_word(value).map(sector),
        "cause" => WaitCause::from_word(value).map(cause),
        "code" => code(value, of),
        "outcome" => outcome(value),
        "without-help" | "without_help" => without_help(value),
        "stay" => stay(value),
        WAITED => waited(value),
        "setting" => Setting::from_word(value).map(setting),
        "contact" => Contact::from_word(value).map(contact),
        "online" => Online::from_word(value).map(online),
        "other-age" | "other_age" => OtherAge::from_word(value).map(other_age),
        _ => None,
    };
    let common = || match value {
        "yes" => Some(text("ja", "yes")),
        "no" => Some(text("nee", "no")),
        "unknown" => Some(text("onbekend", "unknown")),
        _ => None,
    };
    known.or_else(common).map_or_else(|| (value.to_owned(), value.to_owned()), |words| (words.nl.to_owned(), words.en.to_owned()))
}

/// Why a child waits for help.
fn cause(cause: WaitCause) -> Text {
    match cause {
        WaitCause::Unknown => text("niet opgegeven", "not given"),
        WaitCause::NoOffer => text("geen passend aanbod", "no suitable offer"),
        WaitCause::NoStaff => text("geen hulpverlener", "no worker"),
        WaitCause::Refused => text("kind of ouders willen niet", "child or parents refuse"),
        WaitCause::NotNeeded => text("geen hulp nodig naast de maatregel", "no help needed beside the order"),
        WaitCause::OutsideRegister => text("hulp buiten de registratie (pgb, Zvw, Wlz)", "help outside the register (pgb, Zvw, Wlz)"),
    }
}

/// What became of a wait by its term.
fn outcome(word: &str) -> Option<Text> {
    Some(match word {
        "reached" => text("op tijd", "in time"),
        "competing" => text("verviel", "became impossible"),
        "waiting" => text("wachtte langer", "waited longer"),
        "unseen" => text("niet zo lang gevolgd", "not followed that long"),
        _ => return None,
    })
}

/// Options of the youth-policy protocol, section 4.4.
fn without_help(number: &str) -> Option<Text> {
    Some(match number {
        "1" => text("heeft dezelfde of zwaardere hulp nodig", "needs the same or heavier help"),
        "2" => text("redt het met lichtere hulp", "manages with lighter help"),
        "3" => text("nu geen hulp nodig, later misschien wel", "no help needed now, perhaps later"),
        "4" => text("heeft geen hulp meer nodig", "needs no help any more"),
        _ => return None,
    })
}

fn stay(word: &str) -> Option<Text> {
    Some(match word {
        "yes" => text("hulp met verblijf", "help with a stay"),
        "no" => text("hulp zonder verblijf of van onbekende vorm", "help without a stay or of unknown form"),
        _ => return None,
    })
}

/// How long somebody has waited.
fn waited(word: &str) -> Option<Text> {
    Some(match word {
        "in-term" => text("binnen de termijn", "within the term"),
        "past-term" => text("langer dan de termijn, tot een jaar", "longer than the term, up to a year"),
        "past-year" => text("langer dan een jaar", "longer than a year"),
        _ => return None,
    })
}

/// Codes of the youth-policy protocol: forms of help (3.3) and reasons of ending (3.7).
fn code(number: &str, of: EventKind) -> Option<Text> {
    match of {
        EventKind::HelpStarted => help_form(number),
        EventKind::HelpEnded => help_end(number),
        _ => None,
    }
}

fn help_form(number: &str) -> Option<Text> {
    Some(match number {
        "1" => text("door het wijk- of buurtteam", "by the neighbourhood team"),
        "2" => text("ambulant bij de aanbieder", "ambulatory at the provider"),
        "3" => text("daghulp bij de aanbieder", "day help at the provider"),
        "4" => text("in het netwerk van de jeugdige", "in the network of the young person"),
        "11" => text("pleegzorg", "foster care"),
        "12" => text("gezinsgericht", "family-like"),
        "13" => text("gesloten plaatsing", "closed placement"),
        "14" => text("ander verblijf", "another stay"),
        "0" | "90" => text("onbekend", "unknown"),
        _ => return None,
    })
}

fn help_end(number: &str) -> Option<Text> {
    Some(match number {
        "1" => text("volgens plan", "as planned"),
        "2" => text("voortijdig, in overeenstemming", "early, by agreement"),
        "3" => text("voortijdig, door de cliënt", "early, by the client"),
        "4" => text("voortijdig, door de aanbieder", "early, by the provider"),
        "5" => text("voortijdig, door omstandigheden", "early, by circumstances"),
        "0" | "90" => text("onbekend", "unknown"),
        _ => return None,
    })
}
