"""The installed TensorFlow does not have the name."""

from __future__ import annotations

import importlib

from tfguard.confirm.repro.parts.common import conclude

WANTED = "tensorflow"


def main():
    """Look the name up."""
    top, *rest = WANTED.split(".")
    found = importlib.import_module(top)
    print(top, getattr(found, "__version__", ""))
    for part in rest:
        if not hasattr(found, part):
            print(getattr(found, "__name__", found), "has no", part)
            return conclude(True)
        found = getattr(found, part)
    print(WANTED, "is there:", found)
    return conclude(False)
