"""Draw programs from building blocks, and write them down. One seed and number give one program."""

from __future__ import annotations

import enum
import random
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from agreement.forms import Form, Names, Owner, Sign
from agreement.placing import Block, Placer, Surroundings, fits, indent

from tfguard.rules.registry import all_rules

BAD = 0.45  # the share of misbehaving forms among those that stand beside others
TRIES = 4  # until a form fits beside another one
ROUNDS = 4  # calls of each traced function: the first may trace twice, three are left to compare


class Frame(enum.Enum):
    """How the traced function is made."""

    DECORATED = "decorated"
    WRAPPED = "wrapped"
    COMPILED = "compiled"  # by a decorator of the program
    PARTIAL = "partial"
    IMPORTED = "imported"
    MAKER = "maker"
    METHOD = "method"
    BOUND = "bound"
    MODULE = "module"
    INHERITED = "inherited"
    MAPPED = "mapped"  # by a dataset
    PREDICTED = "predicted"  # by Keras: the predict_step of a model


class Driver(enum.Enum):
    """How it is called."""

    LOOP = "loop"
    COMPREHENSION = "comprehension"
    SPELLED = "spelled"


CLASS_FRAMES = (Frame.METHOD, Frame.BOUND, Frame.MODULE, Frame.INHERITED, Frame.PREDICTED)
LIBRARY_FRAMES = (Frame.MAPPED, Frame.PREDICTED)
# Rules that say the same where AutoGraph converts and where Keras keeps it out: state creation, side effects,
# captured state, eager-only code.
_WITHOUT_AUTOGRAPH = frozenset(
    rule.symbol for rule in all_rules() if rule.id[1:3] in ("71", "72", "74", "76")
)
LIBRARY_FRAMES = (Frame.MAPPED, Frame.PREDICTED)
# Rules that say the same where AutoGraph converts and where Keras keeps it out: state creation, side effects,
# captured state, eager-only code.
_WITHOUT_AUTOGRAPH = frozenset(
    rule.symbol for rule in all_rules() if rule.id[1:3] in ("71", "72", "74", "76")
)
VECTORS = (
    "tf.constant([1.0, 2.0, 3.0]) * (i + 1.0)",
    "tf.fill([3], i + 1.0)",
    "tf.ones([3]) * float(i + 1)",
    "tf.cast(tf.range(1, 4), tf.float32) + float(i)",
)
FILLERS = ("tf.nn.softplus({x})", "{x} * 0.5", "tf.sqrt({x})", "{x} / 3.0", "tf.exp(-{x})")
OPTIONS = (
    "",
    "",
    "",
    "reduce_retracing=True",
    "autograph=True",
    "input_signature=[tf.TensorSpec([3], tf.float32)]",
)


@dataclass(frozen=True, slots=True)
class Words:
    """The names in a unit.

    Attributes:
        function: the traced function.
        argument: its first parameter.
        instance: the object whose method it is.
        cls: that object's class.
        base: the class that it inherits from.
        maker: the function that makes the traced one, or wraps it.
        outs: the list of results.
    """

    function: str
    argument: str
    instance: str
    cls: str
    base: str
    maker: str
    outs: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A traced function with its blocks and its calls.

    Attributes:
        name: ``u1``, ``u2``...
        blocks: in order.
        frame: how the function is made; None when the only block is a unit by itself.
        driver: how it is called.
        options: keywords for tf.function.
        words: its names; None when the only block is a unit by itself.
        fillers: statements before the blocks.
        vector: the first argument of call ``i``.
        as_dict: whether the results come as a dict or a tuple.
    """

    name: str
    blocks: tuple[Block, ...]
    frame: Frame | None = None
    driver: Driver = Driver.LOOP
    options: str = ""
    words: Words | None = None
    fillers: str = ""
    vector: str = ""
    as_dict: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """A program that can be written down, with all blocks or with some.

    Attributes:
        seed: of the run that drew it.
        number: within the run.
        units: its traced functions.
        split: whether each unit has a function of its own that makes its calls.
    """

    seed: int
    number: int
    units: tuple[Unit, ...]
    split: bool

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks."""
        return tuple(block for unit in self.units for block in unit.blocks)

    def unit_of(self, block: str) -> Unit:
        """The unit that a block stands in."""
        return next(unit for unit in self.units if any(each.name == block for each in unit.blocks))


