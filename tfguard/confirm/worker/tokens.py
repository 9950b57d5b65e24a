"""Short texts that stand for Python values, so that two states can be compared without keeping them.

Tensors with a value are told apart by their content, symbolic tensors, variables and foreign objects
by their identity. A token means something within one process only.
"""

from __future__ import annotations

import collections.abc
import hashlib
import io
import random
import weakref
from typing import Any, Callable

MAX_ITEMS = 64
MAX_DEPTH = 4
MAX_BYTES = 1 << 20
_LIBRARIES = ("tensorflow", "keras", "tf_keras")
# The standard library's values: equal when they look alike.
_PLAIN_VALUES = ("datetime", "decimal", "fractions", "ipaddress", "pathlib", "uuid")


class Identities:
    """Gives each object a number, never twice; keeps the object, so that its identity is not used again."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[int, Any]] = {}

    def number(self, value: Any) -> int:
        """Give the object's number, from 1."""
        known = self._kept.get(id(value))
        if known is None:
            known = (len(self._kept) + 1, value)
            self._kept[id(value)] = known
        return known[0]

    def known(self, value: Any) -> int:
        """Give the number that the object has got, or 0."""
        return self._kept.get(id(value), (0, None))[0]


class WeakIdentities(Identities):
    """Gives numbers without keeping what can die.

    A driven program must be left to drop what it drops: whether TensorFlow takes a bound method for the one
    of the last call depends on whether that one is still there.
    """

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[int, tuple[int, Callable[[], Any]]] = {}
        self._count = 0

    def number(self, value: Any) -> int:
        """Give the object's number, from 1."""
        number, alive = self._known.get(id(value), (0, _dead))
        if alive() is not value:
            self._count += 1
            number = self._count
            self._known[id(value)] = (number, reference(value))
        return number

    def known(self, value: Any) -> int:
        """Give the number that the object has got, or 0."""
        number, alive = self._known.get(id(value), (0, _dead))
        return number if alive() is value else 0


def _dead() -> None:
    """Stand for a reference to what is gone."""


def reference(value: Any) -> Callable[[], Any]:
    """Give what gives an object as long as it is there; what knows no weak references is kept."""
    try:
        return weakref.ref(value)
    except TypeError:
        return lambda: value


def snapshot(value: Any, depth: int = 0) -> Any:
    """Copy lists, tuples, dicts and sets, so that the copy stays as it is; what they hold is not copied."""
    if depth < MAX_DEPTH and type(value) in (list, tuple, set):
        return type(value)(snapshot(item, depth + 1) for item in value)
    if depth < MAX_DEPTH and type(value) is dict:
        return {key: snapshot(item, depth + 1) for key, item in value.items()}
    return value


def is_tensor(value: Any) -> bool:
    """Tell a tensor, with or without a value; a variable is none, though its class derives from one."""
    kinds = type(value).__mro__
    tensors = [
        kind for kind in kinds if kind.__name__ == "Tensor" and kind.__module__.startswith("tensorflow")
    ]
    return bool(tensors) and not any(
        kind.__name__.endswith("Variable") and kind.__module__.partition(".")[0] in _LIBRARIES
        for kind in kinds
    )


def is_symbolic(value: Any) -> bool:
    """Tell a tensor without a value.

    The class is called ``Tensor`` before TensorFlow 2.15 and ``SymbolicTensor`` after, so the name
    says nothing; only tensors with a value have ``numpy``.
    """
    return is_tensor(value) and not hasattr(value, "numpy")


def is_variable(value: Any) -> bool:
    """Tell a variable of TensorFlow or Keras."""
    name = type(value).__name__
    library = type(value).__module__.partition(".")[0] in _LIBRARIES
    return library and name.endswith("Variable") and hasattr(value, "assign")


def _handle(variable: Any) -> Any:
    """What all objects that stand for one variable share: ``assign_add`` gives another object."""
    handle = getattr(variable, "handle", None)
    return variable if handle is None else handle


def symbolic_in(value: Any, depth: int = 0) -> list[Any]:
    """List the tensors without a value that a value is or, as a container, holds."""
    if is_symbolic(value):
        return [value]
    if depth >= MAX_DEPTH:
        return []
    return [tensor for item in _members(value) for tensor in symbolic_in(item, depth + 1)][:MAX_ITEMS]


