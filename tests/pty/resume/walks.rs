//! Every interview there is, with what a person types.

use super::homes::{empty, logged, stored};
use super::{Step, Walk};
use crate::support::Home;

const IDENTITY: &str = "11010519491231002X";

/// Text keys and lines typed; a key is asked again for each line of a list and for its end.
fn steps(flow: &str, typed: &'static [(&'static str, &'static str)]) -> Vec<Step> {
    let key = |id: &str| -> &'static str { format!("{flow}{id}").leak() };
    let step = |(id, typed): &(&str, &'static str)| Step {
        key: key(id),
        typed,
    };
    typed.iter().map(step).collect()
}

/// What all interviews share but the visit.
fn walk(args: &'static [&'static str], home: fn() -> Home, steps: Vec<Step>) -> Walk {
    Walk {
        args,
        home,
        before: &[],
        offer: "interview.draft-yes",
        steps,
        never_kept: &[],
        case: "甲",
    }
}

pub(super) fn confirm_terms() -> Walk {
    walk(
        &["confirm"],
        empty,
        steps(
            "confirm.",
            &[
                ("lender", "江河银行"),
                ("id", "A1"),
                ("lender_kind", "1"),
                ("platform_assisted", "是"),
                ("contract_number", "不知道"),
                ("ask.papers", "1"),
                ("disbursed_on", "2025年8月15日"),
                ("contract_amount", "3万"),
                ("disbursed_amount", "29000"),
                ("repayment", "1"),
                ("installments", "24"),
                ("first_due", "2025-09-15"),
                ("ask.rate_unit", "1"),
                ("rate.annual", "15%"),
                ("ask.charges", "1"),
                ("charges.0.kind", "2"),
                ("charges.0.each", "240"),
                ("charges.0.third_party", "3"),
                ("ask.default_interest", "1"),
                ("default_interest.multiple", "1.5"),
                ("ask.repaid", "3"),
                ("repayments", "2025-09-15 1694.60"),
                ("repayments", "2025-10-15 1694.60"),
                ("repayments", "2025-11-15 1694.60"),
                ("repayments", ""),
                ("disputed_repayments", "2026-01-05 300"),
                ("disputed_repayments", ""),
                ("last_demand_on", "不知道"),
                ("ask.claim", "是"),
                ("claim.total", "21600"),
                ("claim.on", "今天"),
                ("claim.scope", "2"),
                ("claim.source", "催收电话"),
            ],
        ),
    )
}

pub(super) fn confirm_plan() -> Walk {
    walk(
        &["confirm"],
        empty,
        steps(
            "confirm.",
            &[
                ("lender", "不知道"),
                ("id", "A2"),
                ("lender_kind", "6"),
                ("contract_number", "不知道"),
                ("ask.papers", "2"),
                ("disbursed_on", "2025-08-15"),
                ("contract_amount", "3000"),
                ("disbursed_amount", ""),
                ("rows", "2025-09-15 1000 50 0"),
                ("rows", "2025-10-15 1000 40 0"),
                ("rows", "2025-11-15 1000 30 0"),
                ("rows", ""),
                ("ask.default_interest", "4"),
                ("ask.repaid", "2"),
                ("ask.repaid_installments", "1"),
                ("disputed_repayments", ""),
                ("last_demand_on", "不知道"),
                ("ask.claim", "否"),
            ],
        ),
    )
}

pub(super) fn confirm_edit() -> Walk {
    walk(
        &["confirm", "A1", "--edit"],
        stored,
        steps(
            "confirm.",
            &[
                ("lender", ""),
                ("id", "A9"),
                ("lender_kind", ""),
                ("platform_assisted", ""),
                ("contract_number", "不知道"),
                ("ask.papers", ""),
                ("disbursed_on", ""),
                ("contract_amount", ""),
                ("disbursed_amount", ""),
                ("repayment", ""),
                ("installments", ""),
                ("first_due", ""),
                ("ask.rate_unit", ""),
                ("rate.annual", ""),
                ("ask.charges", ""),
                ("charges.0.kind", ""),
                ("charges.0.each", ""),
                ("charges.0.third_party", ""),
                ("ask.default_interest", ""),
                ("default_interest.multiple", "1.4"),
                ("ask.repaid", ""),
                ("repayments", "2026-10-20 300"),
                ("repayments", "2026-10-21 400"),
                ("repayments", ""),
                ("disputed_repayments", ""),
                ("last_demand_on", ""),
                ("ask.claim", ""),
                ("claim.total", ""),
                ("claim.on", ""),
                ("claim.scope", ""),
                ("claim.source", ""),
            ],
        ),
    )
}

