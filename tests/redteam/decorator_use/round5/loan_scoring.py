"""Exports a loan scoring model with a serving function of fixed types."""
from dataclasses import dataclass

import tensorflow as tf


@dataclass
class ExportConfig:
    features: int = 5
    cutoff: float = 0.4


class Scorer(tf.Module):
    def __init__(self, config: ExportConfig):
        super().__init__()
        self.config = config
        self.w = tf.Variable(tf.linspace(-1.0, 1.0, config.features)[:, tf.newaxis])
        self.b = tf.Variable([0.1])

    def probability(self, applicants):
        return tf.sigmoid(applicants @ self.w + self.b)[:, 0]


def attach_serving(scorer: Scorer):
    config = scorer.config

    @tf.function(input_signature=[tf.TensorSpec([None, config.features], tf.float32)])
    def probabilities(applicants):
        return {"probability": scorer.probability(applicants)}

    scorer.probabilities = probabilities
    return scorer


def attach_decisions(scorer: Scorer):
    config = scorer.config

    @tf.function(input_signature=[tf.TensorSpec([None, config.features], tf.float32)])  # expect: tf-bad-input-signature
    def decide(applicants, cutoff):  # allow: tf-bad-input-signature
        risk = scorer.probability(applicants)
        return {"probability": risk, "declined": risk > cutoff}

    scorer.decide = decide
    return scorer


def main():
    scorer = attach_serving(Scorer(ExportConfig()))
    batch = tf.ones([3, 5])
    served = scorer.probabilities(batch)["probability"]
    attach_decisions(scorer)
    return served, scorer.decide(batch, tf.constant(0.4))


if __name__ == "__main__":
    scorer = attach_serving(Scorer(ExportConfig()))
    batch = tf.ones([3, 5])
    graph = scorer.probabilities(batch)["probability"]
    assert float(tf.reduce_max(tf.abs(graph - scorer.probability(batch)))) < 1e-6
    try:
        main()
    except TypeError as error:
        assert "input_signature missing type constraint for cutoff" in str(error), error
    else:
        raise AssertionError("the signature was taken")
    print("proved")
