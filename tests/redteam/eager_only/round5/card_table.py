"""Plays a card game against a dealer: the table is an array, the policy is learned between games."""
import math
import random

import numpy as np
import tensorflow as tf

CARDS = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10])


class Table:
    """The dealer's side, on arrays and numbers."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.jokers = random.Random(seed)

    def observe(self):
        total = np.float32(self.hand.sum())
        return np.array([total / 21.0, np.any(self.hand == 1), len(self.hand) / 5.0], dtype=np.float32)

    def reset(self):
        self.hand = self.rng.choice(CARDS, size=2)
        return self.observe()

    def step(self, action):
        if hasattr(action, "numpy"):
            action = action.numpy()
        if int(action) == 0:
            margin = float(self.hand.sum() - self.jokers.randint(15, 21))
            return self.observe(), float(np.sign(margin)), True
        self.hand = np.append(self.hand, self.rng.choice(CARDS))
        busted = bool(np.greater(self.hand.sum(), 21))
        return self.observe(), -1.0 if busted else 0.0, busted


class Policy(tf.Module):
    def __init__(self, discount=0.9):
        super().__init__()
        self.kernel = tf.Variable(np.linspace(-0.5, 0.5, 6).reshape(3, 2), dtype=tf.float32)
        self.log_discount = math.log(discount)
        self.limit = np.sqrt(6.0) / 2.0

    @tf.function(input_signature=[tf.TensorSpec([3])])
    def act(self, state):
        logits = tf.linalg.matvec(self.kernel, state, transpose_a=True)
        return tf.argmax(logits), tf.nn.softmax(logits)[1]

    @tf.function(
        input_signature=[tf.TensorSpec([None, 3]), tf.TensorSpec([None], tf.int64), tf.TensorSpec([])]
    )
    def learn(self, states, actions, outcome):
        steps = tf.shape(states)[0]
        powers = tf.cast(tf.range(steps)[::-1], tf.float32) * self.log_discount
        with tf.GradientTape() as tape:
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(actions, states @ self.kernel)
            loss = tf.reduce_mean(losses * outcome * tf.exp(powers))
        gradient = tape.gradient(loss, self.kernel)
        gradient = tf.clip_by_norm(gradient, float(self.limit))
        self.kernel.assign_sub(0.3 * gradient / float(len(self.kernel.shape)))
        return loss, float(steps) / 5.0, int(outcome) + int(states.shape[1])


def play(table, policy):
    states, actions, done = [table.reset()], [], False
    while not done:
        action, confidence = policy.act(states[-1])
        assert 0.0 <= confidence.numpy() <= 1.0 and not np.isnan(confidence)
        actions.append(int(action))
        state, outcome, done = table.step(action)
        if not done:
            states.append(state)
    return np.stack(states), np.asarray(actions, dtype=np.int64), np.float32(outcome)


def evening(games=6):
    table, policy = Table(5), Policy()
    report = []
    for number in range(games):
        states, actions, outcome = play(table, policy)
        results = policy.learn(tf.constant(states), tf.constant(actions), tf.constant(outcome))
        loss, length, code = (np.asarray(result).item() for result in results)
        report.append(f"{number}: {loss:+.3f} {length:.1f} {code}")
    return report, policy.kernel.numpy().round(3).tolist(), math.fsum(np.ravel(policy.kernel))


if __name__ == "__main__":
    graph = evening()
    tf.config.run_functions_eagerly(True)
    eager = evening()
    tf.config.run_functions_eagerly(False)
    assert graph[0] == eager[0], (graph, eager)
    np.testing.assert_allclose(graph[1], eager[1], atol=2e-3)
    assert abs(graph[2] - eager[2]) < 1e-3
    print("proved")
