//! The mock interview view: choosing, being asked.

use super::{messages, plurals};

messages! {
    CHOOSE: "Choose an interview", "Elige una entrevista";
    ABOUT: "An interviewer on your device asks, listens and digs deeper, against the clock. Afterwards you judge yourself, then see what the coach found.", "Alguien te entrevista en tu dispositivo: pregunta, escucha y profundiza, contra reloj. Después te evalúas y ves lo que encontró el asistente.";
    ALL_PARTS: "Everything, mixed", "Todo, mezclado";
    ALL_PARTS_ABOUT: "Each subject has its turn, the weaker ones sooner.", "Cada tema tiene su turno; los más flojos, antes.";
    MINUTES: "How long", "Cuánto tiempo";
    START: "Start the interview", "Empezar la entrevista";
    WILL_COME: "These subjects will come up:", "Saldrán estos temas:";
    RULE_CLOCK: "The clock starts when you are ready. When it is up you may finish your thought.", "El reloj empieza cuando quieras. Cuando se agote, puedes terminar tu idea.";
    RULE_PAUSE: "You may pause; the report says so. After a reload the interview goes on, and up to two minutes of the time away count.", "Puedes hacer pausas; el informe lo dirá. Tras recargar, la entrevista sigue y cuentan hasta dos minutos de ausencia.";
    RULE_KEPT: "Your words stay on this device.", "Tus palabras se quedan en este dispositivo.";
    RULE_GIVEN: "When the report opens, this site is given your answers and may judge them as well. Recordings stay on this device.", "Al abrir el informe, este sitio recibe tus respuestas y puede valorarlas también. Las grabaciones se quedan en este dispositivo.";
    READY: "I am ready", "Empecemos";
    NOT_NOW: "Not now", "Ahora no";
    TIME_LEFT: "{time} left", "Quedan {time}";
    TIME_UP: "Time is up. Finish your thought; in a minute the interview ends with what stands here.", "Se acabó el tiempo. Termina tu idea; en un minuto la entrevista acaba con lo que haya aquí.";
    LAST_MINUTE: "One minute left.", "Queda un minuto.";
    FIVE_MINUTES: "Less than five minutes left.", "Quedan menos de cinco minutos.";
    PAUSE: "Pause", "Pausa";
    GO_ON: "Go on", "Seguir";
    PAUSED: "Paused. The clock is stopped, and the report will mention the pause.", "En pausa. El reloj está parado y el informe mencionará la pausa.";
    AWAY: "You were away for {time}; {counted} of it counted.", "Has estado fuera {time}; han contado {counted}.";
    DONE: "That is my answer", "Esa es mi respuesta";
    SKIP: "Leave this question", "Dejar esta pregunta";
    END: "End the interview", "Acabar la entrevista";
    END_SURE: "End it now? What you have written counts.", "¿Acabar ya? Lo que has escrito cuenta.";
    END_NOW: "End it", "Acabar";
    STAY: "Stay", "Quedarme";
    ANSWER: "Your answer", "Tu respuesta";
    ANSWER_HINT: "Begin as you would in the room", "Empieza como lo harías en la sala";
    ANSWER_KEYS: "Ctrl and Enter hand it in.", "Ctrl e Intro la entregan.";
    DROP: "Discard this interview", "Descartar esta entrevista";
    EMPTY: "This pack has no mock interview. Practise its questions instead.", "Este contenido no tiene simulacro. Practica sus preguntas.";
    LOADING: "Fetching the interview’s questions.", "Trayendo las preguntas del simulacro.";
    NOT_LOADED: "The interview’s questions could not be fetched. Check the connection.", "No se han podido traer las preguntas del simulacro. Comprueba la conexión.";
    RETRY: "Try again", "Volver a intentarlo";
    WHAT_IS_JUDGED: "What is judged", "Qué se evalúa";
    FOLLOW_UP: "Follow-up", "Pregunta de seguimiento";
}

plurals! {
    GREETING_TITLE: "Your interview of {n} minute", "Your interview of {n} minutes"; "Tu entrevista de {n} minuto", "Tu entrevista de {n} minutos";
    MINUTE_CHOICE: "{n} minute", "{n} minutes"; "{n} minuto", "{n} minutos";
}