/// A second loan: what is there is asked about first.
pub(super) fn confirm_second() -> Walk {
    Walk {
        before: &[("confirm.add-one", "2")],
        ..walk(
            &["confirm"],
            stored,
            steps(
                "confirm.",
                &[
                    ("lender", "不知道"),
                    ("id", "小舟"),
                    ("lender_kind", "6"),
                    ("contract_number", "不知道"),
                    ("ask.papers", "3"),
                    ("last_demand_on", "不知道"),
                    ("claim.total", "5280"),
                    ("claim.on", "2026-11-21"),
                    ("claim.scope", "3"),
                    ("claim.source", ""),
                ],
            ),
        )
    }
}

pub(super) fn plan() -> Walk {
    walk(
        &["plan"],
        stored,
        steps(
            "plan.",
            &[
                ("irregular", "否"),
                ("income", "4300"),
                ("spending.rent", ""),
                ("spending.food", "1,060"),
                ("spending.transport", "180"),
                ("spending.phone", "不知道"),
                ("spending.utilities", ""),
                ("spending.medicine", ""),
                ("spending.children", "0"),
                ("spending.parents", "三百"),
                ("spending.other", ""),
                ("arrears", ""),
                ("reserve", "500"),
            ],
        ),
    )
}

const BORROWER: &[(&str, &str)] = &[
    ("letter.copy", "1"),
    ("letter-borrower.name", "甲某"),
    ("letter-borrower.phone", "13800005678"),
    ("letter-borrower.id_number", IDENTITY),
];

pub(super) fn letter_c1() -> Walk {
    Walk {
        never_kept: &["letter-borrower.id_number"],
        ..walk(
            &["letter", "C1", "--loan", "A1"],
            stored,
            steps("", BORROWER),
        )
    }
}

pub(super) fn letter_c2() -> Walk {
    let mut all = steps(
        "letter-c2.",
        &[
            ("limitation.last_due_on", ""),
            ("limitation.last_demand_on", ""),
            ("limitation.understood", "1"),
            ("reason.on", "2026年6月30日"),
            (
                "reason.words",
                "本人原在电商公司做客服，2026年6月30日被裁员，之后四个月没有固定收入。2026年11月1日起在超市上班，每月到手4200元。",
            ),
            ("reason.proof", "离职证明、失业登记"),
            ("request.kind", "1"),
            ("request.monthly", "430"),
            ("request.first_on", "2026-12-15"),
        ],
    );
    all.extend(steps("", BORROWER));
    Walk {
        never_kept: &["letter-borrower.id_number"],
        ..walk(&["letter", "C2", "--loan", "A1"], stored, all)
    }
}

pub(super) fn log_add() -> Walk {
    walk(
        &["log", "add"],
        empty,
        steps(
            "log-add.",
            &[
                ("kind", "1"),
                ("occurred_at", "昨晚10点47分"),
                ("precision", "1"),
                ("summary", "来电约三分钟，要求当晚还款。"),
                ("quote", "今晚不还就去你单位"),
                ("direction", "1"),
                ("answered", "1"),
                ("robot", "2"),
                ("party.phone", "02155550101"),
                ("party.principal", "江河银行"),
                ("target", "1"),
                ("grade", "2"),
                ("attachments", "录音1.amr"),
                ("attachments", "照片2.jpg"),
                ("attachments", ""),
            ],
        ),
    )
}

const AMENDED: &[(&str, &str)] = &[
    ("kind", ""),
    ("occurred_at", "昨晚10点40分"),
    ("occurred_until", ""),
    ("precision", "2"),
    ("summary", ""),
    ("quote", "今晚不还就去你单位"),
    ("direction", "1"),
    ("channel", "1"),
    ("answered", "1"),
    ("robot", "2"),
    ("party.phone", "02155550101"),
    ("party.principal", "江河银行"),
    ("party.employer", "不知道"),
    ("party.name", "自称姓王"),
    ("party.role", "不知道"),
    ("party.badge", "不知道"),
    ("target", "1"),
    ("witnesses", "室友"),
    ("loan", "不知道"),
    ("grade", "2"),
    ("attachments", "录音1.amr"),
    ("attachments", "照片2.jpg"),
    ("attachments", ""),
];

