//! Messages made to do harm, in both formats: refused with a clear text, or read right, in bounded memory.

use std::io::Read;

use domain::Atlas;
use intake::{Context, DeliveryName, Language, Postcodes, Report, check_file};
use person::{Purpose, Record};

/// Per format: a name, a sound message, its prefix and the code of the rule about damaged messages.
const FORMATS: [(&str, &str, &str); 2] = [
    ("corv_PE06_2023HJ01_v1.xml", include_str!("messages/vtMeldingDi01.xml"), "CV-BROKEN"),
    ("ijw_GM0363_2023HJ01_v1.xml", include_str!("messages/JW305.xml"), "IJ-BROKEN"),
];
const JZ: &str = "http://www.stufstandaarden.nl/koppelvlak/jz0100";

/// The report, which counts every row and says in English why a message was not read.
fn broken(name: &str, bytes: impl Read) -> String {
    let report = check_file(name, bytes);
    assert_eq!(report.read, report.accepted + report.set_aside);
    let cause = report.causes.iter().find(|cause| cause.rule.code.ends_with("-BROKEN")).expect("a broken message");
    cause.message(Language::English)
}

fn read(name: &str, bytes: impl Read) -> (Report, Vec<Record>) {
    let (atlas, postcodes) = (Atlas::netherlands(), Postcodes::parse("pc4,gm_code\n1234,GM0363\n").expect("a table"));
    let context = Context { atlas: &atlas, postcodes: Some(&postcodes) };
    let mut records = Vec::new();
    let report = intake::read(&DeliveryName::parse(name).expect("a name"), bytes, &context, &mut |record| records.push(record));
    (report.expect("a report"), records)
}

fn surname(record: &Record) -> &str {
    &record.identity.as_ref().expect("a child").open(Purpose::OwnFindings).surname
}

/// Everything of a message after its declaration.
fn body(message: &str) -> &str {
    message.split_once("?>").expect("a declaration").1
}

#[test]
fn dtds_entity_bombs_and_external_entities_are_refused_unread() {
    for (name, sound, code) in FORMATS {
        for dtd in [
            "<!DOCTYPE a>",
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">",
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
            "<!DOCTYPE a [<!ENTITY l0 \"lol\"><!ENTITY l1 \"&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;\"><!ENTITY l2 \"&l1;&l1;&l1;&l1;\">]>",
            "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://example.invalid/x.dtd\"> %p;]>",
        ] {
            let told = broken(name, format!("<?xml version=\"1.0\"?>{dtd}{}", body(sound)).as_bytes());
            assert!(told.contains("DTD"), "{code} {dtd}: {told}");
        }
        let told = broken(name, sound.replace("Voornaam", "&x;").as_bytes());
        assert!(told.contains("entity"), "{told}");
    }
}

#[test]
fn text_attributes_and_comments_of_four_gigabytes_are_refused_in_bounded_memory() {
    for (name, sound, _) in FORMATS {
        for (begin, told) in [("<Bsn>", "longer"), ("<Bsn x='", "longer"), ("<!--", "longer"), ("<![CDATA[", "longer")] {
            let (before, _) = sound.split_once("Voornaam").expect("a first name");
            let endless = std::io::repeat(b'a').take(4 << 30);
            let message = before.as_bytes().chain(begin.as_bytes()).chain(endless);
            let found = broken(name, message);
            assert!(found.contains(told) || found.contains("half-way"), "{begin}: {found}");
        }
    }
}

#[test]
fn free_text_and_documents_are_passed_over_however_long_and_never_kept() {
    let (name, sound, _) = FORMATS[0];
    let (before, after) = sound.split_once("Vrije tekst die niemand bewaart.").expect("free text");
    let long = std::io::repeat(b'a').take(64 << 20);
    let (report, records) = read(name, before.as_bytes().chain(long).chain(after.as_bytes()));
    assert_eq!((report.accepted, records.len()), (1, 1));
    let events = format!("{:?} {:?}", report, records.iter().map(|record| &record.events).collect::<Vec<_>>());
    assert!(!events.contains("Vrije") && !events.contains("aaaa"));
}

#[test]
fn nesting_and_namespaces_without_end_are_refused() {
    for (name, sound, _) in FORMATS {
        let (before, _) = sound.split_once("Voornaam").expect("a first name");
        assert!(broken(name, format!("{before}{}", "<a>".repeat(100_000)).as_bytes()).contains("deep"));
        let attributes: String = (0..5_000).map(|number| format!(" a{number}=''")).collect();
        let namespaces: String = (0..5_000).map(|number| format!(" xmlns:a{number}='urn:{number}'")).collect();
        for many in [attributes, namespaces] {
            broken(name, format!("{before}<a{many}>").as_bytes());
        }
    }
}

#[test]
fn a_message_cut_off_anywhere_gives_a_finding_and_no_child() {
    let (name, sound, code) = FORMATS[0];
    for length in (0..sound.len() - 40).step_by(97) {
        let report = check_file(name, &sound.as_bytes()[..length]);
        assert_eq!(report.accepted, 0, "{length}");
        assert!(report.cause(code).is_some() || report.cause("DE-REFUSED").is_some() || report.cause("CV-DECLINED").is_some(), "{length}");
    }
}

