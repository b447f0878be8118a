/** The package as its users get it: what is in it, its types, its exports, its hashes. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { install, run } from "./installed.js";

/** @type {Awaited<ReturnType<typeof install>>} */ let installed;
/** @type {any} */ let manifest;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const read = (name) => readFile(`${installed.folder}/${name}`, "utf8");

before(async () => {
  installed = await install();
  manifest = JSON.parse(await read("package.json"));
});

describe("The package", () => {
  it("has nothing for publint to find", async () => {
    const { messages } = await publint({ pkgDir: installed.folder, strict: true, pack: false });
    assert.deepEqual(messages.map((message) => formatMessage(message, manifest)), []);
  });

  it("has types that resolve wherever ES modules do", async () => {
    // It ends with an error when it finds something that the profile does not leave out.
    const { stdout } = await run(here("node_modules/.bin/attw"), [installed.tarball, "--profile", "esm-only", "--format", "ascii", "--no-color", "--no-emoji"]);
    for (const entry of ["interview-practice", "interview-practice/react", "interview-practice/preact"]) assert.ok(stdout.includes(`"${entry}"`), entry);
  });

  it("is a module with its side effects declared, free of install scripts and dependencies", () => {
    assert.equal(manifest.type, "module");
    assert.ok(manifest.sideEffects.includes("./interview-practice.js"));
    for (const name of ["scripts", "dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"]) {
      assert.equal(manifest[name], undefined, name);
    }
    assert.equal(manifest.license, "MIT OR Apache-2.0");
  });

  it("holds everything that it names, licences too, and nothing that it need not", () => {
    for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "README.md", "index.d.ts", "embed.html", "integrity.json", "vscode.html-custom-data.json"]) {
      assert.ok(installed.files.includes(name), name);
    }
    assert.deepEqual(installed.files.filter((path) => /\.(br|gz|map|rs|ts)$/.test(path) && !path.endsWith(".d.ts")), []);
    const targets = Object.values(manifest.exports).flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)));
    for (const target of targets.filter((one) => !one.includes("*"))) {
      assert.ok(installed.files.includes(target.slice(2)), `exports: ${target}`);
    }
  });

  it("can be imported on a server, where it defines nothing and touches nothing", async () => {
    const program = `const before = Object.getOwnPropertyNames(globalThis).length; const { InterviewPractice, default: same } = await import("interview-practice");
      console.log(typeof InterviewPractice, InterviewPractice === same, Object.getOwnPropertyNames(globalThis).length === before);`;
    const { stdout } = await run("node", ["--input-type=module", "--eval", program], { cwd: here(".") });
    assert.equal(stdout.trim(), "function true true");
  });

  it("has a table of hashes that covers it and is right", async () => {
    const { version, files } = JSON.parse(await read("integrity.json"));
    assert.equal(version, manifest.version);
    assert.deepEqual(Object.keys(files).sort(), installed.files.filter((path) => path !== "integrity.json").sort());
    for (const [name, expected] of Object.entries(files)) {
      const hash = createHash("sha384").update(await readFile(`${installed.folder}/${name}`)).digest("base64");
      assert.equal(expected, `sha384-${hash}`, name);
    }
  });

  it("has a custom-elements manifest that fits its schema", async () => {
    const schema = JSON.parse(await readFile(here("node_modules/custom-elements-manifest/schema.json"), "utf8"));
    const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
    validate(JSON.parse(await read("custom-elements.json")));
    assert.deepEqual((validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`), []);
  });

  it("has types that hold in pages of plain TypeScript, React and Preact, and refuse what is wrong", async () => {
    const { stdout } = await run(here("../node_modules/.bin/tsc"), ["--project", here("types/tsconfig.json")]).catch((error) => error);
    assert.equal(stdout, "");
  });
});
