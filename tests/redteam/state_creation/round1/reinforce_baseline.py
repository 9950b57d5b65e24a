"""REINFORCE with a running baseline on a toy corridor."""
import numpy as np
import tensorflow as tf

BASELINE = tf.Variable(0.0, trainable=False)
GAMMA = 0.9


def discounted(rewards):
    out = np.zeros_like(rewards)
    running = 0.0
    for i in reversed(range(len(rewards))):
        running = rewards[i] + GAMMA * running
        out[i] = running
    return out


def update_baseline(returns):
    global BASELINE
    BASELINE = 0.95 * BASELINE + 0.05 * tf.reduce_mean(returns)  # expect: tf-variable-rebound  allow: tf-global-write, tf-tensor-leak


class Policy:
    def __init__(self):
        self.logits = tf.Variable([0.0, 0.0])

    def log_prob(self, actions):
        return tf.gather(tf.nn.log_softmax(self.logits), actions)

    @tf.function
    def improve(self, actions, returns):
        refresh = update_baseline
        with tf.GradientTape() as tape:
            advantage = returns - BASELINE
            loss = -tf.reduce_mean(advantage * self.log_prob(actions))
        gradient = tape.gradient(loss, self.logits)
        self.logits.assign_sub(0.1 * gradient)
        refresh(returns)
        print("policy loss", loss)  # expect: tf-print
        return loss


def play(policy, episodes):
    for episode in range(episodes):
        rewards = np.linspace(0.0, 1.0, 4).astype(np.float32) + episode
        policy.improve(tf.constant([0, 1, 1, 1]), tf.constant(discounted(rewards)))


if __name__ == "__main__":
    import contextlib
    import io
    import runpy

    lines = {}
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        module = runpy.run_path(__file__, run_name="fresh")
        policy, out = module["Policy"](), io.StringIO()
        state = module["play"].__globals__
        with contextlib.redirect_stdout(out):
            module["play"](policy, 3)
        lines[eagerly] = out.getvalue().count("policy loss")
        if eagerly:
            assert float(state["BASELINE"]) > 0.0
        else:
            assert not hasattr(state["BASELINE"], "numpy"), "the global holds a tensor of the trace"
            try:
                policy.improve(tf.constant([0]), tf.constant([1.0]))
            except TypeError as error:
                assert "out of scope" in str(error)
            else:
                raise AssertionError("the next trace must fail on the leaked tensor")
    assert lines == {True: 3, False: 1}, lines
    print("proved")