#[test]
fn utf_16_is_read_right_with_a_declaration_or_without() {
    for (name, sound, _) in FORMATS {
        let text = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}", body(sound).replace(">Naam<", ">Reneé<"));
        let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        for bytes in [little, big] {
            let (report, records) = read(name, &bytes[..]);
            assert_eq!((report.accepted, surname(&records[0])), (1, "Reneé"), "{name}");
        }
    }
}

#[test]
fn windows_letters_are_read_right_and_other_encodings_refused() {
    for (name, sound, _) in FORMATS {
        let declared =
            |encoding: &str| format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>{}", body(sound).replace(">Naam<", ">Rene\u{1}<"));
        let bytes = |text: String, letter: &[u8]| text.split('\u{1}').map(str::as_bytes).collect::<Vec<_>>().join(letter);
        for encoding in ["windows-1252", "ISO-8859-1"] {
            let (report, records) = read(name, &bytes(declared(encoding), b"\xE9")[..]);
            assert_eq!((report.accepted, surname(&records[0])), (1, "Reneé"), "{encoding}");
            assert!(report.cause("DE-ENCODING").is_some());
        }
        assert!(broken(name, &bytes(declared("UTF-8"), b"\xE9")[..]).contains("UTF-8"));
        for encoding in ["UTF-7", "EBCDIC-CP-US", "iso-8859-15"] {
            assert!(broken(name, &bytes(declared(encoding), b"e")[..]).contains("encoding"), "{encoding}");
        }
    }
}

/// A tar entry, with any name, kind and size in its header.
fn entry(name: &str, kind: tar::EntryType, size: u64, content: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_ustar();
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.as_old_mut().linkname[..11].copy_from_slice(b"/etc/passwd");
    header.set_size(size);
    header.set_entry_type(kind);
    header.set_cksum();
    let mut bytes = header.as_bytes().to_vec();
    bytes.extend_from_slice(content);
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}

#[test]
fn names_links_and_devices_in_an_archive_are_never_followed() {
    for (name, sound, _) in FORMATS {
        let name = name.replace(".xml", ".tar");
        let mut bytes = Vec::new();
        for kind in [tar::EntryType::Symlink, tar::EntryType::Link, tar::EntryType::Char, tar::EntryType::Block, tar::EntryType::Fifo] {
            bytes.extend(entry("../../etc/passwd", kind, 0, b""));
        }
        bytes.extend(entry("/etc/../../x", tar::EntryType::Regular, sound.len() as u64, sound.as_bytes()));
        bytes.extend([0; 1024]);
        let (report, records) = read(&name, &bytes[..]);
        assert_eq!((report.accepted, report.set_aside, records.len()), (1, 0, 1), "{name}");
        assert!(!format!("{report:?}").contains("passwd"));
    }
}

#[test]
fn an_archive_in_an_archive_is_refused_and_the_rest_is_read() {
    for (name, sound, _) in FORMATS {
        let message = entry("a.xml", tar::EntryType::Regular, sound.len() as u64, sound.as_bytes());
        let inner = [message.clone(), vec![0; 1024]].concat();
        let whole = [entry("b.tar", tar::EntryType::Regular, inner.len() as u64, &inner), message, vec![0; 1024]].concat();
        let (report, _) = read(&name.replace(".xml", ".tar"), &whole[..]);
        assert_eq!(report.accepted, 1);
        let told = report.causes.iter().find(|cause| cause.rule.code.ends_with("-BROKEN")).expect("a refusal").message(Language::English);
        assert!(told.contains("another tar"), "{told}");
    }
}

#[test]
fn sizes_in_headers_are_never_believed() {
    for (name, sound, _) in FORMATS {
        let name = name.replace(".xml", ".tar");
        // Longer than the file, eight gigabytes, a long name of as much, and shorter than the message.
        for (kind, size) in [
            (tar::EntryType::Regular, sound.len() as u64 + 100_000),
            (tar::EntryType::Regular, 8 << 30),
            (tar::EntryType::GNULongName, 8 << 30),
            (tar::EntryType::XHeader, 8 << 30),
            (tar::EntryType::Regular, 700),
        ] {
            let report = check_file(&name, &entry("a.xml", kind, size, sound.as_bytes())[..]);
            assert_eq!(report.read, report.accepted + report.set_aside);
            assert!(report.causes.iter().any(|cause| cause.rule.code.ends_with("-BROKEN")), "{kind:?} {size}: {:?}", report.causes);
        }
    }
}

#[test]
fn a_prefix_bound_to_another_namespace_is_another_element() {
    let (name, sound, _) = FORMATS[0];
    let report = check_file(name, sound.replace(JZ, "http://example.invalid/jz").as_bytes());
    assert!(report.cause("CV-DECLINED").is_some() && report.read == 0);
    let (report, records) = read(name, sound.replace("JZ:", "x:").replace("xmlns:JZ", "xmlns:x").as_bytes());
    assert_eq!((report.accepted, report.causes.len(), records.len()), (1, 0, 1));
}
