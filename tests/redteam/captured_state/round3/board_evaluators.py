"""Evaluates chess material with several personalities of the engine."""
import functools

import tensorflow as tf

VALUES = tf.constant([1.0, 3.0, 3.0, 5.0, 9.0])
STYLES = {"solid": 0.0, "balanced": 0.5, "daring": 1.0}


def judge(counts, mobility, boldness):
    return tf.reduce_sum(counts * VALUES) + boldness * mobility


def make_bonus(boldness):
    @tf.function
    def bonus(mobility):
        return boldness * tf.sqrt(mobility)

    return bonus


evaluators = {}
for style, weight in STYLES.items():
    @tf.function
    def evaluate(counts, mobility, weight=weight):
        return judge(counts, mobility, weight)

    evaluators[style] = evaluate

rankers = [
    tf.function(functools.partial(judge, boldness=weight)) for weight in STYLES.values()
]

bonuses = [make_bonus(weight) for weight in STYLES.values()]


def analyse(counts, mobility):
    counts, mobility = tf.constant(counts), tf.constant(mobility)
    return {
        "evaluators": [float(evaluate(counts, mobility)) for evaluate in evaluators.values()],
        "rankers": [float(rank(counts, mobility)) for rank in rankers],
        "bonuses": [float(bonus(mobility)) for bonus in bonuses],
    }


if __name__ == "__main__":
    result = analyse([2.0, 1.0, 0.0, 0.0, 0.0], 4.0)
    assert result["evaluators"] == result["rankers"] == [5.0, 7.0, 9.0]
    assert result["bonuses"] == [0.0, 1.0, 2.0]
    again = analyse([2.0, 1.0, 0.0, 0.0, 0.0], 4.0)
    assert again == result
    assert all(e.experimental_get_tracing_count() == 1 for e in evaluators.values())
    print("proved")