@dataclass(frozen=True, slots=True)
class Source:
    """A program's text.

    Attributes:
        text: the module.
        owners: for each line, from 1, the block that it belongs to, or the unit, or nothing.
    """

    text: str
    owners: tuple[str, ...]

    def owner(self, line: int | None) -> str:
        """The block or unit that a line belongs to, or nothing."""
        return self.owners[line - 1] if line is not None and 0 < line <= len(self.owners) else ""


class Grammar:
    """The forms that programs are made of.

    Args:
        forms: all of them. Each rule begins as many programs as another, in turn, with a misbehaving form
            and a near miss in turn, so that none is left to chance; a rule with forms that seldom fit beside
            others begins more. The forms beside the first are drawn.
    """

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms: dict[str, dict[bool, list[Form]]] = {}
        for form in forms:
            for rule in form.rules:
                own = _kept_by(form, rule)
                if form.owners and not own.owners:
                    continue
                self._forms.setdefault(rule, {}).setdefault(form.bad, []).append(own)
        self._rules = sorted(self._forms)
        self._turns = {rule: max(map(_rarity, self._all(rule))) for rule in self._rules}

    def _all(self, rule: str) -> list[Form]:
        return [form for kind in self._forms[rule].values() for form in kind]

    def first(self, rng: random.Random, seed: int, number: int) -> Form:
        """Draw the form that a program begins with.

        Args:
            rng: the program's.
            seed: of the run, which shuffles each round of the rules anew.
            number: of the program.
        """
        turns = [(rule, turn) for rule, count in self._turns.items() for turn in range(count)]
        round_, place = divmod(number, len(turns))
        rule, turn = random.Random(f"{seed}/round {round_}").sample(turns, len(turns))[place]
        return self._of(rule, rng, bad=(round_ * self._turns[rule] + turn) % 2 == 0)

    def form(self, rng: random.Random) -> Form:
        """Draw a form of any rule."""
        return self._of(rng.choice(self._rules), rng, bad=rng.random() < BAD)

    def _of(self, rule: str, rng: random.Random, *, bad: bool) -> Form:
        kinds = self._forms[rule]
        return rng.choice(kinds.get(bad) or kinds[not bad])


def _stands_alone(form: Form) -> bool:
    """Whether no other form stands in the same traced function."""
    return bool(form.whole or form.options or form.params or form.alone)


def _rarity(form: Form) -> int:
    """How many programs of a round a form should begin: more, the more seldom it comes beside another one."""
    if form.alone:
        return 3
    frames = [frame for frame in Frame if fits(form, _around(frame, ("x",)))]
    return 2 if _stands_alone(form) or len(frames) == 1 else 1


def _kept_by(form: Form, rule: str) -> Form:
    """A form with the owners for which one rule speaks of it."""
    if isinstance(form.rule, str):
        return form
    return replace(form, owners=tuple(each for each in form.owners if form.rule.get(each) == rule))


def draw(seed: int, number: int, grammar: Grammar) -> Program:
    """Draw one program.

    Args:
        seed: of the run.
        number: of the program in the run.
        grammar: what it may be made of.
    """
    rng = random.Random(f"{seed}/{number}")
    names = Names(rng)
    first = grammar.first(rng, seed, number)
    drawing = _Drawing(rng, names, grammar)
    units = [drawing.unit(1, first)]
    if not first.alone:
        for position in range(2, rng.choice((1, 1, 2, 2, 3)) + 1):
            following = grammar.form(rng)
            if not following.alone:
                units.append(drawing.unit(position, following))
    return Program(seed, number, tuple(units), split=not first.alone and rng.random() < 0.3)


