"""Classifies headlines: words are looked up in the input pipeline, the model is compiled with XLA."""
import tensorflow as tf
from tensorflow import keras

LENGTH = 5
LABELS = ["sport", "weather"]
HEADLINES = [
    ("Rain and wind until friday", "weather"),
    ("Late goal wins the match", "sport"),
    ("storm closes the harbour", "weather"),
    ("The captain scores twice in a match", "sport"),
]


def lookup(words):
    keys = tf.constant(sorted(words))
    values = tf.range(1, len(words) + 1, dtype=tf.int64)
    return tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(keys, values), default_value=0)


VOCABULARY = lookup({word for text, _ in HEADLINES for word in text.lower().split()})


def encode(text, label):
    words = tf.strings.split(tf.strings.lower(text))[:LENGTH]
    ids = VOCABULARY.lookup(words)
    return tf.pad(ids, [[0, LENGTH - tf.size(ids)]]), tf.cast(label == LABELS[1], tf.float32)


def dataset():
    texts, labels = zip(*HEADLINES)
    raw = tf.data.Dataset.from_tensor_slices((list(texts), list(labels)))
    return raw.map(encode).map(lambda ids, label: (tf.ensure_shape(ids, [LENGTH]), label)).batch(2)


class MeanPooling(keras.layers.Layer):
    def call(self, vectors, ids):
        mask = tf.cast(ids > 0, vectors.dtype)[..., None]
        return tf.reduce_sum(mask * vectors, axis=1) / tf.maximum(tf.reduce_sum(mask, axis=1), 1.0)


class LogEpochs(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.lines = []

    def on_epoch_end(self, epoch, logs=None):
        self.lines.append(tf.strings.format("epoch {}: {}", (epoch, logs["loss"])))


def build():
    ids = keras.Input([LENGTH], dtype="int64")
    vectors = keras.layers.Embedding(64, 8)(ids)
    output = keras.layers.Dense(1)(MeanPooling()(vectors, ids))
    model = keras.Model(ids, output)
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.SGD(1.0), loss=loss, jit_compile=True)
    return model


def main(model):
    log = LogEpochs()
    history = model.fit(dataset(), epochs=8, verbose=0, shuffle=False, callbacks=[log])
    return history.history["loss"], log.lines


if __name__ == "__main__":
    keras.utils.set_random_seed(2)
    compiled, lines = main(build())
    assert len(lines) == 8 and compiled[-1] < compiled[0]
    keras.utils.set_random_seed(2)
    plain = build()
    plain.compile(optimizer=keras.optimizers.SGD(1.0), loss=keras.losses.BinaryCrossentropy(from_logits=True))
    losses, _ = main(plain)
    assert all(abs(a - b) < 1e-4 for a, b in zip(compiled, losses)), (compiled, losses)
    print("proved")
