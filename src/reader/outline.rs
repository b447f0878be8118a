//! From blocks to parts and entries: what the headings say.

use crate::finding::{Place, quoted};
use crate::front_matter;
use crate::markdown::{Kind, Leaf, Node, parse};
use crate::names::{Meant, list, look_up};
use crate::reading::Reading;

/// The parts of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Competencies,
    Guide,
    Questions,
    Quiz,
    MockInterview,
    References,
    Glossary,
}

const PARTS: [(&str, Part); 7] = [
    ("Competencies", Part::Competencies),
    ("Guide", Part::Guide),
    ("Questions", Part::Questions),
    ("Quiz", Part::Quiz),
    ("Mock interview", Part::MockInterview),
    ("References", Part::References),
    ("Glossary", Part::Glossary),
];

/// An entry of a part: a heading of level 3 and what follows it.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    /// The heading's text; empty for what stands in a part before its first entry.
    pub heading: Leaf<'a>,
    /// What follows.
    pub nodes: Vec<Node<'a>>,
}

/// The parts of all files with their entries, in order.
#[derive(Debug, Default)]
pub(crate) struct Outline<'a> {
    /// What stands before the first part.
    pub summary: Vec<Node<'a>>,
    pub competencies: Vec<Entry<'a>>,
    pub guide: Vec<Entry<'a>>,
    pub questions: Vec<Entry<'a>>,
    pub quiz: Vec<Entry<'a>>,
    pub assessments: Vec<Entry<'a>>,
    /// Groups; one with an empty heading is what stands before the first group of a part.
    pub references: Vec<Entry<'a>>,
    /// What stands in the glossary, which has no entries.
    pub glossary: Vec<Node<'a>>,
}

/// Where the text goes that comes next.
#[derive(Clone, Copy)]
enum Target {
    Summary,
    /// A part, before its first entry.
    PartStart(Part),
    Entry(Part),
    /// A part that has no meaning: its content was reported with its heading.
    Nowhere,
    /// A further file before its first part.
    FileStart,
}

/// Reads all files; the text of the first begins at byte `start`.
pub(crate) fn read<'a>(reading: &mut Reading<'a>, start: usize) -> Outline<'a> {
    let mut outline = Outline::default();
    for (file, (_, text)) in reading.files.clone().into_iter().enumerate() {
        let begin = if file == 0 { start } else { begin_of_further_file(reading, file, text) };
        let nodes = parse(file, text, begin, &mut reading.log, &mut reading.work);
        let mut target = if file == 0 { Target::Summary } else { Target::FileStart };
        let mut first = true;
        let mut reported = false;
        for node in nodes {
            match node.kind {
                Kind::Comment => outline.put(target, node),
                Kind::Heading(1, leaf) => {
                    if !first {
                        let message = "a heading of level 1 is a title for readers of the file: it is left out";
                        reading.log.warning(leaf.place, message, "use `##` for parts, `###` for entries");
                    }
                    first = false;
                }
                Kind::Heading(2, leaf) => {
                    target = part(reading, leaf);
                    (first, reported) = (false, false);
                    if let Target::PartStart(Part::References) = target {
                        let place = node.place;
                        outline.references.push(Entry { heading: Leaf::new(place), nodes: Vec::new() });
                    }
                }
                Kind::Heading(3, heading) => {
                    first = false;
                    target = entry(reading, &mut outline, target, heading, &mut reported);
                }
                kind => {
                    first = false;
                    let node = Node { kind, ..node };
                    if let Some((message, mend)) = misplaced(target)
                        && !reported
                    {
                        reading.log.warning(node.place, message, mend);
                        reported = true;
                    }
                    outline.put(target, node);
                }
            }
        }
    }
    outline
}

fn begin_of_further_file(reading: &mut Reading<'_>, file: usize, text: &str) -> usize {
    let place = Place { file, at: 0 };
    match front_matter::find(text) {
        Some(Some((_, rest))) => {
            let message = "only the pack's first file, `pack.md`, has front matter: it is left out here";
            reading.log.warning(place, message, "take it out");
            rest
        }
        _ if text.starts_with('\u{feff}') => 3,
        _ => 0,
    }
}

