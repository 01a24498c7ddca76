//! Regions by size and share, with the limits within which regions that are alike would lie (a funnel plot).

use domain::{Cell, Estimate, Interval};

use crate::frame::{Caption, Drawing, Role, Width, framed};
use crate::ink::{AXIS, COUNTRY, COUNTRY_TEXT, DOT, GRID, Ink, LIMIT, LIMIT_NEAR, SOFT, STRONG, THIS};
use crate::label::{self, Weight};
use crate::ranked::Standing;
use crate::scale::{Scale, Ticks, drawable, range};
use crate::sheet::{Anchor, Area, Point, Sheet};
use crate::{Language, Unit};

/// Regions against a funnel. Where a region is hidden or unknown it has no place on the paper: only how many there are is said.
#[derive(Clone, PartialEq, Debug)]
pub struct FunnelPlot {
    /// What the drawing says of itself.
    pub caption: Caption,
    /// Language of words and numbers.
    pub language: Language,
    /// Unit of every value.
    pub unit: Unit,
    /// What the sizes count: the words under the axis.
    pub sizes: String,
    /// Name and value of all together.
    pub centre: (String, f64),
    /// The limits, by rising size.
    pub limits: Vec<FunnelLimits>,
    /// The regions.
    pub places: Vec<FunnelPlace>,
}

/// Where regions of a size lie that are like the others.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FunnelLimits {
    /// Size.
    pub size: u64,
    /// The near limits (95 %).
    pub near: Interval,
    /// The far limits (99.8 %).
    pub far: Interval,
}

/// One region.
#[derive(Clone, PartialEq, Debug)]
pub struct FunnelPlace {
    /// Its name.
    pub name: String,
    /// How many its value rests on.
    pub size: Cell<u64>,
    /// Its value.
    pub value: Cell<Estimate>,
    /// Whether the page is about it.
    pub standing: Standing,
    /// Whether it lies outside the near limits: then its name stands beside it.
    pub is_outside: bool,
    /// Where it leads.
    pub link: Option<String>,
}

struct Layout {
    width: Width,
    plot: Area,
    across: Scale,
    sizes: Ticks,
    up: Scale,
    values: Ticks,
}

/// One edge of the funnel.
type Edge = fn(&FunnelLimits) -> f64;
/// A box words take on the paper: left, top, right, bottom.
type Taken = (f64, f64, f64, f64);

impl FunnelPlot {
    /// Both widths.
    pub fn draw(&self) -> Drawing {
        Drawing::of(|width| {
            let layout = self.layout(width);
            let role = if self.places.iter().any(|place| place.link.is_some()) { Role::Links } else { Role::Picture };
            let lines = if self.missing() > 0 { 3.4 } else { 2.4 };
            let height = layout.plot.bottom() + width.leading() * lines;
            framed(&self.caption, width, height, role, |sheet| self.fill(sheet, &layout))
        })
    }

    /// Regions with a place on the paper.
    fn shown(&self) -> impl Iterator<Item = (&FunnelPlace, u64, Estimate)> {
        self.places.iter().filter_map(|place| Some((place, place.size.shown()?, drawable(place.value).shown()?)))
    }

    fn missing(&self) -> usize {
        self.places.len() - self.shown().count()
    }

    fn layout(&self, width: Width) -> Layout {
        let most = self.shown().map(|(_, size, _)| size).chain(self.limits.iter().map(|limits| limits.size)).max();
        let sizes = Ticks::nice(most.map(|most| most as f64), width.pick(6, 3));
        let exact = |value: f64| Cell::Shown(Estimate { value, interval: Interval { lower: value, upper: value, level: 1.0 } });
        let near = self.limits.iter().flat_map(|limits| [exact(limits.near.lower), exact(limits.near.upper)]);
        let dots = self.shown().map(|(_, _, estimate)| exact(estimate.value));
        let cells: Vec<Cell<Estimate>> = dots.chain(near).collect();
        let values = Ticks::around(range(cells.iter().copied()), width.pick(5, 4));
        let ticks = values.values.iter().map(|tick| self.unit.tick(*tick, values.step, self.language));
        let left = ticks.map(|words| label::width(&words, width.text(), Weight::Regular)).fold(30.0, f64::max) + 12.0;
        let top = width.leading() + 6.0;
        let plot = Area { x: left, y: top, width: width.paper() - left - width.pick(24.0, 12.0), height: width.pick(320.0, 260.0) };
        let (across, up) = (Scale::new(sizes.top(), plot.x, plot.right()), Scale::over(&values, plot.bottom(), plot.y));
        Layout { width, plot, across, sizes, up, values }
    }

