"""Finds large NumPy arrays that a trace copies into its graph.

What it does
    Reports the first use, in traced code, of a NumPy array from outside that TensorFlow makes a constant of,
    from 512 KiB on: given to an operation, in arithmetic with a tensor, in ``tf.constant`` or
    ``tf.convert_to_tensor``. Silent: smaller arrays, a slice or a NumPy result that is small, its shape and
    type alone, arrays that are passed as arguments, eager tensors and variables made outside.

Why it is a problem
    The graph is a message that holds its constants. Each use of the array is a copy: what is gathered from
    twice is stored twice (experiment: examples/constant_capture/bad_two_uses.py), and every further trace
    has copies of its own. Tracing gets slower, the process and the SavedModel larger, and from 2 GB on
    TensorFlow refuses. ``tf.constant`` inside the traced function is no way out: it makes the constant
    there (bad_constant_inside.py). Changes of the array are not seen either (tf-global-read).

Use instead
    Make the tensor once, outside (``table = tf.constant(array)``): it is captured by reference, and the
    graph holds a few hundred bytes. Or a ``tf.Variable(array, trainable=False)``, which is also saved; or
    pass the array as an argument.

How it is proved
    The graph of the traced function is made twice, with the array and with a tensor of it made outside:
    confirmed when the second is smaller by the size of the array.

Versions
    The same sizes with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    Only arrays whose size can be told from the code are looked at; what is read from a file has none.

References
    - https://www.tensorflow.org/api_docs/python/tf/constant
    - Introduction to graphs and tf.function: https://www.tensorflow.org/guide/intro_to_graphs
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, GrowsGraph, Proof
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.calls import ArrayBaked

_KIB, _MIB = 1024, 1024 * 1024


def check(event: ArrayBaked) -> Iterator[Report]:
    """Report arrays that become large constants."""
    size = _readable(event.size)
    becomes = (
        f"becomes a constant of {size} in the graph"
        if event.uses <= 1
        else f"becomes a constant of {size} in the graph at each of its {event.uses} uses"
    )
    yield Report(
        f"the array {event.text} {becomes}; make a tensor or tf.Variable of it once outside, "
        "or pass it as an argument",
        target=event.text,
    )


def _readable(size: int) -> str:
    if round(size / _KIB) >= _KIB:
        return f"{size / _MIB:.1f}".removesuffix(".0") + " MiB"
    return f"{size / _KIB:.0f} KiB"


RULE = Rule(
    id="W7404",
    symbol="tf-constant-capture",
    summary="a large NumPy array becomes a constant of the graph",
    events=(ArrayBaked,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (GrowsGraph(),)),
    errors=("Cannot create a tensor proto whose content is larger than 2GB",),
)
