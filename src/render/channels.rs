//! Where to turn, in which order, with what, and how long it takes.

use super::rules::{age, named};
use super::screen::Screen;
use super::texts::Texts;
use crate::domain::guidance::{Channel, Route};
use crate::domain::law::Age;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The matters there is a route for, and every line with what it is for.
pub fn overview<'a>(
    texts: &Texts,
    routes: impl Iterator<Item = &'a Route>,
    channels: impl Iterator<Item = &'a Channel>,
) -> Screen {
    let mut screen = Screen::new();
    screen.text(texts.t("channels.first"));
    screen.title(texts.t("channels.title-matters"));
    for route in routes {
        let args = [("id", &route.id), ("name", &route.name)];
        screen.item("-", texts.say("channels.matter", args));
    }
    screen.title(texts.t("channels.title-lines"));
    for channel in channels {
        if let Some(hotline) = &channel.hotline {
            let args = [
                ("hotline", hotline.clone()),
                ("name", channel.name.clone()),
                ("zh", channel.zh.clone()),
                ("checked", channel.checked.0.to_string()),
            ];
            screen.item("-", texts.say("channels.line", args));
        }
    }
    screen.gap().text(texts.t("channels.own-number"));
    screen.text(texts.t("channels.how"));
    screen
}

/// A route, step by step.
pub fn route(
    texts: &Texts,
    route: &Route,
    channels: &BTreeMap<String, Channel>,
    on: NaiveDate,
) -> Screen {
    let mut screen = Screen::new();
    screen.title(route.name.clone());
    screen.text(route.zh.clone());
    for (i, id) in route.steps.iter().enumerate() {
        if let Some(channel) = channels.get(id) {
            step(&mut screen, texts, i + 1, channel, on);
        }
    }
    screen.gap().text(texts.t("channels.own-number"));
    screen.text(texts.t("channels.truth"));
    screen
}

fn step(screen: &mut Screen, texts: &Texts, number: usize, channel: &Channel, on: NaiveDate) {
    let args = [
        ("number", number.to_string()),
        ("name", channel.name.clone()),
        ("hotline", channel.hotline.clone().unwrap_or_default()),
    ];
    screen.title(texts.say("channels.step", args));
    screen.text(channel.zh.clone());
    let mut line = |key: &str, value: &str| {
        screen.item(
            "-",
            texts.say(&format!("channels.{key}"), [("value", value)]),
        );
    };
    if !channel.needs.is_empty() {
        line("needs", &texts.series(&channel.needs));
    }
    if let Some(clock) = &channel.clock {
        line("clock", clock);
    }
    if !channel.refuses.is_empty() {
        line("refuses", &texts.series(&channel.refuses));
    }
    if let Some(caution) = &channel.caution {
        line("caution", caution);
    }
    line(
        "confidence",
        &named(texts, "confidence", &channel.confidence),
    );
    age(screen, texts, &Age::on(channel.checked, on));
}
