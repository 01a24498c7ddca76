//! Rules about youth policy, in the order of its protocol.

mod after_death;
mod age;
mod ambulant_beside_stay;
mod authorisation_at_18;
mod authorisation_earlier;
mod authorisation_long;
mod birth_date;
mod birth_missing;
mod bsn_eleven;
mod bsn_unknown;
mod conduct_long;
mod converted_into;
mod converted_order;
mod crisis;
mod crisis_measure;
mod date;
pub(crate) mod doubled_key;
mod end_before_start;
mod end_reason_list;
mod end_reason_missing;
mod foster_age;
mod half_year;
mod help_form;
mod help_from_institution;
mod informant_alone;
mod informant_missing;
mod interim_guardianship;
mod interim_long;
mod kind_of_row;
mod long_running;
pub(crate) mod many_rows;
mod measure;
mod measure_from_provider;
mod move_split;
mod not_in_period;
mod order_at_18;
mod order_open_at_18;
mod order_past_18;
mod other_birth_date;
mod other_postcode;
mod other_sex;
mod outcome_measure;
mod outcome_range;
mod outcome_running;
mod outlives_order;
mod overlap;
mod past_23;
mod postcode;
mod postcode_letters;
mod probation_age;
mod probation_period;
mod reason_at_18;
mod reason_of_age;
mod reason_without_end;
mod referrer;
mod referrer_age;
mod referrer_closed;
mod referrer_measure;
mod referrer_team;
mod sex;
mod start_adult;
mod start_after_period;
mod start_missing;
mod stay_before_birth;
mod stay_interrupted;
mod two_orders;
mod two_stays;
mod unborn_birth;
mod unborn_born;
mod unborn_long;
mod unborn_stay;
mod without_help_earlier;
mod without_order;

use crate::formats::Window;
use crate::formats::spell::Beside;
use crate::formats::table::Layout as _;
use crate::formats::youth_policy::{Layout, Row};
use crate::rules::{Family, Fault, Listed, Sound, Years, judged, listed, while_reading};

