//! Anchors: a line of text that names a state of a log, kept where the log isn't.

use super::{Hash, VERSION, is_lower_hex};
use std::fmt;
use std::str::FromStr;

/// `menshen:1:<log_id>:<seq>:<hash>`. Checked later, it shows that lines 1 to `seq` stood unchanged
/// since the anchor was taken. It doesn't show that what they say is true.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Anchor {
    /// Which log: 32 lower-case hex digits.
    pub log_id: String,
    /// Up to which line; 0 is the first line of the file.
    pub seq: u64,
    /// The hash of that line.
    pub hash: Hash,
}

/// The text isn't an anchor of a version this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnAnchor;

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Anchor { log_id, seq, hash } = self;
        write!(f, "menshen:{VERSION}:{log_id}:{seq}:{hash}")
    }
}

impl FromStr for Anchor {
    type Err = NotAnAnchor;

    /// Reads an anchor. White space is allowed anywhere in it: it was copied out of a message, or
    /// typed in groups of four from paper. So is the wide colon of a Chinese keyboard.
    fn from_str(text: &str) -> Result<Anchor, NotAnAnchor> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| if c == '：' { ':' } else { c })
            .collect();
        let parts: Vec<&str> = plain.split(':').collect();
        let ["menshen", version, log_id, seq, hash] = parts.as_slice() else {
            return Err(NotAnAnchor);
        };
        let number: u64 = seq.parse().map_err(|_| NotAnAnchor)?;
        let plainly_written = *version == VERSION.to_string() && *seq == number.to_string();
        if !plainly_written || !is_lower_hex(log_id, 32) {
            return Err(NotAnAnchor);
        }
        Ok(Anchor {
            log_id: (*log_id).to_owned(),
            seq: number,
            hash: Hash::from_hex(hash).ok_or(NotAnAnchor)?,
        })
    }
}

impl From<Anchor> for String {
    fn from(anchor: Anchor) -> String {
        anchor.to_string()
    }
}

impl TryFrom<String> for Anchor {
    type Error = NotAnAnchor;

    fn try_from(text: String) -> Result<Anchor, NotAnAnchor> {
        text.parse()
    }
}

impl fmt::Display for NotAnAnchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an anchor")
    }
}

impl Anchor {
    /// The same line in groups of four, to be read aloud or copied by hand: a few lines, none wider
    /// than 41 columns. Typed back in this order it is the anchor again.
    pub fn in_fours(&self) -> Vec<String> {
        let fours = |digits: &str| -> Vec<String> {
            let signs: Vec<char> = digits.chars().collect();
            let groups: Vec<String> = signs.chunks(4).map(|g| g.iter().collect()).collect();
            groups.chunks(8).map(|line| line.join(" ")).collect()
        };
        let mut lines = vec![format!("menshen:{VERSION}:")];
        lines.push(format!("{}:", fours(&self.log_id).join(" ")));
        lines.push(format!("{}:", self.seq));
        lines.extend(fours(&self.hash.to_string()));
        lines
    }
}

/// An anchor that was put somewhere: which, when it was noted, and where in the person's words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptAnchor {
    /// The line itself.
    pub anchor: Anchor,
    /// When it was noted here, `YYYY-MM-DDTHH:MM:SS+08:00` by this machine's clock. Not a proof of
    /// anything: that is the date on the message or the sheet.
    pub noted_at: String,
    /// Where it is kept, in the person's words.
    pub kept_at: String,
}
