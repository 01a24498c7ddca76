//! Everything that once broke reading, read again through the door it came in by.

use std::path::Path;

#[test]
fn nothing_in_the_museum_breaks_anything_any_more() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/museum");
    let entries = std::fs::read_dir(folder).expect("the museum").map(|entry| entry.expect("an entry"));
    let mut shown = 0;
    for entry in entries.filter(|entry| entry.path().extension().is_some_and(|ending| ending != "md")) {
        let name = entry.file_name().into_string().expect("a name");
        let door = name.split('.').next().unwrap_or_default();
        let (_, knock) = intake::doors::DOORS.iter().find(|(known, _)| *known == door).unwrap_or_else(|| panic!("{name} names no door"));
        knock(&std::fs::read(entry.path()).expect("a piece"));
        shown += 1;
    }
    assert!(shown > 0, "the museum is empty");
}

/// What fuzzing begins with is sound where it can be, so that a fuzzer starts behind the door and not before it.
#[test]
fn every_seed_of_a_fuzz_target_goes_through_its_door() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    for (door, knock) in intake::doors::DOORS {
        for entry in std::fs::read_dir(folder.join(door)).into_iter().flatten() {
            let bytes = std::fs::read(entry.expect("an entry").path()).expect("a seed");
            knock(&bytes);
            let name = match *door {
                "xlsx" => "youth-policy_P0123_2023HJ01_v1.xlsx",
                "archive" => "berichten.tar",
                _ => continue,
            };
            let report = intake::check_file(name, &bytes[..]);
            assert!(report.accepted > 0, "{door}: {report:?}");
        }
    }
}

#[test]
fn every_door_stands_anything_short() {
    for (_, knock) in intake::doors::DOORS {
        for bytes in
            [&b""[..], b"\0", b"\xFF\xFE", b"\xFE\xFF\0", b"PK\x03\x04", b"\xEF\xBB\xBF", b"kind = 'board'\0a;b", b"\xFF\xFE;\0\n\0"]
        {
            knock(bytes);
        }
    }
}
