//! The six, and what is typed for each. Every name, number and word of theirs is theirs alone.

use super::table::{Table, pages};
use crate::support::{Home, Key, TEXTS, Terminal, unwrapped};

/// What a borrower's case holds that no other's may.
pub struct Borrower {
    /// The name of the case.
    pub case: &'static str,
    /// Words of theirs.
    pub words: &'static [&'static str],
    /// Numbers of theirs, whole: never on a page, masked or not in another's case.
    pub numbers: &'static [&'static str],
}

/// The six in the order of the evening.
pub const BORROWERS: [Borrower; 6] = [
    Borrower {
        case: "老陈",
        words: &[
            "陈守义",
            "江河银行",
            "JH2025081500020611",
            "厂里停工了两个月",
        ],
        numbers: &["13811110001", "410105197003011238"],
    },
    Borrower {
        case: "小吴",
        words: &["云桥小额贷款", "截图在旧手机里"],
        numbers: &["13822220002"],
    },
    Borrower {
        case: "周三",
        words: &["柳河消费金融", "当着孩子的面"],
        numbers: &["13833330003"],
    },
    Borrower {
        case: "阿兰",
        words: &["磐石信息咨询", "今晚就上门", "隔壁王姐"],
        numbers: &["13844440004"],
    },
    Borrower {
        case: "小何",
        words: &["青松小贷", "三天没睡"],
        numbers: &["13855550005"],
    },
    Borrower {
        case: "老孙",
        words: &["东陵支付令", "云上小贷"],
        numbers: &["13866660006"],
    },
];

/// The passphrase of the sealed case.
pub const PASSPHRASE: &str = "石榴 铁轨 第九页 lamp";

/// One loan of an app of which everything is known: checked, a month, a request, two pages.
pub fn everything_known(home: &Home) {
    let mut table = Table::open(home);
    table.receives(home, "老陈");
    table.board().line("３");
    let terminal = &mut table.terminal;
    terminal.question("confirm.lender").line("？");
    terminal.question("confirm.lender").line("江河银行");
    terminal.question("confirm.id").line("Ａ1");
    terminal.question("confirm.lender_kind").line("9");
    terminal.question("confirm.lender_kind").line("１");
    terminal.answer_all(
        "confirm",
        &[
            ("platform_assisted", "是"),
            ("contract_number", "JH2025081500020611"),
            ("ask.papers", "1"),
            ("disbursed_on", "2025年8月15日"),
            ("contract_amount", "3万"),
            ("disbursed_amount", "＜"),
            ("contract_amount", ""),
            ("disbursed_amount", ""),
            ("repayment", "1"),
            ("installments", "２４"),
            ("first_due", "2025-09-15"),
            ("ask.rate_unit", "1"),
            ("rate.annual", "一成五吧"),
            ("rate.annual", "15%"),
            ("ask.charges", "是"),
            ("charges.0.kind", "2"),
            ("charges.0.each", "240"),
            ("charges.0.third_party", "Ｙ"),
            ("ask.default_interest", "1"),
            ("default_interest.multiple", "1.5"),
            ("ask.repaid", "2"),
            ("ask.repaid_installments", "10"),
            ("disputed_repayments", ""),
            ("last_demand_on", "2026-11-16"),
            ("ask.claim", "是"),
            ("claim.total", "２１６００"),
            ("claim.on", "今天"),
            ("claim.scope", "2"),
            ("claim.source", "催收电话"),
        ],
    );
    terminal.review().press(Key::Enter);
    terminal.expect("8,734.01");
    table.reads_on();
    a_month_with_a_break(&mut table);
    table.leaves();
    a_request(home);
    let mut table = Table::open(home);
    table.board().line("6");
    let note = "证件 410105197003011238，手机 13811110001，下次带合同";
    let ask = TEXTS.t("session.note");
    table.terminal.expect(&ask).prompt().line(note);
    table.leaves_with_pages("老陈");
    let page = taken_home(home, "老陈");
    for figure in ["21,600.00", "21,043.35", "8,734.01", "12356"] {
        assert!(page.contains(figure), "{figure}: {page}");
    }
}

