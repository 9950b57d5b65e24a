"""The public modules of the installed TensorFlow and Keras, with the names that each of them has.

``python tests/public_names/collect.py`` prints them as JSON. It needs nothing but the libraries, so that any
interpreter can run it: each release of TensorFlow has its own.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import pkgutil
import sys
import types
from collections.abc import Iterator
from typing import NamedTuple

# Where the libraries keep what they offer, and where what is private.
_OFFERED = (
    "/tensorflow/_api/",
    "-packages/keras/",
    "-packages/tf_keras/",
    "/estimator/api/",
    "/_tf/summary/",
)
_PRIVATE = ("/keras/src/", "/tf_keras/src/")
_ROOTS = ("tensorflow", "keras", "tf_keras")
_SAME = ("tensorflow.compat.v2", "tensorflow.compat.v1.compat")  # what stands below is listed elsewhere


class Listed(NamedTuple):
    """The names of one library.

    Attributes:
        version: the library's.
        modules: by dotted module: its names, sorted.
    """

    version: str
    modules: dict[str, list[str]]


def collect() -> dict[str, Listed]:
    """List what is installed, by library."""
    found: dict[str, Listed] = {}
    for root in _ROOTS:
        try:
            module = importlib.import_module(root)
        except ImportError:
            continue
        found[root] = Listed(module.__version__, dict(sorted(_listed(root, module, found))))
    return found


def _listed(root: str, module: types.ModuleType, known: dict[str, Listed]) -> Iterator[tuple[str, list[str]]]:
    pending = [(root, module)]
    # Up to Keras 2.12 private modules lay among the public ones: those that tf.keras has are the latter.
    mixed = root == "keras" and not hasattr(module, "src")
    theirs = known["tensorflow"].modules if mixed else {}
    public = {name.removeprefix("tensorflow.") for name in theirs if name.startswith("tensorflow.keras.")}
    while pending:
        dotted, at = pending.pop()
        names = names_of(at)
        if names is None:
            continue
        # `tf.lite` is not what `import tensorflow.lite` gives: both lie in folders of that name.
        other = sys.modules.get(dotted)
        names = sorted({*names, *((names_of(other) if other is not None else None) or ())})
        yield dotted, names
        if dotted in _SAME:
            continue
        for name in names:
            below = f"{dotted}.{name}"
            inner = _module_at(at, dotted, name)
            if inner is not None and (below in public if mixed else _is_offered(inner)):
                pending.append((below, inner))


def _module_at(module: types.ModuleType, dotted: str, name: str) -> types.ModuleType | None:
    try:
        found = getattr(module, name)
    except Exception:  # a lazy loader whose library is not there: whatever it raises
        found = None
    if found is None and "." in dotted:  # nobody has imported it
        with contextlib.suppress(Exception):
            found = importlib.import_module(f"{dotted}.{name}")
    return found if isinstance(found, types.ModuleType) else None


def _is_offered(module: types.ModuleType) -> bool:
    try:
        path = (getattr(module, "__file__", None) or "").replace("\\", "/")
    except Exception:  # a lazy loader, as above
        return False
    return any(part in path for part in _OFFERED) and not any(part in path for part in _PRIVATE)


def names_of(module: types.ModuleType) -> list[str] | None:
    """The public names of a module: those that it has, and its submodules, imported or not.

    Args:
        module: any module.

    Returns:
        The names, sorted; None for a module that cannot be loaded.
    """
    try:
        names = set(dir(module))
    except Exception:  # a lazy loader whose library is not there
        return None
    names.update(each.name for each in pkgutil.iter_modules(getattr(module, "__path__", ())))
    return sorted(name for name in names if not name.startswith("_"))


if __name__ == "__main__":
    json.dump(collect(), sys.stdout)
