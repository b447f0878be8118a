//! The practice view: one question at a time.

use super::{messages, plurals};

messages! {
    CHOOSE: "Choose a question", "Elige una pregunta";
    MOCK_QUESTIONS: "More questions, from the mock interviews", "Más preguntas, de los simulacros";
    ALL_QUESTIONS: "All questions", "Todas las preguntas";
    NOT_PRACTISED: "Not practised yet", "Aún sin practicar";
    HOW: "How do you want to answer?", "¿Cómo quieres responder?";
    THINK: "Think it through", "Pensarla";
    WRITE: "Write it down", "Escribirla";
    SPEAK: "Say it aloud", "Decirla en voz alta";
    THINK_ABOUT: "Go through your answer in your head, then check yourself.", "Repasa tu respuesta mentalmente y luego compruébala.";
    WRITE_ABOUT: "Write as you would speak, in whole sentences.", "Escribe como hablarías, con frases completas.";
    SPEAK_ABOUT: "Answer aloud against the clock, then check yourself. Nothing is recorded.", "Responde en voz alta contra reloj y luego compruébala. No se graba nada.";
    YOUR_ANSWER: "Your answer", "Tu respuesta";
    ANSWER_HINT: "Begin as you would in the room", "Empieza como lo harías en la entrevista";
    START_CLOCK: "Start the clock", "Poner en marcha el reloj";
    PAUSE_CLOCK: "Pause the clock", "Parar el reloj";
    RESUME_CLOCK: "Go on", "Seguir";
    HIDE_CLOCK: "Hide the clock", "Ocultar el reloj";
    SHOW_CLOCK: "Show the clock", "Mostrar el reloj";
    TIME: "{spent} of {total}", "{spent} de {total}";
    TIME_UP: "The suggested time is over. Take the time you need.", "El tiempo sugerido ha terminado. Tómate el que necesites.";
    DONE: "Done, check my answer", "Listo, comprobar mi respuesta";
    ASSESSED: "What is assessed", "Qué se evalúa";
    CHECKLIST: "Check yourself", "Compruébate";
    CHECKLIST_ABOUT: "For each point, say how your answer did. Your verdict is what counts.", "Di para cada punto cómo fue tu respuesta. Cuenta tu veredicto.";
    COVERED: "Covered", "Cubierto";
    PARTLY: "Partly", "En parte";
    MISSING: "Missing", "Falta";
    PITFALLS: "Common pitfalls", "Errores comunes";
    PITFALLS_ABOUT: "Tick any that you stepped into.", "Marca los que hayas cometido.";
    SHOW_MODEL: "Show the model answer", "Ver la respuesta modelo";
    FOLLOW_UPS: "The interviewer may ask next", "Después pueden preguntarte";
    CONCEPTS: "Key concepts", "Conceptos clave";
    SAVE: "Save this attempt", "Guardar este intento";
    COUNTS: "This attempt counts: {share} of the points covered.", "Este intento cuenta: {share} de los puntos cubiertos.";
    JUDGE_FIRST: "Give a verdict on at least one point first.", "Da primero un veredicto sobre al menos un punto.";
    AGAIN: "Try it again", "Intentarlo otra vez";
    NEXT_QUESTION: "Next question", "Siguiente pregunta";
    QUIZ_ON_THIS: "Quiz on this question", "Test sobre esta pregunta";
    EARLIER: "Earlier attempts", "Intentos anteriores";
    ATTEMPT_OF: "{date}: {share} covered, {mode}, {time}", "{date}: {share} cubierto, {mode}, {time}";
    MODE_THOUGHT: "thought through", "pensada";
    MODE_WRITTEN: "written", "escrita";
    MODE_SPOKEN: "spoken", "en voz alta";
    LAST_RESULT: "{share} covered last time", "{share} cubierto la última vez";
    EMPTY: "This pack has no questions to practise.", "Este contenido no tiene preguntas para practicar.";
    NOT_THIS_ANSWER: "Keep writing", "Seguir escribiendo";
}

plurals! {
    WORDS: "{n} word", "{n} words"; "{n} palabra", "{n} palabras";
}
