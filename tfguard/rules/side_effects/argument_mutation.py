"""Finds list and dict arguments that a traced function changes.

What it does
    Reports a change (``append``, ``+=``, item assignment, ``pop``, ``update`` ...) of a list or dict that
    came in as an argument of the function that TensorFlow traces, also in a container inside it, in a
    helper, under another name, and of a mutable default. Silent: copies, rebinding the parameter (``parts =
    parts + [x]``), the containers of ``*args`` and ``**kwargs``, and variables inside the argument.

Why it is a problem
    TensorFlow compares the arguments before and after tracing and raises ``f(x, parts) should not modify
    its Python input arguments. Modifying a copy is allowed`` at the first call, naming the parameter; the
    caller's object stays as it was (experiment: examples/argument_mutation). Eagerly the caller's object
    changes. Python code that is not traced may change what it is given, so the error comes as a surprise
    when a helper is decorated.

Use instead
    Change a copy (``list(parts)``, ``{**features}``), or return the new values and let the caller collect
    them.

How it is proved
    Calling the function once as a graph raises the error, and it names the parameter; eagerly it runs.

Versions
    The text is the same with TensorFlow 2.12, 2.15, 2.18 and 2.21. ``OrderedDict`` and ``defaultdict``
    raise like a dict (2.21).

Known limits
    Attributes of an object argument change silently (tf-attribute-mutation). A NumPy argument has become a
    tensor, so that item assignment raises TypeError at the place. A set or a deque cannot be an argument of
    a traced function at all (``Could not generate a generic TraceType``).

References
    - Better performance with tf.function, section "Executing Python side effects":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.error_texts import ARGUMENT_MODIFIED
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.effects import Form, StateWritten
from tfguard.tracing.values import Owner


def check(event: StateWritten) -> Iterator[Report]:
    """Report changes of list and dict arguments."""
    if event.origin.owner is not Owner.ARGUMENT or event.form not in (Form.ITEM, Form.METHOD, Form.AUGMENTED):
        return
    if event.type in ("list", "dict"):
        yield Report(
            f"{event.text} is an argument of the traced function, and TensorFlow refuses to let it be "
            f"changed; work on a copy, or return what is new",
            target=event.text,
        )


RULE = Rule(
    id="E7213",
    symbol="tf-argument-mutation",
    summary="a list or dict argument is changed, for which TensorFlow raises",
    events=(StateWritten,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (Raises(("ValueError",), ARGUMENT_MODIFIED),)),
    errors=("should not modify its Python input arguments",),
)
