"""A blackjack counter: decks are shuffled cards, colours are members of an enumeration."""
from __future__ import annotations

import enum
import random
from typing import NamedTuple

import tensorflow as tf


class Colour(enum.Enum):
    RED = 1
    BLACK = 2


class Card(NamedTuple):
    points: int
    colour: Colour


class Belief(NamedTuple):
    """What the counter knows, as tensors."""

    running: tf.Tensor
    seen: tf.Tensor


def deck(rng: random.Random) -> list[Card]:
    cards = [Card(points, colour) for colour in Colour for points in (*range(2, 11), 10, 10, 10, 11)]
    rng.shuffle(cards)
    return cards


@tf.function
def observe(belief: Belief, points: tf.Tensor, colour: Colour) -> Belief:
    low, high = points <= 6, points >= 10
    change = tf.cast(low, tf.int32) - tf.cast(high, tf.int32)
    if colour is Colour.RED:
        change = change + tf.cast(tf.equal(points, 7), tf.int32)
    return Belief(running=belief.running + change, seen=belief.seen + 1)


@tf.function
def true_count(belief: Belief) -> tf.Tensor:
    left = tf.maximum(52 - belief.seen, 1)
    return 52.0 * tf.cast(belief.running, tf.float32) / tf.cast(left, tf.float32)


def count(cards: list[Card], limit: float = 100.0) -> tuple[Belief, int]:
    belief = Belief(tf.constant(0), tf.constant(0))
    for dealt, card in enumerate(cards, start=1):
        belief = observe(belief, tf.constant(card.points), card.colour)
        if true_count(belief) > limit:
            break
    return belief, dealt


if __name__ == "__main__":
    rng = random.Random(4)
    finals = [count(deck(rng)) for _ in range(3)]
    for belief, dealt in finals:
        assert dealt == 26 and belief.seen.numpy() == 26
        assert belief.running.numpy() == 10 - 10 + 1
    assert observe.experimental_get_tracing_count() == 2
    assert true_count.experimental_get_tracing_count() == 1
    print("proved")
