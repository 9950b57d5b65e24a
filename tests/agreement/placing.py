"""Put a form's lines somewhere: who keeps its state, through what it is reached, what stands around it."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from agreement.forms import Filler, Form, Names, Owner, Reach, Wrap


@dataclass(frozen=True, slots=True)
class Block:
    """A form in its place, as text.

    Attributes:
        name: ``b1``, ``b2``...
        form: what it was drawn from.
        rule: the rule that would speak of it.
        owner: who keeps its state, or None without state.
        reach: through what it is run.
        wrap: what stands around it.
        tag: the word in what it prints.
        top: statements of the module.
        init: statements of the ``__init__`` of the unit's class.
        members: methods of the unit's class.
        maker: statements of the function that makes the traced one.
        peek: a function of that maker that shows the state, with its name; or nothing.
        inline: statements of the traced function.
        out: the name of the result.
        setup: statements of ``run()`` before the calls.
        between: statements after each call.
        calls: the statements of a unit by itself.
        read: expressions that show the state.
        arguments: further arguments of the calls, by parameter.
    """

    name: str
    form: Form
    rule: str
    owner: Owner | None
    reach: Reach
    wrap: Wrap
    tag: str
    top: str = ""
    init: str = ""
    members: str = ""
    maker: str = ""
    peek: tuple[str, str] = ("", "")
    inline: str = ""
    out: str = ""
    setup: str = ""
    between: str = ""
    calls: str = ""
    read: tuple[str, ...] = ()
    arguments: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """For people: the rule and how the block is placed."""
        owner = f" of {self.owner.value}" if self.owner else ""
        kind = "misbehaving" if self.form.bad else "near miss"
        return f"{self.rule}: {kind}{owner}, {self.reach.value}, {self.wrap.value}"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the unit offers to a block.

    Attributes:
        has_class: the traced function is a method.
        has_maker: the traced function is made by a function.
        vectors: expressions for tensors that a block may work on.
        converted: AutoGraph converts the traced function, so that tensors may branch in it.
    """

    has_class: bool
    has_maker: bool
    vectors: tuple[str, ...]
    converted: bool = True


def indent(text: str, levels: int = 1) -> str:
    """Indent all lines."""
    return textwrap.indent(text, "    " * levels)


def joined(*parts: str) -> str:
    """One text of those that are not empty."""
    return "\n".join(part for part in parts if part)


_CLASS_REACHES = (
    Reach.DIRECT,
    Reach.DIRECT,
    Reach.METHOD,
    Reach.METHOD,
    Reach.HELPER,
    Reach.CLOSURE,
    Reach.ALIAS,
)
_MAKER_REACHES = (Reach.DIRECT, Reach.DIRECT, Reach.HELPER, Reach.CLOSURE, Reach.ALIAS, Reach.CHAIN)


def possible_owners(form: Form, around: Surroundings) -> tuple[Owner, ...]:
    """Who can keep the form's state in such a unit."""
    if not form.state:
        return ()
    possible = set(form.owners)
    if not around.has_class:
        possible.discard(Owner.SELF)
    if not around.has_maker:
        possible.discard(Owner.CLOSURE)
    return tuple(owner for owner in form.owners if owner in possible)


def possible_wraps(form: Form, around: Surroundings) -> tuple[Wrap, ...]:
    """What can stand around the form in such a unit."""
    return tuple(wrap for wrap in form.wraps if around.converted or wrap not in (Wrap.BRANCH, Wrap.STAGED))


def fits(form: Form, around: Surroundings) -> bool:
    """Whether the form can stand in such a unit."""
    text = form.body + form.setup + form.between + "".join(form.read)
    if "$self" in text and not around.has_class:
        return False
    if not possible_wraps(form, around):
        return False
    return not form.state or bool(possible_owners(form, around))


