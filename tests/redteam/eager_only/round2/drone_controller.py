"""Steers a drone towards waypoints: a heading and a bounded thrust for each step."""
import math

import numpy as np
import tensorflow as tf

LIMITS = (-1.0, 1.0)
GAIN = 0.8
bearing = math.atan2
bounded = np.clip


def wrapped(angle):
    return tf.math.floormod(angle + math.pi, 2.0 * math.pi) - math.pi


class Controller(tf.Module):
    def __init__(self, gain=GAIN):
        super().__init__()
        self.gain = gain
        self.integral = tf.Variable(0.0)

    def thrust(self, distance, speed):
        demand = self.gain * distance - 0.5 * speed + self.integral
        return bounded(demand, *LIMITS)  # expect: tf-numpy-op

    @tf.function
    def heading(self, position, waypoint):
        east, north = tf.unstack(waypoint - position)
        target = bearing(north, east)  # expect: tf-python-cast
        return wrapped(tf.convert_to_tensor(target))

    @tf.function
    def steer(self, position, waypoint, speed):
        distance = tf.norm(waypoint - position)
        command = self.thrust(distance, speed)
        self.integral.assign_add(0.01 * distance)
        return command

    @tf.function
    def safe_steer(self, position, waypoint, speed):
        lowest, highest = bounded(LIMITS, -2.0, 2.0)
        demand = self.gain * tf.norm(waypoint - position) - 0.5 * speed
        return tf.clip_by_value(demand, lowest, highest)


def flight():
    return tf.constant([0.0, 0.0]), tf.constant([3.0, 3.0])


if __name__ == "__main__":
    controller = Controller()
    here, there = flight()
    slow = tf.constant(0.1)
    tf.config.run_functions_eagerly(True)
    assert abs(float(controller.heading(here, there)) - math.pi / 4) < 1e-6
    assert float(controller.steer(here, there, slow)) == 1.0
    tf.config.run_functions_eagerly(False)
    assert float(controller.safe_steer(here, there, slow)) == 1.0
    try:
        controller.heading(here, there)
    except TypeError as error:
        assert "must be real number, not SymbolicTensor" in str(error) and "bearing(north, east)" in str(error)
    else:
        raise AssertionError("atan2 took a symbolic tensor")
    try:
        controller.steer(here, there, slow)
    except NotImplementedError as error:
        assert "Cannot convert a symbolic tf.Tensor" in str(error) and "bounded(demand, *LIMITS)" in str(error)
    else:
        raise AssertionError("clip took a symbolic tensor")
    print("proved")
