"""The command line: one thin function a command, each importing its part when it is called.

Exit codes: 0 done (leaving a run is done, too: it is saved), 1 problems found in the user's files,
2 wrong usage, 130 stopped by Ctrl-C where there was nothing to save.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from borderpost import __version__
from borderpost.usage import LATEST, read_call
from borderpost.usage.streams import let_all_letters_pass, write_in_utf8

if TYPE_CHECKING:
    from borderpost.debrief.together.habits import Habits
    from borderpost.story.model import Story

DEFAULT_STORY = "lakkon"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; its exit code. Nothing is raised, whatever happens."""
    _open_streams()
    try:
        name, call = read_call(sys.argv[1:] if arguments is None else arguments)
        write_in_utf8(call)
        code = COMMANDS[name](**vars(call))
    except KeyboardInterrupt:
        _tell("Stopped.", "\n")  # so that what the terminal echoed, ^C, has a line to itself
        code = 130
    except SystemExit:  # argparse has printed the help or the version that was asked for
        code = 0
    except BrokenPipeError:
        return _end_pipe(0)
    except Exception as problem:  # noqa: BLE001 - the last resort: nobody is shown a traceback
        code = _tell_problem(problem)
    return _write("", code)


def _title(*, saves: str | None) -> int:
    """The title screen, or plain play of Lakkon where no screen can be drawn."""
    if not _has_screen():
        name, call = read_call(["play", *(("--saves", saves) if saves else ())])
        return COMMANDS[name](**vars(call))
    from borderpost.saves.folder import default_folder
    from borderpost.terminal.app import run_app

    return run_app(story_path=None, shelf_folder=Path(saves) if saves else default_folder())


def _play(
    *,
    story: str | None,
    plain: bool,
    seed: int | None,
    given: list[str],
    profile: str | None,
    resume: str | None,
    saves: str | None,
    replay: str | None,
    pair: bool,
    projector: bool,
    until: str | None,
    collect: str | None,
) -> int:
    """Play a story."""
    from borderpost.debrief.together.habits import asked_for, make_ready

    habits = asked_for(pair=pair, projector=projector, until=until, collect=collect)
    pairs = [*given, *([f"profile={profile}"] if profile else [])]
    on_screen = _has_screen() and not (plain or replay)
    if on_screen and resume is None and not pairs:
        return _play_on_screen(_story_path(story), saves, habits, seed=seed)
    from borderpost.plain import finding
    from borderpost.story.mendable import Mendable

    if resume is not None and (seed is not None or pairs):
        raise Mendable(
            "a run that has begun keeps its seed and its settings",
            "leave out --seed, --set and --profile, or begin a new run without --resume",
        )
    shelf, run, told = finding.shelf_at(saves), None, ""
    if resume is not None:
        story_id = _load(_story_path(story)).info.id if story else ""
        run, told = finding.find_run(shelf, resume.removeprefix(LATEST), story_id)
    path = finding.path_of_story(run) if run and not story else _story_path(story)
    save = run.path if run else None
    items = finding.read_items(replay)
    settings = finding.read_settings(pairs, () if save else items)
    if on_screen:
        return _play_on_screen(
            path, saves, habits, settings=settings, seed=seed, resume=save, told=told
        )
    from borderpost.plain.console import standard_console
    from borderpost.plain.start import Wish, play_wish
    from borderpost.saves.calls import Calls

    wish = Wish(_load(path), settings, seed, save, items, told, habits)
    make_ready(habits, wish.story)
    calls = Calls((), story or path.name, saves or "", collect=collect or "")
    return play_wish(wish, shelf, standard_console(), calls)


