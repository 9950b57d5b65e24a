"""Arguments that make TensorFlow trace again: what of them is new from call to call.

A graph is kept by the *value* of a Python argument and by the *spec* (dtype and shape) of a tensor, so
numbers that change trace anew and tensors that change do not (guide "Better performance with tf.function",
section "Rules of tracing").
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tfguard.syntax.parameters import default_of
from tfguard.syntax.place import Place
from tfguard.syntax.scopes import BindingKind, Scope
from tfguard.tracing.between.moments import Moment, loops_around, moment_of, repeats, runs_twice_at_most
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.sites import Call, Site, Spot, arguments
from tfguard.tracing.events import Variety
from tfguard.tracing.shapes import shape_of
from tfguard.tracing.traced import Drive
from tfguard.tracing.values import (
    JOINED,
    Array,
    Class,
    Constant,
    Container,
    Function,
    Instance,
    Library,
    Object,
    Partial,
    Scalar,
    Tensor,
    TracedCallable,
    Value,
    Variation,
    members,
)
from tfguard.tracing.varied import varied

FEW_APART = 4  # distinct calls in several functions: each may be the only one that a program makes
FEW = 2  # so many traces are no pitfall: a flag, the last batch of an epoch
_BY_SPEC = frozenset(
    (
        "variable",
        "keras_variable",
        "dataset",
        "dataset_iterator",
        "resource",
        "strategy",
        "path",
        "tape",
        "range",
    )
)


@dataclass(frozen=True, slots=True)
class New:
    """What is new in an argument.

    Attributes:
        variety: in which way.
        why: what makes it so.
        kind: what the argument is.
    """

    variety: Variety
    why: Variation
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Varying:
    """An argument of a call that is new from call to call.

    Attributes:
        site: the call.
        parameter: who gets it.
        node: the argument.
        new: what is new.
        others: other calls that make it so.
    """

    site: Site
    parameter: str
    node: ast.expr
    new: New
    others: tuple[Site, ...] = ()


def varying_arguments(program: Program, sites: Sequence[Site]) -> Iterator[Varying]:
    """The arguments of one traced function's calls that vary.

    Args:
        program: the files.
        sites: all calls of the function.
    """
    production = [site for site in sites if not site.in_test]
    told: set[tuple[str, Variety]] = set()
    for site in production:
        if site.options.input_signature is not None:
            continue
        again = calls_again(program, site)
        moment = moment_of(program, site)
        for parameter, node in arguments(site):
            value = moment.value(node)
            for new in news(program, site, node, value):
                if not new.why.placed and again is None:
                    continue
                if new.kind == "str" and _chooses(program, site.function, parameter):
                    continue
                why = (
                    new.why
                    if new.why.text
                    else replace(new.why, text=_phrase(new, again), where=_where(again))
                )
                told.add((parameter, new.variety))
                yield Varying(site, parameter, node, replace(new, why=why))
                break
    yield from _over_sites(program, production, told)


def _chooses(program: Program, function: Function, parameter: str) -> bool:
    """Whether a text says what to do: a key, something to compare with, or handed on to code that may."""
    frame = program.world.frame(function.scope, function.module)
    for node in ast.walk(function.scope.node):
        if isinstance(node, ast.Call) and any(
            isinstance(a, ast.Name) and a.id == parameter for a in node.args
        ):
            callee = program.world.walk.evaluate(node.func, frame)
            if not isinstance(callee, Library):
                return True
        match node:
            case (
                ast.Subscript(slice=ast.Name(id=name))
                | ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Name(id=name)])
            ):
                if name == parameter:
                    return True
            case ast.Compare():
                parts = [node.left, *node.comparators]
                if any(isinstance(part, ast.Name) and part.id == parameter for part in parts):
                    return True
    return False


def calls_again(program: Program, site: Call) -> Variation | None:
    """Why a call is made more than twice, if anything in the program says so."""
    loops = [loop for loop in loops_around(site.node, site.module) if not runs_twice_at_most(loop)]
    if loops:
        return Variation("loop", loops[0].text, where=loops[0].place)
    function = site.scope.function
    return repeats(program, function) if function is not None else None


def _phrase(new: New, again: Variation | None) -> str:
    return again.text if again is not None else ""


def _where(again: Variation | None) -> Place | None:
    return again.where if again is not None else None


# What is new in a value


def news(program: Program, site: Site, node: ast.expr, value: Value, depth: int = 3) -> Iterator[New]:
    """What is new in an argument from call to call.

    Args:
        program: the files.
        site: the call.
        node: the argument as written.
        value: what it is at the call.
        depth: how deep containers are looked into.
    """
    for member in members(value):
        match member:
            case Scalar(type="bool"):
                continue
            case Scalar(type=kind, varies=Variation() as why):
                if _many(why, FEW):
                    yield New(Variety.SCALAR, why, kind)
            case Tensor(shape=tuple() as shape) | Array(shape=tuple() as shape):
                if site.options.reduce_retracing is False:
                    yield from (
                        New(Variety.SHAPE, size, "tensor" if isinstance(member, Tensor) else "array")
                        for size in shape
                        if isinstance(size, Variation) and _many(size, FEW)
                    )
            case Container() if depth:
                yield from _news_of_container(program, site, node, member, depth)
            case Instance():
                yield from _news_of_instance(program, site, node, member)
            case Function() | Partial() | TracedCallable() | Object():
                yield from _news_of_object(program, site, node, member)
            case _:
                continue


def _many(why: Variation, few: int) -> bool:
    return why.cause != JOINED and (why.limit is None or why.limit > few)


def _news_of_container(
    program: Program, site: Site, node: ast.expr, value: Container, depth: int
) -> Iterator[New]:
    if value.type in ("set", "deque"):
        yield New(Variety.UNHASHABLE, Variation("loop"), value.type)
        return
    if isinstance(value.length, Variation) and _many(value.length, FEW):
        yield New(Variety.LENGTH, value.length, value.type)
        return
    if value.type == "range":
        return
    for item in (*(value.items or ()), *(value.keys or {}).values(), value.element):
        for new in news(program, site, node, item, depth - 1):
            inner = Variety.CONTAINER if new.variety is Variety.SCALAR else new.variety
            yield New(inner, new.why, value.type if inner is Variety.CONTAINER else new.kind)


def _news_of_instance(program: Program, site: Site, node: ast.expr, value: Instance) -> Iterator[New]:
    equality = equality_of(program, value.cls)
    if equality == "unhashable":
        yield New(Variety.UNHASHABLE, Variation("loop"), value.cls.name)
    elif equality == "value" and (varying := list(_varying_fields(program, site, node, value))):
        yield from varying
    elif equality in ("identity", "value") and is_fresh(program, site, node, value.node):
        # Equal objects share a trace only as long as the first of them lives: TensorFlow keeps it by a weak
        # reference (experiment: examples/object_arg/bad_equal_but_not_kept.py).
        yield New(Variety.OBJECT, Variation("value"), value.cls.name)
    elif equality == "fields":
        yield from _varying_fields(program, site, node, value)


def _varying_fields(program: Program, site: Site, node: ast.expr, value: Instance) -> Iterator[New]:
    """Python numbers that an object is made of, and that vary."""
    made = value.node
    module = program.module_of(made) if made is not None else None
    if not isinstance(made, ast.Call) or module is None:
        return
    moment = Moment(program, Spot(made, program.scope_of(made, module), module), 1)
    for argument in (*made.args, *(keyword.value for keyword in made.keywords)):
        for new in news(program, site, node, moment.value(argument), 1):
            if new.variety is Variety.SCALAR:
                yield New(Variety.CONTAINER, new.why, value.cls.name)


def _inside(node: ast.expr, part: ast.AST) -> bool:
    return any(inner is part for inner in ast.walk(node))


def _news_of_object(
    program: Program, site: Site, node: ast.expr, value: Function | Partial | TracedCallable | Object
) -> Iterator[New]:
    match value:
        case Object(kind="slice"):
            yield New(Variety.UNHASHABLE, Variation("loop"), "slice")
        case Object(kind=kind) if kind in _BY_SPEC or not kind:
            return
        case Object(node=made):
            if is_fresh(program, site, node, made):
                yield New(Variety.OBJECT, Variation("value"), value.cls.rpartition(".")[2])
        case Function(bound=None) if is_fresh(program, site, node, value.scope.node):
            word = "lambda" if isinstance(value.scope.node, ast.Lambda) else "function"
            yield New(Variety.OBJECT, Variation("value"), word)
        case Function(bound=Instance() | Class()) if isinstance(node, ast.Attribute) and _is_method(
            program, site, node
        ):
            # Each access of a method makes another bound method, and they are told apart by identity.
            yield New(Variety.OBJECT, Variation("value"), "bound method")
        case Partial(node=made) if is_fresh(program, site, node, made):
            yield New(Variety.OBJECT, Variation("value"), "partial")
        case _:
            return


def _is_method(program: Program, site: Site, node: ast.Attribute) -> bool:
    """Whether an attribute is looked up in the class, and not stored on the object."""
    for member in members(program.evaluate(node.value, site)):
        cls = member.cls if isinstance(member, Instance) else member
        if not isinstance(cls, Class) or program.world.class_member(cls, node.attr) is None:
            return False
        if program.world.attribute(cls, node.attr) is not None:
            return False
    return True


def is_fresh(program: Program, site: Site, node: ast.expr, made: ast.AST | None) -> bool:
    """Whether an object is made anew for each call.

    Args:
        program: the files.
        site: the call.
        node: the argument.
        made: what makes the object.
    """
    if made is None:
        return False
    if _inside(node, made):
        return True
    if isinstance(node, ast.Call):
        # `f(x, make_config())`: what the called function makes in its body.
        function = _function_around(program, made)
        return function is not None and not _is_memo(function)
    if not isinstance(node, ast.Name):
        return False
    if _is_given_anew(program, site, node.id, made):
        return True
    moment_loops = {loop.node for loop in loops_around(site.node, site.module)}
    parent: ast.AST | None = made
    while parent is not None:
        if parent in moment_loops:
            return True
        parent = site.module.parents.get(parent)
    home = site.scope.function
    inside = home is not None and any(part is made for part in ast.walk(home.node))
    return inside and home is not None and repeats(program, home) is not None


def _is_given_anew(program: Program, site: Site, name: str, made: ast.AST) -> bool:
    """Whether a name is bound again before each call: by a call that makes the object, or by a loop."""
    home = site.scope.home_of(name)
    loops = {loop.node for loop in loops_around(site.node, site.module)}
    repeated = site.scope.function is not None and repeats(program, site.scope.function) is not None
    for binding in home.bindings.get(name, ()) if home is not None else ():
        around = {loop.node for loop in loops_around(binding.node, site.module)}
        if binding.value is None or not (loops & around or repeated):
            continue
        if binding.kind is BindingKind.ASSIGN and isinstance(binding.value, ast.Call):
            function = _function_around(program, made)
            if (
                function is not None
                and not _is_memo(function)
                and function is not getattr(home, "node", None)
            ):
                return True
        if binding.kind is BindingKind.ITERATE and _is_made_in_loop(program, made):
            return True
    return False


def _is_made_in_loop(program: Program, made: ast.AST) -> bool:
    """Whether the construction itself is repeated: in a loop or a comprehension."""
    module = program.module_of(made)
    return module is not None and bool(loops_around(made, module))


def _function_around(program: Program, made: ast.AST) -> ast.AST | None:
    for module in program.modules:
        parent = module.parents.get(made)
        if parent is None:
            continue
        while parent is not None:
            if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)):
                return parent
            parent = module.parents.get(parent)
    return None


def _is_memo(function: ast.AST) -> bool:
    return any("cache" in ast.unparse(decorator) for decorator in getattr(function, "decorator_list", ()))


def equality_of(program: Program, cls: Class) -> str:
    """How TensorFlow tells instances apart, as far as the bases are known (else ``unknown``).

    Returns:
        ``identity``, ``value``, ``fields`` (as a tuple is), ``constant``, ``unhashable`` or ``spec``.
    """
    world = program.world
    if world.library_kind(cls) in ("layer", "module", "optimizer", "metric", "loss", "schedule"):
        return "identity"
    for base in world.bases(cls):
        if isinstance(base, Library):
            if base.name.startswith("enum."):
                return "constant"
            if base.name in (
                "typing.NamedTuple",
                "builtins.tuple",
                "builtins.str",
                "builtins.int",
                "builtins.float",
            ):
                return "fields"
            if "ExtensionType" in base.name or base.name.startswith("tensorflow.experimental."):
                return "spec"
            if base.name not in _PLAIN:
                return "unknown"
        elif not isinstance(base, Class):
            return "unknown"
    decorator = _dataclass(program, cls)
    own_eq = world.class_member(cls, "__eq__") is not None
    own_hash = world.class_member(cls, "__hash__") is not None
    if own_eq:
        return "value" if own_hash else "unhashable"
    if decorator is not None:
        options = {k.arg: getattr(k.value, "value", None) for k in getattr(decorator, "keywords", ())}
        if options.get("eq") is False:
            return "identity"
        if options.get("frozen") or options.get("unsafe_hash"):
            return "value"
        return "value" if own_hash else "unhashable"
    if world.class_member(cls, "__tf_tracing_type__") is not None:
        return "spec"
    return "identity"


_PLAIN = frozenset(("builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol"))


def _dataclass(program: Program, cls: Class) -> ast.expr | None:
    """The decorator that makes a class a dataclass."""
    node = cls.scope.node
    for decorator in getattr(node, "decorator_list", ()):
        callee = decorator.func if isinstance(decorator, ast.Call) else decorator
        frame_scope = cls.scope.parent or cls.scope
        value = program.world.walk.evaluate(callee, program.world.frame(frame_scope, cls.module))
        if isinstance(value, Library) and value.name in (
            "dataclasses.dataclass",
            "attr.s",
            "attrs.define",
            "attr.define",
        ):
            found: ast.expr = decorator
            return found
    return None


# Several calls together


def _over_sites(program: Program, sites: list[Site], told: set[tuple[str, Variety]]) -> Iterator[Varying]:
    """Plain calls that differ from each other: ``f(x, 1)``, ``f(x, 2)``, ``f(x, 3)``."""
    groups: dict[object, list[Site]] = {}
    for site in sites:
        made = site.receiver.node if site.receiver is not None else None
        groups.setdefault((made, site.function.frame), []).append(site)
    for group in groups.values():
        if len(group) > FEW and group[0].options.input_signature is None:
            yield from _over_group(program, group, told)


def _over_group(program: Program, group: list[Site], told: set[tuple[str, Variety]]) -> Iterator[Varying]:
    function = group[0].function.scope.node
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    passed = [dict(arguments(site)) for site in group]
    for parameter in dict.fromkeys(name for given in passed for name in given):
        values: list[Value] = []
        for site, given in zip(group, passed, strict=True):
            if parameter in given:
                values.append(moment_of(program, site).value(given[parameter]))
            else:
                default = default_of(function, parameter)
                if isinstance(default, ast.Constant):
                    values.append(Constant(default.value))
        together = _of_one_kind(values)
        in_a_row = {
            site.scope.function for site, given in zip(group, passed, strict=True) if parameter in given
        }
        if len(together) <= (FEW if len(in_a_row) == 1 else FEW_APART):
            continue
        first, second = [site for site, given in zip(group, passed, strict=True) if parameter in given][:2]
        why = Variation("calls", "over its calls", where=second.module.place(second.node))
        value = varied(list(together), why)
        few = FEW if len(in_a_row) == 1 else FEW_APART
        for new in news(program, first, UNKNOWN_NODE, value, 1):
            if (parameter, new.variety) not in told and (new.why.limit or 0) > few:
                told.add((parameter, new.variety))
                node = dict(arguments(first))[parameter]
                yield Varying(first, parameter, node, new, tuple(group[1:]))
                break


def _of_one_kind(values: Sequence[Value]) -> list[Value]:
    """The constants, tensors or containers among what calls pass, whichever are most."""
    constants: list[Value] = [v for v in values if isinstance(v, Constant) and v.value is not None]
    arrays: list[Value] = [v for v in values if isinstance(v, (Tensor, Array))]
    containers: list[Value] = [v for v in values if isinstance(v, Container)]
    return max(constants, arrays, containers, key=len)


UNKNOWN_NODE = ast.Constant(None)


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Two calls with equal numbers of different types.

    Attributes:
        parameter: who gets them.
        first, later: the calls.
        first_node, later_node: the arguments.
        kinds: their types.
    """

    parameter: str
    first: Site
    later: Site
    first_node: ast.expr
    later_node: ast.expr
    kinds: tuple[str, str]


