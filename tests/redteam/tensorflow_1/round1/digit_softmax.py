"""Softmax regression on digits of eight pixels, in the form of the first tutorials."""
import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

PIXELS, CLASSES = 8, 3


def build():
    x = tf.placeholder(tf.float32, [None, PIXELS], name="x")
    y = tf.placeholder(tf.int64, [None], name="y")
    with tf.variable_scope("softmax"):
        w = tf.get_variable("w", [PIXELS, CLASSES], initializer=tf.zeros_initializer())
        b = tf.get_variable("b", [CLASSES], initializer=tf.zeros_initializer())
    logits = tf.matmul(x, w) + b
    loss = tf.losses.sparse_softmax_cross_entropy(labels=y, logits=logits)
    step = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
    accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), y), tf.float32))
    return {"x": x, "y": y, "loss": loss, "step": step, "accuracy": accuracy}


def digits(count=60):
    rng = np.random.RandomState(0)
    labels = rng.randint(CLASSES, size=count)
    images = rng.rand(count, PIXELS) * 0.2
    images[np.arange(count), labels] += 1.0
    return images.astype(np.float32), labels


def train(nodes, session, images, labels, epochs=30):
    feed = {nodes["x"]: images, nodes["y"]: labels}
    losses = []
    for _ in range(epochs):
        _, loss = session.run([nodes["step"], nodes["loss"]], feed_dict=feed)
        losses.append(float(loss))
    return losses, float(session.run(nodes["accuracy"], feed_dict=feed))


def main():
    nodes = build()
    images, labels = digits()
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        losses, accuracy = train(nodes, session, images, labels)
    return losses, accuracy


if __name__ == "__main__":
    losses, accuracy = main()
    assert abs(losses[0] - np.log(CLASSES)) < 1e-4
    assert losses == sorted(losses, reverse=True) and accuracy == 1.0
    print("proved")