    fn fill(&self, sheet: &mut Sheet, layout: &Layout) {
        self.axes(sheet, layout);
        self.funnel(sheet, layout);
        for (place, size, estimate) in self.shown() {
            let at = (layout.across.at(size as f64), layout.up.at(estimate.value));
            let tip = format!(
                "{}: {} (n = {})",
                place.name,
                self.unit.describe(place.value, self.language),
                self.language.number(size as f64, 0)
            );
            let dot = |sheet: &mut Sheet| match place.standing {
                Standing::This => sheet.circle(at, 6.5, &THIS.dot),
                Standing::Other => sheet.circle(at, 4.5, &DOT),
            };
            match &place.link {
                Some(link) => sheet.link(link, &tip, dot),
                None => sheet.mark(&tip, dot),
            }
        }
        self.names(sheet, layout);
        if self.missing() > 0 {
            let words = self.language.say("niet te plaatsen (afgeschermd of onbekend)", "without a place (shielded or unknown)");
            let words = format!("x {} {words}", self.missing());
            let words = label::shorten(&words, layout.width.text(), Weight::Regular, layout.width.paper() - 2.0);
            sheet.text((1.0, layout.plot.bottom() + layout.width.leading() * 3.2), &words, &SOFT, Anchor::Start);
        }
    }

    fn axes(&self, sheet: &mut Sheet, layout: &Layout) {
        let (plot, size, leading) = (layout.plot, layout.width.text(), layout.width.leading());
        for tick in &layout.values.values {
            let y = layout.up.at(*tick);
            sheet.line((plot.x, y), (plot.right(), y), &GRID);
            sheet.text((plot.x - 8.0, y + size * 0.35), &self.unit.tick(*tick, layout.values.step, self.language), &SOFT, Anchor::End);
        }
        sheet.line((plot.x, plot.bottom()), (plot.right(), plot.bottom()), &AXIS);
        for tick in &layout.sizes.values {
            let words = Unit::Count.tick(*tick, layout.sizes.step, self.language);
            let anchor = if *tick == layout.sizes.top() { Anchor::End } else { Anchor::Middle };
            let x = layout.across.at(*tick) + if anchor == Anchor::End { layout.width.pick(20.0, 10.0) } else { 0.0 };
            sheet.text((x, plot.bottom() + leading), &words, &SOFT, anchor);
        }
        if !layout.sizes.values.is_empty() {
            sheet.text(((plot.x + plot.right()) / 2.0, plot.bottom() + leading * 2.1), &self.sizes, &SOFT, Anchor::Middle);
        }
    }

    /// The line of all together and the limits around it.
    fn funnel(&self, sheet: &mut Sheet, layout: &Layout) {
        if self.limits.is_empty() {
            return;
        }
        let y = layout.up.at(self.centre.1);
        sheet.line((layout.plot.x, y), (layout.plot.right(), y), &COUNTRY);
        let words = format!("{} {}", self.centre.0, self.unit.format(self.centre.1, self.language));
        sheet.text((layout.plot.right(), layout.plot.y - 6.0), &words, &COUNTRY_TEXT, Anchor::End);
        let edges: [(Edge, &Ink); 4] = [
            (|limits| limits.near.lower, &LIMIT_NEAR),
            (|limits| limits.near.upper, &LIMIT_NEAR),
            (|limits| limits.far.lower, &LIMIT),
            (|limits| limits.far.upper, &LIMIT),
        ];
        for (edge, ink) in edges {
            let points: Vec<Point> = self.inside(layout, edge);
            sheet.stroke(&points, ink);
        }
    }

