"""Finds global and free names that a trace reads and the program changes between calls.

What it does
    Reports the first read, in traced code, of a module global or a name of an enclosing function that other
    code binds anew, or whose list, dict or array it changes, after a first call and before another. Silent:
    names that keep their value, changes before the first call or after the last, changes of a copy or of
    another entry, variables that are assigned to, and code that runs untraced (``tf.py_function``).

Why it is a problem
    Python looks a name up while tracing, and what it finds becomes part of the graph. The name may get
    another value later; the graph does not look again (guide, "Depending on Python global and free
    variables"; experiment: examples/global_read/bad_rebound_global.py). It is the same with the content of a
    list or dict (bad_dict_content.py), with an array that is filled anew (bad_array_in_place.py), and with an
    eager tensor or a function that is replaced (bad_tensor_and_function.py). A retrace reads the new value,
    so that results then depend on which shape came when (bad_module_level_and_new_shape.py).

Use instead
    For numbers and flags a ``tf.Variable`` and ``assign``, or an argument: a number as a tensor, a flag as
    it is, with a trace for each of its two values. For lists and dicts, pass what is needed as tensors. An
    array is an argument or a ``tf.Variable``. A layer or function that is to be exchanged is called from
    untraced code, or the program makes a new ``tf.function`` after the change.

How it is proved
    The project's own code, which calls, changes and calls again, is run: confirmed when eager calls see the
    change and the graph does not.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    Changes in an order that cannot be seen (callbacks, threads, other processes) are not reported. Where a
    function binds a new object to a name that holds a ``tf.Variable``, tf-variable-rebound speaks, at the
    place that binds.

References
    - Better performance with tf.function, section "Depending on Python global and free variables":
      https://www.tensorflow.org/guide/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, StaleValue
from tfguard.rules.rule import Report, Rule
from tfguard.rules.staleness import stale
from tfguard.tracing.events.calls import StaleRead


def check(event: StaleRead) -> Iterator[Report]:
    """Report names that change after they were read."""
    if not event.attribute:
        yield from stale(event)


RULE = Rule(
    id="W7401",
    symbol="tf-global-read",
    summary="a global or free name is read while tracing and changed between calls",
    events=(StaleRead,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (StaleValue(),)),
)