class _Drawing:
    def __init__(self, rng: random.Random, names: Names, grammar: Grammar) -> None:
        self._rng = rng
        self._names = names
        self._grammar = grammar
        self._placer = Placer(rng, names)
        self._count = 0

    def unit(self, position: int, first: Form) -> Unit:
        """A unit around one form, with others that fit into it."""
        rng, names = self._rng, self._names
        if first.whole:
            block = self._placer.whole(self._next(), first)
            return Unit(f"u{position}", (block,))
        frames = [frame for frame in Frame if _fits_into(first, frame, _around(frame, ("x",)))]
        frame = rng.choice(frames)
        words = Words(
            function=names.verb(),
            argument=names.noun(),
            instance=names.noun(),
            cls=names.class_name(),
            base=names.class_name(),
            maker=names.verb(),
            outs=names.noun(),
        )
        vectors, fillers = [words.argument], []
        for _ in range(rng.choice((0, 0, 1, 2))):
            name = names.noun()
            fillers.append(f"{name} = " + rng.choice(FILLERS).format(x=rng.choice(vectors)))
            vectors.append(name)
        around = _around(frame, tuple(vectors))
        forms = [first, *self._others(first, around, frame)]
        rng.shuffle(forms)
        blocks = tuple(self._placer.place(self._next(), form, around, words.instance) for form in forms)
        has_more = any(block.arguments for block in blocks)
        options = first.options or rng.choice(OPTIONS[:-1] if has_more else OPTIONS)
        has_between = any(block.between for block in blocks)
        drivers = [each for each in Driver if not (has_between and each is Driver.COMPREHENSION)]
        return Unit(
            f"u{position}",
            blocks,
            frame,
            rng.choice(drivers),
            options,
            words,
            "\n".join(fillers),
            rng.choice(VECTORS),
            rng.random() < 0.5 or frame is Frame.PREDICTED,
        )

    def _others(self, first: Form, around: Surroundings, frame: Frame) -> Iterator[Form]:
        if first.options or first.params:
            return
        for _ in range(self._rng.choice((0, 0, 1, 1, 2))):
            drawn = (self._grammar.form(self._rng) for _ in range(TRIES))
            alike = (each for each in drawn if not _stands_alone(each))
            other = next((each for each in alike if _fits_into(each, frame, around)), None)
            if other is not None:
                yield other

    def _next(self) -> str:
        self._count += 1
        return f"b{self._count}"


def _fits_into(form: Form, frame: Frame, around: Surroundings) -> bool:
    if frame is Frame.PREDICTED and not set(form.rules) <= _WITHOUT_AUTOGRAPH:
        return False
    return fits(form, around) and (frame not in LIBRARY_FRAMES or _can_be_called_by_a_library(form))


def _can_be_called_by_a_library(form: Form) -> bool:
    """Whether a dataset or Keras can run it, which make the calls themselves, with one argument."""
    measured = form.sign in (Sign.TRACES, Sign.OPS, Sign.BYTES)  # what it traces is a wrapper of the library
    older = form.rules[0].startswith("tf1-")  # these rules speak where code uses what only TensorFlow 2 has
    if measured or older or Owner.ARGUMENT in form.owners:
        return False
    return not (form.options or form.params or form.between)


def _around(frame: Frame, vectors: tuple[str, ...]) -> Surroundings:
    converted = frame is not Frame.PREDICTED
    return Surroundings(frame in CLASS_FRAMES, frame is Frame.MAKER, vectors, converted)


def write(program: Program, without: Collection[str] = ()) -> Source:
    """Write a program down.

    Args:
        program: what to write.
        without: names of blocks that are left out.
    """
    writer = _Writer()
    if without:
        program = replace(program, units=tuple(unit for unit in program.units if _kept(unit, without)))
    for unit in program.units:
        for block in unit.blocks:
            if block.name not in without and block.top:
                writer.add("\n")
                writer.add(block.top, block.name)
        if unit.frame is not None:
            writer.add("\n")
            _write_function(writer, unit, without)
    _write_run(writer, program, without)
    return writer.source()


