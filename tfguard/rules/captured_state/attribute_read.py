"""Finds Python attributes that a trace reads and the program changes between calls.

What it does
    Reports the first read, in traced code, of an attribute (of ``self``, a class, a configuration object, an
    argument) that untraced code sets to something else, or whose list, dict or array it changes, after a
    first call and before another. Silent: attributes that only the constructor sets, changes before the
    first call or after the last, changes of another object, variables that are assigned to, and properties
    of Keras that assign to a variable (``optimizer.learning_rate``).

Why it is a problem
    An attribute is Python state: its value is looked up while tracing, and the graph keeps it (guide,
    "Depending on Python objects"; experiment: examples/attribute_read/bad_rate_in_training_loop.py). A
    traced method has traces for each object, so objects do not disturb each other; but one object, changed,
    is the same object to TensorFlow, also when it is an argument (bad_object_argument.py). A layer that is
    swapped is not called (bad_swapped_layer.py). Keras layers hold Python values too: the rate of a Dropout
    is read while tracing, and ``trainable = False`` comes too late for a step that has
    its list of variables (bad_trainable_flag.py). What Keras traces has one graph for ``fit``, one for
    ``evaluate`` and one for ``predict``, which stay until the model is compiled again: what a callback sets,
    or the program between two calls of ``fit``, is not seen (bad_keras_callback.py).

Use instead
    For numbers and flags an attribute that holds a ``tf.Variable``, and ``assign``; or let the untraced
    caller read the attribute and pass it: a number as a tensor, a flag as it is. For lists and dicts, pass
    what is needed as tensors. For a layer or function that is to be exchanged, or frozen, make a new
    ``tf.function`` after the change, or call it from untraced code.

How it is proved
    The project's own code, which calls, changes and calls again, is run: confirmed when eager calls see the
    change and the graph does not.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21, and with Keras 2 and Keras 3.

Known limits
    Changes in an order that cannot be seen (threads, callbacks of other libraries) are not reported. Of a
    layer, a loss or a metric it is not known which models it is part of: those of its file are taken.
    Where a method binds a new object to an attribute that holds a ``tf.Variable``, tf-variable-rebound
    speaks, at the place that binds. What is written in traced code is tf-attribute-mutation.

References
    - Better performance with tf.function, section "Depending on Python objects":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/guide/keras/transfer_learning
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, StaleValue
from tfguard.rules.rule import Report, Rule
from tfguard.rules.staleness import stale
from tfguard.tracing.events.calls import StaleRead


def check(event: StaleRead) -> Iterator[Report]:
    """Report attributes that change after they were read."""
    if event.attribute:
        yield from stale(event)


RULE = Rule(
    id="W7402",
    symbol="tf-attribute-read",
    summary="a Python attribute is read while tracing and changed between calls",
    events=(StaleRead,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (StaleValue(),)),
)
