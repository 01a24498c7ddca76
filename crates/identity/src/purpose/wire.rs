//! The file as written, and what is asked of it before it is a purpose.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{BirthKept, Controller, KeptField, KindAllowed, PostcodeKept, PurposeSort, StatedPurpose};

/// Longest time a delivery may be kept: the retention of the youth policy information is much shorter.
const RETENTION_MONTHS_MAX: u32 = 240;
/// The kind of delivery that only a purpose for police data, or a made country, may hold.
const POLICE: &str = "police";

/// The text is no purpose.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PurposeError {
    /// It cannot be read, or holds what no purpose has.
    #[error("{0}")]
    Unreadable(String),
    /// Something that must be said is empty.
    #[error("`{field}` must be filled in")]
    Empty {
        /// Which.
        field: String,
    },
    /// The name is not one.
    #[error("`purpose` holds small letters, digits and '-' only, at most 40")]
    Name,
    /// A kind of delivery that does not exist.
    #[error("there is no kind of delivery `{kind}`")]
    UnknownKind {
        /// Which.
        kind: String,
    },
    /// A kind stands there twice.
    #[error("the kind `{kind}` stands there twice")]
    TwoGrounds {
        /// Which.
        kind: String,
    },
    /// A kind without its ground, or without its recipient.
    #[error("the kind `{kind}` needs both a legal basis (the article) and a recipient: `{missing}` is missing")]
    WithoutGround {
        /// Which kind.
        kind: String,
        /// What it lacks.
        missing: &'static str,
    },
    /// Data about health without an exception of AVG 9.
    #[error("`{field}` is data about health: the kind `{kind}` needs a `health_ground` (an exception of AVG article 9(2))")]
    WithoutHealthGround {
        /// Which field.
        field: &'static str,
        /// Which kind.
        kind: String,
    },
    /// Police data in a purpose of another kind, or the other way round.
    #[error("police data needs a purpose of its own: `type = \"police-statistics\"` holds `police` and nothing else")]
    Police,
    /// Every supplier, in a purpose about people who exist.
    #[error("`*` for every supplier is for a made country only: name those who agreed")]
    EverySupplier,
    /// Groups of origin, in a purpose about people who exist.
    #[error("`name-origin` exists for a made country only: nobody's origin is derived from a name")]
    NameOrigin,
    /// No end, or a far one.
    #[error("`retention_months` lies between 1 and {RETENTION_MONTHS_MAX}")]
    Retention,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    purpose: String,
    version: u32,
    #[serde(rename = "type")]
    sort: PurposeSort,
    title: Bilingual,
    aim: Bilingual,
    contact: String,
    controllers: Vec<Controller>,
    #[serde(default)]
    processors: Vec<String>,
    retention_months: u32,
    keep: Keep,
    delivery: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bilingual {
    nl: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keep {
    fields: Vec<KeptField>,
    birth: BirthKept,
    postcode: PostcodeKept,
    free_text: FreeText,
    #[serde(default)]
    linkage_tokens: bool,
}

/// Free text is dropped. It must be said, so that whoever reads the file knows.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FreeText {
    Dropped,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    kind: String,
    #[serde(default)]
    legal_basis: String,
    #[serde(default)]
    recipient: String,
    health_ground: Option<String>,
    suppliers: Vec<String>,
}

pub(super) fn read(text: &str, kinds: &dyn Fn(&str) -> bool) -> Result<StatedPurpose, PurposeError> {
    let file: File = toml::from_str(text).map_err(|error| PurposeError::Unreadable(error.to_string()))?;
    let FreeText::Dropped = file.keep.free_text;
    let purpose = StatedPurpose {
        name: file.purpose,
        version: file.version,
        sort: file.sort,
        title: [file.title.nl, file.title.en],
        aim: [file.aim.nl, file.aim.en],
        controllers: file.controllers,
        processors: file.processors,
        contact: file.contact,
        retention_months: file.retention_months,
        birth: file.keep.birth,
        postcode: file.keep.postcode,
        kept: file.keep.fields.into_iter().collect(),
        tokens: file.keep.linkage_tokens,
        deliveries: file.delivery.into_iter().map(allowed).collect(),
    };
    check_heading(&purpose)?;
    check_kinds(&purpose, kinds)?;
    check_by_sort(&purpose)?;
    Ok(purpose)
}

