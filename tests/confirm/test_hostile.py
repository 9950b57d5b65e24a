"""Hostile programs: each costs its own experiment and nothing else, and the next one runs normally.

What a sandbox or a limit has to stop runs in each sandbox that works on this machine, and without one.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from confirm.made_findings import make_finding
from confirm.made_proofs import PROOFS

from tfguard.confirm.run import ConfirmError, Pool, SandboxChoice, Settings, confirm
from tfguard.confirm.verdict import Outcome, Reason, Verdict
from tfguard.confirm.worker import limits, sealing

pytestmark = [
    pytest.mark.tensorflow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the means are Linux's"),
]
CAGES = ("bubblewrap", "sandlock", "none")
EAGER = {Reason.EAGER_FAILS, Reason.NO_ARGUMENTS}

# What each program does in its traced function, and how its experiment may end.
HOSTILE: dict[str, tuple[str, set[Reason]]] = {
    "endless loop": ("while True: pass", {Reason.TIME_LIMIT}),
    "sleep below Python": ("__import__('select').select([], [], [], 3600)", {Reason.TIME_LIMIT}),
    "own SIGSTOP": ("os.kill(os.getpid(), signal.SIGSTOP)", {Reason.TIME_LIMIT}),
    "os._exit": ("os._exit(0)", {Reason.KILLED}),
    "os._exit 3": ("os._exit(3)", {Reason.KILLED}),
    "sys.exit": ("sys.exit(0)", EAGER),
    "KeyboardInterrupt": ("raise KeyboardInterrupt", {Reason.KILLED, *EAGER}),
    "own SIGKILL": ("os.kill(os.getpid(), signal.SIGKILL)", {Reason.KILLED}),
    "SIGKILL to its group": ("os.killpg(0, signal.SIGKILL)", {Reason.KILLED}),
    "segmentation fault": ("ctypes.string_at(0)", {Reason.KILLED}),
    "stack overflow": ("""
    sys.setrecursionlimit(1 << 30)
    class Endless:
        def __getattr__(self, name): return getattr(self, name + 'x')
    Endless().x""", {Reason.KILLED, Reason.TIME_LIMIT, Reason.MEMORY_LIMIT, *EAGER}),
    "memory bomb": ("hold = [bytearray(1 << 26) for _ in range(1 << 16)]", {Reason.MEMORY_LIMIT}),
    "memory bomb of many processes": ("""
    for _ in range(7):
        if os.fork() == 0:
            try:
                hold = bytearray(os.urandom(1 << 20)) * 60
                time_to_stay()
            finally:
                os._exit(1)
    time_to_stay()""", {Reason.MEMORY_LIMIT}),
    "fork bomb": ("""
    while True:
        try:
            os.fork()
        except OSError:
            pass""", {Reason.PROCESS_LIMIT, Reason.TIME_LIMIT, Reason.KILLED}),
    "many large files": ("""
    block = os.urandom(1 << 20) * 32
    for number in range(64):
        open(str(number), 'wb').write(block)
    time_to_stay()""", {Reason.DISK_LIMIT}),
    "many small files": ("""
    for number in range(20000):
        os.mkdir(str(number))
    time_to_stay()""", {Reason.DISK_LIMIT}),
    "large file": ("""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    file = open('large', 'wb', buffering=0)
    while file.write(b'x' * (1 << 20)): pass""", EAGER),
    "closed descriptors": ("os.closerange(0, 4096)", {Reason.KILLED}),
    "covered pipe": ("""
    null = os.open(os.devnull, os.O_WRONLY)
    for fd in range(3, 64):
        try:
            os.fstat(fd)
            os.dup2(null, fd)
        except OSError:
            pass""", {Reason.KILLED}),
    "forged report": ("""
    for fd in range(3, 64):
        try:
            os.write(fd, b'{"nonce": "x", "error": null}\\n')
        except OSError:
            pass""", {Reason.KILLED}),
    "forged report and exit": ("os.write(3, b'0' * 64 + b'{\"calls\": []}'); os._exit(0)", {Reason.KILLED}),
    "replayed seal": ("""
    import hashlib
    data = b'{\"calls\": []}'
    os.write(3, hashlib.blake2b(data, digest_size=32).hexdigest().encode() + data); os._exit(0)""", {Reason.KILLED}),
    "endless report": ("""
    while True:
        os.write(3, b'x' * 65536)""", {Reason.OUTPUT_LIMIT}),
    "pickle on the channel": ("os.write(3, b\"cos\\nsystem\\n(S'touch pwned'\\ntR.\"); os._exit(0)", {Reason.KILLED}),
    "report after a fork": ("""
    if os.fork():
        os._exit(0)""", {Reason.KILLED}),
    "lone surrogates and NaN": ("raise ValueError('\\ud800 \\x1b[31m', float('nan'))", EAGER),
    "error whose text cannot be made": ("raise Unprintable", EAGER),
    "error with an endless text": ("raise RuntimeError('x' * (1 << 26))", {Reason.MEMORY_LIMIT, *EAGER}),
    "error with a strange name": ("raise type('E\\ud800\\n\\x1b[2J' * 1000, (RuntimeError,), {})('x')", EAGER),
    "no isinstance": ("builtins.isinstance = None", {Reason.KILLED, *EAGER}),
    "no exceptions": ("builtins.Exception = builtins.BaseException = None; raise ValueError", {Reason.KILLED, *EAGER}),
}  # fmt: skip

# What goes on as if nothing had happened: the verdict is the ordinary one.
HARMLESS = {
    "endless output": "os.write(1, b'x' * (1 << 20)); sys.stdout.write('y' * (1 << 20))",
    "strange output": "sys.stdout.write('\\ud800 \\x1b[2J \\0'); os.write(2, b'\\xff\\x1b')",
    "closed streams": "os.closerange(0, 3)",
    "deleted files": "shutil.rmtree(os.path.expanduser('~/work'), ignore_errors=True)",
    "double fork with its own session": """
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            __import__('select').select([], [], [], 3600)
        os._exit(0)""",
    "threads that stay": "[threading.Thread(target=time_to_stay).start() for _ in range(5)]",
    "files that are moved": """
    os.makedirs("parts", exist_ok=True)
    open("parts/data", "w").close()
    os.rename("parts/data", "data")""",
    "alarm": "signal.signal(signal.SIGALRM, signal.SIG_IGN)",
    "exit hooks": "atexit.register(os._exit, 7)",
    "patched Python": """
    os.write = os._exit = os.read = os.close = json.dumps = json.loads = None
    json.JSONEncoder.default = hashlib.blake2b = sys.exit = tempfile.tempdir = None""",
    "patched TensorFlow": "tf.constant = None; tf.Tensor.__add__ = None; tf.config.run_functions_eagerly = None",
    "run eagerly": "tf.config.run_functions_eagerly(True)",
    "tracing": "sys.settrace(lambda *_: None); sys.setprofile(lambda *_: None)",
    "strange files": """
    if not seen:
        seen.append(1)
        os.mkdir('closed', 0); os.symlink('/', 'root'); os.symlink('self', 'self')
        os.mkfifo('fifo'); os.mkdir(b'\\xff\\n'); open(b'\\xfe', 'w').close()""",
    "changed limits": "resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))",
    "reduced": "seen.append(Reduced())",
}

# What may get the code any verdict on itself, and does no harm to the next one.
ANYHOW = {
    "no streams": "sys.stdout = sys.stderr = sys.stdin = sys.__stdout__ = None",
    "deleted home": "shutil.rmtree(os.path.expanduser('~'), ignore_errors=True)",
    "deep folders": """
    if not seen:
        seen.append(1)
        here = os.getcwd()
        for _ in range(3000):
            os.mkdir('deep'); os.chdir('deep')
        os.chdir(here)""",
    "patched time": "time.time = time.monotonic = time.sleep = os.chdir = None",
    "patched builtins": "builtins.len = builtins.print = builtins.open = builtins.getattr = None",
    "patched tf.function": "tf.function = lambda f: f; type(f).__call__ = lambda *_: None",
    "patched worker": """
    for name in list(sys.modules):
        if 'tfguard' in name:
            for inner in vars(sys.modules[name]):
                vars(sys.modules[name])[inner] = None""",
    "no modules": "sys.modules.clear(); sys.path.clear(); sys.meta_path.clear()",
    "its own report": """
    frame = sys._getframe()
    while frame is not None:
        if callable(frame.f_locals.get('send')):
            frame.f_locals['send']({'calls': 3})
            os._exit(0)
        frame = frame.f_back""",
    "a report on other probes": """
    frame = sys._getframe()
    while frame is not None:
        if callable(frame.f_locals.get('send')):
            sight = {'entered': 6, 'traced': 6, 'effects': {}, 'values': [], 'kinds': [], 'run_values': [], 'owners': []}
            call = {'error': None, 'probes': {'77': sight}, 'states': {}, 'leaks': {}, 'result': [], 'returned': 'x'}
            frame.f_locals['send']({
                'tensorflow': '2', 'error': None, 'step': 1000, 'calls': [call] * 6, 'plan': 99, 'tries': 1, 'values': [],
                'arguments': [], 'variation': 0, 'stubs_made': {}, 'stubs_used': [], 'rooted': []})
            os._exit(0)
        frame = frame.f_back""",
}

# What the function returns instead of its argument.
RETURNED = {
    "NaN": "float('nan')",
    "lone surrogates": "'\\ud800\\x1b[2J'",
    "endless": "Endless()",
    "much": "[0.5] * (1 << 20)",
    "reduced": "Reduced()",
}

# What runs while the module is imported: text, and what is put in its place.
AT_IMPORT = {
    "default argument": [("def f(x):", "def f(x, y=os._exit(0)):")],
    "decorator": [("@tf.function", "@(lambda f: os._exit(0))\n@tf.function")],
    "decorator's argument": [("@tf.function", "@tf.function(autograph=os._exit(0))")],
    "annotation": [("def f(x):", "def f(x: os._exit(0)):")],
    "class body": [
        ("@tf.function", "class Base:\n    os._exit(0)\n\n@tf.function"), ("def f(x):", "def f(x, y=Base):")
    ],
    "metaclass": [
        ("@tf.function", "class M(type):\n    def __new__(*_): os._exit(0)\nclass Base(metaclass=M): pass\n\n@tf.function"),
        ("def f(x):", "def f(x, y=Base):"),
    ],
}  # fmt: skip

TEMPLATE = """
import atexit, builtins, ctypes, hashlib, json, os, resource, shutil, signal, sys, tempfile, threading, time
import tensorflow as tf

