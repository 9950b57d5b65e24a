"""REINFORCE on a toy pole; trajectories have a small container of their own."""
import dataclasses
import math

import numpy as np
import tensorflow as tf

LOW = tf.constant([-1.0, -2.0])
HIGH = tf.constant([1.0, 2.0])


@dataclasses.dataclass(frozen=True)
class Space:
    shape: tuple = (2,)
    moves: int = 2


class Trajectory:
    """Rewards and states of an episode as lists."""

    def __init__(self):
        self.states, self.actions, self.rewards = [], [], []

    def add(self, state, action, reward):
        self.states.append(state)
        self.actions.append(action)
        self.rewards.append(reward)

    def numpy(self):
        return np.array(self.states, np.float32), np.array(self.actions, np.int32), np.array(self.rewards, np.float32)


def make_agent(space, discount=0.9):
    policy = tf.Variable(tf.zeros([space.shape[0], space.moves]))
    spread = tf.constant(HIGH.numpy() - LOW.numpy())
    log_discount = math.log(discount)

    @tf.function(input_signature=[tf.TensorSpec([None, space.shape[0]])])
    def probabilities(states):
        middle = (LOW.numpy() + HIGH.numpy()) / 2
        scale = float(spread[0]) / math.sqrt(space.shape[0])
        return tf.nn.softmax(tf.matmul((states - middle) / scale, policy))

    @tf.function(
        input_signature=[
            tf.TensorSpec([None, space.shape[0]]), tf.TensorSpec([None], tf.int32), tf.TensorSpec([None]),
        ]
    )
    def improve(states, actions, rewards):
        length = tf.shape(rewards)[0]
        late = tf.exp(log_discount * tf.cast(tf.range(length), tf.float32))
        returns = tf.cumsum(rewards * late, reverse=True) / late
        baseline = tf.reduce_sum(returns) / float(length)
        with tf.GradientTape() as tape:
            chosen = tf.reduce_sum(probabilities(states) * tf.one_hot(actions, space.moves), axis=1)
            loss = -tf.reduce_mean(tf.math.log(chosen) * (returns - baseline))
        policy.assign_sub(0.5 * tape.gradient(loss, policy))
        return loss

    return policy, probabilities, improve


def episode(probabilities, rng, steps):
    trajectory, state = Trajectory(), np.zeros(2, np.float32)
    for _ in range(steps):
        p = probabilities(tf.constant(state[None])).numpy()[0, 1]
        action = int(rng.uniform() < p)
        state = np.clip(state + [0.1 * (2 * action - 1), rng.normal()], LOW, HIGH).astype(np.float32)
        trajectory.add(state, action, float(state[0]))
    return trajectory


def main():
    policy, probabilities, improve = make_agent(Space())
    rng = np.random.default_rng(1)
    losses = []
    for steps in (5, 7, 6):
        states, actions, rewards = episode(probabilities, rng, steps).numpy()
        losses.append(float(improve(tf.constant(states), tf.constant(actions), tf.constant(rewards))))
    return policy.numpy(), losses


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(graph[0], eager[0], atol=1e-5)
    np.testing.assert_allclose(graph[1], eager[1], atol=1e-5)
    print("proved")
