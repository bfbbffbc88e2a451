"""Our peers: getting them onto this machine, and playing with each in a process of its own.

They go into `benchmarks/.peers`, which git ignores; nothing of theirs is committed. `python -m
benchmarks.peers fetch` gets inkjs by npm, and inkcpp-py and bardic by pip. `... play NAME FILE
SECONDS` plays at random for so long and prints how fast, as JSON.
"""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
FOLDER = HERE / ".peers"
PYTHON_FOLDER = FOLDER / "python"
INKJS = FOLDER / "node_modules" / "inkjs"
INKJS_PLAYER = HERE / "inkjs_player.js"

Count = tuple[int, int]
"""What one play took: its steps, and the characters that were drawn."""


# --- Getting them ---------------------------------------------------------------------------------


def fetch() -> int:
    """Install what can be installed, and say what could not."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / ".gitignore").write_text("*\n", "utf-8")
    npm = shutil.which("npm")
    commands = {
        "inkjs": [npm, "install", "--prefix", str(FOLDER), "--ignore-scripts", "inkjs"]
        if npm
        else [],
    }
    for name in ("inkcpp-py", "bardic"):
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--upgrade"]
        commands[name] = [*pip, "--target", str(PYTHON_FOLDER), name]
    missing = 0
    for name, command in commands.items():
        done = bool(command) and subprocess.run(command, check=False).returncode == 0
        print(f"{name}: {versions().get(name) or ('installed' if done else 'cannot be had here')}")
        missing += not done
    return 1 if missing else 0


def versions() -> dict[str, str]:
    """The versions of the peers that are there, by name."""
    found: dict[str, str] = {}
    if (INKJS / "package.json").exists() and shutil.which("node"):
        found["inkjs"] = json.loads((INKJS / "package.json").read_text("utf-8"))["version"]
    if PYTHON_FOLDER.exists():
        for package in distributions(path=[str(PYTHON_FOLDER)]):
            if package.name in ("inkcpp-py", "inkcpp_py"):
                found["inkcpp-py"] = package.version
            elif package.name == "bardic":
                found["bardic"] = package.version
    return found


# --- Playing --------------------------------------------------------------------------------------


def compile_ink(ink: Path, compiled: Path) -> None:
    """Compile ink to the JSON that inkjs and inkcpp play from; by inkjs."""
    node = shutil.which("node")
    assert node is not None, "inkjs is not there without node"
    command = [node, str(INKJS_PLAYER), str(INKJS), "compile", str(ink), str(compiled)]
    subprocess.run(command, check=True)


def command_for(name: str, file: Path, seconds: float) -> list[str]:
    """The command that plays a story file with a peer, or with us."""
    if name == "inkjs":
        node = shutil.which("node") or "node"
        return [node, str(INKJS_PLAYER), str(INKJS), "play", str(file), str(seconds)]
    return [sys.executable, "-m", "benchmarks.peers", "play", name, str(file), str(seconds)]


def inkcpp(file: Path) -> Callable[[], Count]:
    """A play by inkcpp, of compiled ink."""
    package = importlib.import_module("inkcpp_py")
    binary = file.with_suffix(".bin")
    package.compile_json(str(file), str(binary))
    story = package.Story.from_file(str(binary))
    random = Random(1).random  # noqa: S311 - plays, no secrets

    def play() -> Count:
        runner = story.new_runner()
        steps = characters = 0
        while True:
            characters += len(runner.getall())
            choices = runner.num_choices()
            if not choices:
                return steps, characters
            for number in range(choices):
                characters += len(runner.get_choice(number).text())
            runner.choose(int(random() * choices))
            steps += 1

    return play


def bardic(file: Path) -> Callable[[], Count]:
    """A play by bardic, of its own format."""
    compiler = importlib.import_module("bardic.compiler.compiler").BardCompiler()
    engine_type = importlib.import_module("bardic.runtime.engine").BardEngine
    data = compiler.compile_string(file.read_text("utf-8"))
    random = Random(1).random  # noqa: S311 - plays, no secrets

    def play() -> Count:
        engine = engine_type(data)
        steps = characters = 0
        while True:
            page = engine.current()
            characters += len(page.content) + sum(len(choice["text"]) for choice in page.choices)
            if not page.choices:
                return steps, characters
            engine.choose(int(random() * len(page.choices)))
            steps += 1

    return play


def ours(file: Path, seconds: float, *, render: bool) -> dict[str, float]:
    """The same by us: how fast, steps and characters a play."""
    from borderpost.engine.program import Program
    from borderpost.proof.simulation import Simulation
    from borderpost.story.load import load_story

    story = load_story(file).story
    assert story is not None, "the generated story has mistakes"
    simulation = Simulation(Program(story), {}, render=render)
    simulation.play(1_000_000_000, seconds)  # every peer gets as long to warm up
    before = simulation.counted()
    simulation.play(1_000_000_000, seconds)
    after = simulation.counted()
    plays = after.runs - before.runs
    return {
        "rate": plays / (after.seconds - before.seconds),
        "steps": (after.steps - before.steps) / plays,
        "characters": (after.characters - before.characters) / plays,
    }


def timed(play: Callable[[], Count], seconds: float) -> dict[str, float]:
    """How fast a peer plays, after it has warmed up for half as long."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < seconds / 2:
        play()
    plays = steps = characters = 0
    begun = time.perf_counter()
    while (taken := time.perf_counter() - begun) < seconds:
        count = play()
        plays, steps, characters = plays + 1, steps + count[0], characters + count[1]
    return {"rate": plays / taken, "steps": steps / plays, "characters": characters / plays}


def main(arguments: list[str]) -> int:
    """Fetch the peers, or play with one."""
    match arguments:
        case ["fetch"]:
            return fetch()
        case ["play", name, file, seconds]:
            sys.path.append(str(PYTHON_FOLDER))
            path, length = Path(file), float(seconds)
            if name in ("ours", "ours with text"):
                found = ours(path, length, render=name != "ours")
            else:
                found = timed({"inkcpp-py": inkcpp, "bardic": bardic}[name](path), length)
            print(json.dumps(found))
            return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