_MODULES = (
    *("abc", "collections", "contextlib", "copy", "dataclasses", "datetime", "enum", "functools", "io"),
    *("itertools", "json", "logging", "math", "operator", "os", "pathlib", "pdb", "pickle", "random"),
    *("struct", "sys", "time", "types", "uuid", "warnings"),
)


def _imports(text: str) -> str:
    """The imports that a module's text needs."""

    def used(name: str) -> bool:
        return re.search(rf"(?<![.\w]){name}\.", text) is not None

    lines = [f"import {module}" for module in _MODULES if used(module)]
    lines += [
        "",
        *(["import keras"] if used("keras") else []),
        *(["import numpy as np"] if used("np") else []),
    ]
    lines.append("import tensorflow as tf")
    if re.search(r"^\s*@graph\b", text, re.MULTILINE):
        lines.append("from tensorflow import function as graph")
    return "\n".join(lines)


class _Writer:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._owners: list[str] = []

    def add(self, text: str, owner: str = "", levels: int = 0) -> None:
        for line in (indent(text, levels) if levels else text).split("\n"):
            self._lines.append(line)
            self._owners.append(owner)

    def source(self) -> Source:
        text = "\n".join(self._lines) + "\n"
        imports = _imports(text) + "\n"
        return Source(imports + text, ("",) * imports.count("\n") + tuple(self._owners))


def _kept(unit: Unit, without: Collection[str]) -> list[Block]:
    return [block for block in unit.blocks if block.name not in without]


def _write_function(writer: _Writer, unit: Unit, without: Collection[str]) -> None:
    """The traced function, in its frame."""
    words, blocks = unit.words, _kept(unit, without)
    assert words is not None
    called, keyword = _options(unit)
    wraps = f"tf.function(wanted{keyword})"
    if unit.frame is Frame.DECORATED:
        _write_body(writer, unit, blocks, f"@tf.function{called}", words.function)
    elif unit.frame is Frame.MAPPED:
        _write_body(writer, unit, blocks, "", words.function)
    elif unit.frame is Frame.IMPORTED:
        _write_body(writer, unit, blocks, f"@graph{called}", words.function)
    elif unit.frame is Frame.WRAPPED:
        _write_body(writer, unit, blocks, "", f"_{words.function}")
        writer.add(f"\n\n{words.function} = tf.function(_{words.function}{keyword})", unit.name)
    elif unit.frame is Frame.COMPILED:
        writer.add(f"def compiled_{words.maker}(wanted):\n    return {wraps}\n\n", unit.name)
        _write_body(writer, unit, blocks, f"@compiled_{words.maker}", words.function)
    elif unit.frame is Frame.PARTIAL:
        writer.add(f"traced_{words.maker} = functools.partial(tf.function{keyword})\n\n", unit.name)
        _write_body(writer, unit, blocks, f"@traced_{words.maker}()", words.function)
    elif unit.frame is Frame.MAKER:
        writer.add(f"def {words.maker}():", unit.name)
        for block in blocks:
            for text in (block.maker, block.peek[1]):
                if text:
                    writer.add(text + "\n", block.name, 1)
        _write_body(writer, unit, blocks, f"@tf.function{called}", words.function, 1)
        writer.add(f"\nreturn {', '.join(_made(words, blocks))}", unit.name, 1)
    else:
        _write_class(writer, unit, words, blocks)


def _options(unit: Unit) -> tuple[str, str]:
    """The keywords of tf.function, of a decorator and after a first argument."""
    return (f"({unit.options})", f", {unit.options}") if unit.options else ("", "")


def _made(words: Words, blocks: list[Block]) -> list[str]:
    """What a maker returns: the traced function, and a look at each state."""
    return [words.function, *(block.peek[0] for block in blocks if block.peek[0])]


