"""Candidates for arguments: source texts to try for each parameter, likeliest first."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from tfguard.confirm.callsites import Resolver, bindings_of, calls_of
from tfguard.confirm.probing import Tree

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

# Every plain tensor is tried with these, in this order; errors of failed runs bend them further.
GRID = (
    "tf.ones([])", "tf.ones([4])", "tf.ones([4, 4])", "tf.ones([], tf.int32)", "tf.ones([4], tf.int32)",
    "tf.ones([2, 8, 8, 3])", "tf.ones([2, 8, 4])", "tf.ones([4, 4], tf.int32)", "tf.ones([], tf.bool)",
    "tf.fill([], 'a')", "tf.ones([4], tf.bool)", "tf.fill([4], 'a')", "tf.ones([2, 28, 28, 1])",
)  # fmt: skip
MAX_CANDIDATES = 18

_IMAGE, _COUNT, _TEXT, _FLAG = GRID[5], "tf.ones([], tf.int32)", "tf.fill([], 'a')", "False"
# A name proves nothing; it only says what to try first.
_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"image|img|pixels|frames?$|picture", (_IMAGE, "tf.ones([8, 8, 3])")),
    (r"^n$|^num_|steps?$|count$|^length$|^size$|epochs?$|index$|^idx$|^i$", (_COUNT, "3")),
    (r"labels?$|targets?$|^y_true$|tokens?$|^ids$|indices$", ("tf.ones([4], tf.int32)", "tf.ones([4, 4])")),
    (r"text|string|sentence|^name$|path$|filename", (_TEXT, "'a'", "tf.fill([4], 'a')")),
    (r"^training$|^is_|flag$|^verbose$|^debug$", (_FLAG, "True", "tf.ones([], tf.bool)")),
    (r"units|dim|size|hidden|filters|channels|depth|width|heads|classes|vocab|features?$|capacity", ("4",)),
    (r"rate|alpha|^lr$|decay|momentum|epsilon|scale|factor|weight|threshold|beta|gamma|prob", ("0.5",)),
    (r"^(x|inputs?|features?|batch|data)$", ("tf.ones([4, 4])",)),
)

_PLAIN = ("4", "0.5", "'a'", "None", "True", "[4, 4]", "(lambda *a, **k: a[0])")
_MODEL = "tf.keras.Sequential([tf.keras.layers.Dense(4)])"
_OPTIMIZER = "tf.keras.optimizers.SGD(0.1)"
_DATASET = "tf.data.Dataset.from_tensor_slices(tf.ones([8, 4])).batch(4)"
_METHOD_USES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset(("apply_gradients", "minimize", "learning_rate")), _OPTIMIZER),
    (frozenset(("trainable_variables", "trainable_weights", "layers", "compile")), _MODEL),
    (frozenset(("assign", "assign_add", "assign_sub", "read_value")), "tf.Variable(tf.ones([4]))"),
    (frozenset(("update_state", "result", "reset_state", "reset_states")), "tf.keras.metrics.Mean()"),
    (frozenset(("append", "extend", "insert", "pop", "sort", "clear")), "[]"),
    (frozenset(("items", "keys", "values", "setdefault", "update")), "{'a': tf.ones([4])}"),
    (frozenset(("add", "discard")), "set()"),
    (frozenset(("popleft", "appendleft")), "__import__('collections').deque(maxlen=4)"),
    (frozenset(("batch", "prefetch", "shuffle", "take")), _DATASET),
    (frozenset(("lower", "upper", "split", "startswith", "endswith", "format")), "'a'"),
    (frozenset(("write", "stack", "gather")), "tf.TensorArray(tf.float32, size=4)"),
    (frozenset(("uniform", "normal")), "tf.random.Generator.from_seed(1)"),
)
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
    (r"Dataset", (_DATASET,)),
    (r"Optimizer", (_OPTIMIZER,)),
    (r"\bModel\b|Layer\b", (_MODEL,)),
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
    tree: Tree, function: Function, names: set[str], bound: bool, uses: ast.AST | None = None
) -> list[tuple[str, str, list[str], bool]]:
    """List what to try for each parameter that wants a value.

    Args:
        tree: the module.
        function: the function that is to be called.
        names: last names by which it is called in the file.
        bound: whether ``self`` is bound already.
        uses: where else a constructor's values are used: the class.

    Returns:
        For each: parameter, keyword (empty when it goes by position), texts, and whether they are
        guesses (True) rather than what the file passes.
    """
    resolver = Resolver(tree)
    sites = [bindings_of(call, function, int(bound)) for call in calls_of(tree, names)]
    found = []
    by_keyword = False
    for arg, default, keyword_only in parameters(function, bound):
        passed = unique(
            text for site in sites if arg.arg in site for text in [resolver.text(site[arg.arg])] if text
        )
        if default is not None:
            texts = _for_default(default, passed)
            if len(texts) < 2:
                by_keyword = True
                continue
            found.append((arg.arg, arg.arg, texts[:MAX_CANDIDATES], False))
            continue
        # What configures an object is a plain Python value more often than a tensor.
        plain = _PLAIN if uses is not None else ()
        guesses = unique(
            [*_annotated(arg), *_demanded(function, arg.arg, uses), *_named(arg.arg), *plain, *GRID]
        )
        texts = unique([*passed, *guesses])[:MAX_CANDIDATES]
        found.append((arg.arg, arg.arg if keyword_only or by_keyword else "", texts, not passed))
    return found


def unique(texts: Iterable[str]) -> list[str]:
    """Drop repetitions, keep the order."""
    return list(dict.fromkeys(texts))


def _for_default(default: ast.expr, passed: list[str]) -> list[str]:
    """What else than its default a parameter may be given, to reach what the default leaves out."""
    own = ast.unparse(default)
    if own in ("True", "False"):
        return unique([*passed, own, "False" if own == "True" else "True"])
    if own == "None":
        return unique([*passed, own, "tf.ones([])", "tf.ones([4])"])
    return unique([*passed, own]) if passed else []


def _annotated(arg: ast.arg) -> list[str]:
    if arg.annotation is None:
        return []
    node = arg.annotation
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ast.unparse(node)
    return [entry for pattern, texts in _ANNOTATIONS if re.search(pattern, text) for entry in texts]


def _named(name: str) -> list[str]:
    return [entry for pattern, texts in _NAMES if re.search(pattern, name) for entry in texts]


def _demanded(function: Function, name: str, uses: ast.AST | None) -> list[str]:
    """Read off the body what a parameter must be: called, indexed by a key, unpacked, iterated."""
    found = _uses(function, lambda node: isinstance(node, ast.Name) and node.id == name)
    if uses is not None:
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id == name:
                for target in node.targets:
                    if isinstance(target, ast.Attribute):
                        attribute = target.attr
                        found += _uses(
                            uses, lambda n, a=attribute: isinstance(n, ast.Attribute) and n.attr == a
                        )
    return found


def _uses(body: ast.AST, is_it) -> list[str]:  # type: ignore[no-untyped-def]
    found: list[str] = []
    methods: set[str] = set()
    keys: list[str] = []
    for node in ast.walk(body):
        if isinstance(node, ast.Attribute) and is_it(node.value):
            methods.add(node.attr)
        elif isinstance(node, ast.Call) and is_it(node.func):
            found += [_MODEL, "(lambda *a, **k: a[0])"]
        elif isinstance(node, ast.Subscript) and is_it(node.value):
            if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
                keys.append(node.slice.value)
        elif isinstance(node, ast.Assign) and is_it(node.value) and isinstance(node.targets[0], ast.Tuple):
            found.append("(" + ", ".join(["tf.ones([4, 4])"] * len(node.targets[0].elts)) + ",)")
        elif isinstance(node, ast.Compare) and is_it(node.left):
            for other in node.comparators:
                if isinstance(other, ast.Constant) and isinstance(other.value, str):
                    found.append(repr(other.value))
        elif (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", "") == "next"
            and node.args
            and is_it(node.args[0])
        ):
            found.append("iter(tf.data.Dataset.range(100))")
    if keys:
        found.append("{" + ", ".join(f"{key!r}: tf.ones([4, 4])" for key in dict.fromkeys(keys)) + "}")
    order = sorted(_METHOD_USES, key=lambda entry: -len(entry[0] & methods))
    return found + [text for names, text in order if names & methods]
