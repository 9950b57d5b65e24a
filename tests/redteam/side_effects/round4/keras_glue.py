"""Keras training with chatty callbacks beside a compiled inference function."""

from __future__ import annotations

import contextlib
import csv
import io
import random
import time

import keras
import numpy as np
import tensorflow as tf


class Journal(keras.callbacks.Callback):
    """Runs eagerly between batches, so it may do anything."""

    def __init__(self):
        super().__init__()
        self.rows = []
        self.started = None

    def on_train_batch_begin(self, batch, logs=None):
        self.started = time.perf_counter()

    def on_train_batch_end(self, batch, logs=None):
        self.rows.append({"batch": batch, "seconds": time.perf_counter() - self.started})
        print("batch", batch, "draw", random.random())

    def table(self) -> str:
        out = io.StringIO()
        writer = csv.DictWriter(out, ["batch", "seconds"])
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue()


def make_model(width: int = 3):
    inputs = keras.Input([width])
    hidden = keras.layers.Dense(4, activation="tanh", kernel_initializer="ones")(inputs)
    outputs = keras.layers.Dense(1, kernel_initializer="ones")(hidden)
    return keras.Model(inputs, outputs)


class Server:
    """Serves a model; the pure part is compiled, the bookkeeping is not."""

    def __init__(self, model):
        self.model = model
        self.requests = 0
        self.latency = keras.metrics.Mean()
        self.outputs = keras.metrics.Mean()

    @tf.function(input_signature=[tf.TensorSpec([None, 3])])
    def infer(self, x):
        y = self.model(x, training=False)
        self.outputs.update_state(y)
        return tf.squeeze(y, axis=-1)

    @tf.function
    def summary(self):
        return self.outputs.result()

    @tf.function
    def forget(self):
        self.outputs.reset_state()

    def handle(self, rows):
        begin = time.perf_counter()
        result = self.infer(tf.constant(rows, tf.float32)).numpy().tolist()
        self.requests += 1
        self.latency.update_state(time.perf_counter() - begin)
        print("request", self.requests, "->", result)
        return result


def drive(model, eager: bool):
    tf.config.run_functions_eagerly(eager)
    server, seen = Server(model), []
    for n in range(1, 5):
        seen.extend(server.handle([[float(n), 0.0, -1.0]] * n))
    seen.append(float(server.summary()))
    server.forget()
    seen.append(float(server.summary()))
    return seen, server.requests


if __name__ == "__main__":
    model = make_model()
    with contextlib.redirect_stdout(io.StringIO()):
        model.compile(optimizer=keras.optimizers.SGD(0.01), loss="mse")
        journal = Journal()
        x = np.ones((8, 3), np.float32)
        model.fit(x, x[:, :1], batch_size=2, epochs=1, verbose=0, callbacks=[journal])
        eager, graph = drive(model, True), drive(model, False)
    assert len(journal.rows) == 4 and journal.table().count("\n") == 5
    assert eager[1] == graph[1] == 4
    np.testing.assert_allclose(eager[0], graph[0], rtol=1e-5)
    print("proved")
