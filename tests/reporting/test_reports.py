"""The formats: what they show, that they hold their schema, and that hostile text has no effect."""

from __future__ import annotations

import io
import json
import ntpath
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from cli.making import finding
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import tfguard.reporting
from tfguard.confirm.verdict import Outcome, Verdict
from tfguard.reporting import formats, terminal
from tfguard.reporting.as_json import report_object
from tfguard.reporting.escape import encodable, visible
from tfguard.reporting.paths import shown_path
from tfguard.reporting.report import FileError, Report, Reported, UnusedSuppression, counts_as_finding
from tfguard.reporting.text import lines_of
from tfguard.reporting.uri import path_uri
from tfguard.rules.finding import Related
from tfguard.syntax.place import Place

SCHEMAS = Path(tfguard.reporting.__file__).parent / "schema"
SCHEMA = json.loads((SCHEMAS / "check.schema.json").read_text(encoding="utf-8"))
CONFIRMED = Verdict(
    Outcome.CONFIRMED,
    evidence="printed 3 times eagerly, once as a graph",
    details=(("arguments", "x = tf.ones([2])"),),
)
INCONCLUSIVE = Verdict(Outcome.INCONCLUSIVE, "no arguments were found: x")
REFUTED = Verdict(Outcome.REFUTED, evidence="printed as often as eagerly")


