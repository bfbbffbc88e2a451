"""Scenes that are made when they are first asked for."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView

from borderpost.story.collector import collector_paused
from borderpost.story.gist import Gist
from borderpost.story.model import Scene
from borderpost.story.scene_lines import scene_of


class ShelvedScenes(Mapping[str, Scene]):
    """The scenes of a story that comes from a cache, with the gist of them."""

    __slots__ = ("_lines", "_scenes", "gist")

    def __init__(self, lines: dict[str, bytes], gist: Gist) -> None:
        """Hold a line of JSON for each scene by its id, in the order of the story's files."""
        self._lines = lines
        self._scenes: dict[str, Scene] = {}
        self.gist = gist

    def __getitem__(self, name: str) -> Scene:
        """A scene, always the same one: much is known of its parts by what they are."""
        scene = self._scenes.get(name)
        if scene is None:
            scene = self._scenes[name] = scene_of(self._lines[name])
        return scene

    def __iter__(self) -> Iterator[str]:
        """The ids in order."""
        return iter(self._lines)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._lines)

    def __contains__(self, name: object) -> bool:
        """Whether there is a scene with this id; none is made for that."""
        return name in self._lines

    def values(self) -> ValuesView[Scene]:
        """All scenes."""
        self._make_all()
        return super().values()

    def items(self) -> ItemsView[str, Scene]:
        """All scenes with their ids."""
        self._make_all()
        return super().items()

    def _make_all(self) -> None:
        """Make what is still to be made; with the collector awake it would take thrice as long."""
        if len(self._scenes) < len(self._lines):
            with collector_paused():
                for name in self._lines:
                    self[name]

    def __repr__(self) -> str:
        """As a dict of the scenes, which this stands for."""
        return repr(dict(self))
