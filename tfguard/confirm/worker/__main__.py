"""Entry point: ``python -I -B <this folder>/__main__.py serve|child``.

Isolated mode leaves this folder off ``sys.path``, and it must stay off: a user's module may be called
``effects`` or ``search``. The folder is loaded as a package under a name that no project uses.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys

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
