"""Text that comes from user code, written in every format and read back: it stays what it is."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reporting.making_reports import Texts, here, report
from reporting.test_sarif import VALIDATOR

from tfguard.confirm.verdict import Outcome, Verdict
from tfguard.reporting import formats, terminal
from tfguard.reporting.escape import encodable, visible
from tfguard.reporting.markdown import as_text
from tfguard.reporting.paths import shown_path
from tfguard.reporting.report import Report
from tfguard.reporting.text import lines_of
from tfguard.reporting.uri import folder_uri, path_uri

NASTY = (
    "\x1b[31mred\x1b[0m",
    "[bold]x[/bold]",
    "a\nb: W0001 x",
    "\r::error::x",
    "::error file=a::b",
    "%0A::error::x",
    "a:b,c=d%",
    "\udcff.py",
    "\ud800",
    "\u202egnp",
    "\x00",
    "\u2028\u2029\x85",
    "\x9b2J",
    "]]><x/>&amp;<!--",
    "\ufffe\uffff",
    "{0} {{ }} {",
    "[a](https://b.c) f[0](1)",
    "![a](b) <b>x</b> `c` **d** _e_ ~f~ # g",
    "# x",
    "    x",
    "- x",
    "1. x",
    "> x",
    "| a | b |",
    "www.a.bc https://a.bc x@a.bc",
    "\\[a\\](b)\\",
    "&lt;&#65;",
    "$x$",
    "..",
    "a b#c?d%20é数😀",
    "C:/x",
)
TEXT = st.text(st.characters(codec=None), max_size=30) | st.sampled_from(NASTY)
TEXTS = st.builds(Texts, path=TEXT, message=TEXT.filter(bool), function=TEXT, evidence=TEXT, name=TEXT)


class Case(NamedTuple):
    """A report, and what it was made from."""

    report: Report
    texts: Texts
    path: str  # as reports show it


def case_of(texts: Texts, *, below: bool) -> Case:
    path = here(f"x{texts.path}") if below else f"/p/{texts.path}"
    texts = Texts(path, texts.message, texts.function, texts.evidence, texts.name)
    verdict = Verdict(Outcome.CONFIRMED, evidence=texts.evidence, details=((texts.name, texts.evidence),))
    return Case(report(verdict, texts=texts), texts, shown_path(path))


def written(name: str, case: Case) -> str:
    out = io.StringIO()
    formats.writer(name)(case.report, out)
    text = out.getvalue()
    text.encode()  # no lone surrogate is left
    return text


@pytest.fixture(scope="module", autouse=True)
def no_service() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "FORCE_COLOR"):
            patch.delenv(variable, raising=False)
        yield


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.booleans())
def test_every_format_gives_back_what_it_got(texts: Texts, below: bool) -> None:
    _write_and_read(case_of(texts, below=below))


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_every_format_gives_back_each_of_the_worst(text: str) -> None:
    _write_and_read(case_of(Texts(text, text, text, text, text), below=True))
    _write_and_read(case_of(Texts(text, f"a {text}", f"a{text}", f"{text}{text}", text), below=False))


def _write_and_read(case: Case) -> None:
    assert set(READERS) == set(formats.NAMES)
    for name, read in READERS.items():
        read(case, written(name, case))


def read_text(case: Case, text: str) -> None:
    lines = text.split("\n")
    assert lines[:-1] == lines_of(case.report)
    assert len(lines) == 6
    assert lines[0].startswith(f"{visible(case.path)}:4:5: W7201 tf-print {visible(case.texts.message)} [")
    assert lines[-3] == f"{visible(case.path)}: error: {visible(case.texts.message)}"
    assert all(line.isprintable() for line in lines)
    out = io.StringIO()
    terminal.write(case.report, out)
    assert all(line.isprintable() for line in out.getvalue().split("\n"))


def read_json(case: Case, text: str) -> None:
    value = json.loads(text)
    (finding,) = value["findings"]
    assert finding["message"] == encodable(case.texts.message)
    assert finding["path"] == encodable(case.path)
    assert finding["chain"][1]["function"] == encodable(case.texts.function)
    assert finding["verdict"]["evidence"] == encodable(case.texts.evidence)


def read_github(case: Case, text: str) -> None:
    """As the runner reads a log: https://github.com/actions/runner, ActionCommand.TryParseV2."""
    lines = text.split("\n")
    assert lines.pop() == ""
    assert not lines.pop().startswith("::")
    commands = [_command(line) for line in lines]
    assert [name for name, _, _ in commands] == ["warning", "warning", "error", "error"]
    assert {properties["file"] for _, properties, _ in commands} == {visible(case.path)}
    message, chain, verdict = commands[0][2].split("\n")
    assert message == visible(case.texts.message)
    assert f"-> {visible(case.texts.function)} (" in chain
    assert verdict == _verdict(case)
    assert commands[0][1]["title"] == "tf-print (W7201)"
    assert visible(case.texts.name) in commands[1][2]
    assert commands[3][2] == visible(case.texts.message)


def _command(line: str) -> tuple[str, dict[str, str], str]:
    assert line.startswith("::")
    head, _, data = line[2:].partition("::")
    name, _, properties = head.partition(" ")
    pairs = (pair.split("=", 1) for pair in properties.split(","))
    return name, {key: _decoded(value, "%3A%2C") for key, value in pairs}, _decoded(data)


