"""What a run of a program adds to a report: as lines, as a table, as JSON."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema
from rich.console import Console

import tfguard
from tfguard.confirm.program_runs.reports import Cause, Event, Function
from tfguard.confirm.program_runs.run import ProgramRun
from tfguard.reporting import program
from tfguard.reporting.as_json import report_object
from tfguard.reporting.report import Report

SCHEMA = json.loads(
    (Path(tfguard.__file__).parent / "reporting" / "schema" / "check.schema.json").read_text(encoding="utf-8")
)


def _event(number: int, *causes: Cause) -> Event:
    return Event(1, number, 1, 0.5, ("/p/train.py", 9), number == 1, causes)


def _function(*events: Event, name: str = "step", objects: int = 1) -> Function:
    return Function("/p/train.py", 3, name, 1200, 0, len(events), 2.04, objects, objects, 1, events)


RATES = [_event(1), *(_event(n, Cause("rate", "value", str(n), str(n + 1))) for n in range(2, 7))]
CLEAN = _function(_event(1), name="clean")


def _ran(*functions: Function) -> ProgramRun:
    return ProgramRun("python train.py", 0, (), functions, 1, "2.21.0")


def test_lines_name_the_cause_of_each_retrace() -> None:
    assert list(program.lines(_ran(_function(*RATES), CLEAN))) == [
        "functions that were traced again:",
        "  step (/p/train.py:3): 1,200 calls, 6 traces, 2.0 s tracing",
        "    rate: value 2 -> 3, 3 -> 4, 4 -> 5, ... (5)",
    ]


def test_what_was_traced_once_is_not_listed() -> None:
    assert list(program.lines(_ran(CLEAN))) == []
    assert program.table(_ran(CLEAN)) is None


def test_functions_made_anew_and_arguments_that_look_alike() -> None:
    assert program.reasons(_function(_event(1), _event(2), objects=4)) == [
        "arguments that look alike (1)",
        "made anew: 4 functions",
    ]


def test_texts_of_the_program_have_no_effect() -> None:
    hostile = _function(
        _event(1), _event(2, Cause("[red]x\x1b[31m", "value", "a\nb", "\u202e")), name="\x1b[2J[bold]"
    )
    shown = io.StringIO()
    table = program.table(_ran(hostile))
    assert table is not None
    Console(file=shown, width=200).print(table)
    for text in (shown.getvalue(), "\n".join(program.lines(_ran(hostile)))):
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[bold]" in text


def test_json_holds_its_schema() -> None:
    value = report_object(Report((), program=_ran(_function(*RATES), CLEAN)))
    jsonschema.validate(value, SCHEMA)
    assert isinstance(value["program"], dict)
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid({**value, "program": None})
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid({**value, "program": {}})
