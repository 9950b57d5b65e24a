"""Events between calls: for each traced function, what its calls and the code around them do."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from tfguard.syntax.module import Module
from tfguard.syntax.place import Place
from tfguard.syntax.scopes import Scope
from tfguard.tracing.between import remade, signatures
from tfguard.tracing.between.drives import drive_of, function_at
from tfguard.tracing.between.fits import fits_of
from tfguard.tracing.between.loop_names import late_bound
from tfguard.tracing.between.notes import notes_of
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.rates import rate_aliases
from tfguard.tracing.between.redundant import redundant
from tfguard.tracing.between.saved import saved_functions
from tfguard.tracing.between.signatures import Varying
from tfguard.tracing.between.sites import Site
from tfguard.tracing.between.stale import Stale, kind_of, stale_reads
from tfguard.tracing.between.temporaries import temporaries
from tfguard.tracing.definitions import header
from tfguard.tracing.events.calls import (
    FunctionRemade,
    FunctionSaved,
    LiteralsShareTrace,
    LoopNameCaptured,
    RateAliasSet,
    SignatureVaries,
    StaleRead,
    Variety,
)
from tfguard.tracing.events.decorator_use import TemporaryBound, TracerRedundant
from tfguard.tracing.events.effects import SummaryWritten
from tfguard.tracing.events.event import Attribute, Context, Event
from tfguard.tracing.interpreter import RootWalk, walk_root
from tfguard.tracing.roots.explicit import find_roots
from tfguard.tracing.roots.found import FoundRoot
from tfguard.tracing.trace import Capture
from tfguard.tracing.traced import Drive, Link, RootKind
from tfguard.tracing.values import Instance
from tfguard.tracing.world import World


def walk_between(world: World, module: Module, walks: Sequence[RootWalk]) -> Iterator[RootWalk]:
    """What happens between the calls of the traced functions that a file makes or calls.

    Args:
        world: what is known of the program.
        module: the file.
        walks: the walks of its own roots.

    Yields:
        For each traced function with such events, a walk that holds them.
    """
    program = Program(world, module, frozenset(scope for walk in walks for scope in walk.reached))
    roots = Roots(world, module, walks)
    for function, sites in program.sites_by_function.items():
        if function.module is not module.index.scope and not any(_concerns(site, program) for site in sites):
            continue
        found = roots.find(function, sites)
        if found is None:
            continue
        summaries = _summaries(walks, function)
        traces = _walks_of(world, found, walks)
        events = list(_remade(program, found, sites))
        for made in dict.fromkeys(site.made for site in sites):  # each tf.function keeps graphs of its own
            same = [site for site in sites if site.made == made]
            for walk in traces:
                events += _stale(program, walk, same)
            events += _events(program, found, same, summaries)
        if events:
            yield RootWalk(found, tuple(events), (), False)
    yield from _of_file(program, roots, walks)


def _concerns(site: Site, program: Program) -> bool:
    """Whether a file makes a call, or calls a function that does."""
    if site.module is program.module:
        return True
    function = site.scope.function
    return function is not None and program.reaches(function)


def _of_file(program: Program, roots: Roots, walks: Sequence[RootWalk]) -> Iterator[RootWalk]:
    """What a file does to its own traced functions beside calling them."""
    for walk in walks:
        if walk.found.root.kind is RootKind.KERAS and walk.captures:
            fits = [
                stale
                for each in fits_of(program, walk)
                for stale in _stale(program, walk, each.sites, each.alike)
            ]
            if fits:
                yield RootWalk(walk.found, tuple(fits), (), False)
        sites = program.sites_by_function.get(walk.found.function.scope, [])
        late = tuple(_late_bound(program, walk, sites))
        if late:
            yield RootWalk(walk.found, late, (), False)
    yield from _temporaries(program, roots, walks)
    wants = program.world.project.wants
    if wants(TracerRedundant):
        yield from _redundant(program, walks)
    for alias in rate_aliases(program, walks) if wants(RateAliasSet) else ():
        context = context_at(program.world, alias.found, alias.module)
        text = alias.module.text_of(alias.store.target)
        yield RootWalk(alias.found, (RateAliasSet(alias.store.target, context, text=text),), (), False)
    for saved in saved_functions(program, walks) if wants(FunctionSaved) else ():
        found = saved.walk.found
        event = FunctionSaved(
            saved.node,
            context_at(program.world, found, saved.module),
            method=found.function.scope.qualname,
            problem=saved.problem,
            detail=saved.detail,
            related=saved.related,
        )
        yield RootWalk(found, (event,), (), False)


def _temporaries(program: Program, roots: Roots, walks: Sequence[RootWalk]) -> Iterator[RootWalk]:
    functions = {*program.sites_by_function, *(walk.found.function.scope for walk in walks)}
    names = frozenset(getattr(function.node, "name", "") for function in functions)
    module = program.module
    for temporary in temporaries(program, names):
        found = roots.find(temporary.function, ())
        if found is None or not any(walk.uses_own for walk in _walks_of(program.world, found, walks)):
            continue
        around = temporary.scope.function
        if temporary.left and around is not None:
            around = _user(program, around)
        drive = Drive(
            module.path,
            getattr(around.node, "lineno", 0) if around is not None else 0,
            around.qualname if around is not None else "",
            (module.place(temporary.node),),
        )
        event = TemporaryBound(
            temporary.node,
            context_at(program.world, found, module),
            text=module.text_of(temporary.node),
            cls=temporary.cls,
            method=found.function.name,
            drive=drive,
            left=temporary.left,
        )
        yield RootWalk(found, (event,), (), False)


def _user(program: Program, made_in: Scope) -> Scope | None:
    """Who uses what a function of the file gives: its caller; the module where the file has none.

    A function that gives nothing uses what it makes itself.
    """
    if not any(statement.value is not None for statement in program.world.returns(made_in)):
        return made_in
    name = getattr(made_in.node, "name", "")
    callers = [scope.function for _, scope in program.module.index.calls_by_name.get(name, ())]
    return callers[0] if callers else None


def _redundant(program: Program, walks: Sequence[RootWalk]) -> Iterator[RootWalk]:
    module = program.module
    for each in redundant(program, [walk.found for walk in walks]):
        function = each.found.function
        event = TracerRedundant(
            function.scope.node,
            context_at(program.world, each.found, module),
            text=module.text_of(each.decorator),
            name=function.name,
            callers=each.callers,
            header=header(function, module.place(each.decorator), RootKind.DECORATOR),
        )
        yield RootWalk(each.found, (event,), (), False)


def _late_bound(program: Program, walk: RootWalk, sites: list[Site]) -> Iterator[Event]:
    for late in late_bound(program, walk, sites):
        module = late.loop.module
        function = function_at(module.index.functions, late.loop.place.line)
        drive = Drive(
            module.path,
            getattr(function.node, "lineno", 0) if function is not None else 0,
            function.qualname if function is not None else "",
            tuple(site.module.place(site.node) for site in sites),
        )
        yield LoopNameCaptured(
            late.capture.node, late.capture.context, name=late.name, loop=late.loop.place, drive=drive
        )


class Roots:
    """The roots of a program's files, by their function.

    Args:
        world: what is known of the program.
        module: the file.
        walks: the walks of its own roots.
    """

    def __init__(self, world: World, module: Module, walks: Sequence[RootWalk]) -> None:
        self.world, self.module = world, module
        self._found: dict[Scope, FoundRoot] = {}
        for walk in walks:
            self._found.setdefault(walk.found.function.scope, walk.found)
        self._asked: set[Module] = {module}

    def find(self, function: Scope, sites: Sequence[Site]) -> FoundRoot | None:
        """The root that a function is: found in its own file, or in one that makes it traced."""
        if function not in self._found:
            self._ask(self.world.module_of(function))
            for site in sites:
                self._ask(site.made.module if site.made is not None else None)
        return self._found.get(function)

    def _ask(self, home: Module | None) -> None:
        if home is not None and home not in self._asked:
            self._asked.add(home)
            for root in find_roots(self.world, home):
                self._found.setdefault(root.function.scope, root)


def _events(
    program: Program, found: FoundRoot, sites: list[Site], summaries: dict[str, Place]
) -> Iterator[Event]:
    for varying in signatures.varying_arguments(program, sites):
        yield _signature_varies(found, varying, program, summaries)
    wanted = program.world.project.wants(LiteralsShareTrace)
    for shared in signatures.shared_literals(program, sites) if wanted else ():
        site = shared.later
        yield LiteralsShareTrace(
            shared.later_node,
            context_at(program.world, found, site.module),
            function=site.text,
            parameter=shared.parameter,
            text=site.module.text_of(shared.later_node),
            first=shared.first.module.place(shared.first_node),
            first_text=shared.first.module.text_of(shared.first_node),
            kinds=shared.kinds,
            drive=drive_of(program, [site], None),
        )


def _remade(program: Program, found: FoundRoot, sites: list[Site]) -> Iterator[Event]:
    for place in remade.remade(program, found, sites):
        yield FunctionRemade(
            place.node,
            context_at(program.world, found, place.module),
            function=place.sites[0].text,
            made=place.made,
            owner=place.owner,
            cause=place.cause,
            where=place.where,
            drive=drive_of(program, place.sites, place.where),
        )


def _walks_of(world: World, found: FoundRoot, walks: Sequence[RootWalk]) -> list[RootWalk]:
    """The traces of a root, one a class that has it; that of another file's is walked once."""
    own = [walk for walk in walks if walk.found.function.scope is found.function.scope]
    if own:
        return own
    kept = notes_of(world).walks
    known = kept.get(found.function.scope)
    if known is None:
        known = kept[found.function.scope] = walk_root(world, found)
    return [known]


