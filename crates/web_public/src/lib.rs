//! Room `web_public`.
