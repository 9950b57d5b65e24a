"""Finds sizes that a graph leaves open, which are ``None`` in Python, used as numbers.

What it does
    Reports ``x.shape[0] * 2``, ``range(x.shape[0])``, ``tf.zeros([x.shape[0], 4])``, ``tf.zeros(x.shape)``
    and the like in traced code, where that size certainly is not known while tracing: the
    ``input_signature`` has ``None`` there, or a dataset that was batched without ``drop_remainder`` hands
    it over: to a loop, to ``Dataset.map``, to a model by ``fit``; or where it depends on the data:
    ``tf.boolean_mask``, ``tf.where(mask)``, ``tf.unique``, decoded pictures, ``tf.numpy_function``. Also
    ``tf.unstack(x)`` along such an axis, and ``as_list()`` or ``tf.image.resize`` where not even the rank is
    known. Silent where only known sizes are used (``x.shape[1]``), where None is asked for first
    (``x.shape[0] or tf.shape(x)[0]``), and where nothing says that a size is open.

Why it is a problem
    ``x.shape`` is the static shape: what the graph knows before it runs. A signature with ``None`` makes one
    graph for all sizes, so in that place it holds ``None``. Computing with it raises ``TypeError`` or
    ``ValueError`` while tracing; eagerly, where every size is known, the same code runs (experiment:
    examples/static_shape).

Use instead
    ``tf.shape(x)[0]``, which is a tensor with the size of each call; ``-1`` in ``tf.reshape``;
    ``tf.zeros(tf.shape(x))`` or ``tf.zeros_like(x)``; ``for row in x`` instead of ``tf.unstack(x)``.

How it is proved
    The function is called eagerly and as a graph, and one that a dataset or Keras calls is also traced with
    the first axis of its arguments open. Confirmed when the eager calls run and tracing raises at the place.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    A static shape is followed through TensorFlow's common operations; through others, through arguments of
    which no signature speaks, it is not known, and nothing is reported. Of what Keras layers give only the
    first axis is known, and that it is the batch's. Nor is it known of arrays that
    ``fit`` is given: Keras leaves the batch size open only where the last batch is a smaller one.
    Returning ``x.shape[0]`` gives None silently, and is not reported.

References
    - Introduction to graphs and tf.function: https://www.tensorflow.org/guide/intro_to_graphs
    - https://www.tensorflow.org/api_docs/python/tf/shape
    - https://www.tensorflow.org/api_docs/python/tf/TensorShape
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NO_SIZE
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import SizeNeeded

_NEEDS = {
    "number": "needs a number; use tf.shape",
    "shape": "needs all sizes; use tf.shape, or a function like tf.zeros_like",
    "axes": "needs to know how many axes there are; use tf.rank or tf.shape",
    "parts": "needs to know how many parts there are; iterate over the tensor, or use tf.map_fn",
}


def check(event: SizeNeeded) -> Iterator[Report]:
    """Report None used as a size."""
    whole = event.use in ("shape", "axes")
    what = f"{event.missing} is not known" if whole else f"{event.missing} is None"
    yield Report(
        f"{what} while tracing ({event.why}), and {event.text} {_NEEDS[event.use]}", target=event.missing
    )


RULE = Rule(
    id="E7604",
    symbol="tf-static-shape",
    summary="a size that is None in the static shape is used as a number",
    events=(SizeNeeded,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Raises(("TypeError", "ValueError"), NO_SIZE, open_axes=True),)),
    errors=(
        "None values not supported",
        "'NoneType' object cannot be interpreted as an integer",
        "unsupported operand type(s) for *: 'NoneType' and 'int'",
        "Cannot convert a partially known TensorShape",
        "Expected int32, but got None of type 'NoneType'",
        "Cannot infer argument `num` from shape",
        "as_list() is not defined on an unknown TensorShape",
    ),
)
