//! The pseudonym service over mutual TLS, as a program of its own on a free port.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use intake::Postcodes;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::parties::{GOLDEN, Place, persons, text};

/// A service that runs until it is dropped.
struct Running {
    child: Child,
    address: String,
}

impl Running {
    /// Serves with the keys of the second service; further arguments come after.
    fn start(place: &Place, arguments: &[&str]) -> Running {
        Running::with_keys(place, "two", arguments)
    }

    /// Serves with the keys of this folder.
    fn with_keys(place: &Place, keys: &str, arguments: &[&str]) -> Running {
        let mut command = Command::new(env!("CARGO_BIN_EXE_inbeeld"));
        command.args(["transcrypt", "--serve", "--keys", keys, "--port", "0"]).args(arguments).current_dir(place.path(""));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let address = line.split_whitespace().find(|word| word.starts_with("https://")).expect("an address").to_owned();
        Running { child, address }
    }

    /// `127.0.0.1:PORT`.
    fn socket(&self) -> &str {
        self.address.trim_start_matches("https://")
    }

    /// Asks it to stop, as a supervisor would; its exit code.
    fn stop(mut self) -> Option<i32> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill");
        assert!(asked.success());
        self.child.wait().expect("an end").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The parties with packages of two sources, and certificates: of the service, of the source GI01, of a stranger.
fn place() -> Place {
    let place = Place::new();
    fs::create_dir(place.path("packages")).expect("a folder");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/intake");
    let none = Postcodes::parse("pc4,gm_code\n1011,GM0363\n").expect("postcodes");
    GOLDEN[..2].iter().for_each(|name| place.prepare(&golden.join(name), &none));
    fs::create_dir(place.path("desk")).expect("a folder");
    fs::copy(place.path("source-GI01"), place.path("desk/source.secret")).expect("a copy");
    fs::create_dir(place.path("stranger")).expect("a folder");
    fs::copy(place.path("source-GI01"), place.path("stranger/source.secret")).expect("a copy");
    for party in ["two", "desk", "stranger"] {
        place.done(&["keys", "tls", "--keys", party]);
    }
    place.done(&["keys", "trust", "--keys", "two", "--of", "GI01", "desk/tls.public"]);
    for client in ["desk", "stranger"] {
        place.done(&["keys", "trust", "--keys", client, "--of", "two", "two/tls.public"]);
    }
    place
}

fn package(name: &str) -> String {
    format!("packages/{}.pkg", name.trim_end_matches(".csv"))
}

/// Sends a package through the service: exit code and what was said.
fn send(place: &Place, running: &Running, keys: &str, package: &str) -> (Option<i32>, String) {
    let told = place.run(&["transcrypt", package, "--through", &running.address, "--keys", keys, "--out", "first.pkg"]);
    (told.status.code(), text(&told.stderr))
}

#[test]
fn a_package_goes_through_over_mutual_tls_once_and_is_counted() {
    let place = place();
    let running = Running::start(&place, &[]);
    let own = package(GOLDEN[0]);
    assert_eq!(send(&place, &running, "desk", &own).0, Some(0));
    place.done(&["transcrypt", "first.pkg", "--keys", "one", "--out", "second.pkg"]);
    place.done(&["intake", "second.pkg", "--keys", "hub", "--store", "store"]);
    assert!(!persons(&place.path("store")).is_empty());

    let (code, told) = send(&place, &running, "desk", &own);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("409") && told.contains("replay") && !told.contains("came.pkg"), "{told}");
    let (code, told) = send(&place, &running, "desk", &package(GOLDEN[1]));
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("403") && told.contains("GI01") && told.contains("RVDK"), "{told}");
    let (code, told) = send(&place, &running, "desk", "second.pkg");
    assert!(code == Some(1) && told.contains("409"), "a package that is not for this service: {told}");
    fs::write(place.path("none.pkg"), "kenmerk;bsn\n").expect("a file");
    let (code, told) = send(&place, &running, "desk", "none.pkg");
    assert!(code == Some(1) && told.contains("400"), "{told}");

    assert_eq!(running.stop(), Some(0), "it stops when asked");
    let counters = place.done(&["transcrypt", "--counters", "--keys", "two", "--format", "json"]);
    let counted: serde_json::Value = serde_json::from_slice(&counters.stdout).expect("JSON");
    let all = counted["counters"].as_array().expect("counters");
    assert_eq!((all.len(), &all[0]["supplier"], &all[0]["packages"]), (1, &"GI01".into(), &1.into()), "only what went through is counted");
    assert!(all[0]["evaluations"].as_u64() > Some(0));
}

