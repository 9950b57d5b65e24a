"""Counts ranked votes by several rules; a setting chooses the rule, tensors hold the ballots."""
import traceback

import tensorflow as tf

CANDIDATES = 4


def firsts(ballots):
    return tf.math.bincount(ballots[:, 0], minlength=CANDIDATES, maxlength=CANDIDATES)


def points(ballots):
    ranks = tf.argsort(ballots, axis=1)
    return tf.reduce_sum(CANDIDATES - 1 - ranks, axis=0)


class Booth:
    """One election; the rule is fixed when it is made."""

    def __init__(self, rule):
        self.rule = rule

    @tf.function
    def winner(self, ballots):
        """The index of the winner, or -1 when two are level."""
        match self.rule:  # expect: tf-autograph-unconverted
            case "plurality":
                counts = firsts(ballots)
            case "borda":
                counts = points(ballots)
            case _:
                raise ValueError(self.rule)
        top = tf.math.top_k(counts, 2)
        if top.values[0] == top.values[1]:
            return tf.constant(-1)
        return top.indices[0]

    def tally(self, ballots):
        match self.rule:
            case "plurality":
                return firsts(ballots)
            case "borda":
                return points(ballots)
        raise ValueError(self.rule)

    @tf.function
    def staged_winner(self, ballots):
        top = tf.math.top_k(self.tally(ballots), 2)
        if top.values[0] == top.values[1]:
            return tf.constant(-1)
        return top.indices[0]


def majority(counts):
    if (total := tf.reduce_sum(counts)) > 0:  # expect: tf-autograph-unconverted
        return tf.reduce_max(counts) / total
    return tf.constant(0.0, tf.float64)


def staged_majority(counts):
    total = tf.reduce_sum(counts)
    if total > 0:  # allow: tf-tensor-bool-unconverted
        return tf.reduce_max(counts) / total
    return tf.constant(0.0, tf.float64)


def turnout(share):
    """A traced report around a way to find the share."""

    @tf.function
    def report(ballots):
        return 100.0 * share(firsts(ballots))

    return report


@tf.function
def quorum(ballots):
    """The number of votes behind the strongest candidate; nothing for tiny elections."""
    if (rows := ballots.shape[0]) < 2:  # expect: tf-autograph-unconverted
        return tf.constant(0.0, tf.float64)
    return rows * staged_majority(firsts(ballots))


@tf.function
def staged_quorum(ballots):
    rows = ballots.shape[0]
    if rows < 2:
        return tf.constant(0.0, tf.float64)
    return rows * staged_majority(firsts(ballots))


def refused(function, *arguments):
    try:
        function(*arguments)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        return traceback.format_exc() + str(error)
    raise AssertionError("counted")


if __name__ == "__main__":
    ballots = tf.constant([[0, 1, 2, 3], [0, 2, 1, 3], [2, 1, 0, 3], [1, 2, 3, 0]])
    booths = [Booth("plurality"), Booth("borda")]
    strict, staged = turnout(majority), turnout(staged_majority)
    for votes in (ballots, ballots[1:], ballots[:2]):
        for booth in booths:
            expected = int(booth.winner.python_function(votes))
            assert int(booth.staged_winner(votes)) == expected  # allow: tf-shape-retrace
            assert "if top.values[0] == top.values[1]:" in refused(booth.winner, votes)
        assert float(strict.python_function(votes)) == float(staged(votes))  # allow: tf-shape-retrace
        text = refused(strict, votes)
        assert "if (total := tf.reduce_sum(counts)) > 0:  # exp" in text, text
        assert float(quorum.python_function(votes)) == float(staged_quorum(votes))  # allow: tf-shape-retrace
        text = refused(quorum, votes)
        assert "in quorum" in text and "return rows * staged_majority(firsts(ballots))" in text, text
    print("proved")
