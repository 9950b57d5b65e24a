"""Two-tower ranking of a product catalogue, as it runs behind an HTTP service."""

from __future__ import annotations

import logging

import tensorflow as tf

logger = logging.getLogger("ranker")


class Telemetry:
    """Mixin: counts what was served and writes one line per request."""

    served = 0

    def note(self, kind: str, payload) -> None:
        logger.info("%s %s", kind, payload)  # expect: tf-logging

    def bump(self) -> None:
        self.served += 1  # expect: tf-attribute-mutation


class Tower(tf.Module):
    """An embedding table followed by a linear map."""

    def __init__(self, rows: int, width: int, seed: int, name: str):
        super().__init__(name=name)
        init = tf.random.stateless_normal([rows, width], [seed, 1])
        self.table = tf.Variable(init)
        self.mix = tf.Variable(tf.eye(width))

    def __call__(self, ids):
        return tf.matmul(tf.gather(self.table, ids), self.mix)


class Ranker(Telemetry):
    """Scores all items for a batch of users and returns the best."""

    def __init__(self, users: int = 6, items: int = 9, width: int = 4):
        self.users = Tower(users, width, 3, "users")
        self.items = Tower(items, width, 5, "items")
        self.catalogue = tf.range(items)
        self.rank = tf.function(self._rank, reduce_retracing=True)

    def _score(self, user_ids):
        return tf.matmul(self.users(user_ids), self.items(self.catalogue), transpose_b=True)

    def _rank(self, user_ids):
        log = self.note
        scores = self._score(user_ids)
        top = tf.math.top_k(scores, k=3)
        log("scores", top.values)
        self.bump()
        return top.indices


class SilentRanker(Ranker):
    """The same without telemetry, for batch jobs."""

    def note(self, kind, payload):
        """Nothing to say."""

    def bump(self):
        """Nothing to count."""


class _Lines(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record):
        self.lines.append(record.getMessage())


def serve(ranker, batches):
    return [ranker.rank(batch).numpy().tolist() for batch in batches]


if __name__ == "__main__":
    logger.setLevel(logging.INFO)
    logger.propagate = False
    batches = [tf.constant([0, 1]), tf.constant([2, 3]), tf.constant([4, 5])]
    seen, answers = {}, {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        handler = _Lines()
        logger.addHandler(handler)
        ranker = Ranker()
        answers[eager] = serve(ranker, batches)
        logger.removeHandler(handler)
        seen[eager] = (len(handler.lines), ranker.served)
        assert serve(SilentRanker(), batches) == answers[eager]
    assert answers[True] == answers[False]
    assert seen == {True: (3, 3), False: (1, 1)}, seen
    print("proved")
