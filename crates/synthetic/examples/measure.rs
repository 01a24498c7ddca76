//! Makes a country and says how long it took: `cargo run -p synthetic --release --example measure -- 0.05 2021 2025 [folder]`.

use std::io::Write;
use std::time::Instant;

use synthetic::{Config, Country, Faults, Folder, Memory, Sink};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let word = |at: usize, default: &str| words.get(at).cloned().unwrap_or_else(|| default.to_owned());
    let years = (word(1, "2021").parse()?, word(2, "2025").parse()?);
    let config = Config { scale: word(0, "0.05").parse()?, years, seed: 1, faults: word(4, "none").parse::<Faults>()? };
    let mut sink: Box<dyn Sink> = match words.get(3) {
        Some(folder) => Box::new(Folder::new(folder)),
        None => Box::new(Memory::default()),
    };
    let begun = Instant::now();
    let summary = Country::new(config)?.deliver(sink.as_mut(), &mut |_| {})?;
    writeln!(std::io::stdout(), "{summary:?}\n{:.1} s", begun.elapsed().as_secs_f64())?;
    Ok(())
}
