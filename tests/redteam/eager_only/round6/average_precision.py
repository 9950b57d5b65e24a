"""Average precision of a detector, computed by NumPy next to a traced scoring step."""
import numpy as np
import tensorflow as tf

kernel = tf.Variable(tf.random.stateless_normal([4, 1], [8, 8]))


def average_precision(scores, hits):
    """The area under the precision-recall curve; takes eager tensors."""
    order = np.argsort(-scores.numpy())
    hit = hits.numpy()[order].astype(np.float64)
    precision = np.cumsum(hit) / np.arange(1, hit.size + 1)
    total = hit.sum()
    return np.float32((precision * hit).sum() / total if total else 0.0)


@tf.function
def evaluate(features, hits):
    scores = tf.sigmoid(tf.squeeze(tf.matmul(features, kernel), axis=1))
    ap = tf.py_function(average_precision, inp=[scores, hits], Tout=tf.float32)
    ap.set_shape([])
    return scores, ap


@tf.function
def improve(features, hits):
    with tf.GradientTape() as tape:
        logits = tf.squeeze(tf.matmul(features, kernel), axis=1)
        loss = tf.reduce_mean(
            tf.nn.sigmoid_cross_entropy_with_logits(tf.cast(hits, tf.float32), logits)
        )
    kernel.assign_sub(0.5 * tape.gradient(loss, kernel))
    return loss


def run(rounds=4):
    features = tf.random.stateless_normal([12, 4], [1, 2])
    hits = features[:, 0] > 0.3
    log = {"loss": [], "ap": []}
    for _ in range(rounds):
        log["loss"].append(improve(features, hits).numpy().item())
        scores, ap = evaluate(features, hits)
        log["ap"].append(float(ap))
        assert abs(average_precision(scores, hits) - ap.numpy()) < 1e-6
    best = int(np.argmax(log["ap"]))
    return log, f"best round {best}: {log['ap'][best]:.3f}"


if __name__ == "__main__":
    log, line = run()
    assert log["loss"][-1] < log["loss"][0] and line.startswith("best round")
    data = tf.random.stateless_normal([5, 4], [3, 3])
    marks = tf.constant([True, False, True, False, False])
    for a, b in zip(evaluate(data, marks), evaluate.python_function(data, marks)):
        np.testing.assert_allclose(a, b, atol=1e-6)
    print("proved")