seen = []

class Unprintable(Exception):
    def __str__(self): raise RuntimeError("no text")
    __repr__ = __str__

class Endless(list):
    def __iter__(self): return self
    def __next__(self): return 1.0
    def __len__(self): return 1 << 40
    def __repr__(self): return 'x' * (1 << 24)

class Reduced:
    def __reduce__(self):
        return (os.system, ('touch {pwned}',))

def time_to_stay():
    while True:
        signal.pause()

@tf.function
def f(x):
    print("flagged")
    {body}
    return x
"""
HEALTHY = """
import tensorflow as tf

@tf.function
def f(x):
    print("flagged")
    return x
"""


class Cage:
    """A pool of workers in one sandbox."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        self.pool = Pool(Settings(sandbox=SandboxChoice(name)))

    def program(self, text: str, name: str = "program.py") -> Path:
        """Write a program."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def hostile(self, body: str) -> Path:
        """Write a program that does something in its traced function."""
        return self.program(TEMPLATE.format(body=body.strip(), pwned=self.folder / "pwned"))

    def judge(self, path: Path, *, seconds: float = 60.0, memory: int = 4 << 30) -> Verdict:
        """Give the verdict on a program, and see to it that an ordinary one still gets its own after it."""
        settings = Settings(time_limit=seconds, memory_limit=memory)
        (verdict,) = confirm([_finding(path)], settings, proofs=PROOFS, pool=self.pool)
        healthy = self.program(HEALTHY, "healthy.py")
        (other,) = confirm([_finding(healthy)], Settings(time_limit=60.0), proofs=PROOFS, pool=self.pool)
        assert other.outcome is Outcome.CONFIRMED, (verdict, other)
        assert verdict.reason.isprintable()
        for text in (verdict.reason, verdict.evidence, *(text for _, text in verdict.details)):
            text.encode("utf-8")
            assert "\x1b" not in text
        assert not (self.folder / "pwned").exists()
        return verdict


def _finding(path: Path):  # type: ignore[no-untyped-def]
    return make_finding(path, "W7201", 'print("flagged")', "f")


def _cage(name: str, factory: pytest.TempPathFactory) -> Cage:
    try:
        return Cage(name, factory.mktemp("hostile"))
    except ConfirmError as error:
        pytest.skip(str(error))


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(f"hostile-{name}")) for name in CAGES],
)
def cage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cage]:
    """Workers in each sandbox, one after the other."""
    made = _cage(request.param, tmp_path_factory)
    yield made
    made.pool.close()


@pytest.fixture(scope="module")
def best(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cage]:
    """Workers in the best sandbox there is, for what no sandbox has a part in."""
    made = _cage("auto", tmp_path_factory)
    yield made
    made.pool.close()


@pytest.mark.parametrize("name", HOSTILE)
def test_costs_only_itself(name: str, cage: Cage) -> None:
    body, reasons = HOSTILE[name]
    if cage.name == "sandlock" and name == "memory bomb of many processes":
        pytest.skip("there a worker does not see what the processes of a run hold together")
    seconds = 5.0 if Reason.TIME_LIMIT in reasons else 60.0
    verdict = cage.judge(cage.hostile(body), seconds=seconds, memory=1 << 28)
    assert verdict.outcome is Outcome.INCONCLUSIVE, verdict
    assert verdict.why in reasons, verdict


@pytest.mark.parametrize("name", HARMLESS)
def test_goes_on(name: str, cage: Cage) -> None:
    verdict = cage.judge(cage.hostile(HARMLESS[name]))
    assert verdict.outcome is Outcome.CONFIRMED, verdict


@pytest.mark.parametrize("name", ANYHOW)
def test_harms_nobody_else(name: str, best: Cage) -> None:
    verdict = best.judge(best.hostile(ANYHOW[name]), seconds=20.0)
    if name.startswith(("its own report", "a report")):
        assert verdict.outcome is Outcome.INCONCLUSIVE, verdict


@pytest.mark.parametrize("name", RETURNED)
def test_whatever_is_returned(name: str, best: Cage) -> None:
    verdict = best.judge(best.hostile(f"return {RETURNED[name]}"), seconds=10.0)
    assert verdict.outcome is not Outcome.REFUTED, verdict


@pytest.mark.parametrize("name", AT_IMPORT)
def test_code_at_import_is_limited_too(name: str, best: Cage) -> None:
    path = best.hostile("pass")
    text = path.read_text(encoding="utf-8")
    for old, new in AT_IMPORT[name]:
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    verdict = best.judge(path)
    assert verdict.why is Reason.KILLED, verdict


def test_processes_left_behind_are_ended(cage: Cage) -> None:
    """Those with a session of their own, below a parent that has ended, too."""
    cage.judge(cage.program(HEALTHY))
    before = set(limits.descendants(os.getpid()))
    cage.judge(cage.hostile(HARMLESS["double fork with its own session"]))
    assert set(limits.descendants(os.getpid())) == before


NEIGHBOURS = ("json.py", "tensorflow.py", "numpy.py", "random.py", "sitecustomize.py", "usercustomize.py")


def test_neighbours_named_like_libraries(best: Cage) -> None:
    """Neither the script's own name nor a neighbour's may stand for what the worker imports."""
    for name in NEIGHBOURS:
        best.program("raise SystemExit('imported')", f"named/{name}")
    text = HEALTHY.replace("import tensorflow", "import json, random\nimport numpy\nimport tensorflow")
    assert best.judge(best.program(text, "named/train.py")).outcome is Outcome.CONFIRMED
    for name in ("random.py", "tensorflow.py"):
        assert best.judge(best.program(HEALTHY, f"named/{name}")).outcome is Outcome.CONFIRMED


USES_HELPER = """
import tensorflow as tf
from helper import TOKEN

