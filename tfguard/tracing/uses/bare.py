"""What holds of code whatever traces it: the context and the root of an event that asks for no trace."""

from __future__ import annotations

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Scope
from tfguard.tracing.events.event import Context, Guard, Path
from tfguard.tracing.traced import Link, Root, RootKind
from tfguard.tracing.world import World


def context_of(
    world: World,
    module: Module,
    chain: tuple[Link, ...] = (),
    guards: tuple[Guard, ...] = (),
    inferred: bool = False,
) -> Context:
    """The context of an event that no interpreter met.

    Args:
        world: what is known of the program.
        module: the file.
        chain: how a trace gets there, where one does.
        guards: the Python conditions around it.
        inferred: what it belongs to is only likely.
    """
    nothing: frozenset[Path] = frozenset()
    return Context(
        module=module,
        target=world.target(module),
        chain=chain,
        guards=guards,
        staged=(),
        in_init_scope=False,
        inferred=inferred,
        converted=False,
        trace_reads=nothing,
        trace_writes=nothing,
        reached={},
        kept=frozenset(),
        in_layer_call=False,
        raises=False,
    )


def untraced(module: Module, scope: Scope) -> Root:
    """Who runs code that nothing traces: the function around it, or the module."""
    function = scope.function
    node = function.node if function is not None else module.tree
    line = getattr(node, "lineno", 1)
    return Root(
        module.path,
        line,
        function.qualname if function is not None else "<module>",
        RootKind.UNTRACED,
        "not traced",
        module.place(node),
        cell=module.cell_at(line),
    )