    /// The part of an edge that lies on the paper.
    fn inside(&self, layout: &Layout, edge: Edge) -> Vec<Point> {
        let (least, most) = (layout.values.values.first().copied().unwrap_or(0.0), layout.values.top());
        let is_inside = |limits: &&FunnelLimits| (least..=most).contains(&edge(limits));
        self.limits.iter().filter(is_inside).map(|limits| (layout.across.at(limits.size as f64), layout.up.at(edge(limits)))).collect()
    }

    /// Names of this region and of those outside the limits, each where it touches no other name and no dot.
    fn names(&self, sheet: &mut Sheet, layout: &Layout) {
        let dots: Vec<Taken> = self
            .shown()
            .map(|(_, size, estimate)| (layout.across.at(size as f64), layout.up.at(estimate.value)))
            .map(|(x, y)| (x - 5.0, y - 5.0, x + 5.0, y + 5.0))
            .collect();
        let mut taken: Vec<Taken> = Vec::new();
        let mut named: Vec<_> = self.shown().filter(|(place, _, _)| place.is_outside || place.standing == Standing::This).collect();
        named.sort_by_key(|(place, _, _)| place.standing != Standing::This);
        for (place, size, estimate) in named {
            let at = (layout.across.at(size as f64), layout.up.at(estimate.value));
            let wide = label::width(&place.name, layout.width.text(), Weight::Bold);
            let sides = [(at.0 + 10.0, Anchor::Start), (at.0 - 10.0, Anchor::End)];
            let free = sides.into_iter().find_map(|(x, anchor)| {
                let left = if anchor == Anchor::End { x - wide } else { x };
                let own = (left, at.1 - 9.0, left + wide, at.1 + 7.0);
                let fits = own.0 >= layout.plot.x && own.2 <= layout.width.paper() - 2.0;
                let is_free = taken
                    .iter()
                    .chain(dots.iter().filter(|dot| !touches(**dot, (at.0, at.1, at.0, at.1))))
                    .all(|other| !touches(own, *other));
                (fits && (is_free || place.standing == Standing::This)).then_some((x, anchor, own))
            });
            if let Some((x, anchor, own)) = free {
                sheet.text_over((x, at.1 + layout.width.text() * 0.35), &place.name, &STRONG, anchor);
                taken.push(own);
            }
        }
    }
}

fn touches(one: Taken, other: Taken) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{HIDING, caption, check, estimate};

    fn plot(values: &[(u64, Cell<Estimate>, bool)]) -> FunnelPlot {
        let limits = [10u64, 100, 1_000].map(|size| {
            let half = 1.0 / (size as f64).sqrt();
            FunnelLimits {
                size,
                near: Interval::ninety_five(0.5 - half, 0.5 + half),
                far: Interval::ninety_five(0.5 - 1.5 * half, 0.5 + 1.5 * half),
            }
        });
        let places = values.iter().enumerate().map(|(at, (size, value, is_outside))| FunnelPlace {
            name: format!("Regio {at}"),
            size: value.map(|_| *size),
            value: *value,
            standing: if at == 0 { Standing::This } else { Standing::Other },
            is_outside: *is_outside,
            link: None,
        });
        let centre = ("Alle regio’s".to_owned(), 0.5);
        FunnelPlot {
            caption: caption("f"),
            language: Language::Dutch,
            unit: Unit::Share,
            sizes: "Aantal".to_owned(),
            centre,
            limits: limits.into(),
            places: places.collect(),
        }
    }

    #[test]
    fn those_outside_are_named_and_the_others_have_a_tip() {
        let drawing = plot(&[(400, estimate(0.5), false), (900, estimate(0.7), true), (100, estimate(0.48), false)]).draw();
        check(&drawing);
        assert!(drawing.wide.contains(">Regio 0</text>") && drawing.wide.contains(">Regio 1</text>"));
        assert!(!drawing.wide.contains(">Regio 2</text>") && drawing.wide.contains("<title>Regio 2: 48"));
    }

    #[test]
    fn a_hidden_region_is_counted_and_has_no_place() {
        let drawing = plot(&[(400, estimate(0.5), false), (900, HIDING, false)]).draw();
        check(&drawing);
        assert!(drawing.wide.contains("x 1 niet te plaatsen") && !drawing.wide.contains("Regio 1"));
        check(&plot(&[(0, HIDING, false)]).draw());
    }
}
