//! What a certified institution does under a measure: a worker, the first contact, the plan, and why help waits.

use domain::{Code, Day, workdays};

use super::office_day;
use crate::history::{Child, Order, Process};
use crate::households::Household;
use crate::parameters::process::{Wait, draw_cause, draw_contact, draw_plan};
use crate::random::Stream;

/// Of waits, those of which the institution does not know the cause.
const CAUSE_UNKNOWN: f64 = 0.08;

/// Draws what is done under every measure of every child.
pub(crate) fn draw(stream: &mut Stream, household: &mut Household) {
    for child in &mut household.children {
        let processes: Vec<_> = child.history.orders.iter().map(|order| process(stream, child, order)).collect();
        child.history.processes = processes;
    }
}

fn process(stream: &mut Stream, child: &Child, order: &Order) -> Process {
    let during = |day: &Day| *day <= order.last;
    let contact = draw_contact(stream).map(|days| workdays::add_working_days(order.first, days as u32)).filter(during);
    let assigned = office_day(order.first.plus(stream.between(0, 10)));
    let assigned = contact.map_or(assigned, |contact| contact.min(assigned));
    let plan = draw_plan(stream).and_then(|days| Some(contact?.plus(days))).filter(during);
    Process {
        supplier: order.supplier.process(),
        code: order.code,
        first: order.first,
        last: order.last,
        assigned: Some(assigned).filter(during),
        contact,
        plan,
        cause: cause(stream, child, order),
    }
}

/// The cause of waiting, told some weeks after an order if help has not come by then; an order that continues an
/// interim order waits for nothing new.
fn cause(stream: &mut Stream, child: &Child, order: &Order) -> Option<(&'static str, Day)> {
    let known = office_day(order.first.plus(stream.between(14, 40)));
    let unknown = stream.chance(CAUSE_UNKNOWN);
    let orders = &child.history.orders;
    let continues = orders.iter().any(|other| other.code == Code::INTERIM_ORDER && other.last.plus(1) == order.first);
    let help = &child.history.help;
    let running = help.iter().any(|help| help.first <= order.first && order.first <= help.last);
    if !order.is_supervision() || continues || running || known > order.last {
        return None;
    }
    let last = orders.iter().filter(|other| other.is_supervision()).map(|other| other.last).max().unwrap_or(order.last);
    let wait = match help.iter().map(|help| help.first).filter(|first| *first > order.first && *first <= last).min() {
        Some(first) => Wait::Over(first - order.first),
        None => Wait::Longer(last - order.first),
    };
    let word = draw_cause(stream, order.first.weekday(), wait);
    let over = matches!(wait, Wait::Over(days) if order.first.plus(days) <= known);
    match word {
        "none" => None,
        _ if over => None,
        word => Some((if unknown { "unknown" } else { word }, known)),
    }
}
