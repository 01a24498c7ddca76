//! Why a pass over a snapshot cannot be made.

use crate::ReadError;

/// Why nothing was counted.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// A plan follows a hand-over that the norms do not hold.
    #[error("indicator '{indicator}' follows the hand-over '{hand_over}', which the norms do not hold")]
    UnknownHandOver {
        /// The indicator.
        indicator: String,
        /// The hand-over it names.
        hand_over: String,
    },
    /// A partition cannot be read.
    #[error("partition {partition} cannot be read")]
    Partition {
        /// Which, counted from 0.
        partition: usize,
        /// Why.
        source: ReadError,
    },
    /// The events of a partition are not together by person.
    #[error("partition {partition} is not sorted by person; make the snapshot again")]
    Unsorted {
        /// Which, counted from 0.
        partition: usize,
    },
    /// The system gives no threads.
    #[error("threads cannot be started")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}
