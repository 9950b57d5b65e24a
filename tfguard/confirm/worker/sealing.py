"""What a worker forbids itself and its runs, below the sandbox that it stands in.

Three means of Linux, each used as far as the kernel has it: capabilities are dropped; a seccomp filter
refuses system calls that no experiment needs; and each run gets a Landlock domain of its own, from which
it can neither signal nor trace the worker, and writes to its own folder alone.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from typing import Any, Iterable

_PR_CAPBSET_DROP = 24
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_FILTER_MODE = 2
_CAPABILITIES = 64  # more than any kernel has
# CAP_KILL, CAP_SYS_PTRACE, CAP_SYS_ADMIN, CAP_SYS_NICE, CAP_SYS_RESOURCE, CAP_PERFMON: they reach other
# processes, the last one past Landlock.
_OVER_OTHERS = (5, 19, 21, 23, 24, 38)

# System calls by machine: (x86-64, the numbers of arm64). -1 where it has no such call.
_REFUSED = {
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "process_madvise": (440, 440), "process_mrelease": (448, 448), "migrate_pages": (256, 238),
    "move_pages": (279, 239), "setpriority": (141, 140), "ioprio_set": (251, 30),
    "sched_setscheduler": (144, 119), "sched_setparam": (142, 118), "sched_setattr": (314, 274),
    # the kernel's key rings: they hold what the user has logged in with, and belong to no namespace
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    # queues and watches that reach beyond the folders that may be read
    "mq_open": (240, 180), "mq_unlink": (241, 181), "inotify_add_watch": (254, 27),
    "fanotify_init": (300, 262), "fanotify_mark": (301, 263),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "lookup_dcookie": (212, 18),
    # namespaces and mounts
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442),
    # large parts of the kernel that no experiment needs
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "modify_ldt": (154, -1), "iopl": (172, -1), "ioperm": (173, -1), "personality": (135, 92),
    # the machine
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224),
    "swapoff": (168, 225), "sethostname": (170, 161), "setdomainname": (171, 162), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171), "acct": (163, 89),
    "quotactl": (179, 60), "syslog": (103, 116), "vhangup": (153, 58),
}  # fmt: skip
# They act on files that may only be read, and even on those that may not; Landlock has no right for them.
# Programs make them by the way (shutil.copy), so they are told that all went well.
_PRETENDED = {
    "chmod": (90, -1), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, -1), "fchown": (93, 55), "lchown": (94, -1), "fchownat": (260, 54),
    "utime": (132, -1), "utimes": (235, -1), "futimesat": (261, -1), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "removexattrat": (466, 466), "file_setattr": (469, 469),
}  # fmt: skip
# Harmless for the process itself: the first argument has to be 0.
_OWN_ONLY = {"prlimit64": (302, 261), "sched_setaffinity": (203, 122)}
_SOCKET, _CLONE, _CLONE3 = (41, 198), (56, 220), (435, 435)
_AF_UNIX = 1
_NAMESPACES = 0x7E020080  # CLONE_NEW*: mount, cgroup, uts, ipc, user, pid, network; and time
_X32 = 0x40000000  # the second numbering of the same calls on x86-64
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column above, AUDIT_ARCH_*

# Classic BPF, as <linux/filter.h> has it.
_LOAD, _EQUAL, _AT_LEAST, _ANY_OF, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
_ALLOW, _ERROR, _KILL = 0x7FFF0000, 0x00050000, 0x80000000

_LANDLOCK = (444, 445, 446)  # create a ruleset, add a rule, restrict oneself: the same on every machine
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_MAKE_CHAR, _MAKE_BLOCK = 1 << 6, 1 << 11
_REFER, _TRUNCATE, _IOCTL = 1 << 13, 1 << 14, 1 << 15
_READS = _EXECUTE | _READ_FILE | _READ_DIR
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL
_SCOPES = 0b11  # abstract sockets, signals
_TCP = 0b11  # bind, connect


try:
    # Once: in a process with TensorFlow's libraries, looking a name up is slow.
    _LIBRARY = ctypes.CDLL(None, use_errno=True)
    _LIBRARY.syscall.restype = ctypes.c_long
    _LIBRARY.prctl  # noqa: B018 - looked up now, before there are many libraries
except (OSError, AttributeError, TypeError):
    _LIBRARY = None  # type: ignore[assignment]  # not Linux


def _call(number: int, *arguments: Any) -> int:
    return int(_LIBRARY.syscall(ctypes.c_long(number), *arguments))


def _prctl(option: int, *arguments: Any) -> bool:
    if _LIBRARY is None:
        return False
    padded = [*arguments, 0, 0, 0, 0][:4]
    return bool(_LIBRARY.prctl(option, *padded) == 0)


def seal_worker(duties: dict[str, Any]) -> None:
    """Take from this process, and all that it starts, what neither needs.

    Args:
        duties: as the sandbox says; without ``filter`` nothing is taken.
    """
    # Its memory is not to be had through /proc by a run of the same user. (sandlock refuses the call.)
    _prctl(_PR_SET_DUMPABLE, 0)
    if duties.get("filter"):
        _drop_capabilities(range(_CAPABILITIES))
        _filter(bool(duties.get("pretend")))


def seal_run(duties: dict[str, Any], folder: str) -> None:
    """Put this process into a domain of its own.

    Args:
        duties: as the sandbox says: ``writable``, beside the run's folder; ``readable``, where not all that
            the worker reads is meant for its runs. Without ``filter`` only other processes are out of reach.
        folder: the run's own.
    """
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _drop_capabilities(_OVER_OTHERS)
    _prctl(_PR_SET_DUMPABLE, 1)  # its own /proc entries are its own again
    version = _landlock_version()
    confined = bool(duties.get("filter"))
    # Any domain keeps files from being moved into another folder, unless it grants that. The first version of
    # Landlock cannot: without a sandbox, where files are not what is kept from a run, that costs too much.
    if version < (1 if confined else 2):
        return
    handled = _MAKE_CHAR | _MAKE_BLOCK | _REFER
    reads = _READS if confined and duties.get("readable") else 0
    if confined:
        handled = _all_rights(version) & ~_READS | reads
    network = _TCP if confined and version >= 4 else 0
    scopes = _SCOPES if version >= 6 else 0
    attributes = struct.pack("QQQ", handled, network, scopes)
    ruleset = _call(_LANDLOCK[0], attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0))
    if ruleset < 0:
        return
    if confined:
        _grant(ruleset, [folder], handled)
        _grant(ruleset, duties.get("writable", ()), handled & ~(_MAKE_CHAR | _MAKE_BLOCK))
        _grant(ruleset, duties.get("readable", ()), reads)
    else:
        _grant(ruleset, ["/"], _REFER)
    _call(_LANDLOCK[2], ctypes.c_int(ruleset), ctypes.c_uint32(0))
    os.close(ruleset)


def _landlock_version() -> int:
    if not sys.platform.startswith("linux"):
        return 0
    return _call(_LANDLOCK[0], None, ctypes.c_size_t(0), ctypes.c_uint32(1))


def _all_rights(version: int) -> int:
    known = {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)
    return (1 << known) - 1


def _grant(ruleset: int, paths: Iterable[str], rights: int) -> None:
    if not rights:
        return
    for path in paths:
        try:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        allowed = rights if os.path.isdir(path) else rights & _OF_FILES
        rule = struct.pack("=Qi", allowed, descriptor)
        _call(_LANDLOCK[1], ctypes.c_int(ruleset), ctypes.c_int(1), rule, ctypes.c_uint32(0))
        os.close(descriptor)


def _drop_capabilities(dropped: Iterable[int]) -> None:
    """Give up what root has beyond other users: a worker may be root's."""
    header = struct.pack("Ii", 0x20080522, 0)  # version 3, this process
    held = ctypes.create_string_buffer(24)
    mask = 0
    for capability in dropped:
        mask |= 1 << capability
        _prctl(_PR_CAPBSET_DROP, capability)
    if not sys.platform.startswith("linux") or _LIBRARY.capget(header, held) != 0:
        return
    low, high = ~mask & 0xFFFFFFFF, ~mask >> 32 & 0xFFFFFFFF
    # Effective, permitted, inheritable: their low halves, then the high ones.
    sets = struct.unpack("6I", held.raw)
    kept = [each & (low if index < 3 else high) for index, each in enumerate(sets)]
    _LIBRARY.capset(header, struct.pack("6I", *kept))


