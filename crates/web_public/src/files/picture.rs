//! A drawing as PNG, twice its size, on white: for slides and letters.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

/// Pixels of the picture for each pixel of the drawing.
const SCALE: f32 = 2.0;
const FAMILY: &str = "Noto Sans";

/// The picture of a drawing of ours; `None` where it cannot be drawn. The same drawing gives the same bytes.
pub(crate) fn png(drawing: &str) -> Option<Vec<u8>> {
    let tree = Tree::from_str(drawing, options()).ok()?;
    let size = tree.size().to_int_size().scale_by(SCALE)?;
    let mut paper = Pixmap::new(size.width(), size.height())?;
    paper.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut paper.as_mut());
    paper.encode_png().ok()
}

/// The fonts of the house and no others: the same picture on every machine.
fn options() -> &'static Options<'static> {
    static OPTIONS: OnceLock<Options<'static>> = OnceLock::new();
    OPTIONS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        for name in ["noto-sans-400.ttf", "noto-sans-700.ttf"] {
            if let Some(font) = screens::assets::find(name) {
                fonts.load_font_data(font.bytes.to_vec());
            }
        }
        fonts.set_sans_serif_family(FAMILY);
        Options { font_family: FAMILY.to_owned(), fontdb: Arc::new(fonts), ..Options::default() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_drawn_in_our_own_font_on_white() {
        let drawing = |words: &str| {
            let text = format!(r#"<text x="4" y="20" font-size="14">{words}</text>"#);
            let svg = format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" font-family="'Noto Sans', sans-serif">{text}</svg>"#
            );
            png(&svg).expect("a picture")
        };
        let paper = Pixmap::decode_png(&drawing("Mw")).expect("a picture");
        assert_eq!((paper.width(), paper.height()), (80, 60));
        assert!(paper.pixels().iter().any(|pixel| pixel.red() < 60), "the words are there");
        assert!(paper.pixels().first().is_some_and(|pixel| pixel.red() == 255 && pixel.alpha() == 255), "the paper is white");
        assert_ne!(drawing("Mw"), drawing("wM"));
        assert_eq!(drawing("Mw"), drawing("Mw"));
        assert!(png("<svg").is_none());
    }
}
