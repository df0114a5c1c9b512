//! Serving a client: a request is read from a socket, a reply is written, and little is computed between.
//!
//! Each worker serves a client process of its own, which pauses for a millisecond before each request and times its
//! wait for the reply. Under a lock each read and each write releases it and must get it back: the price that I/O
//! pays beside threads that compute.

use std::io::{Read, Write};

use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::client::{Line, REQUEST, order, parse_report, report_length};
use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};
use crate::event::Histogram;
use crate::reactor::Reactor;

/// Answers `size` requests of the worker's client by echoing them.
#[derive(Debug)]
pub(crate) struct Echo;

impl Workload for Echo {
    const NAME: &'static str = "echo";
    const ABOUT: &'static str = "serve a client over a socket: waits, the lock is let go of twice a request";
    const UNIT: &'static str = "requests";
    const TASKS: u32 = 64;
    const SIZE: u64 = 30;
    const SCALES: Scales = Scales::Size;
    const WAITS: bool = true;

    fn argument(parameters: &TaskParameters, task: u32) -> Value {
        Value::Pair(key(parameters, task), parameters.size)
    }

    fn prepare(_parameters: &TaskParameters, task_context: &TaskContext) -> Result<(), TaskError> {
        task_context.start_client()
    }

    fn run<I: Interpreter>(
        argument: &Value,
        task_context: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Pair(key, requests) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        serve(key, requests, task_context, interpreter)
    }

    async fn run_async(
        argument: &Value,
        task_context: &TaskContext,
        reactor: &Reactor,
    ) -> Result<Value, TaskError> {
        let Value::Pair(key, requests) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        serve_async(key, requests, task_context, reactor).await
    }
}

/// Key from which a task's requests count up.
pub(super) fn key(parameters: &TaskParameters, task: u32) -> u64 {
    StdRng::seed_from_u64(parameters.seed ^ u64::from(task).rotate_left(32)).random()
}

/// Serves `requests` requests of the client, counting up from `key`; returns the sum of their numbers.
pub(super) fn serve<I: Interpreter>(
    key: u64,
    requests: u64,
    task_context: &TaskContext,
    interpreter: &mut I,
) -> Result<Value, TaskError> {
    let line = task_context.line()?.ok_or_else(|| TaskError("its only line is in use: a defect".into()))?;
    let served = converse(&line, key, requests, interpreter);
    conclude(task_context, line, served)
}

fn converse<I: Interpreter>(
    line: &Line,
    key: u64,
    requests: u64,
    interpreter: &mut I,
) -> std::io::Result<(u64, Histogram)> {
    let mut socket = &*line.0;
    let (mut request, mut sum) = ([0; REQUEST], 0u64);
    interpreter.blocking(|| socket.write_all(&order(key, requests)))?;
    for _ in 0..requests {
        interpreter.blocking(|| socket.read_exact(&mut request))?;
        interpreter.blocking(|| socket.write_all(&request))?;
        sum = sum.wrapping_add(first_number(&request));
        interpreter.checkpoint();
    }
    let mut header = [0; 8];
    interpreter.blocking(|| socket.read_exact(&mut header))?;
    let mut report = vec![0; report_length(header)?];
    interpreter.blocking(|| socket.read_exact(&mut report))?;
    Ok((sum, parse_report(&report)?))
}

/// The same in an event loop: while this task waits for its client, others run.
pub(super) async fn serve_async(
    key: u64,
    requests: u64,
    task_context: &TaskContext,
    reactor: &Reactor,
) -> Result<Value, TaskError> {
    let line = task_context.line_when_free().await?;
    let served = converse_async(&line, key, requests, reactor).await;
    conclude(task_context, line, served)
}

async fn converse_async(
    line: &Line,
    key: u64,
    requests: u64,
    reactor: &Reactor,
) -> std::io::Result<(u64, Histogram)> {
    let socket = &line.0;
    let (mut request, mut sum) = ([0; REQUEST], 0u64);
    reactor.write_all(socket, &order(key, requests)).await?;
    for _ in 0..requests {
        reactor.read_exact(socket, &mut request).await?;
        reactor.write_all(socket, &request).await?;
        sum = sum.wrapping_add(first_number(&request));
    }
    let mut header = [0; 8];
    reactor.read_exact(socket, &mut header).await?;
    let mut report = vec![0; report_length(header)?];
    reactor.read_exact(socket, &mut report).await?;
    Ok((sum, parse_report(&report)?))
}

fn conclude(
    task_context: &TaskContext,
    line: Line,
    served: std::io::Result<(u64, Histogram)>,
) -> Result<Value, TaskError> {
    task_context.put_back(line, served.is_ok());
    let (sum, replies) =
        served.map_err(|error| TaskError(format!("the echo client cannot be served: {error}")))?;
    task_context.add_replies(&replies);
    Ok(Value::Int(sum))
}

fn first_number(request: &[u8; REQUEST]) -> u64 {
    request.iter().take(8).rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests;
