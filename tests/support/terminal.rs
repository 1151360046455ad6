//! A person at a terminal: a real pseudo-terminal, and the screen they would see.
//!
//! Nothing sleeps for a fixed time but [`Terminal::settled`]: everything else waits for something to
//! be seen, up to a deadline.

use super::key::Key;
use super::{BINARY, CLOCK, Home, TEXTS, unwrapped};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// How long anything may take before the test fails.
const DEADLINE: Duration = Duration::from_secs(60);

/// Nothing more is written for so long once a program waits for input.
const QUIET: Duration = Duration::from_millis(250);

/// What came out so far.
struct Seen {
    parser: vt100::Parser,
    stream: Vec<u8>,
    ended: bool,
}

/// The pseudo-terminal and the program in it.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    /// How much of the stream was read by `expect`.
    mark: usize,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

impl Terminal {
    /// The program with these arguments in a window of 80 columns.
    pub fn start(home: &Home, args: &[&str]) -> Terminal {
        Terminal::sized(home, args, 80, 60)
    }

    /// The program with these arguments in a window of this size.
    pub fn sized(home: &Home, args: &[&str], columns: u16, rows: u16) -> Terminal {
        let mut command = CommandBuilder::new(BINARY);
        command.args(args);
        Terminal::open(home, command, columns, rows)
    }

    /// A shell script with the program as `$MENSHEN`: for what is left behind after it ends.
    pub fn shell(home: &Home, script: &str) -> Terminal {
        let mut command = CommandBuilder::new("bash");
        command.args(["--norc", "-c", script]);
        Terminal::open(home, command, 80, 60)
    }

    /// The program in a window of its own, held by a process that can be ended at once: the system
    /// then closes the window as it does when a person clicks it away.
    pub fn window(home: &Home, args: &[&str]) -> Terminal {
        let mut command = CommandBuilder::new("python3");
        let inside = "stty cols 80 rows 60; echo \"pid=$$.\"; exec \"$MENSHEN\" \"$@\"";
        let spawn = "import pty, sys; pty.spawn(['sh', '-c', *sys.argv[1:]])";
        command.args(["-c", spawn, inside, "sh"]);
        command.args(args);
        Terminal::open(home, command, 80, 60)
    }

