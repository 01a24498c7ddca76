//! What each party keeps to itself.

use std::fmt;

use age::secrecy::ExposeSecret;
use ed25519_dalek::{SigningKey, VerifyingKey};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use super::text::{KeyFileError, check_name, hex, unhex};
use crate::scheme::{Chance, HubSecret, ServiceSecret};

/// What the hub keeps: it opens payloads and pseudonyms with it.
pub struct HubKeys {
    pub(crate) secret: HubSecret,
    pub(crate) sealed_to: age::x25519::Identity,
}

/// What a pseudonym service keeps.
pub struct ServiceKeys {
    pub(crate) name: String,
    pub(crate) secret: ServiceSecret,
    pub(crate) sealed_to: age::x25519::Identity,
    pub(crate) signing: SigningKey,
}

/// What a source keeps: it signs with it, and replaces its own references with it.
pub struct SourceKeys {
    pub(crate) supplier: String,
    pub(crate) signing: SigningKey,
    reference: Zeroizing<[u8; 32]>,
}

/// A source as services and hub know it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrustedSource {
    /// Its supplier code.
    pub supplier: String,
    /// With what its packages are verified.
    pub verifying: VerifyingKey,
}

macro_rules! hidden {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("[keys]")
            }
        }
    )+};
}
hidden!(HubKeys, ServiceKeys, SourceKeys);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    inbeeld: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    secret: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    sealed_to: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    signing: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reference: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    verifying: String,
}

impl Drop for Wire {
    fn drop(&mut self) {
        [&mut self.secret, &mut self.sealed_to, &mut self.signing, &mut self.reference].into_iter().for_each(Zeroize::zeroize);
    }
}

impl Wire {
    fn new(mark: &str) -> Wire {
        let empty = String::new;
        Wire {
            inbeeld: mark.to_owned(),
            name: empty(),
            secret: empty(),
            sealed_to: empty(),
            signing: empty(),
            reference: empty(),
            verifying: empty(),
        }
    }

    fn read(text: &str, mark: &str, expected: &'static str) -> Result<Wire, KeyFileError> {
        let wire: Wire = toml::from_str(text).map_err(|_| KeyFileError::Unreadable { expected })?;
        if wire.inbeeld == mark { Ok(wire) } else { Err(KeyFileError::Unreadable { expected }) }
    }

    fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(toml::to_string(self).unwrap_or_default())
    }
}

const HUB: &str = "hub secret";
const SERVICE: &str = "service secret";
const SOURCE: &str = "source secret";
const TRUSTED: &str = "source";

impl HubKeys {
    /// New ones.
    pub fn new(chance: &mut Chance) -> HubKeys {
        HubKeys { secret: HubSecret::new(chance), sealed_to: age::x25519::Identity::generate() }
    }

    /// Reads `hub.secret`.
    ///
    /// # Errors
    /// [`KeyFileError`].
    pub fn parse(text: &str) -> Result<HubKeys, KeyFileError> {
        let wire = Wire::read(text, "hub secret 1", HUB)?;
        let secret = unhex(&wire.secret).and_then(|bytes| HubSecret::from_bytes(&bytes));
        let secret = secret.ok_or(KeyFileError::Field { file: HUB, field: "secret" })?;
        let apart = match wire.reference.as_str() {
            "" => None,
            text => Some(unhex(text).ok_or(KeyFileError::Field { file: HUB, field: "reference" })?),
        };
        Ok(HubKeys {
            secret: match apart {
                Some(references) => secret.with_references(references),
                None => secret,
            },
            sealed_to: identity(HUB, &wire.sealed_to)?,
        })
    }

    /// As a file.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut wire = Wire::new("hub secret 1");
        wire.secret = hex(&*self.secret.bytes());
        wire.sealed_to = self.sealed_to.to_string().expose_secret().to_owned();
        wire.reference = self.secret.references().map(|references| hex(&*references)).unwrap_or_default();
        wire.text()
    }

    /// Later ones, under which references of records stay the same.
    pub fn renewed(&self, chance: &mut Chance) -> HubKeys {
        HubKeys { secret: self.secret.renewed(chance), sealed_to: age::x25519::Identity::generate() }
    }

    /// To whom payloads are sealed.
    pub fn recipient(&self) -> String {
        self.sealed_to.to_public().to_string()
    }

    /// The secret it opens and keeps with.
    pub fn secret(&self) -> &HubSecret {
        &self.secret
    }
}

