/**
 * The publishable package, packed by npm as it would be for the registry and unpacked where the pages of this folder import it from. So what
 * `package.json` leaves out is missing here as it would be for its users.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

export const run = promisify(execFile);

/** `dist/npm/`. */
export const built = process.env.IP_DIST ? pathToFileURL(`${process.env.IP_DIST}/npm/`) : new URL("../../dist/npm/", import.meta.url);

/** Packs and unpacks; gives the package's folder, the tarball, and what npm says is in it. */
export async function install() {
  const work = await mkdtemp(join(tmpdir(), "interview-practice-"));
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", work, fileURLToPath(built)]);
  // Several test files run side by side: each unpacks for itself and puts the whole in place at once.
  const [report] = Object.values(JSON.parse(stdout));
  const tarball = join(work, report.filename);
  await run("tar", ["-xzf", tarball, "-C", work]);
  const folder = fileURLToPath(new URL("node_modules/interview-practice", import.meta.url));
  const last = `${folder}.${process.pid}`;
  await mkdir(fileURLToPath(new URL("node_modules", import.meta.url)), { recursive: true });
  await rename(folder, last).catch(() => undefined);
  await rename(join(work, "package"), folder);
  await rm(last, { recursive: true, force: true });
  return { folder, tarball, files: report.files.map(({ path }) => path), report };
}
