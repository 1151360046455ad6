//! An English gloss beside a letter, on request: a reading aid made from the same facts, never a letter.

use super::files::{self, Format, unfilled};
use crate::cli::Failure;
use crate::cli::context::Context;
use crate::content::load_gloss;
use crate::domain::coded::{Kind, args};
use crate::domain::letter::{Facts, Letter};
use crate::render::letter::{Document, GlossFrame, Line, Span, gloss_text};
use clap::ArgMatches;

/// What a gloss is made with: surroundings that speak English where the letter speaks Chinese, and the
/// letter with the gloss in the place of its words.
pub struct Glossing {
    context: Context,
    letter: Letter,
}

impl Glossing {
    /// What `--gloss` asks for; `None` without it.
    ///
    /// # Errors
    /// `letter-no-gloss`: the letter is of somebody's own book and has none, or only short versions
    /// are written, which have none. The rule book was rejected.
    pub fn asked(
        context: &Context,
        matches: &ArgMatches,
        letter: &Letter,
        formats: &[Format],
    ) -> Result<Option<Glossing>, Failure> {
        if !matches.get_flag("gloss") {
            return Ok(None);
        }
        let refused = |short: &str| {
            let args = args([("title", letter.title.clone()), ("short", short.to_owned())]);
            Failure::new("letter-no-gloss", Kind::Usage, args)
        };
        if formats.iter().all(|format| format.is_short()) {
            return Err(refused("1"));
        }
        let glossed = load_gloss(&context.library, &letter.id)?.ok_or_else(|| refused(""))?;
        Ok(Some(Glossing {
            context: context.in_gloss()?,
            letter: glossed,
        }))
    }

    /// Surroundings in which facts are said in English.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// What stands in the name of its file after the stem; named as all papers are, in the reference
    /// language.
    pub fn file_ending(&self, context: &Context) -> String {
        format!("{}.txt", context.paper.t("letter.gloss.file"))
    }

    /// The gloss of the letter these facts, said in English, make.
    ///
    /// # Errors
    /// A clause of the book can't be filled, or the book's own date can't be read.
    pub fn text(&self, facts: &Facts) -> Result<String, Failure> {
        let context = &self.context;
        let texts = &context.paper;
        let frame = files::frame(context);
        let mut document = Document::new(&self.letter, facts, &frame).map_err(unfilled)?;
        let marked = context.before_sending()?.into_iter().map(|line| Line {
            spans: vec![Span::Gap(line)],
        });
        document.contact.extend(marked);
        let before = ["what", "counts", "typed"];
        Ok(gloss_text(
            &document,
            &GlossFrame {
                before: before
                    .iter()
                    .map(|part| texts.t(&format!("letter.gloss.{part}")))
                    .collect(),
                rule: texts.t("letter.gloss.rule"),
                day: texts.day(document.day),
            },
        ))
    }
}
