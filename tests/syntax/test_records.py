from __future__ import annotations

import dataclasses
import pickle

import pytest

from tfguard.syntax.records import dataclass


@dataclass(frozen=True, slots=True)
class Equal:
    number: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    number: int

    def __hash__(self) -> int:
        return 7


@dataclass(frozen=True, slots=True, eq=False)
class Itself:
    number: int


@dataclass(slots=True)
class Changing:
    number: int


def test_equal_ones_are_one_in_a_set() -> None:
    assert {Equal(1), Equal(1), Equal(2)} == {Equal(1), Equal(2)}
    assert len({Itself(1), Itself(1)}) == 2


def test_a_hash_of_their_own_is_kept() -> None:
    assert hash(Own(1)) == 7


def test_what_changes_has_no_hash() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Changing(1))


def test_they_are_copied_and_sent_to_other_processes() -> None:
    assert dataclasses.replace(Equal(1), text="a") == Equal(1, "a")
    assert pickle.loads(pickle.dumps(Equal(1, "a"))) == Equal(1, "a")
