"""What is handed out: the wheel holds what it needs and nothing else, and works far from here."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.program import CHECKOUT, run_python

SOURCES = CHECKOUT / "src" / "borderpost"
STORIES = CHECKOUT / "story"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without a network."""
    out = tmp_path_factory.mktemp("dist")
    ran = run_python("-m", "build", "--wheel", "--no-isolation", "--outdir", out, CHECKOUT)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel, and nothing it depends on, is installed."""
    target = tmp_path_factory.mktemp("site")
    offline = ["--quiet", "--no-deps", "--no-index"]
    ran = run_python("-m", "pip", "install", *offline, "--target", target, wheel)
    assert ran.returncode == 0, ran.stderr
    return target


def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def below(folder: Path, inside: str) -> set[str]:
    """What stands below a folder of the checkout, by the name it should have in the wheel."""
    return {
        f"{inside}/{file.relative_to(folder).as_posix()}"
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


@pytest.mark.slow
def test_the_wheel_holds_the_program_and_the_story_and_nothing_else(wheel: Path) -> None:
    info = {name for name in contents(wheel) if ".dist-info/" in name}
    expected = below(SOURCES, "borderpost") | below(STORIES, "borderpost/shipped")
    assert contents(wheel) - info == expected
    assert "borderpost/shipped/lakkon/story.yaml" in expected
    assert "borderpost/shipped/lakkon/open_endings.json" in expected
    assert "borderpost/py.typed" in expected
    assert any(name.endswith(".tcss") for name in expected)
    assert any(name.endswith("/licenses/LICENSE") for name in info)


@pytest.mark.slow
def test_the_source_archive_can_make_the_wheel_again(tmp_path: Path) -> None:
    ran = run_python("-m", "build", "--no-isolation", "--outdir", tmp_path, CHECKOUT)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (rebuilt,) = tmp_path.glob("*.whl")
    assert "borderpost/shipped/lakkon/story.yaml" in contents(rebuilt)


@pytest.mark.slow
def test_installed_it_is_the_wheel_that_runs(installed: Path, tmp_path: Path) -> None:
    show = "import borderpost.story.shipped as s; print(s.__file__, *s.shipped_stories().values())"
    ran = run_python("-c", show, cwd=tmp_path, PYTHONPATH=str(installed))
    assert ran.returncode == 0, ran.stderr
    module, *stories = ran.stdout.split()
    assert Path(module).is_relative_to(installed)
    assert [Path(story) for story in stories] == [installed / "borderpost" / "shipped" / "lakkon"]


@pytest.mark.slow
def test_installed_it_checks_the_shipped_story_from_any_folder(
    installed: Path, tmp_path: Path
) -> None:
    check = ["-m", "borderpost", "check", "lakkon", "--static"]
    ran = run_python(*check, cwd=tmp_path, PYTHONPATH=str(installed))
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.slow
def test_installed_it_is_played_from_any_folder(installed: Path, tmp_path: Path) -> None:
    play = ["-m", "borderpost", "play", "lakkon", "--plain", "--seed", "1", "--saves", "runs"]
    ran = run_python(*play, stdin="1\n" * 400, cwd=tmp_path, PYTHONPATH=str(installed))
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_command_is_installed() -> None:
    (command,) = importlib.metadata.entry_points(group="console_scripts", name="borderpost")
    assert command.value == "borderpost.cli:main"
    script = Path(sys.executable).with_name("borderpost")
    ran = subprocess.run(
        [script, "--version"], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert importlib.metadata.version("borderpost") in ran.stdout


def test_one_version_everywhere() -> None:
    import borderpost

    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert borderpost.__version__ == project["version"]
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {project['version']}" in changelog


def pins() -> dict[str, str]:
    """The version of each package that constraints.txt fixes."""
    lines = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pinned}


def needed() -> dict[str, str]:
    """Every package the project asks for, those asked for in turn included, as installed here."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [Requirement(text) for text in asked]
    while waiting:
        requirement = waiting.pop()
        for extra in {"", *requirement.extras}:
            if (requirement.name, extra) in seen:
                continue
            seen.add((requirement.name, extra))
            distribution = importlib.metadata.distribution(requirement.name)
            found[canonicalize_name(requirement.name)] = distribution.version
            wanted = [Requirement(text) for text in distribution.requires or []]
            waiting += [r for r in wanted if not r.marker or r.marker.evaluate({"extra": extra})]
    return found


def test_every_package_is_pinned_at_the_version_the_tests_run_with() -> None:
    pinned = pins()
    assert {name: pinned.get(name) for name in needed()} == needed()


def test_nothing_is_pinned_that_is_not_needed() -> None:
    only_on_windows = {"colorama"}
    only_for_mutants = {"coverage", "libcst", "mutmut", "setproctitle"}
    elsewhere = only_on_windows | only_for_mutants
    assert set(pins()) - set(needed()) == elsewhere - set(needed())
