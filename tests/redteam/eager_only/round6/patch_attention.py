"""Self-attention over image patches as Keras layers."""
import keras
import numpy as np
import tensorflow as tf


class SplitHeads(keras.layers.Layer):
    def __init__(self, heads, **kwargs):
        super().__init__(**kwargs)
        self.heads = heads

    def call(self, x):
        depth = x.shape[-1] // self.heads
        x = tf.reshape(x, (x.shape[0], x.shape[1], self.heads, depth))  # expect: tf-static-shape
        return tf.transpose(x, [0, 2, 1, 3])


class PatchAttention(keras.layers.Layer):
    """One block: attention, then a residual sum."""

    def __init__(self, width, heads, **kwargs):
        super().__init__(**kwargs)
        self.width = width
        self.qkv = keras.layers.Dense(3 * width, use_bias=False)
        self.split = SplitHeads(heads)
        self.merge = keras.layers.Dense(width)

    def call(self, patches):
        q, k, v = tf.split(self.qkv(patches), 3, axis=-1)
        q, k, v = self.split(q), self.split(k), self.split(v)
        scale = (self.width // self.split.heads) ** -0.5
        weights = tf.nn.softmax(tf.matmul(q, k, transpose_b=True) * scale)
        mixed = tf.transpose(tf.matmul(weights, v), [0, 2, 1, 3])
        flat = tf.reshape(mixed, [-1, patches.shape[1], self.width])
        return patches + self.merge(flat)


def build(patches=9, width=8, heads=2, classes=3):
    inputs = keras.Input((patches, width))
    x = PatchAttention(width, heads)(inputs)
    x = keras.layers.GlobalAveragePooling1D()(x)
    model = keras.Model(inputs, keras.layers.Dense(classes)(x))
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


def main():
    rng = np.random.default_rng(1)
    images = rng.normal(size=(12, 9, 8)).astype("float32")
    labels = rng.integers(0, 3, 12)
    return build().fit(images, labels, batch_size=4, verbose=0)


if __name__ == "__main__":
    block = PatchAttention(8, 2)
    block.qkv.build((2, 9, 8))
    block.merge.build((2, 9, 8))
    assert block.call(tf.ones([2, 9, 8])).shape == [2, 9, 8]
    try:
        main()
    except (TypeError, ValueError) as e:
        assert "None" in str(e) and "SplitHeads.call()" in str(e), e
    else:
        raise AssertionError("the batch size was known")
    print("proved")
