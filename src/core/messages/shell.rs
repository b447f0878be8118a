//! The frame around every view: navigation, notices about storage, kinds and levels that many views name.

use super::{messages, plurals};

messages! {
    HOME: "Home", "Inicio";
    GUIDE: "Guide", "Guía";
    QUIZ: "Quiz", "Test";
    PRACTICE: "Practice", "Práctica";
    REVIEW: "Review", "Repaso";
    MOCK: "Mock interview", "Simulacro";
    PROGRESS: "Progress", "Progreso";
    VIEWS: "Views", "Secciones";
    COMING: "Loading…", "Cargando…";
    TRY_AGAIN: "Try again", "Volver a intentarlo";
    NOT_SAVED: "Your progress can’t be kept in this browser right now. You can go on, and export it before you leave.", "Ahora mismo este navegador no puede guardar tu progreso. Puedes seguir y exportarlo antes de salir.";
    STORAGE_FULL: "This browser’s storage is full. Your progress is kept until you leave: export it to be safe.", "El almacenamiento del navegador está lleno. Tu progreso se conserva hasta que salgas: expórtalo para no perderlo.";
    STORAGE_DAMAGED: "A part of the saved progress could not be read. It was set aside, and the rest is here.", "Una parte del progreso guardado no se pudo leer. Se ha apartado y el resto está aquí.";
    TEXTS_FULL: "There is no room for more written answers. The results count, but the last texts were not kept: delete some older ones.", "No queda sitio para más respuestas escritas. Los resultados cuentan, pero los últimos textos no se han guardado: borra algunos antiguos.";
    FORGETFUL: "This browser deletes what pages keep after seven days without a visit. Export your progress now and then.", "Este navegador borra lo que guardan las páginas tras siete días sin visitas. Exporta tu progreso de vez en cuando.";
    EXPORT: "Export progress", "Exportar el progreso";
    DISMISS: "Dismiss", "Cerrar";
    KIND_BEHAVIOURAL: "Behavioural", "Conductual";
    KIND_SYSTEM_DESIGN: "System design", "Diseño de sistemas";
    KIND_CONCEPT: "Concept", "Concepto";
    KIND_TECHNICAL: "Technical", "Técnica";
    KIND_MOTIVATION: "Motivation", "Motivación";
    EASY: "Easy", "Fácil";
    MEDIUM: "Medium", "Media";
    HARD: "Hard", "Difícil";
    CANCEL: "Cancel", "Cancelar";
}

plurals! {
    MINUTES: "{n} minute", "{n} minutes"; "{n} minuto", "{n} minutos";
    SECONDS: "{n} second", "{n} seconds"; "{n} segundo", "{n} segundos";
}