def shared_literals(program: Program, sites: Sequence[Site]) -> Iterator[Shared]:
    """Pairs of calls whose Python numbers are equal and of different types."""
    seen: dict[tuple[str, object, object], tuple[Site, ast.expr, str]] = {}
    for site in sites:
        if site.options.input_signature is not None or site.in_test:
            continue
        for parameter, node, value in _with_defaults(program, site):
            if not isinstance(value, Constant) or not isinstance(value.value, (bool, int, float)):
                continue
            kind = type(value.value).__name__
            receiver = site.receiver.node if site.receiver is not None else None
            key = (parameter, value.value, receiver)
            known = seen.setdefault(key, (site, node, kind))
            if known[2] == kind or not _type_matters(program, site.function, parameter):
                continue
            if not _differ_otherwise(program, known[0], site, parameter):
                yield Shared(parameter, known[0], site, known[1], node, (known[2], kind))


def _with_defaults(program: Program, site: Site) -> Iterator[tuple[str, ast.expr, Value]]:
    """What a call passes, and the constant defaults that it leaves."""
    moment = moment_of(program, site)
    passed = dict(arguments(site))
    for parameter, node in passed.items():
        yield parameter, node, moment.value(node)
    function = site.function.scope.node
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs):
        default = default_of(function, argument.arg)
        if argument.arg not in passed and isinstance(default, ast.Constant):
            yield argument.arg, site.node, Constant(default.value)


