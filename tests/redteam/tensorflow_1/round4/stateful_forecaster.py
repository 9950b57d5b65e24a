"""Forecast of electricity demand with a stateful recurrent layer and a metric of our own."""
import tensorflow as tf

tf.random.set_seed(3)
HOURS = 6


class PeakError:
    """Largest error so far; an ordinary object around a variable."""

    def __init__(self):
        self.worst = tf.Variable(0.0, trainable=False)

    def update_state(self, truth, guess):
        self.worst.assign(tf.maximum(self.worst, tf.reduce_max(tf.abs(truth - guess))))

    def result(self):
        return self.worst.read_value()

    def reset_states(self):
        self.worst.assign(0.0)


class Forecaster(tf.Module):
    def __init__(self, units=4):
        super().__init__()
        self.recurrent = tf.keras.layers.LSTM(
            units, stateful=True, kernel_initializer="ones", recurrent_initializer="zeros"
        )
        self.head = tf.Variable(tf.fill([units, 1], 0.25))
        self.peak = PeakError()

    @tf.function
    def forecast(self, window):
        noise = tf.compat.v1.placeholder_with_default(tf.zeros([]), shape=[], name="noise")
        return tf.squeeze(self.recurrent(window) @ self.head, axis=-1) + noise

    @tf.function
    def score(self, window, truth):
        self.peak.update_state(truth, self.forecast(window))
        return self.peak.result()

    @tf.function
    def forget(self):
        self.peak.reset_states()
        return self.peak.result()


def windows(count=3):
    demand = tf.sin(tf.range(count * HOURS, dtype=tf.float32) / 3.0)
    for i in range(count):
        window = demand[i * HOURS : (i + 1) * HOURS]
        yield tf.reshape(window, [1, HOURS, 1]), window[-1:]


def season(model):
    model.recurrent.reset_states()
    model.forget()
    return [float(model.score(window, truth)) for window, truth in windows()]


def main():
    model = Forecaster()
    model.recurrent.build([1, HOURS, 1])
    return season(model), season(model)


if __name__ == "__main__":
    first, second = main()
    assert first == second and first == sorted(first)
    tf.config.run_functions_eagerly(True)
    eager, _ = main()
    tf.config.run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-5 for a, b in zip(first, eager))
    print("proved")
