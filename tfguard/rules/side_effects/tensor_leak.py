"""Finds symbolic tensors that are stored where they outlive the trace that made them.

What it does
    Reports a tensor of the trace that is stored in a list, an attribute, a global or a memo that lives
    longer than the call and is read later; a tensor of an inner graph (a staged branch, a staged loop, a
    function given to ``tf.map_fn``) that is kept in a list of the call and used after it; and a symbolic
    tensor that is used inside ``tf.init_scope``. Where the place of storage is a pitfall by itself,
    tf-container-mutation, tf-attribute-mutation or tf-global-write speaks at the same line.

Why it is a problem
    While TensorFlow traces, tensors are places in a graph. They have no value, and belong to that graph
    alone. Outside it ``.numpy()`` does not exist, ``float()`` raises TypeError, and an operation raises
    ``<tf.Tensor ...> is out of scope and cannot be used here`` (guide, "All outputs of a tf.function must
    be return values"; experiment: examples/tensor_leak). The same tensor in the trace of another function,
    or in a later trace of the same function (another shape), fails in the same way: a memo of tensors works
    until the first new shape (bad_memo_of_a_tensor.py). A tensor of an inner graph that is used in the
    outer one raises InaccessibleTensorError (bad_branch_and_loop.py).

Use instead
    Return the tensor. For state, assign it to a ``tf.Variable``. For a constant that is to be made once,
    make it in ``tf.init_scope`` from Python values (good_constant_memo.py), or outside. In a staged loop,
    ``tf.TensorArray``.

How it is proved
    After a call as a graph, the place holds a tensor that has no value, and using it raises; after the
    eager call it holds a tensor with a value. Where the leak is used within the trace, tracing raises the
    error above.

Versions
    The text is the same with TensorFlow 2.12, 2.15, 2.18 and 2.21. The class is named ``Tensor`` up to 2.13
    and ``SymbolicTensor`` later. With 2.12, an operation on a leaked tensor whose function has been
    deleted ends the process with a segmentation fault.

Known limits
    What is set and read within one trace only is left alone, although the object still holds the tensor
    afterwards. ``.shape`` and ``.dtype`` of a leaked tensor can be read without harm. A Keras layer that is
    only called eagerly leaks nothing.

References
    - Better performance with tf.function, sections "All outputs of a tf.function must be return values" and
      "Accumulating values in a loop": https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/init_scope
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import OUT_OF_SCOPE
from tfguard.rules.proof import Contrast, LeaksTensor, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.rules.writes import confidence_of, leak_matters, leaked
from tfguard.tracing.events.effects import StateWritten, TensorLifted
from tfguard.tracing.traced import Confidence


def check(event: StateWritten | TensorLifted) -> Iterator[Report]:
    """Report symbolic tensors that escape from their graph."""
    if isinstance(event, TensorLifted):
        yield Report(
            f"{event.text} runs in tf.init_scope, outside the graph, on a tensor of the graph, and fails; "
            "compute it from values that are not arguments",
            target=event.text.removesuffix("()"),
        )
        return
    tensor = leaked(event)
    if tensor is None or not leak_matters(event):
        return
    yield Report(
        f"{event.text} keeps a symbolic tensor after the trace, and using it outside fails; "
        "return the tensor, or assign it to a tf.Variable",
        Confidence.INFERENCE if tensor.assumed else confidence_of(event),
        target=event.text,
    )


RULE = Rule(
    id="E7211",
    symbol="tf-tensor-leak",
    summary="a symbolic tensor is stored where it outlives the trace",
    events=(StateWritten, TensorLifted),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (LeaksTensor(), Raises(("TypeError", "InaccessibleTensorError"), OUT_OF_SCOPE)),
    ),
    errors=(
        "* is out of scope and cannot be used here",
        "cannot be accessed from here",
        'an op outside of the function building code is being passed a "Graph" tensor',
    ),
)
