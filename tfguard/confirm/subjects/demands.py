"""What a function's body demands of a parameter: that it is called, indexed by a key, unpacked, iterated."""

from __future__ import annotations

import ast
from collections.abc import Callable

MODEL = "tf.keras.Sequential([tf.keras.layers.Dense(4)])"
OPTIMIZER = "tf.keras.optimizers.SGD(0.1)"
DATASET = "tf.data.Dataset.from_tensor_slices(tf.ones([8, 4])).batch(4)"
_METHOD_USES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset(("apply_gradients", "minimize", "learning_rate")), OPTIMIZER),
    (frozenset(("trainable_variables", "trainable_weights", "layers", "compile")), MODEL),
    (frozenset(("assign", "assign_add", "assign_sub", "read_value")), "tf.Variable(tf.ones([4]))"),
    (frozenset(("update_state", "result", "reset_state", "reset_states")), "tf.keras.metrics.Mean()"),
    (frozenset(("append", "extend", "insert", "pop", "sort", "clear")), "[]"),
    (frozenset(("items", "keys", "values", "setdefault", "update")), "{'a': tf.ones([4])}"),
    (frozenset(("add", "discard")), "set()"),
    (frozenset(("popleft", "appendleft")), "__import__('collections').deque(maxlen=4)"),
    (frozenset(("batch", "prefetch", "shuffle", "take")), DATASET),
    (frozenset(("lower", "upper", "split", "startswith", "endswith", "format")), "'a'"),
    (frozenset(("write", "stack", "gather")), "tf.TensorArray(tf.float32, size=4)"),
    (frozenset(("uniform", "normal")), "tf.random.Generator.from_seed(1)"),
)


Is = Callable[[ast.AST], bool]


def demanded(function: ast.AST, name: str, uses: ast.AST | None) -> list[str]:
    """Give source texts of values that a body could work with.

    Args:
        function: the function.
        name: the parameter.
        uses: for a constructor, the class: attributes that the parameter is stored in are followed there.
    """
    found = _texts(function, lambda node: isinstance(node, ast.Name) and node.id == name)
    for attribute in _stored_in(function, name) if uses is not None else ():
        found += _texts(uses or function, _is_attribute(attribute))
    return found


def members_used(function: ast.AST, name: str, uses: ast.AST | None) -> set[str]:
    """Name the attributes of a parameter that a body, or a class that stores it, reads."""
    found = _members(function, lambda node: isinstance(node, ast.Name) and node.id == name)
    for attribute in _stored_in(function, name) if uses is not None else ():
        found |= _members(uses or function, _is_attribute(attribute))
    return found


def _members(body: ast.AST, is_it: Is) -> set[str]:
    return {node.attr for node in ast.walk(body) if isinstance(node, ast.Attribute) and is_it(node.value)}


def _is_attribute(name: str) -> Is:
    return lambda node: isinstance(node, ast.Attribute) and node.attr == name


def _stored_in(function: ast.AST, name: str) -> list[str]:
    return [
        target.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id == name
        for target in node.targets
        if isinstance(target, ast.Attribute)
    ]


def _texts(body: ast.AST, is_it: Is) -> list[str]:
    found: list[str] = []
    methods: set[str] = set()
    keys: list[str] = []
    for node in ast.walk(body):
        if isinstance(node, ast.Attribute) and is_it(node.value):
            methods.add(node.attr)
        elif isinstance(node, ast.Call):
            found += _called(node, is_it)
            keys += _key(node.args[0]) if node.args and _asks_key(node.func, is_it) else []
        elif isinstance(node, ast.Subscript) and is_it(node.value):
            keys += _key(node.slice)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            parts = len(node.targets[0].elts)
            if is_it(node.value):
                found.append("(" + "tf.ones([4, 4]), " * parts + ")")
            elif _is_shape(node.value, is_it):
                found.append("tf.ones([" + ", ".join(["2", *["4"] * (parts - 1)]) + "])")
        elif isinstance(node, ast.Compare) and is_it(node.left):
            found += [repr(text) for other in node.comparators for text in _key(other)]
    if keys:
        found.append("{" + ", ".join(f"{key!r}: tf.ones([4, 4])" for key in dict.fromkeys(keys)) + "}")
    order = sorted(_METHOD_USES, key=lambda entry: -len(entry[0] & methods))
    return found + [text for names, text in order if names & methods]


def _is_shape(node: ast.expr, is_it: Is) -> bool:
    """Tell the sizes of all axes: ``x.shape``, ``x.get_shape().as_list()``, ``tf.unstack(tf.shape(x))``."""
    if isinstance(node, ast.Attribute):
        return node.attr == "shape" and is_it(node.value)
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute) and node.func.attr in ("get_shape", "as_list"):
        return is_it(node.func.value) or _is_shape(node.func.value, is_it)
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if not node.args:
        return False
    return ("shape" in name and is_it(node.args[0])) or _is_shape(node.args[0], is_it)


def _called(node: ast.Call, is_it: Is) -> list[str]:
    if is_it(node.func):
        return [MODEL, "(lambda *a, **k: a[0])"]
    if getattr(node.func, "attr", "") in ("train_step", "test_step") and any(map(is_it, node.args)):
        return ["(tf.ones([4, 4]), tf.ones([4, 4]))"]  # what `fit` hands over: inputs and targets
    if getattr(node.func, "id", "") == "next" and node.args and is_it(node.args[0]):
        return ["iter(tf.data.Dataset.range(100))"]
    return []


def _asks_key(function: ast.expr, is_it: Is) -> bool:
    return isinstance(function, ast.Attribute) and function.attr in ("pop", "get") and is_it(function.value)


def _key(node: ast.expr) -> list[str]:
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []
