"""Events of names that TensorFlow and Keras do not list: misspelt, made up, or of another release.

The text says which names to look at (:mod:`tfguard.tracing.uses.spelled`); what they are taken of is
evaluated. Only members of modules count. Silent are names that the project itself adds to a module, names
that it asks for by text, and what the code around is ready to miss.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Binding, BindingKind, Scope
from tfguard.syntax.source import SourceError
from tfguard.tracing.events.uses import NameUnknown
from tfguard.tracing.interpreter import RootWalk
from tfguard.tracing.roots.found import FoundRoot
from tfguard.tracing.uses import public
from tfguard.tracing.uses.bare import context_of, untraced
from tfguard.tracing.uses.places import places_of
from tfguard.tracing.uses.spelled import LIBRARIES, doubtful
from tfguard.tracing.uses.surroundings import Surroundings
from tfguard.tracing.uses.table import TF, TF1, watched
from tfguard.tracing.values import NONE, Function, Library, Origin, Owner, members
from tfguard.tracing.world import World

_NOWHERE = Origin(Owner.UNKNOWN)
_BY_TEXT = frozenset(("hasattr", "getattr", "setattr", "delattr", "patch", "object", "attrgetter"))
_FILES = 60  # of the project that are looked at for what adds a name
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_CALLERS = 2  # levels of them, for what is ready to miss a name


def unknown_names(world: World, module: Module, is_modern: Callable[[], bool]) -> Iterator[RootWalk]:
    """The names in a file that its libraries do not have.

    Args:
        world: what is known of the program.
        module: the file.
        is_modern: says whether the file uses TensorFlow 2.

    Yields:
        For each place, a walk that holds its event.
    """
    doubts = doubtful(module.text) | _of_others(world, module)
    if doubts:
        yield from _Unknown(world, module, doubts, is_modern).walks()


def _of_others(world: World, module: Module) -> frozenset[str]:
    """Names that some release has, and not the one that users say the file is for."""
    versions = world.project.versions
    if versions.tensorflow is None and versions.keras is None:
        return frozenset()
    target = world.target(module)
    words = module.index.attribute_loads.keys() | {
        binding.imported.name
        for bindings in module.index.scope.bindings.values()
        for binding in bindings
        if binding.imported is not None and binding.imported.name
    }
    return public.lacking(target) & words


class _Unknown:
    def __init__(
        self, world: World, module: Module, doubts: frozenset[str], is_modern: Callable[[], bool]
    ) -> None:
        self._world, self._module, self._doubts = world, module, doubts
        self._index, self._is_modern = module.index, is_modern
        self._target = world.target(module)

    def walks(self) -> Iterator[RootWalk]:
        """One for each place."""
        for found in (*self._attributes(), *self._imports()):
            node, scope, module, name, text = found
            if not self._is_expected(node, scope, module, name):
                yield self._walk(node, scope, module, name, text)

    # Where

    def _attributes(self) -> Iterator[tuple[ast.AST, Scope, str, str, str]]:
        for name in self._index.attribute_loads.keys() & self._doubts:
            for node, scope in self._index.attribute_loads[name]:
                module = self._lacking(self._modules(node.value, scope), name)
                if module:
                    yield node, scope, module, name, self._module.text_of(node)

    def _modules(self, node: ast.expr, scope: Scope) -> tuple[str, ...]:
        """The modules of libraries that an expression may be, unless it may be anything else but None."""
        root = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if not isinstance(root, ast.Name):
            return ()
        home = scope.home_of(root.id)
        if home is None or (_is_parameter(root.id, home) and not _is_own_attribute(node, root.id, home)):
            return ()
        with self._world.walk.outside(_NOWHERE):
            value = self._world.walk.evaluate(node, self._world.frame(scope, self._module))
        found = [member for member in members(value) if member != NONE]
        if not all(isinstance(member, Library) for member in found):
            return ()
        return tuple(public.table_name(member.name) for member in found if isinstance(member, Library))

    def _imports(self) -> Iterator[tuple[ast.AST, Scope, str, str, str]]:
        scopes = [self._index.scope, *self._index.functions, *self._index.classes]
        seen: set[ast.AST] = set()
        for scope in scopes:
            for bindings in scope.bindings.values():
                for binding in bindings:
                    for alias, dotted in _imported(binding):
                        if alias not in seen and not self._is_ours(binding):
                            seen.add(alias)
                            yield from self._on_the_way(alias, binding, dotted)

    def _on_the_way(
        self, alias: ast.alias, binding: Binding, dotted: str
    ) -> Iterator[tuple[ast.AST, Scope, str, str, str]]:
        """The first part of an imported name that is not there."""
        parts = dotted.split(".")
        for number in range(1, len(parts)):
            module = public.table_name(".".join(parts[:number]))
            if self._lacking((module,), parts[number]):
                yield alias, binding.scope, module, parts[number], ".".join(parts[: number + 1])
                return

    def _is_ours(self, binding: Binding) -> bool:
        """Whether an import means a file of the project."""
        imported = binding.imported
        assert imported is not None
        return self._world.project.imported_path(imported, self._module)[0] is not None

    def _lacking(self, modules: tuple[str, ...], name: str) -> str:
        """The module that lacks a name, where all of some do; empty else."""
        if not modules or name.startswith("_"):
            return ""
        for module in modules:
            bare = f"{module}.{name}".replace(TF1, TF)  # another rule speaks of what TensorFlow 1 had
            if public.names_of(module) is None or bare in watched():
                return ""
            if public.is_known(module, name) and not self._is_of_others(module, name):
                return ""
        return modules[0]

    def _is_of_others(self, module: str, name: str) -> bool:
        """Whether users say what the file is for, and only other releases have a name."""
        versions = self._world.project.versions
        if versions.tensorflow is None and versions.keras is None:
            return False
        above, _, last = module.rpartition(".")
        if above and not public.is_there(above, last, self._target):
            return False  # that is said of the module
        return bool(self._releases(module, name)) and not public.is_there(module, name, self._target)

    def _releases(self, module: str, name: str) -> tuple[str, ...]:
        names = public.names_of(module)
        return names.releases(name) if names is not None else ()

    # What is ready for it

    def _is_expected(self, node: ast.AST, scope: Scope, module: str, name: str) -> bool:
        at = self._module.parents[node] if isinstance(node, ast.alias) else node
        return (
            self._is_guarded(at, scope)
            or _is_unread_annotation(self._around, at, self._module)
            or name in self._asked_by_text
            or self._is_added(name)
            or (not module.startswith(TF1.rstrip(".")) and self._is_old)
        )

    @cached_property
    def _around(self) -> Surroundings:
        return places_of(self._world, self._module).around

    def _is_guarded(self, node: ast.AST, scope: Scope, depth: int = _CALLERS) -> bool:
        """Whether code is ready for what is not there, or all its callers in the file are."""
        if self._around.guarded(node, recovers=depth < _CALLERS):
            return True
        function = scope.function
        calls = self._around.calls_of(function) if function is not None and depth else []
        return bool(calls) and all(self._is_guarded(call, at, depth - 1) for call, at in calls)

    @cached_property
    def _asked_by_text(self) -> frozenset[str]:
        """Names that the file asks for by text: ``hasattr(tf, "name")``, ``patch("tensorflow.name")``.

        Where it asks for what a variable says, those are all texts that stand in its lists.
        """
        calls = [call for name in _BY_TEXT for call, _ in self._index.calls_by_name.get(name, ())]
        given = [argument for call in calls for argument in call.args]
        if any(len(call.args) > 1 and not isinstance(call.args[1], ast.Constant) for call in calls):
            around = self._module.parents
            given += [
                node
                for node in around
                if isinstance(node, ast.Constant)
                and isinstance(around[node], (ast.List, ast.Tuple, ast.Set, ast.Dict))
            ]
        texts = (each.value for each in given if isinstance(each, ast.Constant))
        return frozenset(text.rpartition(".")[2] for text in texts if isinstance(text, str))

    def _is_added(self, name: str) -> bool:
        """Whether the project gives a module the name: ``tf.name = ...``, in any file that runs before."""
        if name in self._index.attribute_stores:
            return True
        ways = (
            rf"\.{name}[ \t]*=[^=]",
            rf"setattr\([^)]*[\"']{name}[\"']",
            rf"\[[\"']{name}[\"']\] *=",
            rf"update\([^)]*\b{name}\b",
        )
        adds = re.compile("|".join(ways))
        return any(adds.search(text) is not None for text in self._texts_before)

    @cached_property
    def _texts_before(self) -> tuple[str, ...]:
        """The texts of the project's files that the file imports, and of the packages it is in."""
        project, pending = self._world.project, [self._module.path]
        for folder in Path(self._module.path).parents:
            if not (package := folder / "__init__.py").is_file():
                break
            pending.append(str(package))
        texts: dict[str, str] = {}
        for path in pending:
            if path in texts or len(texts) >= _FILES:
                continue
            try:
                own = path == self._module.path
                texts[path] = self._module.text if own else project.text(path, self._module.path)
            except SourceError:
                continue
            pending += [imported.path for imported in project.imports(path, texts[path])]
        return tuple(texts.values())

    @cached_property
    def _is_old(self) -> bool:
        """Whether the file is a program of TensorFlow 1: what that had is another rule's matter."""
        uses = places_of(self._world, self._module)
        return not self._is_modern() and any(
            use.watched.gone and use.name.startswith(TF) for use in uses.names()
        )

    # What is said

    def _walk(self, node: ast.AST, scope: Scope, module: str, name: str, text: str) -> RootWalk:
        above = self._module.parents.get(node)
        below = above.attr if isinstance(above, ast.Attribute) and above.value is node else ""
        event = NameUnknown(
            node,
            context_of(self._world, self._module),
            name=f"{module}.{name}",
            text=text,
            near=public.near(module, name, below, self._target),
            releases=self._releases(module, name),
        )
        function = Function(scope.function or self._index.scope, self._module)
        return RootWalk(FoundRoot(untraced(self._module, scope), function), (event,), (), False)


