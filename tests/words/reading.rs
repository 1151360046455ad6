//! How a text is read: forms, places, speakers, denials, times.

use super::{found, quoted, rules_in};

const TELL: &str = "no-threat-to-tell";
const HARM: &str = "no-threats-insults";

#[test]
fn hidden_characters_are_read_through_and_the_span_is_the_original() {
    for (text, words) in [
        ("再不还钱爆你通讯录", "爆你通讯录"),
        ("再不还钱暴你通 讯 录", "暴你通 讯 录"),
        ("再不还钱曝.你.通.讯.录！", "曝.你.通.讯.录"),
        ("再不還錢爆你通訊錄", "爆你通訊錄"),
        ("再不还钱爆你📱通🈲讯\u{200b}录", "爆你📱通🈲讯\u{200b}录"),
        ("再不还钱爆你通\n讯录", "爆你通\n讯录"),
    ] {
        assert_eq!(rules_in(text), [TELL], "{text}");
        let quotes = quoted(text);
        assert_eq!(quotes.len(), 1, "{text}: {quotes:?}");
        assert!(
            quotes[0].starts_with(words) || words.starts_with(&quotes[0]),
            "{text}: {quotes:?}"
        );
    }
}

#[test]
fn spans_are_scalars_and_half_open() {
    let text = "😀😀再不还钱，弄死你。";
    let places = found(text);
    assert_eq!(places.len(), 1);
    let chars: Vec<char> = text.chars().collect();
    let words: String = chars[places[0].span.0..places[0].span.1].iter().collect();
    assert!(words.starts_with("弄死"), "{words}");
    for text in [
        "",
        "弄死",
        "弄",
        "…",
        "\n\n",
        "：：",
        "我：",
        "23:",
        "晚上",
        "凌晨十",
    ] {
        for place in found(text) {
            assert!(
                place.span.0 < place.span.1 && place.span.1 <= text.chars().count(),
                "{text}"
            );
        }
    }
}

#[test]
fn only_the_other_side_of_a_transcript_is_listened_to() {
    for text in [
        "我：信不信我弄死你，欠钱又怎样！\n对方：请您冷静。",
        "对方：您的借款逾期了。我：你再打来我弄死你。对方：请冷静。",
        "A: 您在我们公司的借款逾期了。\nB: 你再打来我弄死你。",
        "甲：您欠我司8600元，什么时候还？\n乙：再打来弄死你。",
        "我 21:03\n还钱？弄死你\n对方 21:04\n请您冷静",
        "[2026-11-20 21:03] 我：还钱？弄死你\n[2026-11-20 21:04] 对方：请您冷静",
    ] {
        assert!(rules_in(text).is_empty(), "{text}: {:?}", quoted(text));
    }
    for text in [
        "我：我没钱还。\n对方：信不信我弄死你！",
        "对方：还钱，不还弄死你。我：请您冷静。",
        "A: 你在我们公司的欠款还不还？不还弄死你。\nB: 请您冷静。",
        "对方 21:04\n还钱，不还弄死你\n我 21:05\n请您冷静",
    ] {
        assert_eq!(rules_in(text), [HARM], "{text}");
    }
}

#[test]
fn denials_questions_fears_and_warnings_are_quiet() {
    for text in [
        "我不会打你的电话，也不会联系你家人。",
        "催收不得爆通讯录。欠款由本人处理。",
        "他们会不会爆通讯录？欠款才三千。",
        "我怕他们爆我通讯录，欠款才三千。",
        "谨防不法分子以爆通讯录、坐牢等话术逼迫还款。",
        "欠网贷会坐牢吗？",
    ] {
        assert!(rules_in(text).is_empty(), "{text}: {:?}", quoted(text));
    }
    // The condition is denied, not the threat; a taunt is no question.
    for text in [
        "再不还就爆你通讯录",
        "不还钱是吧，爆你通讯录",
        "信不信我爆你通讯录？还钱",
    ] {
        assert_eq!(rules_in(text), [TELL], "{text}");
    }
}

#[test]
fn a_time_at_night_is_found_where_somebody_got_in_touch() {
    for (text, words) in [
        ("昨晚11点半又打来催款", "昨晚11点半"),
        ("凌晨两点打来电话催收", "凌晨两点"),
        ("催收23:15发来短信", "23:15"),
        ("发送时间：2026-11-20 06:12 您已逾期", "06:12"),
        ("2026-11-20 23:40 对方：还款吧", "23:40"),
        ("２２：３０催收打来电话", "２２：３０"),
    ] {
        assert_eq!(rules_in(text), ["quiet-hours"], "{text}");
        assert_eq!(quoted(text), [words], "{text}");
    }
    for text in [
        "昨晚9点打来催款",
        "请于今日23:59前还款",
        "客服时间8:00-22:30，欢迎来电",
        "催收21:59发来短信",
        "催收8:00打来电话",
        "[00:15] 对方：您好，您的借款逾期了\n[00:22] 我：知道",
        "2026-11-20 23:40 我：明天给您回电话\n2026-11-21 09:00 对方：好的",
    ] {
        assert!(rules_in(text).is_empty(), "{text}: {:?}", quoted(text));
    }
}

/// A megabyte in one line, of words that begin many phrases and never end one, and of ones that do.
#[test]
fn a_long_text_takes_time_in_proportion() {
    let timed = |text: &str| {
        let begin = std::time::Instant::now();
        let places = found(text).len();
        (begin.elapsed(), places)
    };
    for unit in [
        "联系你给你已通知打 ",
        "弄死你，还钱。",
        "23:15 ",
        "我：好。对方：",
    ] {
        let small = unit.repeat(6_000 / unit.len());
        let large = unit.repeat(24_000 / unit.len());
        let ((short, few), (long, many)) = (timed(&small), timed(&large));
        assert!(many >= few);
        assert!(
            long < short * 12 + std::time::Duration::from_millis(300),
            "{unit}: {short:?} {long:?}"
        );
    }
}
