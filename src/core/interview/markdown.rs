//! A report as Markdown: for keeping, for printing elsewhere, for a friend who helps.

use alloc::string::{String, ToString};

use super::compare::{Change, NextStep};
use super::report::{Asked, Part, Place, Report};
use super::wording::{pitfall, point};
use crate::coach::Band;
use crate::content::Pack;
use crate::messages::{self, Language, Message, debrief, mock};

/// Remarks of another voice on an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Whose voice it is.
    pub voice: Message,
    /// What is to be known of that voice.
    pub about: Message,
    /// The opening question, by id.
    pub question: String,
    /// The place of what was asked among all that was asked of the question: 0 for the opening.
    pub turn: usize,
    /// What was asked, in words.
    pub asked: String,
    /// What it said.
    pub notes: String,
}

/// Writes Markdown line by line, with everything that is not this module's own kept from meaning anything in Markdown.
struct Page {
    text: String,
    language: Language,
}

impl Page {
    fn line(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
        self.text.push('\n');
    }

    fn heading(&mut self, level: usize, title: &str) {
        let marks = "######".get(..level.min(6)).unwrap_or("#");
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
        self.line(&[marks, " ", &plain(title)]);
        self.text.push('\n');
    }

    fn section(&mut self, level: usize, title: Message) {
        self.heading(level, title.text(self.language));
    }

    fn say(&self, message: Message, values: &[(&str, &str)]) -> String {
        message.fill(self.language, values)
    }

    fn quote(&mut self, words: &str) {
        for line in words.lines() {
            self.line(&["> ", &plain(line)]);
        }
    }

    fn percent(&self, thousandths: u16) -> String {
        messages::percent(self.language, f64::from(thousandths) / 1000.0)
    }
}

/// Marks that Markdown reads as its own become letters; a text stays on its line.
fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let begins = text.get(..at).is_some_and(|before| before.trim().is_empty());
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' => safe.push('\\'),
            '#' | '+' | '-' | '=' if begins => safe.push('\\'),
            '.' | ')'
                if text.get(..at).is_some_and(|before| {
                    !before.is_empty() && before.trim().bytes().all(|byte| byte.is_ascii_digit())
                }) =>
            {
                safe.push('\\');
            }
            _ => {}
        }
        safe.push(if character.is_control() { ' ' } else { character });
    }
    safe
}

/// The clock's reading of milliseconds.
fn clock(milliseconds: u64) -> String {
    messages::clock(u32::try_from(milliseconds / 1000).unwrap_or(u32::MAX))
}

/// The report as Markdown. `transcript` is what its places speak of, empty where it is not kept; `date` is the day in the reader's words.
#[must_use]
pub fn markdown(
    report: &Report,
    transcript: &str,
    (change, steps): (&Change, &[NextStep]),
    remarks: &[Remark],
    pack: &Pack,
    date: &str,
    language: Language,
) -> String {
    let mut page = Page { text: String::new(), language };
    let title = page.say(debrief::OF_DATE, &[("date", date)]);
    page.heading(1, &title);
    page.line(&[&plain(&pack.role), " · ", &facts(report, language)]);
    page.line(&[""]);
    page.line(&[report.ending.message().text(language)]);
    for (place, part) in report.parts.iter().enumerate() {
        write_part(&mut page, report, place, part, transcript, pack);
    }
    page.line(&[""]);
    page.line(&[debrief::COACH_ABOUT.text(language)]);
    skills(&mut page, report, pack);
    comparison(&mut page, change, pack);
    next(&mut page, steps, pack);
    page.section(2, debrief::TRANSCRIPT);
    let mut known: Option<Message> = None;
    for remark in remarks {
        if known.replace(remark.voice) != Some(remark.voice) {
            page.line(&["**", remark.voice.text(language), "**: ", remark.about.text(language)]);
            page.text.push('\n');
        }
    }
    for asked in &report.questions {
        write_question(&mut page, asked, transcript, remarks, pack);
    }
    page.text
}

/// How the time went, in a line.
#[must_use]
pub fn facts(report: &Report, language: Language) -> String {
    let total = clock(u64::from(report.minutes) * 60_000);
    let mut line = debrief::TIME_USED.fill(language, &[("used", &clock(report.used.into())), ("total", &total)]);
    let follow_ups: usize = report.questions.iter().map(|asked| asked.turns.len().saturating_sub(1)).sum();
    let mut add = |text: &str| {
        line.push_str(" · ");
        line.push_str(text);
    };
    add(&debrief::QUESTIONS.count(language, report.questions.len()));
    add(&debrief::FOLLOW_UPS.count(language, follow_ups));
    if report.pauses > 0 {
        add(&debrief::PAUSES.count(language, report.pauses.into()));
        add(&debrief::TIME_PAUSED.fill(language, &[("time", &clock(report.paused))]));
    }
    if report.away >= 1000 {
        add(&debrief::TIME_AWAY.fill(language, &[("time", &clock(report.away))]));
    }
    line
}