def _is_parameter(name: str, home: Scope) -> bool:
    """Whether a caller may hand in what a name stands for: it may be anything."""
    return any(binding.kind is BindingKind.PARAMETER for binding in home.bindings.get(name, ()))


def _is_own_attribute(node: ast.expr, root: str, home: Scope) -> bool:
    """Whether an expression is an attribute of a method's own object: ``self.tf``."""
    arguments: Iterable[ast.arg] = getattr(getattr(home.node, "args", None), "args", ())
    first = next((argument.arg for argument in arguments), "")
    return home.owner_class is not None and isinstance(node, ast.Attribute) and first == root


def _imported(binding: Binding) -> Iterator[tuple[ast.alias, str]]:
    """What an import statement asks of the libraries: each part of it, with its dotted name."""
    match binding.node:
        case ast.ImportFrom(module=str() as module, names=names, level=0):
            found = [(alias, f"{module}.{alias.name}" if alias.name != "*" else module) for alias in names]
        case ast.Import(names=names):
            found = [(alias, alias.name) for alias in names]
        case _:
            return
    yield from ((alias, dotted) for alias, dotted in found if dotted.partition(".")[0] in LIBRARIES)


def _is_unread_annotation(around: Surroundings, node: ast.AST, module: Module) -> bool:
    """Whether a node stands in an annotation that Python does not evaluate."""
    for parent, child in around.ancestors(node):
        match parent:
            case ast.arg(annotation=annotation) | ast.AnnAssign(annotation=annotation):
                inside = child is annotation
            case ast.FunctionDef(returns=returns) | ast.AsyncFunctionDef(returns=returns):
                inside = child is returns
            case _:
                continue
        if inside:
            above = [around_it for around_it, _ in around.ancestors(parent)]
            local = isinstance(parent, ast.AnnAssign) and any(isinstance(each, _FUNCTIONS) for each in above)
            return local or "annotations" in module.index.scope.bindings
    return False
