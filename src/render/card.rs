//! Cards to print: pages of their own size, large type, no script, nothing fetched.

use super::escaping::escaped;
use super::texts::Texts;
use crate::domain::visit::PrintedCard;

/// The sheet cards are printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Four cards a page, to be cut apart.
    A4,
    /// One card a page.
    A6,
}

impl Paper {
    /// Both, in the order they are written.
    pub const ALL: [Paper; 2] = [Paper::A4, Paper::A6];

    /// Its name, as on a box of paper.
    pub fn name(self) -> &'static str {
        match self {
            Paper::A4 => "A4",
            Paper::A6 => "A6",
        }
    }

    fn cards_a_page(self) -> usize {
        match self {
            Paper::A4 => 4,
            Paper::A6 => 1,
        }
    }
}

/// A card is 105 mm by 148 mm on either paper; what a printer can't reach stays empty.
const STYLE: &str = "\
* { box-sizing: border-box; }
html { background: #e8e8e8; }
body { margin: 0; color: #000; font-family: \"Noto Sans CJK SC\", \"Source Han Sans SC\", \"Microsoft YaHei\", \"PingFang SC\", \"WenQuanYi Zen Hei\", SimHei, sans-serif; }
.page { display: grid; margin: 5mm auto; background: #fff; overflow: hidden; }
.card { width: 105mm; height: 148mm; padding: 10mm 9mm 8mm; display: flex; flex-direction: column; overflow: hidden; overflow-wrap: anywhere; }
h1 { margin: 0 0 4mm; padding-bottom: 2mm; border-bottom: 0.6mm solid #000; font-size: 17pt; line-height: 1.3; }
.card p.large { margin: 0 0 4mm; padding: 3mm 4mm; border: 0.5mm solid #000; border-radius: 2mm; font-size: 18pt; font-weight: bold; line-height: 1.45; }
.card p { margin: 0 0 2.4mm; font-size: 15pt; line-height: 1.45; }
.card.short p { font-size: 17pt; margin-bottom: 4mm; }
.card.short p.large { font-size: 22pt; }
.card.long p { font-size: 12.5pt; line-height: 1.4; margin-bottom: 1.6mm; }
.card.long p.large { font-size: 17pt; }
.card p.blank { display: flex; flex: none; align-items: flex-end; height: 10mm; margin: 0; font-size: 12pt; }
.blank span { flex: 1; margin-left: 2mm; border-bottom: 0.3mm solid #000; height: 100%; }
footer { margin-top: auto; padding-top: 2mm; font-size: 8.5pt; color: #333; }
@media print { html { background: none; } .page { margin: 0; break-after: page; } .page:last-child { break-after: auto; } }
";

const A4: &str = "\
@page { size: A4 portrait; margin: 0; }
.page { width: 210mm; height: 296.9mm; grid-template-columns: 105mm 105mm; grid-template-rows: 148.4mm 148.4mm; }
.card:nth-child(odd) { border-right: 0.2mm dashed #777; }
.card:nth-child(-n+2) { border-bottom: 0.2mm dashed #777; }
";

const A6: &str = "\
@page { size: 105mm 148mm; margin: 0; }
.page { width: 105mm; height: 147.9mm; }
.card { height: 147.9mm; }
";

/// Characters up to which a card is set in large type, and from which in small.
const SHORT: usize = 95;
const LONG: usize = 130;
/// A place to fill in takes the room of so many characters.
const BLANK: usize = 16;

/// Cards as one HTML file that stands alone, ready to print. `title` is what a browser's tab and the
/// printer's list show, so for others it too says nothing of what a visit is about.
pub fn sheet(texts: &Texts, title: &str, cards: &[&PrintedCard], paper: Paper) -> String {
    let title = escaped(title);
    let size = match paper {
        Paper::A4 => A4,
        Paper::A6 => A6,
    };
    let lang = texts.get("page.lang").unwrap_or("zh-CN");
    let mut out = format!("<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n");
    out.push_str("<meta charset=\"utf-8\">\n");
    // Whatever a reader's browser would fetch by itself, it may not from here.
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    out.push_str(&format!(
        "<title>{title}</title>\n<style>\n{STYLE}{size}</style>\n</head>\n<body>\n"
    ));
    for page in cards.chunks(paper.cards_a_page()) {
        out.push_str("<section class=\"page\">\n");
        for card in page {
            out.push_str(&card_html(texts, card));
        }
        out.push_str("</section>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn card_html(texts: &Texts, card: &PrintedCard) -> String {
    let words = card.large.iter().chain(&card.quiet);
    let characters: usize = words.map(|key| texts.t(key).chars().count()).sum();
    let class = match characters + card.blanks.len() * BLANK {
        n if n <= SHORT => "card short",
        n if n <= LONG => "card",
        _ => "card long",
    };
    let mut out = format!(
        "<article class=\"{class}\">\n<h1>{}</h1>\n",
        escaped(&texts.t(&card.title))
    );
    for key in &card.large {
        let words = escaped(&texts.t(key));
        out.push_str(&format!("<p class=\"large\">{words}</p>\n"));
    }
    for key in &card.quiet {
        out.push_str(&format!("<p>{}</p>\n", escaped(&texts.t(key))));
    }
    for key in &card.blanks {
        let words = escaped(&texts.t(key));
        out.push_str(&format!("<p class=\"blank\">{words}<span></span></p>\n"));
    }
    out.push_str(&format!(
        "<footer>{}</footer>\n</article>\n",
        escaped(&foot(texts, card))
    ));
    out
}

/// The same cards as plain text, for a message or a screen.
pub fn plain(texts: &Texts, cards: &[&PrintedCard]) -> String {
    let mut out = String::new();
    for card in cards {
        out.push_str(&format!("【{}】\n", texts.t(&card.title)));
        for key in &card.large {
            out.push_str(&format!("{}\n", texts.t(key)));
        }
        for key in &card.quiet {
            out.push_str(&format!("{}\n", texts.t(key)));
        }
        for key in &card.blanks {
            out.push_str(&format!("{}＿＿＿＿＿＿＿＿\n", texts.t(key)));
        }
        out.push_str(&format!("{}\n\n", foot(texts, card)));
    }
    out
}

/// When the card was checked; its service numbers with it.
fn foot(texts: &Texts, card: &PrintedCard) -> String {
    let args = [
        ("checked", card.checked.to_string()),
        ("numbers", texts.listed(&card.numbers)),
    ];
    texts.say("cards.print.foot", args)
}
