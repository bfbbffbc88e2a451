"""Leaving when the system says so, where it says so otherwise, or cannot."""

from __future__ import annotations

import asyncio
import signal
from typing import Never, cast

import pytest
from textual.app import App

from borderpost.plain.start import copied_however_left
from borderpost.saves.collecting import Copies
from borderpost.terminal import signals

posix = pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="a signal to stand in for it")


class Counted:
    """Copies that are only counted."""

    def __init__(self) -> None:
        self.put_so_often = 0

    def put(self) -> str:
        self.put_so_often += 1
        return ""


@posix
def test_ctrl_break_of_windows_leaves_a_copy_in_a_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "SIGBREAK", signal.SIGUSR1, raising=False)
    copies = Counted()
    before = signal.getsignal(signal.SIGUSR1)
    with pytest.raises(KeyboardInterrupt), copied_however_left(cast("Copies", copies)):
        signal.raise_signal(signal.SIGUSR1)
    assert copies.put_so_often == 1
    assert signal.getsignal(signal.SIGUSR1) is before


async def test_where_a_loop_can_hear_no_signals_the_app_opens_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def refuse(number: int, *_: object) -> Never:
        asked.append(number)
        raise NotImplementedError  # as the loop of Windows does

    monkeypatch.setattr(asyncio.get_running_loop(), "add_signal_handler", refuse)
    signals.leave_when_told(App())
    assert asked == [signal.SIGTERM]
