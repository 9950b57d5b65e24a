"""From what the user named to what is checked: configuration, files, standard input, results."""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

import click

from tfguard.cli.checking import LINES_KEPT, Checked, Setup, make_checker
from tfguard.cli.config import Config, find_config, read_config
from tfguard.cli.discover import discover
from tfguard.cli.earlier import Earlier
from tfguard.cli.exits import CLEAN, FAILED, CannotRun
from tfguard.cli.patterns import matcher
from tfguard.cli.pool import Left, check_files, cores
from tfguard.cli.progress import progress
from tfguard.reporting.escape import visible
from tfguard.reporting.paths import STDIN, shown_path
from tfguard.reporting.report import FileError
from tfguard.syntax.settings import DEFAULT_CONSTANT_SIZE, DEFAULT_LOOP_ITERATIONS, Settings
from tfguard.syntax.source import MAX_BYTES, SourceError, decode_source, expect_size
from tfguard.syntax.versions import NOT_SAID, Versions


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the options common to all commands that read files say.

    Attributes:
        paths: files, directories, ``-`` for standard input.
        stdin_filename: what to call standard input.
        config: configuration file; None to search for it.
        isolated: read no configuration.
        traced_decorators: added to those of the configuration.
        constant_size: in KiB; None for that of the configuration.
        loop_iterations: None for those of the configuration.
        versions: of TensorFlow and Keras; each wins over that of the configuration.
        jobs: processes; 0 for one a core.
        strict_errors: any file error makes the run fail.
        verbose: say on standard error what is done.
        force_exclude: what is excluded stays out when it is named, too.
        cached: use and keep results from run to run.
    """

    paths: tuple[str, ...]
    stdin_filename: str = "stdin.py"
    config: str | None = None
    isolated: bool = False
    traced_decorators: tuple[str, ...] = ()
    constant_size: int | None = None
    loop_iterations: int | None = None
    versions: Versions = NOT_SAID
    jobs: int = 0
    strict_errors: bool = False
    verbose: bool = False
    force_exclude: bool = False
    cached: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading and analysing all files gave.

    Attributes:
        results: one a file, those with errors included.
        errors: of files, and of paths that led to none; sorted.
        sources: text of standard input, by its name.
        seconds: how long it took.
        recalled: how many results were kept from earlier runs.
    """

    results: tuple[Checked, ...]
    errors: tuple[FileError, ...]
    sources: Mapping[str, str]
    seconds: float
    recalled: int = 0

    @property
    def checked(self) -> int:
        """How many files were checked, skipped ones included."""
        return sum(result.error is None for result in self.results)

    @property
    def skipped(self) -> int:
        """How many of them cannot hold tracing."""
        return sum(result.skipped for result in self.results)


def load_config(inputs: Inputs) -> Config:
    """Find and read the configuration.

    Raises:
        CannotRun: see :mod:`tfguard.cli.config`.
    """
    if inputs.isolated:
        return Config(root=os.getcwd())
    if inputs.config is not None:
        return read_config(inputs.config)
    named = [inputs.stdin_filename if path == STDIN else path for path in inputs.paths]
    return find_config(named)


def settings_of(
    inputs: Inputs,
    config: Config,
    older: frozenset[str] = frozenset(),
    unasked: frozenset[str] = frozenset(),
) -> Settings:
    """Put together what the command line and the configuration say of the analysis."""
    sizes = (inputs.constant_size, config.constant_size)
    iterations = (inputs.loop_iterations, config.loop_iterations)
    return Settings(
        (*config.traced_decorators, *inputs.traced_decorators),
        next((size for size in sizes if size is not None), DEFAULT_CONSTANT_SIZE),
        Versions(
            inputs.versions.tensorflow or config.versions.tensorflow,
            inputs.versions.keras or config.versions.keras,
        ),
        older,
        next((number for number in iterations if number is not None), DEFAULT_LOOP_ITERATIONS),
        unasked=unasked,
    )


def examine(
    inputs: Inputs,
    config: Config,
    *,
    all_comments: bool = False,
    traced: bool = False,
    older: frozenset[str] = frozenset(),
    unasked: frozenset[str] = frozenset(),
) -> Outcome:
    """Find, read and analyse the files.

    Args:
        inputs: what the user named.
        config: the configuration.
        all_comments: see :class:`tfguard.cli.checking.Setup`.
        traced: see there.
        older: see :class:`tfguard.syntax.settings.Settings`.
        unasked: see there.
    """
    start = time.monotonic()
    excluded = matcher(config.exclude, config.root)
    found = discover(list(inputs.paths), excluded, inputs.stdin_filename, force=inputs.force_exclude)
    errors = list(found.errors)
    files, texts = _with_stdin(found.files, inputs.stdin_filename, errors)
    jobs = inputs.jobs or cores()
    settings = settings_of(inputs, config, older, unasked)
    setup = Setup(settings, all_comments, traced, texts, LINES_KEPT // jobs)
    earlier = Earlier(setup, files) if inputs.cached else None
    known = earlier.results if earlier is not None else {}
    new = [file for file in files if file not in known]
    left: list[Left] = []
    with progress("checking", len(new)) as step:
        checked = check_files(
            new, functools.partial(make_checker, setup), jobs, lambda _: step(), left.append
        )
    if earlier is not None:
        earlier.keep(checked, left)
    by_path = {**known, **{result.path: result for result in checked}}
    results = tuple(by_path[file] for file in files)
    errors += [result.error for result in results if result.error is not None]
    ordered = tuple(sorted(errors, key=_order))
    outcome = Outcome(results, ordered, texts, time.monotonic() - start, len(known))
    if inputs.verbose:
        _tell(outcome, config)
    return outcome


def error_code(outcome: Outcome, inputs: Inputs) -> int:
    """Give the exit code that errors alone ask for."""
    if outcome.errors and (inputs.strict_errors or not outcome.checked):
        return FAILED
    return CLEAN


def _with_stdin(files: list[str], name: str, errors: list[FileError]) -> tuple[list[str], dict[str, str]]:
    """Make paths absolute, so that imports are found above the current directory; read ``-``."""
    texts: dict[str, str] = {}
    paths: list[str] = []
    for file in files:
        path = os.path.abspath(name if file == STDIN else file)
        if file == STDIN:
            try:
                texts[path] = decode_source(_read_stdin(name), name)
            except SourceError as error:
                errors.append(FileError(path, error.message, error.line, error.column, error.cell))
                continue
        if path not in paths[-1:]:
            paths.append(path)
    return list(dict.fromkeys(paths)), texts


def _read_stdin(name: str) -> bytes:
    if sys.stdin is None:
        raise CannotRun("'-' was named, but there is no standard input")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    expect_size(len(data), name)
    return data


def _order(error: FileError) -> tuple[str, int, int, str]:
    return shown_path(error.path), error.line or 0, error.column or 0, error.message


def _tell(outcome: Outcome, config: Config) -> None:
    source = shown_path(config.source) if config.source else "none"
    cut = sum(result.cut for result in outcome.results)
    roots = sum(result.roots for result in outcome.results)
    lines = [
        f"configuration: {source}",
        f"files: {outcome.checked:,} checked, {outcome.skipped:,} of them without tracing",
        f"results kept from an earlier run: {outcome.recalled:,}",
        f"traced functions that TensorFlow itself calls: {roots:,}",
        f"of those, too large to follow to their end: {cut:,}",
    ]
    for line in lines:
        click.echo(f"tfguard: {visible(line)}", err=True)
    for result in outcome.results:
        if result.trace:
            click.echo(result.trace, err=True)