# Operations whose result has the type of a Python number that they get.
_TYPED = frozenset(
    "tensorflow." + name
    for name in [
        "constant",
        "convert_to_tensor",
        "fill",
        "range",
        "stack",
        "identity",
        "reduce_sum",
        "tile",
        "repeat",
        "where",
        "expand_dims",
        "reshape",
    ]
)


def _type_matters(program: Program, function: Function, parameter: str) -> bool:
    """Whether a traced function makes a tensor of a parameter's type: beside a tensor it takes that one's."""
    world = program.world
    frame = world.frame(function.scope, function.module)
    for node in ast.walk(function.scope.node):
        match node:
            case ast.Return(value=ast.Name(id=name)) if name == parameter:
                return True
            case ast.BinOp(left=ast.Name(id=name), right=right) if name == parameter:
                if isinstance(right, (ast.Constant, ast.Name)) and not _is_tensor(program, function, right):
                    return True
            case ast.Call() if not any(keyword.arg == "dtype" for keyword in node.keywords):
                given = [*node.args, *(keyword.value for keyword in node.keywords)]
                given += [e for part in given if isinstance(part, (ast.List, ast.Tuple)) for e in part.elts]
                if any(isinstance(part, ast.Name) and part.id == parameter for part in given):
                    callee = world.walk.evaluate(node.func, frame)
                    if isinstance(callee, Library) and callee.name in _TYPED and not _has_dtype(node):
                        return True
    return False


