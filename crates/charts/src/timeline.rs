//! What falls due or runs when: a row a thing, its last day as a mark, its stretch as a bar, and a line for the day it is seen.

use domain::Day;

use crate::Language;
use crate::frame::{Caption, Drawing, Role, Width, framed};
use crate::ink::{AXIS, COUNTRY, COUNTRY_TEXT, DOT, GRID, OTHER, ROW, SOFT, SPAN, TEXT, THIS, WHISKER};
use crate::label::{self, Weight};
use crate::sheet::{Anchor, Area, Point, Sheet};

/// Things in time, in the order given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timeline {
    /// What the drawing says of itself.
    pub caption: Caption,
    /// Language of words and days.
    pub language: Language,
    /// The day on which everything is seen, drawn as a line.
    pub as_of: Day,
    /// How many days after it count as soon: a band behind the rows. 0 or less draws none.
    pub soon_days: i32,
    /// The rows.
    pub rows: Vec<TimelineRow>,
}

/// One row: from its first day, where it has one, through its last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimelineRow {
    /// What it is.
    pub name: String,
    /// Its first day; without one only the last is drawn.
    pub from: Option<Day>,
    /// Its last day; without one a bar runs on to the edge, with its mark there (of what ended: at its first day, without a bar),
    /// and a row without both has no mark.
    pub through: Option<Day>,
    /// Where it stands.
    pub pace: Pace,
}

/// Where a thing stands on the day it is seen. Each has a shape of its own, so that colour is never the only carrier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Pace {
    /// Its day has passed and nothing shows that it was done: an open diamond.
    Passed,
    /// Its day comes soon: a full diamond.
    Soon,
    /// Its day comes later: an open circle.
    Later,
    /// It runs, and no end is near: an arrow head.
    Running,
    /// It is planned: an open square.
    Planned,
    /// It was done: a full circle.
    Done,
    /// It ended: a short upright line.
    Ended,
}

impl Pace {
    /// Every pace, in the order of the legend.
    pub const ALL: [Pace; 7] = [Pace::Passed, Pace::Soon, Pace::Later, Pace::Running, Pace::Planned, Pace::Done, Pace::Ended];

    fn name(self, language: Language) -> &'static str {
        match self {
            Pace::Passed => language.say("termijn voorbij, bewijs onbekend", "term passed, evidence unknown"),
            Pace::Soon => language.say("binnenkort", "soon"),
            Pace::Later => language.say("later", "later"),
            Pace::Running => language.say("loopt", "running"),
            Pace::Planned => language.say("gepland", "planned"),
            Pace::Done => language.say("gedaan of gereedgemeld", "done or reported done"),
            Pace::Ended => language.say("gestopt", "ended"),
        }
    }
}

/// Widest column of names in the wide form, in pixels; longer names take two lines.
const NAMES: f64 = 300.0;

/// Where everything stands on the paper.
struct Layout {
    width: Width,
    left: f64,
    right: f64,
    top: f64,
    row: f64,
    /// First and last day of the axis: whole years.
    first: Day,
    last: Day,
}

impl Layout {
    fn x(&self, day: Day) -> f64 {
        let whole = f64::from((self.last - self.first).max(1));
        self.left + (self.right - self.left) * f64::from(day - self.first).clamp(0.0, whole) / whole
    }

    /// Height of the middle of the track of a row.
    fn track(&self, place: usize) -> f64 {
        self.top + self.row * place as f64 + self.width.pick(self.row / 2.0, self.row - 10.0)
    }

    fn floor(&self, rows: usize) -> f64 {
        self.top + self.row * rows as f64 + 4.0
    }
}

impl Timeline {
    /// Both widths.
    pub fn draw(&self) -> Drawing {
        Drawing::of(|width| {
            let layout = self.layout(width);
            let height = layout.floor(self.rows.len()) + width.leading() + 8.0;
            framed(&self.caption, width, height, Role::Picture, |sheet| self.fill(sheet, &layout))
        })
    }

    fn layout(&self, width: Width) -> Layout {
        let days = self.rows.iter().flat_map(|row| [row.from, row.through]).flatten().chain([self.as_of]);
        let (first, last) = days.fold((self.as_of, self.as_of), |(first, last), day| (first.min(day), last.max(day)));
        let year = |year: i16, month, day| Day::from_ymd(year, month, day);
        let names = self.rows.iter().map(|row| label::width(&row.name, width.text(), Weight::Regular)).fold(0.0, f64::max);
        let column = names.clamp(80.0, NAMES);
        Layout {
            width,
            left: width.pick(column + 18.0, 8.0),
            right: width.paper() - 12.0,
            top: self.legend_height(width) + width.leading() * 2.0,
            row: width.pick(if names > NAMES { 40.0 } else { 26.0 }, width.leading() * 2.0 + 22.0),
            first: year(first.year(), 1, 1).unwrap_or(first),
            last: year(last.year(), 12, 31).unwrap_or(last),
        }
    }

