"""Finds Python file access in code that TensorFlow traces.

What it does
    Reports ``open``, reading and writing through ``pathlib``, ``np.load``, ``np.save`` and their kin,
    ``pickle`` and ``json`` on files, and ``tf.io.gfile``, which is Python as well, in a traced function, in
    what its trace reaches, and in functions that are given to a dataset. Silent: the operations of
    ``tf.io``, computing with paths, and ``json.loads`` of text.

Why it is a problem
    The file is opened once a trace. What was written at that time is all that is ever written, and what was
    read is a constant of the graph, whatever the file holds later (guide, "Executing Python side effects";
    experiment: examples/file_io). In a function of ``Dataset.map`` the file is opened while the dataset is
    defined, not for each element. A path that is a tensor cannot be opened at all,
    eagerly neither: ``expected str, bytes or os.PathLike object``.

Use instead
    ``tf.io.read_file`` and ``tf.io.write_file``, which are operations. Give ``read_file`` the name as an
    argument: a file name that is a constant of the graph is read once and folded into the graph, as Python
    would have done (good_tf_io.py). Or read in the caller or in a constructor and pass the value; or open
    the file in a ``tf.py_function``.

How it is proved
    Confirmed when the statement opens, reads or writes at each eager call, but in the graph only while it
    is traced; or when the file changes between calls, and the value follows eagerly but not in the graph.

Versions
    The same with TensorFlow 2.12, 2.15, 2.18 and 2.21. That ``tf.io.read_file`` of a constant name is
    folded was seen with TensorFlow 2.21; other versions were not tried.

Known limits
    Readers of other libraries (pandas, PIL, h5py) are not known. A read of a file that never changes gives
    the right value; it is reported all the same, since the code cannot show that.
    ``tf.io.read_file("constant name")`` is not reported.

References
    - Better performance with tf.function, section "Executing Python side effects":
      https://www.tensorflow.org/guide/function
    - https://www.tensorflow.org/api_docs/python/tf/io/read_file
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.proof import Contrast, Effect, FrozenValue, Proof, RunsOnlyWhileTracing
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.effects import WorldTouched


def check(event: WorldTouched) -> Iterator[Report]:
    """Report file access that a trace makes."""
    if event.effect == "file":
        yield Report(
            f"{event.text}() touches the file only while tracing, not at each call; "
            "use tf.io, or do it in the caller",
            target=event.text,
        )


RULE = Rule(
    id="W7207",
    symbol="tf-file-io",
    summary="a file is read or written while tracing, not at each call",
    events=(WorldTouched,),
    check=check,
    proof=Proof(Contrast.EAGER_OK, (RunsOnlyWhileTracing(frozenset((Effect.FILE,))), FrozenValue())),
)
