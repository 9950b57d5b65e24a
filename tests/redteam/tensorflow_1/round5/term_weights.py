"""Weighs the words of recipes by term frequency; in this file `tf` is what it is in the literature."""
import math
from collections import Counter
from dataclasses import dataclass

import tensorflow


@dataclass(frozen=True)
class Frequencies:
    """Numbers by term, with a little arithmetic."""

    values: dict

    def log(self):
        return Frequencies({term: 1.0 + math.log(value) for term, value in self.values.items()})

    def div(self, total):
        return Frequencies({term: value / total for term, value in self.values.items()})

    def assign(self, **changes):
        return Frequencies({**self.values, **changes})

    def to_float(self):
        return Frequencies({term: float(value) for term, value in self.values.items()})

    def placeholder(self, term):
        return self.values.get(term, 0.0)


def frequencies(text, damped=False):
    tf = Frequencies(dict(Counter(text.split()))).to_float()
    if damped:
        tf = tf.log()
    return tf.div(max(tf.values.values())).assign(salt=0.0)


def vector(tf, idf, terms):
    return [tf.placeholder(term) * idf[term] for term in terms]


def table(recipes, damped):
    counts = [frequencies(text, damped) for text in recipes]
    terms = sorted(set().union(*(tf.values for tf in counts)))
    found = {term: sum(tf.placeholder(term) > 0.0 for tf in counts) for term in terms}
    idf = {term: math.log(1.0 + len(recipes) / (1.0 + found[term])) for term in terms}
    return tensorflow.constant([vector(tf, idf, terms) for tf in counts])


@tensorflow.function(input_signature=[tensorflow.TensorSpec([None, None], tensorflow.float32)])
def similarities(weights):
    unit = tensorflow.math.l2_normalize(weights, axis=1)
    return tensorflow.matmul(unit, unit, transpose_b=True)


def nearest(recipes, damped=False):
    close = similarities(table(recipes, damped))
    close = tensorflow.linalg.set_diag(close, tensorflow.zeros([len(recipes)]))
    return tensorflow.argmax(close, axis=1).numpy().tolist()


if __name__ == "__main__":
    recipes = [
        "flour butter sugar egg salt",
        "flour butter sugar sugar lemon",
        "lentils onion cumin salt",
        "onion lentils lentils garlic",
    ]
    assert nearest(recipes) == [1, 0, 3, 2] == nearest(recipes, damped=True)
    weights = table(recipes, True)
    eager = similarities.python_function(weights)
    assert float(tensorflow.reduce_max(tensorflow.abs(similarities(weights) - eager))) < 1e-6
    assert similarities.experimental_get_tracing_count() == 1
    print("proved")
