//! The guide view.

use super::{messages, plurals};

messages! {
    CONTENTS: "Contents", "Contenido";
    READ: "Read", "Leída";
    MARK_READ: "Mark as read", "Marcar como leída";
    MARKED_READ: "Marked as read", "Marcada como leída";
    PRACTISE_HERE: "Practise what you just read", "Practica lo que acabas de leer";
    QUIZ_HERE: "Quiz on this section", "Test sobre esta sección";
    NEXT_SECTION: "Next: {title}", "Siguiente: {title}";
    PREVIOUS_SECTION: "Previous: {title}", "Anterior: {title}";
    REFERENCES: "References", "Referencias";
    GLOSSARY: "Glossary", "Glosario";
    EMPTY: "This pack has no guide. Its questions and quiz items are ready.", "Este contenido no tiene guía. Sus preguntas y ejercicios están listos.";
}

plurals! {
    SECTIONS_READ: "{n} of {total} sections read", "{n} of {total} sections read"; "{n} de {total} secciones leídas", "{n} de {total} secciones leídas";
}
