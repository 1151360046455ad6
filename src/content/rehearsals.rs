//! Scenarios to practise on, from `rehearsals/*.toml`: raw shapes, then checked scenes. A scenario,
//! move or lesson of a later layer replaces the earlier one with its id as a whole.

mod check;
mod raw;

use super::door::load_door;
use super::library::{ContentError, Layer, Library, Source};
use super::problem::Problems;
use crate::domain::visit::{Cast, Lesson, Rehearsals, Scenario};
use crate::interview::door::Door;
pub(super) use raw::severity_of;
use raw::{Move, Reader};
use std::collections::BTreeMap;

/// Where an entry stands.
#[derive(Debug, Clone)]
struct Place {
    file: String,
    line: usize,
    layer: Layer,
}

/// Everything there is to practise on, in the order of the files.
///
/// # Errors
/// Everything wrong in `rehearsals/` (and in the door, whose answers scenes offer), with file and
/// line: not TOML or another shape, an id given twice in one layer, a word that is none, a move,
/// lesson, answer or scene that isn't there, more than seven options, a scene nobody can reach, or
/// scenes that come round again.
pub fn load_rehearsals(library: &Library) -> Result<Rehearsals, ContentError> {
    let door = load_door(library)?;
    let mut loading = Loading::new(&door);
    let files: Vec<(Source, raw::File)> = library
        .folder("rehearsals")
        .into_iter()
        .filter_map(|source| loading.read(source))
        .collect();
    // Scenes name moves and lessons of any file, so those are read first.
    for (source, file) in &files {
        loading.words(source, file);
    }
    for (source, file) in files {
        loading.scenarios(&source, file);
    }
    loading.finish()
}

struct Loading<'d> {
    door: &'d Door,
    problems: Problems,
    lessons: BTreeMap<String, (Lesson, Place)>,
    moves: BTreeMap<String, (Move, Place)>,
    scenarios: BTreeMap<String, (Scenario, Place)>,
    order: Vec<String>,
    casts: Vec<Cast>,
}

impl<'d> Loading<'d> {
    fn new(door: &'d Door) -> Loading<'d> {
        Loading {
            door,
            problems: Problems::new(),
            lessons: BTreeMap::new(),
            moves: BTreeMap::new(),
            scenarios: BTreeMap::new(),
            order: Vec::new(),
            casts: Vec::new(),
        }
    }

    fn read(&mut self, source: Source) -> Option<(Source, raw::File)> {
        let file = self.problems.shaped(&source)?;
        Some((source, file))
    }

    fn words(&mut self, source: &Source, file: &raw::File) {
        let mut reader = Reader::new(source, self.door, &mut self.problems);
        for raw in &file.lesson {
            if let Some((lesson, place)) = reader.lesson(raw) {
                let id = lesson.id.clone();
                reader.put(&mut self.lessons, id, lesson, place);
            }
        }
        for raw in &file.moves {
            let (mv, place) = reader.move_of(raw);
            reader.put(&mut self.moves, raw.id.get_ref().clone(), mv, place);
        }
        let casts = file.cast.iter().filter_map(|raw| reader.cast(raw));
        self.casts.extend(casts);
    }

    fn scenarios(&mut self, source: &Source, file: raw::File) {
        let mut reader = Reader::new(source, self.door, &mut self.problems);
        for raw in file.scenario {
            let Some((scenario, place)) = reader.scenario(raw, &self.moves) else {
                continue;
            };
            let id = scenario.id.clone();
            if !self.order.contains(&id) {
                self.order.push(id.clone());
            }
            reader.put(&mut self.scenarios, id, scenario, place);
        }
    }

    fn finish(mut self) -> Result<Rehearsals, ContentError> {
        let known = |id: &str| self.lessons.contains_key(id);
        for (id, (mv, place)) in &self.moves {
            for lesson in mv.lessons.iter().filter(|l| !known(l)) {
                let detail = format!("{id}.lessons {lesson}");
                let problems = &mut self.problems;
                problems.add(&place.file, place.line, "rehearsal-unknown", detail);
            }
        }
        for (scenario, place) in self.scenarios.values() {
            check::check(scenario, place, &known, &mut self.problems);
        }
        if self.casts.is_empty() || self.scenarios.is_empty() {
            let problems = &mut self.problems;
            problems.add("rehearsals", 0, "content-missing", "cast, scenario");
        }
        if !self.problems.is_empty() {
            return Err(ContentError::Rejected(self.problems.into_sorted()));
        }
        let mut scenarios = self.scenarios;
        let in_order = self.order.iter().filter_map(|id| scenarios.remove(id));
        Ok(Rehearsals {
            scenarios: in_order.map(|(scenario, _)| scenario).collect(),
            lessons: self.lessons.into_iter().map(|(k, (l, _))| (k, l)).collect(),
            casts: self.casts,
        })
    }
}
