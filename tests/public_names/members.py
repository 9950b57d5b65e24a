"""The names that the classes of TensorFlow, Keras and TensorFlow Probability hand down.

``python tests/public_names/members.py`` prints those of all public classes, a name a line, and
``sort -u`` makes one list of several interpreters'. Like ``collect.py`` it needs nothing but the libraries.
"""

from __future__ import annotations

import importlib
import inspect
import types
from collections.abc import Iterator

from collect import collect

_PROBABILITY = "tensorflow_probability"
_MODULES = [
    "bijectors",
    "distributions",
    "experimental",
    "layers",
    "math",
    "mcmc",
    "optimizer",
    "sts",
    "util",
    "vi",
]


def members() -> set[str]:
    """The names of the methods of every public class, but for those that Python gives a meaning."""
    found: set[str] = set()
    for module in _modules():
        for name in dir(module):
            try:
                value = getattr(module, name)
                names = dir(value) if inspect.isclass(value) else []
            except Exception:  # a lazy loader whose library is not there: whatever it raises
                continue
            found.update(names)
    return {name for name in found if not name.startswith("__") and name.isidentifier()}


def _modules() -> Iterator[types.ModuleType]:
    for listed in collect().values():
        for dotted in listed.modules:
            top, *rest = dotted.split(".")
            module: object = importlib.import_module(top)
            for part in rest:
                module = getattr(module, part, None)
            if isinstance(module, types.ModuleType):
                yield module
    try:
        probability = importlib.import_module(_PROBABILITY)
    except ImportError:
        return
    for outer in (_module_in(probability, name) for name in _MODULES):
        for inner in (outer, *(_module_in(outer, name) for name in dir(outer))):
            if inner is not None and _PROBABILITY in inner.__name__:
                yield inner


def _module_in(module: types.ModuleType | None, name: str) -> types.ModuleType | None:
    try:
        found = getattr(module, name, None)
        dir(found)
    except Exception:  # a lazy loader, as above
        return None
    return found if isinstance(found, types.ModuleType) else None


if __name__ == "__main__":
    print("\n".join(sorted(members())))
