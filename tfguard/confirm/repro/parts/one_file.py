"""How a script loads the code that it holds."""

from __future__ import annotations

import os
import sys
import tempfile
import types
from unittest.mock import MagicMock

import numpy as np
import tensorflow as tf

HERE = os.path.abspath(__file__)
NAME = "program"
MARK = "# vvv"
CODE = "\n# ==== The code"
LOADED = {}  # the files of the code, and the line after which it begins
FOLDERS = []


def load(changed=None):
    """Load the code at the end of this file as the module that it was: each run starts with a new one.

    ``changed`` gives other texts for flagged lines, by their distance from the mark.
    """
    with open(HERE, encoding="utf-8") as file:
        text = file.read()
    start = text.index(CODE)
    source, path = "\n" * text.count("\n", 0, start) + text[start:], HERE
    if changed:
        # AutoGraph reads a function's source again, from its file.
        source = with_changes(source, changed)
        path = os.path.join(new_folder(), os.path.basename(path))
        with open(path, "w", encoding="utf-8") as file:
            file.write(source)
    return execute(source, path)


def new_folder():
    """Make a folder that is gone when the script ends."""
    FOLDERS.append(tempfile.TemporaryDirectory())
    return FOLDERS[-1].name


def execute(source, path):
    """Run the code as a module of its own."""
    module = types.ModuleType(NAME)
    module.__file__, module.__package__ = path, NAME.rpartition(".")[0]
    added = {name: value for name, value in globals().items() if name.startswith("repro_")}
    vars(module).update(added, tf=tf, np=np)
    sys.modules[NAME] = module
    LOADED[path] = len(source) - len(source.lstrip("\n"))
    exec(compile(source, path, "exec"), vars(module))
    return module


def with_changes(text, changed):
    """Give a text with other flagged lines."""
    lines = text.split("\n")
    for mark in [number for number, line in enumerate(lines) if line.strip().startswith(MARK)]:
        for distance, line in changed.items():
            lines[mark + distance] = line
    return "\n".join(lines)


def ours(path, line):
    """Give the file of the code that a path names, also where its beginning is left out; else nothing."""
    return next((known for known, start in LOADED.items() if known.endswith(path) and line > start), None)


def repro_left_out():
    """Stand for what the function does not need."""
    return MagicMock()