def _members(value: Any) -> list[Any]:
    try:
        if isinstance(value, collections.abc.Mapping):
            return list(value.values())[:MAX_ITEMS]
        if isinstance(value, (list, tuple, set, frozenset, collections.deque)):
            return list(value)[:MAX_ITEMS]
    except Exception:  # noqa: BLE001 - a container of the user's may raise anything
        return []
    return []


def token(value: Any, identities: Identities, depth: int = 0) -> str:
    """Describe a value in a short text: equal texts mean equal states.

    Args:
        value: anything.
        identities: numbers of the objects that are told apart by identity.
        depth: how deep in a container this value lies.

    Returns:
        A text; it never raises.
    """
    try:
        return _token(value, identities, depth)
    except Exception as error:  # noqa: BLE001 - describing a user's object may raise anything
        return "undescribed " + type(value).__name__ + " " + type(error).__name__


def _digest(data: bytes) -> str:
    return hashlib.sha256(data[:MAX_BYTES]).hexdigest()[:16]


def _token(value: Any, identities: Identities, depth: int) -> str:
    if value is None or isinstance(value, (bool, int, float, complex)):
        return type(value).__name__ + ":" + repr(value)[:200]
    if isinstance(value, (str, bytes, bytearray)):
        raw = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else bytes(value)
        return type(value).__name__ + ":" + _digest(raw)
    if is_tensor(value):
        if is_symbolic(value):
            return "symbolic:" + str(identities.number(value))
        return "tensor:" + str(value.dtype) + _array(value.numpy())
    if type(value).__module__ == "numpy":
        return _numpy(value, identities)
    if is_variable(value):
        return "variable#" + str(identities.number(_handle(value)))
    if isinstance(value, random.Random):
        return "Random:" + _digest(repr(value.getstate()).encode())
    if depth < MAX_DEPTH:
        inner = _container(value, identities, depth)
        if inner is not None:
            return inner
    if type(value).__module__.split(".")[0] in _PLAIN_VALUES:
        return repr(value)
    name = type(value).__module__ + "." + type(value).__name__
    return name + "#" + str(identities.number(value)) + _configuration(value)


def _configuration(value: Any) -> str:
    """What Keras' own layers say of themselves: a rate, an activation.

    Not models: theirs changes when they are built.
    """
    parts = type(value).__module__.split(".")
    if parts[0] in ("keras", "tf_keras") and "layers" in parts and hasattr(value, "get_config"):
        return ":" + _digest(repr(value.get_config()).encode("utf-8", "replace"))
    return ""


def _array(array: Any) -> str:
    shape = getattr(array, "shape", ())
    dtype = str(getattr(array, "dtype", ""))
    data = repr(array.tolist()).encode("utf-8", "replace") if dtype == "object" else array.tobytes()
    return str(tuple(shape)) + dtype + ":" + _digest(data)


def _numpy(value: Any, identities: Identities) -> str:
    if hasattr(value, "tobytes"):
        return "array:" + _array(value)
    return "numpy#" + str(identities.number(value))


def _container(value: Any, identities: Identities, depth: int) -> str | None:
    if isinstance(value, collections.abc.Mapping):
        items = list(value.items())
        inner = ",".join(
            token(key, identities, depth + 1) + "=" + token(item, identities, depth + 1)
            for key, item in items[:MAX_ITEMS]
        )
        return "{" + inner + "}" + str(len(items))
    if isinstance(value, (set, frozenset)):
        return "set(" + ",".join(sorted(token(i, identities, depth + 1) for i in value)[:MAX_ITEMS]) + ")"
    if isinstance(value, (list, tuple, collections.deque)):
        members = list(value)
        # The end of a long list tells what was added to it.
        shown = members if len(members) <= MAX_ITEMS else members[-MAX_ITEMS:]
        return "[" + ",".join(token(item, identities, depth + 1) for item in shown) + "]" + str(len(members))
    return _stateful(value, identities, depth)