def _play_on_screen(
    path: Path,
    saves: str | None,
    habits: Habits,
    *,
    settings: Mapping[str, str] = MappingProxyType({}),
    seed: int | None = None,
    resume: Path | None = None,
    told: str = "",
) -> int:
    """Play in the terminal's app. Nothing that only plain play needs is imported before it."""
    from borderpost.saves.folder import default_folder

    _make_sure(path, settings)
    if any(habits):
        from borderpost.debrief.together.habits import make_ready

        make_ready(habits, _load(path))
    from borderpost.terminal.app import run_app

    folder = Path(saves) if saves else default_folder()
    return run_app(
        story_path=path,
        shelf_folder=folder,
        settings=settings,
        seed=seed,
        resume=resume,
        told=told,
        habits=habits,
    )


def _check(
    *,
    story: str | None,
    static: bool,
    strict: bool,
    saves: str | None,
    max_states: int,
    max_seconds: float,
    form: str,
) -> int:
    """Find the mistakes in a story's files, prove what it promises, follow its saved runs."""
    from borderpost.workshop.diagnosis import checked

    limits = None
    if not static:
        from borderpost.proof.search.exploring import Limits

        limits = Limits(max_states, max_seconds)
    path = _story_path(story)
    folder = None if saves is None else Path(saves)
    answer = checked(path, static=static, strict=strict, form=form, limits=limits, saves=folder)
    return _write(*answer)


def _explain(*, code: str | None, form: str) -> int:
    """Say what the code of a finding means, or list all codes."""
    from borderpost.workshop.explaining import explained

    return _write(*explained(code, as_json=form == "json"))


def _odds(
    *,
    story: str | None,
    meters: bool,
    given: list[str],
    max_states: int,
    max_seconds: float,
    form: str,
) -> int:
    """Count the exact share of each ending."""
    from borderpost.engine.program import Program
    from borderpost.plain.finding import read_settings
    from borderpost.proof.search.exploring import Limits
    from borderpost.workshop.odds_text import odds

    program = Program(_load(_story_path(story), "counted"))
    limits = Limits(max_states, max_seconds)
    settings = read_settings(given, ())
    return _write(*odds(program, settings, limits, meters=meters, as_json=form == "json"))


def _why(
    *, story: str, target: str, given: list[str], max_states: int, max_seconds: float, form: str
) -> int:
    """Find the shortest play to somewhere, or prove that there is none."""
    from borderpost.engine.program import Program
    from borderpost.plain.finding import read_settings
    from borderpost.proof.search.exploring import Limits
    from borderpost.workshop.proofs import way_to

    program = Program(_load(_story_path(story), "searched"))
    limits = Limits(max_states, max_seconds)
    settings = read_settings(given, ())
    as_json = form == "json"
    return _write(*way_to(program, target, settings, limits, named=story, as_json=as_json))


def _endings(
    *, story: str | None, write: bool, max_states: int, max_seconds: float, form: str
) -> int:
    """Work out which endings each choice leaves open."""
    from borderpost.engine.program import Program
    from borderpost.proof.search.exploring import Limits
    from borderpost.workshop.open_endings import told_open_endings

    program = Program(_load(_story_path(story), "searched"))
    limits = Limits(max_states, max_seconds)
    return _write(*told_open_endings(program, limits, write=write, as_json=form == "json"))


def _simulate(
    *,
    story: str | None,
    runs: int,
    seed: int,
    player: str | None,
    given: list[str],
    least_visited: bool,
    render: bool,
    save_to: str | None,
    form: str,
) -> int:
    """Play a story many times over by lot, and count; or keep the plays as saved runs."""
    from borderpost.plain.finding import read_settings
    from borderpost.workshop.simulating import recorded, simulated

    settings = read_settings(given, ())
    played = _load(_story_path(story))
    if save_to is not None:
        counts = least_visited or render or form == "json"
        folder = Path(save_to)
        return _write(
            *recorded(played, settings, folder, runs=runs, seed=seed, player=player, counts=counts)
        )
    answer = simulated(
        played,
        settings,
        runs=runs,
        seed=seed,
        player=player,
        least_visited=least_visited,
        render=render,
        as_json=form == "json",
    )
    return _write(*answer)