impl ServiceKeys {
    /// New ones, under a name.
    ///
    /// # Errors
    /// When the name is none.
    pub fn new(name: &str, chance: &mut Chance) -> Result<ServiceKeys, KeyFileError> {
        check_name("service", name)?;
        let (secret, signing) = (ServiceSecret::new(chance), SigningKey::from_bytes(&chance.bytes()));
        Ok(ServiceKeys { name: name.to_owned(), secret, sealed_to: age::x25519::Identity::generate(), signing })
    }

    /// Reads `service.secret`.
    ///
    /// # Errors
    /// [`KeyFileError`].
    pub fn parse(text: &str) -> Result<ServiceKeys, KeyFileError> {
        let wire = Wire::read(text, "service secret 1", SERVICE)?;
        check_name("service", &wire.name)?;
        let secret = unhex(&wire.secret).and_then(|bytes| ServiceSecret::from_bytes(&bytes));
        Ok(ServiceKeys {
            name: wire.name.clone(),
            secret: secret.ok_or(KeyFileError::Field { file: SERVICE, field: "secret" })?,
            sealed_to: identity(SERVICE, &wire.sealed_to)?,
            signing: signing(SERVICE, &wire.signing)?,
        })
    }

    /// As a file.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut wire = Wire::new("service secret 1");
        wire.name.clone_from(&self.name);
        wire.secret = hex(&*self.secret.bytes());
        wire.sealed_to = self.sealed_to.to_string().expose_secret().to_owned();
        wire.signing = hex(self.signing.as_bytes());
        wire.text()
    }

    /// To whom packages for it are sealed.
    pub fn recipient(&self) -> String {
        self.sealed_to.to_public().to_string()
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The secret it multiplies and turns with.
    pub fn secret(&self) -> &ServiceSecret {
        &self.secret
    }
}

impl SourceKeys {
    /// New ones, for a supplier. Suppliers whose messages speak of each other's records share `reference`; others have their own.
    ///
    /// # Errors
    /// When the supplier code is none.
    pub fn new(supplier: &str, reference: Option<[u8; 32]>, chance: &mut Chance) -> Result<SourceKeys, KeyFileError> {
        check_name("supplier", supplier)?;
        let reference = Zeroizing::new(reference.unwrap_or_else(|| chance.bytes()));
        Ok(SourceKeys { supplier: supplier.to_owned(), signing: SigningKey::from_bytes(&chance.bytes()), reference })
    }

    /// Reads `source.secret`.
    ///
    /// # Errors
    /// [`KeyFileError`].
    pub fn parse(text: &str) -> Result<SourceKeys, KeyFileError> {
        let wire = Wire::read(text, "source secret 1", SOURCE)?;
        check_name("supplier", &wire.name)?;
        let reference = unhex(&wire.reference).ok_or(KeyFileError::Field { file: SOURCE, field: "reference" })?;
        Ok(SourceKeys { supplier: wire.name.clone(), signing: signing(SOURCE, &wire.signing)?, reference })
    }

    /// As a file.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut wire = Wire::new("source secret 1");
        wire.name.clone_from(&self.supplier);
        wire.signing = hex(self.signing.as_bytes());
        wire.reference = hex(&*self.reference);
        wire.text()
    }

    /// What others must know to verify it.
    pub fn trusted(&self) -> TrustedSource {
        TrustedSource { supplier: self.supplier.clone(), verifying: self.signing.verifying_key() }
    }

    /// Its supplier code.
    pub fn supplier(&self) -> &str {
        &self.supplier
    }

    /// The key of its references, for a supplier who shares it.
    pub fn reference_key(&self) -> Zeroizing<[u8; 32]> {
        self.reference.clone()
    }

    /// What replaces the hash of an own reference before it leaves.
    pub fn record(&self, reference: u64) -> u64 {
        let code = self.keyed(b"inbeeld/source/record/1\0", &reference.to_le_bytes());
        u64::from_le_bytes(code[..8].try_into().unwrap_or_default())
    }

    /// What replaces the hash of the delivered bytes: the hub knows the same delivery again and can guess none.
    pub fn delivery(&self, hash: &[u8; 32]) -> [u8; 32] {
        self.keyed(b"inbeeld/source/delivery/1\0", hash)
    }

    fn keyed(&self, label: &[u8], bytes: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.reference).expect("HMAC takes a key of any length");
        mac.update(label);
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }
}

