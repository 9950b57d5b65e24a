"""Finds constructors and other special methods that are traced although Python needs more than tensors.

What it does
    Reports ``tf.function`` on ``__init__`` when its trace leaves a tensor or a variable on the object, and on
    special methods from which Python takes a text, a number, a truth value or an iterator: ``__repr__``,
    ``__str__``, ``__format__``, ``__bytes__``, ``__bool__``, ``__int__``, ``__float__``, ``__complex__``,
    ``__index__``, ``__iter__``.

Why it is a problem
    A constructor works by what it stores on the object. Traced, it stores tensors of the graph, which nobody
    can use afterwards, and it cannot make variables. What a traced method returns is a tensor: Python raises
    ``TypeError`` where it asks for a text or a number (experiment: examples/init_decorated).

Use instead
    No decorator on these. Trace the methods that compute: ``@tf.function`` on ``__call__``, or
    ``self.step = tf.function(self._step)`` in ``__init__``.

How it is proved
    The object is made eagerly and as a graph, and the special method is called as Python calls it. Confirmed
    when making it raises in this constructor or leaves a tensor without a value on the object, or Python
    refuses what the method returns, and eagerly neither happens.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    A traced ``__init__`` that stores Python values only works, and is not reported. ``__len__``,
    ``__getitem__``, ``__contains__`` and comparisons work with tensors.

References
    - https://www.tensorflow.org/guide/function#all_outputs_of_a_tffunction_must_be_return_values
    - https://docs.python.org/3/reference/datamodel.html#basic-customization
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import SINGLETON
from tfguard.rules.proof import BreaksProtocol, Contrast, Proof, Raises, SpoilsObject
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.decorator_use import FunctionTraced

# What Python takes from a special method.
_TAKEN = {
    "__repr__": "a text",
    "__str__": "a text",
    "__format__": "a text",
    "__bytes__": "bytes",
    "__bool__": "True or False",
    "__int__": "an int",
    "__float__": "a float",
    "__complex__": "a complex number",
    "__index__": "an int",
    "__iter__": "an iterator",
}
_LEFT = {
    "tensor": "the tensors that it stores cannot be used afterwards",
    "variable": "it cannot make variables",
}


def check(event: FunctionTraced) -> Iterator[Report]:
    """Report special methods that do not work as graphs."""
    if not event.is_bare or event.coroutine:
        return
    if event.method == "__init__" and event.leaves:
        yield Report(
            f"{event.name} is traced: {_LEFT[event.leaves]}; decorate the methods that compute",
            place=event.header,
        )
    elif event.method in _TAKEN and not (event.method == "__iter__" and event.generator):
        yield Report(
            f"{event.name} is traced and gives a tensor, where Python takes {_TAKEN[event.method]}; decorate "
            "the methods that compute",
            place=event.header,
        )


RULE = Rule(
    id="E7709",
    symbol="tf-init-decorated",
    summary="a constructor or another special method is traced that cannot work as a graph",
    events=(FunctionTraced,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (
            SpoilsObject(Raises(("ValueError",), SINGLETON)),
            BreaksProtocol(
                r"__\w+__ (returned non-|should return bool|must return a str)|"
                r"iter\(\) returned non-iterator|found return value of type \w*iterator"
            ),
        ),
    ),
    errors=(
        "returned non-string (type tensorflow.python.framework.ops.EagerTensor)",
        "__bool__ should return bool, returned tensorflow.python.framework.ops.EagerTensor",
    ),
)
