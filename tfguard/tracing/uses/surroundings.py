"""What the code around a use says of it: conditions, guards for other versions, graphs of TensorFlow 1."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import BindingKind, Scope
from tfguard.syntax.words import has_word
from tfguard.tracing.events.event import Guard

# Words in a condition that ask which TensorFlow, which Python or which mode there is. They only silence.
_ASKS = re.compile(
    r"version|eager|inside_function|graph_mode|(?:^|_)(?:tf|tensorflow)_?v?[12]|(?:^|_)v[12](?:_|$)|(?:^|_)py[23]"
    r"|hasattr|getattr|compat|(?:^|_)legacy|is_tensorflow|backend",
    re.IGNORECASE,
)
# Calls that open a graph of TensorFlow 1 as a context.
_GRAPHS = frozenset(
    (
        "as_default",
        "Session",
        "InteractiveSession",
        "MonitoredSession",
        "MonitoredTrainingSession",
        "SingularMonitoredSession",
        "session",
        "test_session",
        "cached_session",
        "managed_session",
        "graph_mode",
        "Graph",
    )
)
# Words in a file that makes such graphs somewhere: what runs in them cannot be told from here.
_MACHINERY = (
    "wrap_function", "disable_eager_execution", "disable_v2_behavior", "Estimator*", "model_fn",
    "run_in_graph*", "graph_mode", "deprecated_graph", "run_v1_only", "input_fn",
)  # fmt: skip
_MISSING = frozenset(("AttributeError", "ImportError", "ModuleNotFoundError", "Exception", "BaseException"))
_READY = frozenset(("suppress", "raises"))
_NAMED = (BindingKind.FUNCTION, BindingKind.CLASS, BindingKind.IMPORT)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_ENTERED = "as_default"
# Calls that stand everywhere, and compare nothing.
_PLAIN = frozenset(
    ("print", "len", "float", "int", "range", "str", "list", "dict", "tuple", "zip", "enumerate")
)
_CALLERS = 12
_DEEP = 3


class Surroundings:
    """What stands around the nodes of a module.

    Args:
        module: the module.
    """

    def __init__(self, module: Module) -> None:
        self._module = module
        self._parents = module.parents
        self.makes_graphs = has_word(module.text, _MACHINERY) or not all(
            map(self._is_plainly_entered, module.index.attribute_loads.get(_ENTERED, ()))
        )

    def ancestors(self, node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
        """The nodes around a node, innermost first, each with the child that leads there."""
        child, parent = node, self._parents.get(node)
        while parent is not None:
            yield parent, child
            child, parent = parent, self._parents.get(parent)

    # Other versions

    def guarded(self, node: ast.AST, recovers: bool = False) -> bool:
        """Whether code runs only with some versions, or never, or is ready for a name that is not there.

        Args:
            node: the code.
            recovers: a handler counts only where it does something else instead: more than tests do, which
                look at the error.
        """
        for parent, child in self.ancestors(node):
            match parent:
                case ast.If() | ast.IfExp() | ast.While() if child is not parent.test:
                    if self._asks(parent.test) or (_is_never(parent.test) and not _is_other(parent, child)):
                        return True
                case ast.With() | ast.AsyncWith() if child in parent.body:
                    if any(map(_expects_missing, parent.items)):
                        return True
                case ast.BoolOp() if child is not parent.values[0]:
                    if any(self._asks(value) for value in parent.values if value is not child):
                        return True
                case ast.Try() if child not in parent.orelse and child not in parent.finalbody:
                    if any(
                        _catches_missing(each) and (_acts(each) or not recovers) for each in parent.handlers
                    ):
                        return True
                case ast.ExceptHandler() if _is_refusal(parent):
                    return True
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    if any(self._asks(decorator) for decorator in parent.decorator_list):
                        return True
            if any(self._asks(test) for test in _exits_before(parent, child)):
                return True
        return False

    def _asks(self, test: ast.expr) -> bool:
        return any(_ASKS.search(word) is not None for word in self._words(test))

    def _words(self, test: ast.expr) -> Iterator[str]:
        """Every name in a condition, and in what the names of the module in it are bound to."""
        for part in ast.walk(test):
            match part:
                case ast.Attribute(attr=name):
                    yield name
                case ast.Name(id=name):
                    yield name
                    for binding in self._module.index.scope.bindings.get(name, ()):
                        assigned = binding.value if binding.kind is BindingKind.ASSIGN else None
                        asked = binding.node if binding.kind is BindingKind.FUNCTION else assigned
                        if asked is not None:
                            yield from (
                                getattr(inner, "attr", getattr(inner, "id", "")) for inner in ast.walk(asked)
                            )

    # Conditions

    def conditions(self, node: ast.AST, scope: Scope, depth: int = _DEEP) -> tuple[Guard, ...]:
        """The Python conditions around a use, also around all calls of its function in the file."""
        here = tuple(Guard(test, set(), False) for test in self._conditions(node))
        function = scope.function
        calls = self.calls_of(function) if function is not None and depth else []
        if here or not calls:
            return here
        around = [self.conditions(call, at, depth - 1) for call, at in calls if at.function is not function]
        return around[0] if around and all(around) else ()

    def asks_for(self, asked: ast.expr, node: ast.AST) -> bool:
        """Whether a node runs only as a condition on some name says: ``if session is not None:``."""
        return isinstance(asked, ast.Name) and any(
            isinstance(part, ast.Name) and part.id == asked.id
            for test in self._conditions(node)
            if test is not None
            for part in ast.walk(test)
        )

    def _conditions(self, node: ast.AST) -> Iterator[ast.AST | None]:
        for parent, child in self.ancestors(node):
            match parent:
                case ast.If() if _is_main(parent.test):
                    pass
                case ast.If() | ast.IfExp() | ast.While() if child is not parent.test:
                    yield parent.test
                case ast.BoolOp() if child is not parent.values[0]:
                    yield parent.values[0]
                case ast.ExceptHandler():
                    yield None
                case ast.match_case():
                    yield parent.guard
            yield from _exits_before(parent, child)
            if isinstance(parent, _FUNCTIONS):
                return

    # Calls

    def calls_of(self, function: Scope) -> list[tuple[ast.Call, Scope]]:
        """The calls in the file that by their name call a function."""
        name, owner = getattr(function.node, "name", ""), function.owner_class
        if name == "__init__" and owner is not None:
            made = self._made_by(owner)
            return [site for known in made for site in self._calls_by_name(known)][:_CALLERS]
        kind = ast.Name if owner is None else ast.Attribute
        return [(call, scope) for call, scope in self._calls_by_name(name) if isinstance(call.func, kind)][
            :_CALLERS
        ]

    def _calls_by_name(self, name: str) -> list[tuple[ast.Call, Scope]]:
        return self._module.index.calls_by_name.get(name, []) if name else []

    def _made_by(self, owner: Scope) -> list[str]:
        """The class of a constructor, and the classes of the file below it."""
        names = [getattr(owner.node, "name", "")]
        for cls in self._module.index.classes:
            bases = getattr(cls.node, "bases", ())
            if any(getattr(base, "id", "") in names for base in bases):
                names.append(getattr(cls.node, "name", ""))
        return names

    def runs_certainly(self, scope: Scope, depth: int = _DEEP) -> bool:
        """Whether code in sight runs a scope: the module itself, or its functions down from there."""
        function = scope.function
        if function is None:
            return True
        return depth > 0 and any(
            at.function is not function and self.runs_certainly(at, depth - 1)
            for _, at in self.calls_of(function)
        )

    def is_alone(self, node: ast.AST, scope: Scope) -> bool:
        """Whether a function that nothing in the file calls does nothing but what a node does."""
        function = scope.function
        if function is None or self.calls_of(function):
            return False
        body = getattr(function.node, "body", [])
        doing = [one for one in body if not _says_only(one)] if isinstance(body, list) else []
        return len(doing) == 1 and any(parent is doing[0] for parent, _ in self.ancestors(node))

    def is_between(self, node: ast.AST) -> bool:
        """Whether the code around calls some function both before and after a node: it compares the two."""
        for parent, child in self.ancestors(node):
            block = next((body for body in _blocks(parent) if child in body), None)
            if block is not None:
                at = block.index(child)
                before, after = _callees(block[:at]), _callees(block[at + 1 :])
                if before & after or any(isinstance(one, ast.Assert) for one in block[at + 1 :]):
                    return True
            if isinstance(parent, _FUNCTIONS):
                return False
        return False

    # Graphs

    def _is_plainly_entered(self, entered: tuple[ast.Attribute, Scope]) -> bool:
        """Whether a graph is open in a ``with`` statement that only runs what one can see."""
        node, _ = entered
        call = self._parents.get(node)
        item = self._parents.get(call) if call is not None else None
        opened = self._parents.get(item) if isinstance(item, ast.withitem) else None
        if not isinstance(opened, ast.With):
            return False
        for statement in opened.body:
            for part in ast.walk(statement):
                if isinstance(part, (ast.Yield, ast.YieldFrom)):
                    return False
                if isinstance(part, ast.Call) and not self._is_seen(part.func):
                    return False
                if isinstance(part, ast.Name) and self._is_handed_on(part):
                    return False
        return True

    def _is_handed_on(self, name: ast.Name) -> bool:
        """Whether a function of the file is given to something, and not called."""
        parent = self._parents.get(name)
        bindings = self._module.index.scope.bindings.get(name.id, ())
        called = isinstance(parent, ast.Call) and parent.func is name
        return not called and any(one.kind is BindingKind.FUNCTION for one in bindings)

    def _is_seen(self, callee: ast.expr) -> bool:
        """Whether a call runs what its name says: a function or class of the file, or of a library."""
        if isinstance(callee, ast.Attribute):
            return True  # a method of that name, whosever it is
        if not isinstance(callee, ast.Name):
            return False
        bindings = self._module.index.scope.bindings.get(callee.id)
        if bindings is None:
            return hasattr(builtins, callee.id)
        return all(one.kind in _NAMED for one in bindings)

    def opened_around(self, node: ast.AST) -> ast.With | None:
        """The innermost ``with`` statement of the same function that has a graph open around a node."""
        for parent, child in self.ancestors(node):
            if isinstance(parent, _FUNCTIONS):
                return None
            if isinstance(parent, ast.With):
                before = parent.items if child in parent.body else parent.items[: _position(parent, child)]
                if any(_opens_graph(item.context_expr) for item in before):
                    return parent
        return None

    def in_graph(self, node: ast.AST, depth: int = _DEEP) -> bool:
        """Whether a graph of TensorFlow 1 is open around a node, or around a call of its function."""
        for parent, child in self.ancestors(node):
            if isinstance(parent, (ast.With, ast.AsyncWith)):
                items = parent.items if child in parent.body else parent.items[: _position(parent, child)]
                if any(_opens_graph(item.context_expr) for item in items):
                    return True
            if isinstance(parent, _FUNCTIONS):
                scope = self._module.index.scopes.get(parent)
                calls = self.calls_of(scope) if scope is not None and depth else []
                return any(self.in_graph(call, depth - 1) for call, _ in calls)
        return False


def _says_only(statement: ast.stmt) -> bool:
    """A docstring, an import, or ``pass``."""
    text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return text or isinstance(statement, (ast.Import, ast.ImportFrom, ast.Pass, ast.Global))


def _position(statement: ast.With | ast.AsyncWith, child: ast.AST) -> int:
    return next((n for n, item in enumerate(statement.items) if item is child), 0)


def _opens_graph(context: ast.expr) -> bool:
    callee = context.func if isinstance(context, ast.Call) else None
    name = getattr(callee, "attr", getattr(callee, "id", ""))
    # Variables are shared by name there: https://www.tensorflow.org/api_docs/python/tf/compat/v1/variable_scope
    if name == "variable_scope" and isinstance(context, ast.Call):
        given = [keyword.value for keyword in context.keywords if keyword.arg in ("reuse", None)]
        return any(not isinstance(value, ast.Constant) or value.value is True for value in given)
    return name in _GRAPHS


def _catches_missing(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(getattr(each, "attr", getattr(each, "id", "")) in _MISSING for each in caught)


def _acts(handler: ast.ExceptHandler) -> bool:
    """Whether a handler does more than look at the error, or hand it on."""
    return not all(isinstance(each, (ast.Assert, ast.Raise)) for each in handler.body)


def _expects_missing(item: ast.withitem) -> bool:
    """``with suppress(AttributeError):``, ``with pytest.raises(ImportError):``."""
    call = item.context_expr
    if not isinstance(call, ast.Call):
        return False
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    caught = [part for each in call.args for part in (each.elts if isinstance(each, ast.Tuple) else [each])]
    return (name in _READY or name.startswith("assertRaises")) and any(
        getattr(each, "attr", getattr(each, "id", "")) in _MISSING for each in caught
    )


def _is_never(test: ast.expr) -> bool:
    """``if False:``, and ``if TYPE_CHECKING:``, which only type checkers enter."""
    if isinstance(test, ast.Constant):
        return not test.value
    return getattr(test, "attr", getattr(test, "id", "")) == "TYPE_CHECKING"


def _is_other(parent: ast.If | ast.IfExp | ast.While, child: ast.AST) -> bool:
    """Whether a node is what runs where a condition does not hold."""
    return child is parent.orelse if isinstance(parent, ast.IfExp) else child in parent.orelse


def _is_refusal(handler: ast.ExceptHandler) -> bool:
    """``except TypeError:``, for an option that is not known."""
    return getattr(handler.type, "id", "") == "TypeError"


def _exits_before(parent: ast.AST, child: ast.AST) -> Iterator[ast.expr]:
    """Conditions of statements before a child that end the block: ``if x: return``."""
    for block in _blocks(parent):
        if child in block:
            for statement in block[: block.index(child)]:
                if isinstance(statement, ast.If) and _leaves(statement.body):
                    yield statement.test


def _blocks(parent: ast.AST) -> Iterator[list[ast.AST]]:
    """The blocks of statements below a node."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(parent, name, None)
        if isinstance(block, list):
            yield block


def _callees(block: list[ast.AST]) -> set[str]:
    """What the statements of a block call, but not what functions in it would call."""
    pending, found = list(block), set()
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Call):
            found.add(ast.unparse(node.func))
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            pending += ast.iter_child_nodes(node)
    return found - _PLAIN


def _leaves(body: list[ast.stmt]) -> bool:
    last = body[-1]
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
        callee = last.value.func
        return getattr(callee, "attr", getattr(callee, "id", "")) in ("exit", "_exit", "skipTest", "skip")
    return isinstance(last, (ast.Return, ast.Raise, ast.Continue, ast.Break))


def _is_main(test: ast.expr) -> bool:
    """``if __name__ == "__main__":``."""
    return any(isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(test))
