"""What tracing sees of the arguments of a call, and in what two calls differ.

An argument is taken apart into *leaves*, as TensorFlow does it: tensors, numbers, texts, objects. A leaf has
a name (``x``, ``config['rate']``) and one text for each respect in which leaves of its kind can differ.
"""

from __future__ import annotations

import collections.abc
import inspect
from typing import Any, Callable

from ..tokens import WeakIdentities, is_tensor

MAX_LEAVES = 200
MAX_DEPTH = 5
MAX_TEXT = 120
MAX_CAUSES = 6


def leaves(arguments: dict[str, Any], identities: WeakIdentities) -> dict[str, tuple[tuple[str, str], ...]]:
    """Take arguments apart.

    Args:
        arguments: by the parameter's name.
        identities: numbers for objects.

    Returns:
        By the leaf's name: pairs of a respect (``type``, ``value``, ``shape``, ``dtype``, ``length``,
        ``object``) and a text.
    """
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, value in arguments.items():
        _take_apart(name, value, found, identities, 0)
    return found


def _take_apart(name: str, value: Any, found: dict[str, Any], identities: WeakIdentities, depth: int) -> None:
    if len(found) >= MAX_LEAVES:
        return
    parts = _parts(name, value) if depth < MAX_DEPTH else None
    if parts is None:
        found[name] = _leaf(value, identities)
        return
    found[name] = (("type", type(value).__name__), ("length", str(len(parts))))
    for inner, part in parts[:MAX_LEAVES]:
        _take_apart(inner, part, found, identities, depth + 1)


def _parts(name: str, value: Any) -> list[tuple[str, Any]] | None:
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return [(name + "." + str(field), part) for field, part in zip(value._fields, value)]
    if isinstance(value, (list, tuple)):
        return [(name + "[" + str(place) + "]", part) for place, part in enumerate(value)]
    if isinstance(value, collections.abc.Mapping):
        return [(name + "[" + repr(key)[:MAX_TEXT] + "]", value[key]) for key in list(value)[:MAX_LEAVES]]
    return None


def _leaf(value: Any, identities: WeakIdentities) -> tuple[tuple[str, str], ...]:
    if value is None or isinstance(value, (bool, int, float, complex, str, bytes)):
        # Python's numbers that are equal share a trace, whatever their types are.
        return (("type", type(value).__name__), ("value", repr(value)[:MAX_TEXT]))
    if type(value).__name__.endswith("Variable") and hasattr(value, "assign"):
        return (("type", "variable"), *_array(value), ("object", str(identities.number(value))))
    if is_tensor(value) or (type(value).__module__ == "numpy" and hasattr(value, "dtype")):
        return (("type", "tensor"), *_array(value))
    spec = getattr(value, "_type_spec", None)
    if spec is not None:
        return (("type", type(value).__name__), ("shape", str(spec)[:MAX_TEXT]))
    return (("type", _class_name(value)), ("object", str(identities.number(value))))


def _class_name(value: Any) -> str:
    name = getattr(value, "__qualname__", "") if inspect.isroutine(value) else ""
    return "function " + name if name else type(value).__name__


def _array(value: Any) -> tuple[tuple[str, str], ...]:
    shape = getattr(value, "shape", ())
    rank = getattr(shape, "rank", 0)
    sizes = "unknown" if rank is None else str([None if size is None else int(size) for size in shape])
    dtype = getattr(value.dtype, "name", str(value.dtype))
    return (("dtype", str(dtype)), ("shape", sizes))


def differences(
    earlier: dict[str, tuple[tuple[str, str], ...]], later: dict[str, tuple[tuple[str, str], ...]]
) -> list[list[str]]:
    """Say in what two calls differ: leaf, respect, and the texts before and now.

    What is inside of containers of different length is left out: the length says it.
    """
    found: list[list[str]] = []
    other: list[str] = []
    for name in [*earlier, *(name for name in later if name not in earlier)]:
        if any(name.startswith((outer + "[", outer + ".")) for outer in other):
            continue
        before, now = dict(earlier.get(name, ())), dict(later.get(name, ()))
        for respect in ("type", "length", "dtype", "shape", "value", "object"):
            one, two = before.get(respect, ""), now.get(respect, "")
            if one != two:
                found.append([name, respect, _shown(before, respect), _shown(now, respect)])
                other.append(name)
                break
    return found


def _shown(leaf: dict[str, str], respect: str) -> str:
    if not leaf:
        return "not given"
    if respect == "type":
        value = leaf.get("value")
        return leaf["type"] + (" " + value if value is not None else "")
    if respect == "object":
        return leaf["type"] + " #" + leaf.get("object", "")
    return leaf.get(respect, "")


def bound(function: Any, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> dict[str, Any]:
    """Give arguments their parameters' names.

    Args:
        function: the Python function, without ``self`` when it is bound to an object.
        arguments: by position.
        keywords: by name.
    """
    parameters = _parameters(function)
    try:
        if parameters is not None:
            given = inspect.Signature(parameters).bind(*arguments, **keywords)
            return dict(given.arguments)
    except TypeError:
        pass
    found = {"argument " + str(place): value for place, value in enumerate(arguments, 1)}
    found.update(keywords)
    return found


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter] | None:
    try:
        return list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return None
