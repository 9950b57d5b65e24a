"""Making text of unknown origin harmless on a terminal and in one-line formats.

File names, source lines and error texts come from the checked code. A control character in them
could move the cursor, recolour the terminal, or start a second line that looks like ours.
"""

from __future__ import annotations


def visible(text: str) -> str:
    r"""Write every character that does not print as its Python escape.

    Args:
        text: anything; lone surrogates (undecodable bytes of a file name) included.

    Returns:
        One line: control characters, line ends, direction marks and surrogates are ``\x1b``-like escapes.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def _escape(char: str) -> str:
    code = ord(char)
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(char)
    if named is not None:
        return named
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def encodable(text: str) -> str:
    """Replace lone surrogates, which no file or JSON reader takes, by their escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