def _filter(pretend: bool) -> None:
    """Install the seccomp filter; machines whose numbers are not known here have none."""
    machine = _MACHINES.get(platform.machine())
    if machine is None or struct.calcsize("P") != 8:
        return
    program = b"".join(_program(*machine, pretend=pretend))
    code = ctypes.create_string_buffer(program, len(program))
    order = ctypes.create_string_buffer(struct.pack("HP", len(program) // 8, ctypes.addressof(code)))
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.c_void_p(ctypes.addressof(order)))


def _program(column: int, architecture: int, *, pretend: bool) -> Iterable[bytes]:
    """Write the filter, one instruction after the other."""
    yield _step(_LOAD, _ARCHITECTURE)
    yield _step(_EQUAL, architecture, 1, 0)
    yield _step(_RETURN, _KILL)
    yield _step(_LOAD, _NUMBER)
    if column == 0:
        yield _step(_AT_LEAST, _X32, 0, 1)
        yield _step(_RETURN, _ERROR | errno.ENOSYS)
    for calls, answer in ((_REFUSED, errno.EPERM), (_PRETENDED if pretend else {}, 0)):
        for numbers in calls.values():
            if numbers[column] >= 0:
                yield _step(_EQUAL, numbers[column], 0, 1)
                yield _step(_RETURN, _ERROR | answer)
    # Its flags are behind a pointer, where a filter cannot look; libraries then use clone.
    yield _step(_EQUAL, _CLONE3[column], 0, 1)
    yield _step(_RETURN, _ERROR | errno.ENOSYS)
    # Each of these tests loads an argument, and returns either way.
    for numbers in _OWN_ONLY.values():
        yield from _by_argument(numbers[column], _EQUAL, 0, _ALLOW, _ERROR | errno.EPERM)
    yield from _by_argument(_SOCKET[column], _EQUAL, _AF_UNIX, _ALLOW, _ERROR | errno.EPERM)
    yield from _by_argument(_CLONE[column], _ANY_OF, _NAMESPACES, _ERROR | errno.EPERM, _ALLOW)
    yield _step(_RETURN, _ALLOW)


def _by_argument(number: int, test: int, value: int, yes: int, no: int) -> Iterable[bytes]:
    yield _step(_EQUAL, number, 0, 4)
    yield _step(_LOAD, _ARGUMENT)
    yield _step(test, value, 0, 1)
    yield _step(_RETURN, yes)
    yield _step(_RETURN, no)


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, then, otherwise, value)
