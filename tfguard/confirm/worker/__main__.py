"""Entry point: ``python -s -B <this folder>/__main__.py serve|child``.

Python puts this folder in front of ``sys.path``, and it must not stay there: a user's module may be called
``effects`` or ``search``. The folder is loaded as a package under a name that no project uses.
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and not getattr(sys.flags, "safe_path", False):
    del sys.path[0]  # before anything is imported: only what is built in has been until here

import importlib
import importlib.util
import os

PACKAGE = "_tfguard_worker"


def _load_package() -> None:
    folder = os.path.dirname(os.path.abspath(__file__))
    spec = importlib.util.spec_from_file_location(
        PACKAGE, os.path.join(folder, "__init__.py"), submodule_search_locations=[folder]
    )
    if spec is None or spec.loader is None:
        raise SystemExit("the worker's files cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    _load_package()
    serve = importlib.import_module(PACKAGE + ".serve")
    sys.exit(serve.main(sys.argv[1:]))
