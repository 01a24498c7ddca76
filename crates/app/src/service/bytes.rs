//! Bodies: pieces of a file on their way out, and pieces on their way into one.

use std::fs::File;
use std::io::{self, Read, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Bytes of one piece.
const PIECE_BYTES: usize = 1 << 16;
/// Pieces that wait to be sent.
const PIECES_WAITING: usize = 4;

/// A body of known length that comes in pieces.
pub struct Pieces {
    pieces: mpsc::Receiver<io::Result<Bytes>>,
    left: u64,
}

impl Pieces {
    /// The whole of a text.
    pub fn of_text(text: String) -> Pieces {
        let (sender, pieces) = mpsc::channel(1);
        let left = text.len() as u64;
        // The channel is new and has room for one.
        let _ = sender.try_send(Ok(Bytes::from(text)));
        Pieces { pieces, left }
    }

    /// A file from its beginning, read on a thread of its own.
    ///
    /// # Errors
    /// When its length cannot be known.
    pub fn of_file(mut file: File) -> io::Result<Pieces> {
        let left = file.metadata()?.len();
        let (sender, pieces) = mpsc::channel(PIECES_WAITING);
        tokio::task::spawn_blocking(move || {
            loop {
                let mut piece = vec![0; PIECE_BYTES];
                let read = file.read(&mut piece).map(|length| {
                    piece.truncate(length);
                    Bytes::from(piece)
                });
                let is_end = read.as_ref().is_ok_and(Bytes::is_empty);
                let is_broken = read.is_err();
                if is_end || sender.blocking_send(read).is_err() || is_broken {
                    return;
                }
            }
        });
        Ok(Pieces { pieces, left })
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.pieces.poll_recv(context).map(|piece| {
            let piece = piece?;
            if let Ok(bytes) = &piece {
                self.left = self.left.saturating_sub(bytes.len() as u64);
            }
            Some(piece.map(Frame::data))
        })
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

/// Why a body was not taken.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// It is longer than allowed.
    #[error("the body is longer than {most} bytes")]
    TooLong {
        /// How long it may be.
        most: u64,
    },
    /// It came too slowly.
    #[error("the body came too slowly")]
    TooSlow,
    /// The other end went away, or sent what is no body.
    #[error("the body broke off")]
    BrokeOff,
    /// It cannot be kept.
    #[error("the body cannot be written")]
    Write(#[from] io::Error),
}

/// Writes a body to a file, piece by piece; `most` bytes at most, each piece within `patience`.
///
/// # Errors
/// [`BodyError`].
pub async fn keep(body: &mut Incoming, mut file: File, most: u64, patience: Duration) -> Result<u64, BodyError> {
    let mut length: u64 = 0;
    loop {
        let next = std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context));
        let frame = timeout(patience, next).await.map_err(|_| BodyError::TooSlow)?;
        let Some(frame) = frame else { break };
        let Ok(piece) = frame.map_err(|_| BodyError::BrokeOff)?.into_data() else { continue };
        length += piece.len() as u64;
        if length > most {
            return Err(BodyError::TooLong { most });
        }
        file = tokio::task::spawn_blocking(move || file.write_all(&piece).map(|()| file))
            .await
            .map_err(|error| BodyError::Write(io::Error::other(error)))??;
    }
    Ok(length)
}
