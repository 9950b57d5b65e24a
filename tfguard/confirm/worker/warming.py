"""What a worker does once, so that not each of its children has to.

Nothing here runs an operation: TensorFlow would start its threads then, and they do not survive a fork.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import inspect
import linecache
import os
import sys
from typing import Any, Iterable, Iterator


def warm(tensorflow: Any) -> None:
    """Load what TensorFlow and NumPy load late, and fill the caches that every run needs.

    Args:
        tensorflow: the module.
    """
    importlib.import_module("numpy.random")
    # TensorFlow loads Keras at its first mention.
    getattr(tensorflow.keras, "layers", None)
    gc.collect()
    _freeze()  # else the next lines set off another collection, a sixth of a second long
    _find_sources_at_once()
    tensorflow.autograph.to_graph(_example)
    tensorflow.nest.flatten([0, {"a": (1, 2)}])
    _register_kernels()
    _tell_kinds()
    _freeze()


def _freeze() -> None:
    """Keep the collector from all objects: in a child it would write to, and so copy, every page of them."""
    if hasattr(gc, "freeze"):
        gc.freeze()


def _register_kernels() -> None:
    """Let TensorFlow fill the registries of its kernels and of XLA, which it does at their first use.

    The first operation of a process asks for both: 9 of the 49 ms of a child that makes one constant (2.21).
    Reading the registries starts no thread.
    """
    with contextlib.suppress(ImportError, AttributeError):
        kernels: Any = importlib.import_module("tensorflow.python.framework.kernels")
        kernels.get_registered_kernels_for_op("Add")
    with contextlib.suppress(ImportError, AttributeError):
        xla: Any = importlib.import_module("tensorflow.python.util.pywrap_xla_ops")
        xla.get_cpu_kernel_names()


# What is passed to operations and traced functions, and the abstract kinds that TensorFlow tells it by.
_CLASSES = (
    ("builtins", ("bool", "dict", "float", "int", "list", "str", "tuple")),
    ("types", ("NoneType",)),
    ("numpy", ("float32", "float64", "int64", "ndarray")),
    ("tensorflow.python.framework.dtypes", ("DType",)),
    ("tensorflow.python.framework.ops", ("EagerTensor", "SymbolicTensor")),
    ("tensorflow.python.framework.tensor", ("Tensor", "TensorSpec")),
    ("tensorflow.python.framework.tensor_shape", ("TensorShape",)),
    ("tensorflow.python.ops.resource_variable_ops", ("ResourceVariable",)),
)
_KINDS = (
    ("collections.abc", ("Mapping", "MutableMapping", "Sequence")),
    ("tensorflow.python.framework.composite_tensor", ("CompositeTensor",)),
    ("tensorflow.python.framework.type_spec", ("TypeSpec",)),
    ("tensorflow.python.types.trace", ("TraceType",)),
)


def _tell_kinds() -> None:
    """Ask of the usual classes once whether they are of each abstract kind, and have Python remember it.

    ``isinstance(x, CompositeTensor)`` looks through all classes below it when it is first asked of a class.
    """
    for passed in _named(_CLASSES):
        for kind in _named(_KINDS):
            issubclass(passed, kind)


def _named(names: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[type]:
    for module, inside in names:
        home = sys.modules.get(module)
        yield from (getattr(home, name) for name in inside if hasattr(home, name))


def _example(condition: Any, value: Any) -> Any:
    """Stand for a user's function in the conversion that fills AutoGraph's caches."""
    if condition:
        value = value + 1
    for item in value:
        while item > value:
            item = item - 1
    return value


def _find_sources_at_once() -> None:
    """Let AutoGraph find the module of a function by its name.

    For each function that it converts, it looks at the file of every loaded module, thousands of them,
    to have ``linecache`` read the function's file again (TensorFlow 2.12 to 2.21).
    """
    home = sys.modules.get("tensorflow.python.autograph.pyct.inspect_utils")
    original = getattr(home, "_fix_linecache_record", None)
    if home is None or original is None:
        return

    def read_again(function: Any) -> None:
        module = sys.modules.get(str(getattr(function, "__module__", None)))
        file = inspect.getfile(function) if module is not None else ""
        if file and os.path.isabs(file) and getattr(module, "__file__", None) == file:
            linecache.updatecache(file, vars(module))
        else:
            original(function)

    vars(home)["_fix_linecache_record"] = read_again
