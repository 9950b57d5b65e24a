"""Finds Python numbers made of symbolic tensors.

What it does
    Reports ``bool(x)``, ``complex(x)`` and the functions of ``math`` on a tensor of the graph that is being
    built, or on a variable; ``int(x)`` and ``float(x)`` where AutoGraph does not convert the code
    (``autograph=False``, ``do_not_convert``, ``call`` of a Keras 3 layer); and a list or tuple that is
    indexed with such a tensor, ``names[int(x)]``.

Why it is a problem
    These need the tensor's value, which it does not have while the graph is built: the first call raises
    ``TypeError`` (experiment: examples/python_cast), and ``AttributeError`` for a variable, which has no
    value there either. In code that AutoGraph converts, ``int(x)`` and
    ``float(x)`` become ``tf.cast`` and are fine, but what they give is a tensor, and a list cannot be
    indexed with it.

Use instead
    ``tf.cast``, ``tf.math.sqrt`` and the like; ``tf.gather`` on a tensor instead of an index into a list.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the eager calls run and the graph raises
    at the place.

Versions
    The same with TensorFlow 2.12 to 2.15, 2.18 and 2.21; the class in the text is ``Tensor`` up to 2.13 and
    ``SymbolicTensor`` from 2.14 on. ``int(x)`` and ``float(x)`` in the ``call`` of a layer, a model or a loss
    that a traced function runs: AutoGraph converts them with Keras 2 (TensorFlow 2.12 to 2.15, ``tf_keras``)
    and not with Keras 3 (2.18, 2.21), where they fail (``target-keras``).

Known limits
    A parameter may be a Python number: it is taken for a tensor only where it is used as one
    (``x.shape``, ``tf.reduce_mean(x)``).

References
    - What AutoGraph converts:
      https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/index.md
    - https://www.tensorflow.org/api_docs/python/tf/cast
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import NO_NUMPY, NO_TRUTH
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import Use, ValueNeeded


def check(event: ValueNeeded) -> Iterator[Report]:
    """Report Python numbers made of tensors."""
    if not event.is_tensor:
        return
    if event.use is Use.CAST:
        cure = "tf.cast" if event.by in ("int", "float", "bool", "complex") else "the function of tf.math"
        yield Report(
            f"{event.by}() fails while tracing: a symbolic tensor has no value yet; use {cure}",
            event.surest,
            target=event.by,
        )
    elif event.use is Use.INDEX:
        yield Report(
            f"{event.text} fails while tracing: a Python list cannot be indexed with a symbolic tensor; use "
            "tf.gather on a tensor",
            event.surest,
            target=event.by,
        )


RULE = Rule(
    id="E7602",
    symbol="tf-python-cast",
    summary="a Python number or index made of a symbolic tensor fails while tracing",
    events=(ValueNeeded,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (
            Raises(
                ("TypeError", "AttributeError"),
                rf"{NO_TRUTH}|{NO_NUMPY}|(int|float|complex)\(\) .*argument must be|"
                r"must be real number|(list|tuple) indices must be integers|slice indices must be integers|"
                r"cannot be interpreted as an integer",
            ),
        ),
    ),
    errors=(
        "must be real number, not SymbolicTensor",
        "list indices must be integers or slices, not SymbolicTensor",
        "argument must be a string, a bytes-like object or a real number, not 'SymbolicTensor'",
    ),
)
