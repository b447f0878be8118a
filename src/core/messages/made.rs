//! The stems of quiz items that are made from a pack's content. `{subject}` holds the pack's own words; a quotation follows where the
//! sentence ends in a colon.

use super::{Message, messages};
use crate::quiz::Template;

messages! {
    PITFALL: "You are asked: “{subject}” Which of these pitfalls belongs to this question?", "Te preguntan: «{subject}» ¿Cuál de estos errores corresponde a esta pregunta?";
    STRENGTH: "You are asked: “{subject}” Which of these strengthens an answer?", "Te preguntan: «{subject}» ¿Cuál de estas cosas refuerza una respuesta?";
    WEAKEN: "You are asked: “{subject}” Which of these weakens an answer?", "Te preguntan: «{subject}» ¿Cuál de estas cosas debilita una respuesta?";
    FOLLOW_UP: "The interviewer has asked: “{subject}” The answer has just done what stands below. Which question goes on from there best?", "Te han preguntado: «{subject}» La respuesta acaba de hacer lo que figura abajo. ¿Qué pregunta continúa mejor desde ahí?";
    DIGS: "The interviewer has asked: “{subject}” The next question is the one below. What does it dig into most?", "Te han preguntado: «{subject}» Lo siguiente que te preguntan está abajo. ¿En qué profundiza sobre todo?";
    CHALLENGE: "The interviewer has asked: “{subject}” The answer has the flaw below. Which question brings it to light best?", "Te han preguntado: «{subject}» La respuesta tiene el defecto de abajo. ¿Qué pregunta lo saca mejor a la luz?";
    LISTEN: "You are asked: “{subject}” A strong answer does what stands below. Which words would show it?", "Te preguntan: «{subject}» Una buena respuesta hace lo que figura abajo. ¿Qué palabras lo mostrarían?";
    STRENGTHEN: "You are asked: “{subject}” Which of these strengthen an answer?", "Te preguntan: «{subject}» ¿Cuáles de estas cosas refuerzan una respuesta?";
    EXERCISES: "An interviewer asks: “{subject}” Which of these skills does the question exercise?", "Te preguntan: «{subject}» ¿Cuál de estas competencias pone a prueba la pregunta?";
    SKILL: "Which skill is described here?", "¿Qué competencia se describe aquí?";
    TERM: "Which term is defined here?", "¿Qué término se define aquí?";
    MEANING: "Is this what “{subject}” means?", "¿Es esto lo que significa «{subject}»?";
    MATCH_SKILLS: "Match each skill with its description.", "Empareja cada competencia con su descripción.";
    MATCH_TERMS: "Match each term with its meaning.", "Empareja cada término con su significado.";
    LEVELS: "An interviewer judges “{subject}” by these levels. Put them in order, lowest first.", "Una entrevista evalúa «{subject}» según estos niveles. Ordénalos, del más bajo al más alto.";
    GAP: "You are asked: “{subject}” Fill the gap in this part of a strong answer.", "Te preguntan: «{subject}» Completa el hueco en esta parte de una buena respuesta.";
}

/// The sentence of a template.
#[must_use]
pub fn stem(template: Template) -> Message {
    match template {
        Template::Pitfall => PITFALL,
        Template::Strength => STRENGTH,
        Template::Weaken => WEAKEN,
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
