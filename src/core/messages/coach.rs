//! What the coach says of an answer.

use super::{messages, plurals};

messages! {
    TITLE: "The coach", "El asistente";
    WHEN: "When should the coach look at what you write?", "¿Cuándo debe mirar el asistente lo que escribes?";
    WHEN_ASKED: "When I ask", "Cuando lo pida";
    WHILE_TYPING: "While I type", "Mientras escribo";
    SHOW_SHARES: "Show shares as numbers", "Mostrar los porcentajes";
    SETTINGS: "Coach settings", "Ajustes del asistente";
    ASK: "Ask the coach", "Preguntar al asistente";
    NOTHING_YET: "Write a sentence or two, and the coach says which points it finds.", "Escribe una o dos frases y el asistente dirá qué puntos encuentra.";
    NOT_FOUND: "Not found yet", "Aún no aparece";
    SAYS_CONTRARY: "Your answer says the contrary of this.", "Tu respuesta dice lo contrario.";
    FINDING: "Coach: {band}", "Asistente: {band}";
    FINDING_SHARE: "Coach: {band}, {share}", "Asistente: {band}, {share}";
    OVERRULED: "You see it differently: your verdict counts.", "Tú lo ves de otra forma: cuenta tu veredicto.";
    FILLED_IN: "The coach has filled in what it found. Change what you see differently: your verdict is what counts.", "El asistente ha anotado lo que encontró. Cambia lo que veas de otra forma: cuenta tu veredicto.";
    PITFALLS_FOUND: "Those that your words may show are ticked. Untick what does not apply.", "Están marcados los que tus palabras parecen mostrar. Desmarca los que no correspondan.";
    QUOTED: "“{text}”", "«{text}»";
    SHOW_IN_ANSWER: "Show in my answer", "Ver en mi respuesta";
    OF_POINT: "Shows point {n}: {text}", "Muestra el punto {n}: {text}";
    OF_PITFALL: "Shows pitfall {n}: {text}", "Muestra el error {n}: {text}";
    STANDS: "{covered} of {total} points covered.", "{covered} de {total} puntos cubiertos.";
    STANDS_PARTLY: "{covered} of {total} points covered, {partly} in part.", "{covered} de {total} puntos cubiertos, {partly} en parte.";
    ADD_NEXT: "Add next", "Añade ahora";
    ADD_NEXT_IS: "Add next: {text}", "Añade ahora: {text}";
    ALL_COVERED: "The coach finds every point in your answer.", "El asistente encuentra todos los puntos en tu respuesta.";
    ASKED_NEXT: "The interviewer may ask", "Pueden preguntarte";
    ANSWER_THIS: "Answer this next", "Responder a esto ahora";
    FOLLOW_UP: "Follow-up question", "Pregunta de seguimiento";
    GO_ON_BELOW: "Go on below what you have written.", "Sigue debajo de lo que ya escribiste.";
    STRUCTURE: "How it is built", "Cómo está construida";
    STRUCTURE_ABOUT: "Steps that the coach recognised by their usual words. A step taken silently may be missed.", "Pasos que el asistente reconoció por sus palabras habituales. Puede pasar por alto los que no se anuncian.";
    STEP_SITUATION: "Situation", "Situación";
    STEP_TASK: "Task", "Tarea";
    STEP_ACTION: "Action", "Acción";
    STEP_RESULT: "Result", "Resultado";
    STEP_REQUIREMENTS: "Requirements", "Requisitos";
    STEP_ESTIMATES: "Estimates", "Estimaciones";
    STEP_INTERFACE: "Interface", "Interfaz";
    STEP_DATA: "Data", "Datos";
    STEP_SCALING: "Scaling", "Escalado";
    STEP_TRADE_OFFS: "Trade-offs", "Ventajas y costes";
    STEP_FAILURE: "Failure", "Fallos";
    STEP_DEFINITION: "Definition", "Definición";
    STEP_MECHANISM: "How it works", "Cómo funciona";
    STEP_EXAMPLE: "Example", "Ejemplo";
    STEP_CONTRAST: "Contrast", "Contraste";
    STEP_FOUND: "found", "aparece";
    STEP_NOT_FOUND: "not found", "no aparece";
    I_AND_WE: "“I” {me}, “we” {us}.", "«yo» {me}, «nosotros» {us}.";
    WE_PREVAILS: "Mostly “we”: say what you did yourself.", "Sobre todo «nosotros»: di qué hiciste tú.";
    NO_FIGURES: "No number in a result yet.", "Aún no hay cifras en los resultados.";
    DELIVERY: "How it is said", "Cómo está dicha";
    DELIVERY_ABOUT: "Observations, never a mark.", "Observaciones, nunca una nota.";
    LENGTH: "{words}, about {time} to say.", "{words}, unos {time} al decirla.";
    LENGTH_OF: "{words}, about {time} to say; {total} are suggested.", "{words}, unos {time} al decirla; se sugieren {total}.";
    FILLERS: "Fillers: {list}", "Muletillas: {list}";
    HEDGES: "Words that hedge: {list}", "Palabras que suavizan: {list}";
    DELIVERY_CALM: "No fillers, no hedges, no sentence too long to follow.", "Sin muletillas ni rodeos, y sin frases demasiado largas.";
    DOUBT_SCRAMBLED: "The words stand in no order that a sentence has, so they count for less.", "Las palabras no siguen el orden de una frase, así que cuentan menos.";
    DOUBT_REPETITIVE: "A few words come again and again, so they count for less.", "Unas pocas palabras se repiten una y otra vez, así que cuentan menos.";
    DOUBT_DENIED: "Your answer calls something it says false, so that does not count as said.", "Tu respuesta niega algo que dice, así que no cuenta como dicho.";
    DOUBT_ECHO: "Hardly more than the question’s own words so far.", "De momento, poco más que las palabras de la pregunta.";
    DOUBT_CUT_OFF: "The coach reads only the beginning of so long a text.", "El asistente solo lee el principio de un texto tan largo.";
    CANNOT: "What the coach cannot judge", "Lo que el asistente no puede juzgar";
    CANNOT_ABOUT: "The coach compares words, here on your device. It cannot tell whether what you say is true, whether an argument holds, or how you come across. It can miss a point that you made in words of your own, and take one as made that you only touched. Calling a point covered is meant to be right at least four times in five. So you have the last word.", "El asistente compara palabras, aquí en tu dispositivo. No sabe si lo que dices es cierto, si un argumento se sostiene ni qué impresión das. Puede pasar por alto un punto que dijiste con tus propias palabras, o dar por dicho uno que solo rozaste. Cuando da un punto por cubierto, debería acertar al menos cuatro de cada cinco veces. Por eso tú tienes la última palabra.";
    SECOND_OPINION: "A second opinion", "Una segunda opinión";
    SECOND_ABOUT: "From the site that shows this practice, to which your answer was given; not from the coach. It does not count in your progress.", "Del sitio que muestra esta práctica, al que se entregó tu respuesta; no es del asistente. No cuenta en tu progreso.";
    SECOND_ASKED: "Asked. You can go on meanwhile.", "Pedida. Puedes seguir mientras tanto.";
    SECOND_SCORE: "It gives {share}.", "Le da un {share}.";
    SECOND_FAILED: "No second opinion came. Nothing is lost by that.", "No llegó una segunda opinión. No se pierde nada por ello.";
    COMPARE: "Compare two attempts", "Comparar dos intentos";
    COMPARE_EARLIER: "Earlier", "Anterior";
    COMPARE_LATER: "Later", "Posterior";
    THIS_ANSWER: "This answer", "Esta respuesta";
    NEWLY_COVERED: "Newly covered: {list}", "Nuevos puntos cubiertos: {list}";
    NO_LONGER_COVERED: "No longer covered: {list}", "Ya no están cubiertos: {list}";
    NO_CHANGE: "The same points are covered in both.", "Ambos cubren los mismos puntos.";
    STILL_OPEN: "Open in both: {list}", "Sin cubrir en ninguno: {list}";
    TEXT_NOT_KEPT: "No text was kept of this attempt.", "No se guardó el texto de este intento.";
}

plurals! {
    LONG_SENTENCES: "{n} sentence is hard to follow when heard.", "{n} sentences are hard to follow when heard."; "{n} frase es difícil de seguir al oírla.", "{n} frases son difíciles de seguir al oírlas.";
    FIGURES: "{n} result comes with a number.", "{n} results come with a number."; "{n} resultado incluye una cifra.", "{n} resultados incluyen una cifra.";
}