    /// The paces that occur, for the legend.
    fn paces(&self) -> Vec<Pace> {
        Pace::ALL.into_iter().filter(|pace| self.rows.iter().any(|row| row.pace == *pace)).collect()
    }

    /// Where each entry of the legend begins: left edge and line.
    fn legend(&self, width: Width) -> Vec<(Pace, f64, usize)> {
        let (mut x, mut line, mut places) = (10.0, 0, Vec::new());
        for pace in self.paces() {
            let own = 24.0 + label::width(pace.name(self.language), width.text(), Weight::Regular);
            if x > 10.0 && x + own > width.paper() - 4.0 {
                (x, line) = (10.0, line + 1);
            }
            places.push((pace, x, line));
            x += own + 12.0;
        }
        places
    }

    fn legend_height(&self, width: Width) -> f64 {
        let lines = self.legend(width).last().map_or(0, |(_, _, line)| line + 1);
        lines as f64 * (width.leading() + 4.0)
    }

    fn fill(&self, sheet: &mut Sheet, layout: &Layout) {
        for (pace, x, line) in self.legend(layout.width) {
            let middle = 12.0 + line as f64 * (layout.width.leading() + 4.0);
            mark(sheet, (x, middle), pace);
            sheet.text((x + 12.0, middle + layout.width.text() * 0.35), pace.name(self.language), &SOFT, Anchor::Start);
        }
        self.axis(sheet, layout);
        for (place, row) in self.rows.iter().enumerate() {
            sheet.mark(&self.tip(row), |sheet| self.row(sheet, row, place, layout));
        }
    }

    fn tip(&self, row: &TimelineRow) -> String {
        let days: Vec<String> = [row.from, row.through].into_iter().flatten().map(|day| self.day(day)).collect();
        format!("{}: {} ({})", row.name, days.join(" – "), row.pace.name(self.language))
    }

    fn row(&self, sheet: &mut Sheet, row: &TimelineRow, place: usize, layout: &Layout) {
        let (size, track) = (layout.width.text(), layout.track(place));
        let room = layout.width.pick(layout.left - 14.0, layout.width.paper() - 6.0);
        let lines = label::wrap(&row.name, size, Weight::Regular, room, 2);
        let more = layout.width.leading() * (lines.len() as f64 - 1.0).max(0.0);
        // Beside its track when wide; when narrow the last line stands just above it, over the lines of the days.
        let first = layout.width.pick(track + size * 0.35 - more / 2.0, track - 12.0 - more);
        for (line, words) in lines.iter().enumerate() {
            sheet.text_over((3.0, first + layout.width.leading() * line as f64), words, &TEXT, Anchor::Start);
        }
        let from = row.from.map(|day| layout.x(day));
        // Of what ended on an unknown day nobody knows how far its bar should run.
        let open_end = if row.pace == Pace::Ended { from } else { from.map(|_| layout.right) };
        let end = row.through.map(|day| layout.x(day)).or(open_end);
        if let Some((from, end)) = from.zip(end).filter(|(from, end)| from < end) {
            sheet.line((from, track), (end, track), &SPAN);
        }
        if let Some(x) = end {
            mark(sheet, (x, track), row.pace);
        }
    }

    fn axis(&self, sheet: &mut Sheet, layout: &Layout) {
        let (floor, today) = (layout.floor(self.rows.len()), layout.x(self.as_of));
        if self.soon_days > 0 {
            let until = layout.x(Day(self.as_of.0.saturating_add(self.soon_days)));
            sheet.rect(Area { x: today, y: layout.top, width: until - today, height: floor - layout.top }, &ROW);
        }
        for (year, x) in self.years(layout) {
            sheet.line((x, layout.top), (x, floor), if x <= layout.left { &AXIS } else { &GRID });
            let anchor = if x + 20.0 > layout.right { Anchor::End } else { Anchor::Start };
            sheet.text((x, floor + layout.width.leading()), &year.to_string(), &SOFT, anchor);
        }
        sheet.line((today, layout.top - 4.0), (today, floor), &COUNTRY);
        let words = self.day(self.as_of);
        let half = label::width(&words, layout.width.text(), Weight::Bold) / 2.0;
        let middle = today.min(layout.width.paper() - half - 2.0).max(half + 2.0);
        sheet.text((middle, layout.top - 9.0), &words, &COUNTRY_TEXT, Anchor::Middle);
    }

    /// The first days of years that can stand under the axis, with their places.
    fn years(&self, layout: &Layout) -> Vec<(i16, f64)> {
        let most = layout.width.pick(9.0, 5.0);
        let (first, last) = (layout.first.year(), layout.last.year());
        let step = (f64::from(last - first + 1) / most).ceil().max(1.0) as usize;
        let place = |year: i16| Day::from_ymd(year, 1, 1).map(|day| (year, layout.x(day)));
        (first..=last).step_by(step).filter_map(place).collect()
    }

