"""Trains a speaker classifier and looks at it from a callback, which runs between the epochs."""
import os
import tempfile

import keras
import numpy as np
import tensorflow as tf

SPEAKERS = 3


class Watch(keras.callbacks.Callback):
    """Keeps the best weights and tells the accuracy on clips that were held out."""

    def __init__(self, clips, speakers, folder):
        super().__init__()
        self.clips, self.speakers = clips, speakers
        self.path = os.path.join(folder, "best.weights.h5")
        self.best = -1.0
        self.lines = []

    def on_epoch_end(self, epoch, logs=None):
        guess = np.argmax(self.model.predict(self.clips, verbose=0), axis=1)
        accuracy = float(np.mean(guess == self.speakers))
        norm = sum(float(tf.norm(v)) for v in self.model.trainable_variables)
        self.lines.append(f"{epoch}: loss {logs['loss']:.3f}, accuracy {accuracy:.2f}, norm {norm:.1f}")
        if accuracy > self.best:
            self.best = accuracy
            self.model.save_weights(self.path)


class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(6, activation="tanh")
        self.out = keras.layers.Dense(SPEAKERS)

    def call(self, clips, training=False):
        return self.out(self.hidden(clips, training=training))

    def train_step(self, data):
        clips, speakers = data
        with tf.GradientTape() as tape:
            logits = self(clips, training=True)
            loss = self.compute_loss(y=speakers, y_pred=logits)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {"loss": loss, "spread": tf.math.reduce_std(logits)}


def clips(count=18):
    speakers = np.arange(count) % SPEAKERS
    sound = np.eye(SPEAKERS, 4)[speakers] + 0.05 * np.random.default_rng(6).normal(size=(count, 4))
    return sound.astype("float32"), speakers


def train(folder, epochs=3):
    sound, speakers = clips()
    model = Classifier()
    model.compile(
        optimizer=keras.optimizers.SGD(0.5),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        run_eagerly=False,
    )
    watch = Watch(sound[:6], speakers[:6], folder)
    model.fit(sound, speakers, batch_size=6, epochs=epochs, verbose=0, callbacks=[watch])
    model.load_weights(watch.path)
    return model, watch


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        network, observer = train(place)
        assert len(observer.lines) == 3 and observer.best > 0.3
        print("\n".join(observer.lines))
        sounds = tf.constant(clips()[0])
        assert np.allclose(tf.function(network)(sounds), network(sounds), atol=1e-5)
        network.save(os.path.join(place, "speaker.keras"))
    print("proved")