fn part(reading: &mut Reading<'_>, mut leaf: Leaf<'_>) -> Target {
    let attributes = reading.attributes(&mut leaf, &[]);
    if attributes.id.is_some() {
        reading.log.warning(attributes.place, "a part has no id: it is left out", "take the braces out");
    }
    let place = leaf.place;
    let is_underlined = !reading.text(place).get(place.at..).unwrap_or_default().starts_with('#');
    let name = leaf.words(&mut reading.log);
    match look_up(&name, &PARTS) {
        Meant::Exactly(part) => Target::PartStart(part),
        Meant::Nearly(part, near) => {
            let message = format!("unknown part {}: did you mean `{near}`?", quoted(&name));
            reading.log.warning(place, message, format!("write `## {near}`; it is read as that"));
            Target::PartStart(part)
        }
        Meant::Nothing => {
            let message = format!("unknown part {}: all that stands under it is left out", quoted(&name));
            let mend = if is_underlined {
                "hyphens below a line make it a heading: leave an empty line between them".to_owned()
            } else {
                format!("the parts of a pack: {}", list(&PARTS))
            };
            reading.log.warning(place, message, mend);
            Target::Nowhere
        }
    }
}

fn entry<'a>(
    reading: &mut Reading<'a>,
    outline: &mut Outline<'a>,
    target: Target,
    heading: Leaf<'a>,
    reported: &mut bool,
) -> Target {
    match target {
        Target::PartStart(Part::Glossary) => {
            let message = "the glossary is one list: this heading is left out";
            reading.log.warning(heading.place, message, "write `- term: definition {#id}` below `## Glossary`");
            target
        }
        Target::PartStart(part) | Target::Entry(part) => {
            *reported = false;
            outline.entries(part).push(Entry { heading, nodes: Vec::new() });
            Target::Entry(part)
        }
        Target::Nowhere => target,
        Target::Summary | Target::FileStart => {
            if !*reported {
                let message = "an entry outside of any part: it is left out";
                let mend = format!("write the part's heading above it, one of {}", list(&PARTS));
                reading.log.warning(heading.place, message, mend);
                *reported = true;
            }
            Target::Nowhere
        }
    }
}

/// What to say of text that stands where nothing is read, once for each place.
fn misplaced(target: Target) -> Option<(&'static str, &'static str)> {
    match target {
        Target::FileStart => Some((
            "text before the first part of a further file: it is left out",
            "move it below a heading, or put it between `<!--` and `-->`",
        )),
        Target::PartStart(part) if !matches!(part, Part::References | Part::Glossary) => Some((
            "text between a part's heading and its first entry: it is left out",
            "move it below an entry's heading, or put it between `<!--` and `-->`",
        )),
        _ => None,
    }
}

impl<'a> Outline<'a> {
    fn entries(&mut self, part: Part) -> &mut Vec<Entry<'a>> {
        match part {
            Part::Competencies => &mut self.competencies,
            Part::Guide => &mut self.guide,
            Part::Questions => &mut self.questions,
            Part::Quiz => &mut self.quiz,
            Part::MockInterview => &mut self.assessments,
            // The glossary has no entries; it is never asked for them.
            Part::References | Part::Glossary => &mut self.references,
        }
    }

    fn put(&mut self, target: Target, node: Node<'a>) {
        match target {
            Target::Summary => self.summary.push(node),
            Target::PartStart(Part::Glossary) => self.glossary.push(node),
            Target::PartStart(Part::References) | Target::Entry(Part::References) => {
                if let Some(group) = self.references.last_mut() {
                    group.nodes.push(node);
                }
            }
            Target::Entry(part) => {
                if let Some(entry) = self.entries(part).last_mut() {
                    entry.nodes.push(node);
                }
            }
            Target::PartStart(_) | Target::Nowhere | Target::FileStart => {}
        }
    }
}
