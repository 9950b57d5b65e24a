"""Finds texts that are made of symbolic tensors.

What it does
    Reports f-strings, ``str(x)``, ``"%s" % x`` and ``"{}".format(x)`` of a tensor of the graph that is being
    built. A text that is only printed or logged, or is that of an exception, is left to the rules about
    those.

Why it is a problem
    The text is made once, while tracing, and what it says is ``Tensor("x:0", shape=(), dtype=float32)``,
    not the number. No error is raised: the graph carries that text as a constant and gives it at each
    call (experiment: examples/string_format). With a number's format, ``f"{x:.2f}"``, tracing raises
    ``TypeError``.

Use instead
    ``tf.strings.format("{}", x)``, ``tf.strings.as_string(x)`` and ``tf.strings.join`` make a string
    tensor at each call. Texts about shapes, dtypes and Python arguments are right as they are.

How it is proved
    The function is called several times, eagerly and as a graph. Confirmed when the text holds a symbolic
    tensor's name in the graph and in no eager call.

Versions
    The same with TensorFlow 2.12 to 2.15, 2.18 and 2.21.

Known limits
    Of ``text.format(x)`` the text has to be known. A parameter of which nothing is known may be a Python
    value, and is not reported.

References
    - https://www.tensorflow.org/api_docs/python/tf/strings/format
    - Better performance with tf.function, section "Executing Python side effects":
      https://www.tensorflow.org/guide/function
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Proof, Raises, SymbolicText
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import Use, ValueNeeded


def check(event: ValueNeeded) -> Iterator[Report]:
    """Report a text with the name of a tensor in it."""
    if event.use is Use.TEXT and event.is_tensor and not event.spoken and not event.context.raises:
        yield Report(
            f"{event.text} is made once, while tracing, and holds the symbolic tensor's name, not its value; "
            "use tf.strings.format",
            event.surest,
            target=event.text,
        )


RULE = Rule(
    id="W7607",
    symbol="tf-string-format",
    summary="a text made of a symbolic tensor holds its name, not its value",
    events=(ValueNeeded,),
    check=check,
    proof=Proof(
        Contrast.EAGER_OK,
        (SymbolicText(), Raises(("TypeError",), r"unsupported format string passed to|must be real number")),
    ),
    errors=("unsupported format string passed to SymbolicTensor.__format__",),
)
