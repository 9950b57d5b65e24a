"""Candidates for arguments: source texts to try for each parameter, likeliest first."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from tfguard.confirm.probes.probing import Tree
from tfguard.confirm.subjects import classes
from tfguard.confirm.subjects.callsites import Resolver, bindings_of, calls_of
from tfguard.confirm.subjects.demands import DATASET, MODEL, OPTIMIZER, demanded, members_used
from tfguard.syntax.project import Project

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

# Every plain tensor is tried with these, in this order; errors of failed runs bend them further.
GRID = (
    "tf.ones([])", "tf.ones([4])", "tf.ones([4, 4])", "tf.ones([], tf.int32)", "tf.ones([4], tf.int32)",
    "tf.ones([2, 8, 8, 3])", "tf.ones([2, 8, 4])", "tf.ones([4, 4], tf.int32)", "tf.ones([], tf.bool)",
    "tf.fill([], 'a')", "tf.ones([4], tf.bool)", "tf.fill([4], 'a')", "tf.ones([2, 28, 28, 1])",
)  # fmt: skip
MAX_CANDIDATES = 18
ENOUGH_MEMBERS = 2  # that a class has of those that are used, to be taken for what is wanted
MOST = 0.6
ENOUGH_LETTERS = 5  # of a parameter's name that is the end of a class' name
_TENSOR_MEMBERS = frozenset(("shape", "dtype", "ndim", "numpy", "rank", "device", "name", "T", "size"))

COUNT = "tf.ones([], tf.int32)"
_IMAGE, _TEXT, _FLAG, _IDS = GRID[5], "tf.fill([], 'a')", "False", "tf.ones([4], tf.int32)"
# A name proves nothing; it only says what to try first.
_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"image|img|pixels|frames?$|picture", (_IMAGE, "tf.ones([8, 8, 3])")),
    (r"^n$|^num_|steps?$|count$|^length$|^size$|epochs?$|index$|^idx$|^i$", (COUNT, "3")),
    (
        r"labels?$|targets?$|^y_true$|tokens?$|(^|_)ids$|indices$",
        (_IDS, "tf.ones([4, 4])", "tf.ones([4, 4], tf.int32)"),
    ),
    (r"text|string|sentence|^name$|path$|filename", (_TEXT, "'a'", "tf.fill([4], 'a')")),
    (r"^training$|^is_|flag$|^verbose$|^debug$", (_FLAG, "True", "tf.ones([], tf.bool)")),
    (r"^(x|inputs?|features?|batch|data)$", ("tf.ones([4, 4])",)),
)

_CONFIGURES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"units|dim|size|hidden|filters|channels|depth|width|heads|classes|vocab|features?$|capacity", ("4",)),
    (r"rate|alpha|^lr$|decay|momentum|epsilon|scale|factor|weight|threshold|beta|gamma|prob", ("0.5",)),
    (r"^name$|path$|mode$|kind$", ("'a'",)),
    (r"(^|_)(id|idx|index)$", ("0",)),
)
_PLAIN = ("4", "0.5", "'a'", "None", "True", "[4, 4]", "(lambda *a, **k: a[0])")
_ANNOTATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(^|\.)(Optional\[.*|.*\| ?None)$", ("None",)),
    (r"(^|[.\[])(tf\.)?Tensor\b", GRID[:6]),
    (r"(^|\.)ndarray\b|NDArray", ("np.ones([4, 4], np.float32)", "np.ones([4], np.float32)")),
    (r"(^|[.\[ ])tf\.Variable\b|^Variable$", ("tf.Variable(tf.ones([4]))", "tf.Variable(1.0)")),
    (r"\bbool\b", ("True", "False")),
    (r"\bint\b", ("3", "1")),
    (r"\bfloat\b", ("0.5",)),
    (r"\bstr\b", ("'a'",)),
    (r"^(typing\.)?([Ll]ist|Sequence|Iterable)\b", ("[tf.ones([4]), tf.ones([4])]", "[1, 2]", "[]")),
    (r"^(typing\.)?([Tt]uple)\b", ("(tf.ones([4, 4]), tf.ones([4, 4]))",)),
    (r"^(typing\.)?([Dd]ict|Mapping)\b", ("{'a': tf.ones([4])}", "{}")),
    (r"^(typing\.)?([Ss]et)\b", ("set()",)),
    (r"Callable", ("(lambda *a, **k: a[0])",)),
    (r"Dataset", (DATASET,)),
    (r"Optimizer", (OPTIMIZER,)),
    (r"\bModel\b|Layer\b", (MODEL,)),
    (r"Path\b", ("__import__('pathlib').Path('file')",)),
)


def parameters(function: Function, bound: bool) -> list[tuple[ast.arg, ast.expr | None, bool]]:
    """List a function's own parameters: the argument, its default, whether it is keyword-only.

    Args:
        function: the function.
        bound: whether the first parameter is bound already (``self``).
    """
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    found = [
        (arg, default, False)
        for arg, default in zip(positional, [*defaults, *arguments.defaults], strict=True)
    ]
    found += [
        (arg, default, True) for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    return found[1:] if bound else found


def candidates(
    project: Project,
    tree: Tree,
    function: Function,
    names: set[str],
    bound: bool,
    uses: ast.AST | None = None,
    *,
    small: bool = True,
) -> list[tuple[str, str, list[str], bool]]:
    """List what to try for each parameter that wants a value.

    Args:
        project: the files.
        tree: the module.
        function: the function that is to be called.
        names: last names by which it is called in the file.
        bound: whether ``self`` is bound already.
        small: whether configurations may be made smaller than the project has them.
        uses: where else a constructor's values are used: the class.

    Returns:
        For each: parameter, keyword (empty when it goes by position), texts, and whether they are
        guesses (True) rather than what the file passes.
    """
    resolver = Resolver(tree, names)
    sites = [bindings_of(call, function, int(bound)) for call in calls_of(tree, names)]
    found = []
    by_keyword = False
    for arg, default, keyword_only in parameters(function, bound):
        passed = unique(
            text for site in sites if arg.arg in site for text in [resolver.text(site[arg.arg])] if text
        )
        if default is not None:
            texts = _for_default(default, passed, arg.arg)
            if len(texts) < 2:
                by_keyword = True
                continue
            found.append((arg.arg, arg.arg, texts[:MAX_CANDIDATES], False))
            continue
        members = members_used(function, arg.arg, uses)
        made = [
            *_instances(tree, resolver, arg, members),
            *(_imported_instances(project, tree, arg, members, small) if uses is not None else ()),
        ]
        # What configures an object is a plain Python value more often than a tensor.
        plain = _PLAIN if uses is not None else ()
        guesses = unique(
            [
                *made,
                *_annotated(arg),
                *demanded(function, arg.arg, uses),
                *_named(arg.arg, uses is not None),
                *plain,
                *GRID,
            ]
        )
        texts = unique([*passed, *guesses])[:MAX_CANDIDATES]
        found.append((arg.arg, arg.arg if keyword_only or by_keyword else "", texts, not passed))
    return found


def _instances(tree: Tree, resolver: Resolver, arg: ast.arg, members: set[str]) -> list[str]:
    """Offer objects of the file's own classes: the annotated one, then those that have what is used."""
    annotation = ast.unparse(arg.annotation) if arg.annotation is not None else ""
    found = []
    for node in tree.module.tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        named = re.search(rf"\b{re.escape(node.name)}\b", annotation) is not None
        own = members - _TENSOR_MEMBERS
        fits = bool(own) and own <= _provided(tree, node)
        if named or fits:
            calls = [call for call in calls_of(tree, {node.name}) if isinstance(call.func, ast.Name)]
            texts = [text for text in (resolver.text(call) for call in calls) if text]
            bare = [] if _needs_arguments(node) else [f"{node.name}()"]
            found.append((not named, [*texts[:2], *bare]))
    return [text for _, texts in sorted(found, key=lambda item: item[0]) for text in texts]