@tf.function
def f(x):
    print("flagged")
    if "KEEP" in str(TOKEN.upper()):
        raise RuntimeError("LEAK " + TOKEN)
    return x
"""


@pytest.mark.parametrize("kind", ["fifo", "link to a secret", "link to a device", "link to itself", "folder"])
def test_no_file_in_place_of_a_module(kind: str, best: Cage, tmp_path: Path) -> None:
    """It is not waited for, and what it leads to is not handed over."""
    secret = tmp_path / ".env"
    secret.write_text("TOKEN = 'a-token-to-keep'\n", encoding="utf-8")
    path = best.program(USES_HELPER, f"{kind}/train.py".replace(" ", "_"))
    helper = path.with_name("helper.py")
    if not (helper.exists() or helper.is_symlink()):
        if kind == "fifo":
            os.mkfifo(helper)
        elif kind == "folder":
            helper.mkdir()
        else:
            helper.symlink_to({"link to a secret": secret, "link to a device": "/dev/zero"}.get(kind, helper))
    verdict = best.judge(path)
    assert verdict.why in (Reason.MODULE_MISSING, Reason.RESTS_ON_STUB), verdict
    assert "LEAK" not in str(verdict)
    assert "a-token-to-keep" not in str(verdict)


def test_every_kind_of_bad_module_ends_in_a_verdict(best: Cage) -> None:
    path = best.program(HEALTHY, "bad/train.py")
    finding = _finding(path)

    def judged() -> Verdict:
        return confirm([finding], Settings(), proofs=PROOFS, pool=best.pool)[0]

    path.write_text("def f(:\n", encoding="utf-8")
    assert judged().why is Reason.SOURCE_CHANGED
    path.write_text("x = 1\n", encoding="utf-8")
    assert judged().why is Reason.SUBJECT_NOT_FOUND
    path.unlink()
    os.mkfifo(path)
    assert judged().why is Reason.SOURCE_CHANGED
    path.unlink()


def test_what_a_run_leaves_the_next_does_not_find(cage: Cage) -> None:
    leaves = (
        "open(os.path.expanduser('~/left'), 'w').close(); open(tempfile.gettempdir() + '/left', 'w').close()"
    )
    assert cage.judge(cage.hostile(leaves)).outcome is Outcome.CONFIRMED
    finds = "1 / (not (os.path.exists(os.path.expanduser('~/left')) or os.path.exists(tempfile.gettempdir() + '/left')))"
    assert cage.judge(cage.hostile(finds)).outcome is Outcome.CONFIRMED


def test_environment_is_scrubbed_without_a_sandbox_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from tfguard.confirm.workers.interpreter import environment

    monkeypatch.setenv("TFGUARD_TEST_SECRET", "token")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    assert "TFGUARD_TEST_SECRET" not in environment()
    assert "PYTHONPATH" not in environment()


# Attempts to get at what is none of an experiment's business; each that goes through is a leak.
REACHES = """
import ctypes, fcntl, mmap, os, resource, signal, socket, stat, subprocess, sys, threading, time
import tensorflow as tf

