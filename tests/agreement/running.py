"""Run a program under TensorFlow, in the process at hand, and write down all that can be seen of it.

Several programs run one after the other in one process (a fork costs more than most programs), so all that a
program can leave behind is put back. What is found this way is looked at again in a process of its own.
"""

from __future__ import annotations

import contextlib
import gc
import importlib.util
import io
import linecache
import logging
import os
import random
import re
import shutil
import sys
import tempfile
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rules.tensorflow_runs import Mode

SYMBOLIC = "a symbolic tensor"
_USER_FRAME = r'File "{path}", line (\d+)'


@dataclass(frozen=True, slots=True)
class Traced:
    """What the traces of the functions at one line were like.

    Attributes:
        traces: how many.
        copies: how often the commonest operation stands in a graph; what holds constants aside.
        size: of the largest graph, in bytes; 0 when it was not asked for.
    """

    traces: int = 0
    copies: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one run.

    Attributes:
        values: what ``run()`` returned, by block.
        raised: names of the exception's class and its bases, nearest first; empty without one.
        text: the exception's text.
        line: innermost line of the program that the exception names, or None.
        printed: lines on standard output.
        logged: log records.
        traced: by line of the function.
        eager: functions run eagerly when the program is over.
        deprecated: the keywords of tf.function that TensorFlow documents as deprecated.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    raised: tuple[str, ...] = ()
    text: str = ""
    line: int | None = None
    printed: tuple[str, ...] = ()
    logged: tuple[str, ...] = ()
    traced: Mapping[int, Traced] = field(default_factory=dict)
    eager: bool = False
    deprecated: tuple[str, ...] = ()

    def said(self, tag: str) -> Counter[str]:
        """How often each text with a word was printed or logged."""
        return Counter(line for line in (*self.printed, *self.logged) if tag in line)


def plain(value: Any) -> Any:
    """Turn what a program shows into data that can be compared; a tensor without a value is SYMBOLIC."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=repr)
    if type(value).__module__.startswith("numpy"):
        return plain(value.tolist())
    if hasattr(value, "dtype") and hasattr(value, "shape"):
        return _tensor(value)
    if isinstance(value, (list, tuple)) or type(value).__name__ in ("deque", "ListWrapper", "range"):
        return [plain(item) for item in value]
    return type(value).__name__


def _tensor(value: Any) -> Any:
    try:
        shown = plain(value.numpy())
    except Exception:
        return SYMBOLIC
    return {"dtype": value.dtype.name if hasattr(value.dtype, "name") else str(value.dtype), "tensor": shown}


def same(left: Any, right: Any) -> bool:
    """Compare two observations: by value, in floating point up to rounding, dtypes where both have one."""
    if _is_tensor(left) and _is_tensor(right):
        return left["dtype"] == right["dtype"] and same(left["tensor"], right["tensor"])
    left = left["tensor"] if _is_tensor(left) else left
    right = right["tensor"] if _is_tensor(right) else right
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        near = abs(left - right) <= 1e-6 + 1e-4 * max(abs(left), abs(right))
        return near or (left != left and right != right) or left == right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return type(left) is type(right) and left == right


def close(left: Any, right: Any) -> bool:
    """Compare as generously as different kernels ask for: what is not same but close is rounding."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(close(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(close, left, right))
    if type(left) is float and type(right) is float:
        return abs(left - right) <= 1e-3 + 1e-2 * max(abs(left), abs(right)) or same(left, right)
    return same(left, right)


def holds_symbolic(value: Any) -> bool:
    """Whether an observation holds a tensor without a value."""
    if isinstance(value, dict):
        return any(map(holds_symbolic, value.values()))
    if isinstance(value, list):
        return any(map(holds_symbolic, value))
    return bool(value == SYMBOLIC)


def _is_tensor(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"dtype", "tensor"}


def run(text: str, mode: Mode, name: str, sizes: bool = False) -> Seen:
    """Run a program's ``run()`` once.

    Args:
        text: the module.
        mode: how its traced functions run.
        name: of the module; a new one for each text, since AutoGraph reads source by file name.
        sizes: measure graphs in bytes.
    """
    with _fresh_world(mode) as folder:
        path = folder / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        work = folder / "work"
        work.mkdir()
        os.chdir(work)
        return _observe(path, name, sizes)


