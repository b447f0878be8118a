//! The quiz view: choosing a session, the items, feedback, the summary. Made items are worded in [`made`](super::made).

use super::{messages, plurals};

messages! {
    SET_UP: "Choose your quiz", "Elige tu test";
    LENGTH: "How many items", "Cuántos ejercicios";
    SKILLS: "Skills", "Competencias";
    KINDS: "Kinds of item", "Tipos de ejercicio";
    DIFFICULTY: "Difficulty", "Dificultad";
    ANY_DIFFICULTY: "Any", "Cualquiera";
    POOL: "Which items", "Qué ejercicios";
    POOL_ALL: "All, new and weak ones first", "Todos, primero los nuevos y los flojos";
    POOL_UNSEEN: "Only new ones", "Solo los nuevos";
    POOL_MISSED: "Only those I missed", "Solo los que fallé";
    FEEDBACK: "Feedback", "Corrección";
    FEEDBACK_AT_ONCE: "After each item", "Tras cada ejercicio";
    FEEDBACK_AT_END: "At the end", "Al final";
    MORE_CHOICES: "More choices", "Más opciones";
    START: "Start the quiz", "Empezar el test";
    NONE_MATCH: "No item matches these choices. Take fewer of them.", "Ningún ejercicio coincide con estas opciones. Elige menos.";
    CHECK: "Check answer", "Comprobar respuesta";
    NEXT: "Next", "Siguiente";
    FINISH: "Finish", "Terminar";
    LEAVE: "Stop here", "Dejarlo aquí";
    ITEM_OF: "Item {n} of {total}", "Ejercicio {n} de {total}";
    CHOOSE_FIRST: "Choose an answer first.", "Elige primero una respuesta.";
    FILL_FIRST: "Fill in at least one gap first.", "Completa primero al menos un hueco.";
    MATCH_FIRST: "Match at least one pair first.", "Empareja primero al menos una pareja.";
    CORRECT: "Correct.", "Correcto.";
    PARTLY: "Partly right: {share}.", "En parte: {share}.";
    INCORRECT: "Not right this time.", "Esta vez no.";
    RIGHT_CHOICE: "Right answer", "Respuesta correcta";
    YOUR_CHOICE: "Your answer", "Tu respuesta";
    YOUR_RIGHT_CHOICE: "Your answer, right", "Tu respuesta, correcta";
    YOUR_WRONG_CHOICE: "Your answer, not right", "Tu respuesta, incorrecta";
    RIGHT: "Right", "Correcto";
    WRONG: "Not right", "Incorrecto";
    TRUE: "True", "Verdadero";
    FALSE: "False", "Falso";
    TRUE_OR_FALSE: "True or false?", "¿Verdadero o falso?";
    CREDIT_MULTIPLE: "Choose all that are right. Wrong choices take away from right ones.", "Elige todas las correctas. Las incorrectas restan.";
    CREDIT_MATCHING: "Each right pair counts.", "Cada pareja correcta cuenta.";
    CREDIT_ORDERING: "Steps that stand in the right order to each other count.", "Cuentan los pasos bien ordenados entre sí.";
    CREDIT_CLOZE: "Each gap counts. Small slips in spelling do not.", "Cada hueco cuenta. Las pequeñas erratas no importan.";
    PICK: "Choose", "Elige";
    MOVE_UP: "Move up: {text}", "Subir: {text}";
    MOVE_DOWN: "Move down: {text}", "Bajar: {text}";
    MOVED: "{text}: now {n} of {total}", "{text}: ahora {n} de {total}";
    RIGHT_ORDER: "The right order", "El orden correcto";
    GAP: "Gap {n}", "Hueco {n}";
    GAP_HINT: "Gap {n}, begins with {hint}", "Hueco {n}, empieza por {hint}";
    FILL_GAPS: "Fill in the gaps.", "Completa los huecos.";
    ELSEWHERE: "This belongs to another question: {question}", "Esto corresponde a otra pregunta: {question}";
    CONCERNS: "This is about another point: {point}", "Esto trata de otro punto: {point}";
    WEAKENS: "Weak answers do this.", "Esto lo hacen las respuestas flojas.";
    STRENGTHENS: "Strong answers do this.", "Esto lo hacen las buenas respuestas.";
    ASKED_BY: "Another follow-up asks for this: {question}", "Esto lo pide otra pregunta de seguimiento: {question}";
    SUMMARY: "Your quiz", "Tu test";
    SCORE: "{share} in all", "{share} en total";
    PER_SKILL: "By skill", "Por competencia";
    SKILL: "Skill", "Competencia";
    RESULT: "Result", "Resultado";
    ITEMS: "Items", "Ejercicios";
    MISSED_ITEMS: "Look at these again", "Vuelve a mirar estos";
    ALL_ITEMS: "Your answers", "Tus respuestas";
    WHAT_NEXT: "What to do next", "Qué hacer ahora";
    DO_REPEAT_MISSED: "Quiz what you missed", "Test con lo que fallaste";
    DO_PRACTISE: "Practise: {question}", "Practica: {question}";
    DO_READ: "Read: {section}", "Lee: {section}";
    DO_ANOTHER: "Another quiz", "Otro test";
    VANISHED: "Some items of this quiz are no longer in the pack; they were left out.", "Algunos ejercicios de este test ya no están en el contenido; se han omitido.";
    KIND_SINGLE: "Single choice", "Opción única";
    KIND_MULTIPLE: "Multiple choice", "Opción múltiple";
    KIND_TRUE_FALSE: "True or false", "Verdadero o falso";
    KIND_MATCHING: "Matching", "Emparejar";
    KIND_ORDERING: "Ordering", "Ordenar";
    KIND_CLOZE: "Fill in the gaps", "Completar huecos";
}

plurals! {
    FEWER: "Only {n} item matches these choices.", "Only {n} items match these choices."; "Solo {n} ejercicio coincide con estas opciones.", "Solo {n} ejercicios coinciden con estas opciones.";
    ANSWERED: "{n} item answered", "{n} items answered"; "{n} ejercicio respondido", "{n} ejercicios respondidos";
}
