//! What is kept of each kind. A kind is a list of fields: files, forms, history and merging all follow it.

use crate::Field;
use crate::Kind;
use crate::field::Shape::{Choice, Choices, Day, Number, References, Regions, Text, Words};

/// The five parts of care, programmes for offenders, and care after 18.
const PARTS: &[&str] = &["prevent", "signal", "investigate", "stop", "limit-harm", "offenders", "after-18"];
/// Words of `domain::Form`, without unknown.
const FORMS: &[&str] = &["sexual", "physical", "emotional", "neglect", "witness", "exploitation"];
/// Words of `domain::Setting`, without unknown.
const SETTINGS: &[&str] =
    &["family", "dependency", "institution", "school", "peers", "acquaintance", "stranger", "sport", "street", "online-only"];
const CONTACTS: &[&str] = &["hands-on", "hands-off"];
const ONLINE: &[&str] = &["none", "images", "sextortion", "grooming", "other"];
const GROUPS: &[&str] = &[
    "children",
    "young-people",
    "girls",
    "boys",
    "disabled-children",
    "parents",
    "parents-with-intellectual-disability",
    "adults",
    "offenders",
    "professionals",
];
const KNOWN: &[&str] = &["yes", "no", "unknown"];

const TITLE: Field = Field::needed("title", "wat", "what", Text);
const TITLE_EN: Field = Field::of("title_en", "wat, in het Engels", "what, in English", Text);
const SOURCE: Field = Field::needed("source", "bron", "source", Text);
const NOTE: Field = Field::of("note", "opmerking", "note", Text);
const OWNER: Field = Field::of("owner", "eigenaar", "owner", Text);
const PARTNERS: Field = Field::of("partners", "partners", "partners", Text);
const REGIONS: Field = Field::of("regions", "regio's", "regions", Regions);
const PARTS_FIELD: Field = Field::of("parts", "delen van de zorg", "parts of care", Choices(PARTS));
const INDICATORS: Field = Field::of("indicators", "indicatoren", "indicators", Words);
const LINEAGE: Field = Field::of("lineage", "gemaakt naar", "made from", Text);

pub(crate) const QUESTION: &[Field] = &[
    SOURCE,
    Field::needed("asked_by", "gevraagd door", "asked by", Words),
    TITLE,
    TITLE_EN,
    Field::needed("answered", "beantwoord", "answered", Choice(&["answered", "partly", "not", "declined"])),
    Field::of("answer", "antwoord", "answer", Text),
    REGIONS,
    NOTE,
    LINEAGE,
];

pub(crate) const RECOMMENDATION: &[Field] = &[
    SOURCE,
    Field::needed("made_by", "gedaan door", "made by", Text),
    Field::of("made_to", "gericht aan", "made to", Text),
    TITLE,
    TITLE_EN,
    REGIONS,
    NOTE,
    LINEAGE,
];

pub(crate) const RESPONSE: &[Field] = &[
    SOURCE,
    Field::needed("recommendation", "aanbeveling", "recommendation", References(Kind::Recommendation)),
    Field::needed("given_by", "gegeven door", "given by", Text),
    Field::needed("stance", "standpunt", "stance", Choice(&["accepted", "partly", "declined"])),
    TITLE,
    TITLE_EN,
    Field::of("reason", "reden", "reason", Text),
    Field::of("reason_en", "reden, in het Engels", "reason, in English", Text),
    REGIONS,
    NOTE,
    LINEAGE,
];

pub(crate) const COMMITMENT: &[Field] = &[
    SOURCE,
    // By which someone who has the source beside the screen finds the record.
    Field::of("source_words", "woorden in de bron", "words of the source", Text),
    TITLE,
    TITLE_EN,
    Field::needed("promised_by", "toegezegd door", "promised by", Text),
    Field::of("promised_to", "toegezegd aan", "promised to", Text),
    Field::of("promised_on", "toegezegd op", "promised on", Day),
    Field::of("due", "uiterlijk", "due", Day),
    Field::of("due_said", "termijn in woorden", "term as said", Text),
    Field::needed("state", "stand", "state", Choice(&["open", "reported", "done", "declined", "withdrawn"])),
    Field::of("declined_reason", "reden van afwijzing", "why declined", Text),
    Field::of("declined_reason_en", "reden van afwijzing, in het Engels", "why declined, in English", Text),
    Field::of("evidence", "bewijs", "evidence", Text),
    Field::of("reported_by", "gereedgemeld door", "reported by", Text),
    Field::of("approved_by", "goedgekeurd door", "approved by", Text),
    Field::of("questions", "vragen", "questions", References(Kind::Question)),
    Field::of("recommendations", "aanbevelingen", "recommendations", References(Kind::Recommendation)),
    REGIONS,
    NOTE,
    LINEAGE,
];

pub(crate) const MEASURE: &[Field] = &[
    SOURCE,
    TITLE,
    TITLE_EN,
    OWNER,
    PARTNERS,
    Field::needed("status", "stand", "status", Choice(&["plan", "pilot", "running", "ended", "unknown"])),
    PARTS_FIELD,
    Field::of("forms", "vormen van geweld", "forms of violence", Choices(FORMS)),
    Field::of("settings", "context", "settings", Choices(SETTINGS)),
    Field::of("contact", "contact", "contact", Choices(CONTACTS)),
    Field::of("online", "online", "online", Choices(ONLINE)),
    Field::of("target_groups", "doelgroepen", "target groups", Choices(GROUPS)),
    REGIONS,
    Field::of("action_line", "actielijn", "action line", Text),
    Field::of("money_payer", "geld: wie betaalt", "money: payer", Text),
    Field::of("money_euro", "geld: bedrag in euro", "money: amount in euro", Number),
    Field::of("money_kind", "geld: structureel of eenmalig", "money: structural or one-off", Choice(&["structural", "one-off", "unknown"])),
    Field::of("money_year", "geld: jaar", "money: year", Number),
    Field::of("start", "begin", "start", Day),
    Field::of("end", "einde", "end", Day),
    Field::of("baseline", "nulmeting", "baseline", Text),
    Field::of("steps", "tussenstappen", "intermediate steps", Text),
    Field::of("goal", "einddoel", "end goal", Text),
    Field::of("evaluation", "evaluatie", "evaluation", Text),
    INDICATORS,
    Field::of("not_measurable_because", "niet te meten, omdat", "not measurable, because", Text),
    Field::of("commitments", "toezeggingen", "commitments", References(Kind::Commitment)),
    NOTE,
    LINEAGE,
];

