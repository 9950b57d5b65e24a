"""Scopes and bindings: which names a piece of code knows, and every place that binds them."""

from __future__ import annotations

import ast
import enum
from dataclasses import field

from tfguard.syntax.records import dataclass

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class ScopeKind(enum.Enum):
    """What opens a scope."""

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"  # def, async def, lambda
    COMPREHENSION = "comprehension"


class BindingKind(enum.Enum):
    """What binds a name."""

    ASSIGN = "assign"  # x = value, x: T = value, (x := value)
    DECLARE = "declare"  # x: T
    AUGMENT = "augment"  # x += value
    ITERATE = "iterate"  # for x in value
    ENTER = "enter"  # with value as x
    PARAMETER = "parameter"
    FUNCTION = "function"
    CLASS = "class"
    IMPORT = "import"
    OTHER = "other"  # except ... as x, match patterns, del


@dataclass(frozen=True, slots=True, eq=False)
class ImportedName:
    """What an import statement binds a name to.

    Attributes:
        module: dotted module as written, without leading dots.
        name: the imported member, or None for ``import module``.
        level: leading dots of a relative import.
        whole: for ``import a.b``: the name is bound to ``a``; for ``import a.b as c`` to ``a.b``.
    """

    module: str
    name: str | None
    level: int = 0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Binding:
    """One place that binds a name.

    Attributes:
        kind: what binds it.
        node: the statement, target, parameter or definition.
        scope: where the binding stands (its value is to be read in this scope).
        value: the expression bound from (assigned, iterated, entered, added), if any.
        unpack: positions through nested targets: ``a, (b, c) = v`` binds c at (1, 1); -1 is a star.
        annotation: the annotation, if any.
        imported: for imports.
    """

    kind: BindingKind
    node: ast.AST
    scope: Scope
    value: ast.expr | None = None
    unpack: tuple[int, ...] = ()
    annotation: ast.expr | None = None
    imported: ImportedName | None = None


@dataclass(slots=True, eq=False, repr=False)
class Scope:
    """One scope.

    Attributes:
        kind: what opens it.
        node: the module, class, function, lambda or comprehension.
        parent: the enclosing scope; None for a module.
        qualname: dotted name as Python builds it; empty for a module.
        bindings: every binding of each name that lives in this scope, also those made from
            elsewhere through ``global`` and ``nonlocal``.
        global_names, nonlocal_names: what is declared so here.
        yields: True when it is the scope of a generator function.
        path: for a module: its file.
    """

    kind: ScopeKind
    node: ast.AST
    parent: Scope | None
    qualname: str
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    global_names: set[str] = field(default_factory=set)
    nonlocal_names: set[str] = field(default_factory=set)
    yields: bool = False
    path: str = ""

    def home_of(self, name: str) -> Scope | None:
        """The scope in which a name that is used here lives; None for built-in and unbound names."""
        if name in self.global_names:
            return self.module if name in self.module.bindings else None
        if name in self.bindings and name not in self.nonlocal_names:
            return self
        scope = self.parent
        while scope is not None:
            # A class body's names are not seen from the functions inside it.
            if scope.kind is not ScopeKind.CLASS and name in scope.bindings:
                if name not in scope.global_names and name not in scope.nonlocal_names:
                    return scope
                if name in scope.global_names:
                    return self.module
            scope = scope.parent
        return None

    @property
    def module(self) -> Scope:
        """The module's scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    @property
    def function(self) -> Scope | None:
        """The innermost function scope around and including this one."""
        scope: Scope | None = self
        while scope is not None and scope.kind is not ScopeKind.FUNCTION:
            scope = scope.parent
        return scope

    @property
    def owner_class(self) -> Scope | None:
        """For a method's scope: the class whose body defines it."""
        parent = self.parent
        return (
            parent if self.kind is ScopeKind.FUNCTION and parent and parent.kind is ScopeKind.CLASS else None
        )

    def encloses(self, other: Scope | None) -> bool:
        """Whether ``other`` is this scope or lies inside it."""
        while other is not None:
            if other is self:
                return True
            other = other.parent
        return False
