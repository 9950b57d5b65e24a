"""Factorises a matrix of film ratings; the trainer is kept as the graph that it always was."""
import os
import tempfile

import numpy as np
import tensorflow.compat.v1 as tf

RATINGS = np.array([[0, 0, 5.0], [0, 1, 3.0], [1, 0, 4.0], [2, 1, 1.0]], np.float32)


class Factoriser:
    def __init__(self, users, films, width, seed=1):
        self.graph = tf.Graph()
        with self.graph.as_default():
            tf.set_random_seed(seed)
            self._build(users, films, width)

    def _build(self, users, films, width):
        self.user = tf.placeholder(tf.int32, [None], name="user")
        self.film = tf.placeholder(tf.int32, [None], name="film")
        self.rating = tf.placeholder_with_default(tf.zeros([1]), [None], name="rating")
        with tf.variable_scope("factors", initializer=tf.random_normal_initializer(stddev=0.5)):
            of_users = tf.get_variable("users", [users, width])
            of_films = tf.get_variable("films", [films, width])
        chosen = tf.nn.embedding_lookup(of_users, self.user)
        self.predicted = tf.reduce_sum(chosen * tf.nn.embedding_lookup(of_films, self.film), axis=1)
        self.loss = tf.losses.mean_squared_error(self.rating, self.predicted)
        train = tf.train.AdamOptimizer(0.1).minimize(self.loss)
        self.count = tf.get_variable("count", [], tf.int32, initializer=tf.zeros_initializer(), trainable=False)
        with tf.control_dependencies([train]):
            self.train = tf.assign_add(self.count, 1)
        self.initialise = tf.global_variables_initializer()
        self.saver = tf.train.Saver(max_to_keep=1)

    def feed(self, rows):
        return {
            self.user: rows[:, 0].astype(int),
            self.film: rows[:, 1].astype(int),
            self.rating: rows[:, 2],
        }

    def fit(self, rows, folder, steps=20):
        with tf.Session(graph=self.graph) as session:
            session.run(self.initialise)
            for _ in range(steps):
                count = session.run(self.train, feed_dict=self.feed(rows))
            loss = self.loss.eval(feed_dict=self.feed(rows))
            return count, loss, self.saver.save(session, os.path.join(folder, "factors"))

    def predict(self, path, rows):
        with tf.Session(graph=self.graph) as session:
            self.saver.restore(session, path)
            return session.run(self.predicted, self.feed(rows))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        model = Factoriser(users=3, films=2, width=2)
        count, loss, path = model.fit(RATINGS, folder)
        again = model.predict(path, RATINGS)
    assert count == 20
    assert abs(float(np.mean((again - RATINGS[:, 2]) ** 2)) - loss) < 1e-4
    assert tf.executing_eagerly()
    print("proved")
