//! The mock interview view.

use super::{messages, plurals};

messages! {
    CHOOSE: "Choose an assessment", "Elige una evaluación";
    ABOUT: "One assessment against the clock. Answer aloud or in writing; afterwards you place yourself on its levels.", "Una evaluación contra reloj. Responde en voz alta o por escrito; después te sitúas en sus niveles.";
    MINUTES: "How long", "Cuánto tiempo";
    START: "Start the interview", "Empezar la entrevista";
    TIME_LEFT: "{time} left", "Quedan {time}";
    TIME_UP: "Time is up. Finish your thought, then end the interview.", "Se acabó el tiempo. Termina tu idea y acaba la entrevista.";
    LAST_MINUTE: "One minute left.", "Queda un minuto.";
    PAUSE: "Pause", "Pausa";
    GO_ON: "Go on", "Seguir";
    PAUSED: "Paused. The clock is stopped.", "En pausa. El reloj está parado.";
    NEXT_QUESTION: "Next question", "Siguiente pregunta";
    END: "End the interview", "Acabar la entrevista";
    NOTES: "Your answer or notes", "Tu respuesta o tus notas";
    NOTES_HINT: "Optional: speak, and note only what you want to keep", "Opcional: habla y anota solo lo que quieras conservar";
    GRADE: "Where do you place yourself?", "¿Dónde te sitúas?";
    GRADE_ABOUT: "Read the levels and choose the one your answers showed.", "Lee los niveles y elige el que mostraron tus respuestas.";
    LEVEL: "Level {n}", "Nivel {n}";
    POINTS: "What these questions assess", "Qué evalúan estas preguntas";
    SAVE: "Save the result", "Guardar el resultado";
    LEVEL_FIRST: "Choose a level first.", "Elige primero un nivel.";
    REPORT: "Your interview", "Tu entrevista";
    REPORT_LEVEL: "{assessment}: level {n} of {total}", "{assessment}: nivel {n} de {total}";
    USED: "{used} of {total} used", "{used} de {total} usados";
    ANOTHER: "Another interview", "Otra entrevista";
    EARLIER: "Earlier interviews", "Entrevistas anteriores";
    EMPTY: "This pack has no mock interview. Practise its questions instead.", "Este contenido no tiene simulacro. Practica sus preguntas.";
    LOADING: "Fetching the interview's questions.", "Trayendo las preguntas del simulacro.";
    NOT_LOADED: "The interview's questions could not be fetched. Check the connection.", "No se han podido traer las preguntas del simulacro. Comprueba la conexión.";
    RETRY: "Try again", "Volver a intentarlo";
    WHAT_IS_JUDGED: "What is judged", "Qué se evalúa";
    OPENING: "Opening question", "Pregunta inicial";
    FOLLOW_UP: "Follow-up", "Pregunta de seguimiento";
    PRINT: "Print", "Imprimir";
}

plurals! {
    QUESTIONS: "{n} question answered", "{n} questions answered"; "{n} pregunta respondida", "{n} preguntas respondidas";
    MINUTE_CHOICE: "{n} minute", "{n} minutes"; "{n} minuto", "{n} minutos";
}
