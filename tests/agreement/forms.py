"""Building blocks of generated programs: templates, and how one is filled in.

A block is a few lines that belong together and that one rule has something to say about: they do what the
rule warns of (the misbehaving form) or look like it and are right (the near miss). What a form is *meant* to
be only steers how often it is drawn; whether a block misbehaves is decided by running it.

Templates hold placeholders:

    ``$x`` a vector of three floats that depends on the call, ``$s`` a scalar made of it, both positive;
    ``$out`` the name of the block's result, ``$tag`` a word that no other block prints, ``$self`` the object
    whose method is traced; the names of the form's state; every other ``$word`` is a fresh name, the same
    throughout the block (``$Word`` a class's). ``<<a || b>>`` is one of its alternatives.
"""

from __future__ import annotations

import enum
import random
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field

NOUNS = (
    "alpha", "anchor", "batch", "beta", "bias", "bonus", "budget", "cache", "count", "delta", "depth",
    "drift", "epoch", "error", "factor", "feature", "frame", "gain", "gate", "grid", "head", "history",
    "index", "items", "kernel", "latent", "ledger", "level", "limit", "margin", "mask", "mean", "memory",
    "metric", "moment", "noise", "notes", "offset", "order", "patch", "phase", "policy", "queue", "rate",
    "ratio", "record", "reward", "sample", "scale", "score", "seen", "shift", "signal", "slope", "spread",
    "stage", "state", "stats", "step", "table", "target", "total", "trace", "trend", "units", "value",
    "vector", "weight", "width", "window",
)  # fmt: skip
VERBS = (
    "adapt", "adjust", "apply", "blend", "bound", "center", "combine", "compute", "decode", "embed",
    "encode", "evaluate", "expand", "filter", "fold", "forward", "inspect", "measure", "mix", "normalize",
    "observe", "pool", "predict", "prepare", "process", "project", "reduce", "refine", "rescale", "score",
    "smooth", "track", "transform", "update", "weigh",
)  # fmt: skip
CLASSES = (
    "Actor", "Agent", "Buffer", "Critic", "Decoder", "Encoder", "Filter", "Head", "Keeper", "Learner",
    "Mixer", "Model", "Monitor", "Planner", "Policy", "Recorder", "Sampler", "Scaler", "Tracker", "Trainer",
)  # fmt: skip


class Owner(enum.Enum):
    """Who keeps a block's state."""

    GLOBAL = "global"
    SELF = "self"
    CLOSURE = "closure"
    HOLDER = "holder"  # an object at module level
    CLASS = "class"  # a class attribute
    TABLE = "table"  # an entry of a dict at module level
    ARGUMENT = "argument"  # an object that is passed
    LOCAL = "local"


class Reach(enum.Enum):
    """Through what the traced function runs a block's lines."""

    DIRECT = "direct"
    HELPER = "helper"
    CHAIN = "chain"
    METHOD = "method"
    CLOSURE = "closure"
    ALIAS = "alias"
    PARTIAL = "partial"
    TRACED = "traced"  # another tf.function
    STATIC = "static"
    DECORATED = "decorated"
    TABLE = "table"
    INHERITED = "inherited"
    CALLABLE = "callable"
    FACTORY = "factory"
    LAMBDA = "lambda"


class Wrap(enum.Enum):
    """What stands around a block's lines."""

    NONE = "none"
    FLAG = "flag"
    LOOP = "loop"
    SCOPE = "scope"
    FINALLY = "finally"
    TAPE = "tape"
    BRANCH = "branch"  # on a tensor
    STAGED = "staged"  # a loop over a tensor


class Sign(enum.Enum):
    """How TensorFlow shows that a block misbehaves."""

    RESULT = "result"  # something that can be seen differs between the modes, or only the graph raises
    BOTH = "both"  # both modes raise at the same line
    TRACES = "traces"  # a trace for each call
    WANTED = "wanted"  # the last thing read is what the others should be
    STYLE = "style"  # a global is None after the import, and a variable after the calls
    OPS = "ops"  # the graph holds an operation of a loop's body 32 times
    BYTES = "bytes"  # the graph holds half a mebibyte
    EAGER = "eager"  # functions run eagerly when the program is over
    KEYWORD = "keyword"  # TensorFlow documents the argument as deprecated


