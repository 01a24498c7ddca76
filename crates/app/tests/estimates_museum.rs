//! Everything that once broke an estimate, or was made to, asked for again from outside: `golden/museum/estimates/pieces.csv`.

use std::path::Path;
use std::process::Command;

#[test]
fn nothing_in_the_museum_of_estimates_breaks_anything_any_more() {
    let museum = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/museum/estimates");
    let pieces = std::fs::read_to_string(museum.join("pieces.csv")).expect("the list of pieces");
    let mut shown = 0;
    for piece in pieces.lines().skip(1) {
        let [was, run, exit, says] = piece.splitn(4, ';').collect::<Vec<_>>()[..] else { panic!("'{piece}' has not four fields") };
        let mut program = Command::new(env!("CARGO_BIN_EXE_inbeeld"));
        let output =
            program.arg("estimate").args(run.split(' ')).args(["--format", "json"]).current_dir(&museum).output().expect("the program");
        let told = [output.stdout.as_slice(), &output.stderr].map(String::from_utf8_lossy).concat();
        assert_eq!(output.status.code().map(|code| code.to_string()).as_deref(), Some(exit), "{was}: {told}");
        assert!(told.contains(says), "{was}: '{says}' is not in {told}");
        assert!(!told.contains("NaN") && !told.contains("panicked"), "{was}: {told}");
        shown += 1;
    }
    assert!(shown > 0, "the museum is empty");
}
