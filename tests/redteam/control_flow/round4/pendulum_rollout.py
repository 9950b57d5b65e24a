"""Collects rollouts of a linear policy on a pendulum inside one graph, for REINFORCE."""
import numpy as np
import tensorflow as tf

HORIZON = 6
DT = 0.05


def dynamics(state, torque):
    angle, speed = tf.unstack(state)
    speed = speed + DT * (15.0 * tf.sin(angle) + 3.0 * torque)
    angle = angle + DT * speed
    cost = angle**2 + 0.1 * speed**2 + 0.001 * torque**2
    return tf.stack([angle, speed]), -cost


@tf.function
def rollout(policy, start):
    history = {"state": [], "reward": []}
    state = start
    for _ in tf.range(HORIZON):
        torque = tf.clip_by_value(tf.tensordot(policy, state, 1), -2.0, 2.0)
        history["state"].append(state)  # expect: tf-list-append-in-tensor-loop
        state, reward = dynamics(state, torque)
        history["reward"].append(reward)  # expect: tf-list-append-in-tensor-loop
    return {name: tf.stack(values) for name, values in history.items()}


@tf.function
def perturbed_returns(policy, start, noise):
    """The return of the policy under each row of noise."""
    totals = []
    for delta in noise:  # allow: tf-branch-dtype
        state, total = start, 0.0
        for _ in range(3):
            state, reward = dynamics(state, tf.tensordot(policy + delta, state, 1))
            total += reward
        totals += [total]  # expect: tf-list-append-in-tensor-loop  allow: tf-branch-dtype
    return tf.stack(totals)


def search(policy, start, iterations=2):
    rng = np.random.default_rng(0)
    for _ in range(iterations):
        noise = tf.constant(rng.normal(size=(4, 2)), tf.float32)
        returns = perturbed_returns(policy, start, noise)
        policy = policy + noise[tf.argmax(returns)]
    return policy, rollout(policy, start)


def main():
    return search(tf.constant([-4.0, -1.0]), tf.constant([0.3, 0.0]))


def fails(function, *args):
    try:
        function(*args)
    except Exception as error:  # what kind is asserted by the caller
        return type(error).__name__ + ": " + str(error)
    return ""


if __name__ == "__main__":
    weights, upright = tf.constant([-4.0, -1.0]), tf.constant([0.3, 0.0])
    tf.config.run_functions_eagerly(True)
    _, episode = main()
    tf.config.run_functions_eagerly(False)
    assert episode["state"].shape == (HORIZON, 2) and episode["reward"].shape == (HORIZON,)

    text = fails(rollout, weights, upright)
    assert "is out of scope and cannot be used here" in text, text
    text = fails(perturbed_returns, weights, upright, tf.zeros([4, 2]))
    assert "out of scope" in text or "same nested structure" in text, text
    print("proved")
