"""Finds traced functions that return what cannot be part of a graph.

What it does
    Reports what a traced function returns, alone or in a list, tuple or dict, when it certainly is a set, a
    function, a class, a generator or another iterator (``zip``, ``map``, ``itertools``), a dtype, an Enum or
    Flag member, a layer, optimizer or metric, a gradient tape, a look-up table, an object of Python's library
    (``SimpleNamespace``, a date, a path), or a plain object of the project (a dataclass too, and ``self``).

Why it is a problem
    The result of a graph is tensors. TensorFlow makes tensors of numbers, texts and arrays, takes lists,
    tuples and dicts apart, and raises ``TypeError`` for anything else at the first call, also where the
    caller is traced itself (experiment: examples/non_tensor_return).

Use instead
    Tensors, and what is no tensor outside of the function: a tuple, a dict or a ``NamedTuple`` in place of an
    object, a ``tf.experimental.ExtensionType`` for an object with methods. A helper that is not decorated may
    return anything to a traced function.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls return, and as a graph
    TensorFlow refuses what this function returns, naming the class of what the flagged expression gives.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    Objects of classes that have ``__array__``, ``__tf_tensor__``, ``__tf_flatten__`` or the methods of a
    sequence, or a decorator or base class of which nothing is known, are not reported; nor is what is
    returned in a branch on a tensor.

References
    - https://www.tensorflow.org/guide/function#all_outputs_of_a_tffunction_must_be_return_values
    - https://www.tensorflow.org/guide/extension_type
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NOT_A_TENSOR_SEEN
from tfguard.rules.proof import Contrast, Proof, ReturnRefused
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.decorator_use import NonTensorReturned


def check(event: NonTensorReturned) -> Iterator[Report]:
    """Report what is returned and is no tensor."""
    cure = "return tensors, in a tuple, dict or NamedTuple if need be"
    if event.own:
        cure = "return nothing, and go on with the object outside"
    elif "object of" in event.what:
        cure = "return a NamedTuple or a tf.experimental.ExtensionType"
    yield Report(f"{event.text} is {event.what}: TensorFlow raises when a traced function returns it; {cure}")


RULE = Rule(
    id="E7711",
    symbol="tf-non-tensor-return",
    summary="a traced function returns what is no tensor",
    events=(NonTensorReturned,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (ReturnRefused(),)),
    errors=NOT_A_TENSOR_SEEN,
)
