/** Makes what tests in a browser would otherwise make beside others, which wait while it takes the machine: `cargo xtask test` runs this before. */
import { buildCommand, buildModule } from "./coach-module/module.js";
import { python } from "./e2e/lrs.js";

buildCommand();
await Promise.all([buildModule(), python()]);
