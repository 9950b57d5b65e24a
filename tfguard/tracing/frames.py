"""Frames: the names that one run of a function body knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import field

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope
from tfguard.tracing.staging import Staging
from tfguard.tracing.trace import Path
from tfguard.tracing.unconverted import Unconverted
from tfguard.tracing.values import Function, Value, containers_in


@dataclass(slots=True, eq=False)
class Frame:
    """One run of a scope's code.

    Attributes:
        scope: whose code it is.
        module: the module it stands in.
        env: values of its names so far.
        parent: frame of the function around it, where that is known.
        live: True inside a trace: ``env`` says all there is to know of its own names. False
            outside: what ``env`` does not say is read from all bindings at once.
        function: the function that runs, for ``super()``.
        unconverted: why AutoGraph does not convert this body; None where it does.
        taint: for each local name, the outliving state that its value was computed from.
        returned: values returned so far.
        yielded: values that a generator has given so far.
        exits: environments at ``break`` and ``continue`` of the loop at hand.
        staged: how many branches and loops that AutoGraph stages are around the statement at hand.
        staging: inside a trace, where AutoGraph converts the body: its branches and loops so far.
        told: outside of a trace: what is known of attributes at the moment at hand, by class and name.
    """

    scope: Scope
    module: Module
    env: dict[str, Value] = field(default_factory=dict)
    parent: Frame | None = None
    live: bool = False
    function: Function | None = None
    unconverted: Unconverted | None = None
    taint: dict[str, frozenset[Path]] = field(default_factory=dict)
    returned: list[Value] = field(default_factory=list)
    yielded: list[Value] = field(default_factory=list)
    exits: list[Snapshot] = field(default_factory=list)
    staged: int = 0
    staging: Staging | None = None
    told: dict[tuple[Scope, str], Value] = field(default_factory=dict)

    def of_comprehension(self, node: ast.AST) -> Frame:
        """The frame of a comprehension that stands in this one."""
        return Frame(
            self.module.index.scopes[node],
            self.module,
            parent=self,
            live=self.live,
            function=self.function,
            unconverted=self.unconverted,
        )

    @property
    def converted(self) -> bool:
        """Whether AutoGraph converts this body."""
        return self.unconverted is None

    @property
    def own(self) -> Value | None:
        """The object that the function at hand is bound to."""
        return self.function.bound if self.function is not None else None

    def containers(self) -> Iterator[Value]:
        """The containers that its names, and those around it, hold now."""
        frame: Frame | None = self
        while frame is not None and frame.live:
            yield from containers_in(frame.env.values())
            frame = frame.parent

    def attribute(self, cls: Scope, name: str) -> Value | None:
        """What is known of an attribute at the moment at hand, here or around."""
        frame: Frame | None = self
        while frame is not None:
            if (cls, name) in frame.told:
                return frame.told[cls, name]
            frame = frame.parent
        return None

    def frame_of(self, scope: Scope) -> Frame | None:
        """The frame, here or around, that runs ``scope``."""
        frame: Frame | None = self
        while frame is not None and frame.scope is not scope:
            frame = frame.parent
        return frame


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The flow-sensitive state at one point: a frame's names and the trace's writes so far."""

    env: dict[str, Value]
    overlay: Mapping[Path, Value]