def _imported_instances(
    project: Project, tree: Tree, arg: ast.arg, members: set[str], small: bool
) -> list[str]:
    """Offer objects of imported classes: the annotated one, then those that have most of what is used."""
    annotation = ast.unparse(arg.annotation) if arg.annotation is not None else ""
    own = members - _TENSOR_MEMBERS
    found: list[tuple[float, list[str]]] = []
    for name, (module, node) in classes.imported_classes(project, tree.module):
        named = re.search(rf"\b{re.escape(name)}\b", annotation) is not None or _is_called(name, arg.arg)
        common = own & classes.provided(project, module, node) if own and not named else set()
        fits = len(common) >= max(ENOUGH_MEMBERS, MOST * len(own))
        if not (named or fits) or _needs_arguments(node):
            continue
        keywords = classes.small(project, module, node) if small else ""
        texts = [f"{name}({keywords})", f"{name}()"] if keywords else [f"{name}()"]
        found.append((-len(own) - 1 if named else -len(common), texts))
    return [text for _, texts in sorted(found, key=lambda item: item[0]) for text in texts]


def _is_called(name: str, parameter: str) -> bool:
    """Tell a parameter that is called like a class, or like the end of its name: ``config``."""
    return len(parameter) >= ENOUGH_LETTERS and name.lower().endswith(parameter.replace("_", "").lower())


