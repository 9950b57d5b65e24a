"""A search over small Keras models: states are cleared between trials, trials run in sessions of a log."""
import json
import pathlib
import tempfile

import numpy as np
import tensorflow as tf
from tensorflow import keras


class Log:
    """Trials on disk, one session a file."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.sessions = []

    def session(self, name):
        self.sessions.append(name)
        return open(self.folder / f"{name}.json", "w", encoding="utf-8")


def build(width, activation):
    keras.backend.clear_session()
    keras.utils.set_random_seed(12)
    return keras.Sequential(
        [keras.Input([2]), keras.layers.Dense(width, activation=activation), keras.layers.Dense(1)]
    )


@tf.function
def score(predicted, wanted):
    return tf.reduce_mean(tf.abs(predicted - wanted))


def data():
    rng = np.random.default_rng(0)
    x = rng.uniform(-1.0, 1.0, size=(32, 2)).astype(np.float32)
    return x, (x[:, :1] * x[:, 1:]).astype(np.float32)


def trial(options, log):
    x, y = data()
    model = build(**options)
    model.compile(optimizer=keras.optimizers.Adam(0.05), loss="mse")
    model.fit(x, y, epochs=options["width"], verbose=0)
    value = float(score(model(x), y))
    with log.session(f"width{options['width']}") as session:
        json.dump({"score": value, **options}, session)
    return value


def evaluate(folder):
    return {path.stem: json.loads(path.read_text("utf-8"))["score"] for path in pathlib.Path(folder).glob("*.json")}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        log = Log(folder)
        scores = {width: trial({"width": width, "activation": "tanh"}, log) for width in (2, 6)}
        assert evaluate(folder) == {f"width{width}": value for width, value in scores.items()}
        assert log.sessions == ["width2", "width6"]
    x, y = data()
    assert abs(float(score(x[:, :1], y)) - float(score.python_function(x[:, :1], y))) < 1e-6
    assert all(0.0 < value < 1.0 for value in scores.values())
    print("proved")
