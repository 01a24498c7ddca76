//! `ijw`: messages of iJw 3.2, one in a file or many in an archive. JW301 (allocation), JW305 (start) and JW307
//! (stop) are read; the other messages are recognised and declined with the reason.

mod product;
mod reading;
mod record;

pub(crate) use product::{Category, Message, Product, is_apart};
pub(crate) use reading::Reader;
