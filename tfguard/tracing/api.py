"""The API table: what tfguard knows of each TensorFlow, Keras, NumPy and standard-library name.

The facts are in ``api.json``; a test holds them against the installed libraries.
"""

from __future__ import annotations

import json
from dataclasses import field
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib import resources
from typing import Any

from tfguard.syntax.records import dataclass


@dataclass(frozen=True, slots=True)
class Api:
    """One name of a library.

    Attributes:
        returns: what calling it gives: ``tensor``, ``tensors`` (a list of them),
            ``tensors_and_tensor`` (a pair of such a list and one), ``gradient`` (one a source),
            ``object``, ``array``, ``scalar``, ``static``, ``list``, ``none``, ``true``, ``false``,
            ``tracer``, ``same_function``, ``do_not_convert`` or ``unknown``.
        kind: for ``object``: what it is (``variable``, ``layer``, ``dataset``, ``rng``...).
        type: for ``scalar``: the Python type.
        creates: state made by the call: ``variable``, ``layer``, ``seed``, ``optimizer``,
            ``metric``, ``weight``; empty for none.
        keras: the major version of Keras from which on it creates that; 0 for all.
        counts: True for a class whose instances count batches in variables of their own, in the versions of
            Keras where models do so as soon as they are made.
        lazy: True when what it makes makes variables at its first use, though making it makes none.
        contains: ``layers`` when its state is that of the layers it is given.
        calls: arguments that it calls while tracing, by name, with their position.
        traces: True when it traces the functions it is given wherever it is called, and not only in a trace.
        plain: those of the called arguments that AutoGraph does not convert.
        takes: the argument, with its position, from which the called ones get theirs.
        gives: what the call gives then: ``result`` of the called ones, ``stacked`` results, or the ``state``
            that it takes.
        staged: what the called arguments are inside of: ``branch``, ``loop``, ``dataset``.
        spread: True when ``args`` and ``kwargs`` are handed on to the called argument.
        island: True when the functions it is given run as ordinary Python.
        effect: what it touches outside the graph: ``print``, ``log``, ``file``, ``random``,
            ``clock``, ``environment``, ``debugger``, ``stream``.
        effect_up_to: the effect shows only with at most so many arguments; None for always.
        file_argument: position of an argument that is an open file.
        seedable: True when an argument fixes what it draws.
        seeds: True when it seeds the library's global generator.
        wraps: True when it takes over the state of a layer that it is given; it has none itself unless
            ``creates`` says so.
        from_text: True when it makes something only of a name given as text.
        mutates: position of an argument that it changes in place.
        pure: True when its result is all it does, so that dropping it drops the work.
    """

    returns: str = "unknown"
    kind: str = ""
    type: str = "number"
    creates: str = ""
    keras: int = 0
    counts: bool = False
    lazy: bool = False
    contains: str = ""
    calls: dict[str, int | None] = field(default_factory=dict)
    traces: bool = False
    plain: list[str] = field(default_factory=list)
    takes: dict[str, int] = field(default_factory=dict)
    gives: str = ""
    staged: str = ""
    spread: bool = False
    island: bool = False
    effect: str = ""
    effect_up_to: int | None = None
    file_argument: int | None = None
    seedable: bool = False
    seeds: bool = False
    pure: bool = False
    wraps: bool = False
    mutates: int | None = None
    from_text: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """With which arguments XLA refuses a function that it compiles with others.

    Attributes:
        arguments: those that decide, each with its position and its default.
        refused: each case names values of some of them that are refused together.
    """

    arguments: dict[str, tuple[int, object]]
    refused: list[dict[str, list[object]]]


@dataclass(frozen=True, slots=True)
class _Table:
    prefixes: tuple[tuple[str, str], ...]
    names: dict[str, str]
    bases: dict[str, str]
    entries: dict[str, Api]
    patterns: tuple[tuple[str, Api], ...]
    methods: dict[str, dict[str, Api]]
    uncompiled: frozenset[str]
    left_out: frozenset[str]
    uncompiled_with: dict[str, Refusal]


@lru_cache(maxsize=1)
def _table() -> _Table:
    data: dict[str, Any] = json.loads(resources.files(__package__).joinpath("api.json").read_text("utf-8"))
    return _Table(
        prefixes=tuple(sorted(data["prefixes"].items(), key=lambda item: -len(item[0]))),
        names=data["names"],
        bases=data["bases"],
        entries={name: Api(**fields) for name, fields in data["entries"].items()},
        patterns=tuple((pattern, Api(**fields)) for pattern, fields in data["patterns"]),
        methods={
            kind: {name: Api(**fields) for name, fields in by_name.items()}
            for kind, by_name in data["methods"].items()
        },
        uncompiled=frozenset(data["uncompiled"]),
        left_out=frozenset(data["left_out"]),
        uncompiled_with={name: Refusal(**fields) for name, fields in data["uncompiled_with"].items()},
    )


def is_uncompiled(name: str) -> bool:
    """Whether XLA (on a CPU, TensorFlow 2.21) refuses a function of TensorFlow, by its canonical name.

    A method goes by its class: ``tensorflow.RaggedTensor.to_tensor``.
    """
    return name in _table().uncompiled


def is_left_out(name: str) -> bool:
    """Whether XLA drops the operation by which a function of TensorFlow, by its canonical name, checks."""
    return name in _table().left_out


def refusal(name: str) -> Refusal | None:
    """With which arguments XLA refuses a function; None where they do not matter."""
    return _table().uncompiled_with.get(name)


@lru_cache(maxsize=50_000)
def canonical(name: str) -> str:
    """The one name under which the table knows a library's name.

    ``tensorflow.compat.v2.Variable`` and ``tensorflow.python.ops.variables.Variable`` are
    ``tensorflow.Variable``; ``tensorflow.keras.layers.Dense`` is ``keras.layers.Dense``.
    """
    table = _table()
    for _ in range(4):
        for prefix, replacement in table.prefixes:
            if name.startswith(prefix):
                name = replacement + name[len(prefix) :]
                break
        else:
            break
    return table.names.get(name, name)


@lru_cache(maxsize=50_000)
def lookup(name: str) -> Api | None:
    """What the table says of a canonical name; None when it says nothing."""
    table = _table()
    entry = table.entries.get(name)
    if entry is not None:
        return entry
    for pattern, api in table.patterns:
        if fnmatchcase(name, pattern):
            return api
    head, _, tail = name.rpartition(".")
    if head == "tensorflow" and tail[:1].islower():
        return _OPERATION  # most of tensorflow.* that is callable returns a tensor; the others are listed
    return None


_OPERATION = Api(returns="tensor")


def method(kind: str, name: str) -> Api | None:
    """What the table says of a method of an object of some kind."""
    of_kind = _table().methods.get(kind, {})
    return of_kind.get(name) or of_kind.get("*")


@lru_cache(maxsize=1)
def tracing_names() -> frozenset[str]:
    """Last names of the functions and methods that trace what they are given, wherever they are called."""
    table = _table()
    functions = (name.rpartition(".")[2] for name, entry in table.entries.items() if entry.traces)
    methods = (name for kind in table.methods.values() for name, entry in kind.items() if entry.traces)
    return frozenset((*functions, *methods))


_BASE_KINDS = ("layer", "metric", "optimizer", "loss", "schedule", "tf1_optimizer")


def base_kind(name: str) -> str:
    """What a class is that derives from the library class ``name``: ``layer``, ``metric``... or empty."""
    kind = _table().bases.get(name, "")
    if kind:
        return kind
    api = lookup(name)
    return api.kind if api is not None and api.kind in _BASE_KINDS else ""