def _words(
    *,
    story: str | None,
    given: list[str],
    plays: int,
    max_states: int,
    max_seconds: float,
    form: str,
) -> int:
    """Count the words of a play, and estimate its minutes."""
    from borderpost.engine.program import Program
    from borderpost.plain.finding import read_settings
    from borderpost.proof.search.exploring import Limits
    from borderpost.workshop.wordage import wordage

    program = Program(_load(_story_path(story), "counted"))
    limits = Limits(max_states, max_seconds)
    settings = read_settings(given, ())
    return _write(*wordage(program, settings, plays, limits, as_json=form == "json"))


def _map(*, story: str | None, form: str | None, out: str | None, act: str | None) -> int:
    """Draw a story as a graph."""
    from borderpost.workshop.mapping import mapped

    return _write(*mapped(_load(_story_path(story), "drawn"), form=form, out=out, act=act))


def _guide(*, story: str | None, out: str | None, part: list[str]) -> int:
    """Write the teacher's pack of a story as a page to print."""
    from borderpost.debrief.guide.pack import guide_page
    from borderpost.debrief.pages.files import put_page
    from borderpost.saves.calls import shown

    told = _load(_story_path(story), "printed")
    text = guide_page(told, part)
    if out == "-":
        return _write(text, 0)
    path = Path(out or "-".join([told.info.id, "guide", *dict.fromkeys(part)]) + ".html")
    put_page(path, text, named=out is not None)
    return _write(f"The teacher's pack is in {shown(path)}: open it in a browser to print it.\n", 0)


def _diff(
    *, old: str, new: str, saves: str | None, max_states: int, max_seconds: float, form: str
) -> int:
    """Say what changed in meaning between two versions of a story."""
    from borderpost.proof.search.exploring import Limits
    from borderpost.workshop.differing import difference, told

    before, now = _story_path(old), _story_path(new)
    limits = Limits(max_states, max_seconds)
    found = difference(_load(before, "compared"), _load(now, "compared"), saves, limits)
    return _write(*told(found, as_json=form == "json"))


def _replay(*, save: str, story: str | None, saves: str | None, form: str) -> int:
    """Show a saved run again, step by step, and verify each step."""
    from borderpost.plain import finding
    from borderpost.plain.console import standard_console
    from borderpost.plain.replaying import replay_run

    run, told = finding.find_run(finding.shelf_at(saves), save, follow_files=False)
    path = _story_path(story) if story else finding.path_of_story(run)
    is_json = form == "json"
    if told and is_json:
        _tell(told)
    return replay_run(run.path, _load(path), standard_console(), as_json=is_json, told=told)


def _debrief(
    *, runs: list[str], story: str | None, saves: str | None, form: str, out: str | None
) -> int:
    """Write the debrief of a run or of a class."""
    from borderpost.debrief.cohort.gathering import gather
    from borderpost.debrief.debriefing import debriefed, nothing_to_debrief
    from borderpost.engine.program import Program
    from borderpost.plain import finding

    shelf = finding.shelf_at(saves)
    given = _load(_story_path(story), "debriefed") if story else None
    files = [finding.file_of_run(shelf, name) for name in runs]
    gathered = gather(files, given.info.id if given else "")
    if not gathered.paths:
        raise nothing_to_debrief(gathered.left_out)
    if given is None:
        first = shelf.summary(gathered.paths[0])
        found = finding.path_of_story(first, "say --story with the folder of the story")
        given = _load(found, "debriefed")
    answer = debriefed(gathered, Program(given), form, out)
    code = _write_pieces(answer.pieces)
    for line in answer.told:
        _tell(line)
    return code


COMMANDS: dict[str, Callable[..., int]] = {
    "": _title,
    "play": _play,
    "check": _check,
    "explain": _explain,
    "odds": _odds,
    "why": _why,
    "endings": _endings,
    "simulate": _simulate,
    "words": _words,
    "map": _map,
    "guide": _guide,
    "diff": _diff,
    "replay": _replay,
    "debrief": _debrief,
}
"""What each command does; how it is called stands in `borderpost.usage`."""


# --- Stories --------------------------------------------------------------------------------------


