"""The command line of a keeper: a process outside that ends a worker with all that it has started."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_KEEPER = Path(__file__).with_name("keeper.py")


def kept(arguments: Sequence[str], sandlock: Mapping[str, object] | None = None) -> list[str]:
    """Give the command that runs a worker below a keeper.

    Args:
        arguments: the worker's command line.
        sandlock: how it is shut in with sandlock; None starts it as it is.
    """
    order = json.dumps({"command": list(arguments), "sandlock": sandlock})
    return [sys.executable, "-I", "-B", str(_KEEPER), order]