/// The month, left with Ctrl-C on the way and gone on with.
fn a_month_with_a_break(table: &mut Table) {
    table.board().line("4");
    let terminal = &mut table.terminal;
    terminal.answer_all(
        "plan",
        &[
            ("irregular", "否"),
            ("income", "4200"),
            ("spending.rent", "１１００"),
        ],
    );
    terminal.question("plan.spending.food");
    terminal.press(Key::Interrupt).expect("已答的存好了");
    table.board().line("4");
    let terminal = &mut table.terminal;
    terminal.expect("接着上次的做吗").prompt().line("1");
    terminal.answer_all(
        "plan",
        &[
            ("spending.food", "1,050"),
            ("spending.transport", "180"),
            ("spending.phone", "79"),
            ("spending.utilities", "150"),
            ("spending.medicine", "120"),
            ("spending.children", "0"),
            ("spending.parents", "三百"),
            ("spending.other", "0"),
            ("arrears", ""),
            ("reserve", ""),
        ],
    );
    terminal.review().press(Key::Enter);
    terminal.expect("800.00");
    table.reads_on();
}

fn a_request(home: &Home) {
    let mut terminal = Terminal::start(home, &["letter", "C2", "--loan", "A1"]);
    for id in ["limitation.last_due_on", "limitation.last_demand_on"] {
        terminal
            .question(&format!("letter-c2.{id}"))
            .press(Key::Enter);
    }
    terminal.answer_all(
        "letter-c2",
        &[
            ("limitation.understood", "1"),
            ("reason.on", "2026年6月30日"),
            (
                "reason.words",
                "厂里停工了两个月，工资只发了一半。现在复工了，每月能按时拿到工资。",
            ),
            ("reason.proof", "工资条"),
            ("request.kind", "1"),
            ("request.monthly", "430"),
            ("request.first_on", "2026-12-15"),
        ],
    );
    terminal.question("letter.copy").line("2");
    terminal.question("letter-borrower.name").line("陈守义");
    terminal
        .question("letter-borrower.phone")
        .line("１３８１１１１０００１");
    terminal
        .question("letter-borrower.id_number")
        .line("410105197003011238");
    terminal.review().press(Key::Enter);
    terminal.expect("写好了");
    assert_eq!(terminal.end(), 0);
}

