"""Stories made at random that all come to an end: weeks in a row, whose pages look back.

What is told of a week hangs on the weeks before: on what was chosen, answered and changed, on what
falls due, on whether a scene was come to at all. They are small enough to go through every play.
"""

from __future__ import annotations

from random import Random

WEEKS = 5

TAIL = """
variables:
  m: {meter: 0..3, start: 1}
  w: {one_of: [a, b, c], start: b}
  f: {flag: true}
endings:
"""


class Writer:
    """Writes one story."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.weeks = [
            [f"s{week}{letter}" for letter in "ab"[: random.randint(1, 2)]] for week in range(WEEKS)
        ]
        self.weeks[0] = ["s0a"]
        self.asking = {name for week in self.weeks for name in week if random.random() < 0.3}
        self.forks: list[str] = []

    def condition(self, week: int) -> str:
        """Something that may be so by a week."""
        scene = self.random.choice(self.weeks[self.random.randint(0, min(week, WEEKS - 1))])
        atoms = [
            f"chose({scene}.c{self.random.randint(0, 1)})",
            f"seen({scene})",
            f"m >= {self.random.randint(1, 3)}",
            f"m <= {self.random.randint(0, 2)}",
            f"w == {self.random.choice('abc')}",
            "f",
            "not f",
        ]
        if scene in self.asking:
            atoms += [f"answered(q_{scene}.yes)"] * 3
        found = self.random.choice(atoms)
        if self.random.random() < 0.3:
            found += f" {self.random.choice(['and', 'or'])} {self.random.choice(atoms)}"
        return found

    def text(self, week: int, blocks: int) -> str:
        """A text that hangs on much, as YAML."""
        found = ["Words."]
        for _ in range(self.random.randint(0, blocks)):
            words = "word " * self.random.randint(1, 6)
            found.append(f'{{if: "{self.condition(week)}", text: {words.strip()}.}}')
            if self.random.random() < 0.3:
                found.append(f"{{else: true, text: {'or ' * self.random.randint(1, 3)}so.}}")
        return f"[{', '.join(found)}]"

    def effects(self) -> str:
        """Some effects, as YAML."""
        effects = ["m += 1", "m -= 1", "m -= 2", "w = a", "w = c", "f = true", "f = false"]
        return f"[{', '.join(self.random.sample(effects, self.random.randint(1, 2)))}]"

    def target(self, week: int) -> str:
        """A scene of a week to come, or an ending."""
        if week + 1 == WEEKS or self.random.random() < 0.08:
            return self.random.choice(["e0", "e1"])
        later = self.random.random() < 0.15 and week + 2 < WEEKS
        return self.random.choice(self.weeks[week + 1 + later])

    def flow(self, week: int) -> str:
        """Where a choice leads, as YAML."""
        target = self.target(week)
        kind = self.random.random()
        if kind < 0.15:
            return f'[{{if: "{self.condition(week)}", then: {self.target(week)}}}, {target}]'
        if kind > 0.8:
            return self.fork(week, target)
        if kind < 0.25:
            other = self.target(week)
            return target if other == target else f"{{chance: {{{target}: 1, {other}: 2}}}}"
        if kind < 0.4:
            return f"{{call: {{scene: aside, then: {target}}}}}"
        return target

    def fork(self, week: int, target: str) -> str:
        """A scene that play goes through without stopping, on to a target or another."""
        name = f"fork{len(self.forks)}"
        at = f'[{{if: "{self.condition(week)}", then: {self.target(week)}}}, {target}]'
        do = f", do: {self.effects()}" if self.random.random() < 0.5 else ""
        self.forks.append(f"  {name}: {{act: spring{do}, then: {at}}}")
        return name

    def scene(self, name: str, week: int) -> list[str]:
        """A scene, as lines."""
        lines = [f"  {name}:", f"    text: {self.text(week, 3)}"]
        lines.append(f"    act: {'spring' if week < WEEKS // 2 else 'autumn'}")
        if self.random.random() < 0.3:
            lines.append(f"    do: {self.effects()}")
        if name in self.asking:
            lines += ["    questions:", f"      - id: q_{name}", "        ask: Well?"]
            lines += ["        options: {yes: Yes of course, no: No}"]
            if self.random.random() < 0.5:
                lines += [f"        do: {{yes: {self.effects()}}}"]
        lines.append("    choices:")
        for number in range(self.random.randint(2, 3)):
            lines += [f"      - id: c{number}", f"        label: {'On ' * (number + 1)}"]
            if self.random.random() < 0.6:
                lines.append(f"        do: {self.effects()}")
            if self.random.random() < 0.3:
                lines.append(f"        after: {self.text(week, 1)}")
            if week < WEEKS // 2 and self.random.random() < 0.4:
                do = f"do: {self.effects()}, " if self.random.random() < 0.5 else ""
                lines.append(f"        later: {{at: autumn, {do}text: {self.text(week, 2)}}}")
            lines.append(f"        then: {self.flow(week)}")
        return lines

    def story(self) -> str:
        """The whole story."""
        lines = ["acts: [spring, autumn]", "scenes:"]
        for number, week in enumerate(self.weeks):
            for name in week:
                lines += self.scene(name, number)
        lines += self.forks
        lines += ["  aside:", f"    text: {self.text(WEEKS, 2)}"]
        if self.random.random() < 0.5:
            lines.append("    then: return")
        else:
            lines += [
                "    choices:",
                f"      - {{id: nod, label: Nod, do: {self.effects()}, then: return}}",
            ]
            lines.append("      - {id: wait, label: Wait for it, then: return}")
        endings = [
            f"  {name}: {{title: The end, text: {self.text(WEEKS, 4)}}}" for name in ("e0", "e1")
        ]
        return "\n".join([*lines, TAIL.strip(), *endings]) + "\n"


def made_summer(seed: int) -> str:
    """A story, always the same for a seed."""
    return Writer(Random(seed)).story()  # noqa: S311 - nothing here is a secret