{facts}
libc = ctypes.CDLL(None, use_errno=True)

def call(number, *arguments):
    if libc.syscall(number, *arguments) == -1:
        raise OSError(ctypes.get_errno(), "refused")

def read(path):
    with open(path, "rb") as file:
        if not file.read(16):
            raise OSError("empty")

def write(path, mode="ab"):
    with open(path, mode) as file:
        file.write(b"leak")

def connect(family, address, kind=socket.SOCK_STREAM):
    with socket.socket(family, kind) as client:
        client.settimeout(3)
        client.connect(address)

def listen(family, address):
    with socket.socket(family) as server:
        server.bind(address)
        server.listen(1)

def send():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.sendto(b"leak", ("127.0.0.1", PORT))

def through_link(path, use):
    if os.path.lexists("link"):
        os.unlink("link")
    os.symlink(path, "link")
    use("link")

def hard_link(path):
    os.link(path, "hard")
    os.unlink("hard")

def traced(process):
    call(101, 16, process, 0, 0)
    call(101, 17, process, 0, 0)

def memory(process, mode):
    with open("/proc/%d/maps" % process) as maps:
        start = int(maps.readline().split("-")[0], 16)
    with open("/proc/%d/mem" % process, mode) as file:
        file.seek(start)
        file.read(1)

