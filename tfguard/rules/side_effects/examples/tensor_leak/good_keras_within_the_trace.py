"""What one method of a layer leaves for another is read in the same trace, and by nobody else."""

import keras
import tensorflow as tf


class Gate(keras.layers.Layer):
    def call(self, inputs):
        self._size = tf.shape(inputs)[-1]
        self.kept = inputs * 0.5
        return self.finish()

    def finish(self):
        return self.kept / tf.cast(self._size, tf.float32)


def run():
    model = keras.Sequential([keras.Input((4,)), Gate()])
    return [float(model.predict(tf.ones((2, 4)), verbose=0).sum()) for _ in range(3)]