def _stale(
    program: Program,
    walk: RootWalk,
    sites: list[Site],
    alike: Mapping[ast.Call, list[Site]] | None = None,
) -> Iterator[Event]:
    for stale in stale_reads(program, walk, sites, alike):
        capture, write = stale.capture, stale.change.write
        function = write.scope.function
        yield StaleRead(
            capture.node,
            capture.context,
            text=_read_text(capture, walk),
            attribute=capture.path[0] == "attribute" or isinstance(stale.change.key, Attribute),
            write=write.module.place(stale.change.statement),
            write_text=write.module.text_of(stale.change.statement),
            writer=function.qualname if function is not None else "",
            content=write.content,
            kind=kind_of(capture.value),
            drive=_drive(stale),
        )


def _read_text(capture: Capture, walk: RootWalk) -> str:
    """What is read, with the key that is taken of it."""
    text = capture.context.module.text_of(capture.node)
    match walk.keys.get(capture.node):
        case Attribute(name=name) if not isinstance(capture.value, Instance):
            return f"{text}.{name}"
        case str() | int() as key:
            return f"{text}[{key!r}]"
        case _:
            return text


def _drive(stale: Stale) -> Drive:
    scope, module = stale.meeting.scope, stale.meeting.module
    calls = tuple(site.module.place(site.node) for site in stale.sites)
    if scope.function is None:
        return Drive(module.path, 0, "", calls)
    return Drive(module.path, getattr(scope.node, "lineno", 0), scope.qualname, calls)


