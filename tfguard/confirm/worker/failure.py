"""Describes an exception: class, text, and the innermost line of the user's own files."""

from __future__ import annotations

import itertools
import re
from types import FrameType, TracebackType
from typing import Any, Iterator

TEXT_LIMIT = 8000
MOST_FRAMES = 40
# What Python says where "except" names something that is no class of errors.
CAUGHT_NOTHING = "catching classes that do not inherit from BaseException is not allowed"
_FRAME = re.compile(r'File "(?P<path>[^"\n]+)", line (?P<line>\d+), in (?P<function>\S+)')


def describe(error: BaseException, root: str, held: list[tuple[int, Any]]) -> dict[str, Any]:
    """Describe an exception for the judge.

    Args:
        error: what was raised.
        root: the folder of the shadow files, with a trailing separator; other files are not the user's.
        held: values that flagged expressions gave, with their probes.

    Returns:
        Class names, text, ``[path relative to root, line, function]`` of the innermost user's frame, file and
        line of all of them, and the probes whose value was at work (``self`` of a frame) when it was raised.
    """
    try:
        text = str(error)
    except Exception as unprintable:  # noqa: BLE001 - a user's exception class
        text = "text cannot be made: " + type(unprintable).__name__
    mapped = "in user code:" in text or "Detected at node" in text
    frames = operation_frames(text, root) or (user_frames(text, root) if mapped else [])
    if not frames:
        frames = [
            [frame.f_code.co_filename[len(root) :], line, frame.f_code.co_name]
            for frame, line in _frames(error.__traceback__)
            if frame.f_code.co_filename.startswith(root)
        ]
    return {
        "type": type(error).__name__,
        "classes": [kind.__name__ for kind in type(error).__mro__],
        "text": text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT // 2] + text[-TEXT_LIMIT // 2 :],
        "innermost": frames[-1] if frames else None,
        "frames": [frame[:2] for frame in frames[-MOST_FRAMES:]],
        "held": sorted(_at_work(error, held)),
    }


def user_frames(text: str, root: str) -> list[list[Any]]:
    """Read the frames of the user's files out of AutoGraph's text, outermost first.

    AutoGraph maps its generated code back to the source and lists ``File "...", line N, in f`` after
    ``in user code:``; the traceback itself names the generated file.
    """
    return [
        [match["path"][len(root) :], int(match["line"]), match["function"]]
        for match in _FRAME.finditer(text)
        if match["path"].startswith(root)
    ]


def operation_frames(text: str, root: str) -> list[list[Any]]:
    """Read where the operation was made that XLA refuses, outermost first.

    Its text leaves out what the names of all files there begin with: the first slash, or ``/home/`` where
    Python's packages lie there too. TensorFlow 2.12 shows the lines of the source as well.
    """
    made = text.partition("The op is created at:")[2].strip()
    lines = itertools.takewhile(lambda line: line.startswith(("File ", " ")), made.split("\n"))
    listed = "\n".join(line for line in lines if line.strip().startswith("File "))
    starts = [0, *(place + 1 for place, letter in enumerate(root) if letter == "/")]
    for start in starts:
        frames = user_frames(listed, root[start:]) if root[start:] else []
        if frames:
            return frames
    return []


def _frames(traceback: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while traceback is not None:
        yield traceback.tb_frame, traceback.tb_lineno
        traceback = traceback.tb_next


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    queue: list[BaseException | None] = [error]
    while queue and len(seen) < 20:
        current = queue.pop(0)
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        queue += [current.__cause__, current.__context__]


def _at_work(error: BaseException, held: list[tuple[int, Any]]) -> set[int]:
    """Find flagged values among the ``self`` of the frames: the layer whose build raised, say.

    AutoGraph raises a copy of the error; the original, with the full traceback, is its context.
    """
    by_id = {id(value): probe for probe, value in held}
    if not by_id:
        return set()
    return {
        by_id[id(frame.f_locals["self"])]
        for link in _chain(error)
        for frame, _ in _frames(link.__traceback__)
        if "self" in frame.f_locals and id(frame.f_locals["self"]) in by_id
    }
