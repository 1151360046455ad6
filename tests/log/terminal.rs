//! The log at a real terminal: what a person sees and types.
#![cfg(unix)]

use super::cli::{done, menshen};
use crate::support::unwrapped;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Longer than any step takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program at a terminal of so many columns.
struct Terminal {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    input: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    seen: Vec<u8>,
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Terminal {
    fn start(home: &Path, columns: u16, arguments: &[&str]) -> Terminal {
        let size = PtySize {
            rows: 60,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_menshen"));
        command.args(arguments);
        command.env_clear();
        command.env("MENSHEN_HOME", home);
        command.env("MENSHEN_TEST_CLOCK", "2026-11-21T10:00:00+08:00");
        command.env("TERM", "xterm");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (send, output) = channel();
        std::thread::spawn(move || {
            let mut block = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut block) {
                if send.send(block[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let input = pair.master.take_writer().unwrap();
        Terminal {
            child,
            input,
            output,
            seen: Vec::new(),
            _master: pair.master,
        }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.seen).into_owned()
    }

    /// Waits until these words were written since the last time, and forgets what came before.
    fn sees(&mut self, words: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            // Bytes, since half a character may be on its way.
            let mut places = self.seen.windows(words.len());
            if let Some(at) = places.position(|place| place == words.as_bytes()) {
                self.seen.drain(..at + words.len());
                return;
            }
            let left = until.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.seen.extend(bytes),
                Err(_) => panic!("{words} never came: {}", self.text()),
            }
        }
    }

    fn types(&mut self, text: &str) {
        self.input.write_all(text.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    /// Sees a question and answers it.
    fn answers(&mut self, question: &str, text: &str) {
        self.sees(question);
        self.sees("> ");
        self.types(&format!("{text}\r"));
    }

    fn ends(mut self) -> (u32, String) {
        let code = self.child.wait().unwrap().exit_code();
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_secs(2)) {
            self.seen.extend(bytes);
        }
        (code, self.text())
    }
}

fn show(home: &Path, seq: &str) -> Value {
    serde_json::from_str(&done(home, &["log", "show", seq, "--json"])).unwrap()
}

#[test]
fn completing_asks_what_is_open_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let add = [
        "log",
        "add",
        "上门",
        "两人上门",
        "--when",
        "昨天",
        "--direction",
        "in",
        "--loan",
        "A1",
    ];
    done(home.path(), &add);
    let mut terminal = Terminal::start(home.path(), 80, &["log", "complete", "1"]);
    terminal.sees("经过：两人上门");
    terminal.answers("来了几个人", "两人");
    terminal.answers("哪个单位", "不知道");
    terminal.answers("找的是谁", "1");
    terminal.answers("怎么知道的", "");
    terminal.answers("请看一遍", "");
    let (code, said) = terminal.ends();
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("更正第 1 条"), "{said}");
    let shown = show(home.path(), "1");
    assert_eq!(shown["current"]["people"], 2);
    assert_eq!(shown["current"]["target"], "borrower");
    assert_eq!(shown["open"], json!(["party.employer", "grade"]));
    assert!(
        !home
            .path()
            .join("cases/inbox/drafts/log-complete-1.json")
            .exists()
    );
}

#[test]
fn amending_offers_what_stands_and_enter_keeps_it() {
    let home = tempfile::tempdir().unwrap();
    let entry = json!({"kind": "note", "occurred_at": "2026-11-16T19:35+08:00", "precision": "exact",
        "summary": "一", "quote": "第一行\n第二行", "grade": "memory"});
    let file = home.path().join("entry.json");
    std::fs::write(&file, entry.to_string()).unwrap();
    done(
        home.path(),
        &["log", "add", "--entry", file.to_str().unwrap()],
    );
    let mut terminal = Terminal::start(home.path(), 80, &["log", "amend", "1"]);
    for question in [
        "记什么",
        "什么时候发生的",
        "什么时候结束的",
        "有多准",
        "发生了什么",
        "有没有原话",
    ] {
        terminal.answers(question, "");
    }
    terminal.answers("在哪里", "楼道");
    terminal.answers("哪一笔借款", "");
    terminal.answers("怎么知道的", "2");
    terminal.answers("有录音、截图", "");
    terminal.answers("请看一遍", "");
    let (code, said) = terminal.ends();
    assert_eq!(code, 0, "{said}");
    assert_eq!(
        show(home.path(), "2")["content"],
        json!({"kind": "amendment", "amends": 1, "place": "楼道", "grade": "documented"})
    );
}

#[test]
fn leaving_keeps_the_answers_for_this_entry_alone() {
    let home = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        done(home.path(), &["log", "add", "报警", "x"]);
    }
    let mut terminal = Terminal::start(home.path(), 80, &["log", "complete", "2"]);
    terminal.answers("怎么知道的", "1");
    terminal.sees("请看一遍");
    terminal.sees("> ");
    terminal.types("\u{3}");
    let (code, said) = terminal.ends();
    assert_eq!(code, 130, "{said}");
    assert_eq!(show(home.path(), "2")["amendments"], json!([]));
    let mut other = Terminal::start(home.path(), 80, &["log", "complete", "1"]);
    other.answers("怎么知道的", "!");
    assert_eq!(other.ends().0, 130);
    let mut again = Terminal::start(home.path(), 80, &["log", "complete", "2"]);
    again.answers("上次做到一半", "1");
    again.answers("请看一遍", "");
    assert_eq!(again.ends().0, 0);
    assert_eq!(show(home.path(), "2")["current"]["grade"], "recorded");
}

#[test]
fn a_table_fits_the_terminal_and_becomes_lines_on_a_narrow_one() {
    let home = tempfile::tempdir().unwrap();
    let long = "来电约三分钟要求当晚还款并说要联系单位同事和家里人还说了别的话号码13812345678";
    done(
        home.path(),
        &["log", "add", "电话", long, "--when", "2026-11-16 19:35"],
    );
    done(home.path(), &["log", "withdraw", "1", "--reason", "重复"]);
    for (columns, as_table) in [(80, true), (40, false)] {
        let terminal = Terminal::start(home.path(), columns, &["log", "list"]);
        let (code, said) = terminal.ends();
        assert_eq!(code, 0, "{said}");
        let lines: Vec<&str> = said.lines().map(|l| l.trim_end_matches('\r')).collect();
        for line in &lines {
            let width = menshen::render::wrap::width(line);
            assert!(width <= usize::from(columns), "{columns}: {line}");
        }
        assert_eq!(
            lines.iter().any(|l| l.starts_with("序号  发生时间")),
            as_table,
            "{said}"
        );
        assert!(
            lines.iter().any(|l| l.contains("2026-11-16 19:35")),
            "{said}"
        );
        // In a table the remark is wrapped beside the summary.
        for words in ["已撤回", "事后 5"] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }
}

#[test]
fn a_large_file_shows_how_far_it_is_and_a_stopped_copy_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let small = home.path().join("小.bin");
    std::fs::write(&small, b"x").unwrap();
    let large = home.path().join("录像.bin");
    std::fs::File::create(&large)
        .unwrap()
        .set_len(40 << 20)
        .unwrap();
    let add = |file: &Path, plain: &[&str]| {
        let arguments = [
            "log",
            "add",
            "上门",
            "x",
            "--when",
            "今天",
            "--attach",
            file.to_str().unwrap(),
        ];
        Terminal::start(home.path(), 80, &[&arguments[..], plain].concat())
    };
    let (code, said) = add(&large, &["--plain"]).ends();
    assert_eq!(code, 0, "{said}");
    for percent in ["录像.bin：25%", "录像.bin：50%", "录像.bin：100%"] {
        assert!(said.contains(percent), "{said}");
    }
    let (code, said) = add(&small, &[]).ends();
    assert_eq!((code, said.contains("正在复制")), (0, false), "{said}");
    let piped = [
        "log",
        "add",
        "上门",
        "x",
        "--attach",
        large.to_str().unwrap(),
    ];
    let piped = menshen(home.path(), &piped);
    assert!(!String::from_utf8_lossy(&piped.stderr).contains("正在复制"));

