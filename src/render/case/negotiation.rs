//! What the case has of the negotiation: what is offered, what was offered back, letters written
//! and sent.

use super::ReadBack;
use crate::domain::case::sending::Sending;
use crate::domain::money::Money;
use crate::domain::plan::counter_offer::{CounterOffer, Form};
use crate::render::screen::Screen;
use crate::render::texts::Texts;

/// All of it, each under its title; what a lender offered and what went out only where there is any.
pub(super) fn append(texts: &Texts, screen: &mut Screen, what: &ReadBack<'_>) {
    offers(texts, screen, what);
    let case = what.case;
    if !case.counter_offers.is_empty() {
        screen.title(texts.t("case.counter-offers.title"));
        for offer in &case.counter_offers {
            let path = path_note(what.paths, || format!("counter_offers.{}", offer.loan));
            let words = counter_offer_words(texts, offer);
            let args = [
                ("words", words),
                ("loan", offer.loan.clone()),
                ("path", path),
            ];
            screen.item("-", texts.say("case.counter-offers.line", args));
        }
    }
    letters(texts, screen, what);
    if !case.sent.is_empty() {
        screen.title(texts.t("case.sent.title"));
        for sending in &case.sent {
            screen.item("-", sending_words(texts, sending));
        }
    }
}

fn offers(texts: &Texts, screen: &mut Screen, what: &ReadBack<'_>) {
    let case = what.case;
    screen.title(texts.t("case.offers.title"));
    if let Some(chosen) = &case.way {
        let way = texts.t(&format!("plans.way.{}.short", chosen.way.word()));
        let args = [("way", way), ("on", chosen.on.to_string())];
        screen.text(texts.say("case.offers.way", args));
    }
    if case.offers.is_empty() {
        screen.text(texts.t("case.offers.none"));
    }
    let number = |months: Option<u32>| months.map(|m| m.to_string()).unwrap_or_default();
    for offer in &case.offers {
        let first_on = offer.first_on.map(|day| day.to_string());
        let args = [
            ("loan", offer.loan.clone()),
            ("monthly", offer.monthly.grouped()),
            ("months", number(offer.months)),
            ("first_on", first_on.unwrap_or_default()),
            ("as_of", offer.as_of.to_string()),
            (
                "path",
                path_note(what.paths, || format!("offers.{}", offer.loan)),
            ),
        ];
        screen.item("-", texts.say("case.offers.line", args));
    }
}

/// What a lender offered back, in one line. A sum that wasn't said is left out.
pub fn counter_offer_words(texts: &Texts, offer: &CounterOffer) -> String {
    let sum = |money: Option<Money>| money.map(Money::grouped).unwrap_or_default();
    let form = Form::ALL.iter().find(|(_, form)| *form == offer.form);
    let form = form.map_or("", |(word, _)| word);
    let count = offer.figures.count.filter(|count| *count > 0);
    let args = [
        ("loan", offer.loan.clone()),
        ("on", offer.on.to_string()),
        ("form", texts.t(&format!("offer.offer.form.options.{form}"))),
        ("total", sum(offer.figures.total)),
        ("first", sum(offer.figures.first.filter(|m| !m.is_zero()))),
        ("count", count.map(|c| c.to_string()).unwrap_or_default()),
        ("each", sum(offer.figures.each)),
    ];
    texts.say("case.counter-offers.words", args)
}

fn letters(texts: &Texts, screen: &mut Screen, what: &ReadBack<'_>) {
    screen.title(texts.t("case.letters.title"));
    if what.case.letters.is_empty() {
        screen.text(texts.t("case.letters.none"));
    }
    for (i, letter) in what.case.letters.iter().enumerate() {
        let args = [
            ("letter", letter.letter.clone()),
            ("loan", letter.loan.clone()),
            ("on", letter.on.to_string()),
            ("file", letter.file.clone()),
            (
                "path",
                path_note(what.paths, || format!("letters.{}", i + 1)),
            ),
        ];
        screen.item("-", texts.say("case.letters.line", args));
    }
}

fn sending_words(texts: &Texts, sending: &Sending) -> String {
    let reply = sending.reply.as_ref();
    let outcome = reply.map(|r| texts.t(&format!("sent.outcome.{}", r.outcome)));
    let replied_on = reply.map(|r| r.on.to_string());
    let args = [
        ("id", sending.id()),
        ("on", sending.on.to_string()),
        ("letter", sending.letter.clone()),
        ("loan", sending.loan.clone()),
        (
            "channel",
            texts.t(&format!("sent.channel.{}", sending.channel)),
        ),
        ("proof", sending.proof.clone().unwrap_or_default()),
        ("follow_up", sending.follow_up.to_string()),
        ("replied_on", replied_on.unwrap_or_default()),
        ("outcome", outcome.unwrap_or_default()),
    ];
    texts.say("case.sent.line", args)
}

fn path_note(paths: bool, path: impl FnOnce() -> String) -> String {
    if paths { path() } else { String::new() }
}
