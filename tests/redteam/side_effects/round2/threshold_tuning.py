"""Human-in-the-loop tuning of a detector's score threshold."""

from __future__ import annotations

import builtins
from unittest import mock

import tensorflow as tf


class ThresholdTuner:
    """Asks an operator for corrections and folds them into the threshold."""

    def __init__(self, threshold: float = 0.5, quiet: bool = False):
        self.threshold = tf.Variable(threshold, trainable=False)
        self.quiet = quiet

    def _ask(self) -> float:
        if self.quiet:
            return 0.0
        answer = input("correction (empty for none): ")  # expect: tf-debugger
        return float(answer or 0.0)

    def _tune(self, scores):
        correction = self._ask()
        self.threshold.assign(tf.clip_by_value(self.threshold + correction, 0.0, 1.0))
        return tf.boolean_mask(scores, scores > self.threshold)

    def entry_points(self):
        """What a service would call: tuning, and plain filtering."""
        tune = self._tune

        def keep(scores):
            return tf.boolean_mask(scores, scores > self.threshold)

        return {"tune": tf.function(tune), "keep": tf.function(keep)}


def precision_at(kept, labels, scores):
    """Share of the kept scores that belong to positive labels."""
    chosen = tf.reduce_any(scores[:, None] == kept, axis=1)
    hits = tf.reduce_sum(tf.cast(labels & chosen, tf.float32))
    return hits / tf.maximum(tf.cast(tf.size(kept), tf.float32), 1.0)


if __name__ == "__main__":
    scores = tf.linspace(0.05, 0.95, 10)
    labels = scores > 0.6
    results, asked = {}, {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        script = ["0.1", "", "0.2"]
        prompts = []

        def scripted_input(prompt, script=script, prompts=prompts):
            prompts.append(prompt)
            return script.pop(0)

        tuner = ThresholdTuner()
        entry = tuner.entry_points()
        results[eager] = []
        with mock.patch.object(builtins, "input", new=scripted_input):
            for _ in range(3):
                kept = entry["tune"](scores)
                results[eager].append(round(float(tuner.threshold), 3))
                assert entry["keep"](scores).shape == kept.shape
                assert 0.0 <= float(precision_at(kept, labels, scores)) <= 1.0
        asked[eager] = len(prompts)
        assert ThresholdTuner(quiet=True).entry_points()["keep"] is not None
    assert asked == {True: 3, False: 1}, asked
    assert results == {True: [0.6, 0.6, 0.8], False: [0.6, 0.7, 0.8]}, results
    print("proved")
