"""One walk over a module's tree that writes down scopes, bindings, calls and attribute accesses."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import field

from tfguard.syntax.children import children_of
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Binding, BindingKind, FunctionNode, ImportedName, Scope, ScopeKind


@dataclass(frozen=True, slots=True, eq=False)
class AttributeStore:
    """One place that binds an attribute.

    Attributes:
        target: the attribute (``self.x``).
        binding: what it is bound to, and in which scope that is to be read.
    """

    target: ast.Attribute
    binding: Binding


@dataclass(frozen=True, slots=True, eq=False)
class ItemStore:
    """One place that binds or deletes an item (``c[k] = v``, ``c[k] += v``, ``del c[k]``).

    Attributes:
        target: the item.
        value: what it is bound from, if that is one expression.
        scope: where it stands.
    """

    target: ast.Subscript
    value: ast.expr | None
    scope: Scope


@dataclass(slots=True, eq=False, repr=False)
class Index:
    """What one module's text says, before anything is evaluated.

    Attributes:
        scope: the module's scope.
        scopes: scope opened by each module, class, function, lambda and comprehension node.
        scope_at: scope in which each call stands.
        calls: every call, in order, with its scope.
        calls_by_name: the same by the last part of the callee's name.
        attribute_stores: every ``x.name = ...`` by name.
        attribute_loads: every ``x.name`` that is read, by name, with its scope.
        name_loads: every name that is read, by name, with its scope.
        aliases: names and attributes that are assigned from an expression in which a name or
            attribute stands as an argument or alone: ``b = wrap(a)`` makes b an alias of a.
        item_stores: every ``x[key] = ...``.
        defined: names of all functions.
        classes, functions: every definition, in order.
        decorated: decorators by the last part of their name, or of what they call, with the function below.
    """

    scope: Scope
    scopes: dict[ast.AST, Scope] = field(default_factory=dict)
    calls: list[tuple[ast.Call, Scope]] = field(default_factory=list)
    calls_by_name: dict[str, list[tuple[ast.Call, Scope]]] = field(default_factory=lambda: defaultdict(list))
    attribute_stores: dict[str, list[AttributeStore]] = field(default_factory=lambda: defaultdict(list))
    attribute_loads: dict[str, list[tuple[ast.Attribute, Scope]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    name_loads: dict[str, list[tuple[ast.Name, Scope]]] = field(default_factory=lambda: defaultdict(list))
    aliases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    item_stores: list[ItemStore] = field(default_factory=list)
    defined: set[str] = field(default_factory=set)
    classes: list[Scope] = field(default_factory=list)
    functions: list[Scope] = field(default_factory=list)
    decorated: dict[str, list[tuple[ast.expr, Scope]]] = field(default_factory=lambda: defaultdict(list))


def build_index(tree: ast.Module, path: str = "") -> Index:
    """Index a module.

    Args:
        tree: the parsed module.
        path: its file.

    Raises:
        RecursionError: the tree is nested deeper than the interpreter's recursion limit.
    """
    scope = Scope(ScopeKind.MODULE, tree, None, "", path=path)
    index = Index(scope)
    index.scopes[tree] = scope
    walk = _Walk(index)
    walk.declare(tree.body, scope)
    walk.all(tree.body, scope)
    return index


def _last_name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")


class _Walk:
    """The walk; one method a kind of node that means something, the rest are passed through."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.handlers: dict[type[ast.AST], Callable[..., None]] = {
            ast.Name: self.name,
            ast.Attribute: self.attribute,
            ast.Call: self.call,
            ast.FunctionDef: self.function,
            ast.AsyncFunctionDef: self.function,
            ast.Lambda: self.lambda_,
            ast.ClassDef: self.class_,
            ast.Assign: self.assign,
            ast.AnnAssign: self.annotated_assign,
            ast.AugAssign: self.augmented_assign,
            ast.NamedExpr: self.named_expression,
            ast.For: self.for_,
            ast.AsyncFor: self.for_,
            ast.With: self.with_,
            ast.AsyncWith: self.with_,
            ast.Import: self.import_,
            ast.ImportFrom: self.import_from,
            ast.ExceptHandler: self.except_handler,
            ast.Delete: self.delete,
            ast.MatchAs: self.match_name,
            ast.MatchStar: self.match_name,
            ast.MatchMapping: self.match_rest,
            ast.ListComp: self.comprehension,
            ast.SetComp: self.comprehension,
            ast.GeneratorExp: self.comprehension,
            ast.DictComp: self.comprehension,
            ast.Yield: self.yield_,
            ast.YieldFrom: self.yield_,
            ast.Constant: self.constant,
        }

    def visit(self, node: ast.AST, scope: Scope) -> None:
        handler = self.handlers.get(type(node))
        if handler is not None:
            handler(node, scope)
        else:
            self.children(node, scope)

    def all(self, nodes: Iterable[ast.AST | None], scope: Scope) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node, scope)

    def children(self, node: ast.AST, scope: Scope) -> None:
        handlers = self.handlers
        for child in children_of(node):
            handler = handlers.get(type(child))
            if handler is not None:
                handler(child, scope)
            else:
                self.children(child, scope)

    def declare(self, body: list[ast.stmt], scope: Scope) -> None:
        """Read ``global`` and ``nonlocal`` first: they hold for the whole scope."""
        pending: list[ast.AST] = list(body)
        while pending:
            node = pending.pop()
            if isinstance(node, ast.Global):
                scope.global_names.update(node.names)
            elif isinstance(node, ast.Nonlocal):
                scope.nonlocal_names.update(node.names)
            elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.expr)):
                for field_name in ("body", "orelse", "finalbody", "handlers", "cases"):
                    pending.extend(getattr(node, field_name, ()))

    # Bindings

    def bind(self, name: str, scope: Scope, binding: Binding) -> None:
        home = scope
        while (
            home.kind is ScopeKind.COMPREHENSION and binding.kind is not BindingKind.ITERATE and home.parent
        ):
            home = home.parent  # a walrus in a comprehension binds in the function around it
        if name in home.global_names:
            home.bindings.setdefault(name, [])
            home = home.module
        elif name in home.nonlocal_names:
            home.bindings.setdefault(name, [])
            outer = home.parent
            while outer is not None and not (outer.kind is ScopeKind.FUNCTION and name in outer.bindings):
                outer = outer.parent
            home = outer or home
        home.bindings.setdefault(name, []).append(binding)

    def target(
        self,
        target: ast.AST,
        scope: Scope,
        kind: BindingKind,
        value: ast.expr | None,
        unpack: tuple[int, ...] = (),
        annotation: ast.expr | None = None,
    ) -> None:
        match target:
            case ast.Name():
                self.bind(target.id, scope, Binding(kind, target, scope, value, unpack, annotation))
            case ast.Attribute():
                store = AttributeStore(target, Binding(kind, target, scope, value, unpack, annotation))
                self.index.attribute_stores[target.attr].append(store)
                self.visit(target.value, scope)
            case ast.Tuple() | ast.List():
                for position, element in enumerate(target.elts):
                    if isinstance(element, ast.Starred):
                        self.target(element.value, scope, kind, value, (*unpack, -1))
                    else:
                        self.target(element, scope, kind, value, (*unpack, position))
            case ast.Starred():
                self.target(target.value, scope, kind, value, (*unpack, -1))
            case ast.Subscript():
                self.index.item_stores.append(ItemStore(target, None if unpack else value, scope))
                self.visit(target, scope)
            case _:
                self.visit(target, scope)

    # Expressions

    def constant(self, node: ast.Constant, scope: Scope) -> None:
        """Nothing stands below it; the most frequent node but names."""

    def name(self, node: ast.Name, scope: Scope) -> None:
        if isinstance(node.ctx, ast.Load):
            self.index.name_loads[node.id].append((node, scope))

    def attribute(self, node: ast.Attribute, scope: Scope) -> None:
        if isinstance(node.ctx, ast.Load):
            self.index.attribute_loads[node.attr].append((node, scope))
        self.visit(node.value, scope)

    def call(self, node: ast.Call, scope: Scope) -> None:
        self.index.calls.append((node, scope))
        callee = node.func
        if isinstance(callee, ast.Attribute):
            self.index.calls_by_name[callee.attr].append((node, scope))
        elif isinstance(callee, ast.Name):
            self.index.calls_by_name[callee.id].append((node, scope))
        self.children(node, scope)

    def named_expression(self, node: ast.NamedExpr, scope: Scope) -> None:
        self.visit(node.value, scope)
        self.target(node.target, scope, BindingKind.ASSIGN, node.value)

    def comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Scope
    ) -> None:
        inner = Scope(ScopeKind.COMPREHENSION, node, scope, scope.qualname)
        self.index.scopes[node] = inner
        for position, generator in enumerate(node.generators):
            self.visit(generator.iter, inner if position else scope)
            self.target(generator.target, inner, BindingKind.ITERATE, generator.iter)
            self.alias_each(generator.target, generator.iter)
            self.all(generator.ifs, inner)
        parts = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
        self.all(parts, inner)

    def yield_(self, node: ast.Yield | ast.YieldFrom, scope: Scope) -> None:
        function = scope.function
        if function is not None:
            function.yields = True
        self.children(node, scope)

    # Definitions

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        self.bind(node.name, scope, Binding(BindingKind.FUNCTION, node, scope))
        self.all(node.decorator_list, scope)
        if node.returns is not None:
            self.visit(node.returns, scope)
        inner = self.open_function(node, node.name, scope)
        for decorator in node.decorator_list:
            self.index.decorated[_last_name(decorator)].append((decorator, inner))
        self.declare(node.body, inner)
        self.all(node.body, inner)

    def lambda_(self, node: ast.Lambda, scope: Scope) -> None:
        inner = self.open_function(node, "<lambda>", scope)
        self.visit(node.body, inner)

    def open_function(self, node: FunctionNode, name: str, scope: Scope) -> Scope:
        inner = Scope(ScopeKind.FUNCTION, node, scope, _qualified(scope, name))
        self.index.scopes[node] = inner
        self.index.functions.append(inner)
        self.index.defined.add(name)
        arguments = node.args
        self.all((*arguments.defaults, *arguments.kw_defaults), scope)
        every = (
            *arguments.posonlyargs,
            *arguments.args,
            *arguments.kwonlyargs,
            arguments.vararg,
            arguments.kwarg,
        )
        for argument in every:
            if argument is not None:
                binding = Binding(BindingKind.PARAMETER, argument, inner, annotation=argument.annotation)
                inner.bindings.setdefault(argument.arg, []).append(binding)
                if argument.annotation is not None:
                    self.visit(argument.annotation, scope)
        return inner

    def class_(self, node: ast.ClassDef, scope: Scope) -> None:
        self.bind(node.name, scope, Binding(BindingKind.CLASS, node, scope))
        self.all((*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)), scope)
        inner = Scope(ScopeKind.CLASS, node, scope, _qualified(scope, node.name))
        self.index.scopes[node] = inner
        self.index.classes.append(inner)
        self.declare(node.body, inner)
        self.all(node.body, inner)

    # Statements

    def assign(self, node: ast.Assign, scope: Scope) -> None:
        self.visit(node.value, scope)
        for target in node.targets:
            self.target(target, scope, BindingKind.ASSIGN, node.value)
            if isinstance(target, (ast.Name, ast.Attribute)):
                self.alias(target, node.value)

    def alias(self, target: ast.Name | ast.Attribute, value: ast.expr) -> None:
        new = target.attr if isinstance(target, ast.Attribute) else target.id
        match value:
            case ast.Name(id=old) | ast.Attribute(attr=old):
                self.index.aliases[old].add(new)
            case ast.Call():
                for argument in value.args or [value.func]:
                    self.alias(target, argument)
            case ast.IfExp():
                self.alias(target, value.body)
                self.alias(target, value.orelse)
            case _:
                pass

    def alias_each(self, target: ast.expr, iterated: ast.expr) -> None:
        """``for f in (a, b)``: f is an alias of both."""
        if isinstance(target, (ast.Name, ast.Attribute)) and isinstance(iterated, (ast.List, ast.Tuple)):
            for element in iterated.elts:
                self.alias(target, element)

    def annotated_assign(self, node: ast.AnnAssign, scope: Scope) -> None:
        self.visit(node.annotation, scope)
        if node.value is not None:
            self.visit(node.value, scope)
        kind = BindingKind.DECLARE if node.value is None else BindingKind.ASSIGN
        self.target(node.target, scope, kind, node.value, annotation=node.annotation)

    def augmented_assign(self, node: ast.AugAssign, scope: Scope) -> None:
        self.visit(node.value, scope)
        self.target(node.target, scope, BindingKind.AUGMENT, node.value)

    def for_(self, node: ast.For | ast.AsyncFor, scope: Scope) -> None:
        self.visit(node.iter, scope)
        self.target(node.target, scope, BindingKind.ITERATE, node.iter)
        self.alias_each(node.target, node.iter)
        self.all((*node.body, *node.orelse), scope)

    def with_(self, node: ast.With | ast.AsyncWith, scope: Scope) -> None:
        for item in node.items:
            self.visit(item.context_expr, scope)
            if item.optional_vars is not None:
                self.target(item.optional_vars, scope, BindingKind.ENTER, item.context_expr)
        self.all(node.body, scope)

    def import_(self, node: ast.Import, scope: Scope) -> None:
        for alias in node.names:
            module = alias.name if alias.asname else alias.name.partition(".")[0]
            imported = ImportedName(module, None)
            binding = Binding(BindingKind.IMPORT, node, scope, imported=imported)
            self.bind(alias.asname or module, scope, binding)

    def import_from(self, node: ast.ImportFrom, scope: Scope) -> None:
        for alias in node.names:
            imported = ImportedName(node.module or "", alias.name, node.level)
            binding = Binding(BindingKind.IMPORT, node, scope, imported=imported)
            self.bind(alias.asname or alias.name, scope, binding)

    def except_handler(self, node: ast.ExceptHandler, scope: Scope) -> None:
        if node.name is not None:
            self.bind(node.name, scope, Binding(BindingKind.OTHER, node, scope))
        self.children(node, scope)

    def delete(self, node: ast.Delete, scope: Scope) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.bind(target.id, scope, Binding(BindingKind.OTHER, target, scope))
            else:
                if isinstance(target, ast.Subscript):
                    self.index.item_stores.append(ItemStore(target, None, scope))
                self.children(target, scope)

    def match_name(self, node: ast.MatchAs | ast.MatchStar, scope: Scope) -> None:
        if node.name is not None:
            self.bind(node.name, scope, Binding(BindingKind.OTHER, node, scope))
        self.children(node, scope)

    def match_rest(self, node: ast.MatchMapping, scope: Scope) -> None:
        if node.rest is not None:
            self.bind(node.rest, scope, Binding(BindingKind.OTHER, node, scope))
        self.children(node, scope)


def _qualified(scope: Scope, name: str) -> str:
    """Python's ``__qualname__``: functions put ``<locals>`` between themselves and what they hold."""
    outer = scope
    while outer.kind is ScopeKind.COMPREHENSION and outer.parent is not None:
        outer = outer.parent
    if outer.kind is ScopeKind.FUNCTION:
        return f"{outer.qualname}.<locals>.{name}"
    return f"{outer.qualname}.{name}" if outer.qualname else name