impl TrustedSource {
    /// Reads `source.public`.
    ///
    /// # Errors
    /// [`KeyFileError`].
    pub fn parse(text: &str) -> Result<TrustedSource, KeyFileError> {
        let wire = Wire::read(text, "source 1", TRUSTED)?;
        check_name("supplier", &wire.name)?;
        let verifying = unhex::<32>(&wire.verifying).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
        let verifying = verifying.ok_or(KeyFileError::Field { file: TRUSTED, field: "verifying" })?;
        Ok(TrustedSource { supplier: wire.name.clone(), verifying })
    }

    /// As a file.
    pub fn to_text(&self) -> String {
        let mut wire = Wire::new("source 1");
        wire.name.clone_from(&self.supplier);
        wire.verifying = hex(self.verifying.as_bytes());
        wire.text().to_string()
    }
}

fn identity(file: &'static str, text: &str) -> Result<age::x25519::Identity, KeyFileError> {
    text.parse().map_err(|_| KeyFileError::Field { file, field: "sealed_to" })
}

fn signing(file: &'static str, text: &str) -> Result<SigningKey, KeyFileError> {
    unhex::<32>(text).map(|bytes| SigningKey::from_bytes(&bytes)).ok_or(KeyFileError::Field { file, field: "signing" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Chain;

    #[test]
    fn every_key_file_reads_back_and_none_is_taken_for_another() {
        let mut chance = Chance::new().expect("randomness");
        let hub = HubKeys::new(&mut chance);
        let service = ServiceKeys::new("one", &mut chance).expect("a service");
        let source = SourceKeys::new("P1", None, &mut chance).expect("a source");
        let chain = Chain::begin(&hub, "made-country", 1).and_then(|chain| chain.join(&service)).expect("a chain");
        assert_eq!(HubKeys::parse(&hub.to_text()).expect("a hub").to_text(), hub.to_text());
        let renewed = hub.renewed(&mut chance);
        assert_eq!(HubKeys::parse(&renewed.to_text()).expect("a hub").secret().record(7), hub.secret().record(7));
        assert_eq!(ServiceKeys::parse(&service.to_text()).expect("a service").to_text(), service.to_text());
        assert_eq!(SourceKeys::parse(&source.to_text()).expect("a source").to_text(), source.to_text());
        assert_eq!(TrustedSource::parse(&source.trusted().to_text()), Ok(source.trusted()));
        assert_eq!(Chain::parse(&chain.to_text()), Ok(chain.clone()));
        assert!(HubKeys::parse(&service.to_text()).is_err() && ServiceKeys::parse(&chain.to_text()).is_err());
        assert!(SourceKeys::parse(&source.trusted().to_text()).is_err() && Chain::parse("").is_err());
        assert_eq!(format!("{hub:?} {service:?} {source:?}"), "[keys] [keys] [keys]");
    }

    #[test]
    fn a_chain_has_another_label_with_every_key_and_version() {
        let mut chance = Chance::new().expect("randomness");
        let hub = HubKeys::new(&mut chance);
        let services = ["one", "two"].map(|name| ServiceKeys::new(name, &mut chance).expect("a service"));
        let begun = |version| Chain::begin(&hub, "p", version).expect("a chain");
        let one = begun(1).join(&services[0]).expect("joined");
        let both = one.clone().join(&services[1]).expect("joined");
        let labels = [begun(1).label(), begun(2).label(), one.label(), both.label()];
        let distinct: std::collections::BTreeSet<_> = labels.iter().collect();
        assert_eq!(distinct.len(), 4);
        assert_eq!(both.station_at(0).map(|station| station.name.as_str()), Some("two"));
        assert_eq!(both.station_at(1).map(|station| station.name.as_str()), Some("one"));
        assert!(both.station_at(2).is_none() && both.recipient_at(2) == hub.recipient());
        assert_eq!(both.join(&services[0]), Err(KeyFileError::JoinedTwice { name: "one".into() }));
    }
}
