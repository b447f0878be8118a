//! Voice and hearing in the mock interview.

use super::{messages, plurals};

messages! {
    OPTIONS: "Voice and other helpers", "Voz y otras ayudas";
    SPEAK: "Read the questions aloud", "Leer las preguntas en voz alta";
    SPEAK_AGAIN: "Say it again", "Repetir en voz alta";
    MODEL: "Let this browser's language model remark on your answers afterwards", "Que el modelo de lenguaje de este navegador comente después tus respuestas";
    MODEL_ABOUT: "It runs in your browser and may be wrong; its remarks are marked as such.", "Funciona en tu navegador y puede equivocarse; sus comentarios van marcados como tales.";
    DICTATE: "Dictate", "Dictar";
    STOP_DICTATING: "Stop dictating", "Dejar de dictar";
    DICTATE_ASK: "Your browser may send what you say to its maker to turn it into words. Dictate all the same?", "Es posible que tu navegador envíe lo que digas a su fabricante para convertirlo en texto. ¿Dictar de todos modos?";
    DICTATE_YES: "Yes, dictate", "Sí, dictar";
    DICTATE_KEPT: "Dictate without asking again, though the browser may send what you say to its maker", "Dictar sin volver a preguntar, aunque el navegador pueda enviar lo que digas a su fabricante";
    NO: "No", "No";
    LISTENING: "Listening.", "Escuchando.";
    RECORD: "Record", "Grabar";
    STOP_RECORDING: "Stop recording", "Detener la grabación";
    RECORDING: "Recording. It stays on this device.", "Grabando. Se queda en este dispositivo.";
    RECORDED: "Recorded. It stays on this device.", "Grabado. Se queda en este dispositivo.";
    NOT_KEPT: "The recording could not be kept. There may be no room left.", "No se ha podido guardar la grabación. Quizá no quede espacio.";
    DENIED: "The microphone is not allowed here. You can write your answer, or allow it in the browser's settings for this page.", "Aquí no se permite el micrófono. Puedes escribir tu respuesta o permitirlo en los ajustes del navegador para esta página.";
    NO_MICROPHONE: "No microphone was found. You can write your answer.", "No se ha encontrado ningún micrófono. Puedes escribir tu respuesta.";
    NO_NETWORK: "Dictation needs a connection here. You can write your answer.", "Aquí el dictado necesita conexión. Puedes escribir tu respuesta.";
    NO_LANGUAGE: "Dictation does not know this language. You can write your answer.", "El dictado no conoce este idioma. Puedes escribir tu respuesta.";
    FAILED: "That did not work. You can write your answer.", "No ha funcionado. Puedes escribir tu respuesta.";
    PLAY: "Play the recording", "Reproducir la grabación";
    STOP: "Stop", "Parar";
    SIZE: "Recording, {size}", "Grabación, {size}";
    DELETE: "Delete the recording", "Borrar la grabación";
    DELETED: "The recording is deleted.", "La grabación está borrada.";
    SAVE: "Save the recording", "Guardar la grabación";
    NOT_PLAYED: "This recording cannot be played here.", "Esta grabación no se puede reproducir aquí.";
    KEPT: "{count} on this device, {size}. They are never part of an export.", "{count} en este dispositivo, {size}. Nunca forman parte de una exportación.";
    DELETE_ALL: "Delete all recordings", "Borrar todas las grabaciones";
    DELETE_SURE: "Delete all recordings of this pack for good?", "¿Borrar definitivamente todas las grabaciones de este contenido?";
    DELETE_DO: "Delete", "Borrar";
    KEEP: "Keep", "Conservar";
}

plurals! {
    RECORDINGS: "{n} recording", "{n} recordings"; "{n} grabación", "{n} grabaciones";
}
