"""Scores product reviews with a bag of hashed words."""
import sys

import tensorflow as tf

REVIEWS = """The kettle is great, boils fast
Broke after two days, very bad
Looks nice but the lid leaks
Good value and a great colour"""

BUCKETS = 50
POSITIVE, NEGATIVE = ["great", "good", "nice"], ["bad", "broke", "leaks"]


def bucket_weights():
    weights = tf.zeros([BUCKETS])
    for words, sign in ((POSITIVE, 1.0), (NEGATIVE, -1.0)):
        slots = tf.strings.to_hash_bucket_fast(words, BUCKETS)
        weights = tf.tensor_scatter_nd_add(weights, slots[:, None], tf.fill([3], sign))
    return weights


def make_scorer(weights):
    @tf.function
    def score(text):
        clean = tf.strings.regex_replace(tf.strings.lower(text), "[^a-z ]", "")
        slots = tf.strings.to_hash_bucket_fast(tf.strings.split(clean), BUCKETS)
        return tf.reduce_sum(tf.gather(weights, slots))

    return score


def rank(reviews, scorer):
    scored = {}
    for number, line in enumerate(reviews.splitlines(), start=1):
        scored[number] = float(scorer(f"{number}. {line.strip()}"))  # expect: tf-python-scalar-arg
    return sorted(scored, key=scored.get, reverse=True)


def main(stream=sys.stdout):
    scorer = make_scorer(bucket_weights())
    order = rank(REVIEWS, scorer)
    stream.write(f"best review first: {order}\n")
    return scorer


if __name__ == "__main__":
    sentiment = main()
    assert sentiment.experimental_get_tracing_count() == 4
    for text in REVIEWS.splitlines():
        sentiment(tf.constant(text))
    assert sentiment.experimental_get_tracing_count() == 5
    print("proved")
