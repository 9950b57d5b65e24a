"""Recommends books from the loans of a library; the loans come out of a database session."""
from __future__ import annotations

import sqlite3

import tensorflow as tf


class Session:
    """A thin session over sqlite: `run` gives rows, `eval` one number."""

    def __init__(self, path=":memory:"):
        self.connection = sqlite3.connect(path)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.connection.close()

    def run(self, query, feed_dict=None):
        return self.connection.execute(query, feed_dict or {}).fetchall()

    def eval(self, query):
        return self.run(query)[0][0]


class Expression:
    def __init__(self, session, text):
        self.session = session
        self.text = text

    def eval(self):
        return self.session.eval(self.text)


class Recommender(tf.Module):
    def __init__(self, books):
        super().__init__()
        self.session = None
        self.scores = tf.Variable(tf.zeros([books, books]))

    @tf.function
    def learn(self, first, second):
        pairs = tf.stack([first, second], axis=1)
        self.scores.scatter_nd_add(pairs, tf.ones_like(first, tf.float32))

    @tf.function
    def best(self, book):
        return tf.argmax(tf.gather(self.scores, book))

    def load(self, session):
        rows = session.run("select a.book, b.book from loans a join loans b using (reader) where a.book <> b.book")
        first, second = zip(*rows)
        self.learn(tf.constant(first), tf.constant(second))
        return len(rows)


def fill(session):
    session.run("create table loans (reader integer, book integer)")
    for reader, book in [(1, 0), (1, 2), (2, 2), (2, 0), (3, 1), (3, 2), (4, 3)]:
        session.run("insert into loans values (:reader, :book)", feed_dict={"reader": reader, "book": book})


if __name__ == "__main__":
    with Session() as sess:
        fill(sess)
        graph, eager = Recommender(4), Recommender(4)
        assert graph.load(sess) == 6
        tf.config.run_functions_eagerly(True)
        eager.load(sess)
        tf.config.run_functions_eagerly(False)
        assert graph.scores.numpy().tolist() == eager.scores.numpy().tolist()
        assert int(graph.best(tf.constant(0))) == int(Recommender.best.python_function(eager, tf.constant(0))) == 2
        assert Expression(sess, "select count(*) from loans").eval() == 7
    print("proved")