def _needs_arguments(node: ast.ClassDef) -> bool:
    makers = [item for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "__init__"]
    return any(default is None for maker in makers for _, default, _ in parameters(maker, True))


def _provided(tree: Tree, node: ast.ClassDef) -> set[str]:
    """Attributes that a class and its bases in the file define: methods and what they assign to ``self``."""
    found: set[str] = set()
    bases = {ast.unparse(base) for base in node.bases}
    for item in tree.module.tree.body:
        if isinstance(item, ast.ClassDef) and (item is node or item.name in bases):
            for inner in ast.walk(item):
                if isinstance(inner, ast.FunctionDef):
                    found.add(inner.name)
                elif isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
                    found.add(inner.attr)
    return found


# What is tried for a parameter whose default is None.
_TENSORS = ("tf.ones([])", "tf.ones([4])", "tf.ones([4, 4])", "tf.ones([2, 8, 4])")


def unique(texts: Iterable[str]) -> list[str]:
    """Drop repetitions, keep the order."""
    return list(dict.fromkeys(texts))


def _for_default(default: ast.expr, passed: list[str], name: str) -> list[str]:
    """What else than its default a parameter may be given, to reach what the default leaves out."""
    own = ast.unparse(default)
    if own in ("True", "False"):
        return unique([*passed, own, "False" if own == "True" else "True"])
    if own == "None":
        return unique([*passed, own, *_named(name, False), *_TENSORS])
    return unique([*passed, own]) if passed else []


def _annotated(arg: ast.arg) -> list[str]:
    if arg.annotation is None:
        return []
    node = arg.annotation
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ast.unparse(node)
    return [entry for pattern, texts in _ANNOTATIONS if re.search(pattern, text) for entry in texts]


def _named(name: str, configures: bool) -> list[str]:
    table = _CONFIGURES if configures else _NAMES
    return [entry for pattern, texts in table if re.search(pattern, name) for entry in texts]


_PLAIN_TENSOR = re.compile(r"tf\.ones\(\[([\d, ]*)\](?:, tf\.(\w+))?\)")
_OTHER_TYPES = ({"float32": "float64", "int32": "int64"}, {"float32": "int32", "int32": "float32"})


def other_kinds(values: Sequence[str], guessed: Sequence[bool]) -> list[tuple[str, ...]]:
    """Offer other types, then other ranks, for the tensors among some arguments that nobody passes.

    Args:
        values: source texts.
        guessed: for each, whether it is a guess.

    Returns:
        Arguments with all such tensors changed, likeliest first; empty where there are none.
    """
    ways: list[Callable[[list[str], str], tuple[list[str], str]]] = [
        *(functools.partial(_retyped, types) for types in _OTHER_TYPES),
        lambda shape, dtype: (shape[1:], dtype),
        lambda shape, dtype: (["2", *shape], dtype),
    ]
    changed = [
        tuple(_remade(value, way) if guess else value for value, guess in zip(values, guessed, strict=True))
        for way in ways
    ]
    return [one for one in dict.fromkeys(changed) if one != tuple(values)]


def _retyped(types: Mapping[str, str], shape: list[str], dtype: str) -> tuple[list[str], str]:
    return shape, types.get(dtype, dtype)


def _remade(value: str, way: Callable[[list[str], str], tuple[list[str], str]]) -> str:
    match = _PLAIN_TENSOR.fullmatch(value)
    if match is None:
        return value
    sizes = [part.strip() for part in match[1].split(",") if part.strip()]
    shape, dtype = way(sizes, match[2] or "float32")
    text = f"[{', '.join(shape)}]"
    return f"tf.ones({text})" if dtype == "float32" else f"tf.ones({text}, tf.{dtype})"
