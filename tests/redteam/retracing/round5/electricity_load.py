"""Day-ahead load forecast from the last day, over a sliding window."""
import numpy as np
import tensorflow as tf

WINDOW, HORIZON, STRIDE = 24, 6, 3


def load_curve(hours):
    t = np.arange(hours, dtype=np.float32)
    return 50.0 + 10.0 * np.sin(2 * np.pi * t / 24.0).astype(np.float32) + 0.05 * t


class Forecaster(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(tf.zeros([WINDOW, HORIZON]))

    @tf.function
    def fit_window(self, past, future, rate):
        with tf.GradientTape() as tape:
            prediction = tf.linalg.matvec(self.kernel, past, transpose_a=True)
            loss = tf.reduce_mean(tf.abs(prediction - future))
        self.kernel.assign_sub(rate * tape.gradient(loss, self.kernel))
        return loss


def train(model, series, rate=1e-4):
    losses = []
    for start in range(0, len(series) - WINDOW - HORIZON, STRIDE):
        middle = start + WINDOW
        past = series[start:middle]
        future = series[middle : middle + HORIZON]
        losses.append(model.fit_window(past, future, rate).numpy())
    return np.array(losses)


def main():
    model = Forecaster()
    series = load_curve(96)
    first, second = train(model, series), train(model, series)
    print(f"mean error {first.mean():.2f} then {second.mean():.2f}")
    return model


if __name__ == "__main__":
    forecaster = main()
    assert forecaster.fit_window.experimental_get_tracing_count() == 1
    print("proved")
