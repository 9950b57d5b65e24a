"""GitHub annotations, GitLab's code quality report and JUnit XML."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as Xml

import jsonschema
import pytest
from reporting.making_reports import CONFIRMED, INCONCLUSIVE, REFUTED, Texts, here, report, reported

from tfguard.reporting import formats
from tfguard.reporting.report import Report

# What GitLab reads: https://docs.gitlab.com/ci/testing/code_quality/
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^[a-z0-9-]+$"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}


def written(name: str, of: Report) -> str:
    out = io.StringIO()
    formats.writer(name)(of, out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def no_service(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(variable, raising=False)


def test_github() -> None:
    of = report(CONFIRMED, REFUTED, texts=Texts(here("src/a.py")))
    *commands, summary = written("github", of).splitlines()
    command, _, body = commands[0].partition("::print")
    assert command == "::warning title=tf-print (W7201),file=src/a.py,line=4,endLine=4,col=5,endColumn=13"
    assert f"print{body}".split("%0A") == [
        "print runs only while tracing; use tf.print",
        (
            "traced: step (decorated with @tf.function, src/a.py:7) -> helper (called at src/a.py:8); "
            "reached from 1 more traced function"
        ),
        "confirmed: printed 3 times eagerly, once as a graph",
    ]
    assert [line.rpartition("::")[0] for line in commands[1:]] == [
        "::warning title=unused suppression,file=src/a.py,line=4,col=15",
        "::error title=not checked,file=src/a.py,line=3,col=7",
        "::error title=not checked,file=src/a.py",
    ]
    assert summary.startswith("2 findings (1 confirmed, 1 refuted), 1 unused suppression, 2 errors; ")


def test_github_takes_columns_within_one_line_only() -> None:
    one = reported(Texts())
    place = replace(one.place, end_line=6)
    line = written("github", Report((replace(one, place=place),))).split("\n")[0]
    assert ",line=4,endLine=6::" in line
    assert "col" not in line.partition("::print")[0]


def test_github_encodes_what_ends_a_property() -> None:
    line = written("github", report(None, texts=Texts("/p/a:b,c%.py", message="50% : ,")))
    assert "file=/p/a%3Ab%2Cc%25.py," in line
    assert "::50%25 : ,%0Atraced" in line


@pytest.mark.parametrize(("name", "variable"), [("github", "GITHUB_WORKSPACE"), ("gitlab", "CI_PROJECT_DIR")])
def test_paths_are_those_of_the_repository(name: str, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "/p/repository/")
    text = written(name, report(None, texts=Texts("/p/repository/src/a.py")))
    assert any(path in text for path in ("file=src/a.py,", '"path": "src/a.py"'))
    assert "/p/repository/src" in written(name, report(None, texts=Texts("/q/p/repository/src/a.py")))


def issues(of: Report) -> Any:
    value = json.loads(written("gitlab", of))
    jsonschema.validate(value, GITLAB)
    return value


def test_gitlab() -> None:
    found, unused, *errors = issues(report(CONFIRMED, REFUTED, texts=Texts(here("src/a.py"))))
    assert found["description"] == (
        "print runs only while tracing; use tf.print [confirmed: printed 3 times eagerly, once as a graph]"
    )
    assert (found["check_name"], found["severity"]) == ("tf-print", "minor")
    assert found["location"] == {"path": "src/a.py", "lines": {"begin": 4, "end": 4}}
    assert (unused["check_name"], unused["severity"]) == ("unused-suppression", "minor")
    assert [error["check_name"] for error in errors] == ["not-checked", "not-checked"]
    assert [error["location"]["lines"]["begin"] for error in errors] == [3, 1]


def test_gitlab_gets_no_fingerprint_twice() -> None:
    """It takes two issues with one fingerprint for one."""
    copies = [reported(Texts(path)) for path in ("/p/a.py", "/p/b.py", "/p/b.py")]
    of = report(None)
    everything = replace(of, findings=tuple(copies), errors=of.errors * 2, unused=of.unused * 2)
    marks = [issue["fingerprint"] for issue in issues(everything)]
    assert len(set(marks)) == len(marks) == 9


def test_gitlab_severities() -> None:
    levels = {}
    for rule_id in ("E7101", "W7201", "R7712", "C7103"):
        one = reported(Texts())
        one = replace(one, finding=replace(one.finding, rule_id=rule_id))
        levels[rule_id[0]] = issues(Report((one,)))[0]["severity"]
    assert levels == {"E": "major", "W": "minor", "R": "info", "C": "info"}


def test_nothing_found_is_an_empty_list_for_gitlab() -> None:
    assert issues(Report((), files=1)) == []


def suite(of: Report) -> Xml.Element:
    root = Xml.fromstring(written("junit", of))
    assert root.tag == "testsuites"
    (only,) = root
    assert only.tag == "testsuite"
    assert dict(only.attrib) == dict(root.attrib)
    cases = only.findall("testcase")
    assert len(cases) == len(only) == int(only.attrib["tests"])
    for kind, count in (("failure", "failures"), ("error", "errors")):
        assert sum(case.find(kind) is not None for case in cases) == int(only.attrib[count])
    assert all(case.attrib["name"] and case.attrib["classname"] for case in cases)
    names = [(case.attrib["classname"], case.attrib["name"]) for case in cases]
    assert len(set(names)) == len(names)
    return only


def test_junit() -> None:
    of = report(CONFIRMED, INCONCLUSIVE, REFUTED, texts=Texts(here("src/a.py")))
    first, second, refuted, unused, error, other = suite(of)
    assert dict(first.attrib) == {
        "classname": "src/a.py",
        "name": "tf-print in helper",
        "file": "src/a.py",
        "line": "4",
    }
    failure = first.find("failure")
    assert failure is not None
    assert failure.attrib == {"message": "print runs only while tracing; use tf.print", "type": "W7201"}
    assert str(failure.text).startswith("src/a.py:4:5: W7201 tf-print print runs only")
    assert second.attrib["name"] == "tf-print in helper (2)"
    assert refuted.find("failure") is None
    assert refuted.findtext("system-out") == "refuted: printed as often as eagerly"
    assert unused.find("failure") is not None
    assert [one.attrib.get("line") for one in (error, other)] == ["3", None]
    assert error.find("error") is not None


def test_nothing_found_is_a_test_that_passed() -> None:
    (case,) = suite(Report((), files=1))
    assert len(case) == 0


def test_no_test_is_named_after_a_line() -> None:
    """Servers know a test by its name: one that moved is not another one."""
    of = report(None)
    one = of.findings[0]
    moved = replace(one, place=replace(one.place, line=99, end_line=99))
    names = [suite(replace(of, findings=(which,)))[0].attrib["name"] for which in (one, moved)]
    assert names[0] == names[1]


def test_declared_encoding_is_that_of_any_stream() -> None:
    text = written("junit", report(None, texts=Texts(message="数 é")))
    assert text.isascii()
    assert "数 é" in str(Xml.fromstring(text)[0][0][0].attrib["message"])
