/**
 * Errors as hosts and people meet them: a code, a message in the page's language, and a card in the widget's place.
 */

/** @typedef {import("./runtime.js").Place} Place */

/** @type {Record<string, Record<string, string>>} */
const TEXTS = {
  en: {
    title: "The interview practice is not available",
    again: "Try again",
    restart: "Restart",
    "file-missing": "A file is missing: {url} (the server answered {finding}).",
    "mime-type": "The server sends {url} as “{type}”. It has to be sent as “{want}”.",
    cors: "{url} may not be loaded by other sites. Its server has to allow that (CORS).",
    network: "{url} could not be loaded. Check the connection and try again.",
    csp: "This page's Content-Security-Policy blocks {url}. The directive “{directive}” has to allow it.",
    "file-protocol": "This page was opened as a file, and browsers load no modules then. Open it from a web server.",
    "old-browser": "This browser is too old, or has WebAssembly switched off. A current version of any browser will do. ({finding})",
    "bad-pack": "This pack cannot be used. {finding}",
    "no-such-pack": "This release has no pack “{name}”. It has: {known}.",
    "too-large": "{name} is too large.",
    "too-deep": "It nests deeper than {levels} levels, or holds itself.",
    integrity: "{url} is not the file that belongs to this release, so it was not used.",
    stopped: "The practice has stopped because of a fault of its own. Your answers are kept.",
    unexpected: "Something unexpected happened. ({finding})",
  },
  es: {
    title: "La práctica de entrevistas no está disponible",
    again: "Reintentar",
    restart: "Reiniciar",
    "file-missing": "Falta un archivo: {url} (el servidor respondió {finding}).",
    "mime-type": "El servidor envía {url} como «{type}». Debe enviarse como «{want}».",
    cors: "Otros sitios no pueden cargar {url}. Su servidor tiene que permitirlo (CORS).",
    network: "No se pudo cargar {url}. Comprueba la conexión y vuelve a intentarlo.",
    csp: "La Content-Security-Policy de esta página bloquea {url}. La directiva «{directive}» tiene que permitirlo.",
    "file-protocol": "Esta página se abrió como archivo, y así los navegadores no cargan módulos. Ábrela desde un servidor web.",
    "old-browser": "Este navegador es demasiado antiguo o tiene WebAssembly desactivado. Sirve cualquier navegador actual. ({finding})",
    "bad-pack": "Este contenido no se puede usar. {finding}",
    "no-such-pack": "Esta versión no tiene el contenido «{name}». Tiene: {known}.",
    "too-large": "{name} es demasiado grande.",
    "too-deep": "Tiene más de {levels} niveles, o se contiene a sí mismo.",
    integrity: "{url} no es el archivo de esta versión, así que no se ha usado.",
    stopped: "La práctica se ha detenido por un fallo propio. Tus respuestas se conservan.",
    unexpected: "Ha ocurrido algo inesperado. ({finding})",
  },
};

/** @param {Place} place @param {string} key @param {Record<string, string>} [values] */
export function text(place, key, values = {}) {
  const texts = /** @type {Record<string, string>} */ (TEXTS[language(place.element).slice(0, 2)] ?? TEXTS.en);
  return `${texts[key]}`.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** An error that hosts can tell by its code and people by its message. @param {Place} place @param {string} code @param {Record<string, string>} [values] @param {unknown} [cause] */
export function fault(place, code, values, cause) {
  return Object.assign(new Error(text(place, code, values), { cause }), { code });
}

/** @param {unknown} error */
export function words(error) {
  return error instanceof Error ? error.message : `${error}`;
}

const CARD_STYLE = {
  all: "initial",
  display: "block",
  "box-sizing": "border-box",
  "max-width": "68ch",
  padding: "16px",
  border: "1px solid var(--ip-border, GrayText)",
  "border-radius": "var(--ip-radius, 8px)",
  color: "var(--ip-text, CanvasText)",
  background: "var(--ip-surface-raised, Canvas)",
  font: "inherit",
  "line-height": "1.5",
  "overflow-wrap": "anywhere",
};

const BUTTON_STYLE = {
  "min-height": "44px",
  padding: "0 16px",
  border: "1px solid",
  "border-radius": "var(--ip-radius, 8px)",
  color: "inherit",
  background: "none",
  font: "inherit",
  cursor: "pointer",
};

/** The card in the widget's place. @param {Place} place @param {string} message @param {"again" | "restart"} action @param {() => void} act */
export function showCard(place, message, action, act) {
  // Styled one by one: the page's policy may forbid style attributes, and the widget's style sheets may not be there.
  const make = (/** @type {string} */ name, /** @type {Record<string, string>} */ style, /** @type {string} */ content = "") => {
    const node = document.createElement(name);
    for (const [property, value] of Object.entries(style)) node.style.setProperty(property, value);
    node.textContent = content;
    return node;
  };
  const card = make("div", CARD_STYLE);
  card.setAttribute("part", "error");
  card.setAttribute("role", "alert");
  const button = make("button", BUTTON_STYLE, text(place, action));
  button.setAttribute("type", "button");
  button.addEventListener("click", () => {
    place.focus = true;
    act();
  });
  card.append(make("strong", {}, text(place, "title")), make("p", { margin: "4px 0 12px", "white-space": "pre-line" }, message), button);
  place.root.replaceChildren(card);
  place.root.hidden = false;
}

/** @param {Place} place @param {string} type @param {object} detail */
export function dispatch(place, type, detail) {
  place.element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}

/** Whether an error means that our WebAssembly instance cannot be used any more. @param {any} error */
export function isTrap(error) {
  // By name: a page with frames has several classes of each, and any message may quote what a file or a host says.
  return error?.name === "RuntimeError" || (error?.name === "RangeError" && /stack/i.test(error.message)) || error?.name === "InternalError";
}

/** The interface's language: the nearest ancestor's, through shadow roots, then the browser's. @param {HTMLElement} element */
export function language(element) {
  for (let node = /** @type {any} */ (element); node; node = node.parentNode ?? node.host) {
    const tag = node.getAttribute?.("lang");
    if (tag) return /** @type {string} */ (tag);
  }
  return navigator.language || "en";
}
