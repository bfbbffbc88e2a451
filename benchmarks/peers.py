"""Our peers: getting them onto this machine, and playing with each in a process of its own.

They go into `benchmarks/.peers`, which git ignores; nothing of theirs is committed. `python -m
benchmarks.peers fetch` gets inkjs and inkcheck by npm, inkcpp-py and bardic by pip, ChoiceScript by
git, each in the version that was measured. `... play NAME FILE SECONDS` plays at random for so long
and prints how fast, as JSON.
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
INKCHECK = FOLDER / "node_modules" / "inkcheck"
CHOICESCRIPT = FOLDER / "choicescript"
CHOICESCRIPT_SOURCE = "https://github.com/dfabulich/choicescript"

NPM = {"inkjs": "2.4.0", "inkcheck": "0.7.2"}
PIP = {"inkcpp-py": "0.1.12", "bardic": "0.10.2"}
CHOICESCRIPT_COMMIT = "847dae42e77dc1ad21997e60d9474ab7aeb6ffcf"

Count = tuple[int, int]
"""What one play took: its steps, and the characters that were drawn."""


# --- Getting them ---------------------------------------------------------------------------------


def fetch() -> int:
    """Install what is not there yet and can be had, and say what could not."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / ".gitignore").write_text("*\n", "utf-8")
    missing = 0
    for name in (*NPM, *PIP, "choicescript"):
        if name not in versions() | checkers():
            for command in commands_to_get(name):
                if not shutil.which(command[0]) or subprocess.run(command, check=False).returncode:
                    break
        found = (versions() | checkers()).get(name)
        print(f"{name}: {found or f'cannot be had here ({how_to_get(name)})'}")
        missing += not found
    return 1 if missing else 0


def commands_to_get(name: str, source: str = CHOICESCRIPT_SOURCE) -> list[list[str]]:
    """What is run to get a peer, one after the other."""
    if name in NPM:
        wanted = f"{name}@{NPM[name]}"
        return [["npm", "install", "--prefix", str(FOLDER), "--ignore-scripts", wanted]]
    if name in PIP:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--upgrade"]
        return [[*pip, "--target", str(PYTHON_FOLDER), f"{name}=={PIP[name]}"]]
    git = ["git", "-C", str(CHOICESCRIPT)]
    return [
        ["git", "init", "--quiet", str(CHOICESCRIPT)],
        [*git, "fetch", "--quiet", "--depth", "1", source, CHOICESCRIPT_COMMIT],
        [*git, "checkout", "--quiet", "FETCH_HEAD"],
    ]


def how_to_get(name: str) -> str:
    """What to do to have a peer, in one line."""
    if name in PIP:
        return "python -m benchmarks.peers fetch"
    if not shutil.which("node"):
        return "needs node; then python -m benchmarks.peers fetch"
    if name in NPM:
        return (
            "python -m benchmarks.peers fetch; it wants npm and a registry that has "
            f"{name} {NPM[name]}, or the built package in benchmarks/.peers/node_modules/{name}"
        )
    return (
        f"python -m benchmarks.peers fetch; it wants git and {CHOICESCRIPT_SOURCE}, or a checkout "
        f"of {CHOICESCRIPT_COMMIT[:7]} in benchmarks/.peers/choicescript"
    )


def versions() -> dict[str, str]:
    """The versions of the peers that play and are there, by name."""
    found: dict[str, str] = {}
    if version := _npm_version(INKJS):
        found["inkjs"] = version
    if PYTHON_FOLDER.exists():
        for package in distributions(path=[str(PYTHON_FOLDER)]):
            if package.name in ("inkcpp-py", "inkcpp_py"):
                found["inkcpp-py"] = package.version
            elif package.name == "bardic":
                found["bardic"] = package.version
    return found


def checkers() -> dict[str, str]:
    """The versions of the peers that check stories and are there, by name.

    inkcheck needs a compiler of ink beside it, which is inkjs if there is no other.
    """
    found: dict[str, str] = {}
    if (version := _npm_version(INKCHECK)) and (_npm_version(INKJS) or shutil.which("inklecate")):
        found["inkcheck"] = version
    if (CHOICESCRIPT / "randomtest.js").exists() and shutil.which("node"):
        found["choicescript"] = _commit_of(CHOICESCRIPT)
    return found


def _npm_version(package: Path) -> str:
    """The version of an npm package that is there and can be run, or nothing."""
    if not (package / "package.json").exists() or not shutil.which("node"):
        return ""
    return str(json.loads((package / "package.json").read_text("utf-8"))["version"])


def _commit_of(checkout: Path) -> str:
    """The commit of a checkout, as far as it is known."""
    if not (checkout / ".git").exists() or not shutil.which("git"):
        return "of unknown commit"
    command = ["git", "-C", str(checkout), "rev-parse", "--short", "HEAD"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return ran.stdout.strip() or "of unknown commit"


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
    from borderpost.proof.sampling.simulation import Simulation
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
