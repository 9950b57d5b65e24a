"""What editors start, started: a language server, and Pylint as the extension of VS Code runs it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

SAVED = '''"""A program."""
import tensorflow as tf


@tf.function
def step(x):
    """One step."""
    print("step", x)
    return x
'''
# What stands in the editor and in no file yet.
UNSAVED = SAVED.replace('    print("step", x)\n', '    x = x + 1\n    print("step", x)\n')
TABLE = '[tool.pylint.main]\nload-plugins = ["tfguard"]\n'
MESSAGE = (
    "print() runs only while tracing, not at each call; use tf.print (step is decorated with @tf.function)"
)
DEADLINE = 120.0


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYLINTHOME", str(tmp_path / "home"))
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text(TABLE, encoding="utf-8")
    (folder / "program.py").write_text(SAVED, encoding="utf-8")
    return folder


@pytest.mark.parametrize("column", ["program.py", "sub/program.py"])
def test_the_command_of_the_extension_for_vs_code(column: str, project: Path) -> None:
    path = project / column
    path.parent.mkdir(exist_ok=True)
    path.write_text(SAVED, encoding="utf-8")
    # These arguments, in this order: bundled/tool/lsp_server.py of microsoft/vscode-pylint.
    command = [
        sys.executable,
        "-m",
        "pylint",
        "--reports=n",
        "--output-format=json",
        "--from-stdin",
        str(path),
    ]
    done = subprocess.run(command, cwd=project, input=UNSAVED, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    (found,) = json.loads(done.stdout)
    wanted = {
        "message": MESSAGE,
        "message-id": "W7201",
        "symbol": "tf-print",
        "type": "warning",
        "line": 9,
        "endLine": 9,
        "column": 4,
        "endColumn": 20,
    }
    assert {name: found[name] for name in wanted} == wanted
    assert Path(project, found["path"]) == path


@pytest.mark.skipif(find_spec("pylsp") is None, reason="python-lsp-server is not installed")
def test_python_lsp_server_publishes_findings(project: Path) -> None:
    with contextlib.closing(Client([sys.executable, "-m", "pylsp"], project)) as client:
        client.start()
        path = project / "program.py"
        client.notify(
            "textDocument/didOpen",
            {"textDocument": {"uri": path.as_uri(), "languageId": "python", "version": 1, "text": SAVED}},
        )
        (found,) = client.diagnostics(path.as_uri(), source="pylint")
        assert (found["code"], found["message"]) == ("W7201", f"[tf-print] {MESSAGE}")
        assert found["range"]["start"] == {"line": 7, "character": 4}

        path.write_text(UNSAVED, encoding="utf-8")
        uri = {"uri": path.as_uri(), "version": 2}
        client.notify("textDocument/didChange", {"textDocument": uri, "contentChanges": [{"text": UNSAVED}]})
        client.notify("textDocument/didSave", {"textDocument": {"uri": path.as_uri()}})
        (found,) = client.diagnostics(path.as_uri(), source="pylint", line=8)
        assert found["range"]["start"] == {"line": 8, "character": 4}


class Client:
    """As much of an editor as it takes: JSON-RPC over a language server's pipes."""

    def __init__(self, command: list[str], root: Path) -> None:
        self._root = root
        self._process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._received: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def start(self) -> None:
        self._send(
            {
                "id": 1,
                "method": "initialize",
                "params": {"processId": os.getpid(), "rootUri": self._root.as_uri(), "capabilities": {}},
            }
        )
        next(message for message in self._messages() if message.get("id") == 1)
        self.notify("initialized", {})
        settings = {"pylsp": {"plugins": {"pylint": {"enabled": True}}}}
        self.notify("workspace/didChangeConfiguration", {"settings": settings})

    def close(self) -> None:
        self._send({"id": 2, "method": "shutdown"})
        self.notify("exit", {})
        self._process.wait(DEADLINE)

    def notify(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def diagnostics(self, uri: str, source: str, line: int | None = None) -> list[dict[str, Any]]:
        """Wait until a document has diagnostics of a source, and one on a line."""
        for message in self._messages():
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found = [one for one in message["params"]["diagnostics"] if one.get("source") == source]
                if found and line in (None, *(one["range"]["start"]["line"] for one in found)):
                    return found
        return []

    def _send(self, message: dict[str, Any]) -> None:
        text = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(text), text))
        self._process.stdin.flush()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.partition(b":")[2]) if header.lower().startswith(b"content-length") else 0
            while header.strip():
                header = stream.readline()
            self._received.put(json.loads(stream.read(length)))

    def _messages(self) -> Iterator[dict[str, Any]]:
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            try:
                yield self._received.get(timeout=1)
            except queue.Empty:
                continue
