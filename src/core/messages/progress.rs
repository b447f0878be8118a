//! The progress view.

use super::{messages, plurals};

messages! {
    STAND: "Where you stand", "Por dónde vas";
    EMPTY: "Nothing here yet. What you answer and practise shows here, skill by skill.", "Aún no hay nada. Lo que respondas y practiques aparecerá aquí, por competencia.";
    BY_SKILL: "By skill", "Por competencia";
    BY_QUESTION: "By question", "Por pregunta";
    SKILL: "Skill", "Competencia";
    QUESTION: "Question", "Pregunta";
    TRIED: "Questions and quiz items", "Preguntas y ejercicios";
    MASTERY: "Mastery", "Dominio";
    ATTEMPTS: "Attempts", "Intentos";
    LAST: "Last time", "La última vez";
    NEVER: "Not yet", "Todavía no";
    SHOW_TABLE: "Show as a table", "Ver como tabla";
    SHOW_CHART: "Show as a chart", "Ver como gráfico";
    CHART: "Mastery by skill", "Dominio por competencia";
    CHART_ABOUT: "A bar for each skill, from 0 to 100 percent.", "Una barra por competencia, del 0 al 100 por ciento.";
    YOUR_DATA: "Your data", "Tus datos";
    DATA_IN_BROWSER: "It is kept in this browser. Export it to keep a copy or to move it to another device.", "Se guardan en este navegador. Expórtalos para conservar una copia o llevarlos a otro dispositivo.";
    DATA_IN_TAB: "It is kept until you close this tab. Export it to keep it longer.", "Se guardan hasta que cierres esta pestaña. Expórtalos para conservarlos más tiempo.";
    DATA_IN_PAGE: "This page keeps nothing in the browser.", "Esta página no guarda nada en el navegador.";
    DATA_MOVES: "Export it to keep a copy.", "Expórtalos para conservar una copia.";
    DATA_TOLD: "The page you are on also receives your results.", "La página en la que estás también recibe tus resultados.";
    EXPORT: "Export progress", "Exportar el progreso";
    IMPORT: "Import progress", "Importar el progreso";
    COPY: "Copy it", "Copiarlo";
    COPIED: "Copied. Paste it on the other device.", "Copiado. Pégalo en el otro dispositivo.";
    COPY_FAILED: "This page may not use the clipboard. Export a file instead.", "Esta página no puede usar el portapapeles. Exporta un archivo.";
    SHARE: "Share it", "Compartirlo";
    IMPORT_TEXT: "Paste exported progress", "Pegar progreso exportado";
    IMPORT_LOOK: "See what it holds", "Ver qué contiene";
    IMPORT_SPAN: "{answers}, from {first} to {last}.", "{answers}, del {first} al {last}.";
    ALL_KEPT: "Everything is saved in this browser.", "Todo está guardado en este navegador.";
    ALL_IN_TAB: "Everything is saved in this tab.", "Todo está guardado en esta pestaña.";
    TEXTS: "Your written answers", "Tus respuestas escritas";
    TEXTS_ABOUT: "They stay on this device. An export holds them only when you say so.", "Se quedan en este dispositivo. La exportación los incluye solo si tú lo pides.";
    WITH_TEXTS: "With the texts of my answers", "Con los textos de mis respuestas";
    TEXTS_USED: "{used} of {most} used", "{used} de {most} en uso";
    TEXT_GONE: "This text is not kept on this device.", "Este texto no está guardado en este dispositivo.";
    TEXT_READ: "Read", "Leer";
    TEXT_HIDE: "Hide", "Ocultar";
    TEXT_DELETE: "Delete this text", "Borrar este texto";
    TEXTS_DELETE: "Delete all texts", "Borrar todos los textos";
    TEXT_CONFIRM: "Delete it for good? The result stays.", "¿Borrarlo para siempre? El resultado se conserva.";
    TEXTS_CONFIRM: "Delete all texts for good? The results stay.", "¿Borrar todos los textos para siempre? Los resultados se conservan.";
    IMPORT_DO: "Import", "Importar";
    IMPORTING: "Importing…", "Importando…";
    IMPORTED: "Imported: {added} new, {known} known already.", "Importado: {added} nuevos, {known} ya conocidos.";
    IMPORT_FAILED: "This can’t be imported, and nothing was changed. {cause}", "No se puede importar y no se ha cambiado nada. {cause}";
    IMPORT_LARGE: "The text is too large.", "El texto es demasiado grande.";
    IMPORT_NOTHING: "Everything in this file is here already.", "Todo lo de este archivo ya está aquí.";
    IMPORT_RESTORE: "Bring back what you deleted, too", "Recuperar también lo que borraste";
    EXPORTED: "Exported.", "Exportado.";
    TEXTS_COMING: "Reading the texts of your answers…", "Leyendo los textos de tus respuestas…";
    TEXTS_UNREAD: "The texts of your answers can’t be read right now, so nothing was exported. Try again, or export without them.", "Ahora mismo no se pueden leer los textos de tus respuestas, así que no se ha exportado nada. Vuelve a intentarlo o exporta sin ellos.";
    RESET: "Delete my progress", "Borrar mi progreso";
    RESET_CONFIRM: "Delete everything kept for this pack in this browser?", "¿Borrar todo lo guardado de este contenido en este navegador?";
    RESET_DO: "Delete it", "Borrarlo";
    RESET_DONE: "Deleted.", "Borrado.";
}

