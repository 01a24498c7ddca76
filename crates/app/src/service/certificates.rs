//! Who is who on a connection: a certificate of one's own, and those of others, each trusted by name.
//!
//! A certificate is its own root: none is trusted because another signed it. That keeps the list of who may come in short, and
//! readable as a folder: `trusted/NAME.tls`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio_rustls::{TlsAcceptor, TlsConnector};

use crate::commands::keys::folder;
use crate::failure::wrong_use;
use crate::output;

/// File of one's own certificate, to hand over.
pub const PUBLIC: &str = "tls.public";
/// File of the key that belongs to it.
pub const SECRET: &str = "tls.secret";
/// How the file of a trusted certificate ends.
const ENDING: &str = "tls";

/// A certificate with its key.
pub struct Own {
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

/// Certificates of others, each with the name under which it was trusted.
pub struct Trusted {
    known: Vec<(String, CertificateDer<'static>)>,
}

/// The one service that is meant, with the only certificate by which it is known.
pub struct Pinned {
    /// Its name.
    pub name: String,
    certificate: CertificateDer<'static>,
}

impl Pinned {
    /// Whether this very certificate is the service's.
    pub fn is(&self, shown: Option<&CertificateDer<'_>>) -> bool {
        shown == Some(&self.certificate)
    }
}

/// Makes a certificate that is valid for these hosts, and its key, in a folder of keys.
///
/// # Errors
/// When one stands there already, a host cannot be one, or the folder cannot be written.
pub fn make(keys: &Path, name: &str, hosts: Vec<String>) -> Result<PathBuf> {
    let wrong = |error: rcgen::Error| wrong_use(format!("no certificate can be made for these hosts: {error}"));
    let pair = rcgen::KeyPair::generate().map_err(wrong)?;
    let mut asked = rcgen::CertificateParams::new(hosts).map_err(wrong)?;
    asked.distinguished_name = rcgen::DistinguishedName::new();
    asked.distinguished_name.push(rcgen::DnType::CommonName, name);
    asked.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ClientAuth, rcgen::ExtendedKeyUsagePurpose::ServerAuth];
    let certificate = asked.self_signed(&pair).map_err(wrong)?;
    folder::make(keys)?;
    folder::make_secret(&keys.join(SECRET), &pair.serialize_pem())?;
    let public = keys.join(PUBLIC);
    output::file(&public, certificate.pem())?;
    Ok(public)
}

/// Trusts a certificate under a name: of a client, or of a service. A name that is known keeps its certificate.
///
/// # Errors
/// When the file holds no certificate, or the name is known with another one.
pub fn trust(keys: &Path, name: &str, file: &Path) -> Result<String> {
    let plain = !name.is_empty() && name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !plain {
        return Err(wrong_use("a name holds letters, digits and '-' only, at most 40"));
    }
    let text = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let certificate = one(&text, file)?;
    let path = folder::trusted_folder(keys)?.join(format!("{name}.{ENDING}"));
    if path.exists() && one(&std::fs::read(&path)?, &path)? != certificate {
        return Err(wrong_use(format!(
            "{name} is known with another certificate: ask them by another way, then remove {}",
            path.display()
        )));
    }
    output::file(&path, text)?;
    Ok(format!("connections with the certificate of {name} are trusted now"))
}

/// The certificates that a folder of keys trusts.
///
/// # Errors
/// When a file in it holds no certificate.
pub fn trusted(keys: &Path) -> Result<Trusted> {
    let mut known = Vec::new();
    for path in folder::trusted_files(keys, ENDING)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        known.push((name, one(&std::fs::read(&path)?, &path)?));
    }
    Ok(Trusted { known })
}

