//! The chain of services a package goes through, with everything that is public about it.

use std::fmt;

use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};

use super::secrets::{HubKeys, ServiceKeys};
use super::text::{KeyFileError, check_name, hex, unhex};
use crate::scheme::{ChainKey, Commitment};

/// What every pseudonym carries: purpose, version and a fingerprint of the keys. Pseudonyms under two labels cannot be compared.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Label(String);

impl Label {
    /// A label as it was written.
    pub fn from_text(text: &str) -> Label {
        Label(text.to_owned())
    }

    /// Four bytes of it, on every ciphertext.
    pub fn tag(&self) -> [u8; 4] {
        let mut tag = [0; 4];
        tag.copy_from_slice(&blake3::hash(self.0.as_bytes()).as_bytes()[..4]);
        tag
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A service in the chain, as others know it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Station {
    /// Its name.
    pub name: String,
    /// Its commitment.
    pub commitment: Commitment,
    /// The chain's key once it had joined: what reaches it is under this key.
    pub key: ChainKey,
    /// To whom packages for it are sealed.
    pub recipient: String,
    /// With what its packages are verified.
    pub verifying: VerifyingKey,
}

/// The chain: the hub at its end, services before it. A source sends to the service that joined last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chain {
    pub(super) purpose: String,
    pub(super) version: u32,
    pub(super) hub_key: ChainKey,
    pub(super) hub_recipient: String,
    /// In the order in which they joined; packages go the other way.
    pub(super) stations: Vec<Station>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    inbeeld: String,
    purpose: String,
    version: u32,
    hub_key: String,
    hub_recipient: String,
    #[serde(default)]
    station: Vec<WireStation>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireStation {
    name: String,
    commitment: String,
    key: String,
    recipient: String,
    verifying: String,
}

const FILE: &str = "chain";
const MARK: &str = "chain 1";

impl Chain {
    /// A chain that begins at this hub and has no service yet.
    ///
    /// # Errors
    /// When the purpose is no name.
    pub fn begin(hub: &HubKeys, purpose: &str, version: u32) -> Result<Chain, KeyFileError> {
        check_name("purpose", purpose)?;
        let (hub_key, hub_recipient) = (hub.secret.chain(), hub.recipient());
        Ok(Chain { purpose: purpose.to_owned(), version, hub_key, hub_recipient, stations: Vec::new() })
    }

    /// The chain once this service has joined.
    ///
    /// # Errors
    /// When a service of this name joined before.
    pub fn join(mut self, service: &ServiceKeys) -> Result<Chain, KeyFileError> {
        if self.stations.iter().any(|station| station.name == service.name) {
            return Err(KeyFileError::JoinedTwice { name: service.name.clone() });
        }
        let station = Station {
            name: service.name.clone(),
            commitment: service.secret.commitment(),
            key: service.secret.join(&self.key()),
            recipient: service.recipient(),
            verifying: service.signing.verifying_key(),
        };
        self.stations.push(station);
        Ok(self)
    }

    /// Reads a chain file.
    ///
    /// # Errors
    /// [`KeyFileError`].
    pub fn parse(text: &str) -> Result<Chain, KeyFileError> {
        let wire: Wire = toml::from_str(text).map_err(|_| KeyFileError::Unreadable { expected: FILE })?;
        if wire.inbeeld != MARK {
            return Err(KeyFileError::Unreadable { expected: FILE });
        }
        check_name("purpose", &wire.purpose)?;
        check_recipient(&wire.hub_recipient)?;
        Ok(Chain {
            purpose: wire.purpose,
            version: wire.version,
            hub_key: point("hub_key", &wire.hub_key, ChainKey::from_bytes)?,
            hub_recipient: wire.hub_recipient,
            stations: wire.station.into_iter().map(station).collect::<Result<_, _>>()?,
        })
    }

    /// As a file.
    pub fn to_text(&self) -> String {
        let stations = self.stations.iter().map(|station| WireStation {
            name: station.name.clone(),
            commitment: hex(&station.commitment.bytes()),
            key: hex(&station.key.bytes()),
            recipient: station.recipient.clone(),
            verifying: hex(station.verifying.as_bytes()),
        });
        let wire = Wire {
            inbeeld: MARK.to_owned(),
            purpose: self.purpose.clone(),
            version: self.version,
            hub_key: hex(&self.hub_key.bytes()),
            hub_recipient: self.hub_recipient.clone(),
            station: stations.collect(),
        };
        toml::to_string(&wire).unwrap_or_default()
    }

    /// What every pseudonym made in this chain carries.
    pub fn label(&self) -> Label {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.hub_key.bytes());
        for station in &self.stations {
            hasher.update(&station.commitment.bytes()).update(&station.key.bytes());
        }
        Label(format!("{}/{}/{}", self.purpose, self.version, &hasher.finalize().to_hex()[..8]))
    }

    /// The key a source encrypts under.
    pub fn key(&self) -> ChainKey {
        self.stations.last().map_or(self.hub_key, |station| station.key)
    }

    /// Its purpose.
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// Its version: a renewed key is a later version.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Its services, in the order in which they joined.
    pub fn stations(&self) -> &[Station] {
        &self.stations
    }

    /// The service a package comes to after so many services; `None` when the hub is next.
    pub fn station_at(&self, stage: usize) -> Option<&Station> {
        self.stations.len().checked_sub(stage + 1).and_then(|place| self.stations.get(place))
    }

    /// To whom a package is sealed that has been through so many services.
    pub fn recipient_at(&self, stage: usize) -> &str {
        self.station_at(stage).map_or(&self.hub_recipient, |station| &station.recipient)
    }

    /// To whom the payload is sealed: the hub.
    pub fn hub_recipient(&self) -> &str {
        &self.hub_recipient
    }
}

fn station(wire: WireStation) -> Result<Station, KeyFileError> {
    check_name("service", &wire.name)?;
    check_recipient(&wire.recipient)?;
    let verifying = unhex::<32>(&wire.verifying).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
    Ok(Station {
        commitment: point("commitment", &wire.commitment, Commitment::from_bytes)?,
        key: point("key", &wire.key, ChainKey::from_bytes)?,
        verifying: verifying.ok_or(KeyFileError::Field { file: FILE, field: "verifying" })?,
        name: wire.name,
        recipient: wire.recipient,
    })
}

fn point<T>(field: &'static str, text: &str, read: impl Fn(&[u8; 32]) -> Option<T>) -> Result<T, KeyFileError> {
    unhex::<32>(text).and_then(|bytes| read(&bytes)).ok_or(KeyFileError::Field { file: FILE, field })
}

fn check_recipient(text: &str) -> Result<(), KeyFileError> {
    let known = text.parse::<age::x25519::Recipient>();
    known.map(drop).map_err(|_| KeyFileError::Field { file: FILE, field: "recipient" })
}