def report(
    path: str = "/p/a.py", message: str = "once", verdict: Verdict | None = None, **more: object
) -> Report:
    found = finding(path, 2, message=message)
    related = (Related(Place(path, 1, 1, 1, 2), message),)
    return Report(
        (Reported(found, found.place, message, related, 1, verdict),),
        (FileError(path, message, 3, 7), FileError(path, message)),
        (UnusedSuppression(path, 4, 5, "tf-print"),),
        files=2,
        skipped=1,
        seconds=0.25,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("verdict", [None, CONFIRMED, INCONCLUSIVE, REFUTED])
def test_json_holds_its_schema(verdict: Verdict | None) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    written = io.StringIO()
    formats.writer("json")(report(verdict=verdict), written)
    value = json.loads(written.getvalue())
    jsonschema.validate(value, SCHEMA)
    assert value["findings"][0]["path"] == "/p/a.py"
    assert (value["findings"][0]["verdict"] is None) == (verdict is None)


def test_the_schema_rejects_what_is_missing_or_wrong() -> None:
    for key, wrong in [("line", 0), ("id", "7201"), ("confidence", "LOW"), ("path", None), ("chain", {})]:
        value = json.loads(json.dumps(report_object(report())))
        value["findings"][0][key] = wrong
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(value, SCHEMA)
        del value["findings"][0][key]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(value, SCHEMA)


def test_piped_text_is_one_line_a_finding() -> None:
    assert lines_of(report(verdict=CONFIRMED)) == [
        "/p/a.py:2:5: W7201 tf-print once [confirmed: printed 3 times eagerly, once as a graph]",
        "/p/a.py:4:5: unused suppression of 'tf-print': nothing is reported here",
        "/p/a.py:3:7: error: once",
        "/p/a.py: error: once",
        (
            "1 finding (1 confirmed), 1 unused suppression, 2 errors; "
            "checked 2 files (1 without tracing) in 0.2 s"
        ),
    ]


def test_inconclusive_shows_its_reason() -> None:
    assert lines_of(report(verdict=INCONCLUSIVE))[0].endswith("[inconclusive: no arguments were found: x]")


def test_refuted_findings_do_not_count() -> None:
    counted = [
        counts_as_finding(report(verdict=v).findings[0]) for v in (None, CONFIRMED, INCONCLUSIVE, REFUTED)
    ]
    assert counted == [True, True, True, False]


def shown(of: Report) -> str:
    out = io.StringIO()
    terminal.write(of, out)
    return out.getvalue()


def test_terminal_underlines_in_characters_of_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    source = "\n\t数 [bold]print(x)[/bold]\n"
    found = finding("/p/a.py", 2, column=4)
    lines = shown(
        Report((Reported(found, found.place, "said", (), 0, CONFIRMED),), sources={"/p/a.py": source})
    ).split("\n")
    assert lines[:6] == [
        "/p/a.py:2:4 W7201 tf-print",
        "  said",
        "     2 |     数 [bold]print(x)[/bold]",
        "       |        ^^^^^",  # the tab is four wide, the Chinese character two
        "  traced: step (decorated with @tf.function, /p/a.py:1)",
        "  confirmed: printed 3 times eagerly, once as a graph",
    ]


@pytest.mark.parametrize(
    ("width", "excerpt", "underline"),
    [
        (80, "    x = 'e\u0301\U0001f600' + 数据; print(x)", " " * 22 + "^^^^^^^^"),
        (32, "…'e\u0301\U0001f600' + 数据; print(x)", " " * 15 + "^^^^^^^^"),
        # The smiling face is cut in two: a space stands for its other half.
        (29, "… ' + 数据; print(x)", " " * 12 + "^^^^^^^^"),
        (1, "… ' + 数据; print(x)", " " * 12 + "^^^^^^^^"),
    ],
)
def test_terminal_cuts_a_long_line_around_the_place(
    monkeypatch: pytest.MonkeyPatch, width: int, excerpt: str, underline: str
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", str(width))
    source = "    x = 'e\u0301\U0001f600' + 数据; print(x)\n"
    found = finding("/p/a.py", 1, column=source.index("print") + 1)
    found = replace(found, place=replace(found.place, end_column=source.index("\n") + 1))
    of = Report((Reported(found, found.place, "said", (), 0),), sources={"/p/a.py": source})
    lines = shown(of).split("\n")
    assert lines[2:4] == [f"     1 | {excerpt}", f"       | {underline}"]


def test_terminal_underlines_what_its_encoding_makes_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "39")
    source = "x = '数é'; print(x); print(y)\n"
    found = finding("/p/a.py", 1, column=source.index("print(x)") + 1)
    found = replace(found, place=replace(found.place, end_column=source.index("; print(y)") + 1))
    out = io.TextIOWrapper(io.BytesIO(), encoding="cp1252", errors="backslashreplace", newline="")
    terminal.write(Report((Reported(found, found.place, "said", (), 0),), sources={"/p/a.py": source}), out)
    out.seek(0)
    assert out.read().split("\n")[2:4] == [
        "     1 | x = '\\u6570é'; print(x); prin…",  # there are dots in this encoding
        "       |                ^^^^^^^^",
    ]


LONG = st.text(st.sampled_from("ab (数é\u0301\t😀"), min_size=1, max_size=90)


@given(before=LONG, marked=LONG, after=LONG, width=st.integers(1, 90))
def test_terminal_underlines_what_is_marked_however_narrow_it_is(
    before: str, marked: str, after: str, width: int
) -> None:
    source = f"{before}<{marked}>{after}."
    found = finding("/p/a.py", 1, column=len(before) + 1)
    found = replace(found, place=replace(found.place, end_column=len(before) + len(marked) + 3))
    of = Report((Reported(found, found.place, "said", (), 0),), sources={"/p/a.py": source})
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("FORCE_COLOR", raising=False)
        patch.setenv("COLUMNS", str(width))
        excerpt, underline = (line[9:] for line in shown(of).split("\n")[2:4])
    assert cell_len(excerpt) <= max(width - 9, 20)
    assert cell_len(underline) <= max(width - 9, 20)
    start = underline.index("^")
    cells = [char for char in excerpt for _ in range(cell_len(char))]
    assert cells[start] == "<"
    assert underline.endswith("^")
    if ">" in excerpt:
        assert cells[len(underline) - 1] == ">"
    else:
        assert len(underline) == cell_len(excerpt)


def test_terminal_breaks_texts_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "40")
    path = "/p/" + "a_long_name" * 3 + ".py"
    found = finding(path, 2)
    lines = shown(Report((Reported(found, found.place, "said with many words " * 4, (), 0, CONFIRMED),)))
    head, *texts, _, summary, _ = lines.split("\n")
    assert head == f"{path}:2:5 W7201 tf-print"  # to be clicked on, or copied
    assert all(line.startswith("  ") and len(line) <= 40 and line == line.rstrip() for line in texts)
    assert " ".join(" ".join(texts).split()).startswith("said with many words said with many words said")
    assert summary.startswith("1 finding")


