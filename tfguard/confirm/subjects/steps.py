"""How to get hold of a traced function: the steps from the loaded slice to something to call."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.subjects.arguments import candidates
from tfguard.confirm.subjects.callsites import Resolver
from tfguard.syntax.project import Project
from tfguard.syntax.scopes import ImportedName
from tfguard.syntax.source import SourceError
from tfguard.tracing.traced import Root, RootKind

Json = dict[str, object]
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass
class Plan:
    """One way to the traced function.

    Attributes:
        steps: actions for the worker, in order.
        call: arguments of the call itself.
        holes: what is tried for each argument of steps and call.
        abort: whether catching the function ends the maker that makes it.
        note: what a reader must know of this way; empty for the ordinary ones.
        wanted: names of the module that the steps need.
    """

    steps: list[Json] = field(default_factory=list)
    call: list[Json] = field(default_factory=list)
    holes: list[Json] = field(default_factory=list)
    abort: bool = False
    note: str = ""
    wanted: set[str] = field(default_factory=set)

    def as_json(self) -> Json:
        """Give the form that the worker reads."""
        return {"steps": self.steps, "call": self.call, "holes": self.holes, "abort": self.abort}


@dataclass(frozen=True)
class Subject:
    """The traced function of one experiment.

    Attributes:
        tree: the module that defines it.
        node: the function.
        path: the definitions around it, outermost first, itself last.
        wrapping: the call that wraps it, when it lies in the same file.
        pinned: the top-level statement that wraps it, when there is one.
        plans: ways to it, best first.
    """

    tree: Tree
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    path: tuple[ast.AST, ...]
    wrapping: ast.Call | None
    pinned: int | None
    plans: tuple[Plan, ...]


def find(project: Project, root: Root, classes: frozenset[str] = frozenset()) -> Subject | None:
    """Find a root in its source and the ways to call it.

    Args:
        project: the files.
        root: the traced function.
        classes: classes whose methods the chains of the findings enter: an inherited method is called
            on an instance of the one of them that inherits it.

    Returns:
        The subject, or None when the file does not hold it any more.

    Raises:
        SourceError: the file cannot be read or parsed.
    """
    tree = Tree(project.load(root.path))
    node = function_at(tree, root)
    if node is None:
        return None
    wrapping = _wrapping(tree, root)
    plans = tuple(_Builder(project, tree, root, node, wrapping, classes).plans())
    if classes:
        plans += tuple(_Builder(project, tree, root, node, wrapping, frozenset()).plans())
    pinned = _top_statement(tree, wrapping) if wrapping is not None else None
    return Subject(tree, node, definitions(tree, node), wrapping, pinned, plans)


def function_at(tree: Tree, root: Root) -> ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | None:
    """Find a root's definition."""
    found = [
        node
        for node in ast.walk(tree.module.tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) and node.lineno == root.line
    ]
    last = root.qualname.rpartition(".")[2]
    named = [node for node in found if getattr(node, "name", "<lambda>") == last]
    return next(iter(named or found), None)


def _wrapping(tree: Tree, root: Root) -> ast.Call | None:
    if root.kind is not RootKind.CALL or root.wrapped_at.path != root.path:
        return None
    node = tree.at(root.wrapped_at)
    return node if isinstance(node, ast.Call) else None


def _top_statement(tree: Tree, node: ast.AST) -> int | None:
    """The top-level statement that is nothing but an assignment around a node, so that it may be kept."""
    for index, statement in enumerate(tree.module.tree.body):
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and any(
            inner is node for inner in ast.walk(statement)
        ):
            return index
    return None


