//! A whole log, line by line, in the memory of one line.

use super::{Anchor, Body, Checked, Flaw, Hash, Header, Place, check_first, check_line};

/// Whose log is looked at. In a case's own log nothing may be withheld; in a copy made for somebody
/// else it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ownership {
    /// The case's own log.
    Own,
    /// A copy handed over.
    Copy,
}

/// Something about one line: a fault, or a notice that isn't one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// Line in the file, from 1; 0 when it is about the log as a whole.
    pub line: u64,
    /// Stable kebab-case code; words under `log.fault.<code>` and `log.notice.<code>`.
    pub code: &'static str,
    /// Where exactly, or what was expected and found. Not prose; never a person's words.
    pub detail: String,
}

/// What a verification came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Every line and every content was checked and stands.
    Holds,
    /// The chain stands; some of what was recorded could not be looked at.
    ChainHoldsContentsUnchecked,
    /// Something was changed, dropped, put in or damaged.
    Fails,
}

impl Outcome {
    /// The stable word for machines.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Holds => "holds",
            Outcome::ChainHoldsContentsUnchecked => "chain-holds-contents-unchecked",
            Outcome::Fails => "fails",
        }
    }
}

/// What was found in a log.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Verification {
    /// False only when it fails.
    pub ok: bool,
    /// In one word.
    pub result: Outcome,
    /// Lines after the first, blank and torn ones not counted.
    pub entries: u64,
    /// Everything that doesn't verify, in the order of the lines.
    pub faults: Vec<Fault>,
    /// What a reader should know though nothing is wrong.
    pub notices: Vec<Fault>,
    /// The id of the log, where its first line could be read.
    pub log_id: Option<String>,
    /// Where the log stands, where its last line could be read.
    #[serde(skip)]
    pub last: Option<Place>,
}

/// Checks a log fed to it line by line.
#[derive(Debug)]
pub struct Verifier {
    ownership: Ownership,
    anchors: Vec<Anchor>,
    /// One for each anchor: was the line it names seen?
    anchors_met: Vec<bool>,
    anchored_through: Option<u64>,
    lines: u64,
    bytes: u64,
    entries: u64,
    unchecked: u64,
    log_id: Option<String>,
    /// What the next line must continue. The hash is unknown after a line that couldn't be read.
    expected_seq: u64,
    expected_prev: Option<Hash>,
    last: Option<Place>,
    faults: Vec<Fault>,
    notices: Vec<Fault>,
}

impl Verifier {
    /// A verifier that has seen nothing yet.
    pub fn new(ownership: Ownership, anchors: Vec<Anchor>) -> Verifier {
        Verifier {
            ownership,
            anchors_met: vec![false; anchors.len()],
            anchors,
            anchored_through: None,
            lines: 0,
            bytes: 0,
            entries: 0,
            unchecked: 0,
            log_id: None,
            expected_seq: 1,
            expected_prev: None,
            last: None,
            faults: Vec::new(),
            notices: Vec::new(),
        }
    }

    /// The number of the line fed last, from 1.
    pub fn line_number(&self) -> u64 {
        self.lines
    }

    /// Adds a fault found by somebody else in the line fed last, such as a changed attachment.
    pub fn add_fault(&mut self, code: &'static str, detail: impl Into<String>) {
        let flaw = Flaw::new(code, detail);
        self.fault(flaw);
    }

    /// Adds a notice about the log as a whole.
    pub fn add_notice(&mut self, code: &'static str, detail: impl Into<String>) {
        self.notices.push(Fault {
            line: 0,
            code,
            detail: detail.into(),
        });
    }

    /// Something recorded could not be looked at: the log can no longer simply hold.
    pub fn left_unchecked(&mut self) {
        self.unchecked += 1;
    }

    /// The sealed body of the line fed last was opened and looked at after all.
    pub fn sealed_body_checked(&mut self) {
        self.unchecked = self.unchecked.saturating_sub(1);
        let line = self.lines;
        self.notices
            .retain(|n| n.line != line || n.code != "sealed-unchecked");
    }

