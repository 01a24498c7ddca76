//! Room `trajectories`.
