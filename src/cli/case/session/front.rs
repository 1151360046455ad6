//! Which case is in front, and whose leave it takes to type into it.

use super::super::super::Failure;
use super::super::super::context::Context;
use super::super::chosen::line_of_page;
use super::Session;
use super::typist::{self, Leave};
use crate::domain::case::Case;
use crate::domain::coded::{Kind, args};
use crate::interview::reading::plain_form;
use crate::interview::{Choice, Page, Prompter, Say};
use crate::storage::CaseFolder;

/// A case this session made, and the one that was in use before.
pub(super) struct Made {
    name: String,
    before: Option<String>,
}

impl Session<'_> {
    /// Asks who types before anything else is done with the case in front.
    ///
    /// # Errors
    /// The person left, or the borrower doesn't agree: the session is at its end.
    pub(super) fn leave_asked(&mut self, folder: &CaseFolder, case: &Case) -> Result<(), Failure> {
        let why = typist::lapsed(&case.counsel);
        match typist::asked(self.context, Some(folder.name()), why)? {
            Leave::ToBeRecorded => self.consent(folder),
            Leave::NotNeeded => {
                self.borrower_types.insert(folder.name().to_owned());
                Ok(())
            }
            Leave::Refused => Err(self.refused(Some(folder))),
            Leave::OtherCase => {
                let done = self.other_case();
                self.said(done)
            }
        }
    }

    /// Records the consent.
    ///
    /// # Errors
    /// The borrower doesn't agree. (Who leaves in the middle is asked again.)
    fn consent(&mut self, folder: &CaseFolder) -> Result<(), Failure> {
        let _ = self.command(folder, &["case", "consent"]);
        let agreed = folder.load()?.counsel;
        let agreed = agreed.standing_consent(self.context.as_of()).is_some();
        let left_open = folder.drafts()?.iter().any(|draft| draft == "consent");
        match agreed || left_open {
            true => Ok(()),
            false => Err(self.refused(Some(folder))),
        }
    }

    /// The end of a session without consent: a case it made, in which nothing was recorded, is taken
    /// away again with its name.
    fn refused(&mut self, folder: Option<&CaseFolder>) -> Failure {
        let context = self.context;
        let made = self.made.take();
        let made = made.filter(|made| folder.is_some_and(|f| f.name() == made.name));
        if let Some(made) = made
            && folder.is_some_and(|folder| holds_nothing(folder, context))
        {
            // What can't be removed is an empty case, and stands in the list.
            let removed = self.home.delete(&made.name).is_ok();
            if removed && let Some(before) = &made.before {
                let _ = self.home.use_case(before);
            }
            if removed {
                context.note("session.typist.removed", args([("name", made.name)]));
            }
        }
        context.note("session.typist.left", args([]));
        Failure::said(Kind::Interrupted)
    }

    /// Another case: one that is there, or a new one, about which it is asked first who types. It is in
    /// use from now on.
    ///
    /// # Errors
    /// The person left, the name can't be used, the disk refuses, or the borrower doesn't agree.
    pub(super) fn other_case(&mut self) -> Result<(), Failure> {
        let context = self.context;
        let kept = self.home.cases()?;
        self.put_away();
        let has_others = kept.iter().any(|name| Some(name) != self.name.as_ref());
        if has_others && self.wants_one_that_is_there()? {
            let typed = self.line("session.name-there")?;
            let typed = typed.trim();
            if !typed.is_empty() {
                self.home.use_case(typed)?;
                self.name = Some(typed.to_owned());
            }
            return Ok(());
        }
        let leave = typist::asked(context, None, None)?;
        if leave == Leave::Refused {
            return Err(self.refused(None));
        }
        let typed = self.line("session.name")?;
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(());
        }
        let before = self.home.current()?;
        let folder = self.home.make_case(typed, context.clock.today())?;
        self.name = Some(typed.to_owned());
        self.made = Some(Made {
            name: typed.to_owned(),
            before,
        });
        match leave {
            Leave::NotNeeded => {
                self.borrower_types.insert(typed.to_owned());
                Ok(())
            }
            _ => self.consent(&folder),
        }
    }

    /// Wipes what the last borrower said from the screen: the next one sits in front of it.
    fn put_away(&self) {
        if self.name.is_some() && !self.context.manner.plain {
            crate::terminal::wiped();
        }
    }

    fn wants_one_that_is_there(&self) -> Result<bool, Failure> {
        let choices = [("1", "session.case-new"), ("2", "session.case-there")];
        let page = Page {
            body: vec![Say::key("session.case-which")],
            choices: choices
                .map(|(key, label)| Choice {
                    key: key.to_owned(),
                    label: Say::key(label),
                })
                .into(),
            keys: Some(Say::key("cases.keys")),
            fresh: true,
            ..Page::default()
        };
        loop {
            let typed = line_of_page(self.context, &page)?;
            match plain_form(&typed).as_str() {
                "1" => return Ok(false),
                "2" => return Ok(true),
                _ => self
                    .context
                    .prompter()
                    .show(&[Say::key("rejected.no-such-number")]),
            }
        }
    }
}

/// Does a case hold nothing but how far its consent got?
fn holds_nothing(folder: &CaseFolder, context: &Context) -> bool {
    let empty = Case::new(context.clock.today());
    let has_drafts = folder
        .drafts()
        .is_ok_and(|drafts| drafts.iter().any(|draft| draft != "consent"));
    !has_drafts && !folder.log_file().exists() && folder.load().is_ok_and(|case| case == empty)
}
