//! Pieces in, answers out: read ahead on one thread, answered on every core, handed on in order.
//!
//! What is under way is bounded, so memory doesn't grow with the input. Whatever has arrived is
//! answered at once: who feeds lines slowly gets each answer without waiting for the next line.

use crate::domain::loan::LONGEST_JSON;
use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};

/// So much is read at once, in bytes: some sixty loans, so that handing them over costs nothing.
const AT_ONCE: usize = 64 * 1024;

/// So many pieces may wait for each worker, the one it is at included.
const EACH: usize = 2;

/// Whole lines as they came in; the last one of the input may lack its end.
pub struct Lines {
    /// Number of the first, counted from 1.
    pub first: usize,
    /// How many.
    pub count: usize,
    /// The lines.
    pub bytes: Vec<u8>,
}

/// The answers to a piece of the input, each with its end.
#[derive(Default)]
pub struct Answers {
    /// How many.
    pub count: usize,
    /// How many of them are refusals.
    pub refused: usize,
    /// How many loans don't count any more and have no answer.
    pub set_aside: usize,
    /// How much was read for them, in the measure the progress is counted in.
    pub read: usize,
    /// The answers.
    pub bytes: Vec<u8>,
}

/// What the reading thread, or the one that hears Ctrl-C, has to say.
pub enum Arrival<P> {
    /// A piece of the input.
    Piece(P),
    /// There are no more.
    End,
    /// The input can't be read on.
    Unreadable(io::Error),
    /// A person wants to stop.
    Stop,
}

/// How a batch ended, where nothing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Every line was answered.
    Complete,
    /// A person stopped it.
    Stopped,
    /// Whoever read the answers has had enough of them.
    Enough,
}

/// What broke a batch off.
pub enum Broken {
    /// The input.
    Input(io::Error),
    /// The output.
    Output(io::Error),
}

/// Where arrivals are put and taken.
pub fn arrivals<P>() -> (SyncSender<Arrival<P>>, Receiver<Arrival<P>>) {
    sync_channel(EACH)
}

/// Reads to the end, on the calling thread. Ends early when nobody takes the lines any more.
pub fn read(mut input: impl Read, to: &SyncSender<Arrival<Lines>>) {
    let mut first = 1;
    let mut begun = Vec::new();
    loop {
        let mut bytes = std::mem::take(&mut begun);
        let before = bytes.len();
        bytes.resize(before + AT_ONCE, 0);
        let came = match input.read(&mut bytes[before..]) {
            Ok(came) => came,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {
                bytes.truncate(before);
                begun = bytes;
                continue;
            }
            Err(e) => {
                let _ = to.send(Arrival::Unreadable(e));
                return;
            }
        };
        bytes.truncate(before + came);
        let ended = came == 0;
        let lines_end = bytes[before..].iter().rposition(|byte| *byte == b'\n');
        match lines_end {
            Some(end) => begun = bytes.split_off(before + end + 1),
            None if !ended => {
                begun = bytes;
                // One byte too many is enough to refuse the line; the rest of it isn't kept.
                begun.truncate(LONGEST_JSON + 1);
                continue;
            }
            None => {}
        }
        let ends = bytes.iter().filter(|byte| **byte == b'\n').count();
        let count = ends + usize::from(bytes.last().is_some_and(|byte| *byte != b'\n'));
        let lines = Lines {
            first,
            count,
            bytes,
        };
        first += count;
        if count > 0 && to.send(Arrival::Piece(lines)).is_err() {
            return;
        }
        if ended {
            let _ = to.send(Arrival::End);
            return;
        }
    }
}

/// Answers what arrives, in order, until the end. `hand_on` gets every piece; `stopped` is asked
/// between two of them.
///
/// # Errors
/// The input couldn't be read on (what came before is answered first), or `hand_on` failed.
pub fn answer<P: Send>(
    arrivals: &Receiver<Arrival<P>>,
    workers: usize,
    answers_to: impl Fn(&P) -> Answers + Sync,
    mut hand_on: impl FnMut(&Answers) -> io::Result<()>,
    stopped: impl Fn() -> bool,
) -> Result<Ending, Broken> {
    let answers_to = &answers_to;
    std::thread::scope(|scope| {
        // Pieces go to the workers by turns and are taken back by turns: that keeps their order.
        // The threads end when their pieces do; one that panicked takes the program with it.
        let turns: Vec<(SyncSender<P>, Receiver<Answers>)> = (0..workers.max(1))
            .map(|_| {
                let (pieces, to_answer) = sync_channel::<P>(EACH);
                let (answered, answers) = sync_channel(EACH);
                scope.spawn(move || {
                    for piece in to_answer {
                        if answered.send(answers_to(&piece)).is_err() {
                            return;
                        }
                    }
                });
                (pieces, answers)
            })
            .collect();
        let (mut given, mut taken) = (0, 0);
        let mut last = None;
        loop {
            while last.is_none() && given - taken < EACH * turns.len() {
                let arrival = if given == taken {
                    // Nothing is under way: there is time to wait.
                    arrivals.recv().unwrap_or(Arrival::End)
                } else {
                    match arrivals.try_recv() {
                        Ok(arrival) => arrival,
                        Err(TryRecvError::Empty) => break,
                        Err(TryRecvError::Disconnected) => Arrival::End,
                    }
                };
                match arrival {
                    Arrival::Piece(piece) => {
                        if turns[given % turns.len()].0.send(piece).is_err() {
                            return Ok(Ending::Stopped);
                        }
                        given += 1;
                    }
                    Arrival::End => last = Some(Ok(Ending::Complete)),
                    Arrival::Unreadable(e) => last = Some(Err(Broken::Input(e))),
                    Arrival::Stop => return Ok(Ending::Stopped),
                }
            }
            if stopped() {
                return Ok(Ending::Stopped);
            }
            if given == taken {
                if let Some(ending) = last {
                    return ending;
                }
                continue;
            }
            let Ok(answers) = turns[taken % turns.len()].1.recv() else {
                return Ok(Ending::Stopped);
            };
            taken += 1;
            hand_on(&answers).map_err(Broken::Output)?;
        }
    })
}
