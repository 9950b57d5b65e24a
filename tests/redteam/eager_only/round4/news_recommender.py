"""A recommender of news: Keras models are called in graphs; what needs values is left to eager code."""
import json
import os
import tempfile

import keras
import numpy as np
import tensorflow as tf

TOPICS = ["sport", "science", "city"]


class History(keras.utils.PyDataset):
    """Batches made by NumPy, whenever Keras asks for them."""

    def __init__(self, clicks, labels, batch=2, **kwargs):
        super().__init__(**kwargs)
        self.clicks, self.labels, self.batch = clicks, labels, batch

    def __len__(self):
        return int(np.ceil(len(self.clicks) / self.batch))

    def __getitem__(self, index):
        part = slice(index * self.batch, (index + 1) * self.batch)
        scaled = self.clicks[part] / np.maximum(self.clicks[part].max(axis=1, keepdims=True), 1.0)
        return scaled.astype(np.float32), self.labels[part]


class Best(keras.callbacks.Callback):
    def __init__(self, path):
        super().__init__()
        self.path = path
        self.notes = []

    def on_train_batch_end(self, batch, logs=None):
        rate = float(keras.ops.convert_to_numpy(self.model.optimizer.learning_rate))
        self.notes.append(f"{batch}: {logs['loss']:.3f} at {rate:.2f}")

    def on_epoch_end(self, epoch, logs=None):
        self.model.save_weights(self.path)
        norm = sum(float(np.abs(w).sum()) for w in self.model.get_weights())
        probabilities = self.model.predict(np.eye(3, dtype=np.float32), verbose=0)
        self.notes.append(json.dumps({"epoch": epoch, "norm": round(norm, 3), "best": int(probabilities[0].argmax())}))


def build():
    keras.utils.set_random_seed(22)
    inputs = keras.Input((3,))
    outputs = keras.layers.Dense(len(TOPICS), activation="softmax")(inputs)
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.SGD(0.5), loss="sparse_categorical_crossentropy")
    return model


def make_server(model):
    """What is traced: a call of the model, and nothing that Keras does with values."""
    names = tf.constant(TOPICS)

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
    def serve(clicks):
        probabilities = model(clicks, training=False)
        best = tf.argmax(probabilities, axis=-1)
        weights = tf.add_n([tf.reduce_sum(tf.abs(w)) for w in model.trainable_weights])
        return {"topic": tf.gather(names, best), "weights": weights, "rate": model.optimizer.learning_rate + 0.0}

    return serve


def readers():
    rng = np.random.default_rng(15)
    clicks = rng.integers(0, 9, size=(5, 3)).astype(np.float32)
    return clicks, clicks.argmax(axis=1)


def run(model, folder):
    clicks, labels = readers()
    callback = Best(os.path.join(folder, "best.weights.h5"))
    model.fit(History(clicks, labels), epochs=2, shuffle=False, verbose=0, callbacks=[callback])
    loss = model.evaluate(History(clicks, labels), verbose=0)
    model.load_weights(callback.path)
    served = make_server(model)(tf.constant(clicks))
    return callback.notes, round(loss, 4), served["topic"].numpy().tolist(), round(float(served["weights"]), 3)


def observed(eagerly):
    model = build()
    model.run_eagerly = eagerly
    with tempfile.TemporaryDirectory() as folder:
        return run(model, folder)


if __name__ == "__main__":
    graph, eager = observed(False), observed(True)
    assert graph == eager and len(graph[0]) == 8, (graph, eager)
    print("proved")
