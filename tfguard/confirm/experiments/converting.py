"""Is a statement what keeps AutoGraph from converting the function that it stands in?

That a function is not converted does not say why: any of its statements could be blamed for it. AutoGraph
gives up on the form of a statement, whatever its names mean. So two functions tell, of which neither is run:
one of nothing but the statement, and the user's without it.
"""

from __future__ import annotations

import ast
import copy

from tfguard.confirm.experiments.requests import Run, request_for
from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.subjects.steps import Plan
from tfguard.syntax.place import Place

_MODULE = "tfguard_convert"
_PROGRAM = """\
import tensorflow as tf


{function}

tf.autograph.to_code(asked)
"""


class Conversion:
    """Asks AutoGraph about functions.

    Args:
        run: does one run in a worker.
        seconds, memory: its limits.
    """

    def __init__(self, run: Run, seconds: float, memory: int) -> None:
        self._run = run
        self._limits = seconds, memory

    def is_stopped_by(self, tree: Tree, place: Place) -> bool:
        """Tell whether a statement stops the conversion of its function.

        Args:
            tree: the module.
            place: the statement.

        Returns:
            True also where it cannot be asked: of lambdas, and of what cannot stand alone.
        """
        node = tree.at(place)
        statement = tree.statement(node) if node is not None else None
        function = tree.function(statement) if statement is not None else None
        if statement is None or not isinstance(function, ast.FunctionDef):
            return True
        if any(isinstance(inner, ast.Lambda) for inner in ast.walk(statement)):
            return True
        return not self._converts(_alone(statement)) or self._converts(_without(function, statement))

    def _converts(self, function: str) -> bool:
        program = _PROGRAM.format(function=function)
        try:
            compile(program, _MODULE, "exec", dont_inherit=True)
        except SyntaxError:
            return False
        files = [{"module": _MODULE, "path": f"{_MODULE}.py", "text": program}]
        answer = self._run({**request_for("graph", files, _MODULE, [Plan()], *self._limits), "calls": 0})
        return answer.reported and answer.failure is None


def _named(body: list[ast.stmt]) -> ast.FunctionDef:
    function = ast.parse("def asked():\n    pass").body[0]
    if not isinstance(function, ast.FunctionDef):
        raise TypeError("a definition was parsed")
    function.body = body
    return function


def _alone(statement: ast.stmt) -> str:
    """Write a function of one statement; a loop around it, so that it may hold ``break``."""
    loop = ast.For(ast.Name("_", ast.Store()), ast.Tuple([], ast.Load()), [statement], [])
    return ast.unparse(ast.fix_missing_locations(_named([loop])))


def _without(function: ast.FunctionDef, statement: ast.stmt) -> str:
    """Write the function with ``pass`` for the statement, or without its annotation."""
    changed = copy.deepcopy(function)
    _Leaver(statement).visit(changed)
    made = _named(changed.body)
    made.args = changed.args
    return ast.unparse(ast.fix_missing_locations(made))


class _Leaver(ast.NodeTransformer):
    def __init__(self, statement: ast.stmt) -> None:
        self._place = statement.lineno, statement.col_offset, type(statement)

    def visit(self, node: ast.AST) -> ast.AST:
        place = getattr(node, "lineno", 0), getattr(node, "col_offset", 0), type(node)
        if place != self._place:
            self.generic_visit(node)
            return node
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            return ast.Assign([node.target], node.value)
        return ast.Pass()
