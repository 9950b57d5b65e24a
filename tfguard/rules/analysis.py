"""From a file to its findings: walk its roots, show every event to the rules that want it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from tfguard.rules.finding import Finding, Related
from tfguard.rules.registry import all_rules
from tfguard.rules.rule import Report, Rule
from tfguard.syntax.module import Module
from tfguard.syntax.place import Place
from tfguard.syntax.project import Project, collector_paused
from tfguard.syntax.recursion import with_room
from tfguard.tracing.between.walk import walk_between
from tfguard.tracing.candidates import may_trace
from tfguard.tracing.events.event import Event
from tfguard.tracing.interpreter import RootWalk, walk_module
from tfguard.tracing.traced import Link, Root, RootKind, Traced
from tfguard.tracing.uses.walk import walk_uses
from tfguard.tracing.world import World


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is known of one file.

    Attributes:
        findings: of all rules, those in preview too, but for what the project does not want; sorted by
            place, each place once a rule.
        traced: the functions that its roots trace, those of other files too.
        cut: how many roots' walks stopped at their budget.
    """

    findings: tuple[Finding, ...]
    traced: tuple[Traced, ...]
    cut: int


def analyse(path: str, project: Project, text: str | None = None) -> Analysis:
    """Analyse one file.

    Args:
        path: the file.
        project: reads it and the files it imports.
        text: its source, when it does not come from the disk.

    Raises:
        SourceError: the file cannot be read or parsed.
    """
    with collector_paused():
        module = project.load(path) if text is None else project.add_source(path, text)
        walks = with_room(_walks, _world(project), module)
    findings = _findings(module, walks, project.older)
    return Analysis(findings, _traced(walks), sum(walk.cut for walk in walks))


def _walks(world: World, module: Module) -> list[RootWalk]:
    if not may_trace(world.project, module.path, module.text):
        return list(walk_uses(world, module, ()))
    walks = list(walk_module(world, module))
    return [*walks, *walk_between(world, module, walks), *walk_uses(world, module, walks)]


def _world(project: Project) -> World:
    world = project.knowledge
    if not isinstance(world, World):
        world = project.knowledge = World(project)
    return world


def _traced(walks: list[RootWalk]) -> tuple[Traced, ...]:
    """Each function once: as a root where it is one, else by the shortest chain."""
    best: dict[tuple[str, int, str], Traced] = {}
    for walk in walks:
        for traced in walk.traced:
            key = (traced.path, traced.line, traced.qualname)
            known = best.get(key)
            if known is None or (not traced.is_root, len(traced.chain)) < (
                not known.is_root,
                len(known.chain),
            ):
                best[key] = traced
    return tuple(sorted(best.values(), key=lambda item: (item.path, item.line)))


def _findings(module: Module, walks: list[RootWalk], older: frozenset[str]) -> tuple[Finding, ...]:
    wanted: defaultdict[type[Event], list[Rule]] = defaultdict(list)
    for rule in all_rules():
        for kind in rule.events:
            wanted[kind].append(rule)
    best: dict[tuple[str, Place], Finding] = {}
    roots: defaultdict[tuple[str, Place], set[Root]] = defaultdict(set)
    for walk in walks:
        for event in walk.events:
            for rule in wanted.get(type(event), ()):
                for report in rule.check(event):
                    if report.older and rule.id not in older:
                        continue
                    finding = _finding(module, walk.found.root, rule, event, report)
                    if finding is None:
                        continue
                    key = (finding.symbol, finding.place)
                    roots[key].add(finding.root)
                    if key not in best or _rank(finding) < _rank(best[key]):
                        best[key] = finding
    found = [replace(finding, other_roots=len(roots[key]) - 1) for key, finding in best.items()]
    return tuple(sorted(found, key=lambda f: (f.place.path != module.path, f.place, f.rule_id)))


def _rank(finding: Finding) -> tuple[int, int]:
    """The surest way to a place is shown; among those, the shortest."""
    return -finding.confidence, len(finding.chain)


def _finding(module: Module, root: Root, rule: Rule, event: Event, report: Report) -> Finding | None:
    context = event.context
    place = report.place or context.module.place(event.node)
    call = _call_in(module, root, context.chain) if place.path != module.path else None
    if call is None and place.path != module.path and report.drive is not None:
        # The calls that make it so, or what makes them so (a loop, an assignment), may be in this file.
        causes = (*report.drive.calls, *(where for where, _ in report.related))
        call = next((where for where in causes if where.path == module.path), None)
    if place.path != module.path and call is None:
        return None  # neither the place nor the way to it is in this file
    return Finding(
        rule_id=rule.id,
        symbol=rule.symbol,
        place=place,
        message=report.message + _why(root, context.chain),
        confidence=min(report.confidence, context.confidence),
        root=root,
        chain=context.chain,
        related=tuple(Related(where, phrase) for where, phrase in report.related),
        target=report.target,
        call=call,
        drive=report.drive,
    )


def _call_in(module: Module, root: Root, chain: tuple[Link, ...]) -> Place | None:
    """The last step of a chain that stands in the module."""
    for link in reversed(chain[1:]):
        if link.place.path == module.path:
            return link.place
    return root.wrapped_at if root.wrapped_at.path == module.path else None


def _why(root: Root, chain: tuple[Link, ...]) -> str:
    if root.kind is RootKind.UNTRACED:
        return ""
    if len(chain) <= 1:
        return f" ({root.qualname} is {root.why})"
    return f" ({chain[-1].function} is traced through {root.qualname}, {root.why})"