def _observe(path: Path, name: str, sizes: bool) -> Seen:
    import tensorflow as tf

    printed, logged = io.StringIO(), _Records()
    logging.getLogger().addHandler(logged)
    logging.getLogger().setLevel(logging.INFO)
    values: Mapping[str, Any] = {}
    raised: tuple[str, ...] = ()
    said, line = "", None
    with _watched_traces(str(path), sizes) as traced, contextlib.redirect_stdout(printed):
        try:
            spec = importlib.util.spec_from_file_location(name, path)
            assert spec is not None and spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module
            spec.loader.exec_module(module)
            values = plain(module.run())
        except Exception as error:
            raised = tuple(base.__name__ for base in type(error).__mro__)
            said, line = str(error), _innermost_line(error, str(path))
        finally:
            sys.modules.pop(name, None)
            logging.getLogger().removeHandler(logged)
    lines = tuple(line for line in printed.getvalue().split("\n") if line)
    eager = bool(tf.config.functions_run_eagerly())
    deprecated = re.findall(r"ARGUMENTS ARE DEPRECATED: `\((\w+)\)`", tf.function.__doc__ or "")
    return Seen(
        values, raised, said, line, lines, tuple(logged.texts), dict(traced), eager, tuple(deprecated)
    )


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


def _innermost_line(error: BaseException, path: str) -> int | None:
    """The line that an error is about: AutoGraph writes the user's frames into the text."""
    # The text about a leaked tensor goes on with the frames that made it.
    text = str(error).partition("is out of scope")[0]
    named = re.findall(_USER_FRAME.format(path=re.escape(path)), text)
    lines = [int(line) for line in named]
    if not lines:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == path and frame.lineno is not None]
    return lines[-1] if lines else None


def _copies(graph: Any) -> int:
    counts = Counter(
        operation.type for operation in graph.get_operations() if operation.type not in _PLUMBING
    )
    return max(counts.values(), default=0)


_PLUMBING = frozenset(("Const", "Placeholder", "Identity", "NoOp"))


@contextlib.contextmanager
def _watched_traces(path: str, sizes: bool) -> Iterator[dict[int, Traced]]:
    """Count the traces of the program's functions, by their first line."""
    from tensorflow.python.framework import func_graph
    from tensorflow.python.util import tf_decorator

    seen: defaultdict[int, Traced] = defaultdict(Traced)
    original = func_graph.func_graph_from_py_func

    def counted(name: Any, python_func: Any, *arguments: Any, **keywords: Any) -> Any:
        graph = original(name, python_func, *arguments, **keywords)
        function = tf_decorator.unwrap(python_func)[1]
        function = getattr(function, "__wrapped__", function)
        code = getattr(getattr(function, "__func__", function), "__code__", None)
        if code is not None and code.co_filename == path:
            before = seen[code.co_firstlineno]
            size = graph.as_graph_def().ByteSize() if sizes else 0
            seen[code.co_firstlineno] = Traced(
                before.traces + 1,
                max(before.copies, _copies(graph)),
                max(before.size, size),
            )
        return graph

    func_graph.func_graph_from_py_func = counted
    try:
        yield seen
    finally:
        func_graph.func_graph_from_py_func = original


@contextlib.contextmanager
def _fresh_world(mode: Mode) -> Iterator[Path]:
    """A folder, seeds, and all that programs may change outside themselves as it was before."""
    import keras
    import numpy as np
    import tensorflow as tf

    before = Path.cwd()
    environment = dict(os.environ)
    level, handlers = logging.getLogger().level, list(logging.getLogger().handlers)
    hook, builtin_input = (
        sys.breakpointhook,
        __builtins__["input"] if isinstance(__builtins__, dict) else None,
    )
    folder = Path(tempfile.mkdtemp(prefix="program-"))
    keras.utils.clear_session(free_memory=False)
    random.seed(7)
    np.random.seed(7)
    tf.random.set_seed(7)
    tf.config.run_functions_eagerly(mode is Mode.EAGER)
    mapping = tf.data.Dataset.map

    def map_in_python(self: Any, function: Any, *arguments: Any, **keywords: Any) -> Any:
        """The switch does not reach datasets, and their debug mode still traces once."""
        code = getattr(function, "__code__", None)
        if code is None or not code.co_filename.startswith(str(folder)):
            return mapping(self, function, *arguments, **keywords)
        return map(function, self)

    if mode is Mode.EAGER:
        tf.data.Dataset.map = map_in_python
    try:
        yield folder
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(environment)
        logging.getLogger().setLevel(level)
        logging.getLogger().handlers[:] = handlers
        sys.breakpointhook = hook
        if builtin_input is not None:
            __builtins__["input"] = builtin_input
        tf.config.run_functions_eagerly(False)
        tf.data.Dataset.map = mapping
        shutil.rmtree(folder, ignore_errors=True)
        linecache.clearcache()
        gc.collect(0)
