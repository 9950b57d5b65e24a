"""Tests of the project, made ready to be run by hand, and what they pass."""

from __future__ import annotations

import functools
import sys
from types import ModuleType
from typing import Any

from .tokens import is_symbolic


def ready(module: ModuleType, owner: str, function: str, variant: int) -> Any:
    """Give a test that only has to be called, its class and object set up.

    Args:
        module: where it is defined.
        owner: its class; empty for a function.
        function: its name; a runner may have made several of it, whose names begin alike.
        variant: which of them.

    Raises:
        LookupError: there is no such test.
    """
    if not owner:
        return getattr(module, function)
    kind = getattr(module, owner)
    names = sorted([name for name in dir(kind) if name.startswith(function)], key=_length_first)
    if len(names) <= variant:
        raise LookupError("there is no such test: " + function)
    for name in ("setUpClass", "setup_class"):
        if hasattr(kind, name):
            getattr(kind, name)()
    test = kind(names[variant]) if hasattr(kind, "setUp") else kind()
    for name in ("setUp", "setup_method"):
        if hasattr(test, name):
            getattr(test, name)()
            break
    return functools.partial(_call, test, names[variant])


def _length_first(name: str) -> tuple[int, str]:
    return len(name), name


def _call(test: Any, name: str, **keywords: Any) -> Any:
    """Call a test's method; the partial around it keeps the object alive."""
    return getattr(test, name)(**keywords)


def mark_flags_parsed() -> None:
    """Let flags of absl have their defaults: no program has parsed a command line here."""
    flags = sys.modules.get("absl.flags")
    if flags is not None:
        flags.FLAGS.mark_as_parsed()


def with_values(
    positional: tuple[Any, ...], keywords: dict[str, Any], tf: Any
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Give tensors with values in place of symbolic ones, of the same shape and type."""

    def concrete(value: Any) -> Any:
        if not is_symbolic(value) or not hasattr(value, "shape"):
            return value
        with tf.init_scope():
            sizes = value.shape.as_list() if value.shape.rank else []
            shape = [4 if size is None else size for size in sizes]
            return tf.fill(shape, "a") if value.dtype == tf.string else tf.ones(shape, value.dtype)

    made: tuple[tuple[Any, ...], dict[str, Any]] = tf.nest.map_structure(concrete, (positional, keywords))
    return made
