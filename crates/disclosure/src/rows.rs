//! Rows: every number a release would tell of one indicator, its true value and its fate.

use std::collections::BTreeMap;

use domain::{Breakdown, Cell, Measure, RegionCode, RegionKind, Site, Span};

use crate::columns::due_of;
use crate::curve::{self, OUTCOMES, Stretch};
use crate::family::{Family, Layer};
use crate::proof::What;
use crate::repeat::Repeat;
use crate::rule::{UNBOUNDED, behind, is_small, rounded};
use crate::{AlmostAll, Policy, Question, SafeStep, SafeTable};

/// Least number who entered, as shown, for a curve.
const CURVE_LEAST: i64 = 50;

/// What happens to a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fate {
    /// Shown, rounded.
    Shown,
    /// Hidden by the primary rule.
    Primary,
    /// Hidden to protect another.
    Secondary,
    /// Hidden because the number who entered is.
    WithEntered,
    /// Not in the release: its curve was withdrawn.
    Withdrawn,
}

impl Fate {
    /// Whether the release says "hidden" here.
    pub(crate) fn is_hidden(self) -> bool {
        matches!(self, Fate::Primary | Fate::Secondary | Fate::WithEntered)
    }
}

/// One number of the release.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Row {
    /// Which site, by number.
    pub(crate) site: usize,
    pub(crate) what: What,
    /// The true count.
    pub(crate) value: i64,
    pub(crate) fate: Fate,
}

/// One site and where its rows are: its measures together, its steps together (three outcomes each).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SiteRows {
    pub(crate) site: Site,
    /// Row of the number who entered; the other measures follow it.
    pub(crate) entered: usize,
    pub(crate) measures: usize,
    pub(crate) steps: Option<StepRows>,
    /// Whether its rows stand as an earlier release told them: nothing more can be hidden here.
    pub(crate) repeated: bool,
}

/// The steps of one curve.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct StepRows {
    first: usize,
    through: Vec<u16>,
}

/// All rows of one indicator.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    pub(crate) sites: Vec<SiteRows>,
    pub(crate) rows: Vec<Row>,
    numbers: BTreeMap<Site, usize>,
}

impl Rows {
    /// Lists what would be told and applies the primary rule.
    pub(crate) fn plan(family: &Family, question: &Question, policy: &Policy) -> Rows {
        Rows::plan_repeating(family, question, policy, None)
    }

    /// The same, where some spans tell what a table of an earlier release told; the family counts there what it counted then.
    pub(crate) fn plan_repeating(family: &Family, question: &Question, policy: &Policy, repeated: Option<(&Repeat, &SafeTable)>) -> Rows {
        let mut rows = Rows { sites: Vec::new(), rows: Vec::new(), numbers: BTreeMap::new() };
        for layer in &family.layers {
            rows.add_layer(family, layer);
        }
        for site in 0..rows.sites.len() {
            let span = rows.sites[site].site.span;
            if let Some((_, table)) = repeated.filter(|(repeat, _)| repeat.spans.contains_key(&span)) {
                rows.sites[site].repeated = true;
                rows.tell_site(site, table);
            }
        }
        rows.count_measures(family);
        for site in 0..rows.sites.len() {
            rows.judge_site(site, policy);
        }
        rows.add_curves(family, question, policy);
        rows
    }

