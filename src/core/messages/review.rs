//! The review view.

use super::{messages, plurals};

messages! {
    TITLE: "Ready to review", "Listo para repasar";
    NOTHING: "Nothing is ready to review now.", "Ahora no hay nada que repasar.";
    NOTHING_ABOUT: "Answer quiz items or practise questions, and they come back here when it is time.", "Responde ejercicios o practica preguntas, y volverán aquí cuando toque.";
    NEXT_DUE: "The next comes back on {date}.", "Lo siguiente vuelve el {date}.";
    START: "Start the review", "Empezar el repaso";
    TAKE_QUIZ: "Take a quiz", "Hacer un test";
    DONE: "Review done for now.", "Repaso hecho por ahora.";
    DONE_TODAY: "Today’s review is done.", "El repaso de hoy está hecho.";
    STOP: "Stop here", "Parar aquí";
    AHEAD: "Review ahead", "Adelantar repasos";
    THINK_FIRST: "Answer aloud or in your head, then look at the points.", "Responde en voz alta o mentalmente y luego mira los puntos.";
    ONE_POINT: "A strong answer makes one more point that you missed or half made last time. Which one?", "Una buena respuesta incluye un punto que la última vez faltó o quedó a medias. ¿Cuál?";
    SHOW_POINTS: "Show the points", "Ver los puntos";
    SHOW_POINT: "Show the point", "Ver el punto";
    TICK_SAID: "Tick what you said", "Marca lo que has dicho";
    IN_FULL: "Practise in full", "Practicar a fondo";
    HOW_WELL: "How well did you recall it?", "¿Cómo lo has recordado?";
    AGAIN: "Again", "Otra vez";
    HARD: "Hard", "Difícil";
    GOOD: "Good", "Bien";
    EASY: "Easy", "Fácil";
    SUGGESTED: "suggested", "sugerido";
    TOMORROW: "tomorrow", "mañana";
    KEYS: "Keys: 1 to 4 rate, U takes the last rating back.", "Teclas: del 1 al 4 valoras; con U deshaces la última valoración.";
    LAST: "Last: {rating}, back {date}.", "Lo último: {rating}, vuelve {date}.";
    LAST_BURIED: "Put off until tomorrow.", "Aplazado hasta mañana.";
    LAST_SUSPENDED: "Not asked any more.", "No se volverá a preguntar.";
    CHANGE: "Change the rating", "Cambiar la valoración";
    UNDO: "Undo", "Deshacer";
    BURY: "Not today", "Hoy no";
    SUSPEND: "Stop asking this", "No preguntar más";
    RESUME: "Ask again", "Volver a preguntar";
    LEECHES: "Forgotten again and again", "Olvidado una y otra vez";
    LEECHES_ABOUT: "Another review seldom helps here. Read up on it, practise it in full, or stop asking it.", "Aquí repasar una vez más ayuda poco. Léelo con calma, practícalo a fondo o deja de preguntarlo.";
    SET_ASIDE: "Set aside", "Apartado";
    UNTIL_TOMORROW: "until tomorrow", "hasta mañana";
    CHOICES: "How much, how well", "Cuánto y cómo";
    A_DAY: "Reviews a day", "Repasos al día";
    NO_LIMIT: "No limit", "Sin límite";
    AIM: "Recall to aim for", "Recuerdo que buscas";
    AIM_ABOUT: "A higher aim asks more often. It holds from the next review of each thing on.", "Cuanto más alto, más repasos. Vale desde el próximo repaso de cada cosa.";
    COMING: "The next 30 days", "Los próximos 30 días";
    COMING_ABOUT: "A bar for each day, as high as what comes back on it. The first is today.", "Una barra por día, tan alta como lo que vuelve ese día. La primera es hoy.";
    DAY: "Day", "Día";
    COMES_BACK: "Comes back", "Vuelve";
    TODAY: "Today", "Hoy";
    BY_DAY: "Your last year", "Tu último año";
    BY_DAY_ABOUT: "A square for each day, a column for each week from Monday on; the darker, the more was recalled.", "Un cuadrado por día, una columna por semana desde el lunes; cuanto más oscuro, más se recordó.";
    LESS: "Less", "Menos";
    MORE: "More", "Más";
    MONTH: "Month", "Mes";
    ACTIVE_DAYS: "Days", "Días";
    RECALLED_THINGS: "Reviewed", "Repasado";
    TIME: "Minutes", "Minutos";
    KEPT: "How much you recall", "Cuánto recuerdas";
    KEPT_NOTHING: "This fills in once something known comes back.", "Se llenará cuando vuelva algo ya sabido.";
    KEPT_SAYS: "Of what was known, you recalled {share} in the last 30 days. You aim for {target}.", "De lo que sabías, has recordado el {share} en los últimos 30 días. Buscas el {target}.";
    KEPT_ABOUT: "A bar for each of the last 12 weeks, as high as the share recalled; the line is your aim.", "Una barra por cada una de las últimas 12 semanas, tan alta como lo recordado; la línea es tu meta.";
    WEEK: "Week from", "Semana del";
    ASKED: "Asked", "Preguntado";
    SHARE: "Recalled", "Recordado";
}

plurals! {
    DUE_ALL: "{n} thing is ready to review.", "{n} things are ready to review."; "{n} cosa está lista para repasar.", "{n} cosas están listas para repasar.";
    SOON_ALL: "{n} thing from just now can be asked again already.", "{n} things from just now can be asked again already."; "{n} cosa de hace un momento ya se puede volver a preguntar.", "{n} cosas de hace un momento ya se pueden volver a preguntar.";
    DUE_ITEMS: "{n} quiz item", "{n} quiz items"; "{n} ejercicio", "{n} ejercicios";
    DUE_QUESTIONS: "{n} question", "{n} questions"; "{n} pregunta", "{n} preguntas";
    DUE_POINTS: "{n} single point", "{n} single points"; "{n} punto suelto", "{n} puntos sueltos";
    REVIEWED: "{n} reviewed", "{n} reviewed"; "{n} repasado", "{n} repasados";
    REMAINING: "{n} left", "{n} left"; "queda {n}", "quedan {n}";
    BEYOND: "{n} more is due beyond today’s limit.", "{n} more are due beyond today’s limit."; "Queda {n} más por encima del límite de hoy.", "Quedan {n} más por encima del límite de hoy.";
    GO_ON: "Review {n} more", "Review {n} more"; "Repasar {n} más", "Repasar {n} más";
    AHEAD_ABOUT: "{n} comes back within seven days.", "{n} come back within seven days."; "{n} vuelve en los próximos siete días.", "{n} vuelven en los próximos siete días.";
    IN_MINUTES: "in {n} minute", "in {n} minutes"; "en {n} minuto", "en {n} minutos";
    IN_DAYS: "in {n} day", "in {n} days"; "en {n} día", "en {n} días";
    LAPSES: "forgotten {n} time", "forgotten {n} times"; "olvidado {n} vez", "olvidado {n} veces";
    COMING_SAYS: "{n} comes back within 30 days.", "{n} come back within 30 days."; "{n} vuelve en 30 días.", "{n} vuelven en 30 días.";
    BY_DAY_SAYS: "You reviewed on {n} day.", "You reviewed on {n} days."; "Has repasado {n} día.", "Has repasado {n} días.";
}