def _story_path(argument: str | None) -> Path:
    """The story an argument names; a single YAML file may be one, too. Raises StoryNotFound."""
    from borderpost.story.shipped import StoryNotFound, find_story

    try:
        return find_story(DEFAULT_STORY if argument is None else argument)
    except StoryNotFound:
        if argument and _is_whole_story(Path(argument)):
            return Path(argument)
        raise


def _is_whole_story(path: Path) -> bool:
    """Whether a path is a YAML file that is no part of a story in a folder."""
    from borderpost.story.shipped import STORY_FILE

    try:
        is_part = any((folder / STORY_FILE).is_file() for folder in path.parents)
        return path.suffix in (".yaml", ".yml") and path.is_file() and not is_part
    except OSError:
        return False  # such as a name that no file can have


def _load(path: Path, done: str = "played") -> Story:
    """The story at a path; where it has errors, says them all and raises Refused.

    `done` is what cannot be done with it then.
    """
    from borderpost.story.known import usual_folder
    from borderpost.story.load import load_story

    loaded = load_story(path, usual_folder())
    if loaded.story is None:
        from borderpost.plain.refusal import Refused
        from borderpost.workshop.diagnosis import rendered

        with suppress(OSError, ValueError, AttributeError):  # nowhere to say it
            sys.stderr.write(rendered(loaded, sys.stderr))
        raise Refused(f"the story '{path}' has errors and cannot be {done}", "mend them first", 1)
    return loaded.story


def _make_sure(path: Path, settings: Mapping[str, str]) -> None:
    """Raise Refused or BadSetting where a story cannot be played like this.

    One that was found to be sound before is not read before its first screen.
    """
    from borderpost.story.known import is_known_sound, usual_folder

    if settings or not is_known_sound(path, usual_folder()):
        from borderpost.engine.settings import complete

        complete(_load(path), settings)


# --- The terminal ---------------------------------------------------------------------------------


def _open_streams() -> None:
    """Make sure that there is somewhere to write, and that no character can stop a line."""
    if sys.stdout is None:
        _end_pipe(0)
    let_all_letters_pass()


def _has_screen() -> bool:
    """Whether there is a terminal at both ends that a screen can be drawn on."""
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return sys.platform == "win32" or os.environ.get("TERM", "dumb") not in ("", "dumb")


def _write(text: str, code: int) -> int:
    """Write the answer of a command, and all before it; the exit code, whoever reads on.

    It is that of the command, or 1 where what it wrote is lost.
    """
    return _write_pieces((text,), code)


def _write_pieces(pieces: Iterable[str], code: int = 0) -> int:
    """The same, piece by piece as they are made."""
    try:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
    except OSError as error:
        from borderpost.plain.console import is_closed_pipe

        if is_closed_pipe(error):
            return _end_pipe(code)
        if code == 0:
            _tell(f"The output cannot be written: {error.strerror or error}.")
        return _end_pipe(code or 1)
    return code


def _end_pipe(code: int) -> int:
    """Write nowhere from now on, since nobody reads any more; that is no fault. The exit code."""
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    return code


def _tell(text: str, before: str = "") -> None:
    """Say something where errors go."""
    with suppress(OSError, ValueError, AttributeError):  # nowhere to say it: closed, or none
        sys.stderr.write(f"{before}borderpost: {text}\n")
        sys.stderr.flush()


def _tell_problem(problem: Exception) -> int:
    """Say what went wrong; the exit code. What is no problem of the user's is our own fault."""
    from borderpost.plain.refusal import in_sentences
    from borderpost.story.mendable import Mendable

    if isinstance(problem, Mendable):
        _tell(in_sentences(problem.told, problem.mend))
        return problem.code
    if os.environ.get("BORDERPOST_DEBUG") == "1":
        import traceback

        traceback.print_exception(problem)
        return 1
    from borderpost.plain.fault import keep_details

    _tell(f"This is a fault of borderpost {__version__}, not yours. What was saved is safe.")
    _tell(f"The details are in {keep_details(problem)}")
    return 1
