//! What is kept of each kind. A kind is a list of fields: files, forms, history and merging all follow it.

use crate::Field;
use crate::Kind;
use crate::field::Shape::{Choice, Choices, Day, Decimal, Number, References, Regions, Steps, Text, Words};

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
const NOTE_EN: Field = Field::of("note_en", "opmerking, in het Engels", "note, in English", Text);
const OWNER: Field = Field::of("owner", "eigenaar", "owner", Text);
const OWNER_EN: Field = Field::of("owner_en", "eigenaar, in het Engels", "owner, in English", Text);
const PARTNERS: Field = Field::of("partners", "partners", "partners", Text);
const PARTNERS_EN: Field = Field::of("partners_en", "partners, in het Engels", "partners, in English", Text);
const REGIONS: Field = Field::of("regions", "regio's", "regions", Regions);
const PARTS_FIELD: Field = Field::of("parts", "delen van de zorg", "parts of care", Choices(PARTS));
const INDICATORS: Field = Field::of("indicators", "indicatoren", "indicators", Words);
// Which number of the first indicator the three below are, and of a share after how many days; without it nothing is held against them.
const VALUE_OF: Field = Field::of(
    "value_of",
    "welk cijfer de getallen zijn",
    "which figure the numbers are",
    Choice(&["waiting", "reached", "per-10000", "count"]),
);
const VALUE_DAYS: Field = Field::of("value_days", "na hoeveel dagen", "after how many days", Number);
const BASELINE_VALUE: Field = Field::of("baseline_value", "nulmeting, als getal", "baseline, as a number", Decimal);
const STEP_VALUES: Field = Field::of("step_values", "tussenstappen, als getal per jaar", "intermediate steps, as a number a year", Steps);
const GOAL_VALUE: Field = Field::of("goal_value", "einddoel, als getal", "end goal, as a number", Decimal);
const LINEAGE: Field = Field::of("lineage", "gemaakt naar", "made from", Text);

pub(crate) const QUESTION: &[Field] = &[
    SOURCE,
    Field::needed("asked_by", "gevraagd door", "asked by", Words),
    TITLE,
    TITLE_EN,
    Field::needed("answered", "beantwoord", "answered", Choice(&["answered", "partly", "not", "declined"])),
    Field::of("answer", "antwoord", "answer", Text),
    Field::of("answer_en", "antwoord, in het Engels", "answer, in English", Text),
    REGIONS,
    NOTE,
    NOTE_EN,
    LINEAGE,
];

pub(crate) const RECOMMENDATION: &[Field] = &[
    SOURCE,
    Field::needed("made_by", "gedaan door", "made by", Text),
    Field::of("made_by_en", "gedaan door, in het Engels", "made by, in English", Text),
    Field::of("made_to", "gericht aan", "made to", Text),
    Field::of("made_to_en", "gericht aan, in het Engels", "made to, in English", Text),
    TITLE,
    TITLE_EN,
    REGIONS,
    NOTE,
    NOTE_EN,
    LINEAGE,
];

pub(crate) const RESPONSE: &[Field] = &[
    SOURCE,
    Field::needed("recommendation", "aanbeveling", "recommendation", References(Kind::Recommendation)),
    Field::needed("given_by", "gegeven door", "given by", Text),
    Field::of("given_by_en", "gegeven door, in het Engels", "given by, in English", Text),
    Field::needed("stance", "standpunt", "stance", Choice(&["accepted", "partly", "declined"])),
    TITLE,
    TITLE_EN,
    Field::of("reason", "reden", "reason", Text),
    Field::of("reason_en", "reden, in het Engels", "reason, in English", Text),
    REGIONS,
    NOTE,
    NOTE_EN,
    LINEAGE,
];

pub(crate) const COMMITMENT: &[Field] = &[
    SOURCE,
    // By which someone who has the source beside the screen finds the record.
    Field::of("source_words", "woorden in de bron", "words of the source", Text),
    TITLE,
    TITLE_EN,
    Field::needed("promised_by", "toegezegd door", "promised by", Text),
    Field::of("promised_by_en", "toegezegd door, in het Engels", "promised by, in English", Text),
    Field::of("promised_to", "toegezegd aan", "promised to", Text),
    Field::of("promised_to_en", "toegezegd aan, in het Engels", "promised to, in English", Text),
    Field::of("promised_on", "toegezegd op", "promised on", Day),
    Field::of("due", "uiterlijk", "due", Day),
    Field::of("due_said", "termijn in woorden", "term as said", Text),
    Field::of("due_said_en", "termijn in woorden, in het Engels", "term as said, in English", Text),
    Field::needed("state", "stand", "state", Choice(&["open", "reported", "done", "declined", "withdrawn"])),
    Field::of("declined_reason", "reden van afwijzing", "why declined", Text),
    Field::of("declined_reason_en", "reden van afwijzing, in het Engels", "why declined, in English", Text),
    Field::of("evidence", "bewijs", "evidence", Text),
    Field::of("evidence_en", "bewijs, in het Engels", "evidence, in English", Text),
    Field::of("reported_by", "gereedgemeld door", "reported by", Text),
    Field::of("approved_by", "goedgekeurd door", "approved by", Text),
    Field::of("questions", "vragen", "questions", References(Kind::Question)),
    Field::of("recommendations", "aanbevelingen", "recommendations", References(Kind::Recommendation)),
    REGIONS,
    NOTE,
    NOTE_EN,
    LINEAGE,
];