def _has_dtype(node: ast.Call) -> bool:
    """``tf.constant(x, tf.float32)``: a second argument that is no number."""
    return len(node.args) > 1 and isinstance(node.args[1], ast.Attribute)


def _is_tensor(program: Program, function: Function, node: ast.expr) -> bool:
    """Whether the other operand brings a type of its own."""
    if isinstance(node, ast.Constant):
        return False
    bindings = function.scope.bindings.get(getattr(node, "id", ""), [])
    return not bindings or any(binding.value is not None for binding in bindings)


def _differ_otherwise(program: Program, first: Site, later: Site, parameter: str) -> bool:
    """Whether other arguments already keep the two calls apart."""
    one, other = dict(arguments(first)), dict(arguments(later))
    for name in (one.keys() & other.keys()) - {parameter}:
        left, right = moment_of(program, first).value(one[name]), moment_of(program, later).value(other[name])
        if isinstance(left, Constant) and isinstance(right, Constant) and left.value != right.value:
            return True
        if _differ_in_shape(left, right):
            return True
    return False


def _differ_in_shape(left: Value, right: Value) -> bool:
    both = isinstance(left, (Tensor, Array)) and isinstance(right, (Tensor, Array))
    return both and None not in (shapes := (shape_of(left), shape_of(right))) and shapes[0] != shapes[1]