class Placer:
    """Draws where a form stands."""

    def __init__(self, rng: random.Random, names: Names) -> None:
        self._rng = rng
        self._names = names

    def whole(self, name: str, form: Form) -> Block:
        """A form that is a unit by itself."""
        tag = f"{self._names.noun()} {name}"
        filler = Filler(self._rng, self._names, {"tag": tag, "id": name})
        top, calls = filler.fill(form.top), filler.fill(form.calls)
        read = tuple(filler.fill(each) for each in form.read)
        return Block(
            name,
            form,
            form.rule_for(None),
            None,
            Reach.DIRECT,
            Wrap.NONE,
            tag,
            top=top,
            calls=calls,
            read=read,
        )

    def place(self, name: str, form: Form, around: Surroundings, instance: str) -> Block:
        """A form in the traced function of a unit.

        Args:
            name: the block's name.
            form: fits the unit.
            around: what the unit offers.
            instance: how ``run()`` calls the object whose method is traced.
        """
        rng, names = self._rng, self._names
        owners = possible_owners(form, around)
        owner = rng.choice(owners) if owners else None
        uses_self = owner is Owner.SELF or "$self" in form.body
        reach = rng.choice(self._reaches(form, owner, uses_self))
        wrap = rng.choice(possible_wraps(form, around))
        vector = rng.choice(around.vectors)
        inside = vector if reach is Reach.DIRECT else names.noun()
        subject = "self" if reach in (Reach.DIRECT, Reach.METHOD, Reach.CLOSURE, Reach.ALIAS) else "owner"
        out, tag = names.noun(), f"{names.noun()} {name}"
        scalar = rng.choice((f"tf.reduce_sum({inside})", f"tf.reduce_mean({inside})", f"{inside}[0]"))
        filler = Filler(rng, names, {"x": inside, "s": scalar, "out": out, "tag": tag, "self": subject})
        parameters = {filler.fill(f"${word}"): filler.fill(value) for word, value in form.params.items()}

        state = _State(filler, form, owner, instance, subject)
        filler.known.update(state.inside)
        body = filler.fill(form.body)
        parameters.update(state.parameters)
        if f"{out} =" not in body:
            plain = rng.choice((f"{inside} * 2.0", f"tf.exp({inside})", f"{inside} + 1.0"))
            body = joined(body, f"{out} = {plain}")
        body = joined(state.prefix, _wrapped(rng, names, wrap, body, out, inside, scalar))
        filler.known.update(state.outside)
        filler.known["self"] = instance
        setup, between = filler.fill(form.setup), filler.fill(form.between)
        read = tuple(filler.fill(each) for each in form.read)
        top = joined(filler.fill(form.top), state.top)
        if wrap is Wrap.FLAG:
            top = joined(top, f"{_flag(name)} = True")
            body = body.replace("FLAG", _flag(name))

        place = _Reaching(rng, names, reach, inside, vector, out, body, tuple(parameters), uses_self, owner)
        return Block(
            name=name,
            form=form,
            rule=form.rule_for(owner),
            owner=owner,
            reach=reach,
            wrap=wrap,
            tag=tag,
            top=joined(top, place.top),
            init=state.init,
            members=place.members,
            maker=joined(state.maker, place.maker),
            peek=state.peek,
            inline=place.inline,
            out=out,
            setup=joined(state.setup, setup),
            between=between,
            read=read,
            arguments=parameters,
        )

    def _reaches(self, form: Form, owner: Owner | None, uses_self: bool) -> list[Reach]:
        possible: Iterable[Reach] = form.reaches
        if uses_self:
            possible = [each for each in _CLASS_REACHES if each in form.reaches]
        elif owner is Owner.CLOSURE:
            possible = [each for each in _MAKER_REACHES if each in form.reaches]
        return list(possible)


def _flag(name: str) -> str:
    return f"WITH_{name.upper()}"


