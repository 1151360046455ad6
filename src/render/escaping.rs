//! Words between the marks of an HTML page.

/// The text with the four signs that could be taken for a mark or end an attribute written out.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
