//! Serves the public pages of a release folder: `cargo run -p web_public --example preview -- FOLDER 8090`.
//! Without a folder it serves the made release of the tests.

#[path = "../tests/made/mod.rs"]
mod made;

use std::path::PathBuf;

use publication::Release;
use web_public::{Shelf, router};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().filter(|folder| folder != "-").map(PathBuf::from);
    let port: u16 = arguments.next().map_or(Ok(8090), |port| port.parse())?;
    let draft = tempfile::tempdir()?;
    let folder = folder.unwrap_or_else(|| {
        made::write(draft.path());
        draft.path().to_owned()
    });
    let shelf = Shelf::new(vec![Release::read(&folder)?])?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, router(shelf)).await?;
    Ok(())
}