def _stateful(value: Any, identities: Identities, depth: int) -> str | None:
    kind = type(value)
    if kind.__module__.startswith("numpy.random") and hasattr(value, "get_state"):
        return "RandomState:" + _digest(repr(value.get_state()).encode())
    if hasattr(value, "bit_generator"):
        return "Generator:" + _digest(repr(value.bit_generator.state).encode())
    if hasattr(value, "tell") and hasattr(value, "close"):
        kind_of_file = "buffer#" if isinstance(value, (io.StringIO, io.BytesIO)) else "file#"
        return kind_of_file + str(identities.number(value)) + "@" + position(value)
    if kind.__module__.split(".")[0] in ("tensorflow", "keras", "tf_keras", "builtins", "itertools"):
        return None
    if isinstance(value, type) or not hasattr(value, "__dict__"):
        return None
    fields = ",".join(
        str(name) + "=" + token(item, identities, depth + 1)
        for name, item in sorted(vars(value).items(), key=lambda pair: str(pair[0]))[:MAX_ITEMS]
        if not str(name).startswith(("_self_", "_tf_", "_keras"))
    )
    return kind.__name__ + "#" + str(identities.number(value)) + "(" + fields + ")"


def position(handle: Any) -> str:
    """Give a file's position as text; a closed or unseekable file has none."""
    try:
        return str(handle.tell())
    except Exception:  # noqa: BLE001 - closed, unseekable, or being iterated
        return "none"


def numbers(value: Any, limit: int = 64) -> list[list[str]]:
    """Give the numbers of a result: for each tensor in it, its values as texts (NaN is no JSON).

    Args:
        value: what a call returned; nested containers are walked in order.
        limit: how many numbers of each tensor are kept.
    """
    found: list[list[str]] = []
    _collect(value, found, limit, 0)
    return found


def _collect(value: Any, found: list[list[str]], limit: int, depth: int) -> None:
    if len(found) >= MAX_ITEMS or depth > MAX_DEPTH:
        return
    members = _members(value)
    if members:
        for item in members:
            _collect(item, found, limit, depth + 1)
        return
    if hasattr(value, "numpy") and not is_symbolic(value):
        try:
            value = value.numpy()
        except Exception:  # noqa: BLE001 - a variable without a value, a resource
            return
    if hasattr(value, "tolist") and hasattr(value, "reshape"):
        flat = value.reshape(-1)[:limit].tolist()
        found.append([str(getattr(value, "shape", ()))] + [str(item) for item in flat])
    elif isinstance(value, (bool, int, float)):
        found.append(["()", str(value)[:200]])
    elif isinstance(value, (str, bytes)):
        found.append([str(value)[:200]])


def signature(value: Any, identities: Identities, depth: int = 0) -> str:
    """Describe an argument as TensorFlow's tracing tells arguments apart: arrays by shape and dtype alone."""
    if type(value).__name__.endswith("Variable") and hasattr(value, "assign"):
        return "variable:" + str(getattr(value, "dtype", "")) + str(getattr(value, "shape", ""))
    if is_tensor(value) or (type(value).__module__ == "numpy" and hasattr(value, "dtype")):
        dtype = getattr(value.dtype, "name", str(value.dtype))
        return "array:" + str(dtype) + str(tuple(getattr(value, "shape", ())))
    if depth < MAX_DEPTH and isinstance(value, collections.abc.Mapping):
        items = sorted((str(key), item) for key, item in list(value.items())[:MAX_ITEMS])
        inner = ",".join(key + "=" + signature(item, identities, depth + 1) for key, item in items)
        return "{" + inner + "}" + str(len(value))
    if depth < MAX_DEPTH and isinstance(value, (list, tuple)):
        inner = ",".join(signature(item, identities, depth + 1) for item in value[:MAX_ITEMS])
        return type(value).__name__ + "[" + inner + "]" + str(len(value))
    return token(value, identities, depth)


def dtypes(value: Any, depth: int = 0) -> list[str]:
    """Name the dtype of each number in a result, in order; Python's numbers by their class."""
    members = _members(value) if depth < MAX_DEPTH else []
    if members:
        return [name for item in members for name in dtypes(item, depth + 1)]
    if isinstance(value, (bool, int, float, complex)):
        return ["python " + type(value).__name__]
    dtype = getattr(value, "dtype", None)
    return [] if dtype is None else [str(getattr(dtype, "name", dtype))]


def array_bytes(value: Any) -> int:
    """Give the bytes of an array's or a tensor's content; 0 for what is neither, or has no fixed shape."""
    size = getattr(value, "nbytes", None)
    if isinstance(size, int):
        return size
    if not is_tensor(value):
        return 0
    count = value.shape.num_elements()
    return 0 if count is None else int(count) * int(value.dtype.size or 0)