    // As long as a recording of hours, and no room needed: holes are read as zeros.
    std::fs::File::create(&large)
        .unwrap()
        .set_len(8 << 30)
        .unwrap();
    let case = home.path().join("cases/inbox");
    let attachments = || std::fs::read_dir(case.join("attachments")).unwrap().count();
    let log = || std::fs::read(case.join("evidence.jsonl")).unwrap();
    let (copies, before) = (attachments(), log());
    let mut terminal = add(&large, &[]);
    terminal.sees("正在复制 录像.bin：");
    terminal.types("\u{3}");
    let (code, said) = terminal.ends();
    assert_eq!(code, 130, "{said}");
    let said = unwrapped(&said);
    assert!(
        said.contains("半份已经删掉") && said.contains("没有记上"),
        "{said}"
    );
    assert_eq!((attachments(), log()), (copies, before));
    let half = || {
        let names = std::fs::read_dir(&case).unwrap().map(|e| e.unwrap());
        names
            .filter(|e| {
                e.file_name()
                    .to_string_lossy()
                    .starts_with(".menshen-copy-")
            })
            .map(|e| e.path())
            .collect::<Vec<_>>()
    };
    assert_eq!(half().len(), 0);
    // What a program that was killed left behind goes with the next copy, once it has rested.
    let mut terminal = add(&large, &[]);
    terminal.sees("正在复制 录像.bin：");
    terminal.child.kill().unwrap();
    assert_ne!(terminal.ends().0, 0);
    let left = half();
    assert_eq!(left.len(), 1);
    let file = std::fs::File::options().write(true).open(&left[0]).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH)
        .unwrap();
    // Held by another program, it is that program's.
    file.lock().unwrap();
    add(&small, &[]).ends();
    assert_eq!(half().len(), 1);
    drop(file);
    add(&small, &[]).ends();
    assert_eq!(half().len(), 0);
    assert!(done(home.path(), &["log", "verify"]).contains("校验通过"));
}

#[test]
fn the_time_that_the_line_does_not_say_is_asked_for() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), 80, &["log", "add", "电话", "来电"]);
    terminal.answers("什么时候发生的", "说不清");
    terminal.answers("什么时候发生的", "昨晚10点半");
    let (code, said) = terminal.ends();
    assert_eq!(code, 0, "{said}");
    let shown = show(home.path(), "1");
    assert_eq!(shown["content"]["occurred_at"], "2026-11-20T22:30+08:00");
    assert_eq!(shown["content"]["precision"], "exact");
}
