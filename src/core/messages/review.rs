//! The review view.

use super::{messages, plurals};

messages! {
    TITLE: "Ready to review", "Listo para repasar";
    NOTHING: "Nothing is ready to review now.", "Ahora no hay nada que repasar.";
    NOTHING_ABOUT: "Answer quiz items or practise questions, and they come back here when it is time.", "Responde ejercicios o practica preguntas, y volverán aquí cuando toque.";
    NEXT_DUE: "The next comes back on {date}.", "Lo siguiente vuelve el {date}.";
    START: "Start the review", "Empezar el repaso";
    TAKE_QUIZ: "Take a quiz", "Hacer un test";
    QUESTIONS_DUE: "Questions to practise again", "Preguntas para practicar de nuevo";
    ITEMS_DUE: "Quiz items to answer again", "Ejercicios para responder de nuevo";
    DONE: "Review done for now.", "Repaso hecho por ahora.";
    PRACTISE: "Practise again", "Practicar de nuevo";
    REMAINING: "{n} left", "Quedan {n}";
    WHY_MISSED: "missed last time", "fallado la última vez";
    WHY_OLD: "not seen for a while", "hace tiempo que no lo ves";
}

plurals! {
    DUE_ITEMS: "{n} quiz item", "{n} quiz items"; "{n} ejercicio", "{n} ejercicios";
    DUE_QUESTIONS: "{n} question", "{n} questions"; "{n} pregunta", "{n} preguntas";
}
