"""All roots of a module: what ``tf.function`` traces, and what is traced without it."""

from __future__ import annotations

from tfguard.syntax.module import Module
from tfguard.tracing.roots.explicit import find_roots, inherited_roots
from tfguard.tracing.roots.found import FoundRoot, key_of
from tfguard.tracing.roots.handed import handed_roots
from tfguard.tracing.roots.keras import keras_roots
from tfguard.tracing.world import World


def every_root(world: World, module: Module) -> list[FoundRoot]:
    """The roots of a module: those by ``tf.function`` first, each function once a bound object.

    Those that are traced unasked are left out where the project says so (``implicit_roots``).

    Args:
        world: what is known of the program.
        module: the module whose decorators, calls and classes are read.
    """
    found = find_roots(world, module)
    if not world.project.implicit_roots:
        return found
    known = {key_of(root)[:2] for root in found}
    compiled = {key_of(root)[:2] for root in found if root.root.options.jit_compile}
    implicit: dict[object, FoundRoot] = {}
    handed = list(handed_roots(world, module))
    for root in (*handed, *inherited_roots(world, module, handed), *keras_roots(world, module)):
        key = key_of(root)
        if key[:2] not in (compiled if root.root.options.jit_compile else known):
            implicit.setdefault(key, root)
    return [*found, *implicit.values()]
