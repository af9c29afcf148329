// Harper over some files: node benchmarks/harper.mjs PATH/node_modules FILE...
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [place, ...files] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(resolve(place, "harper.js/dist", name)).href);
const { LocalLinter } = await load("index.js");
const { binaryInlined } = await load("binaryInlined.js");
const linter = new LocalLinter({ binary: binaryInlined });
for (const file of files) {
  console.log(file, (await linter.lint(readFileSync(file, "utf8"))).length);
}
