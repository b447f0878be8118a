/**
 * The one-line way in, for editors that strip `type="module"`: `<script src=".../embed.js"></script>`. A classic script that finds its
 * own address and imports the module beside it.
 */
(function () {
  const self = /** @type {HTMLScriptElement | undefined} */ (
    document.currentScript ?? [...document.scripts].find((script) => /\/embed\.js(\?|$)/.test(script.src))
  );
  const url = new URL("interview-practice.js", self?.src || document.baseURI).href;
  import(/* @vite-ignore */ url).catch((cause) => {
    const message =
      location.protocol === "file:"
        ? "This page was opened as a file, and browsers load no modules then. Open it from a web server."
        : `${url} could not be loaded: ${cause.message}`;
    const code = location.protocol === "file:" ? "file-protocol" : "network";
    console.error(`<interview-practice>: ${message}`);
    // The element is not defined, so what it holds, the host's fallback, is in view already; the reason goes below it.
    for (const element of document.querySelectorAll("interview-practice")) {
      const shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
      const reason = document.createElement("p");
      reason.setAttribute("part", "error");
      reason.textContent = message;
      shadow.replaceChildren(document.createElement("slot"), reason);
      const detail = { v: 1, code, message };
      element.dispatchEvent(new CustomEvent("ip-error", { detail, bubbles: true, composed: true }));
    }
  });
})();
