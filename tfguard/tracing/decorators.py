"""What decorators make of a function, tracers among them."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from tfguard.syntax.scopes import Scope
from tfguard.tracing.axes import Axes
from tfguard.tracing.traced import TraceOptions
from tfguard.tracing.values import (
    UNKNOWN,
    Constant,
    Container,
    Function,
    Library,
    Method,
    Partial,
    Spec,
    TracedCallable,
    Tracer,
    Value,
    members,
)

if TYPE_CHECKING:
    from tfguard.syntax.module import Module
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk

TF_FUNCTION = "tensorflow.function"
DO_NOT_CONVERT = "tensorflow.autograph.experimental.do_not_convert"
# What decides how a method is bound, and gives no function.
BINDINGS = {
    "builtins.staticmethod": "static",
    "builtins.classmethod": "class",
    "builtins.property": "property",
    "abc.abstractproperty": "property",
    "abc.abstractclassmethod": "class",
    "abc.abstractstaticmethod": "static",
}
# A function whose result is kept, or whose body runs around a block (not followed into): a call of it is
# known, what it does in a trace is not walked.
_MEMOS = frozenset(
    ("functools.lru_cache", "functools.cache", "functools.cached_property", "contextlib.contextmanager")
)
# A function that returns a result and the function of its gradient; a call gives the result.
CUSTOM_GRADIENTS = ("tensorflow.custom_gradient", "keras.ops.custom_gradient")
# Decorators of libraries that hand back a function with the same behaviour.
_TRANSPARENT = frozenset(
    (
        "functools.wraps",
        "functools.update_wrapper",
        "abc.abstractmethod",
        "typing.no_type_check",
        "typing.override",
        "typing.final",
        "typing.overload",
        "typing_extensions.override",
        "typing_extensions.final",
        "typing_extensions.deprecated",
        "warnings.deprecated",
        "keras.utils.register_keras_serializable",
        "keras.saving.register_keras_serializable",
        "keras.export.keras_export",
        "tensorflow.Module.with_name_scope",
        "tensorflow.recompute_grad",
        "tensorflow.grad_pass_through",
        "tensorflow.python.util.tf_export.tf_export",
        "tensorflow.python.util.tf_export.keras_export",
        "tensorflow.python.util.deprecation.deprecated",
        "tensorflow.python.util.deprecation.deprecated_args",
        "tensorflow.tools.docs.doc_controls.do_not_generate_docs",
        "tensorflow.tools.docs.doc_controls.for_subclass_implementers",
        "gin.configurable",
        "gin.register",
        "typeguard.typechecked",
        "beartype.beartype",
        "jaxtyping.jaxtyped",
    )
)


def decorated(walk: Walk, node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> Value:
    """The value that a ``def`` binds: the function, through its decorators.

    Args:
        walk: the walk at hand.
        node: the definition.
        frame: a frame of the scope in which it stands.
    """
    scope = frame.module.index.scopes[node]
    kept = frame if frame.env or frame.live else None
    value: Value = Function(scope, frame.module, kept)
    for decorator in reversed(node.decorator_list):
        match decorator:
            case ast.Attribute(attr="setter" | "deleter" as role):
                value = _replaced(value, binding=role)
                continue
        before, value = value, apply(walk, walk.evaluate(decorator, frame), value)
        if isinstance(value, TracedCallable) and not isinstance(before, TracedCallable):
            value = replace(value, made=decorator, module=frame.module)
    return value


def binding_kind(walk: Walk, scope: Scope, module: Module) -> str:
    """How a method is bound, from its decorators alone: ``instance``, ``class``, ``static``, ``property``."""
    node = scope.node
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or scope.parent is None:
        return "instance"
    for decorator in node.decorator_list:
        if isinstance(decorator, (ast.Name, ast.Attribute)):
            if isinstance(decorator, ast.Attribute) and decorator.attr in ("setter", "getter", "deleter"):
                continue
            found = walk.evaluate(decorator, walk.world.frame(scope.parent, module))
            if isinstance(found, Library) and found.name in BINDINGS:
                return BINDINGS[found.name]
    return "instance"


def apply(walk: Walk, decorator: Value, value: Value) -> Value:
    """What calling a decorator with a function gives."""
    for candidate in members(decorator):
        made = _apply(walk, candidate, value)
        if made != UNKNOWN:
            return made
    return UNKNOWN


def _apply(walk: Walk, decorator: Value, value: Value) -> Value:
    tracer = as_tracer(decorator)
    if tracer is not None:
        return trace(walk, value, tracer)
    match decorator:
        case Library(name) if name in BINDINGS:
            return _replaced(value, binding=BINDINGS[name])
        case Library("functools.cached_property"):
            return _replaced(value, binding="property", memo=True)
        case Library(name) if name in _MEMOS:
            return _replaced(value, memo=True)
        case Library(name) if name == DO_NOT_CONVERT:
            return _replaced(value, converted=False)
        case Library(name) if name in CUSTOM_GRADIENTS:
            return _replaced(value, graded=True)
        case Library(name) if name in _TRANSPARENT:
            return value
        case Method(receiver=Library(name)) if name in _TRANSPARENT | _MEMOS:
            return _replaced(value, memo=True) if name in _MEMOS else value
        case Method(name="setter" | "deleter" | "getter" as name):
            return _replaced(value, binding="property" if name == "getter" else name)
        case Function() if decorator.bound is not None or not decorator.scope.owner_class:
            return walk.world.call(decorator, [value], {})
        case Partial(func=func, args=args, keywords=keywords) if isinstance(func, Function):
            return walk.world.call(func, [*args, value], dict(keywords))
        case _:
            return UNKNOWN


def transparent(name: str) -> bool:
    """Whether a library's decorator (or decorator factory) leaves a function's behaviour alone."""
    return name in _TRANSPARENT or name in _MEMOS or name in CUSTOM_GRADIENTS or name == DO_NOT_CONVERT


def _replaced(value: Value, **changes: object) -> Value:
    if isinstance(value, Function):
        return replace(value, **changes)  # type: ignore[arg-type]
    if isinstance(value, TracedCallable):
        return replace(value, func=_replaced(value.func, **changes))
    return value


def as_tracer(value: Value) -> Tracer | None:
    """The tracer that a value is: ``tf.function`` itself, a configured one, or a partial of one."""
    match value:
        case Tracer():
            return value
        case Library(name) if name == TF_FUNCTION:
            return Tracer(TraceOptions(), "tf.function")
        case Partial(func=func, keywords=keywords):
            inner = as_tracer(func)
            if inner is None:
                return None
            said = dict(keywords)
            signature = said.get("input_signature", inner.signature)
            return Tracer(options(inner.options, said), inner.text, signature)
        case _:
            return None


def options(
    before: TraceOptions, keywords: dict[str, Value], texts: dict[str, str] | None = None
) -> TraceOptions:
    """Options of ``tf.function`` from the keywords of a call.

    Args:
        before: what was said already.
        keywords: values by keyword.
        texts: source text by keyword, for the signature.
    """
    signature, specs = before.input_signature, before.specs
    given = keywords.get("input_signature")
    if given is not None and given != Constant(None):
        signature = (texts or {}).get("input_signature", "...")
        specs = _specs(given)
    return TraceOptions(
        autograph=_flag(keywords, ("autograph",), before.autograph),
        input_signature=signature,
        reduce_retracing=_flag(
            keywords, ("reduce_retracing", "experimental_relax_shapes"), before.reduce_retracing
        ),
        jit_compile=_flag(keywords, ("jit_compile", "experimental_compile"), before.jit_compile),
        specs=specs,
    )


def _specs(signature: Value) -> tuple[Axes | None, ...]:
    """The shapes of an ``input_signature``, as far as it is written out."""
    if not isinstance(signature, Container) or signature.items is None:
        return ()
    return tuple(item.axes if isinstance(item, Spec) else None for item in signature.items)


def _flag(keywords: dict[str, Value], names: tuple[str, ...], before: bool | None) -> bool | None:
    for name in names:
        if name in keywords:
            given = keywords[name]
            if isinstance(given, Constant) and given.value is None:
                return before
            return bool(given.value) if isinstance(given, Constant) else None
    return before


def trace(
    walk: Walk, value: Value, tracer: Tracer, node: ast.AST | None = None, module: Module | None = None
) -> TracedCallable:
    """The traced function that a tracer makes.

    Args:
        walk: the walk at hand.
        value: what is traced.
        tracer: by what.
        node: the call that makes it.
        module: where that stands.
    """
    made = TracedCallable(value, tracer, node, module)
    walk.wrapped.append(made)
    return made
