"""Which models Keras compiles with XLA, and what it compiles with them.

``jit_compile=True`` of ``compile`` reaches all that the model's steps run: ``train_step``, ``test_step`` and
``predict_step``, ``call`` of the model and of its layers, losses, metrics and the schedule of the learning
rate; not callbacks, nor what datasets are mapped by. ``"auto"``, the default, is off on a CPU, and
``run_eagerly=True`` turns it off (experiment: examples/jit_incompatible/bad_keras_model.py and
good_keras_model.py).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope
from tfguard.tracing.roots.handed import arguments_of
from tfguard.tracing.values import (
    FALSE,
    TRUE,
    UNKNOWN,
    Class,
    Function,
    Instance,
    Method,
    Object,
    Origin,
    Owner,
    Value,
    members,
)
from tfguard.tracing.world import World

_RUN_EAGERLY, _JIT = (
    (5, "run_eagerly"),
    (7, "jit_compile"),
)  # positions in `compile` (API page of keras.Model)
_WITHIN_MODELS = ("layer", "schedule")


@dataclass(frozen=True, slots=True, eq=False)
class CompiledModels:
    """What Keras compiles with XLA, as far as one file says so.

    Attributes:
        calls: the calls of ``compile`` that ask for it.
        classes: by scope, the project's models and layers that are compiled.
    """

    calls: frozenset[ast.Call]
    classes: dict[Scope, Class]

    def elsewhere(self, module: Module) -> Iterator[Class]:
        """Those classes that another file defines."""
        return (cls for cls in self.classes.values() if cls.module is not module)


def compiled_models(world: World, module: Module) -> CompiledModels:
    """The models that a file has compiled with XLA.

    Args:
        world: what is known of the program.
        module: the file.
    """
    asked: dict[ast.Call, Scope] = {}
    models: list[Class] = []
    plain: list[Class] = []
    plainly = False
    for call, where in module.index.calls_by_name.get("compile", ()):
        callee, jit = _compiled(world, call, where, module)
        if callee is None:
            continue
        if jit:
            asked[call] = where
        else:
            plainly = True
        (models if jit else plain).extend(_models(world, callee, call, where, module))
    for store in module.index.attribute_stores.get("jit_compile", ()):
        if _is_true(store.binding.value):
            models += _stored_on(world, store.target.value, store.binding.scope, module)
    if not asked and not models:
        return CompiledModels(frozenset(), {})
    around = None if asked and not plainly else [_outermost(where) for where in asked.values()]
    classes = {cls.scope: cls for cls in models}
    for cls in _made_in(world, module, around, [cls.scope for cls in models if cls.module is module]):
        if all(cls is not other for other in plain):
            classes.setdefault(cls.scope, cls)
    for cls in list(classes.values()):
        for base in world.bases(cls):
            if isinstance(base, Class):
                classes.setdefault(base.scope, base)
    return CompiledModels(frozenset(asked), classes)


def _compiled(world: World, call: ast.Call, where: Scope, module: Module) -> tuple[Value | None, bool]:
    """The ``compile`` of a Keras model that is called, and whether it is told to use XLA."""
    frame = world.frame(where, module)
    with world.walk.outside(Origin(Owner.UNKNOWN)):
        callee = world.walk.evaluate(call.func, frame)
        own = any(_is_own(world, member) for member in members(callee))
        if not own and not any(is_compile(member, call) for member in members(callee)):
            return None, False
        args, keywords = arguments_of(world, call, frame)
    said = {
        name: keywords.get(name, args[position] if position < len(args) and not own else FALSE)
        for position, name in (_RUN_EAGERLY, _JIT)
    }
    return callee, said["jit_compile"] == TRUE and said["run_eagerly"] != TRUE


def is_compile(callee: Value, call: ast.Call) -> bool:
    """Whether a ``compile`` is that of a Keras model."""
    match callee:
        case Method(receiver=Object(kind="layer")):
            return True
        case Method() | Function():
            return False
        case _ if callee == UNKNOWN:
            # Models come from factories that cannot be seen; regular expressions have no loss.
            return isinstance(call.func, ast.Attribute) and any(k.arg == "loss" for k in call.keywords)
        case _:
            return False


def _is_own(world: World, callee: Value) -> bool:
    """Whether it is a model's own ``compile``, which hands on what it does not know itself."""
    if not isinstance(callee, Function) or not isinstance(callee.bound, Instance):
        return False
    node = callee.scope.node
    return (
        isinstance(node, ast.FunctionDef)
        and node.args.kwarg is not None
        and world.library_kind(callee.bound.cls) == "layer"
    )


def _models(world: World, callee: Value, call: ast.Call, where: Scope, module: Module) -> Iterator[Class]:
    """The project's classes of the models that a call compiles."""
    for member in members(callee):
        if isinstance(member, Function) and isinstance(member.bound, Instance):
            yield member.bound.cls
    if not isinstance(call.func, ast.Attribute):
        return
    receiver = call.func.value
    if isinstance(receiver, ast.Call) and isinstance(receiver.func, ast.Name) and receiver.func.id == "super":
        method = where.function
        if method is not None and method.owner_class is not None:
            yield world.class_of(method.owner_class, module)
        return
    yield from _stored_on(world, receiver, where, module)


def _stored_on(world: World, model: ast.expr, where: Scope, module: Module) -> Iterator[Class]:
    with world.walk.outside(Origin(Owner.UNKNOWN)):
        found = world.walk.evaluate(model, world.frame(where, module))
    yield from (member.cls for member in members(found) if isinstance(member, Instance))


def _outermost(where: Scope) -> Scope:
    """The function or class at module level around a scope; the module where there is none."""
    while where.parent is not None and where.parent.parent is not None:
        where = where.parent
    return where


def _made_in(
    world: World, module: Module, around: list[Scope] | None, models: list[Scope]
) -> Iterator[Class]:
    """The project's layers and schedules that are made where compiled models are made and defined.

    Args:
        world: what is known of the program.
        module: the file.
        around: where models are compiled; None where the file compiles all of its models so.
        models: the classes of models.
    """
    for call, where in module.index.calls:
        if not isinstance(call.func, (ast.Name, ast.Attribute)):
            continue
        if around is not None:
            inside = any(model.encloses(where) for model in models)
            if not inside and _outermost(where) not in around:
                continue
        with world.walk.outside(Origin(Owner.UNKNOWN)):
            made = world.walk.evaluate(call.func, world.frame(where, module))
        if isinstance(made, Class) and world.library_kind(made) in _WITHIN_MODELS:
            yield made


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