def descriptors(process):
    folder = "/proc/%d/fd/" % process
    for name in os.listdir(folder):
        for attempt in (os.readlink, lambda path: os.open(path, os.O_WRONLY | os.O_NONBLOCK)):
            try:
                attempt(folder + name)
                return
            except OSError:
                continue
    raise OSError("none to be had")

def files(folder):
    # What leads to a folder of the environment has to be there.
    if not [entry for entry in os.scandir(folder) if entry.is_file()]:
        raise OSError("none")

def copied(process):
    buffer = ctypes.create_string_buffer(8)
    class Vector(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
    with open("/proc/%d/maps" % process) as maps:
        start = int(maps.readline().split("-")[0], 16)
    here, there = Vector(ctypes.addressof(buffer), 8), Vector(start, 8)
    call(310, process, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)

def printed(command):
    if not subprocess.run(command, stdout=subprocess.PIPE).stdout:
        raise OSError("nothing")

def listed():
    mine = {{os.getpid(), os.getppid(), 1, 2}}
    others = [int(n) for n in os.listdir("/proc") if n.isdigit() and int(n) not in mine]
    if not [n for n in others if n == TFGUARD]:
        raise OSError("not there")

def changed(path, change):
    before = os.stat(path)
    change(path)
    if os.stat(path) == before:
        raise OSError("nothing changed")

def parts(value):
    if SECRET in repr(value):
        return
    raise OSError("not there")

ALWAYS = [
    ("environment", lambda: parts(dict(os.environ))),
    ("environment block", lambda: parts(open("/proc/self/environ").read())),
    ("worker: signal", lambda: os.kill(os.getppid(), 0)),
    ("worker: environment", lambda: read("/proc/%d/environ" % os.getppid())),
    ("worker: memory", lambda: memory(os.getppid(), "rb")),
    ("worker: memory, to write", lambda: memory(os.getppid(), "r+b")),
    ("worker: descriptors", lambda: descriptors(os.getppid())),
    ("worker: ptrace", lambda: traced(os.getppid())),
    ("worker: process_vm_readv", lambda: copied(os.getppid())),
    ("tfguard: signal", lambda: os.kill(TFGUARD, 0)),
    ("tfguard: environment", lambda: read("/proc/%d/environ" % TFGUARD)),
    ("tfguard: memory", lambda: memory(TFGUARD, "rb")),
    ("tfguard: descriptors", lambda: descriptors(TFGUARD)),
    ("tfguard: root", lambda: os.listdir("/proc/%d/root" % TFGUARD)),
    ("tfguard: ptrace", lambda: traced(TFGUARD)),
    ("tfguard: process_vm_readv", lambda: copied(TFGUARD)),
    ("abstract socket", lambda: connect(socket.AF_UNIX, ABSTRACT)),
]
CAGED = [
    ("home: read", lambda: read(HOME_FILE)),
    ("home: list", lambda: os.listdir(os.path.dirname(HOME_FILE))),
    ("user's home: list", lambda: files(USER_HOME)),
    ("project: read", lambda: read(DOTENV)),
    ("project: list", lambda: os.listdir(os.path.dirname(DOTENV))),
    ("project: through a link", lambda: through_link(DOTENV, read)),
    ("project: hard link", lambda: hard_link(DOTENV)),
    ("project: write", lambda: write(DOTENV)),
    ("project: new file", lambda: write(DOTENV + "2")),
    ("project: new through a link", lambda: through_link(DOTENV + "3", write)),
    ("project: delete", lambda: os.unlink(DOTENV)),
    ("project: rename", lambda: os.rename(DOTENV, "got")),
    ("project: truncate", lambda: os.truncate(DOTENV, 0)),
    ("project: chmod", lambda: changed(DOTENV, lambda path: os.chmod(path, 0o777))),
    ("project: utime", lambda: changed(DOTENV, lambda path: os.utime(path, (1, 1)))),
    ("project: xattr", lambda: (os.setxattr(DOTENV, "user.leak", b"1"), os.getxattr(DOTENV, "user.leak"))),
    ("project: inotify", lambda: call(254, libc.inotify_init(), os.path.dirname(DOTENV).encode(), 0xFFF)),
    ("tfguard's working directory", lambda: os.listdir("/proc/%d/cwd" % TFGUARD)),
    ("tfguard: list", lambda: listed()),
    ("tfguard: limits", lambda: resource.prlimit(TFGUARD, resource.RLIMIT_NOFILE)),
    ("tfguard: priority", lambda: os.setpriority(os.PRIO_PROCESS, TFGUARD, os.getpriority(os.PRIO_PROCESS, TFGUARD))),
    ("tfguard: pidfd", lambda: os.pidfd_open(TFGUARD)),
    ("worker: limits", lambda: resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (64, 64))),
    ("worker: affinity", lambda: os.sched_setaffinity(os.getppid(), [0])),
    ("passwords", lambda: read("/etc/passwd")),
    ("shadow", lambda: read("/etc/shadow")),
    ("other temporary files", lambda: files(os.path.dirname(os.path.dirname(DOTENV)))),
    ("temporary folder", lambda: write("/tmp/leak-%d" % TFGUARD)),
    ("shared memory", lambda: write("/dev/shm/leak-%d" % TFGUARD)),
    ("packages: write", lambda: write(os.path.join(os.path.dirname(tf.__file__), "leak"))),
    ("packages: append", lambda: write(tf.__file__)),
    ("packages: chmod", lambda: changed(tf.__file__, lambda path: os.chmod(path, 0o666))),
    ("interpreter: append", lambda: write(sys.executable)),
    ("next run's home", lambda: write(os.path.join(os.path.dirname(os.environ["HOME"]), "left"))),
    ("connect", lambda: connect(socket.AF_INET, ("127.0.0.1", PORT))),
    ("connect, version 6", lambda: connect(socket.AF_INET6, ("::1", PORT))),
    ("send", send),
    ("listen", lambda: listen(socket.AF_INET, ("127.0.0.1", 0))),
    ("listen, version 6", lambda: listen(socket.AF_INET6, ("::1", 0))),
    ("socket in a folder", lambda: connect(socket.AF_UNIX, UNIX)),
    ("netlink", lambda: listen(socket.AF_NETLINK, (0, 0))),
    ("packets", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW)),
    ("virtual machine's sockets", lambda: socket.socket(40, socket.SOCK_STREAM)),
    ("kernel's crypto", lambda: socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET)),
    ("another command", lambda: printed(["cat", DOTENV])),
    ("key rings", lambda: call(250, 0, -3, 1)),
    ("io_uring", lambda: call(425, 4, ctypes.create_string_buffer(256))),
    ("bpf", lambda: call(321, 0, ctypes.create_string_buffer(128), 128)),
    ("user namespace", lambda: call(272, 0x10000000)),
    ("mount namespace", lambda: call(272, 0x00020000)),
    ("mount", lambda: call(165, b"none", b"/tmp", b"tmpfs", 0, 0)),
    ("mount again", lambda: call(165, b"none", b"/usr", b"none", 4096 | 32, 0)),
    ("chroot", lambda: os.chroot("/")),
    ("device", lambda: os.mknod("device", 0o600 | stat.S_IFBLK, os.makedev(254, 0))),
    ("terminal", lambda: open("/dev/tty")),
    ("kernel's messages", lambda: call(103, 3, ctypes.create_string_buffer(64), 64)),
    ("kernel's settings", lambda: write("/proc/sys/kernel/hostname")),
    ("host name", lambda: socket.sethostname("leak")),
    ("clock", lambda: time.clock_settime(time.CLOCK_REALTIME, time.time())),
    ("queue", lambda: call(240, b"leak", 0o102, 0o600, 0)),
]