pub(crate) const MEASURE: &[Field] = &[
    SOURCE,
    TITLE,
    TITLE_EN,
    OWNER,
    OWNER_EN,
    PARTNERS,
    PARTNERS_EN,
    Field::needed("status", "stand", "status", Choice(&["plan", "pilot", "running", "ended", "unknown"])),
    PARTS_FIELD,
    Field::of("forms", "vormen van geweld", "forms of violence", Choices(FORMS)),
    Field::of("settings", "context", "settings", Choices(SETTINGS)),
    Field::of("contact", "contact", "contact", Choices(CONTACTS)),
    Field::of("online", "online", "online", Choices(ONLINE)),
    Field::of("target_groups", "doelgroepen", "target groups", Choices(GROUPS)),
    REGIONS,
    Field::of("action_line", "actielijn", "action line", Text),
    Field::of("action_line_en", "actielijn, in het Engels", "action line, in English", Text),
    Field::of("money_payer", "geld: wie betaalt", "money: payer", Text),
    Field::of("money_payer_en", "geld: wie betaalt, in het Engels", "money: payer, in English", Text),
    Field::of("money_euro", "geld: bedrag in euro", "money: amount in euro", Number),
    Field::of("money_kind", "geld: structureel of eenmalig", "money: structural or one-off", Choice(&["structural", "one-off", "unknown"])),
    Field::of("money_year", "geld: jaar", "money: year", Number),
    Field::of("start", "begin", "start", Day),
    Field::of("end", "einde", "end", Day),
    Field::of("baseline", "nulmeting", "baseline", Text),
    Field::of("baseline_en", "nulmeting, in het Engels", "baseline, in English", Text),
    Field::of("steps", "tussenstappen", "intermediate steps", Text),
    Field::of("steps_en", "tussenstappen, in het Engels", "intermediate steps, in English", Text),
    Field::of("goal", "einddoel", "end goal", Text),
    Field::of("goal_en", "einddoel, in het Engels", "end goal, in English", Text),
    VALUE_OF,
    VALUE_DAYS,
    BASELINE_VALUE,
    STEP_VALUES,
    GOAL_VALUE,
    Field::of("evaluation", "evaluatie", "evaluation", Text),
    Field::of("evaluation_en", "evaluatie, in het Engels", "evaluation, in English", Text),
    INDICATORS,
    Field::of("not_measurable_because", "niet te meten, omdat", "not measurable, because", Text),
    Field::of("not_measurable_because_en", "niet te meten, omdat, in het Engels", "not measurable, because, in English", Text),
    Field::of("commitments", "toezeggingen", "commitments", References(Kind::Commitment)),
    NOTE,
    NOTE_EN,
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
    NOTE_EN,
    LINEAGE,
];

pub(crate) const APPROACH: &[Field] = &[
    SOURCE,
    TITLE,
    TITLE_EN,
    Field::of("region", "regio", "region", Regions),
    OWNER,
    OWNER_EN,
    PARTNERS,
    PARTNERS_EN,
    PARTS_FIELD,
    // Described in docs/methods/maturity.md.
    Field::of("maturity", "niveau", "maturity", Choice(&["0", "1", "2", "3", "4"])),
    Field::of("goals", "doelen", "goals", Text),
    Field::of("goals_en", "doelen, in het Engels", "goals, in English", Text),
    INDICATORS,
    VALUE_OF,
    VALUE_DAYS,
    BASELINE_VALUE,
    STEP_VALUES,
    GOAL_VALUE,
    Field::of("due", "uiterlijk", "due", Day),
    Field::of("bottlenecks", "knelpunten", "bottlenecks", Text),
    Field::of("bottlenecks_en", "knelpunten, in het Engels", "bottlenecks, in English", Text),
    Field::of("success_factors", "succesfactoren", "success factors", Text),
    Field::of("success_factors_en", "succesfactoren, in het Engels", "success factors, in English", Text),
    LINEAGE,
    Field::of("is_example", "voorbeeld", "example", Choice(KNOWN)),
    NOTE,
    NOTE_EN,
];

pub(crate) const PREVENTION: &[Field] = &[
    SOURCE,
    TITLE,
    TITLE_EN,
    OWNER,
    OWNER_EN,
    Field::needed("target_group", "doelgroep", "target group", Text),
    Field::of("target_group_en", "doelgroep, in het Engels", "target group, in English", Text),
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
    Field::of("effect_en", "effect, in het Engels", "effect, in English", Text),
    Field::of("not_measured_because", "niet gemeten, omdat", "not measured, because", Text),
    Field::of("not_measured_because_en", "niet gemeten, omdat, in het Engels", "not measured, because, in English", Text),
    NOTE,
    NOTE_EN,
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
    NOTE_EN,
    LINEAGE,
];

pub(crate) const OFFER: &[Field] = &[
    SOURCE,
    TITLE,
    TITLE_EN,
    Field::needed("region", "gemeente of regio", "municipality or region", Regions),
    Field::of("organisation", "organisatie", "organisation", Text),
    Field::of("organisation_en", "organisatie, in het Engels", "organisation, in English", Text),
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
    NOTE_EN,
    LINEAGE,
];

pub(crate) const AREA: &[Field] = &[
    SOURCE,
    TITLE,
    TITLE_EN,
    OWNER,
    OWNER_EN,
    // Those that are known; `size` says how many there are.
    Field::of("regions", "gemeenten of regio's", "municipalities or regions", Regions),
    Field::of("size", "aantal deelnemers", "number of members", Number),
    Field::of("topic", "onderwerp", "topic", Text),
    Field::of("topic_en", "onderwerp, in het Engels", "topic, in English", Text),
    NOTE,
    NOTE_EN,
    LINEAGE,
];