def _summaries(walks: Sequence[RootWalk], function: Scope) -> dict[str, Place]:
    """By parameter: the summary of a traced function that takes it for its step."""
    found: dict[str, Place] = {}
    for walk in walks:
        if walk.found.function.scope is function:
            for event in walk.events:
                if isinstance(event, SummaryWritten):
                    for parameter in event.parameters:
                        found.setdefault(parameter, event.context.module.place(event.node))
    return found


def _signature_varies(
    found: FoundRoot, varying: Varying, program: Program, summaries: dict[str, Place]
) -> SignatureVaries:
    site, new = varying.site, varying.new
    scalar = new.variety is Variety.SCALAR
    calls = [site, *varying.others]
    return SignatureVaries(
        varying.node,
        context_at(program.world, found, site.module),
        variety=new.variety,
        function=site.text,
        parameter=varying.parameter,
        text=site.module.text_of(varying.node),
        kind=new.kind,
        seen=new.why.seen,
        cause=new.why.text,
        where=new.why.where,
        signature=signatures.signature_text(program, calls) if scalar or new.variety is Variety.SHAPE else "",
        reduce_retracing=bool(site.options.reduce_retracing),
        summary=summaries.get(varying.parameter) if scalar else None,
        drive=drive_of(program, calls, new.why.where),
    )


def context_at(world: World, found: FoundRoot, module: Module, *, inferred: bool = False) -> Context:
    """The context of what happens outside of the trace, at a place of some file."""
    function = found.function
    return Context(
        module=module,
        target=world.target(module),
        chain=(Link(function.name, function.module.place(function.scope.node)),),
        guards=(),
        staged=(),
        in_init_scope=False,
        inferred=inferred,
        converted=True,
        trace_reads=frozenset(),
        trace_writes=frozenset(),
        reached={},
        kept=frozenset(),
        in_layer_call=False,
        raises=False,
    )
