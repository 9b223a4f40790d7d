//! A connection on which nothing moves for a while ends. The library that reads requests waits only so long for the rest of a head, and for
//! ever for its first byte, for a next request, and for somebody to read an answer.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep},
};

/// A stream that fails once nothing was read from it nor written to it for so long.
#[derive(Debug)]
pub struct EndsWhenIdle<T> {
    inner: T,
    idle: Duration,
    end: Pin<Box<Sleep>>,
}

impl<T> EndsWhenIdle<T> {
    /// Around a stream on which something moves at least this often.
    pub fn new(inner: T, idle: Duration) -> Self {
        Self { inner, idle, end: Box::pin(sleep(idle)) }
    }

    /// What came of reading or writing: if anything, there is time again; if nothing, only until the end.
    fn moved<R>(&mut self, context: &mut Context<'_>, result: Poll<io::Result<R>>) -> Poll<io::Result<R>> {
        if result.is_ready() {
            let end = Instant::now() + self.idle;
            self.end.as_mut().reset(end);
            return result;
        }
        ready!(self.end.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for EndsWhenIdle<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.inner).poll_read(context, buffer);
        self.moved(context, result)
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for EndsWhenIdle<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.moved(context, result)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.inner).poll_flush(context);
        // Nothing to flush is nothing that moved.
        if result.is_ready() { result } else { self.moved(context, result) }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.inner).poll_shutdown(context);
        self.moved(context, result)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.inner).poll_write_vectored(context, parts);
        self.moved(context, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}