def test_terminal_shows_many_callers_briefly() -> None:
    found = finding("/p/a.py", 2)
    related = tuple(Related(Place("/p/b.py", n, 1, n, 2), "caller") for n in range(1, 10))
    text = shown(Report((Reported(found, found.place, "said", related, 0),)))
    assert text.count(": caller") == terminal.MAX_RELATED
    assert f"... and {9 - terminal.MAX_RELATED} more" in text


def test_a_file_that_is_gone_has_no_excerpt() -> None:
    assert " | " not in shown(report("/nowhere/a.py"))


def test_colours_follow_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in shown(report())
    monkeypatch.delenv("FORCE_COLOR")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in shown(report())


HOSTILE = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(
    [
        "\x1b[31mred\x1b[0m",
        "[bold]x[/bold]",
        "a\nb: W0001 x",
        "\r",
        "\udcff.py",
        "\u202egnp",
        "\x00",
        "\u2028",
        "\x9b2J",
    ]
)


@given(path=HOSTILE, message=HOSTILE)
def test_hostile_text_stays_text(path: str, message: str) -> None:
    of = report(f"/p/{path}", message, sources={f"/p/{path}": f"x\n{message} {message}\n"})
    for line in [*lines_of(of), *shown(of).split("\n")]:
        assert line.isprintable() or not line
    written = io.StringIO()
    formats.writer("json")(of, written)
    value = json.loads(written.getvalue())
    jsonschema.validate(value, SCHEMA)
    assert value["findings"][0]["message"] == encodable(message)
    json.dumps(value, ensure_ascii=False).encode()  # no lone surrogate is left


@given(HOSTILE)
def test_visible_is_one_line_and_leaves_printable_text_alone(text: str) -> None:
    assert visible(text).isprintable()
    assert visible(text) == text or not text.isprintable()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/b/x/y.py", "x/y.py"),
        ("x/y.py", "x/y.py"),
        ("./x/../y.py", "y.py"),
        ("/c/y.py", "/c/y.py"),
        ("/bb/y", "/bb/y"),
    ],
)
def test_paths_below_the_current_directory_are_relative(path: str, expected: str) -> None:
    assert shown_path(path, "/b") == expected
    assert shown_path("/y.py", "/") == "y.py"


@pytest.mark.parametrize(
    ("path", "base", "expected"),
    [
        (r"C:\p\src\a.py", r"C:\p", "src/a.py"),
        (r"src\a.py", r"C:\p", "src/a.py"),
        ("src/sub/../a.py", r"C:\p", "src/a.py"),
        (r"c:\P\src\A.py", r"C:\p", "src/A.py"),
        (r"C:\a.py", "C:\\", "a.py"),
        (r"D:\a.py", r"C:\p", "D:/a.py"),
        (r"\\server\share\p\a.py", r"\\server\share\p", "a.py"),
        (r"\\server\share\a.py", r"C:\p", "//server/share/a.py"),
        (r"C:\pp\a.py", r"C:\p", "C:/pp/a.py"),
    ],
)
def test_paths_on_windows_are_shown_as_everywhere(path: str, base: str, expected: str) -> None:
    assert shown_path(path, base, on=ntpath) == expected


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (r"C:\p\src\a b.py", "src/a%20b.py"),
        (r"D:\a.py", "file:///D:/a.py"),
        (r"\\server\share\a.py", "file://server/share/a.py"),
    ],
)
def test_uris_of_what_is_shown_on_windows(path: str, uri: str) -> None:
    assert path_uri(shown_path(path, r"C:\p", on=ntpath), windows=True) == uri


def test_every_format_can_be_loaded() -> None:
    assert all(callable(formats.writer(name)) for name in formats.NAMES)
    with pytest.raises(KeyError):
        formats.writer("nonsense")
    modules = {path.stem for path in SCHEMAS.parent.glob("*.py")}
    assert {re.sub(r".*\.", "", module) for module in formats._MODULES.values()} <= modules
