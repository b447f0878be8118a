/**
 * For the page around an iframe with `embed.html`: `<script src=".../embed-host.js" async></script>`. Keeps each such iframe as high as what
 * it shows, growing and shrinking. It heeds only messages from those very frames, from the origin of their address, and takes
 * nothing from them but a height. It defines no global.
 */
(function () {
  const NAME = "interview-practice:frame";
  const VERSION = 1;
  /** Nothing that we show is higher; a number beyond it is a mistake. */
  const HIGHEST = 100000;

  /** The frames of the page, shadow roots apart. */
  const frames = () => [...document.querySelectorAll("iframe")].filter((frame) => /\/embed\.html$/.test(address(frame).pathname));

  /** @param {HTMLIFrameElement} frame */
  const address = (frame) => new URL(frame.src || "about:blank", document.baseURI);

  /** Whether the frame's page has an origin at all. @param {HTMLIFrameElement} frame */
  const isOpaque = (frame) => frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin");

  /** @param {HTMLIFrameElement} frame */
  const greet = (frame) =>
    // To whoever is in there: the greeting says nothing, and a sandboxed frame without an origin could not be addressed.
    frame.contentWindow?.postMessage({ type: NAME, v: VERSION, hello: true }, "*");

  addEventListener("message", ({ source, origin, data }) => {
    if (data?.type !== NAME || data.v !== VERSION) return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (!frame || origin !== (isOpaque(frame) ? "null" : address(frame).origin)) return;
    if (data.hello === true) greet(frame);
    const { height } = data;
    if (!Number.isInteger(height) || height <= 0 || height > HIGHEST) return;
    const borders = getComputedStyle(frame).boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
    frame.style.height = `${height + borders}px`;
  });
  // Frames that were there before this script have said their greeting to nobody, unless they still load: then they say it later.
  frames().forEach(greet);
})();
