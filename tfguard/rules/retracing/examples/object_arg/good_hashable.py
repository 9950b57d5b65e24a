"""The cures for what has no hash: a kept frozenset, a kept frozen dataclass, a range."""

from dataclasses import dataclass

import tensorflow as tf

NAMES = frozenset(("scale", "log"))


@dataclass(frozen=True)
class Settings:
    rate: float = 0.1


SETTINGS = Settings()


@tf.function
def step(values, names, settings, columns):
    scaled = values * settings.rate if "scale" in names else values
    return tf.gather(scaled, list(columns))


def run():
    results = []
    for index in range(4):
        values = tf.constant([1.0, 2.0, 3.0]) * float(index)
        results.append(step(values, NAMES, SETTINGS, range(2)).numpy())
    return {"results": results, "traces": step.experimental_get_tracing_count()}
