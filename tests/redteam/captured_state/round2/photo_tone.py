"""A tone curve with two knobs, as a pair of closures."""
from __future__ import annotations

from typing import Callable, NamedTuple, Optional

import numpy as np
import tensorflow as tf


class ToneMapper(NamedTuple):
    apply: Callable[[tf.Tensor], tf.Tensor]
    turn: Callable[..., None]


def tone_mapper(gamma: float = 2.0, exposure: float = 1.0) -> ToneMapper:
    black = 0.0625

    def expose(image: tf.Tensor) -> tf.Tensor:
        return tf.clip_by_value(image * exposure - black, 0.0, 1.0)  # expect: tf-global-read

    @tf.function
    def apply(image: tf.Tensor) -> tf.Tensor:
        mapped = expose(image)
        return tf.pow(
            mapped,
            1.0 / gamma,  # expect: tf-global-read
        )

    def turn(*, stops: float = 0.0, new_gamma: Optional[float] = None) -> None:
        nonlocal gamma, exposure
        exposure *= 2.0**stops
        gamma = gamma if new_gamma is None else new_gamma

    return ToneMapper(apply, turn)


class Darkroom:
    """Makes a contact sheet: the same photo with several settings."""

    def __init__(self) -> None:
        self.mapper = tone_mapper()

    def contact_sheet(self, photo: tf.Tensor) -> list[float]:
        prints = [self.mapper.apply(photo)]
        for stops in (0.5, 0.5):
            self.mapper.turn(stops=stops)
            prints.append(self.mapper.apply(photo))
        self.mapper.turn(new_gamma=1.0)
        prints.append(self.mapper.apply(photo))
        return [float(tf.reduce_mean(p)) for p in prints]


if __name__ == "__main__":
    photo = tf.reshape(tf.linspace(0.1, 0.5, 12), [2, 2, 3])
    tf.config.run_functions_eagerly(True)
    eager = Darkroom().contact_sheet(photo)
    tf.config.run_functions_eagerly(False)
    graph = Darkroom().contact_sheet(photo)
    assert len({round(v, 4) for v in eager}) == 4
    assert np.ptp(graph) == 0.0 and np.isclose(graph[0], eager[0])
    # A free variable each: with the gamma alone the picture stays the same as well.
    room = Darkroom()
    first = float(tf.reduce_mean(room.mapper.apply(photo)))
    room.mapper.turn(new_gamma=1.0)
    assert float(tf.reduce_mean(room.mapper.apply(photo))) == first
    print("proved")
