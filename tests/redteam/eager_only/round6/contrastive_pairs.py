"""Contrastive learning on batches whose size is fixed by the pipeline."""
import numpy as np
import tensorflow as tf

BATCH = 4


def views(batch=BATCH):
    x = tf.random.stateless_normal([14, 3, 2], [7, 1])
    noise = 0.1 * tf.random.stateless_normal([14, 3, 2], [7, 2])
    return tf.data.Dataset.from_tensor_slices((x, x + noise)).batch(batch, drop_remainder=True)


def whiten(x, y):
    """Normalises a batch; both parts know their shapes."""
    rows = x.shape[0]
    centre = tf.reduce_sum(x, axis=0) / rows
    return x - centre, y - tf.tile(centre[None], [rows, 1, 1])


class Contrast(tf.Module):
    def __init__(self, temperature=0.5):
        super().__init__()
        self.temperature = temperature
        self.kernel = tf.Variable(tf.random.stateless_normal([6, 4], [1, 5], stddev=0.5))

    def embed(self, x):
        size = np.prod(x.shape[1:])
        flat = tf.reshape(x, [x.shape[0], size])
        return tf.math.l2_normalize(tf.matmul(flat, self.kernel), axis=1)

    def loss(self, a, b):
        both = tf.concat([self.embed(a), self.embed(b)], axis=0)
        count = both.shape[0]
        similar = tf.matmul(both, both, transpose_b=True) / self.temperature
        similar -= 1e9 * np.eye(count, dtype=np.float32)
        partner = np.roll(np.arange(count), count // 2)
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=partner, logits=similar)
        return tf.add_n(tf.unstack(losses)) / float(count)

    @tf.function
    def step(self, a, b):
        with tf.GradientTape() as tape:
            loss = self.loss(a, b)
        self.kernel.assign_sub(0.3 * tape.gradient(loss, self.kernel))
        chance = np.log(2 * a.shape[0] - 1).astype(np.float32)
        return loss, chance - loss


def train(epochs=2):
    model = Contrast()
    history = []
    for _ in range(epochs):
        for a, b in views().map(whiten):
            loss, gain = model.step(a, b)
            history.append((float(loss), float(gain)))
    return model, history


if __name__ == "__main__":
    model, history = train()
    assert len(history) == 6 and history[-1][0] < history[0][0]
    assert model.step.experimental_get_tracing_count() == 1
    a, b = next(iter(views()))
    for mapped, plain in zip(next(iter(views().map(whiten))), whiten(a, b)):
        np.testing.assert_allclose(mapped, plain, atol=1e-6)
    before = model.kernel.numpy()
    graph = [float(t) for t in model.step(a, b)]
    model.kernel.assign(before)
    np.testing.assert_allclose(graph, [float(t) for t in Contrast.step.python_function(model, a, b)], atol=1e-5)
    print("proved")
