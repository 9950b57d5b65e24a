"""Run an example under real TensorFlow, as a graph and eagerly, each run in a process of its own.

TensorFlow is imported once by a fork server, which never runs an op itself: TensorFlow's thread pools do not
survive a fork, so a child of a process that has run one hangs. Each run is forked from that server in 0.2 s
instead of the 4 s of an import, and starts from fresh state.
"""

from __future__ import annotations

import contextlib
import enum
import importlib.util
import io
import math
import multiprocessing
import os
import re
import runpy
import sys
import tempfile
import time
import traceback
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"

TIME_LIMIT = 120.0  # seconds; the slowest example takes about 5 on an idle core
_USER_FRAME = r'File "{path}", line (\d+)'


class Mode(enum.Enum):
    """How the functions that the example decorates are run."""

    GRAPH = "graph"
    EAGER = "eager"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was seen of one run.

    Attributes:
        value: what ``run()`` returned, as plain data; of a program, what it printed until it ended.
        raised: names of the exception's class and of its bases, nearest first; empty when nothing was raised.
        text: the exception's text.
        line: innermost line of the example that the exception names, or None.
        died: why there is neither a value nor an exception; empty when there is one of them.
    """

    value: Plain = None
    raised: tuple[str, ...] = ()
    text: str = ""
    line: int | None = None
    died: str = ""

    @property
    def returned(self) -> bool:
        """True when ``run()`` came back with a value."""
        return not self.raised and not self.died


def run_in_both_modes(
    path: Path, time_limit: float = TIME_LIMIT, *, as_program: bool = False
) -> Mapping[Mode, Outcome]:
    """Run an example's ``run()`` in a fresh process for each mode, both at once.

    Args:
        path: the example file.
        time_limit: seconds after which a run is killed.
        as_program: run the file as ``python FILE`` would; a run's value is then what it printed.
    """
    observe = _observe_program if as_program else _observe
    with tempfile.TemporaryDirectory() as folder:
        runs = {mode: _start(path, mode, folder, observe) for mode in Mode}
        deadline = time.monotonic() + time_limit
        return {mode: _finish(*started, time_limit, deadline) for mode, started in runs.items()}


def run_as_program(path: Path, time_limit: float = TIME_LIMIT) -> Outcome:
    """Run a file as ``python FILE`` would, in a fresh process; its value is what it printed.

    Args:
        path: the file.
        time_limit: seconds after which the run is killed.
    """
    with tempfile.TemporaryDirectory() as folder:
        process, receiver = _start(path, Mode.GRAPH, folder, _observe_program)
        return _finish(process, receiver, time_limit, time.monotonic() + time_limit)


def plain(value: object) -> Plain:
    """Turn an observation into data that means the same in every process.

    Args:
        value: numbers, text, None, NumPy arrays and scalars, and lists, tuples, sets and dicts of them.

    Raises:
        TypeError: for anything else; a tensor may have no value, so an example must return numbers.
    """
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=repr)
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [plain(item) for item in value]
    if type(value).__module__ == "numpy":
        return plain(value.tolist())  # type: ignore[attr-defined]
    raise TypeError(f"run() returned a {type(value).__name__}; return Python or NumPy values")


def same(left: Plain, right: Plain) -> bool:
    """Compare two observations; the last digits of floating point may differ between kernels."""
    if isinstance(left, float) and isinstance(right, (int, float)) and not isinstance(right, bool):
        return math.isclose(left, right, rel_tol=1e-5, abs_tol=1e-6) or (left != left and right != right)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return type(left) is type(right) and left == right


def _start(
    path: Path, mode: Mode, folder: str, observe: Callable[[str, Mode], Outcome]
) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    # What a run writes goes below a folder that outlives it: it may be killed at any time.
    own = tempfile.mkdtemp(dir=folder)
    # pytest is named because a child imports the parent's main module again, which is pytest's.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tensorflow", "keras", "pytest"])
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(str(path), mode, sender, own, observe), daemon=True)
    with _environment():
        process.start()
    sender.close()
    return process, receiver


def _finish(
    process: multiprocessing.process.BaseProcess, receiver: Connection, time_limit: float, deadline: float
) -> Outcome:
    try:
        if not receiver.poll(max(0.0, deadline - time.monotonic())):
            return Outcome(died=f"no answer within {time_limit:g} s")
        answer = receiver.recv()
        assert isinstance(answer, Outcome)
        return answer
    except EOFError:
        process.join(10.0)  # it has closed its end; reaping it takes a moment
        return Outcome(died=f"the process ended with exit code {process.exitcode}")
    finally:
        process.kill()
        process.join()
        receiver.close()


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    """Give the fork server, which starts with the first run, a quiet TensorFlow without a GPU."""
    wanted = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "TF_ENABLE_ONEDNN_OPTS": "0"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _child(
    path: str, mode: Mode, sender: Connection, folder: str, observe: Callable[[str, Mode], Outcome]
) -> None:
    os.chdir(folder)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    _silence()
    sender.send(observe(path, mode))
    sender.close()


def _silence() -> None:
    """Point the process's standard streams at nothing; examples that look at output capture it themselves."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def _stand_in_for_tensorboard() -> None:
    """Let ``tf.summary.scalar`` and its kin work: they live in TensorBoard, which may be absent."""
    import tensorflow as tf

    def write(name: str, data: object, step: object = None, **_: object) -> object:
        return tf.summary.write(name, data, step)

    kinds = ("audio", "histogram", "image", "scalar", "text")
    v2 = types.ModuleType("tensorboard.summary.v2")
    vars(v2).update(dict.fromkeys(kinds, write))
    for module in (types.ModuleType("tensorboard"), types.ModuleType("tensorboard.summary"), v2):
        sys.modules[module.__name__] = module


def _observe(path: str, mode: Mode) -> Outcome:
    import tensorflow as tf

    _stand_in_for_tensorboard()
    if mode is Mode.EAGER:
        tf.config.run_functions_eagerly(True)
        # The switch above does not reach Dataset.map and the like; this one does, but breaks from_generator
        # ("Could not find callback with key", TensorFlow 2.21).
        if "from_generator" not in Path(path).read_text(encoding="utf-8"):
            tf.data.experimental.enable_debug_mode()
    try:
        return Outcome(value=plain(_load_run(path)()))
    except Exception as error:
        classes = tuple(base.__name__ for base in type(error).__mro__)
        return Outcome(raised=classes, text=str(error), line=_innermost_line(error, path))


def _observe_program(path: str, mode: Mode) -> Outcome:
    if mode is Mode.EAGER:
        import tensorflow as tf

        tf.config.run_functions_eagerly(True)
    printed = io.StringIO()
    sys.argv = [path]
    try:
        with contextlib.redirect_stdout(printed):
            runpy.run_path(path, run_name="__main__")
    except Exception as error:
        classes = tuple(base.__name__ for base in type(error).__mro__)
        return Outcome(printed.getvalue(), classes, str(error), _innermost_line(error, path))
    return Outcome(value=printed.getvalue())


def _load_run(path: str) -> Callable[[], object]:
    name = Path(path).stem
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    run = module.run
    assert callable(run)
    return run  # type: ignore[no-any-return]


def _innermost_line(error: BaseException, path: str) -> int | None:
    """Find the line that an error is about: AutoGraph writes the user's frames into the text."""
    # The text about a leaked tensor goes on with the frames that made it.
    text = str(error).partition("is out of scope")[0]
    named = re.findall(_USER_FRAME.format(path=re.escape(path)), text)
    frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    lines = [int(line) for line in named] or [line for line in frames if line is not None]
    return lines[-1] if lines else None
