"""Loaded by Python at its start, in each process of the command: starts the hook, then the user's own."""

from __future__ import annotations

import os
import sys

_PACKAGE = "_tfguard_worker"
_HERE = os.path.dirname(os.path.abspath(__file__))


def _start() -> None:
    """Load the hook under a name that no project uses, and leave the path as it is without tfguard."""
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != _HERE]
    plan, reports = os.environ.get("TFGUARD_RUN_PLAN"), os.environ.get("TFGUARD_RUN_REPORTS")
    if not (plan and reports) or _PACKAGE in sys.modules:
        return
    # Not importlib.util: Python has not loaded it at this point, and the program may have its own modules.
    external, bootstrap = sys.modules["_frozen_importlib_external"], sys.modules["_frozen_importlib"]
    folder = os.path.dirname(os.path.dirname(_HERE))
    spec = external.spec_from_file_location(
        _PACKAGE, os.path.join(folder, "__init__.py"), submodule_search_locations=[folder]
    )
    module = bootstrap.module_from_spec(spec)
    sys.modules[_PACKAGE] = module
    spec.loader.exec_module(module)
    __import__(_PACKAGE + ".program.hook")
    sys.modules[_PACKAGE + ".program.hook"].start(plan, reports)


def _next() -> None:
    """Run the ``sitecustomize`` that Python would have loaded without this one."""
    own = sys.modules.pop("sitecustomize", None)
    try:
        __import__("sitecustomize")
    except ImportError as error:
        if error.name != "sitecustomize":
            raise
    finally:
        if own is not None:
            sys.modules.setdefault("sitecustomize", own)


def _try() -> None:
    try:
        _start()
    except Exception:  # noqa: BLE001 - the program must run as if nothing had been tried
        sys.modules.pop(_PACKAGE, None)


if __name__ == "sitecustomize":
    _try()
    _next()
