"""Events about branches and loops that AutoGraph stages."""

from __future__ import annotations

from dataclasses import dataclass

from tfguard.tracing.events.event import Event


@dataclass(frozen=True, slots=True, eq=False)
class RaisedInBranch(Event):
    """``raise`` under a condition that is a tensor; the node is the statement.

    Attributes:
        text: the exception as written.
    """

    text: str