def _decoded(text: str, more: str = "") -> str:
    codes = {"%0D": "\r", "%0A": "\n"} | ({"%3A": ":", "%2C": ","} if more else {})
    for code, char in codes.items():
        text = text.replace(code, char)
    return text.replace("%25", "%")


def _verdict(case: Case) -> str:
    evidence = visible(case.texts.evidence)
    return f"confirmed: {evidence}" if case.texts.evidence else "confirmed"


def read_gitlab(case: Case, text: str) -> None:
    found, unused, *errors = json.loads(text)
    assert found["description"] == f"{visible(case.texts.message)} [{_verdict(case)}]"
    assert found["location"]["path"] == encodable(case.path)
    assert visible(case.texts.name) in unused["description"]
    assert [error["description"] for error in errors] == [visible(case.texts.message)] * 2


def read_junit(case: Case, text: str) -> None:
    found, unused, error, other = Xml.fromstring(text)[0]
    assert found.attrib["classname"] == visible(case.path)
    assert found.attrib["name"] == f"tf-print in {visible(case.texts.function)}"
    assert found[0].attrib["message"] == visible(case.texts.message)
    assert str(found[0].text).split("\n")[0] == lines_of(case.report)[0]
    assert visible(case.texts.name) in unused.attrib["name"]
    assert [one[0].attrib["message"] for one in (error, other)] == [visible(case.texts.message)] * 2


def read_sarif(case: Case, text: str) -> None:
    log = json.loads(text)
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    result = run["results"][0]
    paragraphs = [visible(case.texts.message), _verdict(case)]
    shown = [paragraph for paragraph in paragraphs if paragraph]
    assert _unbraced(result["message"]["text"]) == "\n".join(shown).replace("](", "] (")
    rendered = shown_by_markdown(_unbraced(result["message"]["markdown"]))
    assert rendered == [paragraph.strip() for paragraph in shown if paragraph.strip()]
    assert result["properties"]["confirm"]["evidence"] == visible(encodable(case.texts.evidence))
    (flow,) = result["codeFlows"][0]["threadFlows"]
    assert flow["locations"][-1]["location"]["logicalLocations"][0]["fullyQualifiedName"] == visible(
        case.texts.function
    )
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    base = run["originalUriBaseIds"][artifact["uriBaseId"]]["uri"] if "uriBaseId" in artifact else ""
    assert case.path in paths_in(artifact["uri"])
    assert bool(base) == (not case.path.startswith("/"))
    control = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
    assert not any(control.search(value) for value in texts_in(run["results"]))


def paths_in(uri: str) -> set[str]:
    """The path that a reader finds in a URI: on Linux, and on Windows, whose names are UTF-16."""
    assert re.fullmatch(r"(?:[A-Za-z0-9_.~/:-]|%[0-9A-F]{2})*", uri)
    parts = urlsplit(uri)
    assert parts.scheme == ("file" if uri.startswith("file:") else "")
    assert not parts.netloc
    data = unquote_to_bytes(parts.path)
    paths = {data.decode("utf-8", "surrogateescape")}
    with contextlib.suppress(UnicodeDecodeError):
        paths.add(data.decode("utf-8", "surrogatepass"))
    return paths


def _unbraced(text: str) -> str:
    assert re.fullmatch(r"(?:[^{}]|\{\{|\}\})*", text)
    return text.replace("{{", "{").replace("}}", "}")


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)


MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown_by_markdown(text: str) -> list[str]:
    """The paragraphs of a Markdown text, which must hold text and nothing else."""
    tokens = MARKDOWN.parse(text)
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    inlines = [token for token in tokens if token.type == "inline"]
    for inline in inlines:
        assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    return ["".join(child.content for child in inline.children or ()) for inline in inlines]


READERS = {
    "text": read_text,
    "concise": read_text,
    "json": read_json,
    "sarif": read_sarif,
    "github": read_github,
    "gitlab": read_gitlab,
    "junit": read_junit,
}


@given(TEXT)
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    shown = visible(text).strip()
    assert shown_by_markdown(as_text(text)) == ([shown] if shown else [])


@pytest.mark.parametrize("address", ["www.a.bc", "https://a.bc", "x@a.bc", "ftp://a.bc"])
def test_markdown_makes_no_links_of_bare_addresses(address: str) -> None:
    assert not re.search(r"www\.|(?<!\\):/|(?<!\\)@", as_text(address))


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("src/a.py", "src/a.py"),
        ("a b#c?d%e.py", "a%20b%23c%3Fd%25e.py"),
        ("a:b.py", "a%3Ab.py"),
        ("数/é.py", "%E6%95%B0/%C3%A9.py"),
        ("\udcff.py", "%FF.py"),
        ("/home/a b.py", "file:///home/a%20b.py"),
        ("//home/a.py", "file:///home/a.py"),
        ("C:/a.py", "C%3A/a.py"),
    ],
)
def test_uris(path: str, uri: str) -> None:
    assert path_uri(path, windows=False) == uri


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("src/a b.py", "src/a%20b.py"),
        ("C:/src/a b.py", "file:///C:/src/a%20b.py"),
        ("c:/", "file:///c:/"),
        ("//server/share/a.py", "file://server/share/a.py"),
    ],
)
def test_uris_on_windows(path: str, uri: str) -> None:
    assert path_uri(path, windows=True) == uri


def test_a_folder_ends_with_a_slash() -> None:
    assert folder_uri("/home/a b") == folder_uri("/home/a b/") == "file:///home/a%20b/"
    assert folder_uri("/") == "file:///"
