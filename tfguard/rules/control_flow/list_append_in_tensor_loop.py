"""Finds lists that grow in a loop which TensorFlow stages.

What it does
    Reports ``append``, ``extend``, ``insert`` and ``+=`` on a list (or a deque) in a loop over a tensor,
    ``tf.range`` or a dataset, in ``while`` on a tensor, and in a function that ``tf.map_fn``, ``tf.scan`` or
    ``tf.while_loop`` runs, where the traced function made the list before the loop and looks at it again.

Why it is a problem
    The body of such a loop is traced once and run by TensorFlow as often as the data say. ``append`` is
    Python and happens once. The list has one element where eagerly it has one for each round: the result
    is silently wrong, or, when the element is a tensor of the loop's body, using it behind the loop raises
    ``InaccessibleTensorError`` (experiment: examples/list_append_in_tensor_loop). ``items += [x]`` changes
    the structure of what the loop carries along, which raises ``TypeError``.

Use instead
    ``tf.TensorArray``: ``array = array.write(i, x)`` in the loop and ``array.stack()`` behind it; or
    ``tf.map_fn``. In a loop of Python (``range(3)``, a list) ``append`` is fine.

How it is proved
    The function is called eagerly and as a graph. Confirmed when the line runs more often in an eager call
    than in a trace, the results differ or the graph raises, and both modes do the same without the line.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21.

Known limits
    Lists that outlive the call belong to ``tf-container-mutation``.

References
    - Better performance with tf.function, "Accumulating values in a loop":
      https://www.tensorflow.org/guide/function#accumulating_values_in_a_loop
    - https://www.tensorflow.org/api_docs/python/tf/TensorArray
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import OTHER_STRUCTURE_IN_LOOP
from tfguard.rules.proof import Contrast, Proof, Raises, RunsOnceInLoop
from tfguard.rules.rule import Report, Rule
from tfguard.rules.writes import grows_in_loop
from tfguard.tracing.events.effects import StateWritten


def check(event: StateWritten) -> Iterator[Report]:
    """Report a list that a staged loop is to fill."""
    if event.loop is not None and event.looked_at and grows_in_loop(event):
        how = f"{event.text}.{event.method}()" if event.method and event.method[0].isalpha() else event.text
        yield Report(
            f"{how} runs once while the loop is traced, not in each round; use tf.TensorArray and write(), "
            "or tf.map_fn",
            event.loop.surest,
            target=event.text,
        )


RULE = Rule(
    id="E7502",
    symbol="tf-list-append-in-tensor-loop",
    summary="a list grows in a loop that TensorFlow stages, once and not in each round",
    events=(StateWritten,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (RunsOnceInLoop(), Raises(("TypeError",), OTHER_STRUCTURE_IN_LOOP, around=True)),
    ),
    errors=(
        "* is out of scope and cannot be used here",
        "does not have the same nested structure after one iteration",
    ),
)
