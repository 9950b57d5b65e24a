"""Finds sessions of TensorFlow 1 in code that uses TensorFlow 2.

What it does
    Reports ``tf.Session``, ``tf.InteractiveSession``, ``tf.train.MonitoredSession`` and the like, which
    TensorFlow 2 does not have; ``run`` of a ``tf.compat.v1.Session`` whose graph is empty, because what it
    is asked for was computed eagerly; what works with sessions only and raises in eager code
    (``tf.compat.v1.train.MonitoredTrainingSession``, ``Supervisor``, ``FileWriter``, input queues);
    ``eval()`` of a tensor or variable, and ``run()`` of an initializer. Silent: files that use
    nothing of TensorFlow 2 (no ``tf.function``, no eager code, no Keras), unless the rule is selected by
    its name; code under a guard (``if tf.__version__ ...``, ``hasattr(tf, "Session")``, ``except
    AttributeError``); sessions in a ``tf.Graph`` that is open around them or given to them, and operations
    that are made inside ``with tf.compat.v1.Session()``, which all work.

Why it is a problem
    Operations of TensorFlow 2 run at once, and those of a ``tf.function`` when it is called: there is
    nothing for a session to run. ``tf.Session`` raises an ``AttributeError``,
    ``tf.compat.v1.Session().run(y)`` a ``RuntimeError`` ("The Session graph is empty"), ``y.eval()`` a
    ``NotImplementedError`` eagerly and a ``ValueError`` in a traced function (experiment: examples/session).

Use instead
    Call the function: its result is the value, ``.numpy()`` gives it to Python.

How it is proved
    By looking the name up in the installed TensorFlow, which must not have it; where it has, by running the
    code as it is written: confirmed when the line raises one of the errors above.

Versions
    The names are missing, and the texts are the same, in TensorFlow 2.12, 2.15, 2.18 and 2.21.
    ``get_session`` and ``set_session`` of ``keras.backend`` are missing in Keras 3 only.

Known limits
    A session that comes from another file, or whose graph other code may have filled, is not judged.

References
    - https://www.tensorflow.org/guide/migrate/tf1_vs_tf2
    - https://www.tensorflow.org/api_docs/python/tf/compat/v1/Session
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.leftovers import GONE, MISSING, confidence, gone, only_in_graphs
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.needs import Use, ValueNeeded
from tfguard.tracing.events.uses import NameUsed, Where
from tfguard.tracing.uses.table import About


def check(event: NameUsed | ValueNeeded) -> Iterator[Report]:
    """Report what asks for a session."""
    if isinstance(event, ValueNeeded):
        if event.use is Use.EVAL and event.is_tensor:
            yield Report(
                f"{event.text} needs a session of TensorFlow 1; use the tensor itself, and take .numpy() of "
                "the result outside",
                event.surest,
            )
        return
    if event.name == "session.run":
        yield Report(
            f"{event.callee}() fails: what TensorFlow 2 computes is in no session's graph; call the "
            "function, its result is the value",
            confidence(event),
            older=not event.modern,
        )
    elif event.name == "tensor.eval":
        if event.where is not Where.TRACE:
            yield Report(
                f"{event.callee}() fails without a session of TensorFlow 1; use .numpy()",
                confidence(event),
                older=not event.modern,
            )
    elif event.name == "operation.run":
        yield Report(
            f"{event.callee}() fails: TensorFlow 2 runs operations at once, and gives None for them; drop it",
            confidence(event),
            older=not event.modern,
        )
    elif event.name == "session.none":
        yield Report(
            f"{event.callee}() fails: there is no default session in TensorFlow 2, it is None; call the "
            "function, its result is the value",
            confidence(event),
            older=not event.modern,
        )
    else:
        yield from only_in_graphs(event, About.SESSION)
        yield from gone(event, About.SESSION)


RULE = Rule(
    id="E7801",
    symbol="tf1-session",
    summary="a session of TensorFlow 1 in code that uses TensorFlow 2",
    events=(NameUsed, ValueNeeded),
    check=check,
    proof=Proof(
        Contrast.LOOKUP,
        (
            MISSING,
            GONE,
            Raises(
                (
                    *("RuntimeError", "NotImplementedError", "ValueError", "AttributeError", "TypeError"),
                    "OpError",
                ),
                r"The Session graph is empty|eval is not supported when eager|Cannot evaluate tensor using|"
                r"This operation is not supported when eager|has no attribute '(?:eval|run)'|from_node_def|"
                r"Cannot use the default session|compatible with eager execution|not supported in eager mode|"
                r"not supported when eager execution|Fetch argument|Argument `fetch`|"
                r"No default session is registered|"
                r"Graph is finalized and cannot be modified",
            ),
        ),
    ),
    errors=(
        "The Session graph is empty. Add operations to the graph before calling run()",
        "module 'tensorflow' has no attribute 'Session'",
        "eval is not supported when eager execution is enabled, is .numpy() what you're looking for",
        "Cannot evaluate tensor using `eval()`: No default session is registered",
    ),
    older=True,
)
