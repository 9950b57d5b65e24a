"""Filters and weighs click sessions for a recommender with tf.data."""
import functools

import numpy as np
import tensorflow as tf

MINIMUM = tf.constant(2)
STRICT = tf.constant(True)
LINES = ["1,5,6,50", "2,9", "0,1,2,3", "3,0,40,2,2", "0,9,9,9,9"]


def parse(line):
    fields = tf.strings.to_number(tf.strings.split(line, ","), tf.int32)
    return {"user": fields[0], "dwell": fields[1:]}


def long_enough(session, minimum):
    if tf.size(session["dwell"]) < minimum:
        return False
    return True


def recency(session, half_life):
    count = tf.size(session["dwell"])
    age = tf.cast(tf.range(count)[::-1], tf.float32)
    weight = 0.5 ** (age / half_life)
    session = dict(session, weight=weight if count > 1 else tf.ones_like(weight))
    return session


class Clip:
    def __init__(self, low, high):
        self.low, self.high = low, high

    def __call__(self, session):
        dwell = session["dwell"]

        def clipped(limit):
            if tf.reduce_max(dwell) > limit:
                return tf.minimum(dwell, limit)
            return dwell

        return {**session, "dwell": tf.maximum(clipped(self.high), self.low)}


@tf.function(autograph=False)
def score(dwell, weight):
    """Python decides here; the flag is an eager tensor known while tracing."""
    total = tf.reduce_sum(tf.cast(dwell, tf.float32) * weight)
    if STRICT:
        outside = (total < 0.0) | (total > 1000.0)
        total = tf.where(outside, 0.0, total)
    return tf.cond(total > 10.0, lambda: tf.sqrt(total), lambda: total)


@tf.function
def gate(sessions):
    """Pairs of scores; each is damped on its own."""
    damped = [value * 0.5 if value > 3.0 else value for value in tf.unstack(sessions, num=3)]
    within = lambda value: 0.0 < value < 100.0 and not value == 7.0
    return [tf.cast(within(value), tf.float32) for value in damped]


def pipeline(lines):
    data = tf.data.Dataset.from_tensor_slices(lines).map(parse)
    data = data.filter(functools.partial(long_enough, minimum=MINIMUM))
    data = data.filter(lambda session: session["user"] > 0 or tf.size(session["dwell"]) > 3)
    data = data.map(Clip(1, 30)).map(lambda session: recency(session, half_life=2.0))
    return data.padded_batch(2, padded_shapes={"user": [], "dwell": [4], "weight": [4]})


def main():
    scores = [score(batch["dwell"], batch["weight"]) for batch in pipeline(LINES)]
    users = [int(user) for batch in pipeline(LINES) for user in batch["user"]]
    return users, scores, gate(tf.constant([1.0, 4.0, 700.0]))


if __name__ == "__main__":
    users, scores, gated = main()
    assert users == [1, 3, 0], users
    rows = [row for batch in pipeline(LINES) for row in batch["dwell"].numpy().tolist()]
    clip, position = Clip(1, 30), 0
    for session in map(parse, LINES):
        if long_enough(session, MINIMUM) and (session["user"] > 0 or len(session["dwell"]) > 3):
            dwell = recency(clip(session), half_life=2.0)["dwell"].numpy().tolist()
            assert rows[position] == dwell + [0] * (4 - len(dwell))
            position += 1
    assert position == len(users)
    tf.config.run_functions_eagerly(True)
    _, eager_scores, eager_gated = main()
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(scores, eager_scores, rtol=1e-6)
    assert [float(g) for g in gated] == [float(g) for g in eager_gated] == [1.0, 1.0, 0.0]
    print("proved")
