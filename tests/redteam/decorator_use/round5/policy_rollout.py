"""Rollouts of saved robot policies in a point-mass world."""
import tensorflow as tf


class Policy:
    def __init__(self, seed):
        self.w = tf.Variable(tf.random.stateless_normal([4, 2], seed=[seed, 0], stddev=0.3))

    def features(self, state):
        return state

    @tf.function
    def act(self, state):
        return tf.tanh(tf.linalg.matvec(self.w, self.features(state), transpose_a=True))


class Damped(Policy):
    def features(self, state):
        return tf.concat([state[:2], 0.5 * state[2:]], axis=0)


POLICIES = {"linear": Policy, "damped": Damped}


def restore(name: str, seed: int = 3) -> Policy:
    return POLICIES[name](seed)


def move(state, force, dt=0.1):
    velocity = state[2:] + dt * force
    return tf.concat([state[:2] + dt * velocity, velocity], axis=0)


class Runner:
    def __init__(self, policy: Policy, steps=5):
        self.policy = policy
        self.steps = steps
        self.act = tf.function(policy.act)  # unseen: tf-redundant-decorator

    def rollout(self):
        state = tf.constant([1.0, -1.0, 0.0, 0.0])
        for _ in range(self.steps):
            state = move(state, self.act(state))
        return state


def first_action(name):
    state = tf.constant([1.0, -1.0, 0.0, 0.0])
    return restore(name).act(state)  # expect: tf-temporary-instance


def compare():
    ends = {name: Runner(restore(name)).rollout() for name in POLICIES}
    starts = {name: first_action(name) for name in POLICIES}
    return ends, starts


if __name__ == "__main__":
    policy = restore("damped")
    graph = Runner(policy).rollout()
    tf.config.run_functions_eagerly(True)
    eager = Runner(policy).rollout()
    tf.config.run_functions_eagerly(False)
    assert float(tf.reduce_max(tf.abs(graph - eager))) < 1e-5
    assert Policy.act.python_function(restore("linear"), graph).shape == (2,)
    twice, state = tf.function(policy.act), tf.constant([1.0, -1.0, 0.0, 0.0])
    assert twice(state).numpy().tolist() == policy.act(state).numpy().tolist()
    try:
        compare()
    except AttributeError as error:
        assert "'NoneType' object has no attribute" in str(error), error
    else:
        raise AssertionError("the policy was still there")
    print("proved")
