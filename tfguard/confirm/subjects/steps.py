"""How to get hold of a traced function: the steps from the loaded slice to something to call."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.slices.materials import safe_name
from tfguard.confirm.slices.names import called_name, names_read
from tfguard.confirm.subjects import classes
from tfguard.confirm.subjects.arguments import candidates
from tfguard.confirm.subjects.callsites import Resolver
from tfguard.confirm.subjects.cases import TestCase, case_at, cases_for
from tfguard.rules.finding import Finding
from tfguard.syntax.project import Project
from tfguard.syntax.source import SourceError
from tfguard.tracing.roots.keras import CONVERTED_BY_KERAS_2
from tfguard.tracing.traced import Root, RootKind

MOST_LEVELS = 8
MOST_OWNERS = 3
MOST_VARIANTS = 3  # of a test with parameters
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
        case: the test of the project whose call of the function is made again; None for other ways.
        passes: whether the function is called with what some other code was seen to call it with.
        module: name of a module that is loaded beside the subject's: that of the test.
        beside: names that are needed of further files.
    """

    steps: list[Json] = field(default_factory=list)
    call: list[Json] = field(default_factory=list)
    holes: list[Json] = field(default_factory=list)
    abort: bool = False
    note: str = ""
    wanted: set[str] = field(default_factory=set)
    case: TestCase | None = None
    passes: bool = False
    module: str = ""
    beside: dict[str, set[str]] = field(default_factory=dict)

    def as_json(self) -> Json:
        """Give the form that the worker reads."""
        plan: Json = {"steps": self.steps, "call": self.call, "holes": self.holes, "abort": self.abort}
        return {**plan, "module": self.module} if self.module else plan


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


