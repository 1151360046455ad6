//! At a real terminal: a paste in brackets, and a stored loan gone through again.

use super::Home;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

struct Terminal {
    keys: Box<dyn Write + Send>,
    seen: Receiver<Vec<u8>>,
    text: String,
    child: Box<dyn portable_pty::Child + Send + Sync>,
}

impl Terminal {
    fn start(home: &Home, arguments: &[&str]) -> Terminal {
        let size = PtySize {
            rows: 50,
            cols: 100,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_menshen"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm");
        command.env("MENSHEN_HOME", home.path());
        command.env("MENSHEN_TEST_CLOCK", "2026-11-21T10:00:00+08:00");
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let (sender, seen) = channel();
        std::thread::spawn(move || {
            let _master = pair.master;
            let mut bytes = [0; 4096];
            while let Ok(count) = reader.read(&mut bytes) {
                if count == 0 || sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Terminal {
            keys,
            seen,
            text: String::new(),
            child,
        }
    }

    /// Waits for words that were not there at the last wait.
    fn wait_for(&mut self, words: &str) {
        while !self.text.contains(words) {
            let bytes = self
                .seen
                .recv_timeout(Duration::from_secs(60))
                .unwrap_or_else(|e| panic!("{words}: {e}\n{}", self.text));
            self.text.push_str(&String::from_utf8_lossy(&bytes));
        }
        let end = self.text.find(words).unwrap() + words.len();
        self.text.drain(..end);
        // The editor reads keys once its prompt stands.
        while !self.text.contains("> ") {
            let Ok(bytes) = self.seen.recv_timeout(Duration::from_secs(60)) else {
                return;
            };
            self.text.push_str(&String::from_utf8_lossy(&bytes));
        }
    }

    fn type_in(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }
}

#[test]
fn a_schedule_pasted_at_the_terminal_is_taken_line_by_line() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["confirm"]);
    for (question, keys) in [
        ("第 1 问", "不知道\r"),
        ("第 2 问", "P1\r"),
        ("第 3 问", "3\r"),
        ("第 4 问", "不知道\r"),
        ("第 5 问", "2\r"),
        ("第 6 问", "2026-04-10\r"),
        ("第 7 问", "6000\r"),
        ("第 8 问", "\r"),
    ] {
        terminal.wait_for(question);
        terminal.type_in(keys);
    }
    terminal.wait_for("第 9 问");
    terminal.type_in("\x1b[200~2026-05-10 900.00 119.50\n2026-06-10 917.93 101.57\n\x1b[201~\r");
    terminal.wait_for("记下 2 行");
    terminal.type_in("\r");
    terminal.wait_for("第 10 问");
    terminal.type_in("!\r");
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 130);
    let draft =
        std::fs::read_to_string(home.path().join("cases/小李/drafts/confirm.json")).unwrap();
    assert!(
        draft.contains("2026-05-10 900.00 119.50") && draft.contains("2026-06-10 917.93 101.57")
    );
}

#[test]
fn enter_keeps_every_answer_of_a_stored_loan() {
    let home = Home::with_demo();
    let before = home.loan("A2");
    let mut terminal = Terminal::start(&home, &["confirm", "A2", "--edit"]);
    let mut number = 0;
    for words in ["云帆消费金融有限公司", "A2", "消费金融公司", "还不知道"] {
        number += 1;
        terminal.wait_for(&format!("第 {number} 问"));
        assert!(terminal.text.contains(words), "{words}: {}", terminal.text);
        terminal.type_in("\r");
    }
    let flow =
        menshen::content::load_flow(&menshen::content::Library::built_in(), "confirm").unwrap();
    let known = menshen::interview::stored::stored_answers(&before, &flow);
    let last = menshen::interview::Flow::path(&flow, &known).asked.len();
    for number in number + 1..=last {
        terminal.wait_for(&format!("第 {number} 问"));
        terminal.type_in("\r");
    }
    terminal.wait_for("请看一遍");
    terminal.type_in("\r");
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 0);
    assert_eq!(home.loan("A2"), before);
    assert!(
        !home
            .path()
            .join("cases/小李/drafts/confirm-edit-A2.json")
            .exists()
    );
}
