//! Personal numbers are whole only where they were asked to be.

use menshen::render::letter::with_numbers_masked;

#[test]
fn numbers_in_free_words_are_masked() {
    for (words, shown) in [
        ("电话13812345678，微信同号", "电话138****5678，微信同号"),
        ("138 1234 5678", "138****5678"),
        ("138-1234-5678。", "138****5678。"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        ("身份证11010519491231002X和", "身份证110***********002X和"),
        ("11010519491231002x", "110***********002x"),
        ("110105194912310021", "110***********0021"),
        ("卡号6222021234567890123", "卡号622************0123"),
        ("2026-11-16 13812345678", "2026-11-16 138****5678"),
    ] {
        assert_eq!(with_numbers_masked(words), shown, "{words}");
    }
}

#[test]
fn figures_and_dates_stay() {
    for words in [
        "2026年6月30日被裁员，每月到手4200元。",
        "2026-11-16 19:35",
        "12378、12345，1 2 3",
        "100 2026 2027是三个数，10021234567不是手机号……",
        "",
        "Ⅹ X",
    ] {
        let masked = with_numbers_masked(words);
        if words.contains("10021234567") {
            // Eleven digits from 1 may be a mobile number: better hidden than shown.
            assert_eq!(masked, "100****2027是三个数，100****4567不是手机号……");
        } else {
            assert_eq!(masked, words);
        }
    }
}
