"""Why AutoGraph leaves code as it is: what is said to tf.function, who runs it, or what stands in it."""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from tfguard.syntax.liveness import FunctionNode, liveness
from tfguard.syntax.records import dataclass

if TYPE_CHECKING:
    from tfguard.syntax.module import Module


class Reason(enum.Enum):
    """Why code is not converted."""

    TOLD = "told"  # autograph=False, do_not_convert
    KERAS = "keras"  # Keras runs it as it is
    RUNNER = "runner"  # property, constructor, or a function that TensorFlow calls as it is
    CONSTRUCT = "construct"  # something in the function stops the conversion of all of it


@dataclass(frozen=True, slots=True)
class Unconverted:
    """Why the code of a function, and what it calls, is not converted.

    Attributes:
        reason: the kind of reason.
        function: qualified name of the function at which that begins.
        node: for a construct: the construct.
        module: the module in which that stands.
        what: for a construct: a phrase for people.
    """

    reason: Reason
    function: str = ""
    node: ast.AST | None = None
    module: Module | None = None
    what: str = ""


TOLD = Unconverted(Reason.TOLD)
KERAS = Unconverted(Reason.KERAS)
RUNNER = Unconverted(Reason.RUNNER)


@dataclass(frozen=True, slots=True, eq=False)
class Construct:
    """What stops the conversion of a function.

    Attributes:
        node: where it stands.
        what: a phrase for people.
    """

    node: ast.AST
    what: str


@lru_cache(maxsize=2048)
def construct_in(function: FunctionNode, *, walrus: bool) -> Construct | None:
    """What in a function makes AutoGraph give up on the whole of it; nested functions count.

    ``tf.autograph.to_code`` raises on each of these (experiment: tests/tracing/test_unconverted.py).

    Args:
        function: its definition.
        walrus: whether assignment expressions stop it, which depends on TensorFlow's version.
    """
    return min(_constructs(function, walrus), key=lambda found: _position(found.node), default=None)


def _position(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def _constructs(function: FunctionNode, walrus: bool) -> Iterator[Construct]:
    inner = [part for statement in function.body for part in ast.walk(statement)]
    whole = {part.test for part in inner if isinstance(part, (ast.If, ast.While))}
    whole |= {part.iter for part in inner if isinstance(part, (ast.For, ast.AsyncFor))}
    whole |= {part.body for part in inner if isinstance(part, ast.Lambda)}
    yields = any(isinstance(part, (ast.Yield, ast.YieldFrom)) for part in inner)
    itself = yields and _is_generator(function)
    for part in inner:
        match part:
            case ast.For(orelse=[_, *_]) | ast.AsyncFor(orelse=[_, *_]):
                yield Construct(part.iter, "for with else")
            case ast.While(orelse=[_, *_]):
                yield Construct(part.test, "while with else")
            case ast.Match():
                yield Construct(part.subject, "match")
            case ast.NamedExpr() if walrus and part not in whole:
                yield Construct(part, "an assignment expression (:=)")
            case ast.FunctionDef() | ast.Lambda() if yields and not itself:
                if _is_generator(part):
                    yield Construct(part, "a generator function in it")
    if any(isinstance(part, ast.AnnAssign) for part in inner):
        for definition in (function, *(part for part in inner if isinstance(part, ast.FunctionDef))):
            yield from _annotated_outputs(definition)


def _is_generator(function: FunctionNode | ast.Lambda) -> bool:
    body = function.body if isinstance(function.body, list) else [function.body]
    return any(map(_yields, body))


def _yields(node: ast.AST) -> bool:
    if isinstance(node, (ast.Yield, ast.YieldFrom)):
        return True
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        return False
    return any(map(_yields, ast.iter_child_nodes(node)))


def _annotated_outputs(function: FunctionNode) -> Iterator[Construct]:
    """``y: int = 1`` in a branch or loop that hands y on: AutoGraph makes y nonlocal, and Python refuses."""
    blocks = [
        part
        for part in _without_nested(function)
        if isinstance(part, (ast.If, ast.For, ast.AsyncFor, ast.While))
    ]
    for block in blocks:
        written = [
            (part.target.id, part)
            for part in _without_nested(block)
            if isinstance(part, ast.AnnAssign)
            and isinstance(part.target, ast.Name)
            and part.value is not None
        ]
        if not written:
            continue
        known = liveness(function)
        live = known.before.get(block, frozenset()) | known.after.get(block, frozenset())
        for name, part in written:
            if name in live:
                yield Construct(part, f"the annotated assignment of {name} in a branch or loop")


def twin_of(function: ast.Lambda, module: Module) -> ast.Lambda | None:
    """Another lambda on the same line with the same parameters: AutoGraph cannot tell which one it is given.

    Only where a lambda is converted by itself; in a function that is converted it is part of that.
    """
    for other in _lambdas(module.tree).get(function.lineno, ()):
        if other is not function and ast.dump(other.args) == ast.dump(function.args):
            return other
    return None


@lru_cache(maxsize=64)
def _lambdas(tree: ast.AST) -> dict[int, list[ast.Lambda]]:
    found: dict[int, list[ast.Lambda]] = {}
    for part in ast.walk(tree):
        if isinstance(part, ast.Lambda):
            found.setdefault(part.lineno, []).append(part)
    return found


def _without_nested(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            yield child
            yield from _without_nested(child)
