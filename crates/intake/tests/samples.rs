//! The official example messages of iJw 3.2: three are read, the others are recognised and declined.

use std::path::Path;

use domain::{Atlas, EventKind};
use intake::{Context, DeliveryName};

#[test]
fn every_official_sample_is_read_or_declined() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/standards/ijw/samples"));
    let Ok(entries) = std::fs::read_dir(folder) else {
        eprintln!("skipped: no official samples here");
        return;
    };
    let mut names: Vec<_> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    assert_eq!(names.len(), 14);
    for name in names {
        let bytes = std::fs::read(folder.join(&name)).expect("the sample");
        let (read, kinds, declined) = events(&bytes);
        match name.as_str() {
            "JW301.xml" => assert_eq!((read, kinds), (2, vec![EventKind::HelpAllocated; 2])),
            "JW305.xml" => assert_eq!((read, kinds), (2, vec![EventKind::HelpStarted; 2])),
            "JW307.xml" => assert_eq!((read, kinds), (2, vec![EventKind::HelpEnded; 2])),
            _ => assert_eq!((read, declined), (0, Some(format!("{} 3.2", &name[..5])))),
        }
    }
}

/// Products read, kinds of their events, and the message that was declined.
fn events(bytes: &[u8]) -> (u64, Vec<EventKind>, Option<String>) {
    let atlas = Atlas::netherlands();
    let name = DeliveryName::parse("ijw_P0123_2026JJ00_v1.xml").expect("a name");
    let mut kinds = Vec::new();
    let report = intake::read(&name, bytes, &Context { atlas: &atlas, postcodes: None }, &mut |record| {
        kinds.extend(record.events.iter().map(|event| event.kind));
    })
    .expect("a report");
    let found: Vec<_> = report.causes.iter().map(|cause| cause.rule.code).filter(|code| *code != "IJ-DECLINED").collect();
    assert!(found.iter().all(|code| *code == "IJ-FORM-UNKNOWN"), "an official sample breaks {found:?}");
    let declined = report.cause("IJ-DECLINED").map(|cause| cause.first[0].shown_reference());
    (report.accepted, kinds, declined)
}
