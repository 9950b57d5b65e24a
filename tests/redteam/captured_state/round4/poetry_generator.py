"""Character model for verse with a stepwise decay of both optimizers."""
import tensorflow as tf
from tensorflow.keras import layers, optimizers

VERSE = "shall i compare thee to a summers day thou art more lovely and more temperate "
ALPHABET = sorted(set(VERSE))


def encode(text):
    return [ALPHABET.index(letter) for letter in text]


def sequences(length=10):
    ids = tf.constant(encode(VERSE), tf.int32)
    data = tf.data.Dataset.from_tensor_slices(ids).batch(length + 1, drop_remainder=True)
    return data.map(lambda chunk: (chunk[:-1], chunk[1:])).batch(7, drop_remainder=True)


def make_model():
    embedding = tf.keras.Sequential([tf.keras.Input((None,)), layers.Embedding(len(ALPHABET), 8)])
    decoder = tf.keras.Sequential([
        tf.keras.Input((None, 8)),
        layers.Dense(16, activation="tanh"),
        layers.Dense(len(ALPHABET)),
    ])
    return embedding, decoder


def adjust_learning_rate(optimizer, epoch, initial, every=2, gamma=0.1):
    """Same recipe as in the PyTorch version of this project."""
    rate = initial * gamma ** (epoch // every)
    optimizer.lr = rate  # expect: tf-optimizer-lr
    return rate


def train(epochs=4, embedding_rate=0.1, decoder_rate=0.01):
    embedding, decoder = make_model()
    embedding_optimizer = optimizers.SGD(embedding_rate)
    decoder_optimizer = optimizers.Adam(decoder_rate)
    schedule = [
        (embedding_optimizer, embedding_rate),
        (decoder_optimizer, decoder_rate),
    ]

    @tf.function
    def step(inputs, targets):
        with tf.GradientTape(persistent=True) as tape:
            logits = decoder(embedding(inputs))
            loss = tf.reduce_mean(
                tf.nn.sparse_softmax_cross_entropy_with_logits(labels=targets, logits=logits))
        for part, optimizer in ((embedding, embedding_optimizer), (decoder, decoder_optimizer)):
            gradients = tape.gradient(loss, part.trainable_variables)
            optimizer.apply_gradients(zip(gradients, part.trainable_variables))
        return loss

    planned = []
    for epoch in range(epochs):
        planned.append([adjust_learning_rate(opt, epoch, initial) for opt, initial in schedule])
        for inputs, targets in sequences():
            loss = step(inputs, targets)
    return planned, [float(opt.learning_rate) for opt, _ in schedule], float(loss)


if __name__ == "__main__":
    planned, used, loss = train()
    assert abs(planned[-1][0] - 0.01) < 1e-9 and abs(planned[-1][1] - 0.001) < 1e-9
    assert abs(used[0] - 0.1) < 1e-6 and abs(used[1] - 0.01) < 1e-6
    print("proved")
