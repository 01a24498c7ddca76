//! Style sheet, script, font and icon: embedded once for every web, at an address that changes with them.

use crate::Assets;

/// One embedded file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asset {
    /// Its name.
    pub name: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// What is in it.
    pub bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Addresses of the bundle; the hash is a folder, so that the style sheet finds its font beside itself.
///
/// ```
/// let style = screens::assets::addresses().style;
/// assert!(style.ends_with("/inbeeld.css") && screens::assets::find("inbeeld.css").is_some());
/// ```
pub fn addresses() -> Assets {
    let at = |name: &str| format!("/assets/{HASH}/{name}");
    Assets { style: at("inbeeld.css"), script: at("inbeeld.js"), font: at("noto-sans-latin.woff2"), icon: at("favicon.svg") }
}

/// The file of a name.
pub fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundle_is_whole() {
        assert!(!ASSETS.is_empty() && ASSETS.iter().all(|asset| !asset.bytes.is_empty()));
    }
}
