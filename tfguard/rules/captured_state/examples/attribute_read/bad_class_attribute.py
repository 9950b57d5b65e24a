"""An attribute of the class is changed for all its objects; a method reads it through self."""

import tensorflow as tf


class Simulation:
    time_step = 1.0

    @tf.function
    def advance(self, position, velocity):
        return position + velocity * self.time_step  # expect: tf-attribute-read


def run():
    simulation = Simulation()
    position, velocity = tf.constant(0.0), tf.constant(2.0)
    positions = []
    for _ in range(3):
        position = simulation.advance(position, velocity)
        Simulation.time_step /= 2.0
        positions.append(position.numpy())
    return positions
