"""Collects experience from a simulated pendulum and fits a value function to the returns."""
from dataclasses import dataclass

import tensorflow as tf


@dataclass
class Physics:
    dt: float = 0.05
    gravity: float = 9.8
    damping: float = 0.1


class Pendulum:
    def __init__(self, physics: Physics, horizon: int):
        self.physics = physics
        self.horizon = horizon
        self.policy = tf.Variable([[0.5], [-0.2]])

    def torque(self, state):
        return tf.squeeze(tf.tanh(tf.linalg.matmul(state[None, :], self.policy)))

    @tf.function  # expect: tf-generator
    def rollout(self, state):  # allow: tf-generator
        p = self.physics
        for _ in range(self.horizon):
            action = self.torque(state)
            angle, speed = state[0], state[1]
            acceleration = p.gravity * tf.sin(angle) - p.damping * speed + action
            speed = speed + p.dt * acceleration
            following = tf.stack([angle + p.dt * speed, speed])
            reward = -(angle**2 + 0.1 * speed**2 + 0.001 * action**2)
            yield state, action, reward
            state = following


@tf.function
def discounted(rewards, gamma):
    powers = tf.range(tf.size(rewards), dtype=tf.float32)
    return tf.reduce_sum(rewards * gamma**powers)


def collect(world, episodes):
    returns = []
    for seed in range(episodes):
        start = tf.random.stateless_uniform([2], seed=[seed, 0], minval=-0.1, maxval=0.1)
        rewards = [reward for _, _, reward in world.rollout(start)]
        returns.append(float(discounted(tf.stack(rewards), tf.constant(0.99))))
    return returns


def main():
    return collect(Pendulum(Physics(), horizon=8), episodes=2)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    totals = main()
    tf.config.run_functions_eagerly(False)
    assert len(totals) == 2 and all(total < 0.0 for total in totals)
    try:
        main()
    except TypeError as error:
        assert "return value of type generator" in str(error), error
    else:
        raise AssertionError("a generator came through")
    print("proved")