    /// Whether a row is shown, not zero, and may be hidden.
    pub(crate) fn can_hide(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|own| own.fate == Fate::Shown && own.value > 0) && !self.is_repeated(row)
    }

    /// Whether a row stands as an earlier release told it.
    pub(crate) fn is_repeated(&self, row: usize) -> bool {
        self.sites[self.rows[row].site].repeated
    }

    /// The rows of a published table, of which nobody knows the true counts: shown ones stand at what is shown, others at 0.
    pub(crate) fn of_published(family: &Family, table: &SafeTable) -> Rows {
        let mut rows = Rows { sites: Vec::new(), rows: Vec::new(), numbers: BTreeMap::new() };
        for layer in &family.layers {
            rows.add_layer(family, layer);
        }
        for site in 0..rows.sites.len() {
            rows.tell_site(site, table);
        }
        rows
    }

    fn tell_site(&mut self, site: usize, table: &SafeTable) {
        let SiteRows { site: at, entered, measures, .. } = self.sites[site].clone();
        for row in entered..entered + measures {
            let What::Measure(measure) = self.rows[row].what else { continue };
            (self.rows[row].value, self.rows[row].fate) = told(table.cell(at, measure));
        }
        let Some(steps) = table.curves.get(&at) else { return };
        let first = self.rows.len();
        for (step, safe) in steps.iter().enumerate() {
            for (outcome, cell) in OUTCOMES.into_iter().zip([safe.reached, safe.competing, safe.open]) {
                let (value, fate) = told(cell);
                self.rows.push(Row { site, what: What::Step { step, outcome }, value, fate });
            }
        }
        self.sites[site].steps = Some(StepRows { first, through: steps.iter().map(|step| step.through).collect() });
    }

    fn add_layer(&mut self, family: &Family, layer: &Layer) {
        let frame = family.frame;
        let measures = &family.columns.measures;
        for class in 0..layer.classes as u8 {
            let mut add = |region: RegionCode, span: Span, measures: &[Measure]| {
                self.add_site(Site { region, span, breakdown: layer.breakdown, class }, measures);
            };
            frame.single_years().chain(frame.pools()).for_each(|span| add(RegionCode::COUNTRY, span, measures));
            if layer.breakdown == Breakdown::Form {
                continue;
            }
            let years = frame.single_years().filter(|_| layer.breakdown == Breakdown::All);
            for span in years.chain(frame.pools()) {
                frame.areas().iter().for_each(|area| add(*area, span, measures));
            }
            if layer.breakdown == Breakdown::All {
                for span in frame.pools() {
                    frame.municipalities().iter().for_each(|(code, _)| add(code.region(), span, &measures[..1]));
                }
            }
        }
    }

    fn add_site(&mut self, site: Site, measures: &[Measure]) {
        let number = self.sites.len();
        self.numbers.insert(site, number);
        self.sites.push(SiteRows { site, entered: self.rows.len(), measures: measures.len(), steps: None, repeated: false });
        self.rows.extend(measures.iter().map(|measure| Row { site: number, what: What::Measure(*measure), value: 0, fate: Fate::Shown }));
    }

    fn count_measures(&mut self, family: &Family) {
        let mut values = vec![0; self.rows.len()];
        self.visit(family, |atom, row| values[row] += family.counts[atom]);
        for (row, value) in self.rows.iter_mut().zip(values) {
            row.value = value;
        }
    }

    /// Calls back for every atom and every row that counts it.
    pub(crate) fn visit(&self, family: &Family, mut call: impl FnMut(usize, usize)) {
        let frame = family.frame;
        for (place, (code, _)) in frame.municipalities().iter().enumerate() {
            for year in 0..frame.years().len() {
                for site in self.sites_of(family, code.region(), year, Breakdown::All, 0) {
                    call(family.entered_at(place, year), self.sites[site].entered);
                }
            }
        }
        for layer in &family.layers {
            self.visit_layer(family, layer, &mut call);
        }
    }

    fn visit_layer(&self, family: &Family, layer: &Layer, call: &mut impl FnMut(usize, usize)) {
        let columns = if layer.breakdown == Breakdown::All { &family.columns.fine } else { &family.columns.coarse };
        let counted: Vec<Vec<usize>> = columns
            .iter()
            .map(|column| (0..family.columns.measures.len()).filter(|at| column.counts_in(family.columns.measures[*at])).collect())
            .collect();
        for area in 0..layer.areas {
            for year in 0..layer.years {
                for class in 0..layer.classes {
                    for site in self.sites_around(family, layer.breakdown, area, year, class as u8) {
                        for (column, measures) in counted.iter().enumerate() {
                            let atom = layer.at(area, year, class, column);
                            measures.iter().for_each(|measure| call(atom, self.sites[site].entered + measure));
                            if let Some(row) = self.sites[site].step_row(family, column) {
                                call(atom, row);
                            }
                        }
                    }
                }
            }
        }
    }

    fn sites_around(&self, family: &Family, breakdown: Breakdown, area: usize, year: usize, class: u8) -> Vec<usize> {
        let mut sites = self.sites_of(family, RegionCode::COUNTRY, year, breakdown, class);
        if let (true, Some(region)) = (breakdown != Breakdown::Form, family.frame.areas().get(area)) {
            sites.extend(self.sites_of(family, *region, year, breakdown, class));
        }
        sites
    }

    fn sites_of(&self, family: &Family, region: RegionCode, year: usize, breakdown: Breakdown, class: u8) -> Vec<usize> {
        let spans = family.frame.spans_of(year);
        spans.into_iter().filter_map(|span| self.numbers.get(&Site { region, span, breakdown, class }).copied()).collect()
    }

    /// The primary rule: small counts, all but a small count, and everything of a site of which the entered are hidden.
    fn judge_site(&mut self, site: usize, policy: &Policy) {
        let threshold = self.threshold(site, policy);
        let SiteRows { entered, measures, repeated, .. } = self.sites[site];
        if repeated {
            return;
        }
        let all = self.rows[entered].value;
        if is_small(all, threshold) {
            self.rows[entered].fate = Fate::Primary;
            self.rows[entered + 1..entered + measures].iter_mut().for_each(|row| row.fate = Fate::WithEntered);
            return;
        }
        for row in &mut self.rows[entered + 1..entered + measures] {
            row.fate = judged(row.value, all, threshold, policy.almost_all);
        }
    }

    fn add_curves(&mut self, family: &Family, question: &Question, policy: &Policy) {
        if question.dues().is_empty() {
            return;
        }
        let stretches = self.stretches(family, policy);
        for (site, stretches) in stretches {
            let through = curve::merged(&family.columns.edges, &stretches, question.dues(), self.threshold(site, policy));
            self.add_steps(site, family, &stretches, &through, policy);
        }
    }

    /// Counts per candidate step of every site that may have a curve.
    fn stretches(&self, family: &Family, policy: &Policy) -> BTreeMap<usize, Vec<Stretch>> {
        let edges = &family.columns.edges;
        let mut stretches: BTreeMap<usize, Vec<Stretch>> = BTreeMap::new();
        for area in 0..family.frame.area_count() {
            for year in 0..family.frame.years().len() {
                for site in self.sites_around(family, Breakdown::All, area, year, 0) {
                    if !self.may_have_curve(site, policy) {
                        continue;
                    }
                    let counts = stretches.entry(site).or_insert_with(|| vec![[0; 3]; edges.len()]);
                    for (fine, column) in family.columns.fine.iter().enumerate() {
                        let step = edges.partition_point(|edge| *edge < column.last);
                        let outcome = OUTCOMES.iter().position(|outcome| *outcome == column.outcome).unwrap_or(0);
                        counts[step][outcome] += family.counts[family.all().at(area, year, 0, fine)];
                    }
                }
            }
        }
        stretches
    }

    /// The choice rests on the rounded count, so that the curve being there tells nothing new.
    fn may_have_curve(&self, site: usize, policy: &Policy) -> bool {
        let SiteRows { site: at, entered, repeated, .. } = &self.sites[site];
        let place = match at.region.kind() {
            RegionKind::Country => true,
            RegionKind::VeiligThuis => matches!(at.span, Span::Years(..)),
            RegionKind::Municipality | RegionKind::Youth => false,
        };
        let entered = self.rows[*entered];
        !repeated
            && place
            && at.breakdown == Breakdown::All
            && entered.fate == Fate::Shown
            && rounded(entered.value, policy.base as i64) >= CURVE_LEAST
    }

    fn add_steps(&mut self, site: usize, family: &Family, stretches: &[Stretch], ends: &[usize], policy: &Policy) {
        let threshold = self.threshold(site, policy);
        let all = self.rows[self.sites[site].entered].value;
        let first = self.rows.len();
        let mut from = 0;
        for (step, end) in ends.iter().enumerate() {
            for (at, outcome) in OUTCOMES.into_iter().enumerate() {
                let value = stretches[from..=*end].iter().map(|stretch| stretch[at]).sum();
                let fate = judged(value, all, threshold, policy.almost_all);
                self.rows.push(Row { site, what: What::Step { step, outcome }, value, fate });
            }
            from = end + 1;
        }
        let through = ends.iter().map(|end| family.columns.edges[*end]).collect();
        self.sites[site].steps = Some(StepRows { first, through });
    }

    /// Number of a site, where the release has it.
    pub(crate) fn number_of(&self, site: Site) -> Option<usize> {
        self.numbers.get(&site).copied()
    }

    /// Whether a row counts a fine column, of the places and classes it counts.
    pub(crate) fn counts(&self, family: &Family, row: usize, column: usize) -> bool {
        let column = family.columns.fine[column];
        match self.rows[row].what {
            What::Measure(measure) => column.counts_in(measure),
            What::Step { step, outcome } => {
                let through = self.sites[self.rows[row].site].steps.as_ref().map_or(&[][..], |steps| steps.through.as_slice());
                outcome == column.outcome && through.partition_point(|end| *end < column.last) == step
            }
        }
    }

    /// The row that tells what a row of another release tells: the same measure of the same site, or the same days of its curve.
    pub(crate) fn like(&self, other: &Rows, row: usize) -> Option<usize> {
        let its = other.rows[row];
        let site = &self.sites[self.number_of(other.sites[its.site].site)?];
        match its.what {
            What::Measure(_) => (site.entered..site.entered + site.measures).find(|row| self.rows[*row].what == its.what),
            What::Step { step, outcome } => {
                let days = other.sites[its.site].steps.as_ref()?.days(step)?;
                let steps = site.steps.as_ref()?;
                let step = (0..steps.through.len()).find(|step| steps.days(*step) == Some(days))?;
                OUTCOMES.iter().position(|own| *own == outcome).map(|place| steps.first + 3 * step + place)
            }
        }
    }

    /// Threshold of a site's region.
    pub(crate) fn threshold(&self, site: usize, policy: &Policy) -> i64 {
        i64::try_from(policy.thresholds.of(self.sites[site].site.region.kind())).unwrap_or(UNBOUNDED)
    }

    /// What an attacker knows of a row from the release: least and greatest count.
    pub(crate) fn bounds(&self, row: usize, policy: &Policy) -> (i64, i64) {
        let Row { site, value, fate, .. } = self.rows[row];
        let base = policy.base as i64;
        let entered = self.sites[site].entered;
        match fate {
            Fate::Shown => behind(rounded(value, base), base, self.threshold(site, policy)),
            Fate::Withdrawn => (0, UNBOUNDED),
            Fate::WithEntered => (0, UNBOUNDED),
            Fate::Primary | Fate::Secondary if row != entered && self.rows[entered].fate.is_hidden() => (0, UNBOUNDED),
            Fate::Primary | Fate::Secondary => (1, UNBOUNDED),
        }
    }

    /// Rows of a site, its steps included.
    pub(crate) fn of_site(&self, site: usize) -> impl Iterator<Item = usize> + use<> {
        let SiteRows { entered, measures, steps, .. } = &self.sites[site];
        let steps = steps.as_ref().map_or(0..0, |steps| steps.first..steps.first + 3 * steps.through.len());
        (*entered..entered + measures).chain(steps)
    }

    /// Rows that are hidden.
    pub(crate) fn hidden(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.rows.len()).filter(|row| self.rows[*row].fate.is_hidden())
    }

    /// Hides a shown row to protect another, with all that hangs on it. Returns the rows of which the bounds changed.
    pub(crate) fn hide(&mut self, row: usize) -> Vec<usize> {
        let site = self.rows[row].site;
        self.rows[row].fate = Fate::Secondary;
        if row != self.sites[site].entered {
            return vec![row];
        }
        let hanging: Vec<_> = self.of_site(site).collect();
        for other in &hanging[1..] {
            let step = matches!(self.rows[*other].what, What::Step { .. });
            self.rows[*other].fate = if step { Fate::Withdrawn } else { Fate::WithEntered };
        }
        hanging
    }

    /// The other numbers that with this one make up who entered: measures of the same due, or all steps of the curve.
    pub(crate) fn beside(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        let own = self.rows[row].what;
        let adds_up = move |other: &usize| match (own, self.rows[*other].what) {
            (What::Measure(one), What::Measure(other)) => due_of(one).is_some() && due_of(one) == due_of(other),
            (What::Step { .. }, What::Step { .. }) => true,
            (What::Measure(_), What::Step { .. }) | (What::Step { .. }, What::Measure(_)) => false,
        };
        self.of_site(self.rows[row].site).filter(move |other| *other != row).filter(adds_up)
    }

    /// Shows a zero that hung on a hidden number of entered: every table that fits has a zero there.
    pub(crate) fn show_zero(&mut self, row: usize) {
        if self.rows[row].value == 0 {
            self.rows[row].fate = Fate::Shown;
        }
    }

    /// Takes over the fate of every number of entered that the other rows tell too and that does not stand as it was told.
    pub(crate) fn take_fates(&mut self, other: &Rows) {
        for site in self.sites.iter().filter(|site| !site.repeated) {
            if let Some(its) = other.numbers.get(&site.site) {
                self.rows[site.entered].fate = other.rows[other.sites[*its].entered].fate;
            }
        }
    }

    /// The published form: hidden only, never why.
    pub(crate) fn publish(&self, question: &Question, policy: &Policy) -> SafeTable {
        let base = policy.base as i64;
        let mut table = SafeTable {
            indicator: question.indicator.clone(),
            unit: question.unit(),
            base: policy.base,
            cells: BTreeMap::new(),
            curves: BTreeMap::new(),
        };
        for row in &self.rows {
            if let What::Measure(measure) = row.what {
                table.cells.insert((self.sites[row.site].site, measure), published(row, base));
            }
        }
        for site in self.sites.iter().filter(|site| self.rows[site.entered].fate == Fate::Shown) {
            if let Some(steps) = &site.steps {
                table.curves.insert(site.site, self.published_steps(steps, base));
            }
        }
        table
    }

    fn published_steps(&self, steps: &StepRows, base: i64) -> Vec<SafeStep> {
        let cell = |step: usize, outcome: usize| published(&self.rows[steps.first + 3 * step + outcome], base);
        let step = |(step, through): (usize, &u16)| SafeStep {
            through: *through,
            reached: cell(step, 0),
            competing: cell(step, 1),
            open: cell(step, 2),
        };
        steps.through.iter().enumerate().map(step).collect()
    }
}

