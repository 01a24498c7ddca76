//! Room `synthetic`.