pub(super) fn log_amend() -> Walk {
    walk(&["log", "amend", "1"], logged, steps("log-add.", AMENDED))
}

pub(super) fn log_complete() -> Walk {
    walk(
        &["log", "complete", "1"],
        logged,
        steps(
            "log-add.",
            &[
                ("direction", "1"),
                ("answered", "1"),
                ("party.phone", "02155550101"),
                ("party.principal", "江河银行"),
                ("target", "1"),
                ("grade", "2"),
            ],
        ),
    )
}

pub(super) fn borrower() -> Walk {
    walk(
        &["case", "borrower"],
        stored,
        steps(
            "borrower.borrower.",
            &[
                ("name", "甲某"),
                ("phone", "13800005678"),
                ("id_tail", "002X"),
            ],
        ),
    )
}

pub(super) fn visit() -> Walk {
    let mut all = steps(
        "visit.door.",
        &[
            ("danger", "2"),
            ("who-is-home", "1"),
            ("recording", "1"),
            ("who", "2"),
            ("work-id", "2"),
            ("mandate", "1"),
            ("mandate-fault", "1"),
            ("mandate-fault", "2"),
            ("mandate-fault", "5"),
            ("demand", "4"),
            ("demand", "5"),
            ("demand-pay", "2"),
            ("demand", "7"),
            ("conduct", "1"),
            ("leave", "1"),
            ("after", "1"),
            ("already", "1"),
        ],
    );
    all.extend(steps(
        "visit.record.",
        &[
            ("occurred_at", ""),
            ("occurred_until", ""),
            ("people", "2"),
            ("party.employer", "安澜信息咨询"),
            ("party.name", ""),
            ("party.badge", "A0372"),
            ("company_code", ""),
            ("party.principal", ""),
            ("loan_tail", ""),
            ("amount_named", "500"),
            ("quote", "先还五百表示诚意。"),
            ("papers", ""),
            ("witnesses", "合租室友"),
            ("attachments", "录音1.amr"),
            ("attachments", "照片2.jpg"),
            ("attachments", ""),
            ("police_slip", ""),
        ],
    ));
    Walk {
        offer: "visit.resume_on",
        ..walk(&["visit"], empty, all)
    }
}

/// A call that wants to come, with words that frighten.
pub(super) fn visit_announced() -> Walk {
    let mut all = steps(
        "visit.door.",
        &[
            ("danger", "3"),
            ("caller", "2"),
            ("appointment", "5"),
            ("said", "1"),
            ("said", "7"),
            ("already", "1"),
        ],
    );
    all.extend(steps(
        "visit.record.",
        &[
            ("occurred_at", ""),
            ("occurred_until", ""),
            ("party.employer", "安澜信息咨询"),
            ("party.name", ""),
            ("party.badge", ""),
            ("party.principal", ""),
            ("loan_tail", ""),
            ("amount_named", ""),
            ("quote", "明天就上门。"),
            ("papers", ""),
            ("witnesses", ""),
            ("attachments", ""),
            ("police_slip", ""),
        ],
    ));
    Walk {
        offer: "visit.resume_on",
        ..walk(&["visit"], empty, all)
    }
}

/// Danger at the door: the police are called and come.
pub(super) fn visit_danger() -> Walk {
    let mut all = steps(
        "visit.door.",
        &[
            ("danger", "1"),
            ("call-110", "1"),
            ("waiting", "1"),
            ("after", "1"),
            ("already", "1"),
        ],
    );
    all.extend(steps(
        "visit.record.",
        &[
            ("occurred_at", ""),
            ("occurred_until", ""),
            ("people", ""),
            ("party.employer", ""),
            ("party.name", ""),
            ("party.badge", ""),
            ("company_code", ""),
            ("party.principal", ""),
            ("loan_tail", ""),
            ("amount_named", ""),
            ("quote", ""),
            ("papers", ""),
            ("witnesses", ""),
            ("attachments", ""),
            ("police_slip", ""),
        ],
    ));
    Walk {
        offer: "visit.resume_on",
        ..walk(&["visit", "--plain"], empty, all)
    }
}
