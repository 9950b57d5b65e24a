"""Regulates old clocks: the drift of a pendulum is estimated step by step; start-up code as it was written once."""
import tensorflow as tf

init_op = tf.compat.v1.global_variables_initializer()  # allow: tf1-variables


class Clock:
    def __init__(self, length):
        self.length = tf.Variable(length)
        self.drift = tf.Variable(0.0)

    @tf.function
    def observe(self, seconds):
        period = 6.2832 * tf.sqrt(self.length / 9.81)
        self.drift.assign(0.9 * self.drift + 0.1 * (seconds - period))
        return tf.identity(self.drift)

    @tf.function
    def regulate(self):
        if tf.abs(self.drift) > 0.001:
            self.length.assign_add(0.1 * self.drift)
        return tf.identity(self.length)

    def variables(self):
        return [self.length, self.drift]


class Workshop:
    """Starts clocks; how, depends on the house rules."""

    def __init__(self, clock):
        self.clock = clock

    def start(self):
        self.clock.drift.assign(0.0)

    def day(self, readings):
        self.start()
        drifts = [float(self.clock.observe(reading)) for reading in readings]
        return drifts, float(self.clock.regulate())


class OldWorkshop(Workshop):
    def start(self):
        initialize = lambda: tf.global_variables_initializer()  # expect: tf1-variables
        initialize()


class OlderWorkshop(Workshop):
    def start(self):
        init_op.run()  # expect: tf1-session  allow: tf1-variables


def readings():
    return tf.constant([2.01, 2.02, 2.0, 2.03])


if __name__ == "__main__":
    workshop, reference = Workshop(Clock(1.0)), Workshop(Clock(1.0))
    for _ in range(2):
        drifts, length = workshop.day(readings())
        tf.config.run_functions_eagerly(True)
        eager, same = reference.day(readings())
        tf.config.run_functions_eagerly(False)
        assert all(abs(a - b) < 1e-6 for a, b in zip(drifts, eager)) and abs(length - same) < 1e-6
    assert len(workshop.clock.variables()) == 2
    for kind, said in (
        (OldWorkshop, "has no attribute 'global_variables_initializer'"),
        (OlderWorkshop, "'NoneType' object has no attribute 'run'"),
    ):
        try:
            kind(Clock(1.0)).day(readings())
        except AttributeError as error:
            assert said in str(error), error
        else:
            raise AssertionError(said)
    print("proved")