OBJECTS = (Owner.SELF, Owner.HOLDER, Owner.CLASS, Owner.ARGUMENT)
LASTING = (Owner.GLOBAL, Owner.SELF, Owner.CLOSURE, Owner.HOLDER, Owner.CLASS, Owner.TABLE)
QUIET_WRAPS = (Wrap.NONE, Wrap.NONE, Wrap.NONE, Wrap.FLAG, Wrap.LOOP, Wrap.SCOPE, Wrap.FINALLY, Wrap.TAPE)
ONCE = (Wrap.NONE, Wrap.NONE, Wrap.FLAG, Wrap.SCOPE, Wrap.FINALLY, Wrap.TAPE)
ANY_WRAP = (*QUIET_WRAPS, Wrap.BRANCH, Wrap.STAGED)
BRANCHES = (*QUIET_WRAPS, Wrap.BRANCH)
PLAIN = (Wrap.NONE,)
# Lists weight by repetition.
ANY_REACH = (Reach.DIRECT, Reach.DIRECT, Reach.HELPER, *Reach)
CONVERTED_REACH = ANY_REACH
IN_ROOT = (Reach.DIRECT,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of a building block.

    Attributes:
        rule: the rule that would speak of it, or that rule for each owner of the state.
        bad: whether it is meant to misbehave.
        body: statements of traced code.
        top: statements of the module.
        state: initial values of what outlives a call, by name.
        rebinds: the state that the body binds anew.
        owners: who may keep the state.
        setup: statements of ``run()`` before the calls.
        between: statements of ``run()`` after each call, which is number ``i``.
        read: what ``run()`` shows beside the results.
        shown: what it shows of ``$results``, the list of the calls' results.
        params: further arguments, by name, in terms of ``i``.
        options: keywords for tf.function.
        reaches: through what the body may be run.
        wraps: what may stand around it.
        calls: the statements of ``run()`` of a form that is a unit by itself, with no body; else empty.
        sign: how a misbehaviour shows.
        allowed: rules that may speak of the same lines when the block misbehaves.
        alone: the form is the whole program.
    """

    rule: str | Mapping[Owner, str]
    bad: bool
    body: str = ""
    top: str = ""
    state: Mapping[str, str] = field(default_factory=dict)
    rebinds: tuple[str, ...] = ()
    owners: tuple[Owner, ...] = LASTING
    setup: str = ""
    between: str = ""
    read: tuple[str, ...] = ()
    shown: str = "$results"
    params: Mapping[str, str] = field(default_factory=dict)
    options: str = ""
    reaches: tuple[Reach, ...] = ANY_REACH
    wraps: tuple[Wrap, ...] = QUIET_WRAPS
    calls: str = ""
    sign: Sign = Sign.RESULT
    allowed: tuple[str, ...] = ()
    alone: bool = False

    @property
    def whole(self) -> bool:
        """True when the form is a unit by itself."""
        return bool(self.calls)

    def rule_for(self, owner: Owner | None) -> str:
        """The rule that would speak of the form when ``owner`` keeps its state."""
        if isinstance(self.rule, str):
            return self.rule
        return self.rule[owner or next(iter(self.rule))]

    @property
    def rules(self) -> tuple[str, ...]:
        """All rules that may speak of it."""
        return (self.rule,) if isinstance(self.rule, str) else tuple(dict.fromkeys(self.rule.values()))


class Names:
    """Fresh names for one program."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._used: set[str] = set()

    def noun(self) -> str:
        """A name for a value."""
        return self._fresh(NOUNS)

    def verb(self) -> str:
        """A name for a function."""
        return self._fresh(VERBS)

    def class_name(self) -> str:
        """A name for a class."""
        return self._fresh(CLASSES)

    def _fresh(self, pool: tuple[str, ...]) -> str:
        name = self._rng.choice(pool)
        if self._rng.random() < 0.3:
            first, second = name, self._rng.choice(pool)
            name = first + second if name[0].isupper() else f"{first}_{second}"
        number = 2
        fresh = name
        while fresh in self._used:
            fresh = f"{name}{number}" if name[0].isupper() else f"{name}_{number}"
            number += 1
        self._used.add(fresh)
        return fresh


_ALTERNATIVES = re.compile(r"<<((?:(?!<<|>>).)*)>>", re.DOTALL)
_PLACEHOLDER = re.compile(r"\$([A-Za-z_]\w*)")


class Filler:
    """Fills in one form's templates: each word gets one name, each alternative one choice."""

    def __init__(self, rng: random.Random, names: Names, known: Mapping[str, str]) -> None:
        self._rng = rng
        self._names = names
        self.known = dict(known)

    def fill(self, template: str) -> str:
        """Fill in one template.

        Args:
            template: text with placeholders, indented as a whole or not.
        """
        text = textwrap.dedent(template).strip("\n")
        while _ALTERNATIVES.search(text):
            text = _ALTERNATIVES.sub(lambda found: self._rng.choice(found[1].split("||")).strip(), text)
        return _PLACEHOLDER.sub(self._name, text)

    def _name(self, found: re.Match[str]) -> str:
        word = found[1]
        if word not in self.known:
            kind = self._names.class_name if word[0].isupper() else self._names.noun
            self.known[word] = kind()
        return self.known[word]
