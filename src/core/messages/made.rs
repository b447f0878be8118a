//! The stems of quiz items that are made from a pack's content. `{subject}` holds the pack's own words; a quotation follows where the
//! sentence ends in a colon.

use super::{Message, messages, plurals};
use crate::quiz::Template;

messages! {
    PITFALL: "Asked “{subject}”, a candidate's answer falls flat. Which of these is a common reason?", "A la pregunta «{subject}», la respuesta de un candidato no convence. ¿Cuál de estas es una razón frecuente?";
    STRENGTH: "Which of these does a strong answer to “{subject}” do?", "¿Qué hace una buena respuesta a «{subject}»?";
    FOLLOW_UP: "An interviewer has just asked “{subject}”. Which question would fit best as the next one?", "Te acaban de preguntar «{subject}». ¿Qué pregunta encaja mejor a continuación?";
    DIGS: "After “{subject}” the interviewer asks the following. What are they digging into?", "Después de «{subject}», te preguntan lo siguiente. ¿En qué quieren profundizar?";
    CHALLENGE: "An answer to “{subject}” has the following flaw. Which follow-up brings it to light?", "Una respuesta a «{subject}» tiene el siguiente defecto. ¿Qué pregunta lo saca a la luz?";
    LISTEN: "A strong answer to “{subject}” does the following. Which idea would show it?", "Una buena respuesta a «{subject}» hace lo siguiente. ¿Qué idea lo demostraría?";
    STRENGTHEN: "Which of these strengthen an answer to “{subject}”?", "¿Cuáles de estas cosas refuerzan una respuesta a «{subject}»?";
    EXERCISES: "Which skill does the question “{subject}” test above all?", "¿Qué competencia evalúa sobre todo la pregunta «{subject}»?";
    SKILL: "Which skill is described here?", "¿Qué competencia se describe aquí?";
    TERM: "Which term is defined here?", "¿Qué término se define aquí?";
    MEANING: "Is this what “{subject}” means?", "¿Es esto lo que significa «{subject}»?";
    MATCH_SKILLS: "Match each skill with its description.", "Empareja cada competencia con su descripción.";
    MATCH_TERMS: "Match each term with its meaning.", "Empareja cada término con su significado.";
    LEVELS: "Put these levels of “{subject}” in order, lowest first.", "Ordena estos niveles de «{subject}», del más bajo al más alto.";
    GAP: "From a strong answer to “{subject}”: fill in the gap.", "De una buena respuesta a «{subject}»: completa el hueco.";
}

plurals! {}

/// The sentence of a template.
#[must_use]
pub fn stem(template: Template) -> Message {
    match template {
        Template::Pitfall => PITFALL,
        Template::Strength => STRENGTH,
        Template::FollowUp => FOLLOW_UP,
        Template::Digs => DIGS,
        Template::Challenge => CHALLENGE,
        Template::Listen => LISTEN,
        Template::Strengthen => STRENGTHEN,
        Template::Exercises => EXERCISES,
        Template::Skill => SKILL,
        Template::Term => TERM,
        Template::Meaning => MEANING,
        Template::MatchSkills => MATCH_SKILLS,
        Template::MatchTerms => MATCH_TERMS,
        Template::Levels => LEVELS,
        Template::Gap => GAP,
    }
}
