//! Survey estimates against others: reference numbers, textbooks, properties, hostile input and made populations.

mod by_hand;
mod coverage;
mod hostile;
mod made;
mod properties;
mod reference;