pub(crate) const EVIDENCE: &[Field] = &[
    SOURCE,
    TITLE,
    TITLE_EN,
    Field::of("commitments", "toezeggingen", "commitments", References(Kind::Commitment)),
    Field::of("measures", "maatregelen", "measures", References(Kind::Measure)),
    Field::of("day", "dag", "day", Day),
    REGIONS,
    NOTE,
    LINEAGE,
];

pub(crate) const APPROACH: &[Field] = &[
    SOURCE,
    TITLE,
    TITLE_EN,
    Field::of("region", "regio", "region", Regions),
    OWNER,
    PARTNERS,
    PARTS_FIELD,
    // Described in docs/methods/maturity.md.
    Field::of("maturity", "niveau", "maturity", Choice(&["0", "1", "2", "3", "4"])),
    Field::of("goals", "doelen", "goals", Text),
    INDICATORS,
    Field::of("due", "uiterlijk", "due", Day),
    Field::of("bottlenecks", "knelpunten", "bottlenecks", Text),
    Field::of("success_factors", "succesfactoren", "success factors", Text),
    LINEAGE,
    Field::of("is_example", "voorbeeld", "example", Choice(KNOWN)),
    NOTE,
];

pub(crate) const PREVENTION: &[Field] = &[
    SOURCE,
    TITLE,
    TITLE_EN,
    OWNER,
    Field::needed("target_group", "doelgroep", "target group", Text),
    Field::needed(
        "evidence_level",
        "bewijskracht",
        "evidence level",
        Choice(&["none", "described", "well-founded", "indications", "strong", "unknown"]),
    ),
    REGIONS,
    Field::of("reach_planned", "bereik gepland", "reach planned", Number),
    Field::of("reach_actual", "bereik gehaald", "reach actual", Number),
    Field::of("effect", "effect", "effect", Text),
    Field::of("not_measured_because", "niet gemeten, omdat", "not measured, because", Text),
    NOTE,
    LINEAGE,
];

pub(crate) const POLICY: &[Field] = &[
    SOURCE,
    TITLE,
    TITLE_EN,
    Field::needed("region", "gemeente of regio", "municipality or region", Regions),
    Field::needed("topic", "onderwerp", "topic", Choice(&["prevention", "human-trafficking"])),
    // `partly`: in some of the municipalities of the region.
    Field::needed("status", "stand", "status", Choice(&["none", "in-preparation", "partly", "adopted", "unknown"])),
    Field::of("since", "sinds", "since", Day),
    NOTE,
    LINEAGE,
];

pub(crate) const OFFER: &[Field] = &[
    SOURCE,
    TITLE,
    TITLE_EN,
    Field::needed("region", "gemeente of regio", "municipality or region", Regions),
    Field::of("organisation", "organisatie", "organisation", Text),
    Field::of("sector", "sector", "sector", Choice(&["childcare", "education", "care", "youth-help", "health", "justice", "other"])),
    PARTS_FIELD,
    Field::of("target_groups", "doelgroepen", "target groups", Choices(GROUPS)),
    Field::of("training", "training", "training", Choice(KNOWN)),
    Field::of("attention_officer", "aandachtsfunctionaris", "attention officer", Choice(KNOWN)),
    Field::of("confidential_doctor", "vertrouwensarts", "confidential doctor", Choice(KNOWN)),
    Field::of("sector_framework", "afwegingskader", "sector framework", Choice(KNOWN)),
    Field::of("field_norm", "veldnorm", "field norm", Choice(KNOWN)),
    Field::of("kindcheck", "Kindcheck", "Kindcheck", Choice(KNOWN)),
    Field::of("quality_framework", "kwaliteitskader Werken aan veiligheid", "quality framework adopted", Choice(KNOWN)),
    Field::of(
        "specialised_help",
        "gespecialiseerde hulp, landelijk gecoördineerd",
        "specialised help, nationally coordinated",
        Choice(KNOWN),
    ),
    Field::of("with_parents", "met ouders", "with parents", Choice(KNOWN)),
    Field::of("causes", "pakt oorzaken aan", "addresses causes", Choice(KNOWN)),
    Field::of("not_locked_up", "zonder opsluiten", "without locking up", Choice(KNOWN)),
    Field::of("through_18", "loopt door na 18", "continues through 18", Choice(KNOWN)),
    Field::of("improvement_plan", "verbeterplan", "improvement plan", Choice(KNOWN)),
    INDICATORS,
    NOTE,
    LINEAGE,
];

pub(crate) const AREA: &[Field] = &[
    SOURCE,
    TITLE,
    TITLE_EN,
    OWNER,
    // Those that are known; `size` says how many there are.
    Field::of("regions", "gemeenten of regio's", "municipalities or regions", Regions),
    Field::of("size", "aantal deelnemers", "number of members", Number),
    Field::of("topic", "onderwerp", "topic", Text),
    NOTE,
    LINEAGE,
];
