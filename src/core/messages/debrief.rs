//! The mock interview's report, on the screen, on paper and as Markdown.

use super::{messages, plurals};

messages! {
    OF_DATE: "Interview of {date}", "Entrevista del {date}";
    SELF_TITLE: "First your own view", "Primero, tu propia opinión";
    SELF_ABOUT: "Place yourself on each scale before you see what the coach found. Your verdict is the one that stands, here and in your progress.", "Sitúate en cada escala antes de ver lo que encontró el asistente. Tu veredicto es el que vale, aquí y en tu progreso.";
    SELF_PART: "{assessment}: where do you place yourself?", "{assessment}: ¿dónde te sitúas?";
    SELF_NOT_ASKED: "Nothing was asked on this part.", "No se preguntó nada sobre esta parte.";
    SELF_DONE: "Show the report", "Ver el informe";
    SELF_MISSING: "Choose a level for each part first.", "Elige primero un nivel para cada parte.";
    LEVEL: "Level {n}", "Nivel {n}";
    YOU_SAY: "You say", "Tú dices";
    COACH_SAYS: "The coach sees", "El asistente ve";
    COACH_NONE: "Nothing that the coach could read.", "Nada que el asistente pudiera leer.";
    COACH_ABOUT: "The coach's level goes by how many points of assessment your words cover, a point heard only after a follow-up counting four fifths, each pitfall costing a little. It compares words; it cannot tell whether an argument holds. In your progress its findings count; where you place yourself at another level, some of them rise or fall by a step until they come to yours.", "El nivel del asistente depende de cuántos puntos de evaluación cubren tus palabras; un punto oído solo tras una pregunta de seguimiento cuenta cuatro quintos y cada error resta un poco. Compara palabras; no sabe si un argumento se sostiene. En tu progreso cuenta lo que encontró; si te sitúas en otro nivel, algunos hallazgos suben o bajan un paso hasta llegar al tuyo.";
    SHARE: "{share} of what was asked for was said", "Se dijo el {share} de lo que se pedía";
    EVIDENCE: "What shows it", "Lo que lo muestra";
    STRENGTHS: "Strengths", "Puntos fuertes";
    NO_STRENGTHS: "No point was covered in full.", "Ningún punto quedó cubierto del todo.";
    GAPS: "Gaps", "Lagunas";
    NO_GAPS: "Every point was covered.", "Todos los puntos quedaron cubiertos.";
    PARTLY: "partly", "en parte";
    PROMPTED: "after a follow-up", "tras una pregunta de seguimiento";
    PITFALLS: "Pitfalls", "Errores";
    CHALLENGED: "challenged by the interviewer", "señalado por quien entrevista";
    SKILLS: "By skill", "Por competencia";
    RADAR: "Radar chart of this interview by skill", "Gráfico de radar de esta entrevista por competencia";
    RADAR_ABOUT: "Each axis is a skill, from 0 in the middle to 100% at the rim. The table below holds the same numbers.", "Cada eje es una competencia, de 0 en el centro a 100 % en el borde. La tabla siguiente contiene los mismos números.";
    RADAR_BEFORE: "Dashed: the interview before", "Línea discontinua: la entrevista anterior";
    RADAR_FEW: "A chart needs at least three skills; the numbers are in the table.", "Un gráfico necesita al menos tres competencias; los números están en la tabla.";
    SKILL: "Skill", "Competencia";
    NOW: "This interview", "Esta entrevista";
    BEFORE: "Before", "Antes";
    ASKED: "Questions", "Preguntas";
    TIME: "Time: {time}", "Tiempo: {time}";
    TIME_USED: "{used} of {total} used", "{used} de {total} usados";
    TIME_PAUSED: "{time} paused", "{time} en pausa";
    TIME_AWAY: "{time} away", "{time} de ausencia";
    ENDED_TIME: "It ended when the time was up.", "Acabó al agotarse el tiempo.";
    ENDED_ENOUGH: "It ended because the interviewer had no more to ask.", "Acabó porque no había más que preguntar.";
    ENDED_LEARNER: "You ended it.", "La acabaste tú.";
    SPENT: "{time} spent, {suggested} suggested", "{time} empleados, {suggested} sugeridos";
    COMPARED: "Compared with earlier interviews", "Comparada con entrevistas anteriores";
    COMPARED_PART: "{assessment}: level {before} the last time, level {now} now", "{assessment}: nivel {before} la última vez, nivel {now} ahora";
    COMPARED_SHARE: "{assessment}: {before} said the last time, {now} now", "{assessment}: {before} dicho la última vez, {now} ahora";
    STEPS: "Three things to do next", "Tres cosas que hacer ahora";
    STEP_PRACTISE: "Practise again", "Practicar otra vez";
    STEP_PRACTISE_NEW: "Practise", "Practicar";
    STEP_POINT: "above all: {point}", "sobre todo: {point}";
    STEP_QUIZ: "Quiz on {skill}", "Test sobre {skill}";
    STEP_READ: "Read “{section}”", "Leer «{section}»";
    STEP_INTERVIEW: "Another interview: {assessment}", "Otra entrevista: {assessment}";
    TRANSCRIPT: "Question by question", "Pregunta a pregunta";
    WHY: "Why: {reason}", "Por qué: {reason}";
    TEXT_GONE: "The words of your answers are not kept here.", "Las palabras de tus respuestas no se guardan aquí.";
    REMARKS_HOST: "The site's own opinion", "La opinión del sitio";
    REMARKS_MODEL: "From your browser's language model", "Del modelo de lenguaje de tu navegador";
    REMARKS_ABOUT: "Not from the coach; it may be wrong. It changes nothing else in this report.", "No viene del asistente; puede equivocarse. No cambia nada más en este informe.";
    REMARKS_COMING: "Waiting for its remarks.", "A la espera de sus observaciones.";
    REMARKS_NONE: "No usable remarks came.", "No llegó ninguna observación útil.";
    PRINT: "Print", "Imprimir";
    EXPORT: "Save as Markdown", "Guardar como Markdown";
    ANOTHER: "Another interview", "Otra entrevista";
    EARLIER: "Earlier interviews", "Entrevistas anteriores";
    OPEN: "Open the report of {date}", "Abrir el informe del {date}";
}

plurals! {
    PAUSES: "{n} pause", "{n} pauses"; "{n} pausa", "{n} pausas";
    QUESTIONS: "{n} question", "{n} questions"; "{n} pregunta", "{n} preguntas";
    FOLLOW_UPS: "{n} follow-up", "{n} follow-ups"; "{n} de seguimiento", "{n} de seguimiento";
    GAINED: "{n} point is covered now that was not the last time.", "{n} points are covered now that were not the last time."; "{n} punto cubierto ahora que la última vez no lo estaba.", "{n} puntos cubiertos ahora que la última vez no lo estaban.";
    LOST: "{n} point was covered the last time and is not now.", "{n} points were covered the last time and are not now."; "{n} punto cubierto la última vez y ahora no.", "{n} puntos cubiertos la última vez y ahora no.";
    COUNT: "{n} interview before", "{n} interviews before"; "{n} entrevista anterior", "{n} entrevistas anteriores";
}