plurals! {
    NOT_KEPT: "{n} entry is not saved yet.", "{n} entries are not saved yet."; "{n} entrada aún no está guardada.", "{n} entradas aún no están guardadas.";
    IMPORT_WILL: "This adds {n} entry.", "This adds {n} entries."; "Esto añade {n} entrada.", "Esto añade {n} entradas.";
    IMPORT_TEXTS: "The text of {n} answer comes along.", "The texts of {n} answers come along."; "Incluye el texto de {n} respuesta.", "Incluye los textos de {n} respuestas.";
    IMPORT_TEXTS_BACK: "Bringing back what you deleted also brings the text of {n} answer.", "Bringing back what you deleted also brings the texts of {n} answers."; "Recuperar lo que borraste trae también el texto de {n} respuesta.", "Recuperar lo que borraste trae también los textos de {n} respuestas.";
    IMPORT_TEXTS_GO: "The text of {n} answer here will be deleted for good.", "The texts of {n} answers here will be deleted for good."; "El texto de {n} respuesta de aquí se borrará para siempre.", "Los textos de {n} respuestas de aquí se borrarán para siempre.";
    IMPORT_ERASES: "{n} entry here was deleted on the other device and goes with it.", "{n} entries here were deleted on the other device and go with it."; "{n} entrada de aquí se borró en el otro dispositivo y se borrará también.", "{n} entradas de aquí se borraron en el otro dispositivo y se borrarán también.";
    IMPORT_ERASED: "{n} entry of it you deleted earlier.", "{n} entries of it you deleted earlier."; "{n} entrada la borraste antes.", "{n} entradas las borraste antes.";
    SEEN: "{n} of {total} tried", "{n} of {total} tried"; "{n} de {total} probado", "{n} de {total} probados";
    ANSWERED: "{n} answer", "{n} answers"; "{n} respuesta", "{n} respuestas";
    MASTERED: "{n} question mastered", "{n} questions mastered"; "{n} pregunta dominada", "{n} preguntas dominadas";
    DUE: "{n} ready to review", "{n} ready to review"; "{n} por repasar", "{n} por repasar";
    REJECTED: "{n} entry contradicts what is here and is left out.", "{n} entries contradict what is here and are left out."; "{n} entrada contradice lo que hay aquí y se omite.", "{n} entradas contradicen lo que hay aquí y se omiten.";
}