def drive_of(program: Program, sites: Sequence[Site], where: Place | None) -> Drive | None:
    """The code to run so that the calls are made: the function in which the loop stands.

    Args:
        program: the files.
        sites: the calls.
        where: the loop or counter; the calls' own function where it is None.
    """
    calls = tuple(site.module.place(site.node) for site in sites)
    home: tuple[str, Scope | None] = (sites[0].module.path, sites[0].scope.function)
    if where is not None:
        for module in program.modules:
            if module.path == where.path:
                home = (module.path, function_at(module.index.functions, where.line))
    path, scope = home
    if scope is None:
        return Drive(path, 0, "", calls)
    node = scope.node
    return Drive(path, getattr(node, "lineno", 0), scope.qualname, calls)


def function_at(functions: Sequence[Scope], line: int) -> Scope | None:
    """The innermost function (no lambda) around a line."""
    best: Scope | None = None
    for scope in functions:
        node = scope.node
        if isinstance(node, ast.Lambda):
            continue
        first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0) or 0
        if first <= line <= last and (best is None or first >= getattr(best.node, "lineno", 0)):
            best = scope
    return best


def signature_text(program: Program, sites: Sequence[Site]) -> str:
    """An ``input_signature`` that takes all calls; empty where a parameter's type or rank is not known.

    Args:
        program: the files.
        sites: the calls of one function.
    """
    every = [_specs(program, site) for site in sites]
    if not all(every):
        return ""
    specs = [_common(column) for column in zip(*every, strict=True)]
    if not all(specs):
        return ""
    return f"input_signature=[{', '.join(str(spec) for spec in specs)}]"


