"""Power of a row of wind turbines with a simple wake model."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class Turbine:
    """A turbine whose yaw setting is a Python number."""

    adjustments = 0

    def __init__(self, radius: float):
        self.radius = radius
        self._yaw = 0.0

    @property
    def yaw(self) -> float:
        return self._yaw

    @yaw.setter
    def yaw(self, value: float) -> None:
        self._yaw = value  # expect: tf-attribute-mutation

    def nudge(self, amount: float) -> None:
        """Turns by `amount` radians and counts it for the class."""
        self.yaw = self._yaw + amount  # allow: tf-attribute-mutation
        Turbine.adjustments += 1  # expect: tf-attribute-mutation

    def power(self, speed):
        area = np.pi * self.radius**2
        return 0.5 * area * tf.cos(self.yaw) ** 3 * speed**3

    def wake(self, speed, distance: float):
        deficit = 0.4 * tf.cos(self.yaw) / (1.0 + 0.1 * distance) ** 2
        return speed * (1.0 - deficit)


class Farm:
    """Turbines one behind the other."""

    def __init__(self, turbines, spacing: float):
        self.turbines = list(turbines)
        self.spacing = spacing
        self.produce = tf.function(self._produce, input_signature=[tf.TensorSpec([], tf.float32)])

    def _steer(self):
        lead = self.turbines[0]
        lead.nudge(0.1)

    def _produce(self, speed):
        self._steer()
        total = tf.zeros([])
        for turbine in self.turbines:
            total += turbine.power(speed)
            speed = turbine.wake(speed, self.spacing)
        return total


def day(farm: Farm, speeds):
    return [float(farm.produce(tf.constant(speed))) for speed in speeds]


def make_farm():
    Turbine.adjustments = 0
    return Farm([Turbine(1.0), Turbine(1.2), Turbine(1.1)], 5.0)


if __name__ == "__main__":
    speeds = [8.0, 8.0, 8.0, 8.0]
    tf.config.run_functions_eagerly(True)
    farm = make_farm()
    eager = day(farm, speeds)
    assert len(set(eager)) == 4 and abs(farm.turbines[0].yaw - 0.4) < 1e-9 and Turbine.adjustments == 4
    tf.config.run_functions_eagerly(False)
    farm = make_farm()
    graph = day(farm, speeds)
    assert len(set(graph)) == 1 and farm.turbines[0].yaw == 0.1 and Turbine.adjustments == 1
    print("proved")
