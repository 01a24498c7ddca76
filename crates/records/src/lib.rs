//! Room `records`.
