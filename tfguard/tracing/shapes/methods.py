"""What methods of arrays give."""

from __future__ import annotations

from collections.abc import Sequence

from tfguard.tracing.shapes import arranging, dtypes
from tfguard.tracing.shapes.given import Given, Keywords
from tfguard.tracing.shapes.tables import of_call
from tfguard.tracing.shapes.type_tables import dtype_of_call
from tfguard.tracing.values import CALL, Array, Container, Value

# Methods of arrays are functions of NumPy with the array in front.
_LIKE_FUNCTIONS = frozenset(
    (
        "all", "any", "argmax", "argmin", "argsort", "clip", "conj", "conjugate", "copy", "cumprod", "cumsum",
        "dot", "max", "mean", "min", "prod", "ptp", "ravel", "repeat", "round", "searchsorted", "squeeze",
        "std", "sum", "swapaxes", "take", "trace", "var",
    )
)  # fmt: skip


def of_method(receiver: Array, name: str, args: Sequence[Value], keywords: Keywords) -> Array:
    """The shape and the element type of what a method of an array gives, as an array."""
    if name in _LIKE_FUNCTIONS:
        whole, qualified = (receiver, *args), f"numpy.{name}"
        shape, dtype = of_call(qualified, whole, keywords), dtype_of_call(qualified, whole, keywords)
        return Array(shape=shape, dtype=dtype)
    given = Given(args, keywords)
    together = args[0] if len(args) == 1 else Container("tuple", CALL, tuple(args))
    match name:
        case "astype":
            return Array(shape=receiver.shape, dtype=dtypes.named(given.get(0, "dtype")))
        case "reshape":
            return Array(shape=arranging.fitted(receiver.shape, together), dtype=receiver.dtype)
        case "transpose":
            order = together if args else None
            return Array(shape=arranging.permuted(receiver.shape, order), dtype=receiver.dtype)
        case "flatten":
            return Array(shape=of_call("numpy.ravel", (receiver,), {}), dtype=receiver.dtype)
        case "__array__" | "numpy":
            return Array(shape=receiver.shape, dtype=receiver.dtype)
        case _:
            return Array()