class _State:
    """Where a block's state lives: statements that make it, and how it is called inside and outside."""

    def __init__(self, filler: Filler, form: Form, owner: Owner | None, instance: str, subject: str) -> None:
        self.top = self.init = self.maker = self.prefix = self.setup = ""
        self.peek = ("", "")
        self.inside: dict[str, str] = {}
        self.outside: dict[str, str] = {}
        self.parameters: dict[str, str] = {}
        if owner is None:
            return
        holder, keeper, given = (filler.fill(word) for word in ("$Holder", "$holder", "$given"))
        lines, entries = [], []
        for word, value in form.state.items():
            name, value = filler.fill(f"${word}"), filler.fill(value)
            lines.append(f"{name} = {value}")
            entries.append(f'"{name}": {value}')
            self.inside[word] = self.outside[word] = {
                Owner.SELF: f"{subject}.{name}",
                Owner.HOLDER: f"{keeper}.{name}",
                Owner.CLASS: f"{holder}.{name}",
                Owner.TABLE: f'{keeper}["{name}"]',
                Owner.ARGUMENT: f"{given}.{name}",
            }.get(owner, name)
            if owner is Owner.SELF:
                self.outside[word] = f"{instance}.{name}"
            elif owner is Owner.ARGUMENT:
                self.outside[word] = f"{keeper}.{name}"
            elif owner is Owner.CLOSURE:
                self.outside[word] = f"show_{name}()"
                self.peek = (f"show_{name}", f"def show_{name}():\n    return {name}")
        attributes = "\n".join(f"self.{line}" for line in lines)
        keeps = f"class {holder}:\n    def __init__(self):\n{indent(attributes, 2)}"
        rebound = ", ".join(self.inside[word] for word in form.rebinds)
        if owner is Owner.GLOBAL:
            self.top = "\n".join(lines)
            self.prefix = f"global {rebound}" if rebound else ""
        elif owner is Owner.CLOSURE:
            self.maker = "\n".join(lines)
            self.prefix = f"nonlocal {rebound}" if rebound else ""
        elif owner is Owner.SELF:
            self.init = attributes
        elif owner is Owner.HOLDER:
            self.top = f"{keeps}\n\n\n{keeper} = {holder}()"
        elif owner is Owner.ARGUMENT:
            self.top, self.setup = keeps, f"{keeper} = {holder}()"
            self.parameters = {given: keeper}
        elif owner is Owner.CLASS:
            self.top = f"class {holder}:\n{indent(chr(10).join(lines))}"
        elif owner is Owner.TABLE:
            self.top = f"{keeper} = {{{', '.join(entries)}}}"
        elif owner is Owner.LOCAL:
            self.prefix = "\n".join(lines)


def _wrapped(
    rng: random.Random, names: Names, wrap: Wrap, body: str, out: str, vector: str, scalar: str
) -> str:
    """The body with what stands around it; the result is bound on every way through."""
    bound = f"{out} = {vector} * 0.0"
    if wrap is Wrap.FLAG:
        return joined(bound, f"if FLAG:\n{indent(body)}")
    if wrap is Wrap.LOOP:
        loop = rng.choice(("for _ in range(2)", f"for {names.noun()} in (1, 2)"))
        return joined(bound, f"{loop}:\n{indent(body)}")
    if wrap is Wrap.SCOPE:
        return f'with tf.name_scope("{names.noun()}"):\n{indent(body)}'
    if wrap is Wrap.FINALLY:
        return f"try:\n{indent(body)}\nfinally:\n    pass"
    if wrap is Wrap.TAPE:
        return f"with tf.GradientTape():\n{indent(body)}"
    if wrap is Wrap.BRANCH:
        condition = rng.choice((f"{scalar} > 0.0", f"tf.reduce_all({vector} >= 0.0)"))
        return joined(bound, f"if {condition}:\n{indent(body)}")
    if wrap is Wrap.STAGED:
        return joined(bound, f"for _ in tf.range(2):\n{indent(body)}")
    return body


