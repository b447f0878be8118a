//! What the widget says when something is wrong.

use super::messages;

messages! {
    BAD_PACK: "This pack can’t be used.", "Este contenido no se puede usar.";
    BAD_IMPORT: "This file can’t be imported. Nothing was changed.", "Este archivo no se puede importar. No se ha cambiado nada.";
    UNKNOWN_VIEW: "There is no view called {view}. Use home, guide, quiz, practice, review, mock or progress.", "No existe la sección {view}. Usa home, guide, quiz, practice, review, mock o progress.";
    UNKNOWN_QUESTION: "There is no question {id} in this pack.", "No existe la pregunta {id} en este contenido.";
    UNKNOWN_ASSESSMENT: "There is no assessment {id} in this pack.", "No existe la evaluación {id} en este contenido.";
}