#[test]
fn who_shows_no_certificate_or_another_one_is_not_let_in() {
    let place = place();
    let running = Running::start(&place, &["--seconds", "2"]);
    let (code, told) = send(&place, &running, "stranger", &package(GOLDEN[0]));
    assert_eq!(code, Some(1), "{told}");
    assert!(!place.path("first.pkg").exists());

    let mut without = connect(&place, &running, None);
    let asked = without.write_all(b"GET /label HTTP/1.1\r\nHost: service\r\n\r\n").and_then(|()| without.flush());
    let mut answer = Vec::new();
    let read = asked.and_then(|()| without.read_to_end(&mut answer));
    assert!(read.is_err() && answer.is_empty(), "nothing is said to who shows no certificate");

    // A service with another certificate than the one that is trusted gets nothing.
    fs::remove_file(place.path("desk/trusted/two.tls")).expect("removed");
    place.done(&["keys", "trust", "--keys", "desk", "--of", "two", "stranger/tls.public"]);
    let (code, told) = send(&place, &running, "desk", &package(GOLDEN[0]));
    assert_eq!(code, Some(1), "{told}");
    let counters = place.done(&["transcrypt", "--counters", "--keys", "two", "--format", "json"]);
    assert!(text(&counters.stdout).contains("\"counters\":[]"), "nothing was evaluated");
}

#[test]
fn another_that_is_trusted_cannot_pose_as_the_service_that_is_meant() {
    let place = place();
    // The keys of the service with another's certificate, which the source trusts as well, for something else.
    fs::create_dir_all(place.path("impostor/trusted")).expect("a folder");
    for (from, to) in [
        ("two/service.secret", "service.secret"),
        ("two/chain.public", "chain.public"),
        ("two/trusted/GI01.public", "trusted/GI01.public"),
        ("two/trusted/GI01.tls", "trusted/GI01.tls"),
        ("stranger/tls.public", "tls.public"),
        ("stranger/tls.secret", "tls.secret"),
    ] {
        fs::copy(place.path(from), place.path("impostor").join(to)).expect("a copy");
    }
    place.done(&["keys", "trust", "--keys", "desk", "--of", "other", "stranger/tls.public"]);
    let impostor = Running::with_keys(&place, "impostor", &[]);
    let own = package(GOLDEN[0]);
    let (code, told) = send(&place, &impostor, "desk", &own);
    assert!(code == Some(2) && told.contains("--service NAME"), "which of two is not guessed: {told}");
    let through = ["transcrypt", &own, "--through", &impostor.address, "--keys", "desk", "--out", "first.pkg"];
    let told = place.run(&[&through[..], &["--service", "two"]].concat());
    assert_eq!(told.status.code(), Some(1), "{}", text(&told.stderr));
    // The chain that stands with the keys says the same.
    fs::copy(place.path("two/chain.public"), place.path("desk/chain.public")).expect("a copy");
    assert_eq!(send(&place, &impostor, "desk", &own).0, Some(1));
    assert!(!place.path("first.pkg").exists());
    let running = Running::start(&place, &[]);
    let (code, told) = send(&place, &running, "desk", &own);
    assert_eq!(code, Some(0), "{told}");
}

#[test]
fn too_many_too_long_and_too_slow_are_refused() {
    let place = place();
    let few = Running::start(&place, &["--limit", "1"]);
    let (code, told) = send(&place, &few, "desk", &package(GOLDEN[0]));
    assert!(code == Some(1) && told.contains("429") && told.contains("1 are allowed"), "{told}");
    drop(few);
    let short = Running::start(&place, &["--largest", "0", "--seconds", "1"]);
    let (code, told) = send(&place, &short, "desk", &package(GOLDEN[0]));
    assert!(code == Some(1) && told.contains("413"), "{told}");
    // Who connects and says nothing is not waited for.
    let mut silent = TcpStream::connect(short.socket()).expect("a connection");
    let mut shaken = TcpStream::connect(short.socket()).expect("a connection");
    shaken.write_all(b"GET / HTTP/1.1\r\n").expect("said");
    let begun = Instant::now();
    for stream in [&mut shaken, &mut silent] {
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a time-out");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(!String::from_utf8_lossy(&answer).contains("HTTP"), "no word without TLS");
    }
    assert!(begun.elapsed() < Duration::from_secs(25));
    assert_eq!(short.stop(), Some(0));
}

