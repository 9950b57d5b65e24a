"""What a function's callers pass for a parameter, each at the moment of its own call."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tfguard.syntax.parameters import arguments_for, default_of, first_parameter
from tfguard.syntax.scopes import Scope
from tfguard.tracing.between.files import is_test_file
from tfguard.tracing.between.loops import MappedLoop
from tfguard.tracing.between.moments.rounds import each
from tfguard.tracing.between.repeats import MAX_DEPTH
from tfguard.tracing.between.sites import Call, Mapped
from tfguard.tracing.values import Origin, Owner, Tensor, Value, Variation
from tfguard.tracing.varied import varied

if TYPE_CHECKING:
    from tfguard.tracing.between.moments.moment import Moment


def passed(moment: Moment, name: str, scope: Scope) -> Value | None:
    """What callers pass for a parameter of the function that makes the call; None where nothing says so.

    Args:
        moment: the call.
        name: the parameter.
        scope: the function.
    """
    if moment.depth >= MAX_DEPTH or (name == first_parameter(scope) and scope.owner_class is not None):
        return None
    node = scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    if any(rest is not None and rest.arg == name for rest in (node.args.vararg, node.args.kwarg)):
        return None
    sites = moment.program.sites_by_function.get(scope)
    if sites and all(site.options.input_signature is not None for site in sites):
        return Tensor(symbolic=False)  # TensorFlow makes tensors of what is passed
    in_test = is_test_file(moment.module.path)
    callers = [call for call in moment.program.callers(scope) if in_test or not call.in_test]
    default = default_of(node, name)
    values: list[Value] = []
    for call in callers:
        given = _given(moment, scope, name, call)
        if given is not None:
            values.append(given)
        elif default is not None:
            values.append(_default(moment, default, scope))
    if len(values) <= 1:
        return values[0] if values else None
    where = callers[1].module.place(callers[1].node)
    return varied(values, Variation("calls", f"over the calls of {getattr(node, 'name', 'it')}", where=where))


def _given(moment: Moment, scope: Scope, name: str, call: Call) -> Value | None:
    """What one call passes for a parameter."""
    node, is_method = scope.node, scope.owner_class is not None
    at_call = moment.before(call)
    if isinstance(call, Mapped) and call.items is not None:
        assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        own = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        first = own[1:2] if is_method else own[:1]
        return each(at_call, call.items, MappedLoop(call)) if first == [name] else None
    given = arguments_for(node, call.node, name, skip_first=is_method)
    return at_call.value(given[0]) if given else None


def _default(moment: Moment, default: ast.expr, scope: Scope) -> Value:
    frame = moment.world.frame(scope.parent or scope, moment.module)
    return moment.evaluate(default, frame, Origin(Owner.CLOSURE))
