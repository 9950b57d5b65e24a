"""Chemical kinetics: integrates rate equations by explicit steps inside traced functions."""
import tensorflow as tf

STEPS_PER_SECOND = 60


def rates(state, k):
    forward = k[0] * state[0]
    backward = k[1] * state[1]
    return tf.stack([backward - forward, forward - backward])


class Integrator(tf.Module):
    """Base class: `advance` is what subclasses write, `integrate` is what is called."""

    seconds = 1

    def __init__(self, k):
        super().__init__()
        self.k = tf.constant(k)

    def advance(self, state):
        raise NotImplementedError

    @tf.function
    def integrate(self, state):
        return self.advance(state)


class Euler(Integrator):
    def advance(self, state):
        step, dt = 0, 1.0 / STEPS_PER_SECOND
        while step < self.seconds * STEPS_PER_SECOND:  # unseen: tf-python-loop-unroll
            state = state + dt * rates(state, self.k)
            step += 1
        return state


class StagedEuler(Integrator):
    def advance(self, state):
        dt = 1.0 / STEPS_PER_SECOND
        for _ in tf.range(self.seconds * STEPS_PER_SECOND):
            state = state + dt * rates(state, self.k)
        return state


class Adaptive(Integrator):
    """Halves the step until the change is small; counts the halvings."""

    def advance(self, state):
        halvings = 0
        dt = tf.constant(1.0)
        change = tf.reduce_max(tf.abs(dt * rates(state, self.k)))
        while change > 0.1:  # expect: tf-branch-dtype
            dt = dt / 2.0
            change = change / 2.0
            halvings = tf.cast(halvings, tf.float32) + 1.0
        return tf.cast(halvings, tf.float32) + 0.0 * dt


class SafeAdaptive(Integrator):
    def advance(self, state):
        halvings = 0.0
        dt = tf.constant(1.0)
        change = tf.reduce_max(tf.abs(dt * rates(state, self.k)))
        while change > 0.1:
            dt = dt / 2.0
            change = change / 2.0
            halvings = halvings + 1.0
        return tf.cast(halvings, tf.float32) + 0.0 * dt


def size(integrator, state):
    return len(integrator.integrate.get_concrete_function(state).graph.get_operations())


if __name__ == "__main__":
    start = tf.constant([1.0, 0.0])
    euler, staged, adaptive, safe = (kind([0.5, 0.2]) for kind in (Euler, StagedEuler, Adaptive, SafeAdaptive))
    a, b = euler.integrate(start), staged.integrate(start)
    assert float(tf.reduce_max(tf.abs(a - b))) < 1e-5
    twice = Euler([0.5, 0.2])
    twice.seconds = 2
    assert size(twice, start) > 1.8 * size(euler, start) > 1000 > 10 * size(staged, start)
    tf.config.run_functions_eagerly(True)
    expected = float(adaptive.integrate(start))
    tf.config.run_functions_eagerly(False)
    assert expected == float(safe.integrate(start)) == 3.0
    try:
        adaptive.integrate(start)
    except TypeError as error:
        assert "'halvings' has dtype int32 before the loop, but dtype float32 after one iteration" in str(error)
        assert "while change > 0.1:" in str(error)
    else:
        raise AssertionError("the counter changed its dtype")
    print("proved")