fn write_part(page: &mut Page, report: &Report, place: usize, part: &Part, transcript: &str, pack: &Pack) {
    let title = pack.assessment(&part.assessment).map_or(part.assessment.as_str(), |known| &known.title);
    page.heading(2, title);
    if report.questions_of(place).next().is_none() {
        return page.line(&[debrief::SELF_NOT_ASKED.text(page.language)]);
    }
    for (who, level) in [(debrief::YOU_SAY, part.own), (debrief::COACH_SAYS, part.level)] {
        let Some(level) = level else { continue };
        let words = page.say(debrief::LEVEL, &[("n", &level.to_string())]);
        let anchor = part.anchor(pack, level).map_or("", |step| &step.text);
        page.line(&["- ", who.text(page.language), ": **", &words, "**. ", &plain(anchor)]);
    }
    if part.level.is_none() {
        page.line(&["- ", debrief::COACH_NONE.text(page.language)]);
    } else {
        let share = page.percent(part.share);
        let share = page.say(debrief::SHARE, &[("share", &share)]);
        page.line(&["- ", &share]);
    }
    let time = page.say(debrief::TIME, &[("time", &clock(part.spent.into()))]);
    page.line(&["- ", &time]);
    for (title, covered) in [(debrief::STRENGTHS, true), (debrief::GAPS, false)] {
        page.section(3, title);
        let mut none = true;
        for asked in report.questions_of(place).filter(|asked| asked.judged) {
            let Some(question) = pack.question(&asked.question) else { continue };
            for known in asked.points.iter().filter(|known| (known.band == Band::Covered) == covered) {
                none = false;
                let text = plain(point(question, &known.point).unwrap_or(&known.point));
                let note = match (known.band, known.prompted) {
                    (Band::Partly, _) => [" (", debrief::PARTLY.text(page.language), ")"].concat(),
                    (Band::Covered, true) => [" (", debrief::PROMPTED.text(page.language), ")"].concat(),
                    _ => String::new(),
                };
                let shown = known.evidence.filter(|_| known.band != Band::Missing);
                let shown = shown.map_or_else(String::new, |place| quoted(transcript, place));
                page.line(&["- ", &text, &note, &shown]);
            }
        }
        if none {
            let words = if covered { debrief::NO_STRENGTHS } else { debrief::NO_GAPS };
            page.line(&[words.text(page.language)]);
        }
    }
    let pitfalls =
        || report.questions_of(place).flat_map(|asked| asked.pitfalls.iter().map(move |known| (asked, known)));
    if pitfalls().next().is_some() {
        page.section(3, debrief::PITFALLS);
    }
    for (asked, known) in pitfalls() {
        let Some(question) = pack.question(&asked.question) else { continue };
        let text = plain(pitfall(question, &known.pitfall).unwrap_or(&known.pitfall));
        let note = if known.challenged {
            [" (", debrief::CHALLENGED.text(page.language), ")"].concat()
        } else {
            String::new()
        };
        let shown = known.evidence.map_or_else(String::new, |place| quoted(transcript, place));
        page.line(&["- ", &text, &note, &shown]);
    }
}

/// The words that show something, behind a colon; nothing where they are not kept.
fn quoted(transcript: &str, place: Place) -> String {
    let words = Report::quote(transcript, place).trim();
    if words.is_empty() { String::new() } else { [": “", &plain(words), "”"].concat() }
}

fn skills(page: &mut Page, report: &Report, pack: &Pack) {
    let skills = report.skills(pack);
    if skills.is_empty() {
        return;
    }
    page.section(2, debrief::SKILLS);
    let language = page.language;
    page.line(&[
        "| ",
        debrief::SKILL.text(language),
        " | ",
        debrief::NOW.text(language),
        " | ",
        debrief::ASKED.text(language),
        " |",
    ]);
    page.line(&["| --- | --- | --- |"]);
    for skill in skills {
        let name = pack.competency(&skill.competency).map_or(skill.competency.as_str(), |known| &known.name);
        let share = page.percent(skill.share);
        page.line(&["| ", &plain(name), " | ", &share, " | ", &skill.questions.to_string(), " |"]);
    }
}

fn comparison(page: &mut Page, change: &Change, pack: &Pack) {
    if change.earlier == 0 {
        return;
    }
    page.section(2, debrief::COMPARED);
    for line in change.sentences(pack, page.language) {
        page.line(&["- ", &plain(&line)]);
    }
}

fn next(page: &mut Page, steps: &[NextStep], pack: &Pack) {
    if steps.is_empty() {
        return;
    }
    page.section(2, debrief::STEPS);
    for (number, step) in (1_u8..).zip(steps) {
        let words = plain(&step.sentence(pack, page.language));
        page.line(&[&number.to_string(), ". ", &words]);
    }
}

fn write_question(page: &mut Page, asked: &Asked, transcript: &str, remarks: &[Remark], pack: &Pack) {
    let Some(question) = pack.question(&asked.question) else { return };
    let language = page.language;
    page.heading(3, &question.prompt);
    for (number, turn) in asked.turns.iter().enumerate() {
        if number > 0 {
            page.text.push('\n');
            page.line(&["**", mock::FOLLOW_UP.text(language), "**: ", &plain(&turn.ask.sentence(question, language))]);
            page.text.push('\n');
        }
        let why = page.say(debrief::WHY, &[("reason", &turn.why.sentence(pack, question, language))]);
        let mut line = [clock(turn.spent.into()).as_str(), " · ", &plain(&why)].concat();
        for note in [turn.manner.message(), turn.nudged.then_some(messages::interviewer::NUDGED)].into_iter().flatten()
        {
            line.push_str(" · ");
            line.push_str(note.text(language));
        }
        page.line(&["*", &line, "*"]);
        page.text.push('\n');
        page.quote(Report::quote(transcript, turn.answer));
        for remark in remarks.iter().filter(|remark| remark.question == asked.question && remark.turn == number) {
            page.text.push('\n');
            page.line(&["**", remark.voice.text(language), "**"]);
            page.text.push('\n');
            page.quote(&remark.notes);
        }
    }
    page.text.push('\n');
    page.line(&[asked.left.message().text(language)]);
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn no_word_of_the_learner_becomes_markdown() {
        assert_eq!(plain("# a *b* <script> [x](y)"), "\\# a \\*b\\* \\<script\\> \\[x\\](y)");
        assert_eq!(plain("12. x - y"), "12\\. x - y");
        assert_eq!(plain("- a\tb"), "\\- a b");
    }
}
