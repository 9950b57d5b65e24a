"""Texts for the state of Python objects."""

from __future__ import annotations

import re
import sys

import tensorflow as tf

from tfguard.confirm.repro.parts.common import KEPT, content, is_symbolic

WATCH = "object"  # what of the object that the mark is given: itself, an "attribute", all "fields"
MODULE = ""
TARGET = ""
NUMBERS = {}  # the objects that were described; they are kept, so that no identity is used again


def target_of(owner):
    """Give what the flagged place changes."""
    if WATCH == "global":
        return vars(sys.modules[MODULE]).get(TARGET)
    if WATCH == "attribute":
        return getattr(owner, TARGET, None)
    if WATCH == "cell":
        return free_variable(TARGET)
    return dict(vars(owner)) if WATCH == "fields" else owner


def free_variable(name):
    """Find the variable of an outer function, by way of the functions that use it."""
    waiting = list(KEPT)
    while waiting:
        function = waiting.pop()
        for under in ("python_function", "__wrapped__", "__func__"):
            function = getattr(function, under, function)
        names = getattr(getattr(function, "__code__", None), "co_freevars", ())
        for free, cell in zip(names, getattr(function, "__closure__", None) or ()):
            if free == name:
                return cell.cell_contents
            waiting.append(cell.cell_contents)
    return None


def describe(value, depth=0):
    """Give a text for a value: equal texts mean equal states."""
    if is_symbolic(value):
        return "a tensor without a value"
    if tf.is_tensor(value) or hasattr(value, "numpy"):
        return "{} {}".format(type(value).__name__, content(value))
    if depth > 3 or value is None or isinstance(value, (bool, int, float, complex, str, bytes)):
        return repr(value)
    if hasattr(value, "items"):
        value = list(value.items())
    if isinstance(value, (list, tuple, set, frozenset)) or type(value).__name__ == "deque":
        inner = [describe(item, depth + 1) for item in value]
        return "{} of {}: {}".format(type(value).__name__, len(inner), ", ".join(inner[-8:]))
    state = getattr(value, "bit_generator", value)
    for name in ("state", "getstate", "get_state", "tell"):
        if hasattr(state, name) and type(value).__module__.startswith(("random", "numpy", "_io")):
            found = getattr(state, name)
            return str(found() if callable(found) else found)
    name = "{} {}".format(type(value).__name__, NUMBERS.setdefault(id(value), (len(NUMBERS), value))[0])
    ours = type(value).__module__.split(".")[0] not in ("tensorflow", "keras", "tf_keras", "builtins")
    if ours and hasattr(value, "__dict__") and not isinstance(value, type):
        fields = ", ".join(key + "=" + describe(item, depth + 1) for key, item in vars(value).items())
        return "{} ({})".format(name, fields)
    return name if hasattr(value, "__dict__") else re.sub(r" at 0x\w+", "", repr(value))
