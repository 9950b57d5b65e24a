"""Epsilon-greedy exploration that decays with the number of actions taken."""
import traceback

import tensorflow as tf


class LinearDecay(tf.Module):
    """Falls from `start` to `end` within `duration` steps."""

    def __init__(self, start=1.0, end=0.1, duration=10):
        super().__init__()
        self.start, self.end, self.duration = start, end, duration
        self.step = tf.Variable(0.0, trainable=False)

    @property
    def value(self):
        if self.step >= self.duration:  # expect: tf-tensor-bool-unconverted
            return tf.constant(self.end)
        return self.start + (self.end - self.start) * self.step / self.duration

    def tick(self):
        self.step.assign_add(1.0)


class Actor(tf.Module):
    def __init__(self, observations, actions, schedule):
        super().__init__()
        self.weights = tf.Variable(tf.random.stateless_normal([observations, actions], seed=[1, 2]))
        self.actions = actions
        self.schedule = schedule

    def greedy(self, observation):
        return tf.argmax(observation @ self.weights, axis=-1)

    @tf.function
    def act(self, observation, seed):
        epsilon = self.schedule.value
        self.schedule.tick()
        best = self.greedy(observation)
        draws = tf.random.stateless_uniform([2, tf.shape(observation)[0]], seed=seed)
        random_action = tf.cast(draws[1] * self.actions, tf.int64)
        return tf.where(draws[0] < epsilon, random_action, best)


def play(steps=12):
    schedule = LinearDecay()
    actor = Actor(3, 4, schedule)
    taken = []
    for number in range(steps):
        observation = tf.random.stateless_normal([2, 3], seed=[number, 0])
        taken.append(actor.act(observation, tf.constant([number, 1])))
    return schedule, taken


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    decayed, actions = play()
    tf.config.run_functions_eagerly(False)
    assert len(actions) == 12 and abs(float(decayed.value) - 0.1) < 1e-6
    try:
        play()
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "Using a symbolic `tf.Tensor` as a Python `bool` is not allowed" in str(error), error
        assert "self.schedule.value" in str(error) + traceback.format_exc()
    else:
        raise AssertionError("the getter was converted")
    print("proved")
