"""One trunk, one head per target: price, rent and days on the market of a flat."""
import numpy as np
import tensorflow as tf

TARGETS = {"price": 10.0, "rent": 1.0, "days_listed": 0.1}


class Trunk(tf.Module):
    def __init__(self, features, width):
        super().__init__()
        self.projection = tf.Variable(tf.ones([features, width]) / features)

    def __call__(self, flats):
        return tf.nn.relu(tf.matmul(flats, self.projection))


class Head(tf.Module):
    def __init__(self, width, scale):
        super().__init__()
        self.weights = tf.Variable(tf.fill([width, 1], scale / width))

    def __call__(self, hidden):
        return tf.squeeze(tf.matmul(hidden, self.weights), axis=-1)


def build_predictors(features=4, width=8):
    trunk = Trunk(features, width)
    predictors = {}
    for target, scale in TARGETS.items():
        head = Head(width, scale)

        @tf.function
        def predict(flats):
            hidden = trunk(flats)
            return head(hidden)  # expect: tf-loop-capture

        predictors[target] = predict
    return predictors


def value(predictors, flats):
    batch = tf.constant(flats, tf.float32)
    return {target: predict(batch).numpy() for target, predict in predictors.items()}


def report(values):
    return [f"{target:>12}: {np.mean(column):8.2f}" for target, column in values.items()]


def main():
    flats = np.ones((5, 4))
    predictors = build_predictors(features=flats.shape[1])
    renovated = value(predictors, flats * 1.2)
    values = value(predictors, flats)
    return values, report(values) + report(renovated)


if __name__ == "__main__":
    values, lines = main()
    wanted = {target: scale for target, scale in TARGETS.items()}
    got = {target: float(column[0]) for target, column in values.items()}
    assert len(lines) == 6
    assert all(abs(number - 0.1) < 1e-5 for number in got.values()), got
    assert abs(got["price"] - wanted["price"]) > 9.0
    print("proved")
