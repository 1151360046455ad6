//! `menshen case consent`: what the person agrees to before anything is typed, and taking it back.

use super::super::Failure;
use super::super::ask;
use super::super::citing::Sources;
use super::super::context::{Context, RestsOn};
use crate::content::load_flow;
use crate::domain::case::counsel::Consent;
use crate::domain::coded::{Args, Kind, args};
use crate::interview::flow::Kind as Takes;
use crate::interview::{Answers, Value};
use crate::render::counsel::consent_lines;
use crate::render::screen::Screen;
use chrono::NaiveDate;
use clap::ArgMatches;
use serde_json::json;

/// The questions and their draft.
const FLOW: &str = "consent";

/// What telling, agreeing, keeping and deleting rest on.
const RESTS_ON: [&str; 5] = ["PIPL-14", "PIPL-17", "PIPL-19", "PIPL-29", "PIPL-47"];

/// Records it, shows it, or records that it was taken back.
///
/// # Errors
/// The person didn't agree, a question is open, there is nothing to take back, or the disk refuses.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    if matches.get_flag("show") {
        return show(context);
    }
    if matches.get_flag("withdraw") {
        let on = matches.get_one::<String>("on").map(String::as_str);
        return withdraw(context, on);
    }
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let flow = load_flow(&context.library, FLOW)?;
    let mut before = Screen::new();
    for line in told(context)? {
        before.text(line);
    }
    context.show(&before);
    let draft = folder.draft(FLOW);
    let none = Answers::new();
    let answers = ask::answers(context, &flow, &none, &draft, &|_, _| Vec::new(), &lock)?;
    if !is_yes(&answers, "agreed") {
        draft.remove()?;
        return Err(Failure::new("consent-refused", Kind::Case, Args::new()));
    }
    let today = context.clock.today();
    let consent = consent_of(&answers, today)?;
    if consent.keep_until < today {
        return Err(Failure::new("consent-day-passed", Kind::Case, Args::new()));
    }
    case.counsel.consents.push(consent.clone());
    folder.save(&case, &lock)?;
    draft.remove()?;
    let words = args([
        ("name", folder.name().to_owned()),
        ("on", context.texts.day(today)),
        ("until", context.texts.day(consent.keep_until)),
        ("keeper", consent.keeper.clone()),
        ("contact", consent.contact.clone()),
    ]);
    let mut screen = Screen::new();
    for key in ["consent.recorded", "consent.tell-person", "consent.due"] {
        screen.text(context.texts.say(key, &words));
    }
    if !consent.sensitive {
        screen.text(context.texts.t("consent.not-sensitive"));
    }
    context.rests_on(RestsOn::Book, context.as_of())?;
    context.emit(
        &screen,
        &json!({"ok": true, "name": folder.name(), "consent": consent, "rests_on": RESTS_ON}),
    )
}

/// What has to be said to the person first, and what that rests on.
///
/// # Errors
/// The rule book can't be read.
pub(super) fn told(context: &Context) -> Result<Vec<String>, Failure> {
    let texts = &context.texts;
    let ids: Vec<String> = RESTS_ON.iter().map(|id| (*id).to_owned()).collect();
    let sources = Sources::load(context)?.words(texts, &ids, context.as_of());
    Ok(vec![
        texts.t("consent.before"),
        texts.t("consent.tell-law"),
        texts.say("consent.sources", [("sources", texts.series(&sources))]),
    ])
}

fn is_yes(answers: &Answers, id: &str) -> bool {
    answers.given(&format!("consent.{id}")) == Some("true")
}

/// The answers as a record. All of them are required, so what is missing here was never asked.
fn consent_of(answers: &Answers, today: NaiveDate) -> Result<Consent, Failure> {
    let text = |id: &str| {
        let given = answers.given(&format!("consent.{id}"));
        given.unwrap_or_default().trim().to_owned()
    };
    let kinds = match answers.get("consent.kinds") {
        Some(Value::Many(kinds)) => kinds.clone(),
        Some(Value::Given(kinds)) => kinds.split(',').map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let until = text("keep_until").parse();
    let passed = |_| Failure::new("consent-day-passed", Kind::Case, Args::new());
    Ok(Consent {
        given_on: today,
        keeper: text("keeper"),
        contact: text("contact"),
        purpose: text("purpose"),
        kinds,
        sensitive: is_yes(answers, "sensitive"),
        keep_until: until.map_err(passed)?,
        hand_over: is_yes(answers, "hand_over"),
        statistics: is_yes(answers, "statistics"),
        withdrawn_on: None,
    })
}

fn show(context: &Context) -> Result<(), Failure> {
    let folder = context.open_case()?;
    let case = folder.load()?;
    let mut screen = Screen::new();
    match case.counsel.last_consent() {
        None => {
            screen.text(context.texts.t("consent.none"));
        }
        Some(consent) => {
            screen.title(context.texts.t("consent.title"));
            for line in consent_lines(&context.texts, consent, context.as_of()) {
                screen.item("-", line);
            }
        }
    }
    let consents = &case.counsel.consents;
    let json = json!({"ok": true, "name": folder.name(), "consents": consents});
    context.emit(&screen, &json)
}

fn withdraw(context: &Context, on: Option<&str>) -> Result<(), Failure> {
    let on = match on {
        None => context.clock.today(),
        Some(day) => {
            let day = crate::cli::loan::read_value(context, &Takes::Date { future: false }, day)?;
            day.parse().unwrap_or(context.clock.today())
        }
    };
    let folder = context.open_case()?;
    let lock = folder.lock()?;
    let mut case = folder.load()?;
    let standing = case.counsel.consents.last_mut();
    let Some(consent) = standing.filter(|c| c.withdrawn_on.is_none()) else {
        return Err(Failure::new("consent-none", Kind::Case, Args::new()));
    };
    consent.withdrawn_on = Some(on);
    folder.save(&case, &lock)?;
    let words = args([
        ("name", folder.name().to_owned()),
        ("on", context.texts.day(on)),
    ]);
    let mut screen = Screen::new();
    screen.text(context.texts.say("consent.withdrawn", &words));
    screen.text(context.texts.say("consent.withdrawn-next", &words));
    let json = json!({"ok": true, "name": folder.name(), "withdrawn_on": on});
    context.emit(&screen, &json)
}