def _takes(words: Words, blocks: list[Block]) -> str:
    return ", ".join([words.argument, *(name for block in blocks for name in block.arguments)])


def _write_body(
    writer: _Writer,
    unit: Unit,
    blocks: list[Block],
    decorator: str,
    name: str,
    levels: int = 0,
    *,
    method: bool = False,
) -> None:
    assert unit.words is not None
    if decorator:
        writer.add(decorator, unit.name, levels)
    writer.add(f"def {name}({'self, ' * method}{_takes(unit.words, blocks)}):", unit.name, levels)
    if unit.frame is Frame.PREDICTED:
        writer.add(f"{unit.words.argument} = {unit.words.argument}[0]", unit.name, levels + 1)
    if unit.fillers:
        writer.add(unit.fillers, unit.name, levels + 1)
    for block in blocks:
        writer.add(block.inline, block.name, levels + 1)
    writer.add(f"return {_result(unit, blocks)}", unit.name, levels + 1)


_BASES = {Frame.MODULE: "(tf.Module)", Frame.PREDICTED: "(keras.Model)"}


def _write_class(writer: _Writer, unit: Unit, words: Words, blocks: list[Block]) -> None:
    function, owner = words.function, unit.name
    called, keyword = _options(unit)
    if unit.frame is Frame.INHERITED:
        takes = _takes(words, blocks)
        writer.add(f"class {words.base}:", owner)
        writer.add(f"@tf.function{called}\ndef {function}(self, {takes}):", owner, 1)
        writer.add(f"return self._{function}({takes})\n\n", owner, 2)
        writer.add(f"class {words.cls}({words.base}):", owner)
    else:
        writer.add(f"class {words.cls}{_BASES.get(unit.frame, '')}:", owner)
    inits = [block for block in blocks if block.init]
    if inits or unit.frame in (Frame.BOUND, Frame.MODULE):
        writer.add("def __init__(self):", owner, 1)
        if unit.frame in _BASES:
            writer.add("super().__init__()", owner, 2)
        for block in inits:
            writer.add(block.init, block.name, 2)
        if unit.frame is Frame.BOUND:
            writer.add(f"self.{function} = tf.function(self._{function}{keyword})", owner, 2)
        writer.add("")
    for block in blocks:
        if block.members:
            writer.add(block.members + "\n", block.name, 1)
    if unit.frame is Frame.METHOD:
        _write_body(writer, unit, blocks, f"@tf.function{called}", function, 1, method=True)
    elif unit.frame is Frame.MODULE:
        _write_body(writer, unit, blocks, f"@tf.function{called}", "__call__", 1, method=True)
    elif unit.frame is Frame.PREDICTED:
        _write_body(writer, unit, blocks, "", "predict_step", 1, method=True)
    else:
        _write_body(writer, unit, blocks, "", f"_{function}", 1, method=True)


def _result(unit: Unit, blocks: list[Block]) -> str:
    assert unit.words is not None
    if not blocks:
        return unit.words.argument
    if len(blocks) == 1:
        return _row(unit, blocks[0].out)
    if unit.as_dict:
        return "{" + ", ".join(f'"{block.name}": {_row(unit, block.out)}' for block in blocks) + "}"
    return ", ".join(block.out for block in blocks)


def _row(unit: Unit, result: str) -> str:
    """A result as the function returns it: to Keras, as a batch of one."""
    return f"tf.expand_dims({result}, 0)" if unit.frame is Frame.PREDICTED else result


def _write_run(writer: _Writer, program: Program, without: Collection[str]) -> None:
    shown: list[tuple[str, str]] = []
    if program.split:
        for unit in program.units:
            writer.add(f"\n\ndef run_{unit.name}():", unit.name)
            _write_return(writer, _write_calls(writer, unit, without))
        writer.add("\n\ndef run():")
        writer.add("return {" + ", ".join(f"**run_{unit.name}()" for unit in program.units) + "}", levels=1)
        return
    writer.add("\n\ndef run():")
    for unit in program.units:
        shown += _write_calls(writer, unit, without)
    _write_return(writer, shown)


