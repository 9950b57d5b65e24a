"""Word vectors by noise contrastive estimation; a program for graphs from its first line to its last."""
from __future__ import absolute_import, division, print_function

import os
import tempfile

import numpy as np
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

TEXT = "one two three two one two three four three two one".split()
WORDS = sorted(set(TEXT))
DIMENSION = 5


def batches(window=1):
    ids = [WORDS.index(word) for word in TEXT]
    for i, centre in enumerate(ids):
        for j in range(max(0, i - window), min(len(ids), i + window + 1)):
            if i != j:
                yield centre, ids[j]


def build():
    centres = tf.placeholder(tf.int32, [None], name="centres")
    contexts = tf.placeholder(tf.int32, [None, 1], name="contexts")
    with tf.variable_scope("skipgram", reuse=tf.AUTO_REUSE):
        table = tf.get_variable("table", [len(WORDS), DIMENSION], initializer=tf.random_uniform_initializer(-1, 1, seed=3))
        weights = tf.get_variable("weights", [len(WORDS), DIMENSION], initializer=tf.truncated_normal_initializer(seed=4))
        biases = tf.get_variable("biases", [len(WORDS)], initializer=tf.zeros_initializer())
    picked = tf.nn.embedding_lookup(table, centres)
    loss = tf.reduce_mean(tf.nn.sampled_softmax_loss(weights, biases, contexts, picked, 3, len(WORDS), seed=5))
    step = tf.train.get_or_create_global_step()
    rate = tf.train.exponential_decay(0.5, step, 10, 0.9)
    optimize = tf.train.GradientDescentOptimizer(rate).minimize(loss, global_step=step)
    with tf.control_dependencies([optimize]):
        norms = tf.norm(tf.identity(table), axis=1)
    return {"centres": centres, "contexts": contexts, "loss": loss, "norms": norms, "table": table}


def train(model, folder, epochs=15):
    pairs = np.array(list(batches()))
    feed = {model["centres"]: pairs[:, 0], model["contexts"]: pairs[:, 1:]}
    saver = tf.train.Saver(max_to_keep=1)
    losses = []
    with tf.Session() as sess:
        tf.global_variables_initializer().run()
        for _ in range(epochs):
            loss, norms = sess.run([model["loss"], model["norms"]], feed_dict=feed)
            losses.append(float(loss))
        path = saver.save(sess, os.path.join(folder, "skipgram"))
        table = model["table"].eval()
    return losses, norms, table, path


def main(folder):
    tf.reset_default_graph()
    tf.set_random_seed(1)
    return train(build(), folder)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        losses, norms, table, path = main(folder)
        assert np.isfinite(losses).all() and min(losses[-5:]) < losses[0], losses
        assert norms.shape == (len(WORDS),) and table.shape == (len(WORDS), DIMENSION)
        saver = tf.train.Saver()
        with tf.Session() as sess:
            saver.restore(sess, path)
            table_again, step = sess.run(["skipgram/table:0", tf.train.get_global_step()])
        assert np.array_equal(table, table_again) and step == 15
    print("proved")