#[test]
fn a_service_without_certificate_or_without_anyone_to_trust_does_not_start() {
    let place = Place::new();
    let missing = place.run(&["transcrypt", "--serve", "--keys", "two", "--port", "0"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("tls.public is missing: without it nothing starts"), "{}", text(&missing.stderr));
    place.done(&["keys", "tls", "--keys", "two"]);
    let nobody = place.run(&["transcrypt", "--serve", "--keys", "two", "--port", "0"]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(text(&nobody.stderr).contains("nobody is trusted to connect"), "{}", text(&nobody.stderr));
}

/// Says a word over a connection, so that its handshake is done, and gives back what was answered to it.
fn ask(stream: &mut StreamOwned<ClientConnection, TcpStream>) -> String {
    stream.write_all(b"GET /label HTTP/1.1\r\nHost: service\r\n\r\n").and_then(|()| stream.flush()).expect("asked");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// One client that keeps its connections open keeps nobody else out.
#[test]
fn one_client_has_two_connections_and_another_is_served() {
    let place = place();
    place.done(&["keys", "trust", "--keys", "two", "--of", "RVDK", "stranger/tls.public"]);
    let running = Running::start(&place, &[]);
    let mut held = [(); 2].map(|()| connect(&place, &running, Some("desk")));
    for stream in &mut held {
        // The head of a request that does not end.
        stream.write_all(b"GET /label HTTP/1.1\r\n").and_then(|()| stream.flush()).expect("said");
    }
    let answer = (0..50).map(|_| ask(&mut connect(&place, &running, Some("desk")))).find(|answer| answer.contains(" 429 "));
    assert!(answer.is_some_and(|answer| answer.contains("too many connections at a time")), "a third is told to come back");
    let (code, told) = send(&place, &running, "stranger", &package(GOLDEN[1]));
    assert_eq!(code, Some(0), "{told}");
    drop(held);
    let answer = (0..50).map(|_| ask(&mut connect(&place, &running, Some("desk")))).find(|answer| answer.contains(" 200 "));
    assert!(answer.is_some_and(|answer| answer.contains("made-country/1/")), "who let go is served");
}

/// Strangers who connect and say nothing, from one address, keep nobody else out. Only Linux gives this machine more addresses.
#[cfg(target_os = "linux")]
#[test]
fn strangers_at_the_door_keep_nobody_out() {
    let place = place();
    let running = Running::start(&place, &[]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let service: std::net::SocketAddr = running.socket().parse().expect("an address");
    let silent: Vec<_> = runtime.block_on(async {
        let mut silent = Vec::new();
        for _ in 0..100 {
            let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
            socket.bind(([127, 0, 0, 2], 0).into()).expect("an address of its own");
            silent.push(socket.connect(service).await.expect("a connection"));
        }
        silent
    });
    let begun = Instant::now();
    let (code, told) = send(&place, &running, "desk", &package(GOLDEN[0]));
    assert_eq!(code, Some(0), "{told}");
    assert!(begun.elapsed() < Duration::from_secs(9), "before the first of them is given up");
    drop(silent);
}

/// A connection that trusts the service and shows this party's certificate, or none.
fn connect(place: &Place, running: &Running, party: Option<&str>) -> StreamOwned<ClientConnection, TcpStream> {
    let certificate = CertificateDer::from_pem_slice(&fs::read(place.path("two/tls.public")).expect("a file")).expect("a certificate");
    let mut roots = RootCertStore::empty();
    roots.add(certificate).expect("a root");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .expect("TLS 1.3")
        .with_root_certificates(roots);
    let config = match party {
        None => config.with_no_client_auth(),
        Some(party) => {
            let pem = |name: &str| fs::read(place.path(party).join(name)).expect("a file");
            let own = CertificateDer::from_pem_slice(&pem("tls.public")).expect("a certificate");
            config.with_client_auth_cert(vec![own], PrivateKeyDer::from_pem_slice(&pem("tls.secret")).expect("a key")).expect("its own")
        }
    };
    let name = ServerName::try_from("127.0.0.1").expect("a name");
    let client = ClientConnection::new(Arc::new(config), name).expect("a client");
    StreamOwned::new(client, TcpStream::connect(running.socket()).expect("a connection"))
}
