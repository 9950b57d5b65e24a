"""What a worker does once, so that not each of its children has to.

Nothing here runs an operation: TensorFlow would start its threads then, and they do not survive a fork.
"""

from __future__ import annotations

import gc
import importlib
import inspect
import linecache
import os
import sys
from typing import Any


def warm(tensorflow: Any) -> None:
    """Load what TensorFlow and NumPy load late, and fill the caches that every run needs.

    Args:
        tensorflow: the module.
    """
    importlib.import_module("numpy.random")
    # TensorFlow loads Keras at its first mention.
    getattr(tensorflow.keras, "layers", None)
    _find_sources_at_once()
    tensorflow.autograph.to_graph(_example)
    tensorflow.nest.flatten([0, {"a": (1, 2)}])
    gc.collect()
    if hasattr(gc, "freeze"):
        gc.freeze()  # a collection in a child would write to, and so copy, every page of it


def _example(condition: Any, value: Any) -> Any:
    """Stand for a user's function in the conversion that fills AutoGraph's caches."""
    if condition:
        value = value + 1
    for item in value:
        while item > value:
            item = item - 1
    return value


def _find_sources_at_once() -> None:
    """Let AutoGraph find the module of a function by its name.

    For each function that it converts, it looks at the file of every loaded module, thousands of them,
    to have ``linecache`` read the function's file again (TensorFlow 2.12 to 2.21).
    """
    home = sys.modules.get("tensorflow.python.autograph.pyct.inspect_utils")
    original = getattr(home, "_fix_linecache_record", None)
    if home is None or original is None:
        return

    def read_again(function: Any) -> None:
        module = sys.modules.get(str(getattr(function, "__module__", None)))
        file = inspect.getfile(function) if module is not None else ""
        if file and os.path.isabs(file) and getattr(module, "__file__", None) == file:
            linecache.updatecache(file, vars(module))
        else:
            original(function)

    vars(home)["_fix_linecache_record"] = read_again
