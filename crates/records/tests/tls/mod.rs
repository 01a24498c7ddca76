//! PostgreSQL over TLS: a server must show a certificate for its name that somebody trusted signed.

use std::net::TcpListener;

use super::cluster::Cluster;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use records::{Moment, Records};

/// A certificate authority, and a certificate that it signed for a name: authority, certificate, key, as PEM.
fn certificates(name: &str) -> [String; 3] {
    let authority_key = KeyPair::generate().expect("a key");
    let mut authority = CertificateParams::new(Vec::new()).expect("parameters");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_pem = authority.self_signed(&authority_key).expect("a certificate").pem();
    let key = KeyPair::generate().expect("a key");
    let own = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
    let signed = own.signed_by(&key, &Issuer::new(authority, authority_key)).expect("a certificate");
    [authority_pem, signed.pem(), key.serialize_pem()]
}

#[test]
fn a_server_is_believed_by_its_certificate_and_by_nothing_else() {
    let [authority, certificate, key] = certificates("localhost");
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
    let setting = format!("listen_addresses=127.0.0.1 -c port={port} -c ssl=on");
    let Some(_server) = Cluster::start_with(&setting, &[("server.crt", &certificate), ("server.key", &key)]) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let trusted = folder.path().join("authority.pem");
    std::fs::write(&trusted, authority).expect("a file");
    let at = |host: &str, more: &str| Records::open_at(&format!("postgres://postgres@{host}:{port}/postgres?sslmode=verify-full{more}"));
    let root = format!("&sslrootcert={}", trusted.display());
    let records = at("localhost", &root).expect("believed");
    records.append("test", "subject", Moment(1), "over TLS").expect("an entry");
    assert_eq!(records.verify().expect("a verdict").entries, 1);
    assert!(at("localhost", "").is_err(), "nobody this machine trusts signed it");
    assert!(at("127.0.0.1", &root).is_err(), "it is for another name");
}
