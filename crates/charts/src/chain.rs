//! The chain: each hand-over as a way from one stage to the next, filled as far as children arrived in time.

use domain::{Cell, Estimate};

use crate::frame::{Caption, Drawing, Role, Width, framed};
use crate::ink::{AXIS, BAR, RAMP, SOFT, STRONG, TEXT, WHISKER};
use crate::label::{self, Weight};
use crate::scale::{Scale, drawable};
use crate::sheet::{Anchor, Area, Sheet};
use crate::track::{self, Missing};
use crate::{Language, Unit};

/// Hand-overs below each other, in the order of the chain. The whole length of a way is everyone who set out.
#[derive(Clone, PartialEq, Debug)]
pub struct Chain {
    /// What the drawing says of itself.
    pub caption: Caption,
    /// Language of words and numbers.
    pub language: Language,
    /// The hand-overs.
    pub ways: Vec<HandOver>,
}

/// One hand-over.
#[derive(Clone, PartialEq, Debug)]
pub struct HandOver {
    /// Where it begins.
    pub from: String,
    /// Where it should lead.
    pub to: String,
    /// The term, as a phrase that follows a share: *within 5 working days*.
    pub within: String,
    /// Share that arrived within the term, 0–1.
    pub arrived: Cell<Estimate>,
    /// Where its page is.
    pub link: Option<String>,
}

/// Height of a way, and how far its point reaches beyond it.
const THICK: f64 = 18.0;
const POINT: f64 = 12.0;

struct Layout {
    width: Width,
    /// Where ways begin and end.
    left: f64,
    right: f64,
    row: f64,
}

impl Chain {
    /// Both widths.
    pub fn draw(&self) -> Drawing {
        let role = if self.ways.iter().any(|way| way.link.is_some()) { Role::Links } else { Role::Picture };
        Drawing::of(|width| {
            let layout = layout(width);
            let height = layout.row * self.ways.len().max(1) as f64 + 6.0;
            framed(&self.caption, width, height, role, |sheet| self.fill(sheet, &layout))
        })
    }

    fn fill(&self, sheet: &mut Sheet, layout: &Layout) {
        for (place, way) in self.ways.iter().enumerate() {
            let said = Unit::Share.describe(drawable(way.arrived), self.language);
            let tip = format!("{} → {}, {}: {said}", way.from, way.to, way.within);
            let top = 3.0 + layout.row * place as f64;
            match &way.link {
                Some(href) => sheet.link(href, &tip, |sheet| self.row(sheet, way, top, layout)),
                None => sheet.mark(&tip, |sheet| self.row(sheet, way, top, layout)),
            }
        }
    }

    fn row(&self, sheet: &mut Sheet, way: &HandOver, top: f64, layout: &Layout) {
        let size = layout.width.text();
        let (band, words_at) = match layout.width {
            Width::Wide => (top + 27.0, top + 20.0),
            Width::Narrow => (top + 42.0, top + 42.0 + THICK + 15.0),
        };
        stages(sheet, way, (top, band), layout);
        let area = Area { x: layout.left, y: band, width: layout.right - layout.left, height: THICK };
        match drawable(way.arrived) {
            Cell::Shown(estimate) => {
                let share = Unit::Share.format(estimate.value, self.language);
                sheet.text((layout.left, words_at), &share, &STRONG, Anchor::Start);
                let after = layout.left + label::width(&share, size, Weight::Bold) + 6.0;
                sheet.text((after, words_at), &way.within, &SOFT, Anchor::Start);
                filled(sheet, area, estimate);
            }
            missing => {
                sheet.text((layout.left, words_at), &way.within, &SOFT, Anchor::Start);
                if let Some(reason) = Missing::of(&missing) {
                    track::draw(sheet, area, reason, self.language, size);
                }
            }
        }
        point(sheet, area);
    }
}

fn layout(width: Width) -> Layout {
    let paper = width.paper();
    match width {
        Width::Wide => Layout { width, left: 186.0, right: paper - 204.0, row: 58.0 },
        Width::Narrow => Layout { width, left: 2.0, right: paper - POINT - 4.0, row: 92.0 },
    }
}