    fn day(&self, day: Day) -> String {
        const DUTCH: [&str; 12] = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
        const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (year, month, date) = day.ymd();
        let place = usize::from(month.unsigned_abs()).clamp(1, 12) - 1;
        format!("{date} {} {year}", self.language.say(DUTCH[place], ENGLISH[place]))
    }
}

/// The mark of a pace, its middle at a point.
fn mark(sheet: &mut Sheet, (x, y): Point, pace: Pace) {
    let diamond = [(x, y - 6.5), (x + 6.5, y), (x, y + 6.5), (x - 6.5, y)];
    match pace {
        Pace::Passed => sheet.shape(&diamond, &OTHER.open_dot),
        Pace::Soon => sheet.shape(&diamond, &OTHER.dot),
        Pace::Later => sheet.circle((x, y), 5.5, &THIS.open_dot),
        Pace::Running => sheet.shape(&[(x - 5.0, y - 6.0), (x + 6.0, y), (x - 5.0, y + 6.0)], &THIS.dot),
        Pace::Planned => sheet.shape(&[(x - 5.0, y - 5.0), (x + 5.0, y - 5.0), (x + 5.0, y + 5.0), (x - 5.0, y + 5.0)], &THIS.open_dot),
        Pace::Done => sheet.circle((x, y), 5.5, &DOT),
        Pace::Ended => sheet.line((x, y - 7.0), (x, y + 7.0), &WHISKER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{caption, check};

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a day")
    }

    fn row(name: &str, from: Option<&str>, through: Option<&str>, pace: Pace) -> TimelineRow {
        TimelineRow { name: name.to_owned(), from: from.map(day), through: through.map(day), pace }
    }

    fn timeline(rows: Vec<TimelineRow>) -> Timeline {
        Timeline { caption: caption("t"), language: Language::Dutch, as_of: day("2020-12-01"), soon_days: 90, rows }
    }

    /// What is drawn for a pace at one place, without the words.
    fn shape_of(pace: Pace) -> String {
        let drawn = timeline(vec![row("x", None, Some("2020-12-01"), pace)]).draw().wide;
        let marks = drawn.split('<').filter(|tag| ["path", "polygon", "circle", "line"].iter().any(|name| tag.starts_with(name)));
        marks.map(|tag| tag.split('>').next().unwrap_or_default().to_owned()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn marks_stand_in_the_order_of_their_days_and_each_pace_has_a_shape_of_its_own() {
        let chart = timeline(vec![
            row("De procedure voor onderzoek naar vroegsignalering loopt af", None, Some("2020-07-17"), Pace::Passed),
            row("De Kamer hoort de uitkomsten van de zes pilots", None, Some("2020-12-31"), Pace::Soon),
            row(
                "De prevalentiemonitor wordt elke twee jaar herhaald en de uitkomsten daarvan gaan naar de Kamer",
                None,
                Some("2022-12-20"),
                Pace::Later,
            ),
            row("Veilige Steden", Some("2018-01-01"), Some("2022-12-31"), Pace::Done),
            row("Gestopt", Some("2019-01-01"), Some("2020-01-01"), Pace::Ended),
            row("Loopt door", Some("2019-01-01"), None, Pace::Running),
            row("Komt nog", Some("2021-06-01"), Some("2022-06-01"), Pace::Planned),
        ]);
        let drawing = chart.draw();
        check(&drawing);
        let layout = chart.layout(Width::Wide);
        let xs = ["2018-01-01", "2020-07-17", "2020-12-01", "2020-12-31", "2022-12-31"].map(|text| layout.x(day(text)));
        assert!(xs.windows(2).all(|pair| pair[0] < pair[1]) && xs[0] == layout.left && xs[4] == layout.right, "{xs:?}");
        let shapes: std::collections::BTreeSet<String> = Pace::ALL.iter().map(|pace| shape_of(*pace)).collect();
        assert_eq!(shapes.len(), Pace::ALL.len(), "{shapes:?}");
        let running = timeline(vec![row("Loopt door", Some("2019-01-01"), None, Pace::Running)]).draw().wide;
        assert!(running.contains("(loopt)") && !running.contains("(later)"));
        assert!(drawing.wide.contains(r#"role="img""#) && drawing.wide.contains("1 dec 2020"));
    }

    #[test]
    fn nothing_a_day_far_away_and_rows_without_days_can_be_drawn() {
        check(&timeline(Vec::new()).draw());
        check(&timeline(vec![row("zonder dag", None, None, Pace::Later), row("ver", None, Some("2090-06-30"), Pace::Later)]).draw());
    }
}
