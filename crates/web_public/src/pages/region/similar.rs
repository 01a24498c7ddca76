//! Regions that are like a region: of its kind, and nearest to it in how many minors live there.

use domain::{Atlas, RegionCode, RegionKind, Site, Span};
use publication::IndicatorData;
use screens::{Language, Text, numbers};

use crate::measure;
use crate::view::figure;

/// How many are shown beside a region.
const SIMILAR: usize = 4;

/// The four regions of the same kind whose number of minors differs least in proportion, nearest first; none for the country.
pub(super) fn similar(atlas: &Atlas, region: RegionCode) -> Vec<RegionCode> {
    // Municipalities have their minors in the table itself; adding them up region by region is for the larger kinds.
    let with = |codes: Vec<RegionCode>| codes.into_iter().map(|code| (code, atlas.minors(code))).collect();
    let all: Vec<(RegionCode, u32)> = match region.kind() {
        RegionKind::Country => return Vec::new(),
        RegionKind::VeiligThuis => with(atlas.veilig_thuis_regions(i16::MAX).map(|entry| entry.code).collect()),
        RegionKind::Youth => with(atlas.youth_regions().map(|entry| entry.code).collect()),
        RegionKind::Municipality => atlas.municipalities().iter().map(|entry| (entry.code.region(), entry.minors)).collect(),
    };
    let own = f64::from(atlas.minors(region).max(1));
    let far = |minors: u32| (f64::from(minors.max(1)) / own).ln().abs();
    let mut others: Vec<(f64, RegionCode)> =
        all.into_iter().filter(|(other, _)| *other != region).map(|(other, minors)| (far(minors), other)).collect();
    others.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    others.into_iter().take(SIMILAR).map(|(_, other)| other).collect()
}

/// From the lowest to the highest headline that similar regions show, and how many show one.
pub(super) fn range(indicator: &IndicatorData, similar: &[RegionCode], span: Span, language: Language) -> String {
    let headline = measure::headline(indicator);
    let style = measure::style(headline);
    let values = similar.iter().filter_map(|region| figure(indicator, Site::all(*region, span), headline).value.shown());
    let values: Vec<f64> = values.map(|estimate| estimate.value).collect();
    let (Some(lower), Some(upper)) = (values.iter().copied().reduce(f64::min), values.iter().copied().reduce(f64::max)) else {
        return Text::SimilarNone.say(language).to_owned();
    };
    let [lower, upper] = [lower, upper].map(|value| numbers::value(value, style, language));
    let counts = [values.len(), similar.len()].map(|count| count.to_string());
    Text::SimilarRange.fill(language, &[("lower", &lower), ("upper", &upper), ("shown", &counts[0]), ("all", &counts[1])])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similar_regions_are_of_the_same_kind_and_size() {
        let atlas = Atlas::netherlands();
        for region in [RegionCode::veilig_thuis(19), "GM0363".parse().expect("a code")] {
            let others = similar(&atlas, region);
            assert!(others.len() == 4 && others.iter().all(|other| other.kind() == region.kind() && *other != region));
        }
        assert!(similar(&atlas, RegionCode::COUNTRY).is_empty());
    }
}