/// What looks at one row: the field at fault, or none.
pub(crate) type Judge = fn(&Row<'_>, Option<Window>) -> Fault;

/// What holds in every year, in the order of the agreement.
pub(crate) const RULES: &[Listed<Judge>] = &[
    judged(&kind_of_row::RULE, kind_of_row::broken_by),
    judged(&bsn_eleven::RULE, bsn_eleven::broken_by),
    judged(&bsn_unknown::RULE, bsn_unknown::broken_by),
    judged(&birth_date::RULE, birth_date::broken_by),
    judged(&age::RULE, age::broken_by),
    judged(&start_adult::RULE, start_adult::broken_by),
    judged(&past_23::RULE, past_23::broken_by),
    judged(&birth_missing::RULE, birth_missing::broken_by),
    judged(&unborn_birth::RULE, unborn_birth::broken_by),
    judged(&unborn_born::RULE, unborn_born::broken_by),
    judged(&unborn_long::RULE, unborn_long::broken_by),
    judged(&unborn_stay::RULE, unborn_stay::broken_by),
    judged(&sex::RULE, sex::broken_by),
    judged(&postcode::RULE, postcode::broken_by),
    judged(&postcode_letters::RULE, postcode_letters::broken_by),
    judged(&referrer::RULE, referrer::broken_by),
    judged(&referrer_team::RULE, referrer_team::broken_by),
    judged(&referrer_age::RULE, referrer_age::broken_by),
    judged(&referrer_closed::RULE, referrer_closed::broken_by),
    judged(&referrer_measure::RULE, referrer_measure::broken_by),
    judged(&help_form::RULE, help_form::broken_by),
    while_reading(&doubled_key::RULE),
    while_reading(&many_rows::RULE),
    judged(&crisis::RULE, crisis::broken_by),
    judged(&crisis_measure::RULE, crisis_measure::broken_by),
    judged(&start_missing::RULE, start_missing::broken_by),
    judged(&start_after_period::RULE, start_after_period::broken_by),
    judged(&stay_before_birth::RULE, stay_before_birth::broken_by),
    judged(&date::RULE, date::broken_by),
    judged(&end_before_start::RULE, end_before_start::broken_by),
    judged(&not_in_period::RULE, not_in_period::broken_by),
    judged(&long_running::RULE, long_running::broken_by),
    judged(&foster_age::RULE, foster_age::broken_by),
    judged(&reason_without_end::RULE, reason_without_end::broken_by),
    judged(&end_reason_missing::RULE, end_reason_missing::broken_by),
    judged(&end_reason_list::RULE, end_reason_list::broken_by),
    judged(&reason_at_18::RULE, reason_at_18::broken_by),
    judged(&outcome_range::RULE, outcome_range::broken_by),
    judged(&outcome_measure::RULE, outcome_measure::broken_by),
    judged(&outcome_running::RULE, outcome_running::broken_by),
    judged(&informant_missing::RULE, informant_missing::broken_by),
    judged(&informant_alone::RULE, informant_alone::broken_by),
    judged(&help_from_institution::RULE, help_from_institution::broken_by),
    judged(&measure_from_provider::RULE, measure_from_provider::broken_by),
    judged(&measure::RULE, measure::broken_by),
    judged(&order_at_18::RULE, order_at_18::broken_by),
    judged(&order_past_18::RULE, order_past_18::broken_by),
    judged(&order_open_at_18::RULE, order_open_at_18::broken_by),
    judged(&interim_long::RULE, interim_long::broken_by),
    judged(&interim_guardianship::RULE, interim_guardianship::broken_by),
    judged(&authorisation_at_18::RULE, authorisation_at_18::broken_by),
    judged(&authorisation_long::RULE, authorisation_long::broken_by),
    judged(&probation_age::RULE, probation_age::broken_by),
    judged(&conduct_long::RULE, conduct_long::broken_by),
    judged(&reason_of_age::RULE, reason_of_age::broken_by),
    judged(&converted_order::RULE, converted_order::broken_by),
    judged(&probation_period::RULE, probation_period::broken_by),
    judged(&half_year::RULE, half_year::broken_by),
];

/// What the rows about one child say together.
pub(crate) const BESIDE: &[Listed<Beside>] = &[
    judged(&overlap::RULE, overlap::broken_by),
    judged(&ambulant_beside_stay::RULE, ambulant_beside_stay::broken_by),
    judged(&two_stays::RULE, two_stays::broken_by),
    judged(&stay_interrupted::RULE, stay_interrupted::broken_by),
    judged(&other_birth_date::RULE, other_birth_date::broken_by),
    judged(&other_sex::RULE, other_sex::broken_by),
    judged(&other_postcode::RULE, other_postcode::broken_by),
    judged(&move_split::RULE, move_split::broken_by),
    judged(&after_death::RULE, after_death::broken_by),
    judged(&without_order::RULE, without_order::broken_by),
    judged(&outlives_order::RULE, outlives_order::broken_by),
    judged(&converted_into::RULE, converted_into::broken_by),
    judged(&two_orders::RULE, two_orders::broken_by),
];

/// What holds in some years only.
pub(crate) const YEARS: &[Years<Judge>] = &[Years { first: None, last: Some(VERSION_7 - 1), rules: BEFORE_2022 }];

/// The first year of version 7. It was set in July 2021; as version 5 of July 2018 did (Staatscourant 2018, 53554), it
/// holds from the next calendar year.
pub(crate) const VERSION_7: i16 = 2022;

/// What version 7 changed (its annex): authorisations came in, the answers of 4.4 became others.
const BEFORE_2022: &[Listed<Judge>] = &[
    judged(&without_help_earlier::RULE, without_help_earlier::broken_by),
    judged(&authorisation_earlier::RULE, authorisation_earlier::broken_by),
];

/// The family.
pub static FAMILY: Family = Family {
    prefix: "YP",
    rules: || [listed(RULES), listed(BESIDE), YEARS.iter().flat_map(|years| listed(years.rules)).collect()].concat(),
    sound: Sound::Table {
        file: "youth-policy_P0123_2023HJ01_v1.csv",
        columns: Layout::COLUMNS,
        row: "A-1;123456782;20100315;V;1234AB;01;02;02;;;20230201;;;;;;;",
    },
};
