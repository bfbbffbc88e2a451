"""What holds for every test: an environment of its own, whatever the user's is."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings

from tests.browser import chromium  # noqa: F401 - a fixture for every test

# No example is too slow on a busy machine. In CI every run tries the same examples; who asks for
# more of them (FUZZ, see tests/fuzz/amount.py) wants others.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
# For `make mutants`: a few examples, the same for every mutant, and a failing one as it was found.
settings.register_profile(
    "mutants", settings.get_profile("ci"), phases=(Phase.explicit, Phase.generate), max_examples=30
)
settings.load_profile("ci" if os.environ.get("CI") and not os.environ.get("FUZZ") else "here")

LEFT_OUT = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE")
LEFT_OUT_PREFIXES = ("BORDERPOST_", "TEXTUAL", "XDG_")


# Where tests run in the background, or under nohup, these are ignored, and so by all they start.
for name, heard in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is signal.SIG_IGN:
        signal.signal(getattr(signal, name), heard)


@pytest.fixture(scope="session", autouse=True)
def own_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test, and no program it starts, reads or writes the user's own runs and settings."""
    home = str(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name in LEFT_OUT or name.startswith(LEFT_OUT_PREFIXES):
                patch.delenv(name)
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, home)
        patch.setenv("TERM", "xterm-256color")
        yield
