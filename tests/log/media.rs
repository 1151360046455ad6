//! What a file is, how long it is, and what it carries along, seen before it leaves.

use crate::support::{Home, arg, no_hole, unwrapped};
use menshen::domain::evidence::{Examined, Harm, NameFit, examined, name_fit};
use std::io::Cursor;
use std::path::PathBuf;

fn vector(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vectors/media")
        .join(name)
}

fn seen(bytes: &[u8]) -> Examined {
    examined(Cursor::new(bytes)).unwrap()
}

fn harms(examined: &Examined) -> Vec<Harm> {
    examined.carried.iter().map(|c| c.what).collect()
}

fn of(name: &str) -> Vec<Harm> {
    harms(&seen(&std::fs::read(vector(name)).unwrap()))
}

/// A box of the ISO family.
fn boxed(letters: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap();
    [&length.to_be_bytes()[..], letters, content].concat()
}

/// A recording of so many thousandths of a second with this beside it, at its end as telephones write.
fn film(brand: &[u8; 4], thousandths: u32, beside: &[u8]) -> Vec<u8> {
    let head = [
        &[0; 12][..],
        &1000_u32.to_be_bytes(),
        &thousandths.to_be_bytes(),
        &[0; 80],
    ]
    .concat();
    let movie = [boxed(b"mvhd", &head), beside.to_vec()].concat();
    [
        boxed(b"ftyp", &[&brand[..], &[0; 4]].concat()),
        boxed(b"mdat", &[7; 5000]),
        boxed(b"moov", &movie),
    ]
    .concat()
}

#[test]
fn photos_say_where_they_were_taken_and_with_what() {
    for name in ["place.jpg", "place.heic", "place.png"] {
        assert_eq!(of(name), [Harm::Place, Harm::Device], "{name}");
    }
    // A place of nothing but zeros is what telephones write with the place switched off.
    assert_eq!(of("empty-place.jpg"), [Harm::Device]);
    for name in ["plain.jpg", "plain.png"] {
        assert_eq!(of(name), [], "{name}");
    }
    let device = seen(&std::fs::read(vector("place.jpg")).unwrap()).carried[1].clone();
    assert_eq!(device.detail.as_deref(), Some("EXAMPLE P40"));
}

#[test]
fn no_place_is_ever_printed() {
    let home = Home::new();
    for name in ["place.jpg", "place.heic", "photo.docx"] {
        let file = vector(name);
        let json = home.json(&["check", "file", arg(&file)]);
        assert_eq!(
            json["carried"][0],
            serde_json::json!({"what": "place"}),
            "{name}"
        );
        let said = home.done(&["check", "file", arg(&file)]);
        assert!(
            said.contains("经纬度") && said.contains("文件没有动"),
            "{said}"
        );
        for figure in ["34", "113"] {
            assert!(!said.contains(figure), "{said}");
        }
        no_hole(&said);
    }
    assert!(home.kept().is_empty(), "looking keeps nothing");
}

#[test]
fn recordings_say_how_long_they_are_and_where_they_were_made() {
    let place = boxed(
        b"udta",
        &boxed(b"\xA9xyz", b"\0\x12\x15\xc7+34.7466+113.6253/"),
    );
    let with_place = seen(&film(b"mp42", 182_500, &place));
    assert_eq!(
        (with_place.media_type, with_place.seconds),
        ("video/mp4", Some(182))
    );
    assert_eq!(harms(&with_place), [Harm::Place]);
    let keys = boxed(
        b"meta",
        b"\0\0\0\0mdtacom.apple.quicktime.location.ISO6709\0com.apple.quicktime.model",
    );
    assert_eq!(
        harms(&seen(&film(b"qt  ", 1000, &keys))),
        [Harm::Place, Harm::Device]
    );
    let memo = seen(&film(b"M4A ", 61_999, &[]));
    assert_eq!((memo.seconds, memo.partly), (Some(61), false));
    assert_eq!(memo.carried, []);
    // A recorder that was cut off wrote no head: nothing is said for certain.
    let torn = &film(b"M4A ", 61_999, &[])[..3000];
    assert_eq!((seen(torn).seconds, seen(torn).partly), (None, true));
    let open = seen(&film(b"M4A ", u32::MAX, &[]));
    assert_eq!(open.seconds, None);
}

#[test]
fn sound_is_counted_where_it_can_be() {
    let amr = [
        &b"#!AMR\n"[..],
        &[[&[0x3c][..], &[0; 31]].concat().as_slice(); 250].concat(),
    ];
    assert_eq!(seen(&amr.concat()).seconds, Some(5));
    // A frame of no known sort: the length isn't known.
    assert_eq!(seen(b"#!AMR\n\x4c\0\0\0").seconds, None);
    assert_eq!(seen(b"#!AMR\n").seconds, None);
    let wav = [
        &b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0"[..],
        &8000_u32.to_le_bytes(),
        &16_000_u32.to_le_bytes(),
        b"\x02\0\x10\0data",
        &32_000_u32.to_le_bytes(),
        &[0; 32_000],
    ]
    .concat();
    assert_eq!(seen(&wav).seconds, Some(2));
    assert_eq!(seen(&wav[..20_000]).seconds, None);
    let silk = seen(b"\x02#!SILK_V3\x10\0");
    assert_eq!((silk.media_type, silk.partly), ("audio/silk", true));
}

