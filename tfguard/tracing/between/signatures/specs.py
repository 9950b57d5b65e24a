"""The ``input_signature`` that takes all calls of a function."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from tfguard.syntax.records import dataclass
from tfguard.tracing.between.moments import moment_of
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.sites import Site, arguments
from tfguard.tracing.values import Constant, Scalar, Tensor, Value

_DTYPES = {"int": "int32", "float": "float32", "str": "string"}  # of Python values


def signature_text(program: Program, sites: Sequence[Site]) -> str:
    """An ``input_signature`` that takes all calls; empty where a parameter's type or rank is not known.

    Args:
        program: the files.
        sites: the calls of one function.
    """
    every = [_specs(program, site) for site in sites]
    if not all(every):
        return ""
    specs = [_common(column) for column in zip(*every, strict=True)]
    if not all(specs):
        return ""
    return f"input_signature=[{', '.join(str(spec) for spec in specs)}]"


@dataclass(frozen=True, slots=True)
class _Spec:
    """A ``tf.TensorSpec``: its dtype's name and its sizes, ``None`` where they differ."""

    dtype: str
    shape: tuple[int | None, ...] = ()

    def __str__(self) -> str:
        return f"tf.TensorSpec([{', '.join(map(str, self.shape))}], tf.{self.dtype})"


def _specs(program: Program, site: Site) -> list[_Spec]:
    """The specs of a call's arguments; none where one is not known."""
    node = site.function.scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)][site.function.bound is not None :]
    passed = dict(arguments(site))
    if set(names) != set(passed) or node.args.kwonlyargs or node.args.vararg or node.args.kwarg:
        return []
    moment = moment_of(program, site)
    specs = [_spec(moment.value(passed[name])) for name in names]
    return [spec for spec in specs if spec] if all(specs) else []


def _spec(value: Value) -> _Spec | None:
    match value:
        case Scalar(type=kind) if kind in _DTYPES:
            return _Spec(_DTYPES[kind])
        case Constant(value=int() | float() | str() as constant) if not isinstance(constant, bool):
            return _Spec(_DTYPES[type(constant).__name__])
        case Tensor(shape=tuple() as shape, dtype=str() as dtype) if dtype:
            return _Spec(dtype, tuple(size if isinstance(size, int) else None for size in shape))
        case _:
            return None


def _common(specs: Sequence[_Spec]) -> _Spec | None:
    """What takes all of several specs: nothing where dtypes or ranks differ."""
    if len({(spec.dtype, len(spec.shape)) for spec in specs}) != 1:
        return None
    sizes = zip(*(spec.shape for spec in specs), strict=True)
    return _Spec(specs[0].dtype, tuple(size[0] if len(set(size)) == 1 else None for size in sizes))
