"""Finds tf.function in the wrong order with other decorators.

What it does
    Reports ``tf.function`` over ``staticmethod``, ``classmethod``, ``property`` or
    ``functools.cached_property``, ``singledispatchmethod`` or ``partialmethod``; over
    ``contextlib.contextmanager``; and ``functools.lru_cache`` or ``functools.cache``, over or under it, on a
    function that gets tensors. Calls count as decorators do: ``tf.function(cached(f))``.

Why it is a problem
    ``classmethod`` and ``property`` make objects that are no functions: TensorFlow refuses them, and the
    class cannot be defined. Over ``staticmethod``, a call through an instance raises. A context manager's
    function returns no tensors. A cache needs arguments with a hash, which tensors have not. All of these
    raise ``TypeError`` (experiment: examples/decorator_order).

Use instead
    The other order: ``@staticmethod``, ``@classmethod`` or ``@property`` on top, ``@tf.function`` next to the
    ``def``. No cache: ``tf.function`` keeps its traces itself. A context manager stays outside, around calls
    of traced functions.

How it is proved
    The code is run as it is written, and once more without the flagged decorator. Confirmed when it raises
    what is expected, and gets further without.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    ``tf.function`` over ``staticmethod`` works where the method is called through the class only; it is
    reported all the same. Confirm mode calls the traced function itself, so that it does not see a cache that
    is called and no decorator. A cache on a function that gets Python values only works, and is not reported.
    ``tf.function`` on a class is not looked at.

References
    - https://www.tensorflow.org/api_docs/python/tf/function
    - https://docs.python.org/3/library/functools.html#functools.lru_cache
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.decorator_use import FunctionTraced

_UNBINDABLE = {
    "builtins.staticmethod": "calls through an instance raise",
    "abc.abstractstaticmethod": "calls through an instance raise",
    "builtins.classmethod": "the class cannot be defined",
    "abc.abstractclassmethod": "the class cannot be defined",
    "builtins.property": "the class cannot be defined",
    "abc.abstractproperty": "the class cannot be defined",
    "functools.cached_property": "the class cannot be defined",
    "functools.singledispatchmethod": "the class cannot be defined",
    "functools.partialmethod": "the class cannot be defined",
}
_CONTEXT_MANAGERS = ("contextlib.contextmanager", "contextlib.asynccontextmanager")
_CACHES = ("functools.lru_cache", "functools.cache")


def check(event: FunctionTraced) -> Iterator[Report]:
    """Report an order that does not work."""
    for applied in event.beneath:
        if applied.name in _UNBINDABLE:
            yield Report(
                f"tf.function over {applied.text}: {_UNBINDABLE[applied.name]}; put {applied.text} on top, "
                "and tf.function next to the function",
                place=event.traced_at,
            )
            return
        if applied.name in _CONTEXT_MANAGERS:
            yield Report(
                f"tf.function over {applied.text}: the function returns a context manager and no tensors, "
                "and TensorFlow raises; trace what runs inside of it",
                place=event.traced_at,
            )
            return
    cache = next((each for each in (*event.beneath, *event.above) if each.name in _CACHES), None)
    if cache is not None and event.tensors:
        yield Report(
            f"{cache.text} on a traced function: the tensor {event.tensors[0]} has no hash, and calls raise; "
            "drop it, tf.function keeps its traces itself",
            place=event.traced_at if cache in event.beneath else cache.place,
        )


RULE = Rule(
    id="E7704",
    symbol="tf-decorator-order",
    summary="tf.function and another decorator do not work in this order",
    events=(FunctionTraced,),
    check=check,
    proof=Proof(
        Contrast.DEFINITION,
        (
            Raises(
                ("TypeError",),
                r"cannot create weak reference to 'staticmethod' object|is not a callable object|"
                r"Tensor is unhashable|found return value of type _?\w*GeneratorContextManager",
                through=True,
            ),
        ),
    ),
    errors=(
        "cannot create weak reference to 'staticmethod' object",
        "is not a callable object",
        "Tensor is unhashable. Instead, use tensor.ref() as the key.",
    ),
)