impl StepRows {
    /// After which day a step begins, and its last.
    fn days(&self, step: usize) -> Option<(Option<u16>, u16)> {
        let before = step.checked_sub(1).and_then(|before| self.through.get(before)).copied();
        self.through.get(step).map(|last| (before, *last))
    }
}

impl SiteRows {
    /// The step row that counts a fine column, where the site has a curve.
    fn step_row(&self, family: &Family, column: usize) -> Option<usize> {
        let steps = self.steps.as_ref()?;
        let column = family.columns.fine[column];
        let step = steps.through.partition_point(|through| *through < column.last);
        OUTCOMES.iter().position(|outcome| *outcome == column.outcome).map(|outcome| steps.first + 3 * step + outcome)
    }
}

fn judged(value: i64, entered: i64, threshold: i64, almost_all: AlmostAll) -> Fate {
    let tells_rest = almost_all == AlmostAll::Hide && is_small(entered - value, threshold);
    if is_small(value, threshold) || tells_rest { Fate::Primary } else { Fate::Shown }
}

/// What a reader makes of a published cell: where nothing is said, anything goes.
fn told(cell: Cell<u64>) -> (i64, Fate) {
    match cell {
        Cell::Shown(count) => (i64::try_from(count).unwrap_or(UNBOUNDED), Fate::Shown),
        Cell::Hidden => (0, Fate::Secondary),
        Cell::Unknown | Cell::Impossible => (0, Fate::Withdrawn),
    }
}

fn published(row: &Row, base: i64) -> Cell<u64> {
    match row.fate {
        Fate::Shown => Cell::Shown(rounded(row.value, base).unsigned_abs()),
        Fate::Primary | Fate::Secondary | Fate::WithEntered => Cell::Hidden,
        Fate::Withdrawn => Cell::Unknown,
    }
}
