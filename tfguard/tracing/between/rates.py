"""``optimizer.lr = ...``: Keras 3 keeps a plain attribute of that name, which nothing reads.

Keras 2 has ``lr`` as another name of ``learning_rate``; so have the optimizers of ``tf_keras``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tfguard.syntax.index import AttributeStore
from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.tracing.between.program import Program
from tfguard.tracing.interpreter import RootWalk
from tfguard.tracing.roots.found import FoundRoot
from tfguard.tracing.values import Object, Origin, Owner, members


@dataclass(frozen=True, slots=True, eq=False)
class AliasSet:
    """An assignment to ``lr``.

    Attributes:
        store: the assignment.
        module: where.
        found: the traced function that uses the optimizer, as far as that is known.
    """

    store: AttributeStore
    module: Module
    found: FoundRoot


def rate_aliases(program: Program, walks: Sequence[RootWalk]) -> Iterator[AliasSet]:
    """Assignments in a file to ``lr`` of an optimizer of Keras 3.

    Args:
        program: the files.
        walks: the walks of the file's own roots.
    """
    module, world = program.module, program.world
    if not walks or world.target(module).lr_is_rate:
        return
    for store in module.index.attribute_stores.get("lr", ()):
        with world.walk.outside(Origin(Owner.UNKNOWN)):
            frame = world.frame(store.binding.scope, module)
            found = members(world.walk.evaluate(store.target.value, frame))
        held = [
            m for m in found if isinstance(m, Object) and m.kind == "optimizer" and ".legacy." not in m.cls
        ]
        if held and len(held) == len(found):
            users = [
                walk for walk in walks if any(m in members(c.value) for c in walk.captures for m in held)
            ]
            yield AliasSet(store, module, (users or list(walks))[0].found)
