"""Yields of fields by the machine that worked them: state objects share a base class and its compiled methods."""
from __future__ import annotations

import tensorflow as tf


def graph_mode(function=None, *, fused: bool = False):
    """Compile with the farm's defaults; usable bare and with arguments."""
    if function is None:
        return lambda inner: graph_mode(inner, fused=fused)
    return tf.function(function, experimental_compile=fused)  # expect: tf-deprecated-argument


class Machine:
    """What all machines know."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.hours = tf.Variable(0.0)

    @graph_mode  # allow: tf-deprecated-argument
    def work(self, speed: tf.Tensor, hours: tf.Tensor) -> tf.Tensor:
        self.hours.assign_add(hours)
        return self.width * tf.reduce_sum(speed) * hours / 10.0

    @graph_mode(fused=True)  # allow: tf-deprecated-argument
    def wear(self, load: tf.Tensor) -> tf.Tensor:
        return tf.reduce_mean(load**2) / (1.0 + self.hours)


class Harvester(Machine):
    @graph_mode  # allow: tf-deprecated-argument
    def __init__(self, width: float, grain: tf.Tensor) -> None:  # expect: tf-init-decorated
        self.width = width  # allow: tf-attribute-mutation
        self.share = grain / tf.reduce_sum(grain)  # allow: tf-tensor-leak, tf-attribute-mutation

    def yields(self, field: tf.Tensor) -> tf.Tensor:
        return self.share * tf.reduce_sum(field)


class Seeder(Machine):
    def __init__(self, width: float, rows: int) -> None:
        super().__init__(width)
        self.spacing = tf.linspace(0.0, 1.0, rows) * width

    @graph_mode  # allow: tf-deprecated-argument
    def lines(self, start: tf.Tensor) -> tf.Tensor:
        return start + self.spacing


def season(machine: Machine, days: int = 3) -> tf.Tensor:
    areas = [machine.work(tf.constant([8.0, 9.0]) + day, tf.constant(2.0)) for day in range(days)]
    return tf.stack([*areas, machine.wear(tf.constant([0.5, 1.0])), machine.hours])


if __name__ == "__main__":
    graph = season(Machine(3.0))
    tf.config.run_functions_eagerly(True)
    eager = season(Machine(3.0))
    tf.config.run_functions_eagerly(False)
    assert float(tf.reduce_max(tf.abs(graph - eager))) < 1e-4
    seeder = Seeder(2.0, 3)
    assert seeder.lines(tf.constant(1.0)).numpy().tolist() == [1.0, 2.0, 3.0]
    assert "`(experimental_compile)`" in tf.function.__doc__.split("`tf.function` constructs")[0]
    harvester = Harvester(4.0, tf.constant([3.0, 1.0]))
    try:
        harvester.yields(tf.constant([1.0, 2.0]))
    except TypeError as error:
        assert "is out of scope" in str(error), error
    else:
        raise AssertionError("the shares could be used")
    print("proved")
