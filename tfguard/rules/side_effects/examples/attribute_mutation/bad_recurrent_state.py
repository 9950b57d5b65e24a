"""A recurrent state in an attribute, set by unpacking the cell's result, and read at the next call."""

import tensorflow as tf


class Agent(tf.Module):
    def __init__(self):
        self.kernel = tf.Variable([[0.5]])
        self.state = tf.zeros([1, 1])

    def cell(self, observation, state):
        state = tf.tanh(observation @ self.kernel + state)
        return state * 2.0, state

    @tf.function
    def act(self, observation):
        action, self.state = self.cell(
            observation, self.state
        )  # expect: tf-attribute-mutation, tf-tensor-leak
        return action


def run():
    agent = Agent()
    return [agent.act(tf.constant([[1.0]])).numpy() for _ in range(3)]
