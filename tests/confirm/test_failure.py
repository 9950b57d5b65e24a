"""Where an error says that the user's code stands."""

from __future__ import annotations

import pytest

from tfguard.confirm.worker.failure import operation_frames

ROOT = "/tmp/run-7/files/"
TEXT = """Detected unsupported operations: StringFormat

The op is created at:
File "{start}tool/worker/calls.py", line 12, in called
File "{start}run-7/files/train.py", line 5, in step
File "{start}run-7/files/helpers.py", line 9, in show
File "{start}env/site-packages/tensorflow/python/ops/logging_ops.py", line 388, in print_v2

\ttf2xla conversion failed while converting step
File "{start}run-7/files/other.py", line 1, in later
"""


# Experiment (2.21): the text leaves out what all its file names begin with.
@pytest.mark.parametrize("start", ["/tmp/", "tmp/", ""])
def test_operation_frames_without_their_common_start(start: str) -> None:
    frames = operation_frames(TEXT.format(start=start), ROOT)
    assert frames == [["train.py", 5, "step"], ["helpers.py", 9, "show"]]


def test_lines_of_the_source_may_stand_between() -> None:
    """Experiment (2.12): each frame has its line below it."""
    text = TEXT.replace("in step\n", "in step\n  show(x)\n").replace("in show\n", "in show\n  tf.print(x)\n")
    frames = operation_frames(text.format(start="/tmp/"), ROOT)
    assert frames == [["train.py", 5, "step"], ["helpers.py", 9, "show"]]


def test_other_files_are_not_the_users() -> None:
    assert operation_frames(TEXT.format(start="home/"), "/srv/elsewhere/") == []
