"""Regulates a greenhouse: a compiled step in a loop that a session of the module drives."""
import tensorflow as tf
import tensorflow.compat.v1 as tf1

CONFIG = tf1.ConfigProto(allow_soft_placement=True)
SESSION = tf1.Session(config=CONFIG)  # allow: tf1-session


class Greenhouse(tf.Module):
    def __init__(self):
        super().__init__()
        self.temperature = tf.Variable(15.0)
        self.heater = tf.Variable(0.0)

    @tf.function
    def step(self, outside, wanted):
        error = wanted - self.temperature
        self.heater.assign(tf.clip_by_value(self.heater + 0.2 * error, 0.0, 5.0))
        self.temperature.assign_add(0.1 * (outside - self.temperature) + self.heater)
        return tf.abs(error)


def reset():
    SESSION.run(tf1.global_variables_initializer())  # expect: tf1-session, tf1-variables


def drive(greenhouse, outside, wanted):
    history = []
    for value in outside:
        operation = greenhouse.step(value, wanted)
        history.append(SESSION.run(operation))  # expect: tf1-session
    return history


def drive_now(greenhouse, outside, wanted):
    return [float(greenhouse.step(value, wanted)) for value in outside]


def day():
    return tf.unstack(10.0 + 5.0 * tf.sin(tf.linspace(0.0, 6.0, 12)))


if __name__ == "__main__":
    wanted = tf.constant(20.0)
    greenhouse, reference = Greenhouse(), Greenhouse()
    history = drive_now(greenhouse, day(), wanted)
    eager = [float(Greenhouse.step.python_function(reference, value, wanted)) for value in day()]
    assert all(abs(a - b) < 1e-3 for a, b in zip(history, eager))
    assert history[-1] < history[0]
    assert tf1.global_variables_initializer() is None  # allow: tf1-variables
    for call in (reset, lambda: drive(greenhouse, day(), wanted)):
        try:
            call()
        except RuntimeError as error:
            assert "The Session graph is empty" in str(error), error
        else:
            raise AssertionError("the session had something to run")
    print("proved")
