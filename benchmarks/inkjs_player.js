// Plays an ink story at random with inkjs, and says how fast: see benchmarks/playing.py.
//   node inkjs_player.js INKJS_FOLDER compile STORY.ink STORY.json
//   node inkjs_player.js INKJS_FOLDER play STORY.json SECONDS
"use strict";
const fs = require("fs");
const path = require("path");

const [folder, what, file, more] = process.argv.slice(2);
const { Compiler, CompilerOptions, Story } = require(path.join(folder, "dist", "ink-full.js"));
const read = (name) => fs.readFileSync(name, "utf-8").replace(/^\uFEFF/, "");

if (what === "compile") {
  const problems = [];
  const options = new CompilerOptions(null, [], false, (message) => problems.push(message));
  const story = new Compiler(read(file), options).Compile();
  if (!story) throw new Error(problems.slice(0, 5).join("\n"));
  fs.writeFileSync(more, story.ToJson());
} else {
  const story = new Story(read(file));
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  let steps = 0;
  let characters = 0;
  const play = () => {
    story.ResetState();
    for (;;) {
      characters += story.ContinueMaximally().length;
      const choices = story.currentChoices;
      if (choices.length === 0) return;
      for (const choice of choices) characters += choice.text.length;
      story.ChooseChoiceIndex(Math.floor(random() * choices.length));
      steps += 1;
    }
  };
  const until = (seconds) => {
    const begun = process.hrtime.bigint();
    let plays = 0;
    let taken = 0;
    do {
      play();
      plays += 1;
      taken = Number(process.hrtime.bigint() - begun) / 1e9;
    } while (taken < seconds);
    return plays / taken;
  };
  until(Number(more) / 2); // so that it is compiled by the time it counts
  steps = characters = 0;
  const rate = until(Number(more));
  const [plays, each] = [rate * Number(more), 1 / (rate * Number(more))];
  console.log(JSON.stringify({ rate, steps: steps * each, characters: characters * each }));
  if (!(plays > 0)) process.exit(1);
}
