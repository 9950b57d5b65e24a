"""Serves scores of hotel reviews: Keras is called in graphs as a function, and trained and saved outside."""
import pathlib
import tempfile

import keras
import numpy as np
import tensorflow as tf

WORDS = ["bad", "clean", "loud", "nice"]


def build():
    keras.utils.set_random_seed(8)
    layers = [keras.layers.Dense(3, "relu"), keras.layers.Dense(1)]
    model = keras.Sequential([keras.Input((len(WORDS),)), *layers])
    model.compile(keras.optimizers.SGD(0.1), loss="mse", run_eagerly=False)
    return model


def counts(reviews):
    words = tf.strings.split(tf.strings.lower(reviews)).to_tensor()
    return tf.stack([tf.reduce_sum(tf.cast(words == word, tf.float32), axis=1) for word in WORDS], axis=1)


class Service(tf.Module):
    """Exported; learns a little from feedback."""

    def __init__(self, model):
        super().__init__()
        self.model = model
        self.served = tf.Variable(0)
        self.loss = keras.losses.MeanSquaredError()
        self.seen = keras.metrics.Mean()

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def score(self, reviews):
        self.served.assign_add(tf.size(reviews))
        scores = self.model(counts(reviews), training=False)
        weights = [tf.reduce_sum(weight) for weight in self.model.weights]
        layers = tf.constant(len(self.model.layers))
        return {"scores": scores[:, 0], "size": tf.add_n(weights), "layers": layers}

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string), tf.TensorSpec([None, 1])])
    def learn(self, reviews, stars):
        with tf.GradientTape() as tape:
            loss = self.loss(stars, self.model(counts(reviews), training=True))
        weights = self.model.trainable_variables
        self.model.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        self.seen.update_state(loss)
        rate = tf.convert_to_tensor(self.model.optimizer.learning_rate)
        return self.seen.result() * rate

    def snapshot(self):
        return [np.copy(weight) for weight in self.model.get_weights()]


class Nightly(keras.callbacks.Callback):
    """Runs outside of the graph, in the middle of fit."""

    def __init__(self, probe):
        super().__init__()
        self.probe = probe
        self.history = []

    def on_epoch_end(self, epoch, logs=None):
        values = self.model.predict(self.probe, verbose=0)
        loss = self.model.evaluate(self.probe, values, verbose=0)
        self.history.append((float(values.sum()), float(loss)))
        self.model.set_weights([0.99 * weight for weight in self.model.get_weights()])


REVIEWS = [["Nice clean room", "bad LOUD bad"], ["clean"], ["loud but nice", "bad", "nice nice"]]


def night(model):
    texts = tf.constant(sum(REVIEWS, []))
    features = counts(texts).numpy()
    nightly = Nightly(features[:3])
    options = {"batch_size": 3, "shuffle": False, "verbose": 0}
    model.fit(features, features[:, 3:], epochs=2, callbacks=[nightly], **options)
    return np.ravel(nightly.history)


def day():
    service = Service(build())
    out = [night(service.model)]
    for rows in REVIEWS:
        reviews = tf.constant(rows)
        answer = service.score(reviews)
        out += [answer["scores"].numpy(), [answer["size"].numpy(), answer["layers"].numpy()]]
        out.append([service.learn(reviews, tf.ones([len(rows), 1])).numpy()])
    out += [weight.ravel() for weight in service.snapshot()]
    return np.concatenate(out), int(service.served), service


if __name__ == "__main__":
    values, served, service = day()
    tf.config.run_functions_eagerly(True)
    expected, expected_served, _ = day()
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(values, expected, rtol=1e-3, atol=1e-5)
    assert served == expected_served == 6
    with tempfile.TemporaryDirectory() as folder:
        target = str(pathlib.Path(folder) / "service")
        exported = tf.Module()
        exported.parts = [service.model, service.served]
        exported.score = service.score
        tf.saved_model.save(exported, target, signatures=service.score)
        service.model.save_weights(target + ".weights.h5")
        loaded = tf.saved_model.load(target)
        reviews = tf.constant(["nice", "loud"])
        np.testing.assert_allclose(loaded.score(reviews)["scores"], service.score(reviews)["scores"])
    print("proved")
