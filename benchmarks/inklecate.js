// Stands in for inklecate, ink's compiler, where only inkjs is there: inkcheck starts it as
//   node inklecate.js INKJS_FOLDER -j -c -o STORY.json STORY.ink
// and reads JSON lines. The story is one file, with no INCLUDE. It is asked for figures (-s) as well, which are not measured: none are told.
"use strict";
const fs = require("fs");
const path = require("path");

const [folder, ...asked] = process.argv.slice(2);
const file = asked[asked.length - 1];
if (!asked.includes("-s")) {
  const { Compiler, CompilerOptions } = require(path.join(folder, "dist", "ink-full.js"));
  const issues = [];
  const options = new CompilerOptions(null, [], asked.includes("-c"), (each) => issues.push(each));
  let story = null;
  try {
    story = new Compiler(fs.readFileSync(file, "utf-8"), options).Compile();
  } catch (problem) {
    issues.push(`ERROR: ${problem.message}`);
  }
  if (story) fs.writeFileSync(asked[asked.indexOf("-o") + 1], story.ToJson());
  console.log(JSON.stringify({ "compile-success": Boolean(story) }));
  console.log(JSON.stringify({ issues }));
}