/// A woman who knows next to nothing: rate, fees and dates are unknown; both ends of what it can be,
/// and the papers that settle it.
pub fn next_to_nothing_known(home: &Home) {
    let mut table = Table::open(home);
    table.receives(home, "小吴");
    table.board().line("3");
    let terminal = &mut table.terminal;
    terminal.answer_all(
        "confirm",
        &[
            ("lender", "云桥小额贷款"),
            ("id", "云桥"),
            ("lender_kind", "3"),
            ("contract_number", "不知道"),
            ("ask.papers", "1"),
            // She has to look it up, is told where, and has the message of that day.
            ("disbursed_on", "不知道"),
            ("disbursed_on", "2026年3月10日"),
            ("contract_amount", "６０００"),
            ("disbursed_amount", ""),
            ("repayment", "1"),
            ("installments", "12"),
            ("first_due", "2026-04-10"),
            ("ask.rate_unit", "不知道"),
            ("ask.charges", "不知道"),
            ("ask.default_interest", "不知道"),
            ("ask.repaid", "2"),
            // Without the rate nobody knows what each instalment was: back, and one by one.
            ("ask.repaid_installments", "3"),
            ("ask.repaid_installments", "<"),
            ("ask.repaid", "3"),
            ("repayments", "2026-04-10 560"),
            ("repayments", "2026-05-10 560"),
            ("repayments", ""),
            ("disputed_repayments", ""),
            ("last_demand_on", "不知道"),
            ("ask.claim", "是"),
            ("claim.total", "5280"),
            ("claim.on", "昨天"),
            ("claim.scope", "3"),
            ("claim.source", "截图在旧手机里"),
        ],
    );
    terminal.review().press(Key::Enter);
    table.reads_on();
    let said = unwrapped(&table.terminal.everything());
    for words in ["还不知道", "合同", "没说清楚"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    table.board().line("6");
    let ask = TEXTS.t("session.note");
    let note = "号码13822220002，截图在旧手机里";
    table.terminal.expect(&ask).prompt().line(note);
    table.leaves_with_pages("小吴");
    let page = taken_home(home, "小吴");
    assert!(
        page.contains("还不知道") && page.contains("5,280.00"),
        "{page}"
    );
}

/// A case that is sealed: an entry without the passphrase, opened with it, the screen locked.
pub fn sealed(home: &Home) {
    let mut table = Table::open(home);
    table.receives(home, "周三");
    table.board().line("3");
    only_a_claim(&mut table, "柳河消费金融", "柳河", "2", "9000");
    table.leaves();
    let mut terminal = Terminal::start(home, &["case", "seal"]);
    for _ in 0..2 {
        terminal.settled().line(PASSPHRASE);
    }
    terminal.expect("封存好了");
    assert_eq!(terminal.end(), 0);
    a_call(home, "昨晚10点47分", "当着孩子的面念欠款", "13833330003");
    let mut table = Table::open(home);
    table.terminal.expect("输入口令").line("记错了的口令");
    table.terminal.expect("还可以试").expect("输入口令");
    table.terminal.line(PASSPHRASE);
    table.board().line("8");
    table.terminal.expect("按回车接着用");
    assert!(
        !table.terminal.screen().contains("周三"),
        "locked: {}",
        table.terminal.screen()
    );
    table.terminal.line("").expect("输入口令").line(PASSPHRASE);
    table.leaves_with_pages("周三");
    assert!(!table.terminal.everything().contains(PASSPHRASE));
}

/// The telephone rings, somebody is to come tonight; then somebody stands at the door.
pub fn told_of_a_visit_tonight(home: &Home) {
    // The case before is sealed and its owner gone: Enter alone turns to another.
    let mut table = Table::open(home);
    table.terminal.expect("输入口令").line("");
    let which = TEXTS.t("session.case-which");
    table.terminal.expect(&which).prompt();
    assert!(!table.terminal.screen().contains("周三"));
    table.terminal.press(Key::Interrupt);
    table.terminal.expect("输入口令").press(Key::Interrupt);
    assert_eq!(table.terminal.end(), 0);
    let mut table = Table::open(home);
    table.terminal.expect("输入口令").line("");
    table.receives_after_turning(home, "阿兰");
    table.board().line("3");
    only_a_claim(&mut table, "磐石小贷", "磐石", "3", "1.2万");
    table.leaves();

    let mut terminal = Terminal::start(home, &["visit"]);
    terminal.answer_all(
        "visit.door",
        &[
            ("danger", "３"),
            ("caller", "2"),
            ("appointment", "1"),
            ("said", "3"),
            ("said", "7"),
            ("already", "1"),
        ],
    );
    terminal
        .asked("visit.record.occurred_at")
        .prompt()
        .line("!");
    terminal.expect("序号 1");
    assert_eq!(terminal.end(), 0);
    at_the_door(home);
    a_call(home, "今天19:10", "今晚就上门", "13844440004");
    let mut terminal = Terminal::start(home, &["report", "police"]);
    for typed in ["1", "", "", "", "１、2、3", "没有开门"] {
        terminal.settled().prompt().line(typed);
    }
    for _ in 0..6 {
        terminal.settled().prompt().press(Key::Enter);
    }
    terminal.review().press(Key::Enter);
    terminal.expect("整理好了");
    assert_eq!(terminal.end(), 0);
    let mut table = Table::open(home);
    table.leaves_with_pages("阿兰");
}

fn at_the_door(home: &Home) {
    let mut terminal = Terminal::start(home, &["visit"]);
    terminal.answer_all(
        "visit.door",
        &[
            ("danger", "2"),
            ("who-is-home", "1"),
            ("recording", "1"),
            ("who", "2"),
            ("work-id", "2"),
            ("mandate", "１"),
            ("mandate-fault", "1"),
            ("mandate-fault", "5"),
            ("demand", "4"),
            ("demand", "7"),
            ("conduct", "1"),
            ("leave", "1"),
            ("after", "1"),
            ("already", "1"),
        ],
    );
    for (id, typed) in [
        ("occurred_at", "今天19:35"),
        ("occurred_until", "今天19:49"),
        ("people", "2"),
        ("party.employer", "磐石信息咨询"),
        ("party.name", ""),
        ("party.badge", "A0372"),
        ("company_code", ""),
        ("party.principal", ""),
        ("loan_tail", ""),
        ("amount_named", ""),
        ("quote", "签了就走。"),
        ("papers", ""),
        ("witnesses", "隔壁王姐"),
        ("attachments", ""),
        ("police_slip", ""),
    ] {
        terminal.question(&format!("visit.record.{id}")).line(typed);
    }
    terminal.review().press(Key::Enter);
    terminal.shows("序号 2");
    assert_eq!(terminal.end(), 0);
}

/// Somebody who can't go on: help comes first and says nothing of debts; the question waits.
pub fn in_distress(home: &Home) {
    let mut table = Table::open(home);
    table.receives(home, "小何");
    table.board().line("＃");
    table.terminal.expect("12356");
    table.board().line("3");
    let terminal = &mut table.terminal;
    terminal.question("confirm.lender").line("青松小贷");
    terminal.question("confirm.id").line("#");
    terminal.expect("12356").prompt();
    let screen = terminal.screen();
    let asked = screen.rfind(TEXTS.t("confirm.id.ask").get(..12).unwrap());
    let help = &screen[asked.unwrap()..];
    for talk in ["欠款", "逾期", "还款", "利息"] {
        assert!(!help.contains(talk), "{talk}: {help}");
    }
    // Back when ready: the same question, and what was told before.
    terminal.press(Key::Enter);
    terminal.question("confirm.id").press(Key::Interrupt);
    terminal.expect("12356");
    table.board().line("6");
    let ask = TEXTS.t("session.note");
    let note = "三天没睡，先陪着说话，妹妹13855550005来接";
    table.terminal.expect(&ask).prompt().line(note);
    table.board().line("3");
    table.terminal.expect("接着上次的做吗").prompt().line("１");
    let rest = [
        ("id", "青松"),
        ("lender_kind", "6"),
        ("contract_number", ""),
        ("ask.papers", "3"),
        ("last_demand_on", ""),
        ("claim.total", "3200"),
        ("claim.on", "今天"),
        ("claim.scope", "3"),
        ("claim.source", ""),
    ];
    table.terminal.answer_all("confirm", &rest);
    table.terminal.review().press(Key::Enter);
    table.reads_on();
    table.leaves_with_pages("小何");
}

/// A payment order came by post: the days are counted, and stand on the pages.
pub fn papers_of_a_court(home: &Home) {
    let mut table = Table::open(home);
    table.receives(home, "老孙");
    table.board().line("3");
    only_a_claim(&mut table, "云上小贷", "云上", "3", "8000");
    table.leaves();
    let mut terminal = Terminal::start(home, &["due", "add"]);
    terminal.expect("别的日子：").prompt().line("１");
    terminal.expect("哪天收到支付令").prompt().line("上个月吧");
    terminal.expect("日期").prompt().line("11月18日");
    terminal.expect("2026年12月3日");
    assert_eq!(terminal.end(), 0);
    let mut terminal = Terminal::start(home, &["due"]);
    terminal.shows("2026年12月3日");
    assert_eq!(terminal.end(), 0);
    a_call(home, "今天上午9点", "说东陵支付令已经生效", "13866660006");
    let mut table = Table::open(home);
    table.leaves_with_pages("老孙");
    let page = taken_home(home, "老孙");
    for words in ["12月3日", "先打12368", "打12348"] {
        assert!(unwrapped(&page).contains(words), "{words}: {page}");
    }
    let board = home.json(&["case", "session"]);
    assert!(
        board["urgent"][0].as_str().unwrap().contains("支付令"),
        "{board}"
    );
}

/// A loan of which nothing is known but what the other side says.
fn only_a_claim(table: &mut Table, lender: &str, id: &str, kind: &str, total: &str) {
    let terminal = &mut table.terminal;
    terminal.question("confirm.lender").line(lender);
    terminal.question("confirm.id").line(id);
    terminal.question("confirm.lender_kind").line(kind);
    if kind == "2" {
        terminal.question("confirm.platform_assisted").line("");
    }
    terminal.answer_all(
        "confirm",
        &[
            ("contract_number", ""),
            ("ask.papers", "３"),
            ("last_demand_on", "不知道"),
            ("claim.total", total),
            ("claim.on", "昨天"),
            ("claim.scope", "3"),
            ("claim.source", ""),
        ],
    );
    terminal.review().press(Key::Enter);
    table.reads_on();
}

/// A call, told through the questions of the log.
fn a_call(home: &Home, when: &str, summary: &str, phone: &str) {
    let mut terminal = Terminal::start(home, &["log", "add"]);
    terminal.answer_all(
        "log-add",
        &[
            ("kind", "1"),
            ("occurred_at", when),
            ("precision", "１"),
            ("summary", summary),
            ("quote", ""),
            ("direction", "1"),
            ("answered", "是"),
            ("robot", "2"),
            ("party.phone", phone),
            ("party.principal", ""),
            ("target", "1"),
            ("grade", "4"),
            ("attachments", ""),
        ],
    );
    terminal.review().press(Key::Enter);
    terminal.expect("已写入磁盘 1 条");
    assert_eq!(terminal.end(), 0);
}

/// The text of the page to take home.
pub fn taken_home(home: &Home, name: &str) -> String {
    let folder = home.beside(&pages(name));
    let mut files = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path());
    let page = files.find(|path| {
        let name = path.display().to_string();
        name.contains("带走") && name.ends_with(".txt")
    });
    std::fs::read_to_string(page.unwrap()).unwrap()
}
