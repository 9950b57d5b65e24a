"""Finds symbolic tensors that are given to code which needs their values and is no TensorFlow.

What it does
    Reports, in traced code: a NumPy array that is indexed with a tensor (``table[i]``, ``table[i:]``), or
    one of whose items is set from one or at one (``buffer[0] = x``); functions of SciPy; and functions
    of the standard library that want a number, bytes or an order: ``struct.pack``, ``array.array``,
    ``bytes``, ``hex``, ``bisect``, ``heapq``, ``itertools.islice``, ``pickle.dumps``,
    ``random.randint``, ``hashlib`` and the like.

Why it is a problem
    An eager tensor has a value and converts itself where Python or NumPy asks for it, so that all of this
    works while one tries it out. A symbolic tensor has none: the first call raises ``NotImplementedError:
    Cannot convert a symbolic tf.Tensor``, ``TypeError`` or ``ValueError: setting an array element with a
    sequence`` (experiment: examples/foreign_call).

Use instead
    ``tf.gather(table, i)`` for an index; ``tf.tensor_scatter_nd_update``, ``tf.where`` or a ``tf.Variable``
    for an item that is set; the function of ``tf``, ``tf.math`` or ``tf.strings`` that does the same;
    else ``tf.numpy_function`` or ``tf.py_function`` around the foreign code.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls run and the graph raises
    at the place.

Versions
    The same with TensorFlow 2.15 and 2.21; SciPy was tried with 2.21.

Known limits
    In preview. What fails with eager tensors too (``json.dumps(x)``, ``Image.fromarray(x)``, functions of
    OpenCV) is not reported, nor are other libraries. A parameter may be an array or a number: it is taken for
    a tensor only where it is used as one (``x.shape``, ``tf.reduce_mean(x)``).

References
    - https://www.tensorflow.org/api_docs/python/tf/gather
    - https://www.tensorflow.org/api_docs/python/tf/numpy_function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NO_ARRAY, NO_TRUTH, NOT_EAGER
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import Use, ValueNeeded

_WHAT = {
    Use.ARRAY_INDEX: "a NumPy array cannot be indexed with a symbolic tensor; use tf.gather, or make {by} a "
    "tensor",
    Use.ARRAY_ITEM: "a NumPy array takes no symbolic tensor; use tf.tensor_scatter_nd_update on a tensor, or "
    "tf.stack",
    Use.FOREIGN: "{by}() needs the value of a tensor, which has none yet; use TensorFlow's own function, or "
    "tf.py_function",
}


def check(event: ValueNeeded) -> Iterator[Report]:
    """Report foreign code that is given a tensor without a value."""
    what = _WHAT.get(event.use)
    if what is not None and event.is_tensor:
        yield Report(
            f"{event.text} fails while tracing: {what.format(by=event.by)}", event.surest, target=event.by
        )


RULE = Rule(
    id="E7610",
    symbol="tf-foreign-call",
    summary="a symbolic tensor is given to code that needs its value",
    events=(ValueNeeded,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (
            Raises(
                ("NotImplementedError", "TypeError", "ValueError", "error"),
                rf"{NO_ARRAY}|{NO_TRUTH}|{NOT_EAGER}|setting an array element with a sequence|"
                r"must be real number|"
                r"required argument is not a|cannot be interpreted as an integer|slice indices must be|"
                r"bytes-like object|cannot convert '|cannot pickle|argument for islice|buffer API required|"
                r"len is not well defined|argument must be|via `.dtype`",
            ),
        ),
    ),
    errors=(
        "Cannot convert a symbolic tf.Tensor * to a numpy array",
        "setting an array element with a sequence",
        "'SymbolicTensor' object cannot be interpreted as an integer",
        "a bytes-like object is required, not 'SymbolicTensor'",
    ),
    preview=True,
)
