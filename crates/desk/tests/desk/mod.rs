//! A folder with deliveries in it, and the program run in that folder.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

/// The delivery that is checked.
pub const NOW: &str = "board_RVDK_2023HJ01_v1.csv";

const COLUMNS: &str = "kenmerk;bsn;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer;verzoeker;\
                       datum_verzoek;datum_start;datum_einde;gronden;contact;setting;advies;resultaat";

/// A delivery of the Board with these rows.
pub fn board(rows: &[String]) -> String {
    format!("{COLUMNS}\n{}\n", rows.join("\n"))
}

/// A row without a fault; its investigation has not begun.
pub fn sound(reference: &str) -> String {
    format!("{reference};123456782;Jansen;van;Voornaam;2010-03-15;V;1234AB;7;veilig-thuis;2023-02-01;;;sexual;hands-on;family;;")
}

/// A row of which nothing is to be said: begun and ended in time.
pub fn settled(reference: &str) -> String {
    sound(reference).replace("2023-02-01;;;", "2023-02-01;2023-02-06;2023-03-01;").replace("family;;", "family;help;no-petition")
}

/// What the program said.
pub struct Told {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A folder of its own.
pub struct Desk(TempDir);

impl Desk {
    pub fn new() -> Desk {
        Desk(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a file");
    }

    pub fn run(&self, arguments: &[&str]) -> Told {
        let program = env!("CARGO_BIN_EXE_inbeeld-desk");
        let output = Command::new(program).args(arguments).current_dir(self.0.path()).output().expect("the program");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Told { code: output.status.code().expect("an exit code"), out: text(output.stdout), err: text(output.stderr) }
    }

    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let told = self.run(&[arguments, &["--format", "json"]].concat());
        assert_eq!(told.err, "", "nothing but JSON");
        serde_json::from_str(&told.out).expect("one JSON document")
    }
}