    fn open(home: &Home, mut command: CommandBuilder, columns: u16, rows: u16) -> Terminal {
        command.env_clear();
        for (name, value) in [
            ("MENSHEN", BINARY.into()),
            ("MENSHEN_HOME", home.path().into_os_string()),
            ("MENSHEN_TEST_CLOCK", CLOCK.into()),
            ("TERM", "xterm-256color".into()),
            ("HOME", home.beside("").into_os_string()),
            ("LANG", "C.UTF-8".into()),
            ("PATH", std::env::var_os("PATH").unwrap_or_default()),
        ] {
            command.env(name, value);
        }
        command.cwd(home.beside(""));
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        // The window ends when the program does only if nobody else holds its other side.
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let seen = Arc::new((
            Mutex::new(Seen {
                parser: vt100::Parser::new(cells(rows), cells(columns), 0),
                stream: Vec::new(),
                ended: false,
            }),
            Condvar::new(),
        ));
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut block = [0; 4096];
            loop {
                let count = reader.read(&mut block).unwrap_or(0);
                let mut seen = shared.0.lock().unwrap();
                if count == 0 {
                    seen.ended = true;
                } else {
                    seen.parser.process(&block[..count]);
                    seen.stream.extend_from_slice(&block[..count]);
                }
                shared.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Terminal {
            master: pair.master,
            writer,
            child,
            seen,
            mark: 0,
        }
    }

    /// Waits until `found` finds something in what was seen.
    fn wait<T>(&self, what: &str, mut found: impl FnMut(&Seen) -> Option<T>) -> T {
        let started = Instant::now();
        let mut seen: MutexGuard<'_, Seen> = self.seen.0.lock().unwrap();
        loop {
            if let Some(value) = found(&seen) {
                return value;
            }
            let left = DEADLINE.saturating_sub(started.elapsed());
            if left.is_zero() || seen.ended {
                let screen = seen.parser.screen().contents();
                panic!(
                    "waited for {what}, ended: {}; the screen:\n{screen}",
                    seen.ended
                );
            }
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Waits for words that weren't waited for yet, and goes on after them.
    pub fn expect(&mut self, words: &str) -> &mut Terminal {
        let mark = self.mark;
        self.mark = self.wait(words, |seen| {
            let rest = &seen.stream[mark..];
            let at = rest
                .windows(words.len())
                .position(|part| part == words.as_bytes())?;
            Some(mark + at + words.len())
        });
        self
    }

    /// Waits until the cursor stands behind an empty `> `.
    pub fn prompt(&mut self) -> &mut Terminal {
        self.wait("an empty prompt", |seen| {
            let screen = seen.parser.screen();
            let (row, column) = screen.cursor_position();
            let line = line(screen, row);
            (column == 2 && line.trim_end() == ">").then_some(())
        });
        self
    }

    /// Waits for the question of this text key (`confirm.lender`) and its prompt.
    pub fn question(&mut self, key: &str) -> &mut Terminal {
        self.asked(key).prompt()
    }

    /// Waits for the question of this text key; there may be words to edit behind its prompt.
    pub fn asked(&mut self, key: &str) -> &mut Terminal {
        let words = beginning(&format!("{key}.ask"));
        self.expect(&words)
    }

    /// Waits for the review page and its prompt.
    pub fn review(&mut self) -> &mut Terminal {
        let words = beginning("interview.review");
        self.expect(&words).prompt()
    }

    /// Types characters as an input method commits them.
    pub fn type_text(&mut self, text: &str) -> &mut Terminal {
        self.send(text.as_bytes())
    }

    /// Presses a key.
    pub fn press(&mut self, key: Key) -> &mut Terminal {
        self.send(key.bytes())
    }

    /// Types a line and presses Enter.
    pub fn line(&mut self, text: &str) -> &mut Terminal {
        self.type_text(text).press(Key::Enter)
    }

    /// Pastes, as a terminal does that marks pastes.
    pub fn paste(&mut self, text: &str) -> &mut Terminal {
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes())
    }

    /// Sends bytes to the program.
    pub fn send(&mut self, bytes: &[u8]) -> &mut Terminal {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
        self
    }

    /// Answers questions in turn: each is waited for on the screen by its text key.
    pub fn answer_all(&mut self, flow: &str, answers: &[(&str, &str)]) -> &mut Terminal {
        for (id, typed) in answers {
            self.question(&format!("{flow}.{id}")).line(typed);
        }
        self
    }

    /// Waits until the screen shows these words, wherever they are wrapped.
    pub fn shows(&mut self, words: &str) -> &mut Terminal {
        let wanted = unwrapped(words);
        self.wait(words, |seen| {
            unwrapped(&seen.parser.screen().contents())
                .contains(&wanted)
                .then_some(())
        });
        self
    }

    /// Everything that came out so far, line ends as the program wrote them.
    pub fn everything(&self) -> String {
        let seen = self.seen.0.lock().unwrap();
        String::from_utf8_lossy(&seen.stream).replace("\r\n", "\n")
    }

    /// The screen as it is now.
    pub fn screen(&self) -> String {
        self.seen.0.lock().unwrap().parser.screen().contents()
    }

    /// Waits until the cursor stands in this column (from 0).
    pub fn cursor_column(&mut self, column: u16) -> &mut Terminal {
        self.wait(&format!("the cursor in column {column}"), |seen| {
            (seen.parser.screen().cursor_position().1 == column).then_some(())
        });
        self
    }

    /// Waits until the row the cursor is in reads like this.
    pub fn cursor_row(&mut self, text: &str) -> &mut Terminal {
        self.wait(&format!("the cursor's row to read {text}"), |seen| {
            let screen = seen.parser.screen();
            let (row, _) = screen.cursor_position();
            (line(screen, row).trim_end() == text).then_some(())
        });
        self
    }

    /// Is the cursor to be seen?
    pub fn has_cursor(&self) -> bool {
        !self.seen.0.lock().unwrap().parser.screen().hide_cursor()
    }

    /// Pulls the window to another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Terminal {
        let mut seen = self.seen.0.lock().unwrap();
        seen.parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        drop(seen);
        self.master.resize(size(columns, rows)).unwrap();
        self
    }

    /// Waits for the end; gives the exit code.
    pub fn end(&mut self) -> u32 {
        let started = Instant::now();
        let mut seen = self.seen.0.lock().unwrap();
        while !seen.ended {
            let left = DEADLINE.saturating_sub(started.elapsed());
            if left.is_zero() {
                let screen = seen.parser.screen().contents();
                panic!("waited for the end; the screen:\n{screen}");
            }
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
        drop(seen);
        self.child.wait().unwrap().exit_code()
    }

    /// Closes the [`Terminal::window`] with the program in it, and waits until the program is gone:
    /// the system tells it of the hang-up in its own time.
    pub fn close(mut self) {
        let said = String::from_utf8_lossy(&self.stream()).into_owned();
        let (_, rest) = said.split_once("pid=").unwrap();
        let (id, _) = rest.split_once('.').unwrap();
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let started = Instant::now();
        while alive(id) {
            assert!(started.elapsed() < DEADLINE, "outlives its window: {id}");
            std::thread::yield_now();
        }
    }

    /// Waits until nothing more is written: for a flood of keys, whose end no word marks.
    pub fn settled(&mut self) -> &mut Terminal {
        let started = Instant::now();
        let mut length = 0;
        let mut quiet = Instant::now();
        while quiet.elapsed() < QUIET {
            assert!(started.elapsed() < DEADLINE, "never settles");
            let (ended, now) = {
                let seen = self.seen.0.lock().unwrap();
                (seen.ended, seen.stream.len())
            };
            if ended {
                break;
            }
            if now != length {
                length = now;
                quiet = Instant::now();
            }
            std::thread::sleep(QUIET / 10);
        }
        self
    }

    /// Everything written to the terminal so far.
    pub fn stream(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().stream.clone()
    }

    /// Waits for the question of this text key and its prompt, whatever is in the line already.
    pub fn reached(&mut self, key: &str) -> &mut Terminal {
        self.asked(key);
        self.wait("a prompt", |seen| {
            let screen = seen.parser.screen();
            let (row, _) = screen.cursor_position();
            // Words to be edited may fill a row or two before the cursor's.
            let mut rows = row.saturating_sub(2)..=row;
            rows.any(|row| line(screen, row).starts_with('>'))
                .then_some(())
        });
        self
    }

    /// Sends the program a signal.
    pub fn signal(&mut self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        // It may have ended by itself in the meantime.
        let _ = std::process::Command::new("kill")
            .args([&format!("-{name}"), id.as_str()])
            .stderr(std::process::Stdio::null())
            .status();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A failed test leaves no program behind.
        let _ = self.child.kill();
    }
}

/// The first characters of a text: short enough never to be wrapped.
fn beginning(key: &str) -> String {
    let text = TEXTS.get(key).unwrap_or_else(|| panic!("no text {key}"));
    text.chars().take_while(|c| *c != '{').take(9).collect()
}

fn line(screen: &vt100::Screen, row: u16) -> String {
    let (_, columns) = screen.size();
    screen.contents_between(row, 0, row, columns.get())
}

/// Does a process of this id run still? One that only waits for its parent to ask doesn't.
fn alive(id: &str) -> bool {
    let state = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let state = state.rsplit(") ").next().unwrap_or_default();
    !state.is_empty() && !state.starts_with('Z')
}
