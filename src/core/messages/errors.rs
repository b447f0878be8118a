//! What the widget says when something is wrong.

use super::messages;

messages! {
    BAD_PACK: "This pack can’t be used.", "Este contenido no se puede usar.";
    BAD_IMPORT: "This file can’t be imported. Nothing was changed.", "Este archivo no se puede importar. No se ha cambiado nada.";
    UNKNOWN_VIEW: "There is no view called {view}. Use home, guide, quiz, practice, review, mock or progress.", "No existe la sección {view}. Usa home, guide, quiz, practice, review, mock o progress.";
    UNKNOWN_QUESTION: "There is no question {id} in this pack.", "No existe la pregunta {id} en este contenido.";
    UNKNOWN_COMPETENCY: "There is no competency {id} in this pack.", "No existe la competencia {id} en este contenido.";
    UNKNOWN_KIND: "There is no kind of item called {id}. Use single, multiple, true-false, matching, ordering or cloze.", "No existe el tipo de ejercicio {id}. Usa single, multiple, true-false, matching, ordering o cloze.";
    NO_ITEMS: "This pack has no quiz items of that choice.", "Este contenido no tiene ejercicios de esa selección.";
    UNKNOWN_ASSESSMENT: "There is no assessment {id} in this pack.", "No existe la evaluación {id} en este contenido.";
}
