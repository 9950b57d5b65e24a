"""Why a call is made again and again: from a loop, or from a function that is itself called from one."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Scope
from tfguard.tracing.between.loops import Loop
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.sites import Call, Mapped
from tfguard.tracing.between.written_out import loops_over_more_than_two
from tfguard.tracing.values import Variation

MAX_DEPTH = 3  # of callers' callers


def calls_again(program: Program, call: Call) -> Variation | None:
    """Why a call is made more than twice, if anything in the program says so."""
    loops = loops_over_more_than_two(program, call.node, call.module)
    if loops:
        return Variation("loop", loops[0].text, where=loops[0].place)
    function = call.scope.function
    return repeats(program, function) if function is not None else None


def repeats(
    program: Program,
    function: Scope,
    depth: int = 0,
    loops_that_count: Callable[[Program, ast.AST, Module], list[Loop]] = loops_over_more_than_two,
) -> Variation | None:
    """Why a function is called again and again: from a loop, or from a function that is.

    Args:
        program: the files.
        function: the function.
        depth: how many callers back it is asked for.
        loops_that_count: which loops around a call run it often.
    """
    if depth >= MAX_DEPTH:
        return None
    callers = [
        call
        for call in program.callers(function)
        if call.scope.function is not function and not program.in_trace(call)
    ]
    phrase = f"at each call of {getattr(function.node, 'name', 'the function')}"
    for call in callers:
        if isinstance(call, Mapped):
            return Variation("calls", phrase, where=call.module.place(call.node))
        loops = loops_that_count(program, call.node, call.module)
        if loops:
            return Variation("calls", phrase, where=loops[0].place)
    for call in callers:
        outer = call.scope.function
        again = repeats(program, outer, depth + 1, loops_that_count) if outer is not None else None
        if again is not None:
            return replace(again, text=phrase)
    return None
