//! Room `linkage`.
