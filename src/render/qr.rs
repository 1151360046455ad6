//! A line of text as a QR code: in the terminal, as SVG, as PNG.
//!
//! The matrix comes from the `qrcode` crate at its lowest error correction: the code is looked at on
//! a clean screen or sheet, and fewer modules are easier for an old phone's camera.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// Light modules around a code that is printed or sent: what the standard asks for.
const QUIET_ON_PAPER: usize = 4;

/// Light modules around a code in the terminal. Two are enough for readers, and leave the code of
/// an anchor in a window of 24 lines.
const QUIET_ON_SCREEN: usize = 2;

/// White on black from the fixed part of the 256 colours, which themes leave alone.
const WHITE_ON_BLACK: &str = "\u{1b}[38;5;231;48;5;16m";

/// The window's own colours again.
const AS_BEFORE: &str = "\u{1b}[0m";

/// Edge of one module in a picture, in pixels.
const MODULE_PIXELS: usize = 8;

/// A QR code: a square of dark and light modules, without the light border.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    side: usize,
    dark: Vec<bool>,
}

impl Code {
    /// The code of a text; `None` when it is too long for one (over 2,953 bytes).
    pub fn of(text: &str) -> Option<Code> {
        let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
        Some(Code {
            side: code.width(),
            dark: code
                .to_colors()
                .into_iter()
                .map(|module| module == Color::Dark)
                .collect(),
        })
    }

    /// Columns it takes in a terminal.
    pub fn columns(&self) -> usize {
        self.side + 2 * QUIET_ON_SCREEN
    }

    /// Is the module here dark? Counted from the corner of the light border around the code.
    fn is_dark(&self, x: usize, y: usize, quiet: usize) -> bool {
        let inside = |at: usize| at.checked_sub(quiet).filter(|at| *at < self.side);
        match (inside(x), inside(y)) {
            (Some(x), Some(y)) => self.dark.get(y * self.side + x).copied().unwrap_or(false),
            _ => false,
        }
    }

    /// Two rows of modules in each line, light modules drawn. White and black are set for each line,
    /// so that the colours of the window don't matter. Every line ends with a line feed.
    pub fn half_blocks(&self) -> String {
        let edge = self.columns();
        let mut out = String::new();
        for y in (0..edge).step_by(2) {
            out.push_str(WHITE_ON_BLACK);
            for x in 0..edge {
                // Below the last row of an odd number more of the light border is drawn.
                let upper = self.is_dark(x, y, QUIET_ON_SCREEN);
                let lower = self.is_dark(x, y + 1, QUIET_ON_SCREEN);
                out.push(match (upper, lower) {
                    (false, false) => '█',
                    (false, true) => '▀',
                    (true, false) => '▄',
                    (true, true) => ' ',
                });
            }
            out.push_str(AS_BEFORE);
            out.push('\n');
        }
        out
    }

    /// As a picture in lines: black squares on white, of no fixed size. No title and no metadata.
    pub fn svg(&self) -> String {
        let edge = self.side + 2 * QUIET_ON_PAPER;
        let pixels = edge * MODULE_PIXELS;
        let mut path = String::new();
        for y in 0..edge {
            for x in (0..edge).filter(|x| self.is_dark(*x, y, QUIET_ON_PAPER)) {
                // Writing to a String doesn't fail.
                let _ = write!(path, "M{x} {y}h1v1h-1z");
            }
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{pixels}\" height=\"{pixels}\" \
             viewBox=\"0 0 {edge} {edge}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{edge}v{edge}h-{edge}z\"/><path d=\"{path}\"/></svg>\n"
        )
    }

    /// As a picture in pixels, 8 to a module, one bit each. No metadata: the same code is the same
    /// bytes. `None` when it is too large for the format, which no code is.
    pub fn png(&self) -> Option<Vec<u8>> {
        let edge = (self.side + 2 * QUIET_ON_PAPER) * MODULE_PIXELS;
        let mut rows: Vec<u8> = Vec::with_capacity(edge * edge.div_ceil(8));
        for y in 0..edge {
            for byte in 0..edge.div_ceil(8) {
                let bits = (0..8).fold(0_u8, |bits, bit| {
                    let (x, y) = ((byte * 8 + bit) / MODULE_PIXELS, y / MODULE_PIXELS);
                    bits << 1 | u8::from(!self.is_dark(x, y, QUIET_ON_PAPER))
                });
                rows.push(bits);
            }
        }
        let side = u32::try_from(edge).ok()?;
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&rows).ok()?;
        writer.finish().ok()?;
        Some(out)
    }
}
