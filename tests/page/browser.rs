//! The page in a real browser: on a telephone, on a desk, at twice the size, by night and on paper.
//! Without a Chromium the pictures can't be looked at, and that is said.

use super::page_of_the_demo;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

fn browser() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    let in_path = |name: &&str| {
        let mut found = std::env::split_paths(&paths).map(|folder| folder.join(name));
        found.find(|path| path.is_file())
    };
    NAMES.iter().find_map(in_path)
}

/// A picture of the page: width, height and its points, three bytes each.
struct Shot {
    wide: usize,
    high: usize,
    points: Vec<u8>,
}

impl Shot {
    fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let at = (y * self.wide + x) * 3;
        [self.points[at], self.points[at + 1], self.points[at + 2]]
    }

    fn paper(&self) -> [u8; 3] {
        self.at(0, 0)
    }

    /// Points unlike the paper in these columns.
    fn marked(&self, columns: std::ops::Range<usize>) -> usize {
        let paper = self.paper();
        let in_column = |x: usize| (0..self.high).filter(|y| self.at(x, *y) != paper).count();
        columns.map(in_column).sum()
    }
}

fn run(program: &Path, folder: &Path, more: &[&str]) {
    let status = Command::new(program)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))
        .args(more)
        .arg(format!("file://{}", folder.join("page.html").display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "{program:?} {more:?}");
}

fn shot(program: &Path, folder: &Path, wide: usize, by_night: bool) -> Shot {
    let path = folder.join(format!("{wide}-{by_night}.png"));
    let screenshot = format!("--screenshot={}", path.display());
    let window = format!("--window-size={wide},3200");
    let scheme = match by_night {
        true => "--blink-settings=preferredColorScheme=0",
        false => "--blink-settings=preferredColorScheme=1",
    };
    run(program, folder, &[&screenshot, &window, scheme]);
    let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut bytes).unwrap();
    let each = frame.color_type.samples();
    assert!(each >= 3, "a coloured picture");
    let points = bytes
        .chunks_exact(each)
        .flat_map(|p| [p[0], p[1], p[2]])
        .collect();
    Shot {
        wide: frame.width as usize,
        high: frame.height as usize,
        points,
    }
}

#[test]
fn the_page_fits_a_telephone_a_desk_and_twice_the_size_by_day_and_by_night() {
    let Some(program) = browser() else {
        eprintln!(
            "CANNOT LOOK: none of {} is here. The page was NOT looked at in a browser: 6 pictures and \
             1 print were left out.",
            NAMES.join(", ")
        );
        return;
    };
    let (home, _) = page_of_the_demo();
    let folder = home.beside("");
    // 640 is a desk's 1280 at twice the size.
    for wide in [390, 640, 1280] {
        for by_night in [false, true] {
            let shot = shot(&program, &folder, wide, by_night);
            assert_eq!(shot.wide, wide);
            let bright = shot.paper().iter().all(|part| *part > 200);
            let dark = shot.paper().iter().all(|part| *part < 60);
            assert_eq!((bright, dark), (!by_night, by_night), "{:?}", shot.paper());
            // There is something to read, and nothing of it runs over the edges.
            assert!(shot.marked(0..wide) > 20_000, "{wide}");
            assert_eq!(shot.marked(0..12), 0, "{wide}, left");
            assert_eq!(shot.marked(wide - 12..wide), 0, "{wide}, right");
        }
    }
    let pdf = folder.join("page.pdf");
    let print = format!("--print-to-pdf={}", pdf.display());
    run(&program, &folder, &[&print, "--no-pdf-header-footer"]);
    let printed = std::fs::read(pdf).unwrap();
    assert!(printed.starts_with(b"%PDF") && printed.len() > 20_000);
}

#[test]
fn the_papers_of_a_bundle_fit_twice_the_size() {
    let Some(program) = browser() else {
        eprintln!("CANNOT LOOK: no browser is here. 4 papers of a bundle were NOT looked at.");
        return;
    };
    let home = crate::report::with_entries();
    let answers = crate::report::answered(&home, "nobody", false);
    let told = crate::report::complaint(&home, "lender-desk", &answers, &[]).json();
    let bundle = PathBuf::from(told["folder"].as_str().unwrap());
    let folder = home.beside("seen");
    std::fs::create_dir(&folder).unwrap();
    let counted = home.beside("统计.html");
    home.done(&["log", "conduct", "-o", crate::support::arg(&counted)]);
    let mut papers = vec![counted];
    for name in ["0_目录和校验说明", "1_投诉书", "2_证据目录", "3_时间线"] {
        papers.push(bundle.join(format!("{name}.html")));
    }
    for paper in papers {
        std::fs::copy(&paper, folder.join("page.html")).unwrap();
        let shot = shot(&program, &folder, 640, false);
        assert!(shot.marked(0..640) > 5_000, "{paper:?}");
        // A table wider than the screen is cut off by its own frame, not by the window.
        assert_eq!(shot.marked(632..640), 0, "{paper:?}, right");
    }
}