def definitions(tree: Tree, node: ast.AST) -> tuple[ast.AST, ...]:
    """The functions and classes around a node, outermost first, the node itself last."""
    found = [node]
    current = tree.parents.get(node)
    while current is not None:
        if isinstance(current, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            found.append(current)
        current = tree.parents.get(current)
    return tuple(reversed(found))


class _Builder:
    def __init__(
        self,
        project: Project,
        tree: Tree,
        root: Root,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        wrapping: ast.Call | None,
        classes: frozenset[str],
    ) -> None:
        self.project, self.tree, self.root, self.node, self.wrapping = project, tree, root, node, wrapping
        self.classes = classes

    def plans(self) -> Iterator[Plan]:
        path = definitions(self.tree, self.node)
        if self.root.kind is RootKind.DECORATOR:
            for compiled in self._compilations(path):
                plan = Plan()
                if not self._reach(plan, path, compiled):
                    return
                yield self._finished(plan)
            return
        if self.wrapping is not None:
            yield from self._through_maker(path, self.wrapping)
            yield from self._through_wrapping(self.wrapping)
        yield from self._wrapped_here(path)

    def _compilations(self, path: tuple[ast.AST, ...]) -> tuple[bool, ...]:
        """Whether to compile the model first: a step of its own may need it, and may be hindered by it."""
        step = isinstance(path[0], ast.ClassDef) and self._name() in ("train_step", "test_step")
        return (False, True) if step else (False,)

    def _name(self) -> str:
        return getattr(self.node, "name", "<lambda>")

    def _finished(self, plan: Plan) -> Plan:
        names = {self._name(), *self._assigned_names()}
        if "call" in names:
            names.add("__call__")
        plan.call = self._arguments(plan, self.node, names, self._is_bound(), None)
        return plan

    def _is_bound(self) -> bool:
        parent = definitions(self.tree, self.node)[-2:-1]
        if not (parent and isinstance(parent[0], ast.ClassDef)):
            return False
        decorators = [ast.unparse(d) for d in getattr(self.node, "decorator_list", [])]
        return "staticmethod" not in decorators

    def _assigned_names(self) -> set[str]:
        """Names under which the wrapped function is called: targets of the wrapping assignment."""
        found: set[str] = set()
        if self.wrapping is not None:
            statement = self.tree.statement(self.wrapping)
            for target in getattr(statement, "targets", []):
                if isinstance(target, (ast.Name, ast.Attribute)):
                    found.add(target.id if isinstance(target, ast.Name) else target.attr)
        return found

    def _arguments(
        self,
        plan: Plan,
        function: ast.AST,
        names: set[str],
        bound: bool,
        uses: ast.AST | None,
        label: str = "",
    ) -> list[Json]:
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            return []
        found: list[Json] = []
        for name, keyword, texts, guessed in candidates(self.tree, function, names, bound, uses):
            found.append({"hole": len(plan.holes), "keyword": keyword})
            plan.holes.append({"name": label + name, "candidates": texts, "guessed": guessed})
            for text in texts:
                plan.wanted |= names_in(text)
        return found

    def _reach(self, plan: Plan, path: tuple[ast.AST, ...], compiled: bool = False) -> bool:
        """Write the steps that lead along definitions to the last of them."""
        path = (self._heir(path[0]), *path[1:])
        for index, node in enumerate(path):
            outer = path[index - 1] if index else None
            if isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                method = index > 1 and isinstance(path[index - 2], ast.ClassDef)
                label = f"{getattr(outer, 'name', 'lambda')}."
                arguments = self._arguments(plan, outer, {getattr(outer, "name", "")}, method, None, label)
                plan.steps += [{"do": "invoke", "arguments": arguments}, {"do": "captured"}]
                plan.abort = True
                return isinstance(path[-1], (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                return False
            if outer is None:
                plan.steps.append({"do": "get", "name": node.name})
                plan.wanted.add(node.name)
                continue
            if isinstance(node, ast.ClassDef):
                plan.steps.append({"do": "attribute", "name": node.name})
                continue
            if isinstance(outer, ast.ClassDef):
                self._construct(plan, outer)
            if compiled:
                plan.steps.append({"do": "compile"})
            plan.steps.append({"do": "attribute", "name": node.name})
        return True

    def _heir(self, node: ast.AST) -> ast.AST:
        """The class whose instance is made: the one that the findings' chains speak of, if it inherits."""
        if not isinstance(node, ast.ClassDef):
            return node
        family = {node.name}
        for item in self.tree.module.tree.body:
            if isinstance(item, ast.ClassDef) and family & {ast.unparse(base) for base in item.bases}:
                family.add(item.name)
                if item.name in self.classes:
                    return item
        return node

    def _construct(self, plan: Plan, node: ast.ClassDef) -> None:
        tree, maker, owner = self._constructor(self.tree, node, 0)
        arguments: list[Json] = []
        label = f"{node.name}."
        if maker is not None and tree is self.tree:
            arguments = self._arguments(plan, maker, {node.name}, True, node, label)
        elif maker is not None:
            for name, keyword, texts, guessed in candidates(tree, maker, {node.name}, True, owner):
                arguments.append({"hole": len(plan.holes), "keyword": keyword})
                plan.holes.append({"name": label + name, "candidates": texts, "guessed": guessed})
        elif _is_dataclass(node):
            arguments = self._fields(plan, node, label)
        plan.steps.append({"do": "construct", "arguments": arguments})

    def _fields(self, plan: Plan, node: ast.ClassDef, label: str) -> list[Json]:
        """Treat the annotated fields of a dataclass without a default as parameters."""
        arguments = [
            ast.arg(item.target.id, item.annotation)
            for item in node.body
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name) and item.value is None
        ]
        signature = ast.arguments(posonlyargs=[], args=arguments, kwonlyargs=[], kw_defaults=[], defaults=[])
        maker = ast.Lambda(args=signature, body=ast.Constant(None))
        return self._arguments(plan, maker, {node.name}, False, node, label)

    def _constructor(
        self, tree: Tree, node: ast.ClassDef, depth: int
    ) -> tuple[Tree, ast.FunctionDef | None, ast.ClassDef]:
        """Find ``__init__`` in a class or its bases within the project."""
        for item in node.body:
            if isinstance(item, ast.FunctionDef) and item.name == "__init__":
                return tree, item, node
        for base in node.bases if depth < 8 else []:
            found = self._class(tree, base)
            if found is not None:
                result = self._constructor(*found, depth + 1)
                if result[1] is not None:
                    return result
        return tree, None, node

    def _class(self, tree: Tree, base: ast.expr) -> tuple[Tree, ast.ClassDef] | None:
        name = ast.unparse(base).rpartition(".")[2]
        for item in tree.module.tree.body:
            if isinstance(item, ast.ClassDef) and item.name == name:
                return tree, item
            if isinstance(item, ast.ImportFrom) and any((a.asname or a.name) == name for a in item.names):
                imported = ImportedName(item.module or "", name, item.level)
                path, _ = self.project.imported_path(imported, tree.module)
                if path is None:
                    continue
                try:
                    other = Tree(self.project.load(path))
                except SourceError:
                    continue
                for inner in other.module.tree.body:
                    if isinstance(inner, ast.ClassDef) and inner.name == name:
                        return other, inner
        return None

    def _through_maker(self, path: tuple[ast.AST, ...], wrapping: ast.Call) -> Iterator[Plan]:
        """A project's own function makes and wraps it: what that function returns is the traced function."""
        called = (
            wrapping.func.attr
            if isinstance(wrapping.func, ast.Attribute)
            else getattr(wrapping.func, "id", "")
        )
        if len(path) < 2 or not called or getattr(path[-2], "name", "") != called:
            return
        plan = Plan()
        if self._reach(plan, path):
            plan.steps.pop()  # nothing is caught: the wrapping call itself is not run
            plan.abort = False
            plan.note = f"made by a call of {called}"
            yield self._finished(plan)

    def _through_wrapping(self, wrapping: ast.Call) -> Iterator[Plan]:
        """Reach a function that is wrapped by a call through the code that wraps it."""
        around = definitions(self.tree, wrapping)[:-1]
        if not around:
            plan = Plan()
            if _top_statement(self.tree, wrapping) is not None:
                plan.steps.append({"do": "captured"})
            else:
                text = Resolver(self.tree).text(wrapping) or ast.unparse(wrapping)
                plan.steps.append({"do": "evaluate", "source": text})
                plan.wanted |= names_in(text)
                plan.note = "the wrapping call was evaluated on its own"
            yield self._finished(plan)
            return
        inner = around[-1]
        plan = Plan()
        if isinstance(inner, ast.ClassDef):
            target = next(iter(self._assigned_names()), "")
            if target and self._reach(plan, around):
                self._construct(plan, inner)
                plan.steps.append({"do": "attribute", "name": target})
                yield self._finished(plan)
            return
        if (
            getattr(inner, "name", "") == "__init__"
            and len(around) == 2
            and isinstance(around[0], ast.ClassDef)
        ):
            plan.steps.append({"do": "get", "name": around[0].name})
            plan.wanted.add(around[0].name)
            self._construct(plan, around[0])
            plan.steps.append({"do": "captured"})
            yield self._finished(plan)
            return
        # The maker is the innermost function: treat the wrapping call as what it makes.
        nothing = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
        if self._reach(plan, (*around, ast.Lambda(args=nothing, body=wrapping))):
            yield self._finished(plan)

    def _wrapped_here(self, path: tuple[ast.AST, ...]) -> Iterator[Plan]:
        """Wrap the function as it was wrapped, where the wrapping itself cannot be run."""
        if any(isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) for node in path[:-1]):
            return
        if isinstance(path[-1], ast.Lambda):
            return
        for compiled in self._compilations(path):
            plan = Plan()
            if not self._reach(plan, path, compiled):
                return
            self._wrap(plan)
            yield self._finished(plan)

    def _wrap(self, plan: Plan) -> None:
        options = self.root.options
        given: Json = {}
        if options.autograph is False:
            given["autograph"] = False
        if options.jit_compile:
            given["jit_compile"] = True
        if options.reduce_retracing:
            given["reduce_retracing"] = True
        plan.steps.append({"do": "wrap", "options": given, "signature": options.input_signature or ""})
        plan.wanted |= names_in(options.input_signature or "")
        wrapped = self.root.kind in (RootKind.DECORATOR, RootKind.CALL)
        as_what = f"with the options of {_shown(self.root)}" if wrapped else f"as it is {self.root.why}"
        plan.note = f"wrapped by tfguard {as_what}"


def _shown(root: Root) -> str:
    return f"line {root.wrapped_at.line}"


def _is_dataclass(node: ast.ClassDef) -> bool:
    return any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list) or any(
        ast.unparse(base).rpartition(".")[2] == "NamedTuple" for base in node.bases
    )


def names_in(text: str) -> set[str]:
    """Names that a source text reads."""
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError:
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