    /// Takes the next whole line, given without its LF, and returns it if it is an entry's.
    pub fn line<'a>(&mut self, bytes: &'a [u8]) -> Option<Header<'a>> {
        self.line_checked_by(bytes, check_line)
    }

    /// The same for a line that was checked by itself before, as [`check_line`] does, so that lines can be
    /// checked beside one another; the chain from line to line is followed here.
    pub fn checked_line<'a>(
        &mut self,
        bytes: &'a [u8],
        checked: Checked<Header<'a>>,
    ) -> Option<Header<'a>> {
        self.line_checked_by(bytes, |_| checked)
    }

    fn line_checked_by<'a>(
        &mut self,
        bytes: &'a [u8],
        check: impl FnOnce(&'a [u8]) -> Checked<Header<'a>>,
    ) -> Option<Header<'a>> {
        self.lines += 1;
        let offset = self.bytes;
        self.bytes += bytes.len() as u64 + 1;
        let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) if offset == 0 => {
                self.fault(Flaw::new("byte-order-mark", "byte 0"));
                rest
            }
            _ => bytes,
        };
        if bytes.is_empty() {
            self.fault(Flaw::new("blank-line", format!("byte {offset}")));
            return None;
        }
        if self.lines == 1 {
            let first = check_first(bytes);
            self.take_first(first);
            return None;
        }
        Some(self.take_entry(check(bytes)))
    }

    /// Takes what stands after the last LF. Nothing is fine; a whole line that lacks only its LF
    /// counts; anything else is a write that was cut short.
    pub fn tail<'a>(&mut self, bytes: &'a [u8]) -> Option<Header<'a>> {
        if bytes.is_empty() {
            return None;
        }
        let whole = if self.lines == 0 {
            check_first(bytes).holds()
        } else {
            let checked = check_line(bytes);
            checked.holds()
                && checked.value.seq == Some(self.expected_seq)
                && self
                    .expected_prev
                    .is_none_or(|p| checked.value.prev == Some(p))
        };
        if whole {
            let entry = self.line(bytes);
            self.notice("last-line-without-line-feed", self.lines.to_string());
            return entry;
        }
        self.lines += 1;
        self.fault(Flaw::new("torn-tail", format!("byte {}", self.bytes)));
        None
    }

    /// The result, once all lines were fed.
    pub fn finish(mut self) -> Verification {
        if self.lines == 0 {
            self.lines = 1;
            self.fault(Flaw::new("first-line-missing", ""));
        }
        self.finish_anchors();
        let result = if !self.faults.is_empty() {
            Outcome::Fails
        } else if self.unchecked > 0 {
            Outcome::ChainHoldsContentsUnchecked
        } else {
            Outcome::Holds
        };
        self.faults.sort_by_key(|f| f.line);
        self.notices.sort_by_key(|n| n.line);
        Verification {
            ok: result != Outcome::Fails,
            result,
            entries: self.entries,
            faults: self.faults,
            notices: self.notices,
            log_id: self.log_id,
            last: self.last,
        }
    }

    fn fault(&mut self, flaw: Flaw) {
        self.faults.push(Fault {
            line: self.lines,
            code: flaw.code,
            detail: flaw.detail,
        });
    }

    fn notice(&mut self, code: &'static str, detail: impl Into<String>) {
        self.notices.push(Fault {
            line: self.lines,
            code,
            detail: detail.into(),
        });
    }

    fn take_first(&mut self, first: Checked<Option<super::FirstLine>>) {
        for flaw in first.flaws {
            self.fault(flaw);
        }
        let Some(line) = first.value else {
            self.last = None;
            return;
        };
        if self.anchors.iter().any(|a| a.log_id != line.log_id) {
            self.fault(Flaw::new("anchor-other-log", "log_id"));
        }
        self.meet_anchors(&line.place());
        self.expected_prev = Some(line.hash);
        self.last = Some(line.place());
        self.log_id = Some(line.log_id);
    }

    fn take_entry<'a>(&mut self, checked: Checked<Header<'a>>) -> Header<'a> {
        self.entries += 1;
        for flaw in checked.flaws {
            self.fault(flaw);
        }
        let header = checked.value;
        if let Some(seq) = header.seq
            && seq != self.expected_seq
        {
            let expected = self.expected_seq;
            self.fault(Flaw::new(
                "seq-mismatch",
                format!("expected {expected}, found {seq}"),
            ));
        }
        if let (Some(expected), Some(prev)) = (self.expected_prev, header.prev)
            && prev != expected
        {
            self.fault(Flaw::new("prev-mismatch", "prev"));
        }
        self.check_clock(&header);
        match header.body {
            Body::Open(_) | Body::Unreadable => {}
            Body::Sealed => {
                self.unchecked += 1;
                self.notice("sealed-unchecked", "body");
            }
            Body::Withheld if self.ownership == Ownership::Copy => {
                self.unchecked += 1;
                self.notice("withheld", "body");
            }
            Body::Withheld => self.fault(Flaw::new("withheld-in-own-log", "body")),
        }
        if let Some(place) = header.place() {
            self.meet_anchors(&place);
        }
        self.expected_seq = header.seq.unwrap_or(self.expected_seq).saturating_add(1);
        self.expected_prev = header.hash;
        self.last = header.place();
        header
    }

    fn check_clock(&mut self, header: &Header<'_>) {
        let before = self.last.and_then(|place| place.recorded_at);
        if let (Some(before), Some(now)) = (before, header.recorded_at)
            && now < before
        {
            self.notice("clock-stepped-back", format!("{before}, {now}"));
        }
    }

    fn meet_anchors(&mut self, place: &Place) {
        let mut differing = false;
        for (anchor, met) in self.anchors.iter().zip(&mut self.anchors_met) {
            if anchor.seq != place.seq {
                continue;
            }
            *met = true;
            if anchor.hash == place.hash {
                self.anchored_through = self.anchored_through.max(Some(place.seq));
            } else {
                differing = true;
            }
        }
        if differing {
            self.fault(Flaw::new("anchor-mismatch", format!("seq {}", place.seq)));
        }
    }

    fn finish_anchors(&mut self) {
        if self.anchors.is_empty() {
            self.add_notice("no-anchor", "");
            return;
        }
        let unmet: Vec<u64> = self
            .anchors
            .iter()
            .zip(&self.anchors_met)
            .filter(|(_, met)| !**met)
            .map(|(anchor, _)| anchor.seq)
            .collect();
        for seq in unmet {
            self.fault(Flaw::new("anchor-line-missing", format!("seq {seq}")));
        }
        if let Some(through) = self.anchored_through {
            self.add_notice("anchored-through", through.to_string());
        }
    }
}
