//! Every screen of the door fits the windows people have: 80 by 24, and 40 by 15.

use super::{door, texts};
use menshen::interview::door::{Door, DoorNode};
use menshen::render::texts::Texts;
use menshen::render::wrap::wrap;

const WINDOWS: [(usize, usize); 2] = [(80, 24), (40, 15)];

/// What may be read aloud on a screen: its own sentence, or the answer to what led there.
fn sentences(texts: &Texts, door: &Door, node: &DoorNode) -> Vec<String> {
    let mut out = vec![texts.t(&format!("visit.door.{}.say", node.id))];
    for from in &door.nodes {
        for option in from.options.iter().filter(|o| o.says) {
            // Where an option leads may depend on what went before: every sentence is tried on
            // every screen it can come to, and the nodes passed over lead one further.
            let ways = [
                Some(&option.goto),
                option.goto_again.as_ref(),
                option.goto_when_ended.as_ref(),
            ];
            let to_here = ways.into_iter().flatten().any(|goto| {
                let mut at = match goto {
                    menshen::interview::door::Goto::Node(to) => door.node(to),
                    menshen::interview::door::Goto::End => None,
                };
                while let Some(target) = at {
                    if target.id == node.id {
                        return true;
                    }
                    at = target.otherwise.as_deref().and_then(|id| door.node(id));
                }
                false
            });
            if to_here {
                let key = format!("visit.door.{}.then.{}", from.id, option.id);
                out.push(texts.t(&key));
            }
        }
    }
    out
}

#[test]
fn at_most_two_lines_to_read_and_the_whole_screen_fits_both_windows() {
    let (texts, door) = (texts(), door());
    let mut too_long = Vec::new();
    for node in &door.nodes {
        let ask = texts.t(&format!("visit.door.{}.ask", node.id));
        for (columns, rows) in WINDOWS {
            let asked = wrap(&ask, columns, 0).len();
            if asked > 2 {
                too_long.push(format!("{} at {columns}: {asked} lines: {ask}", node.id));
            }
            let options: usize = node
                .options
                .iter()
                .map(|o| {
                    let key = format!("visit.door.{}.options.{}", node.id, o.id);
                    wrap(&format!("  1  {}", texts.t(&key)), columns, 5).len()
                })
                .sum();
            for sentence in sentences(&texts, &door, node) {
                for reader in ["visit.say", "visit.say_borrower"] {
                    let line = texts.say(reader, [("sentence", sentence.clone())]);
                    let said = wrap(&line, columns, 0).len();
                    let keys = wrap(&texts.t("visit.keys"), columns, 0).len();
                    // The empty line above and the line that is typed on.
                    let all = 1 + asked + said + options + keys + 1;
                    if all > rows {
                        too_long.push(format!("{} at {columns}: {all} rows: {line}", node.id));
                    }
                }
            }
        }
    }
    assert!(too_long.is_empty(), "{too_long:#?}");
}

#[test]
fn there_is_one_sentence_to_read_aloud_and_it_names_nobody_a_criminal() {
    let (texts, door) = (texts(), door());
    let mut seen = 0;
    for node in &door.nodes {
        for said in sentences(&texts, &door, node) {
            seen += 1;
            let quiet = said.starts_with('（');
            let ends = said.matches(['。', '！', '？']).count();
            assert!(quiet || ends == 1, "{}: {said}", node.id);
            for never in ["违法", "犯罪", "骗", "告你", "曝光", "老赖"] {
                assert!(!said.contains(never), "{}: {said}", node.id);
            }
        }
    }
    assert!(seen > 60, "{seen}");
}
