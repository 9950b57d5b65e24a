"""What has been found out between calls and of watched names, kept with the :class:`~.world.World`."""

from __future__ import annotations

import ast
from dataclasses import field
from typing import TYPE_CHECKING

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope
from tfguard.tracing.values import Value
from tfguard.tracing.world import World

if TYPE_CHECKING:
    from tfguard.tracing.between.mutations import Mutation
    from tfguard.tracing.between.names import Flows, Names
    from tfguard.tracing.between.sites import Likely
    from tfguard.tracing.interpreter import RootWalk
    from tfguard.tracing.uses.places import Places


@dataclass(slots=True, eq=False)
class Notes:
    """Answers by the file, function or node they are about.

    Attributes:
        imports, users, callees: see :mod:`tfguard.tracing.between.files`.
        flows, names, meanings: see :mod:`tfguard.tracing.between.names`.
        sites, homes: see :mod:`tfguard.tracing.between.sites`.
        overridden: how often it was asked what subclasses make of a method.
        walks: see :mod:`tfguard.tracing.between.walk`.
        mutations, held: see :mod:`tfguard.tracing.between.mutations`.
        places: see :mod:`tfguard.tracing.uses.places`.
    """

    imports: dict[Module, list[Module]] = field(default_factory=dict)
    users: dict[Module, list[Module]] = field(default_factory=dict)
    callees: dict[Module, dict[str, set[str]]] = field(default_factory=dict)
    flows: dict[Module, Flows] = field(default_factory=dict)
    names: dict[Module, Names] = field(default_factory=dict)
    meanings: dict[tuple[Module, frozenset[str]], frozenset[str]] = field(default_factory=dict)
    sites: dict[Module, list[Likely]] = field(default_factory=dict)
    overridden: int = 0
    homes: dict[ast.AST, Module] = field(default_factory=dict)
    walks: dict[Scope, RootWalk] = field(default_factory=dict)
    mutations: dict[Module, list[Mutation]] = field(default_factory=dict)
    held: dict[ast.AST, tuple[Value, ...]] = field(default_factory=dict)
    places: dict[Module, Places] = field(default_factory=dict)


def notes_of(world: World) -> Notes:
    """The notes of a world."""
    if not isinstance(world.notes, Notes):
        world.notes = Notes()
    return world.notes
