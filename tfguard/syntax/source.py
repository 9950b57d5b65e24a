"""Reading and parsing one source file; every failure is one :class:`SourceError`."""

from __future__ import annotations

import ast
import codecs
import io
import os
import stat
import tokenize
import warnings

from tfguard.syntax.notebook import NotebookError, cells_of, is_notebook, script_of
from tfguard.syntax.place import Cell, position

MAX_BYTES = 32 * 1024 * 1024  # more is generated data, not code somebody reads


class SourceError(Exception):
    """A file that cannot be read or parsed.

    Attributes:
        path: the file.
        message: one line for people.
        line, column: where, from 1, when it is known.
        cell: in a notebook, the cell that holds the line.
    """

    def __init__(
        self,
        path: str,
        message: str,
        line: int | None = None,
        column: int | None = None,
        cell: Cell | None = None,
    ) -> None:
        super().__init__(path, message, line, column, cell)
        self.path = path
        self.message = message
        self.line = line
        self.column = column
        self.cell = cell

    def __str__(self) -> str:
        at = f":{position(self.line, self.cell)}" if self.line is not None else ""
        return f"{self.path}{at}: {self.message}"


def read_source(path: str) -> str:
    r"""Read a file as Python would: declared encoding (PEP 263), byte order mark, any newline.

    Args:
        path: the file.

    Returns:
        The text, with ``\\n`` newlines.

    Raises:
        SourceError: the file is missing, is no regular file, is unreadable, too large or no text.
    """
    return decode_source(read_bytes(path), path)


def read_bytes(path: str) -> bytes:
    """Read a file that may hold source.

    Raises:
        SourceError: the file is missing, is no regular file, is unreadable or too large.
    """
    try:
        # Non-blocking, and judged before it is read: opening a FIFO would wait for a writer.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise SourceError(path, "no such file") from None
    except OSError as error:
        raise SourceError(path, f"cannot be read: {error.strerror or error}") from None
    try:
        with open(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise SourceError(path, "is not a regular file")
            expect_size(status.st_size, path)
            return file.read()
    except OSError as error:
        raise SourceError(path, f"cannot be read: {error.strerror or error}") from None


def expect_size(size: int, path: str) -> None:
    """Look whether so many bytes may be source.

    Raises:
        SourceError: they are too many.
    """
    if size > MAX_BYTES:
        raise SourceError(path, f"is larger than {MAX_BYTES // 2**20} MiB")


def decode_source(data: bytes, path: str) -> str:
    """Decode source bytes; see :func:`read_source`. Of a notebook, give the script.

    Raises:
        SourceError: unknown encoding, bytes that are not text in it, or no notebook.
    """
    if is_notebook(path):
        try:
            return script_of(data)
        except NotebookError as error:
            raise SourceError(path, str(error)) from None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SourceError(path, "is UTF-16, which Python does not read as source; save it as UTF-8")
    if b"\0" in data:
        raise SourceError(path, "contains null bytes, so it is not Python source")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except SyntaxError as error:
        why = error.msg
        if data.startswith(codecs.BOM_UTF8) and why.startswith("encoding problem"):
            why = "its byte order mark says UTF-8, and its comment another encoding"
        raise SourceError(path, f"cannot be decoded: {why}") from None
    except (UnicodeError, LookupError) as error:
        raise SourceError(path, f"cannot be decoded: {error}") from None
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def parse_source(text: str, path: str) -> ast.Module:
    """Parse source text.

    Raises:
        SourceError: a syntax error (with its place), or nesting deeper than Python's parser takes.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes in the user's strings are not our subject
            return ast.parse(text, path)
    except SyntaxError as error:
        cells = cells_of(text)
        cell = cells.at(error.lineno) if cells is not None and error.lineno is not None else None
        raise SourceError(path, f"syntax error: {error.msg}", error.lineno, error.offset, cell) from None
    except ValueError as error:
        raise SourceError(path, f"cannot be parsed: {error}") from None
    except (RecursionError, MemoryError):
        raise SourceError(path, "is nested too deeply to parse") from None
