"""Scores requests for a fraud service; every stage reports through the logging module."""

from __future__ import annotations

import logging

import numpy as np
import tensorflow as tf

audit = logging.getLogger("fraud.audit")


class Reporting:
    """A mixin with the logger of a component."""

    component = "base"

    def __init__(self):
        self.log = logging.LoggerAdapter(logging.getLogger(f"fraud.{self.component}"), {"team": "risk"})

    def report(self, level: int, text: str, *values):
        self.log.log(level, text, *values)  # expect: tf-logging


class Scorer(Reporting):
    component = "scorer"

    def __init__(self, weights):
        super().__init__()
        self.weights = tf.constant(weights, tf.float32)

    def logit(self, features):
        value = tf.tensordot(features, self.weights, 1)
        self.report(logging.INFO, "logit of batch: %s", value)
        return value

    def probability(self, features):
        return tf.sigmoid(self.logit(features))


class ThresholdScorer(Scorer):
    def __init__(self, weights, threshold: float, graph: bool = True):
        super().__init__(weights)
        self.threshold = threshold
        if graph:
            self.decide = tf.function(self.decide)

    def decide(self, features):
        probability = self.probability(features)
        note = audit.warning
        note("decision at threshold %.2f", self.threshold)  # expect: tf-logging
        if len(features.shape) != 2:
            audit.error("features of rank %d", len(features.shape))
            raise ValueError("features must be a matrix")
        return probability > self.threshold


class Capture(logging.Handler):
    def __init__(self):
        super().__init__()
        self.names: list[str] = []

    def emit(self, record):
        self.names.append(record.name)


def serve(graph: bool, requests: int = 3):
    capture = Capture()
    root = logging.getLogger("fraud")
    root.addHandler(capture)
    root.setLevel(logging.INFO)
    root.propagate = False
    scorer = ThresholdScorer([1.0, -2.0], 0.4, graph)
    decisions = [scorer.decide(tf.constant([[float(k), 1.0], [3.0, 0.5]])).numpy() for k in range(requests)]
    root.removeHandler(capture)
    return decisions, capture.names.count("fraud.scorer"), capture.names.count("fraud.audit")


if __name__ == "__main__":
    eager, traced = serve(graph=False), serve(graph=True)
    np.testing.assert_array_equal(eager[0], traced[0])
    assert eager[1:] == (3, 3)
    assert traced[1:] == (1, 1)
    print("proved")