def _write_return(writer: _Writer, shown: list[tuple[str, str]]) -> None:
    writer.add("return {", levels=1)
    for name, text in shown:
        writer.add(f'"{name}": ({text},),', name, 2)
    writer.add("}", levels=1)


def _write_calls(writer: _Writer, unit: Unit, without: Collection[str]) -> list[tuple[str, str]]:
    blocks = _kept(unit, without)
    if unit.frame is None:
        for block in blocks:
            writer.add(block.calls, block.name, 1)
        return [(block.name, ", ".join(block.read) or "None") for block in blocks]
    words = unit.words
    assert words is not None
    for block in blocks:
        if block.setup:
            writer.add(block.setup, block.name, 1)
    called, outs = words.function, words.outs
    if unit.frame in CLASS_FRAMES:
        writer.add(f"{words.instance} = {words.cls}()", unit.name, 1)
        called = words.instance if unit.frame is Frame.MODULE else f"{words.instance}.{words.function}"
    elif unit.frame is Frame.MAKER:
        writer.add(f"{', '.join(_made(words, blocks))} = {words.maker}()", unit.name, 1)
    _write_rounds(writer, unit, blocks, called, outs)
    shown = []
    for position, block in enumerate(blocks):
        key = f'"{block.name}"' if unit.as_dict else str(position)
        results = outs if len(blocks) == 1 else f"[each[{key}] for each in {outs}]"
        if unit.frame is Frame.PREDICTED:
            results = outs if len(blocks) == 1 else f"{outs}[{key}]"
        results = block.form.shown.replace("$results", results)
        shown.append((block.name, ", ".join([results, *block.read])))
    return shown


def _write_rounds(writer: _Writer, unit: Unit, blocks: list[Block], called: str, outs: str) -> None:
    arguments = [unit.vector, *(value for block in blocks for value in block.arguments.values())]
    special = [block.name for block in blocks if block.arguments]
    owner = special[0] if special else unit.name
    if unit.frame is Frame.MAPPED:
        writer.add(f"{outs}_in = tf.stack([{unit.vector} for i in range({ROUNDS})])", unit.name, 1)
        dataset = f"tf.data.Dataset.from_tensor_slices({outs}_in)"
        writer.add(f"{outs} = list({dataset}.map({called}))", unit.name, 1)
        return
    if unit.frame is Frame.PREDICTED:
        assert unit.words is not None
        rows = f"tf.stack([{unit.vector} for i in range({ROUNDS})])"
        writer.add(f"{unit.words.instance}.compile(jit_compile=False)", unit.name, 1)
        writer.add(f"{outs} = {unit.words.instance}.predict({rows}, batch_size=1, verbose=0)", unit.name, 1)
        return
    call = f"{called}({', '.join(arguments)})"
    if unit.driver is Driver.COMPREHENSION:
        writer.add(f"{outs} = [{call} for i in range({ROUNDS})]", owner, 1)
        return
    if unit.driver is Driver.LOOP:
        writer.add(f"{outs} = []", unit.name, 1)
        writer.add(f"for i in range({ROUNDS}):", owner, 1)
        writer.add(f"{outs}.append({call})", owner, 2)
        for block in blocks:
            if block.between:
                writer.add(block.between, block.name, 2)
        return
    kept = []
    for number in range(ROUNDS):
        name = f"{outs}_{'abcdefgh'[number]}"  # no fresh name ends in a single letter
        writer.add(f"{name} = {_at(call, number)}", owner, 1)
        kept.append(name)
        for block in blocks:
            if block.between:
                writer.add(_at(block.between, number), block.name, 1)
    writer.add(f"{outs} = [{', '.join(kept)}]", unit.name, 1)


def _at(text: str, number: int) -> str:
    return re.sub(r"(?<![.\w])i\b", str(number), text)