class _Reaching:
    """The statements that lead from the traced function to the body."""

    def __init__(
        self,
        rng: random.Random,
        names: Names,
        reach: Reach,
        inside: str,
        vector: str,
        out: str,
        body: str,
        parameters: tuple[str, ...],
        uses_self: bool,
        owner: Owner | None,
    ) -> None:
        self.top = self.members = self.maker = ""
        if reach is Reach.DIRECT:
            self.inline = body
            return
        verb = names.verb()
        extra = [*parameters]
        subject = ["owner"] if uses_self and reach is Reach.HELPER else []
        takes = ", ".join([inside, *subject, *extra])
        gives = ", ".join([vector, *(["self"] if subject else []), *extra])
        passes = takes  # from one helper to the next
        does = joined(body, f"return {out}")
        function = f"def {verb}({takes}):\n{indent(does)}"
        method = f"def {verb}(self, {takes}):\n{indent(does)}"
        to_maker = owner is Owner.CLOSURE
        definition = function
        call = f"{verb}({gives})"
        if reach is Reach.CLOSURE:
            self.inline = joined(f"def {verb}({inside}):\n{indent(does)}\n", f"{out} = {verb}({vector})")
            return
        if uses_self and reach in (Reach.METHOD, Reach.ALIAS):
            self.members = method
            called = names.noun() if reach is Reach.ALIAS else f"self.{verb}"
            alias = f"{called} = self.{verb}" if reach is Reach.ALIAS else ""
            self.inline = joined(alias, f"{out} = {called}({gives})")
            return
        before = ""
        if reach is Reach.CHAIN:
            second, carried = names.verb(), names.noun()
            definition += (
                f"\n\n\ndef {second}({takes}):\n    {carried} = {verb}({passes})\n    return {carried}"
            )
            call = f"{second}({gives})"
        elif reach is Reach.METHOD:
            tool, made = names.class_name(), names.noun()
            definition = f"class {tool}:\n{indent(method)}\n\n\n{made} = {tool}()"
            call = f"{made}.{verb}({gives})"
        elif reach is Reach.ALIAS:
            alias = names.noun()
            before, call = f"{alias} = {verb}", f"{alias}({gives})"
        elif reach is Reach.PARTIAL:
            alias = names.noun()
            before = f"{alias} = functools.partial({verb}, {vector})"
            call = f"{alias}({', '.join(extra)})"
        elif reach is Reach.TRACED:
            definition = f"@tf.function\n{function}"
        elif reach is Reach.STATIC:
            tool = names.class_name()
            definition = f"class {tool}:\n    @staticmethod\n{indent(function)}"
            call = f"{tool}.{verb}({gives})"
        elif reach is Reach.DECORATED:
            wrapper, inner = names.verb(), names.verb()
            definition = (
                f"def {wrapper}(function):\n    @functools.wraps(function)\n"
                f"    def {inner}(*args):\n        return function(*args)\n\n    return {inner}\n\n\n"
                f"@{wrapper}\n{function}"
            )
        elif reach is Reach.TABLE:
            table, key = names.noun(), names.noun()
            definition += f'\n\n\n{table} = {{"{key}": {verb}}}'
            call = f'{table}["{key}"]({gives})'
        elif reach is Reach.INHERITED:
            base, tool, made = names.class_name(), names.class_name(), names.noun()
            definition = (
                f"class {base}:\n{indent(method)}\n\n\nclass {tool}({base}):\n    pass\n\n\n{made} = {tool}()"
            )
            call = f"{made}.{verb}({gives})"
        elif reach is Reach.CALLABLE:
            tool, made = names.class_name(), names.noun()
            method = method.replace(f"def {verb}(", "def __call__(", 1)
            definition = f"class {tool}:\n{indent(method)}\n\n\n{made} = {tool}()"
            call = f"{made}({gives})"
        elif reach is Reach.FACTORY:
            factory, made = f"make_{names.verb()}", names.noun()
            definition = (
                f"def {factory}():\n{indent(function)}\n\n    return {verb}\n\n\n{made} = {factory}()"
            )
            call = f"{made}({gives})"
        elif reach is Reach.LAMBDA:
            made, given = names.noun(), names.noun()
            rest = ", ".join([given, *(["self"] if subject else []), *extra])
            before = f"{made} = lambda {given}: {verb}({rest})"
            call = f"{made}({vector})"
        if to_maker:
            self.maker = re.sub(r"\n\n\n", "\n\n", definition)
        else:
            self.top = definition
        self.inline = joined(before, f"{out} = {call}")