fn allowed(kind: Kind) -> KindAllowed {
    let Kind { kind, legal_basis, recipient, health_ground, suppliers } = kind;
    KindAllowed { kind, legal_basis, recipient, health_ground: health_ground.filter(|ground| !ground.trim().is_empty()), suppliers }
}

fn check_heading(purpose: &StatedPurpose) -> Result<(), PurposeError> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if purpose.name.is_empty() || purpose.name.len() > 40 || !purpose.name.bytes().all(plain) {
        return Err(PurposeError::Name);
    }
    let texts =
        [("title.nl", &purpose.title[0]), ("title.en", &purpose.title[1]), ("aim.nl", &purpose.aim[0]), ("aim.en", &purpose.aim[1])];
    let named = purpose.controllers.iter().flat_map(|one| [("controllers.name", &one.name), ("controllers.task", &one.task)]);
    let empty = texts.into_iter().chain(named).chain([("contact", &purpose.contact)]).find(|(_, text)| text.trim().is_empty());
    if let Some((field, _)) = empty {
        return Err(PurposeError::Empty { field: field.to_owned() });
    }
    if purpose.controllers.is_empty() {
        return Err(PurposeError::Empty { field: "controllers".into() });
    }
    if purpose.deliveries.is_empty() {
        return Err(PurposeError::Empty { field: "delivery".into() });
    }
    if (1..=RETENTION_MONTHS_MAX).contains(&purpose.retention_months) { Ok(()) } else { Err(PurposeError::Retention) }
}

fn check_kinds(purpose: &StatedPurpose, kinds: &dyn Fn(&str) -> bool) -> Result<(), PurposeError> {
    let mut seen = BTreeSet::new();
    for allowed in &purpose.deliveries {
        let kind = || allowed.kind.clone();
        if !kinds(&allowed.kind) {
            return Err(PurposeError::UnknownKind { kind: kind() });
        }
        if !seen.insert(&allowed.kind) {
            return Err(PurposeError::TwoGrounds { kind: kind() });
        }
        let said = [("legal_basis", &allowed.legal_basis), ("recipient", &allowed.recipient)];
        if let Some((missing, _)) = said.into_iter().find(|(_, text)| text.trim().is_empty()) {
            return Err(PurposeError::WithoutGround { kind: kind(), missing });
        }
        if allowed.suppliers.is_empty() {
            return Err(PurposeError::Empty { field: format!("suppliers of `{}`", allowed.kind) });
        }
        let health = purpose.kept.iter().find(|field| field.is_health());
        if let (Some(field), None) = (health, &allowed.health_ground) {
            return Err(PurposeError::WithoutHealthGround { field: field.word(), kind: kind() });
        }
    }
    Ok(())
}

fn check_by_sort(purpose: &StatedPurpose) -> Result<(), PurposeError> {
    let is_police = |allowed: &KindAllowed| allowed.kind == POLICE;
    let is_wrong = match purpose.sort {
        PurposeSort::Statistics => purpose.deliveries.iter().any(is_police),
        PurposeSort::PoliceStatistics => !purpose.deliveries.iter().all(is_police),
        PurposeSort::Synthetic => return Ok(()),
    };
    if is_wrong {
        return Err(PurposeError::Police);
    }
    if purpose.deliveries.iter().any(|allowed| allowed.suppliers.iter().any(|code| code == "*")) {
        return Err(PurposeError::EverySupplier);
    }
    if purpose.keeps(KeptField::NameOrigin) { Err(PurposeError::NameOrigin) } else { Ok(()) }
}
