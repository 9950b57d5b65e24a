"""JUnit XML, which CI servers show as test results: each finding is a test that failed.

The elements and attributes are those that Jenkins' schema and GitLab know, ``file`` and ``line`` among
them. A test's name holds no line number, so that servers recognise it when code has moved.
"""

from __future__ import annotations

from collections import Counter
from typing import TextIO
from xml.etree import ElementTree as Xml

from tfguard.reporting.escape import visible
from tfguard.reporting.paths import shown_path
from tfguard.reporting.report import FileError, Report, Reported, UnusedSuppression, counts_as_finding
from tfguard.reporting.sources import Sources
from tfguard.reporting.text import chain_text, error_line, finding_line, unused_line, verdict_text
from tfguard.syntax.place import Cell

_NAME = "tfguard"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def write(report: Report, out: TextIO) -> None:
    """Write a report as one test suite; a finding that TensorFlow refuted is a test that passed.

    See :class:`tfguard.reporting.formats.Write`.
    """
    names = _Names(Sources(report.sources))
    cases = [
        *(_finding(reported, names) for reported in report.findings),
        *(_unused(unused, names) for unused in report.unused),
        *(_error(error, names) for error in report.errors),
    ]
    if not cases:  # an empty suite is an error for some servers
        cases.append(Xml.Element("testcase", classname=_NAME, name="no findings"))
    counts = {
        "name": _NAME,
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
        "time": f"{report.seconds:.3f}",
    }
    suite = Xml.Element("testsuite", counts)
    suite.extend(cases)
    root = Xml.Element("testsuites", counts)
    root.append(suite)
    Xml.indent(root)
    # In ASCII (other characters as references), so that no stream's encoding can break it.
    out.write(f"{_DECLARATION}{Xml.tostring(root, 'us-ascii').decode('ascii')}\n")


class _Names:
    """Tests: two of one name in one file are numbered.

    Args:
        sources: knows the lines of notebooks.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._given: Counter[tuple[str, str]] = Counter()

    def case(self, file: str, name: str, line: int | None, cell: Cell | None) -> Xml.Element:
        """Make a test that has not failed yet."""
        path, name = visible(shown_path(file)), visible(name)
        self._given[path, name] += 1
        number = self._given[path, name]
        attributes = {"classname": path, "name": name if number == 1 else f"{name} ({number})", "file": path}
        if line is not None:
            attributes["line"] = str(self._sources.file_line(file, line, cell))
        return Xml.Element("testcase", attributes)


def _finding(reported: Reported, names: _Names) -> Xml.Element:
    finding, place = reported.finding, reported.place
    function = finding.chain[-1].function if finding.chain else finding.root.qualname
    case = names.case(place.path, f"{finding.symbol} in {function}", place.line, place.cell)
    if counts_as_finding(reported):
        failure = Xml.SubElement(case, "failure", message=visible(reported.message), type=finding.rule_id)
        failure.text = f"{finding_line(reported)}\n{chain_text(reported)}"
    else:
        Xml.SubElement(case, "system-out").text = visible(verdict_text(reported))
    return case


def _unused(unused: UnusedSuppression, names: _Names) -> Xml.Element:
    case = names.case(unused.path, f"unused suppression of {unused.name}", unused.line, unused.cell)
    said = unused_line(unused)
    Xml.SubElement(case, "failure", message=said, type="unused-suppression").text = said
    return case


def _error(error: FileError, names: _Names) -> Xml.Element:
    case = names.case(error.path, "can be checked", error.line, error.cell)
    said = Xml.SubElement(case, "error", message=visible(error.message), type="not-checked")
    said.text = error_line(error)
    return case