impl Own {
    /// Reads certificate and key of a folder of keys.
    ///
    /// # Errors
    /// When one of them is missing or none: without it nothing starts.
    pub fn read(keys: &Path) -> Result<Own> {
        let missing = |path: &Path| {
            wrong_use(format!("{} is missing: without it nothing starts (`inbeeld keys tls --keys {}`)", path.display(), keys.display()))
        };
        let (public, secret) = (keys.join(PUBLIC), keys.join(SECRET));
        let certificate = one(&std::fs::read(&public).map_err(|_| missing(&public))?, &public)?;
        let text = zeroize::Zeroizing::new(std::fs::read(&secret).map_err(|_| missing(&secret))?);
        let key = PrivateKeyDer::from_pem_slice(&text).map_err(|_| wrong_use(format!("{} holds no key", secret.display())))?;
        Ok(Own { certificate, key })
    }

    /// Ready to accept who is trusted, and nobody else.
    ///
    /// # Errors
    /// When nobody is trusted, or certificate and key do not belong together.
    pub fn acceptor(self, trusted: &Trusted) -> Result<TlsAcceptor> {
        if trusted.known.is_empty() {
            return Err(wrong_use("nobody is trusted to connect: `inbeeld keys trust --of NAME` takes a certificate"));
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(trusted.roots()?), Arc::clone(&provider)).build()?;
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .with_client_cert_verifier(verifier)
            .with_single_cert(vec![self.certificate], self.key)
            .map_err(|_| wrong_use("certificate and key do not belong together"))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        // Every connection shows its certificate anew.
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }

    /// Ready to connect to this one service: no other certificate will do, trusted or not.
    ///
    /// # Errors
    /// When the certificate of the service cannot be used, or certificate and key of one's own do not belong together.
    pub fn connector(self, service: &Pinned) -> Result<TlsConnector> {
        let mut roots = RootCertStore::empty();
        let unusable = |error| anyhow!("the certificate of {} cannot be used: {error}", service.name);
        roots.add(service.certificate.clone()).map_err(unusable)?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .with_root_certificates(roots)
            .with_client_auth_cert(vec![self.certificate], self.key)
            .map_err(|_| wrong_use("certificate and key do not belong together"))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        config.resumption = rustls::client::Resumption::disabled();
        Ok(TlsConnector::from(Arc::new(config)))
    }
}

impl Trusted {
    /// Under which name this very certificate was trusted.
    pub fn name_of(&self, certificate: &CertificateDer<'_>) -> Option<&str> {
        self.known.iter().find(|(_, known)| known == certificate).map(|(name, _)| name.as_str())
    }

    /// The service of this name; without a name the only one that is trusted.
    ///
    /// # Errors
    /// When it is not trusted, or several are and none is named: one of them could pose as another.
    pub fn service(self, name: Option<&str>) -> Result<Pinned> {
        let several = self.known.len() > 1;
        let mut meant = self.known.into_iter().filter(|(known, _)| name.is_none_or(|name| name == known));
        match (meant.next(), name) {
            (Some((name, certificate)), Some(_)) => Ok(Pinned { name, certificate }),
            (Some(_), None) if several => Err(wrong_use("several certificates are trusted here: say with --service NAME which is meant")),
            (Some((name, certificate)), None) => Ok(Pinned { name, certificate }),
            (None, Some(name)) => Err(wrong_use(format!("no certificate of {name} is trusted: `inbeeld keys trust --of {name}` takes it"))),
            (None, None) => Err(wrong_use("no service is trusted: `inbeeld keys trust --of NAME` takes its certificate")),
        }
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(|(name, _)| name.as_str())
    }

    fn roots(&self) -> Result<RootCertStore> {
        let mut roots = RootCertStore::empty();
        for (name, certificate) in &self.known {
            roots.add(certificate.clone()).map_err(|error| anyhow!("the certificate of {name} cannot be used: {error}"))?;
        }
        Ok(roots)
    }
}

fn one(text: &[u8], path: &Path) -> Result<CertificateDer<'static>> {
    CertificateDer::from_pem_slice(text).map_err(|_| wrong_use(format!("{} holds no certificate", path.display())))
}
