"""Finds names that TensorFlow and Keras do not have: misspelt, taken of the wrong module, or made up.

What it does
    Reports a name that is taken of a module of ``tensorflow``, ``keras`` or ``tf_keras``, or imported from
    one, and that no release has: ``tf.reduce_men``, ``tf.keras.layer.Dense``, ``from keras.layers import
    Densee``, also through other names for a module (``K = tf.keras.backend``, ``self.tf = tf``). Wherever it
    stands, in traced code and outside. Where ``target-tensorflow`` or ``target-keras`` is set, names that
    only other releases have are reported as well. Silent: names that some release from TensorFlow 1.15 to
    2.21 or Keras 2.0 to 3.15 has (what TensorFlow 2 has lost is the matter of ``tf1-removed-api``);
    private names and modules; members of classes and objects; programs of TensorFlow 1; names that the
    project itself adds to a module; code that asks first (``hasattr``, a version), is ready for an
    ``AttributeError`` or ``ImportError``, or never runs (``if TYPE_CHECKING:``).

Why it is a problem
    It raises an ``AttributeError`` or ``ImportError`` when it is reached, often in a branch that is seldom
    taken (experiment: examples/unknown_name). Pylint with tfguard does not look for it, since it does not
    read TensorFlow; without, it reports names as missing that are there.

Use instead
    The name that the message suggests, where one is near: a similar one of the same module, or the same one
    of another module.

How it is proved
    By looking the name up in the installed TensorFlow and Keras: confirmed when it is not there.

Versions
    The table has the names of TensorFlow 2.12, 2.13, 2.14, 2.15 and 2.21 with the Keras that comes with each,
    of ``tf_keras``, and those that were read in releases from TensorFlow 1.15 to 2.19 and Keras 2.0 to 3.12.
    A name that TensorFlow gets after 2.21 is reported until the table knows it.

Known limits
    In preview. Names that only old releases had are left alone when no target is set: which release a file
    is written for is not known. Modules that are handed to functions are not followed, and neither are
    modules inside of what is no public module (``tensorflow.python``).

References
    - https://www.tensorflow.org/api_docs/python/tf
    - https://keras.io/api/
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.leftovers import MISSING
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.uses import NameUnknown
from tfguard.tracing.target import Target

_RAISED = Raises(
    ("AttributeError", "ImportError"), r"has no attribute '\w+'|No module named|cannot import name"
)


def check(event: NameUnknown) -> Iterator[Report]:
    """Report a name that is not there."""
    where = _where(event, event.context.target)
    yield Report(f"{event.text} does not exist in {where}{_cure(event)}", target=event.name)


def _where(event: NameUnknown, target: Target) -> str:
    if event.releases:
        return target.names
    return "Keras" if event.name.startswith("keras.") else "TensorFlow"


def _cure(event: NameUnknown) -> str:
    if event.near:
        return f"; did you mean {_as_written(event)}?"
    return f" (but in that of {', '.join(event.releases)})" if event.releases else ""


def _as_written(event: NameUnknown) -> str:
    """What was meant, spelled as the file spells its neighbours."""
    module, _, last = event.near.rpartition(".")
    if module == event.name.rpartition(".")[0]:
        return f"{event.text.rpartition('.')[0]}.{last}"
    front, _, rest = event.near.partition(".")
    if front == "keras":
        return f"tf.{event.near}" if event.text.startswith(("tf.", "tensorflow.")) else event.near
    return f"tf.{rest}"


RULE = Rule(
    id="E7901",
    symbol="tf-unknown-name",
    summary="a name that TensorFlow or Keras does not have",
    events=(NameUnknown,),
    check=check,
    proof=Proof(Contrast.LOOKUP, (MISSING, _RAISED)),
    errors=(
        "module 'tensorflow*' has no attribute *",
        "module 'keras*' has no attribute *",
        "cannot import name * from 'tensorflow*",
        "cannot import name * from 'keras*",
        "No module named 'tensorflow.*",
        "No module named 'keras.*",
    ),
    preview=True,
)
