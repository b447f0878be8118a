import { useEffect, useRef, useState } from "react";

/** One element; what a server cannot write into markup is set when the page has come to life. */
function Practice({ name, view, pack, evaluator, hear }) {
  const element = useRef(null);
  useEffect(() => {
    // React sets properties when it makes an element, not when it takes over a server's.
    if (pack && element.current.packData !== pack) Object.assign(element.current, { packData: pack, evaluator });
  });
  return (
    <interview-practice
      ref={element}
      id={name}
      view={view}
      storage="none"
      loading="eager"
      heading-level="4"
      packData={pack}
      evaluator={evaluator}
      onip-ready={hear(name)}
      onip-view={hear(name)}
    >
      <p>Fallback of {name}</p>
    </interview-practice>
  );
}

export function Page({ pack, evaluator, hear = () => undefined }) {
  const [names, setNames] = useState(["a", "b"]);
  const [shown, setShown] = useState(true);
  const [view, setView] = useState("home");
  return (
    <>
      <button id="reverse" onClick={() => setNames([...names].reverse())}>Reverse</button>
      <button id="toggle" onClick={() => setShown(!shown)}>Toggle</button>
      <button id="view" onClick={() => setView("quiz")}>Quiz</button>
      {names.map((name) => (name === "a" || shown) && <Practice key={name} {...{ name, view, pack, evaluator, hear }} />)}
    </>
  );
}