@tf.function
def f(x):
    print("flagged")
    leaks = []
    for name, attempt in ALWAYS + (CAGED if CAGE != "none" else []):
        try:
            attempt()
        except Exception as error:
            if not isinstance(error, (OSError, AttributeError, UnicodeError, KeyError)):
                leaks.append("%s raised %r" % (name, error))
        else:
            leaks.append(name)
    raise RuntimeError("LEAKS " + "; ".join(leaks) if leaks else "SHUT IN")
    return x
"""


def test_nothing_is_within_reach(cage: Cage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if cage.name == "none" and sealing._landlock_version() < 6:
        pytest.skip("without a sandbox it is Landlock that keeps processes apart, from its version 6 on")
    for name in ("home/.secret", "project/.env"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("a token of some length\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TFGUARD_TEST_TOKEN", "a-token-to-keep")
    with (
        socket.socket() as server,
        socket.socket(socket.AF_UNIX) as named,
        socket.socket(socket.AF_UNIX) as nameless,
    ):
        server.bind(("127.0.0.1", 0))
        named.bind(str(tmp_path / "socket"))
        nameless.bind(f"\0{tmp_path}")
        accepted: list[object] = []
        for each in (server, named, nameless):
            each.listen(1)
            each.settimeout(120.0)
            threading.Thread(target=_accept, args=(each, accepted), daemon=True).start()
        facts = {
            "CAGE": cage.name, "TFGUARD": os.getpid(), "SECRET": "a-token-to-keep",
            "HOME_FILE": str(tmp_path / "home/.secret"), "USER_HOME": _home(),
            "DOTENV": str(tmp_path / "project/.env"), "PORT": server.getsockname()[1],
            "UNIX": str(tmp_path / "socket"), "ABSTRACT": f"\0{tmp_path}",
        }  # fmt: skip
        lines = "\n".join(f"{name} = {value!r}" for name, value in facts.items())
        path = cage.program(REACHES.format(facts=lines), "reaches.py")
        settings = Settings(time_limit=60.0)
        verdict = confirm([_finding(path)], settings, proofs=PROOFS, pool=cage.pool)[0]
        told = verdict.reason + " ".join(text for _, text in verdict.details)
        assert "LEAKS" not in told, told
        assert "SHUT IN" in told, verdict
        assert not accepted
    assert [path.name for path in (tmp_path / "project").iterdir()] == [".env"]
    assert (tmp_path / "project/.env").read_text(encoding="utf-8") == "a token of some length\n"
    assert not Path(f"/tmp/leak-{os.getpid()}").exists()
    assert not Path(f"/dev/shm/leak-{os.getpid()}").exists()


def _accept(server: socket.socket, accepted: list[object]) -> None:
    try:
        accepted.append(server.accept())
    except OSError:
        return


def _home() -> str:
    """The user's real one: the variable says another."""
    import pwd

    return pwd.getpwuid(os.getuid()).pw_dir