/// The names of both stages: beside the way where there is room, else above it.
fn stages(sheet: &mut Sheet, way: &HandOver, (top, band): (f64, f64), layout: &Layout) {
    let (size, leading) = (layout.width.text(), layout.width.leading());
    let paper = layout.width.paper();
    match layout.width {
        Width::Wide => {
            let from = label::wrap(&way.from, size, Weight::Bold, layout.left - 14.0, 2);
            let to = label::wrap(&way.to, size, Weight::Bold, paper - layout.right - POINT - 12.0, 2);
            let first = |lines: usize| band + THICK / 2.0 + size * 0.35 - leading * (lines.saturating_sub(1)) as f64 / 2.0;
            write(sheet, &from, (layout.left - 10.0, first(from.len())), leading, Anchor::End);
            write(sheet, &to, (layout.right + POINT + 8.0, first(to.len())), leading, Anchor::Start);
        }
        Width::Narrow => {
            let half = paper / 2.0 - 8.0;
            let from = label::wrap(&way.from, size, Weight::Bold, half, 2);
            let to = label::wrap(&way.to, size, Weight::Bold, half, 2);
            let first = |lines: usize| top + 34.0 - leading * (lines.saturating_sub(1)) as f64;
            write(sheet, &from, (2.0, first(from.len())), leading, Anchor::Start);
            write(sheet, &to, (paper - 2.0, first(to.len())), leading, Anchor::End);
        }
    }
}

fn write(sheet: &mut Sheet, lines: &[String], (x, y): (f64, f64), leading: f64, anchor: Anchor) {
    for (place, line) in lines.iter().enumerate() {
        sheet.text((x, y + leading * place as f64), line, &TEXT, anchor);
    }
}

/// Everyone pale, those who arrived dark, with the interval.
fn filled(sheet: &mut Sheet, area: Area, estimate: Estimate) {
    let scale = Scale::new(1.0, area.x, area.right());
    let middle = area.y + area.height / 2.0;
    sheet.rect(area, &RAMP[0].0);
    sheet.rect(Area { width: scale.at(estimate.value.clamp(0.0, 1.0)) - area.x, ..area }, &BAR);
    let [lower, upper] = [estimate.interval.lower, estimate.interval.upper].map(|limit| scale.at(limit.clamp(0.0, 1.0)));
    sheet.line((lower, middle), (upper, middle), &WHISKER);
    for limit in [lower, upper] {
        sheet.line((limit, middle - 4.0), (limit, middle + 4.0), &WHISKER);
    }
}

/// The head of an arrow behind the way.
fn point(sheet: &mut Sheet, area: Area) {
    let (right, middle) = (area.right() + 2.0, area.y + area.height / 2.0);
    sheet.line((right, middle), (right + POINT - 2.0, middle), &AXIS);
    sheet.line((right + POINT - 7.0, middle - 5.0), (right + POINT - 2.0, middle), &AXIS);
    sheet.line((right + POINT - 7.0, middle + 5.0), (right + POINT - 2.0, middle), &AXIS);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{HIDING, caption, check, estimate};

    fn way(arrived: Cell<Estimate>) -> HandOver {
        HandOver {
            from: "Melding bij Veilig Thuis".to_owned(),
            to: "Veiligheidsbeoordeling".to_owned(),
            within: "binnen 5 werkdagen".to_owned(),
            arrived,
            link: Some("/indicatoren/x".to_owned()),
        }
    }

    fn chain(ways: Vec<HandOver>) -> Chain {
        Chain { caption: caption("keten"), language: Language::Dutch, ways }
    }

    #[test]
    fn a_way_is_filled_as_far_as_children_arrived() {
        let drawing = chain(vec![way(estimate(0.25)), way(estimate(1.0))]).draw();
        check(&drawing);
        // The whole way is 720 - 204 - 186 = 330 wide.
        assert!(drawing.wide.contains(r#"width="82.5""#) && drawing.wide.contains(r#"width="330""#), "{}", drawing.wide);
    }

    #[test]
    fn a_hidden_way_shows_no_length() {
        let drawing = chain(vec![way(HIDING)]).draw();
        check(&drawing);
        assert!(!drawing.wide.contains("ib-c-bar") && !drawing.narrow.contains("ib-c-bar"));
        assert!(drawing.wide.contains("-hatch)"));
    }

    #[test]
    fn every_kind_of_cell_and_no_cell_can_be_drawn() {
        check(&chain([HIDING, Cell::Unknown, Cell::Impossible, estimate(0.0), estimate(0.5)].map(way).into()).draw());
        check(&chain(Vec::new()).draw());
    }
}
