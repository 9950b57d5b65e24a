"""A rolling mill: the gap of the rolls is controlled by a small model. The runtime is set up by a base class."""
from __future__ import annotations

import tensorflow as tf
from tensorflow.compat.v1 import disable_eager_execution as use_graphs


class Application:
    """Set up once for a process."""

    deterministic = True

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.configure()

    def configure(self) -> None:
        tf.random.set_seed(self.seed)
        tf.config.set_soft_device_placement(True)


class Mill(Application):
    def __init__(self, seed: int, stands: int) -> None:
        super().__init__(seed)
        self.gaps = tf.Variable(tf.linspace(8.0, 3.0, stands))

    @tf.function
    def roll(self, thickness: tf.Tensor) -> tf.Tensor:
        for stand in tf.range(tf.shape(self.gaps)[0]):
            if thickness > self.gaps[stand]:
                thickness = 0.9 * self.gaps[stand] + 0.1 * thickness
        return thickness

    @tf.function
    def adjust(self, thickness: tf.Tensor, wanted: tf.Tensor) -> tf.Tensor:
        error = self.roll(thickness) - wanted
        self.gaps.assign(tf.maximum(self.gaps - 0.5 * error, 0.5))
        return error


class HotMill(Mill):
    """Runs beside an older simulation of the furnace."""

    def configure(self) -> None:
        super().configure()
        use_graphs()  # expect: tf1-compat-switch


def pass_of(mill: Mill, slabs: list[float]) -> list[float]:
    return [float(mill.adjust(tf.constant(slab), tf.constant(2.5))) for slab in slabs]


if __name__ == "__main__":
    slabs = [20.0, 18.0, 22.0, 20.0]
    graph = pass_of(Mill(1, 3), slabs)
    tf.config.run_functions_eagerly(True)
    eager = pass_of(Mill(1, 3), slabs)
    tf.config.run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-5 for a, b in zip(graph, eager)) and abs(graph[-1]) < abs(graph[0])
    try:
        pass_of(HotMill(1, 3), slabs)
    except TypeError as error:
        assert "SymbolicTensor" in str(error), error
    else:
        raise AssertionError("the slabs were rolled")
    print("proved")