#[test]
fn papers_say_who_wrote_them_and_on_whose_computer() {
    assert_eq!(
        of("author.docx"),
        [Harm::Author, Harm::Comments, Harm::Revisions]
    );
    let author = seen(&std::fs::read(vector("author.docx")).unwrap()).carried[0].clone();
    assert_eq!(author.detail.as_deref(), Some("张三、李四、甲公司"));
    // Nobody is named; the photo inside still says where it was taken.
    assert_eq!(of("photo.docx"), [Harm::Place, Harm::Device]);
    let pdf = |inside: &[u8]| seen(&[b"%PDF-1.4\n", inside].concat());
    let named = pdf(b"1 0 obj<</Author (\xfe\xff\x5f\x20\x4e\x09)>>");
    assert_eq!(named.carried[0].detail.as_deref(), Some("张三"));
    let figures = pdf(b"<</Author <FEFF5F204E09>>>");
    assert_eq!(figures.carried[0].detail.as_deref(), Some("张三"));
    assert_eq!(
        harms(&pdf(b"/Title (C:\\\\Users\\\\zhang\\\\a.doc)")),
        [Harm::Path]
    );
    let markup = pdf(b"<dc:creator><rdf:Seq><rdf:li>Zhang</rdf:li></rdf:Seq></dc:creator>");
    assert_eq!(markup.carried[0].detail.as_deref(), Some("Zhang"));
    assert_eq!(harms(&pdf(b"/Author ()")), []);
    assert!(pdf(b"/Type /ObjStm").partly && !pdf(b"x").partly);
}

#[test]
fn a_broken_file_is_never_said_to_carry_nothing() {
    for bytes in [
        &b"\0\0\0\x18ftypmp42\0\0\0\0"[..],
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\xffmeta",
        b"PK\x03\x04[Content_Types].xml word/",
        b"ID3\x03\0",
        b"\x01\x02\x03",
    ] {
        let examined = seen(bytes);
        assert!(examined.partly, "{:?}", examined.media_type);
    }
}

#[test]
fn a_file_cut_off_anywhere_is_looked_at_as_far_as_it_goes() {
    let place = boxed(
        b"udta",
        &boxed(b"\xA9xyz", b"\0\x12\x15\xc7+34.7466+113.6253/"),
    );
    let mut whole = vec![film(b"mp42", 1000, &place)];
    for name in [
        "place.jpg",
        "place.png",
        "place.heic",
        "author.docx",
        "photo.docx",
    ] {
        whole.push(std::fs::read(vector(name)).unwrap());
    }
    let mut looked = 0;
    for bytes in whole {
        for end in 0..bytes.len() {
            seen(&bytes[..end]);
            looked += 1;
        }
    }
    assert!(looked > 5000, "{looked}");
}

#[test]
fn a_name_that_promises_something_else_is_said() {
    for (name, media_type, fit) in [
        ("录音.m4a", "audio/mp4", NameFit::Agrees),
        // Recorders write sound in the form of films.
        ("录音.m4a", "video/mp4", NameFit::Agrees),
        ("录音.AMR", "audio/amr", NameFit::Agrees),
        ("录音.amr", "audio/silk", NameFit::Contradicts),
        ("照片.jpg", "image/png", NameFit::Contradicts),
        ("照片.jpg", "image/heic", NameFit::Contradicts),
        ("a.pdf", "application/octet-stream", NameFit::Untold),
        ("a.docx", "application/zip", NameFit::Agrees),
        ("a.xyz", "image/png", NameFit::Silent),
        ("录音", "audio/amr", NameFit::Silent),
    ] {
        assert_eq!(name_fit(name, media_type), fit, "{name} {media_type}");
    }
}

#[test]
fn a_file_is_looked_at_when_it_is_attached_and_kept_as_it_is() {
    let home = Home::new();
    let photo = vector("place.jpg");
    let voice = home.file("录音.amr", b"\x02#!SILK_V3\x10\0");
    let args = ["log", "add", "备注", "x", "--when", "今天", "--attach"];
    let ran = home.run(&[&args[..], &[arg(&photo), "--attach", arg(&voice)]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    let said = unwrapped(&ran.err);
    assert!(said.contains("place.jpg里带着：拍摄地点、机型"), "{said}");
    assert!(said.contains("录音.amr的名字和内容对不上"), "{said}");
    let entry = home.json(&["log", "show", "1"]);
    let id = entry["current"]["attachments"][0]["id"].as_str().unwrap();
    let kept = home.path().join("cases/inbox/attachments").join(id);
    assert_eq!(std::fs::read(kept).unwrap(), std::fs::read(&photo).unwrap());
    let plain = vector("plain.png");
    let ran = home.run(&[&args[..], &[arg(&plain)]].concat());
    assert!(!ran.err.contains("带着"), "{ran:?}");
}

#[test]
fn what_cannot_be_looked_at_is_refused_by_name() {
    let home = Home::new();
    home.refused(&["check", "file", "none.jpg"], "attachment-not-found", 1);
    home.refused(&["check", "file", "."], "attachment-is-folder", 1);
}
