"""Lets AutoGraph convert flagged functions with their probes.

AutoGraph reads a function's source again, from the file that its code names: the user's, in which there are
no probes. So where it parses a function of a flagged file, it is given the tree of the shadow text, whose
nodes lie where they lie in the user's file; errors and tracebacks name the user's lines.
"""

from __future__ import annotations

import inspect
import linecache
from typing import Any

from .sources import Source, Sources
from .trouble import Trouble


def install(parser: Any, sources: Sources, trouble: Trouble) -> None:
    """Replace the function with which AutoGraph parses.

    Args:
        parser: its module.
        sources: the flagged files.
        trouble: where errors go.
    """
    original = parser.parse_entity

    def parse_entity(entity: Any, future_features: Any) -> Any:
        node, text = original(entity, future_features)
        code = getattr(entity, "__code__", None)
        source = sources.shadow(code.co_filename) if code is not None else None
        if code is None or source is None:
            return node, text
        make = _lambda if code.co_name == "<lambda>" else _function
        probed = trouble.guarded(make, parser, original, source, entity, future_features)
        return (node if probed is None else probed), text

    parser.parse_entity = parse_entity


def _function(parser: Any, _original: Any, source: Source, entity: Any, future_features: Any) -> Any:
    first = entity.__code__.co_firstlineno
    lines = [line + "\n" for line in source.text.split("\n")]
    start = next(index for index, line in enumerate(source.lines) if line >= first)
    block = "".join(inspect.getblock(lines[start:]))
    futures = ["from __future__ import " + name for name in future_features]
    text = "\n".join([*futures, parser.dedent_block(block)])
    node = parser.parse(text, preamble_len=len(futures))
    _relocate(node, source, start, first, len(futures))
    return node


def _relocate(root: Any, source: Source, start: int, first: int, ahead: int) -> None:
    """Take the lines of a tree, counted from the function's first, to where they are in the user's file."""
    import ast  # noqa: PLC0415 - loaded by AutoGraph anyway

    for node in ast.walk(root):
        for name in ("lineno", "end_lineno"):
            line = getattr(node, name, None)
            if line is not None and line > ahead:
                place = min(start + line - ahead - 1, len(source.lines) - 1)
                setattr(node, name, source.lines[place] - first + 1 + ahead)


def _lambda(_parser: Any, original: Any, source: Source, entity: Any, future_features: Any) -> Any:
    """A lambda is looked for by its line in the whole file: give AutoGraph the shadow's for the moment."""
    path = inspect.getsourcefile(entity)
    if path is None:
        return None
    lines = source.aligned()
    before = linecache.cache.get(path)
    linecache.cache[path] = (sum(map(len, lines)), None, lines, path)
    try:
        node, _ = original(entity, future_features)
    finally:
        if before is None:
            linecache.cache.pop(path, None)
        else:
            linecache.cache[path] = before
    return node
