"""Ways by which Python comes to run a file: imports, ``-m``, the main script, pytest's rewriting."""

from __future__ import annotations

import sys
from typing import Any, Callable

from .sources import Sources


def watch_imports(sources: Sources) -> None:
    """Give modules that are imported, or run with ``-m``, their probes.

    The loader's cache of compiled files is neither read nor written for them.
    """
    loader: Any = sys.modules["_frozen_importlib_external"].SourceFileLoader
    original = loader.get_code

    def get_code(self: Any, fullname: str) -> Any:
        code = sources.code(self.path, fullname)
        return original(self, fullname) if code is None else code

    loader.get_code = get_code


class _Main:
    """An audit hook that runs the main script in Python's place, if it is a flagged file.

    Python says ``cpython.run_file`` when everything is ready for the main script (path, arguments,
    ``__main__``) and before it opens it. That is the one moment: the script is compiled by C code that no
    loader can change.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self.__cantrace__ = True  # or debuggers and coverage would not see the program

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "cpython.run_file" and self.__cantrace__:
            code = self._sources.code(arguments[0], "__main__")
            if code is None:
                self.__cantrace__ = False
            else:
                _run_main(arguments[0], code, self)
        elif event == "os.exec":
            self._sources.leaving()


def watch_main(sources: Sources) -> None:
    """Give the main script its probes."""
    sys.addaudithook(_Main(sources))


def _run_main(path: str, code: Any, hook: _Main) -> None:
    """Do what Python does with a main script, and never come back."""
    namespace = vars(sys.modules["__main__"])
    loader: Any = sys.modules["_frozen_importlib_external"].SourceFileLoader
    namespace.update(__file__=path, __cached__=None, __loader__=loader("__main__", path))
    hook.__cantrace__ = False
    try:
        exec(code, namespace)  # noqa: S102 - it is what the user asked to run
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001 - shown as Python shows it, without the line above
        traceback = error.__traceback__.tb_next if error.__traceback__ is not None else None
        _show(error.with_traceback(traceback))
        # What a shell says of a program that Ctrl-C has ended.
        status = 130 if isinstance(error, KeyboardInterrupt) else 1
    else:
        status = 0
    raise SystemExit(status)


def _show(error: BaseException) -> None:
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, error.__traceback__
    if sys.version_info >= (3, 12):
        sys.last_exc = error
    sys.excepthook(type(error), error, error.__traceback__)


class _AfterImport:
    """A finder that finds nothing itself and runs something after certain modules were imported."""

    def __init__(self, calls: dict[str, Callable[[], Any]]) -> None:
        self._calls = calls

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        """Let the other finders find the module, and its loader run it with something after it."""
        if fullname not in self._calls:
            return None
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            spec = find(fullname, path, target) if find is not None and finder is not self else None
            if spec is not None:
                self._append(spec.loader, fullname)
                return spec
        return None

    def _append(self, loader: Any, fullname: str) -> None:
        original = getattr(loader, "exec_module", None)
        if original is None:
            return

        def exec_module(module: Any) -> None:
            del loader.exec_module
            original(module)
            # A spec may be looked for more than once, and without an import.
            self._calls.pop(fullname, _nothing)()

        loader.exec_module = exec_module


def _nothing() -> None:
    """Stand for what has been done."""


def after_import(calls: dict[str, Callable[[], Any]]) -> None:
    """Run something once a module has been imported.

    Args:
        calls: by the module's name.
    """
    sys.meta_path.insert(0, _AfterImport(calls))


def watch_rewriting(sources: Sources) -> None:
    """Give test files that pytest rewrites their probes, and keep them out of its cache."""
    module: Any = sys.modules["_pytest.assertion.rewrite"]
    rewrite, read, write = module._rewrite_test, module._read_pyc, module._write_pyc  # noqa: SLF001

    def _rewrite_test(path: Any, config: Any) -> Any:
        tree = sources.tree(str(path), _module_name(str(path)))
        if tree is None:
            return rewrite(path, config)
        module.rewrite_asserts(tree, path.read_bytes(), str(path), config)
        return path.stat(), compile(tree, str(path), "exec", dont_inherit=True)

    def _read_pyc(path: Any, *rest: Any, **named: Any) -> Any:
        return None if sources.number(str(path)) else read(path, *rest, **named)

    def _write_pyc(state: Any, code: Any, *rest: Any, **named: Any) -> Any:
        return False if sources.number(code.co_filename) else write(state, code, *rest, **named)

    module._rewrite_test, module._read_pyc, module._write_pyc = _rewrite_test, _read_pyc, _write_pyc  # noqa: SLF001


def _module_name(path: str) -> str:
    """Find the module that is being loaded from a file; pytest has it in place by then."""
    for name, module in list(sys.modules.items()):
        if getattr(getattr(module, "__spec__", None), "origin", None) == path:
            return name
    return ""