@dataclass(frozen=True, slots=True)
class _Spec:
    """A ``tf.TensorSpec``: its dtype's name and its sizes, ``None`` where they differ."""

    dtype: str
    shape: tuple[int | None, ...] = ()

    def __str__(self) -> str:
        return f"tf.TensorSpec([{', '.join(map(str, self.shape))}], tf.{self.dtype})"


def _specs(program: Program, site: Site) -> list[_Spec]:
    """The specs of a call's arguments; none where one is not known."""
    node = site.function.scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)][site.function.bound is not None :]
    passed = dict(arguments(site))
    if set(names) != set(passed) or node.args.kwonlyargs or node.args.vararg or node.args.kwarg:
        return []
    moment = moment_of(program, site)
    specs = [_spec(moment.value(passed[name])) for name in names]
    return [spec for spec in specs if spec] if all(specs) else []


_DTYPES = {"int": "int32", "float": "float32", "str": "string"}


def _spec(value: Value) -> _Spec | None:
    match value:
        case Scalar(type=kind) if kind in _DTYPES:
            return _Spec(_DTYPES[kind])
        case Constant(value=int() | float() | str() as constant) if not isinstance(constant, bool):
            return _Spec(_DTYPES[type(constant).__name__])
        case Tensor(shape=tuple() as shape, dtype=str() as dtype) if dtype:
            return _Spec(dtype, tuple(size if isinstance(size, int) else None for size in shape))
        case _:
            return None


def _common(specs: Sequence[_Spec]) -> _Spec | None:
    """What takes all of several specs: nothing where dtypes or ranks differ."""
    if len({(spec.dtype, len(spec.shape)) for spec in specs}) != 1:
        return None
    sizes = zip(*(spec.shape for spec in specs), strict=True)
    return _Spec(specs[0].dtype, tuple(size[0] if len(set(size)) == 1 else None for size in sizes))
