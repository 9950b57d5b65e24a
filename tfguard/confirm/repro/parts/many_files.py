"""How a script loads code of several modules: those beside the first are written to a folder."""

from __future__ import annotations

import importlib
import os
import sys

from tfguard.confirm.repro.parts.one_file import CODE, HERE, LOADED, execute, new_folder, with_changes

MODULES = {}


def load(changed=None):
    """Load the code at the end of this file as the module that it was, and the other modules beside it.

    ``changed`` gives other texts for flagged lines, by their distance from the mark. Each run starts with
    new modules.
    """
    with open(HERE, encoding="utf-8") as file:
        text = file.read()
    start = text.index(CODE)
    source, path = "\n" * text.count("\n", 0, start) + text[start:], HERE
    folder = new_folder()
    for name, module in MODULES.items():
        write(os.path.join(folder, name), with_changes(module, changed or {}))
        LOADED[os.path.join(folder, name)] = 0
        sys.modules.pop(name[:-3].replace("/", ".").replace(".__init__", ""), None)
    if changed:
        # AutoGraph reads a function's source again, from its file.
        source, path = with_changes(source, changed), os.path.join(folder, os.path.basename(path))
        write(path, source)
    sys.path.insert(0, folder)
    importlib.invalidate_caches()
    return execute(source, path)


def write(path, text):
    """Write a file, and make its folder."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
