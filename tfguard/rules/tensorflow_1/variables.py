"""Finds variables, optimizers, layers and savers of TensorFlow 1 in code that uses TensorFlow 2.

What it does
    Reports names that TensorFlow 2 does not have (``tf.get_variable``, ``tf.variable_scope``,
    ``tf.global_variables_initializer``, ``tf.assign``, ``tf.train.Saver``, ``tf.train.AdamOptimizer``,
    ``tf.layers``...), and what of ``tf.compat.v1`` fails in TensorFlow 2: ``layers`` and the cells of
    ``nn.rnn_cell`` with Keras 3, ``get_variable`` in a traced function, ``train.Saver()`` without variables,
    ``metrics`` and meta graphs in eager code, and ``minimize`` or ``compute_gradients`` of an old optimizer
    with a tensor (in a traced function: without ``var_list``). Silent as for ``tf1-session``.

Why it is a problem
    The names raise ``AttributeError``. TensorFlow 2 keeps no collection of variables: a ``Saver`` finds none
    (``RuntimeError``), ``get_variable`` makes a variable at each call of Python and breaks in a graph, and
    an optimizer has no graph to look for gradients in ("should be a function when eager execution is
    enabled"; in a traced function "No variables to optimize") (experiment: examples/variables).

Use instead
    ``tf.Variable``, made once and kept in a ``tf.Module`` or a Keras layer; ``tf.keras.optimizers`` with
    ``tf.GradientTape``; ``tf.train.Checkpoint``.

How it is proved
    By looking the name up in the installed TensorFlow, which must not have it; where it has, by running the
    code as it is written: confirmed when the line raises one of the errors above.

Versions
    The names are missing in TensorFlow 2.12, 2.15, 2.18 and 2.21. ``tf.compat.v1.layers`` works with Keras 2
    (TensorFlow 2.12, 2.15) and is not reported there.

Known limits
    ``tf.compat.v1.get_variable`` in eager code works and is not reported, although it shares nothing there:
    two calls with one name make two variables. ``apply_gradients`` of an old optimizer works.

References
    - https://www.tensorflow.org/guide/migrate/tf1_vs_tf2
    - https://www.tensorflow.org/guide/migrate/migrating_checkpoints
"""

from __future__ import annotations

from collections.abc import Iterator

from tfguard.rules.leftovers import GONE, MISSING, confidence, fails, gone, only_in_graphs
from tfguard.rules.proof import Contrast, Proof, Raises
from tfguard.rules.rule import Report, Rule
from tfguard.tracing.events.uses import NameUsed, Where
from tfguard.tracing.target import KERAS_3
from tfguard.tracing.uses.table import INITIALIZERS, LAZY, TF1, About
from tfguard.tracing.values import Constant

_METHODS = {"optimizer.minimize": 2, "optimizer.compute_gradients": 1}  # where they take `var_list`


def check(event: NameUsed) -> Iterator[Report]:
    """Report what TensorFlow 2 keeps in objects."""
    if event.name in _METHODS and event.watched.about is About.VARIABLES:
        if event.where is Where.TRACE and _is_given(event, "var_list", _METHODS[event.name]):
            return  # a graph finds the gradients of variables that are named
        yield Report(
            f"{event.callee}() of a TensorFlow 1 optimizer cannot take a tensor; use tf.GradientTape and an "
            "optimizer of Keras",
            confidence(event),
            older=not event.modern,
        )
    elif (problem := _problem(event)) and event.modern:
        run = event.context.module.place(event.run) if event.run is not None else None
        yield Report(
            f"{event.text} {problem}",
            confidence(event),
            related=((run, "it is run here"),) if run is not None else (),
            target=_missing(event),
        )
    else:
        yield from only_in_graphs(event, About.VARIABLES)
        yield from gone(event, About.VARIABLES)


def _problem(event: NameUsed) -> str:
    """What goes wrong with a name that is still there; empty for nothing."""
    match event.name.removeprefix(TF1):
        case "layers" | "nn.rnn_cell" if event.rest and event.context.target.keras == KERAS_3:
            return "is not there with Keras 3; use tf.keras.layers"
        case "get_variable" if event.called and event.where is Where.TRACE and event.eager:
            return "fails in a traced function; make a tf.Variable once, outside, and use it"
        case name if name in INITIALIZERS and event.called and event.run and fails(event):
            return "gives None, which no session runs: variables are initialized when made; drop the call"
        case name if name in INITIALIZERS and event.called and event.where is Where.TRACE and event.eager:
            return "initializes nothing in a traced function; use assign to set variables back"
        case "train.Saver" if event.called and fails(event) and not _is_given(event, "var_list", 0):
            return "finds no variables in TensorFlow 2; use tf.train.Checkpoint"
        case _:
            return ""


def _is_given(event: NameUsed, keyword: str, position: int) -> bool:
    return event.given(keyword, position) not in (None, Constant(None))


def _missing(event: NameUsed) -> str:
    return event.name + event.rest if event.name in LAZY else ""


RULE = Rule(
    id="E7803",
    symbol="tf1-variables",
    summary="variables, optimizers or layers of TensorFlow 1 in code that uses TensorFlow 2",
    events=(NameUsed,),
    check=check,
    proof=Proof(
        Contrast.LOOKUP,
        (
            MISSING,
            GONE,
            Raises(
                ("RuntimeError", "ValueError", "AttributeError", "TypeError"),
                r"must specify a list or dict of variables|should be a function when eager|"
                r"No variables to (?:optimize|save)|The Session graph is empty|"
                r"not supported when eager execution|Tensor\.op is undefined when eager|"
                r"is not available with Keras 3|only supports singleton tf\.Variables|"
                r"'NoneType' object has no attribute 'run'|Fetch argument|Argument `fetch`",
                related=True,
            ),
        ),
    ),
    errors=(
        "`loss` passed to Optimizer.compute_gradients should be a function when eager execution is enabled",
        "When eager execution is enabled, `var_list` must specify a list or dict of variables to save",
        "No variables to optimize",
        "No variables to save",
        "Tensor.op is undefined when eager execution is enabled",
        "is not available with Keras 3",
        "module 'tensorflow' has no attribute 'get_variable'",
        "module 'tensorflow' has no attribute 'global_variables_initializer'",
    ),
    older=True,
)
