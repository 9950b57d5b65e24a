"""The names that are watched: what TensorFlow 2 does not have any more, and switches of the whole program."""

from __future__ import annotations

import enum
import json
import re
from functools import lru_cache
from importlib import resources
from typing import Any

from tfguard.syntax.records import dataclass
from tfguard.tracing.target import Target

TF1 = "tensorflow.compat.v1."
TF = "tensorflow."
FIRST = (2, 0)  # the first TensorFlow 2


class About(enum.Enum):
    """What a name belongs to."""

    SESSION = "session"
    PLACEHOLDER = "placeholder"
    VARIABLES = "variables"
    REMOVED = "removed"  # anything else that is gone
    EAGERLY = "eagerly"  # makes traced functions run eagerly
    SWITCH = "switch"  # makes TensorFlow 2 behave as TensorFlow 1
    TRACER = "tracer"  # makes traced functions


@dataclass(frozen=True, slots=True)
class Watched:
    """A name that rules ask for.

    Attributes:
        name: dotted, from ``tensorflow`` or ``keras`` on.
        about: what it belongs to.
        gone: TensorFlow 2 does not have it.
        cure: what to write instead; empty where there is nothing.
        since: the first TensorFlow 2 without it, where some had it.
        keras: the first Keras without it, where some had it.
        formal: for a method, the name under which its class would have it.
        graphs: it is still there for graphs of TensorFlow 1, and raises in eager execution.
        untraceable: it raises in a traced function too.
    """

    name: str
    about: About
    gone: bool
    cure: str = ""
    since: tuple[int, int] = FIRST
    keras: int = 0
    formal: str = ""
    graphs: bool = False
    untraceable: bool = False

    def is_gone(self, target: Target) -> bool:
        """Whether the libraries that a file is for do not have it."""
        return self.gone and target.tensorflow >= self.since and target.keras >= self.keras


INITIALIZERS = ("global_variables_initializer", "local_variables_initializer", "initialize_all_variables")
# Modules of TensorFlow 1 whose content is Keras', looked up when it is asked for: Keras 3 has none of it.
LAZY = frozenset((f"{TF1}layers", f"{TF1}nn.rnn_cell"))
_KERAS_3 = 3
# Metrics make variables at each trace; the others close the graph that is traced, or ask for a session.
_UNTRACEABLE = re.compile(
    re.escape(TF1) + r"(?:metrics\.|train\.(?:\w*MonitoredSession|MonitoredTrainingSession|Supervisor"
    r"|start_queue_runners)$)"
)
_SWITCHES = ("disable_eager_execution", "disable_v2_behavior")
_EAGERLY = ("tensorflow.config.run_functions_eagerly", "tensorflow.config.experimental_run_functions_eagerly")
_INTERNAL = (
    "tensorflow.python.framework.ops.disable_eager_execution",
    "tensorflow.python.compat.v2_compat.disable_v2_behavior",
)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("names.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@lru_cache(maxsize=1)
def watched() -> dict[str, Watched]:
    """Every watched name; those of TensorFlow 1 under ``tensorflow`` and under ``tensorflow.compat.v1``."""
    found: dict[str, Watched] = {}
    since = {name: (major, minor) for name, (major, minor) in _data()["since"].items()}
    for group, names in _data()["names"].items():
        about = About(group)
        for name, cure in names.items():
            keras = _KERAS_3 if name.startswith("keras.") else 0
            found[name] = Watched(name, about, True, cure, since.get(name, FIRST), keras)
            if name.startswith(TF) and about is not About.REMOVED:
                found[TF1 + name[len(TF) :]] = Watched(TF1 + name[len(TF) :], about, False, cure)
    for group, names in _data()["graphs"].items():
        for name, cure in names.items():
            found[name] = Watched(
                name, About(group), False, cure, graphs=True, untraceable=_UNTRACEABLE.match(name) is not None
            )
    for name in _SWITCHES:
        found[TF1 + name] = Watched(TF1 + name, About.SWITCH, False)
        found[TF + name] = Watched(TF + name, About.SWITCH, True)
    for name in _INTERNAL:
        found[name] = Watched(name, About.SWITCH, False)
    for name in _EAGERLY:
        found[name] = Watched(name, About.EAGERLY, False)
    return found


@lru_cache(maxsize=1)
def methods() -> dict[str, dict[str, Watched]]:
    """Methods that objects of TensorFlow 2 and Keras 3 do not have: by name and kind of object."""
    found: dict[str, dict[str, Watched]] = {}
    for kind, described in _data()["methods"].items():
        cls = described["class"]
        keras = _KERAS_3 if cls.startswith("keras.") else 0
        for name, cure in described["methods"].items():
            known = Watched(f"{kind}.{name}", About.REMOVED, True, cure, FIRST, keras, f"{cls}.{name}")
            found.setdefault(name, {})[kind] = known
    return found


@lru_cache(maxsize=1)
def last_names() -> frozenset[str]:
    """The last parts of all watched names."""
    return frozenset(name.rpartition(".")[2] for name in watched())
