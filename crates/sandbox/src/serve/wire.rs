//! Connections that can be cut in the middle of an answer.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// No limit on what may still be written.
const UNLIMITED: i64 = -1;

/// The power to cut one connection.
#[derive(Clone, Debug)]
pub(crate) struct Wire(Arc<AtomicI64>);

impl Wire {
    /// Lets `bytes` more through, then breaks the connection.
    pub(crate) fn cut_after(&self, bytes: usize) {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        self.0.store(bytes, Ordering::SeqCst);
    }

    /// How much of `wanted` bytes may be written now; `None` when the connection is cut.
    fn allow(&self, wanted: usize) -> Option<usize> {
        let left = self.0.load(Ordering::SeqCst);
        if left == UNLIMITED {
            return Some(wanted);
        }
        let left = usize::try_from(left).unwrap_or(0);
        (left > 0).then(|| wanted.min(left))
    }

    fn spend(&self, written: usize) {
        let left = self.0.load(Ordering::SeqCst);
        if left != UNLIMITED {
            let written = i64::try_from(written).unwrap_or(i64::MAX);
            self.0.store(left.saturating_sub(written).max(0), Ordering::SeqCst);
        }
    }
}

/// Takes connections for the server.
pub(crate) struct Loopback(pub(crate) TcpListener);

impl Listener for Loopback {
    type Io = Stream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Stream, SocketAddr) {
        let (inner, address) = Listener::accept(&mut self.0).await;
        // Small answers should not wait for each other; a refusal costs only time.
        let _ = inner.set_nodelay(true);
        let wire = Wire(Arc::new(AtomicI64::new(UNLIMITED)));
        (Stream { inner, wire }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Loopback>> for Wire {
    fn connect_info(stream: IncomingStream<'_, Loopback>) -> Self {
        stream.io().wire.clone()
    }
}

/// A connection with its [`Wire`].
pub(crate) struct Stream {
    inner: TcpStream,
    wire: Wire,
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let Some(allowed) = self.wire.allow(bytes.len()) else {
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        };
        let slice = bytes.get(..allowed).unwrap_or(bytes);
        let written = std::task::ready!(Pin::new(&mut self.inner).poll_write(cx, slice))?;
        self.wire.spend(written);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
