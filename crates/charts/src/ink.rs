//! What things look like: a class for the page and a literal fallback for a file on its own.
//!
//! A style rule always wins from a presentation attribute, so the page decides (dark, forced colours, paper) and a
//! drawing that is opened alone, or turned into a PNG, still has the colours of the house.

/// How one kind of mark looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ink {
    /// Class the style sheet knows.
    pub class: &'static str,
    /// Attributes for readers without the style sheet.
    pub attributes: &'static str,
}

const fn ink(class: &'static str, attributes: &'static str) -> Ink {
    Ink { class, attributes }
}

pub(crate) const TEXT: Ink = ink("ib-c-text", r##"fill="#1c2b33""##);
pub(crate) const SOFT: Ink = ink("ib-c-soft", r##"fill="#4a5a63""##);
pub(crate) const STRONG: Ink = ink("ib-c-strong", r##"fill="#1c2b33" font-weight="700""##);
pub(crate) const GRID: Ink = ink("ib-c-grid", r##"stroke="#dde4e7" stroke-width="1""##);
pub(crate) const AXIS: Ink = ink("ib-c-axis", r##"stroke="#7c8a91" stroke-width="1""##);
pub(crate) const LIMIT: Ink = ink("ib-c-axis", r##"fill="none" stroke="#7c8a91" stroke-width="1""##);
pub(crate) const LIMIT_NEAR: Ink = ink("ib-c-axis", r##"fill="none" stroke="#7c8a91" stroke-width="1" stroke-dasharray="5 4""##);
pub(crate) const DUE: Ink = ink("ib-c-due", r##"stroke="#1c2b33" stroke-width="1.5" stroke-dasharray="1.5 3.5" stroke-linecap="round""##);
pub(crate) const BAR: Ink = ink("ib-c-bar", r##"fill="#23808d""##);
pub(crate) const WHISKER: Ink = ink("ib-c-whisker", r##"stroke="#1c2b33" stroke-width="1.5" fill="none""##);
pub(crate) const HATCH_GROUND: Ink = ink("ib-c-hatch-ground", r##"fill="#ffffff""##);
pub(crate) const HATCH_LINE: Ink = ink("ib-c-hatch-line", r##"stroke="#6b7a82" stroke-width="1.4""##);
pub(crate) const HATCH_EDGE: Ink = ink("ib-c-hatch-edge", r##"stroke="#6b7a82" stroke-width="0.75""##);
pub(crate) const UNKNOWN: Ink = ink("ib-c-unknown", r##"fill="#e9edef" stroke="#c3ccd0" stroke-width="0.75""##);
pub(crate) const PLATE: Ink = ink("ib-c-plate", r##"fill="#ffffff""##);
pub(crate) const HALO: Ink = ink("ib-c-halo", r##"stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke""##);
pub(crate) const LEADER: Ink = ink("ib-c-leader", r##"stroke="#1c2b33" stroke-width="1""##);
pub(crate) const LEADER_EDGE: Ink = ink("ib-c-leader-edge", r##"stroke="#ffffff" stroke-width="3""##);
pub(crate) const CHOSEN: Ink = ink("ib-c-chosen", r##"fill="none" stroke="#1c2b33" stroke-width="3" stroke-linejoin="round""##);
pub(crate) const BORDER: Ink = ink("ib-c-border", r##"fill="none" stroke="#1c2b33" stroke-width="1.25" stroke-linecap="round""##);
pub(crate) const COUNTRY: Ink = ink("ib-c-country", r##"stroke="#a34a06" stroke-width="2" stroke-dasharray="6 3""##);
pub(crate) const COUNTRY_TEXT: Ink = ink("ib-c-country-text", r##"fill="#a34a06" font-weight="700""##);
pub(crate) const DOT: Ink = ink("ib-c-dot", r##"fill="#23808d""##);
pub(crate) const SPAN: Ink = ink("ib-c-span", r##"stroke="#5aaeb8" stroke-width="3" stroke-linecap="round""##);
pub(crate) const ROW: Ink = ink("ib-c-row", r##"fill="#eef6f7""##);

/// The inks of one series: what a line, its band, its points and its words look like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Role {
    pub line: Ink,
    pub band: Ink,
    pub dot: Ink,
    pub open_dot: Ink,
    pub words: Ink,
    pub whisker: Ink,
}

/// *This region*: petrol, a whole line.
pub(crate) const THIS: Role = Role {
    line: ink("ib-c-this", r##"fill="none" stroke="#0b4f5a" stroke-width="2.5" stroke-linejoin="round""##),
    band: ink("ib-c-this-band", r##"fill="#5aaeb8" fill-opacity="0.28""##),
    dot: ink("ib-c-this-dot", r##"fill="#0b4f5a""##),
    open_dot: ink("ib-c-this-open", r##"fill="#ffffff" stroke="#0b4f5a" stroke-width="2""##),
    words: ink("ib-c-this-text", r##"fill="#0b4f5a" font-weight="700""##),
    whisker: ink("ib-c-this-whisker", r##"stroke="#0b4f5a" stroke-width="1.5""##),
};

/// *Compared with*: the contrast colour, a dashed line, so that the two differ without colour too.
pub(crate) const OTHER: Role = Role {
    line: ink("ib-c-other", r##"fill="none" stroke="#a34a06" stroke-width="2" stroke-dasharray="6 3" stroke-linejoin="round""##),
    band: ink("ib-c-other-band", r##"fill="#d98a4b" fill-opacity="0.18""##),
    dot: ink("ib-c-other-dot", r##"fill="#a34a06""##),
    open_dot: ink("ib-c-other-open", r##"fill="#ffffff" stroke="#a34a06" stroke-width="2""##),
    words: ink("ib-c-other-text", r##"fill="#a34a06" font-weight="700""##),
    whisker: ink("ib-c-other-whisker", r##"stroke="#a34a06" stroke-width="1.5""##),
};

/// Role of the line at this place: the first is *this*, the second what it is compared with.
pub(crate) fn role(place: usize) -> Role {
    if place == 0 { THIS } else { OTHER }
}

/// Fill of a map class, lightest first, and the words on it.
pub(crate) const RAMP: [(Ink, Ink); 5] = [
    (ink("ib-c-ramp-1", r##"fill="#d7eef0""##), ink("ib-c-on-ramp-1", r##"fill="#1c2b33""##)),
    (ink("ib-c-ramp-2", r##"fill="#9fd3d8""##), ink("ib-c-on-ramp-2", r##"fill="#1c2b33""##)),
    (ink("ib-c-ramp-3", r##"fill="#5aaeb8""##), ink("ib-c-on-ramp-3", r##"fill="#0e1a20""##)),
    (ink("ib-c-ramp-4", r##"fill="#23808d""##), ink("ib-c-on-ramp-4", r##"fill="#ffffff""##)),
    (ink("ib-c-ramp-5", r##"fill="#0b4f5a""##), ink("ib-c-on-ramp-5", r##"fill="#ffffff""##)),
];
