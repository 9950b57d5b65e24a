"""Floor planning by simulated annealing with a geometric cooling schedule."""
from __future__ import annotations

import argparse

import tensorflow as tf


@tf.function
def crowding(layout: tf.Tensor) -> tf.Tensor:
    gaps = layout[:, None, :] - layout[None, :, :]
    return tf.reduce_sum(tf.exp(-tf.reduce_sum(gaps**2, axis=-1)))


@tf.function
def propose(layout: tf.Tensor, noise: tf.Tensor, temperature: tf.Tensor) -> tf.Tensor:
    moved = tf.clip_by_value(layout + noise * temperature, 0.0, 4.0)
    gain = crowding(layout) - crowding(moved)
    accepted = tf.exp(tf.minimum(gain / temperature, 0.0)) > 0.5
    return tf.where(accepted, moved, layout)


def starting_layout(rooms: int) -> tf.Tensor:
    return tf.random.stateless_uniform([rooms, 2], seed=[rooms, 1], maxval=4.0)


def anneal(layout: tf.Tensor, start: float, rate: float, floor: float) -> tuple[tf.Tensor, int]:
    """Cools until the floor is reached; returns the layout and the number of moves."""
    temperature, moves = start, 0
    while (temperature := temperature * rate) > floor:
        noise = tf.random.stateless_normal(layout.shape, seed=[moves, 7])
        layout = propose(layout, noise, temperature)  # expect: tf-python-scalar-arg
        moves += 1
    return layout, moves


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", type=int, default=5)
    parser.add_argument("--start", type=float, default=2.0)
    parser.add_argument("--rate", type=float, default=0.8)
    options = parser.parse_args(argv)
    layout, moves = anneal(starting_layout(options.rooms), options.start, options.rate, 0.2)
    print(f"crowding {float(crowding(layout)):.3f} after {moves} moves")
    return moves


if __name__ == "__main__":
    moves = main(["--rooms", "4"])
    assert moves == 10
    assert propose.experimental_get_tracing_count() == moves
    main(["--rooms", "4", "--rate", "0.7"])
    before = propose.experimental_get_tracing_count()
    assert before > moves
    layout = starting_layout(4)
    for power in range(5):
        layout = propose(layout, tf.ones([4, 2]), tf.constant(2.0 * 0.8**power))
    assert propose.experimental_get_tracing_count() == before + 1
    print("proved")
