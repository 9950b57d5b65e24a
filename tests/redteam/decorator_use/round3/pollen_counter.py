"""Counting pollen on slides: Keras layers and a model with its own training step, decorated where it is safe."""
import keras
import numpy as np
import tensorflow as tf


@keras.saving.register_keras_serializable("pollen")
class SoftCount(keras.layers.Layer):
    """Sums soft detections; a traced call on a layer of Keras."""

    def __init__(self, sharpness=4.0, **kwargs):
        super().__init__(**kwargs)
        self.sharpness = sharpness

    def build(self, input_shape):
        self.threshold = self.add_weight(name="threshold", shape=(), initializer="zeros")
        super().build(input_shape)

    @tf.function
    def call(self, maps):
        hits = tf.sigmoid(self.sharpness * (maps - self.threshold))
        if tf.reduce_sum(hits) > 1e6:
            hits = tf.minimum(hits, 0.5)
        return tf.reduce_sum(hits, axis=[1, 2])

    def get_config(self):
        return {**super().get_config(), "sharpness": self.sharpness}


class Counter(keras.Model):
    def __init__(self, kinds, **kwargs):
        super().__init__(**kwargs)
        self.detect = keras.layers.Conv2D(
            kinds, 3, padding="same", kernel_initializer=keras.initializers.Constant(0.05), name="detect"
        )
        self.count = SoftCount()

    def call(self, slides, training=False):
        return self.count(self.detect(slides))

    @tf.function
    def train_step(self, data):
        slides, counts = data
        with tf.GradientTape() as tape:
            predicted = self(slides, training=True)
            loss = tf.reduce_mean(tf.abs(predicted - counts))
        gradients = tape.gradient(loss, self.trainable_variables)
        norm = tf.linalg.global_norm(gradients)
        if norm > 10.0:
            gradients = [gradient * 10.0 / norm for gradient in gradients]
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {"loss": loss, "norm": norm}


@tf.function(reduce_retracing=True, jit_compile=False)
def rounding_error(predicted):
    return tf.reduce_mean(tf.abs(predicted - tf.round(predicted)))


def counter():
    model = Counter(2)
    model.build((None, 4, 4, 1))
    model.compile(optimizer=keras.optimizers.SGD(0.01), jit_compile=False)
    return model


def slides():
    images = np.random.default_rng(5).random((6, 4, 4, 1)).astype("float32")
    return images, np.stack([images.sum(axis=(1, 2, 3)), 16 - images.sum(axis=(1, 2, 3))], axis=1)


if __name__ == "__main__":
    images, counts = slides()
    model, reference = counter(), counter()
    history = model.fit(images, counts, batch_size=3, epochs=2, shuffle=False, verbose=0).history["loss"]
    losses = []
    for _ in range(2):
        for start in (0, 3):
            batch = tf.constant(images[start : start + 3]), tf.constant(counts[start : start + 3])
            losses.append(float(Counter.train_step.python_function(reference, batch)["loss"]))
    assert len(history) == 2 and history[1] < history[0] and losses[-1] < losses[0]
    for ours, theirs in zip(model.trainable_variables, reference.trainable_variables):
        assert float(tf.reduce_max(tf.abs(ours - theirs))) < 1e-4
    predicted = model(tf.constant(images))
    assert predicted.shape == (6, 2)
    assert abs(float(rounding_error(predicted)) - float(rounding_error.python_function(predicted))) < 1e-5
    print("proved")
