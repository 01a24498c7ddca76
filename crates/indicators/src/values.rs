//! Values of the dimensions as people say them.

use domain::{AgeBand, Contact, Form, Online, OtherAge, Sector, Setting, Sex};

use crate::Text;

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
