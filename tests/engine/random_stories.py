"""Stories made at random: every feature beside every other, without sense but within the rules.

What the loader refuses (a ring of automatic scenes, a call that calls itself) is for the caller to
leave out.
"""

from __future__ import annotations

from random import Random

TAIL = """
acts: [a0, a1]
facts:
  F1: {says: One., mark: documented}
  F2: {says: Two., mark: claimed}
  F3: {says: Three., mark: unknown}
sources:
  K0: {name: The first card}
  K1: {name: The second card}
variables:
  m: {meter: 0..3, start: 2}
  n: {meter: 1..4, start: 3}
  r: {range: -2..2, start: 0}
  w: {one_of: [a, b, c], start: b}
  f: {flag: true}
  s: {set_of: [x, y, z], start: [y]}
  d: {derive: m * 2 - r}
  t: {derive: f or d > 3}
endings:
  e0: {title: First, text: First.}
  e1: {title: Second, text: Second.}
"""

SCENES = 7
"""Ordinary scenes, `s0` to `s6`; `c0` and `c1` are called, `k0` to `k3` are storylets."""


class Writer:
    """Writes one story."""

    def __init__(self, random: Random, texts: Random) -> None:
        """What choices are followed by is drawn from `texts`: it came later than the rest."""
        self.random = random
        self.texts = texts
        self.ordinary = [f"s{number}" for number in range(SCENES)]
        self.questions = {
            scene: random.random() < 0.35 for scene in (*self.ordinary, "c0", "c1", "k0", "k1")
        }
        self.report = random.choice(self.ordinary)
        self.choosing = {self.report, *(name for name in self.ordinary if random.random() < 0.65)}
        self.acts = {name: random.choice(["", "a0", "a1"]) for name in self.ordinary}
        self.asked = [f"q_{scene}" for scene, asks in self.questions.items() if asks]

    def pick(self, *words: str) -> str:
        return self.random.choice(words)

    def maybe(self, likely: float) -> bool:
        return self.random.random() < likely

    def condition(self, depth: int = 2) -> str:
        """An expression that is true or false."""
        if depth and self.maybe(0.4):
            first, second = self.condition(depth - 1), self.condition(depth - 1)
            return self.pick(f"({first} and {second})", f"({first} or {second})", f"not ({first})")
        scene = self.pick(*self.ordinary, "c0", "k0")
        number = self.random.randint(-2, 4)
        atoms = [
            "f",
            "t",
            f"w == {self.pick('a', 'b', 'c')}",
            f"w != {self.pick('a', 'b', 'c')}",
            f"{self.pick('x', 'y', 'z')} in s",
            f"{self.number()} {self.pick('<', '<=', '>', '>=', '==', '!=')} {number}",
            f"seen({scene})",
            f"chose({self.pick(*sorted(self.choosing))}.on)",
            f"signed(line.{self.pick('firm', 'said', 'open')})",
            f"signed_count({self.pick('is', 'claimed', 'unclear')}) >= 1",
            "signed_unsupported() >= 1",
        ]
        if self.asked:
            atoms.append(f"answered({self.pick(*self.asked)}.{self.pick('yes', 'no')})")
        return self.pick(*atoms)

    def number(self) -> str:
        """An expression that is a number."""
        return self.pick("m", "n", "r", "d", "lowest(m n)", "m + r", "n - m", "m * r", "-r")

    def effect(self) -> str:
        """One effect."""
        operator = self.pick("=", "+=", "-=")
        number = self.pick("1", "2", "3", "m", "n - 1", "r")
        if operator == "=":
            number = self.pick("1", "2", "m", "n - 1")
        return self.pick(
            f"{self.pick('m', 'n', 'r')} {operator} {number}",
            f"w = {self.pick('a', 'b', 'c')}",
            f"f = {self.pick('true', 'false', self.condition(1))}",
            f"s {self.pick('+=', '-=')} {self.pick('x', 'y', 'z')}",
        )

    def effects(self) -> str:
        """A list of effects, as YAML."""
        found = [f'"{self.effect()}"' for _ in range(self.random.randint(1, 2))]
        return f"[{', '.join(found)}]"

    def target(self) -> str:
        """A scene or, less often, an ending."""
        return self.pick(*self.ordinary, *self.ordinary, "e0", "e1")

    def flow(self, called: str = "", depth: int = 2) -> str:
        """Where play goes on; inside a called scene it may return, never call what is above it."""
        goes = "return" if called and self.maybe(0.6) else self.target()
        if called and goes != "return":
            goes = self.pick("return", "e0", "c1" if called == "c0" else "return")
        if not depth or self.maybe(0.5):
            return goes
        kind = self.pick("chance", "list", "call")
        if kind == "chance":
            first, second = self.random.sample(
                ["c1", "e0", "e1"] if called == "c0" else [*self.ordinary, "e0"], 2
            )
            if called == "c1":
                first, second = "e0", "e1"
            return f"{{chance: {{{first}: {self.random.randint(1, 3)}, {second}: 1}}}}"
        if kind == "call" and called != "c1":
            inner = "c1" if called else self.pick("c0", "c1")
            return f"{{call: {{scene: {inner}, then: {self.flow(called, depth - 1)}}}}}"
        entries = [
            f'{{if: "{self.condition(1)}", then: {self.flow(called, depth - 1)}}}'
            for _ in range(self.random.randint(1, 2))
        ]
        return f"[{', '.join(entries)}, {self.flow(called, 0)}]"

    def told(self, words: str) -> str:
        """A text that does not read the same in every play, as YAML."""
        self.random, self.texts = self.texts, self.random
        text = f'[{words}., {{if: "{self.condition(1)}", text: {words} and more.}}]'
        self.random, self.texts = self.texts, self.random
        return text

    def choice(self, number: int, called: str, *, open_ended: bool, may_wait: bool) -> list[str]:
        """One choice, as lines."""
        lines = [f"- id: o{number}", f"  label: Choice {number}"]
        if self.maybe(0.3):
            lines.append(f'  if: "{self.condition()}"')
        if self.maybe(0.25):
            lines.append(f"  cost: {{{self.pick('m', 'n')}: {self.random.randint(1, 2)}}}")
        if self.maybe(0.2):
            lines.append("  once: true")
        if self.maybe(0.5):
            lines.append(f"  do: {self.effects()}")
        if may_wait and self.maybe(0.3):
            lines.append(f"  later: {{at: a1, do: {self.effects()}, text: {self.told('Later')}}}")
        if self.texts.random() < 0.3:
            lines.append(f"  after: {self.told('After')}")
        if not (open_ended and self.maybe(0.5)):
            lines.append(f"  then: {self.flow(called)}")
        return lines

    def scene(self, name: str) -> list[str]:
        """One scene, as lines."""
        lines = self.beginning(name)
        if name.startswith("k"):
            lines += [f"title: {name}", "deck: deck", f"priority: {self.random.randint(0, 1)}"]
            if self.maybe(0.5):
                lines.append(f'when: "{self.condition(1)}"')
        if self.questions.get(name):
            lines += [
                "questions:",
                f"  - id: q_{name}",
                "    ask: Yes or no?",
                "    options: {yes: Yes, no: No}",
                f"    do: {{yes: {self.effects()}, no: {self.effects()}}}",
            ]
        if name == self.report:
            lines += self.slots()
        return lines + self.ways_on(name)

    def beginning(self, name: str) -> list[str]:
        """Act, cards, text, effects and bound of a scene, as lines."""
        lines: list[str] = []
        if act := self.acts.get(name, ""):
            lines.append(f"act: {act}")
        if self.maybe(0.25):
            lines.append(f"card: [{self.pick('K0', 'K1')}]")
        if self.maybe(0.75) or self.report == name:
            second = f'{{if: "{self.condition(1)}", text: Second.}}'
            lines.append(f"text: [First., {second}, {{else: true, text: Third.}}]")
        if self.maybe(0.3):
            lines.append(f"do: {self.effects()}")
        if self.maybe(0.2):
            lines.append(f"max_visits: {self.random.randint(1, 3)}")
        return lines

    def ways_on(self, name: str) -> list[str]:
        """How a scene goes on, as lines: by choices, by a draw, by itself."""
        called = name if name in ("c0", "c1") else ""
        storylet = name.startswith("k")
        lines: list[str] = []
        if name in self.ordinary and self.maybe(0.3):
            by_chance = name not in self.choosing and self.maybe(0.6)
            how = "pick: chance" if by_chance else f"up_to: {self.random.randint(1, 3)}"
            otherwise = f", else: {self.flow(depth=1)}" if self.maybe(0.6) else ""
            lines.append(f"draw: {{deck: deck, {how}, then: {self.flow(depth=1)}{otherwise}}}")
        if name in self.choosing or (name not in self.ordinary and self.maybe(0.6)):
            may_wait = self.acts.get(name) == "a0"
            lines.append("choices:")
            for number in range(self.random.randint(1, 3)):
                lines += self.choice(number, called, open_ended=storylet, may_wait=may_wait)
            lines += ["- id: on", "  label: On", "  fallback: true", f"  then: {self.flow(called)}"]
        elif not lines and not (storylet and self.maybe(0.6)):
            lines.append(f"then: {self.flow(called)}")
        return lines

    def slots(self) -> list[str]:
        """A report, as lines."""
        return [
            "report:",
            "  slots:",
            "    - id: line",
            "      ask: What is so?",
            "      options:",
            "        firm: {says: It is., strength: is, cites: [F1, F2]}",
            "        said:",
            f"          {{says: They say., strength: claimed, cites: [F3], do: {self.effects()}}}",
            "        open: {says: Who knows., strength: unclear, cites: [F3], needs: [K0]}",
            "    - id: more",
            "      ask: And?",
            "      optional: true",
            "      options:",
            f'        bare: {{says: So it is., strength: is, if: "{self.condition(1)}"}}',
            "        none: Nothing.",
        ]

    def story(self) -> str:
        """The whole story but for its heading."""
        lines = ["scenes:"]
        for name in (*self.ordinary, "c0", "c1", "k0", "k1", "k2", "k3"):
            lines.append(f"  {name}:")
            lines += [f"    {line}" for line in self.scene(name)]
        return "\n".join(lines) + "\n" + TAIL


def random_story(seed: int) -> str:
    """A story, always the same for a seed."""
    return Writer(Random(seed), Random(f"texts {seed}")).story()  # noqa: S311 - no secrets here
