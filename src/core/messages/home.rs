//! The home view: where you stand, and the one next step.

use super::{messages, plurals};

messages! {
    WELCOME: "Prepare for your interview as {role}.", "Prepara tu entrevista para {role}.";
    STAND_NOTHING: "You have not started yet. A short quiz shows where you stand.", "Aún no has empezado. Un test corto te dice por dónde vas.";
    START_QUIZ: "Take a short quiz", "Hacer un test corto";
    CONTINUE_QUIZ: "Go on with your quiz", "Seguir con el test";
    CONTINUE_PRACTICE: "Go on with your answer", "Seguir con tu respuesta";
    CONTINUE_MOCK: "Go on with your mock interview", "Seguir con el simulacro";
    CONTINUE_REVIEW: "Go on with your review", "Seguir con el repaso";
    START_REVIEW: "Review what is ready", "Repasar lo que toca";
    READ_GUIDE: "Read the guide", "Leer la guía";
    PRACTISE_NEXT: "Practise the next question", "Practicar la siguiente pregunta";
    WAYS_IN: "Ways in", "Por dónde empezar";
    ABOUT_GUIDE: "What the role is, which skills count, and how interviewers probe them.", "En qué consiste el puesto, qué competencias cuentan y cómo se evalúan.";
    ABOUT_QUIZ: "Five, ten or twenty items with an explanation for every choice.", "Cinco, diez o veinte ejercicios con una explicación para cada opción.";
    ABOUT_PRACTICE: "Answer aloud or in writing, then check yourself against what is assessed.", "Responde en voz alta o por escrito y compárate con lo que se evalúa.";
    ABOUT_REVIEW: "What you missed, or have not seen for a while.", "Lo que fallaste o hace tiempo que no ves.";
    ABOUT_MOCK: "An interview against the clock, with follow-ups and a report.", "Una entrevista contra reloj, con repreguntas e informe.";
    ABOUT_PROGRESS: "Skill by skill, question by question.", "Competencia por competencia, pregunta por pregunta.";
    CREDITS: "About this pack", "Sobre este contenido";
    VERSION: "Version {version}, updated {updated}", "Versión {version}, actualizada en {updated}";
    LICENCE: "Licence: {licence}", "Licencia: {licence}";
}

plurals! {
    STAND: "You have practised {n} of {total} questions and answered {items} quiz items.", "You have practised {n} of {total} questions and answered {items} quiz items."; "Has practicado {n} de {total} preguntas y respondido {items} ejercicios.", "Has practicado {n} de {total} preguntas y respondido {items} ejercicios.";
    DUE: "{n} thing is ready to review.", "{n} things are ready to review."; "Hay {n} cosa lista para repasar.", "Hay {n} cosas listas para repasar.";
}