def find(
    project: Project,
    root: Root,
    wanted: frozenset[str] = frozenset(),
    heirs: Sequence[tuple[str, str]] = (),
    *,
    small: bool = True,
) -> Subject | None:
    """Find a root in its source and the ways to call it.

    Args:
        project: the files.
        root: the traced function.
        wanted: classes whose methods the chains of the findings enter: an inherited method is called
            on an instance of the one of them that inherits it.
        heirs: files and classes of them that the chains enter.
        small: whether configurations may be made smaller than the project has them.

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
    plans = tuple(_Builder(project, tree, root, node, wrapping, wanted, heirs, small).plans())
    if wanted:
        plans += tuple(_Builder(project, tree, root, node, wrapping, frozenset(), (), small).plans())
    pinned = _top_statement(tree, wrapping) if wrapping is not None else None
    return Subject(tree, node, definitions(tree, node), wrapping, pinned, plans)


def entered(finding: Finding) -> list[tuple[str, str]]:
    """Files and qualified names of the functions that a finding's chain enters, the root's first."""
    paths = [link.place.path for link in finding.chain[1:]] + [finding.place.path]
    return [(path, link.function) for path, link in zip(paths, finding.chain, strict=False)]


def behind_decorator(project: Project, finding: Finding) -> Finding:
    """Take the function that is decorated for the root, where the root is what its decorator puts around it.

    Raises:
        SourceError: a file cannot be read or parsed.
    """
    steps = entered(finding)
    if len(steps) < 2 or "<locals>" not in finding.root.qualname:
        return finding
    path, qualname = steps[1]
    decorator = finding.root.qualname.partition(".")[0]
    for node in ast.walk(project.load(path).tree):
        if isinstance(node, ast.FunctionDef) and node.name == qualname.rpartition(".")[2]:
            names = {ast.unparse(one).partition("(")[0].rpartition(".")[2] for one in node.decorator_list}
            tree = Tree(project.load(path))
            if decorator in names and _qualname(definitions(tree, node)) == qualname:
                root = replace(finding.root, path=path, line=node.lineno, qualname=qualname, cell=None)
                return replace(finding, root=root, chain=finding.chain[1:])
    return finding


def _qualname(path: Sequence[ast.AST]) -> str:
    parts: list[str] = []
    for node in path:
        if parts and not isinstance(path[len(parts) - 1], ast.ClassDef):
            return ""
        parts.append(getattr(node, "name", ""))
    return ".".join(parts)


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


def through_cases(project: Project, finding: Finding, subject: Subject) -> list[list[Plan]]:
    """List ways to a root through tests of the project, by their files: what they pass is passed again.

    Args:
        project: the files.
        finding: the finding, or one of those of the traced function.
        subject: where that is defined.
    """
    root, path = finding.root, subject.path
    if any(isinstance(node, ast.Lambda) for node in path):
        return []
    around = case_at(subject.tree.module, path)
    if around is not None:
        files = [[around]]
    else:
        names = [(file, name.partition(".")[0]) for file, name in reversed(entered(finding))]
        files = cases_for(project, list(dict.fromkeys(names)), [one.place for one in finding.related])
    builder = _Builder(project, subject.tree, root, subject.node, subject.wrapping, frozenset())
    return [
        [
            builder.through_case(case, variant)
            for variant in range(MOST_VARIANTS)
            for case in cases
            if not variant or case.many
        ]
        for cases in files
    ]


def is_bound(path: tuple[ast.AST, ...]) -> bool:
    """Tell whether the last of some nested definitions is a method with an object of its own."""
    if len(path) < 2 or not isinstance(path[-2], ast.ClassDef):
        return False
    return "staticmethod" not in [ast.unparse(d) for d in getattr(path[-1], "decorator_list", [])]


def through_owners(project: Project, root: Root, subject: Subject, *, small: bool = True) -> list[Plan]:
    """List ways to a root through objects that come to it: a model that has the layer.

    What a layer deep inside is called with is hard to guess; what its model is called with, less so.

    Args:
        project: the files.
        root: the traced function.
        subject: where it is defined.
        small: see :func:`find`.
    """
    path = subject.path
    if len(path) > 2 or not all(isinstance(node, (ast.ClassDef, ast.FunctionDef)) for node in path):
        return []
    builder = _Builder(project, subject.tree, root, subject.node, subject.wrapping, frozenset(), (), small)
    owners = _owners(subject.tree.module.tree, getattr(path[0], "name", ""))
    return [plan for plan in map(builder.through_owner, owners) if plan is not None]


def _owners(tree: ast.Module, name: str) -> list[ast.ClassDef]:
    """Classes with a ``call`` that speak of a name, those that are the furthest away first."""
    made = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name != name]
    reads = {node.name: names_read(node) for node in made}
    levels: list[list[ast.ClassDef]] = []
    names, seen = {name}, {name}
    while names and len(levels) < MOST_LEVELS:
        level = [node for node in made if node.name not in seen and reads[node.name] & names]
        names = {node.name for node in level}
        seen |= names
        called = [node for node in level if any(getattr(item, "name", "") == "call" for item in node.body)]
        if called:
            levels.append(sorted(called, key=lambda node: (node.end_lineno or 0) - node.lineno))
    return [level[0] for level in reversed(levels)][:MOST_OWNERS]


class _Builder:
    def __init__(
        self,
        project: Project,
        tree: Tree,
        root: Root,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        wrapping: ast.Call | None,
        wanted: frozenset[str],
        heirs: Sequence[tuple[str, str]] = (),
        small: bool = True,
    ) -> None:
        self.project, self.tree, self.root, self.node, self.wrapping = project, tree, root, node, wrapping
        self.classes, self.heirs, self.small = wanted, heirs, small

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
        return is_bound(definitions(self.tree, self.node))

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
        for name, keyword, texts, guessed in candidates(
            self.project, self.tree, function, names, bound, uses, small=self.small
        ):
            found.append({"hole": len(plan.holes), "keyword": keyword})
            plan.holes.append({"name": label + name, "candidates": texts, "guessed": guessed})
            for text in texts:
                plan.wanted |= names_in(text)
        return found

    def _reach(self, plan: Plan, path: tuple[ast.AST, ...], compiled: bool = False) -> bool:
        """Write the steps that lead along definitions to the last of them."""
        tree, first = self._heir(path[0])
        path = (first, *path[1:])
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
                self._get(plan, tree, node.name)
                continue
            if isinstance(node, ast.ClassDef):
                plan.steps.append({"do": "attribute", "name": node.name})
                continue
            if isinstance(outer, ast.ClassDef):
                self._construct(plan, outer, tree if index == 1 else None)
            if compiled:
                plan.steps.append({"do": "compile"})
            plan.steps.append({"do": "attribute", "name": node.name})
        return True

    def _get(self, plan: Plan, tree: Tree, name: str) -> None:
        """Take a name of a module: the subject's, or another one that has to be there too."""
        if tree is self.tree:
            plan.steps.append({"do": "get", "name": name})
            plan.wanted.add(name)
        else:
            plan.module = safe_name(tree.module)
            plan.beside.setdefault(tree.module.path, set()).add(name)
            plan.steps.append({"do": "get", "name": name, "module": plan.module})

    def _heir(self, node: ast.AST) -> tuple[Tree, ast.AST]:
        """The class whose instance is made: the one that the findings' chains speak of, if it inherits."""
        if not isinstance(node, ast.ClassDef):
            return self.tree, node
        for path, name in self.heirs:
            found = self._descendant(path, name, node)
            if found is not None:
                return found
        return self.tree, self._heir_here(node)

    def _descendant(self, path: str, name: str, node: ast.ClassDef) -> tuple[Tree, ast.ClassDef] | None:
        """A class of another file, if it inherits from one of the subject's."""
        if path == self.tree.module.path:
            return None
        try:
            found = classes.find_class(self.project, self.project.load(path), name)
        except SourceError:
            return None
        if found is None or found[0].path != path:
            return None
        above = {(module.path, one.name) for module, one in classes.lineage(self.project, *found)}
        if (self.tree.module.path, node.name) not in above:
            return None
        return Tree(found[0]), found[1]

    def _heir_here(self, node: ast.ClassDef) -> ast.AST:
        family = {node.name}
        for item in self.tree.module.tree.body:
            if isinstance(item, ast.ClassDef) and family & {ast.unparse(base) for base in item.bases}:
                family.add(item.name)
                if item.name in self.classes:
                    return item
        return node

    def _construct(self, plan: Plan, node: ast.ClassDef, tree: Tree | None = None) -> None:
        tree, maker, owner = self._constructor(tree or self.tree, node)
        arguments: list[Json] = []
        label = f"{node.name}."
        if maker is not None and tree is self.tree:
            arguments = self._arguments(plan, maker, {node.name}, True, node, label)
        elif maker is not None:
            for name, keyword, texts, guessed in candidates(
                self.project, tree, maker, {node.name}, True, owner, small=self.small
            ):
                arguments.append({"hole": len(plan.holes), "keyword": keyword})
                plan.holes.append({"name": label + name, "candidates": texts, "guessed": guessed})
                if tree.module.path in plan.beside:
                    plan.beside[tree.module.path].update(*map(names_in, texts))
        elif _is_dataclass(node):
            arguments = self._fields(plan, node, label)
        plan.steps.append({"do": "construct", "arguments": arguments})

    def _fields(self, plan: Plan, node: ast.ClassDef, label: str) -> list[Json]:
        """Treat the annotated fields of a dataclass, its bases' too, without a default as parameters."""
        line = [owner for _, owner in classes.lineage(self.project, self.tree.module, node)]
        fields = {
            item.target.id: item
            for owner in reversed(line)
            for item in owner.body
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
        }
        arguments = [ast.arg(name, item.annotation) for name, item in fields.items() if item.value is None]
        signature = ast.arguments(posonlyargs=[], args=arguments, kwonlyargs=[], kw_defaults=[], defaults=[])
        maker = ast.Lambda(args=signature, body=ast.Constant(None))
        return self._arguments(plan, maker, {node.name}, False, node, label)

    def _constructor(
        self, tree: Tree, node: ast.ClassDef
    ) -> tuple[Tree, ast.FunctionDef | None, ast.ClassDef]:
        """Find ``__init__`` in a class or its bases within the project."""
        for module, owner in classes.lineage(self.project, tree.module, node):
            for item in owner.body:
                if isinstance(item, ast.FunctionDef) and item.name == "__init__":
                    return tree if module is tree.module else Tree(module), item, owner
        return tree, None, node

    def _through_maker(self, path: tuple[ast.AST, ...], wrapping: ast.Call) -> Iterator[Plan]:
        """A project's own function makes and wraps it: what that function returns is the traced function."""
        called = called_name(wrapping)
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

    def through_owner(self, owner: ast.ClassDef) -> Plan | None:
        """Make an object of another class and call it; the function is called as it is called there."""
        plan = Plan(note=f"called as {owner.name} calls it")
        call = next(item for item in owner.body if getattr(item, "name", "") == "call")
        self._get(plan, self.tree, owner.name)
        self._construct(plan, owner)
        plan.steps.append({"do": "attribute", "name": "call"})
        label = f"{owner.name}.call."
        arguments = self._arguments(plan, call, {"call", "__call__"}, True, None, label)
        plan.steps.append({"do": "passed", "arguments": arguments})
        self._taken(plan)
        return plan

    def through_case(self, case: TestCase, variant: int) -> Plan:
        """Run a test until it comes to the function, and call the function as it did."""
        plan = Plan(case=case, note=f"called as {case.shown} calls it")
        plan.module = safe_name(self.project.load(case.path))
        plan.beside[case.path] = {case.owner or case.function}
        arguments: list[Json] = []
        for name, text in case.arguments:
            arguments.append({"hole": len(plan.holes), "keyword": name})
            plan.holes.append({"name": f"{case.function}.{name}", "candidates": [text], "guessed": False})
        plan.steps = [
            {"do": "case", "owner": case.owner, "function": case.function, "variant": variant},
            {"do": "passed", "arguments": arguments},
        ]
        self._taken(plan)
        return plan

    def _taken(self, plan: Plan) -> None:
        """Take the traced function itself, after something has come to it."""
        path = definitions(self.tree, self.node)
        plan.passes = True
        name, note = self._name(), plan.note
        if isinstance(path[-2] if len(path) > 1 else None, ast.ClassDef):
            plan.steps.append({"do": "attribute", "name": name})
        elif len(path) > 1:
            plan.steps.append({"do": "captured"})
        else:
            plan.steps.append({"do": "get", "name": name})
            plan.wanted.add(name)
        if self.root.kind is not RootKind.DECORATOR and not (len(path) > 1 and self.wrapping is not None):
            self._wrap(plan)
            plan.note = note

    def _wrapped_here(self, path: tuple[ast.AST, ...]) -> Iterator[Plan]:
        """Wrap the function as it was wrapped, where the wrapping itself cannot be run."""
        if any(isinstance(node, ast.Lambda) for node in path):
            return
        if self.wrapping is not None and not all(isinstance(node, ast.ClassDef) for node in path[:-1]):
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
        # Which Keras is installed is known where it runs.
        method = self.root.qualname.rpartition(".")[2] if "." in self.root.qualname else ""
        by_keras = self.root.kind is RootKind.KERAS and method in CONVERTED_BY_KERAS_2
        step = {"do": "wrap", "options": given, "signature": options.input_signature or ""}
        plan.steps.append({**step, "keras_2_converts": by_keras})
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
