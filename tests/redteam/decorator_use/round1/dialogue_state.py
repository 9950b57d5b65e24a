"""Tracks the state of a dialogue; the functions for serving carry signatures of nested structure."""
import collections

import tensorflow as tf

SLOTS = ("food", "area", "price")
Turn = collections.namedtuple("Turn", ["scores", "mask"])
TURN = Turn(tf.TensorSpec([None, len(SLOTS)], tf.float32), tf.TensorSpec([None], tf.bool))
BELIEF = {slot: tf.TensorSpec([None], tf.float32, name=slot) for slot in SLOTS}


class Tracker(tf.Module):
    def __init__(self):
        super().__init__()
        self.gate = tf.Variable([0.3, 0.5, 0.7])

    @tf.function(input_signature=(BELIEF, TURN))
    def update(self, belief, turn):
        fresh = tf.unstack(tf.nn.sigmoid(turn.scores), axis=1)
        gates = tf.unstack(self.gate)
        mixed = {}
        for slot, value, gate in zip(SLOTS, fresh, gates):
            blended = gate * value + (1.0 - gate) * belief[slot]
            mixed[slot] = tf.where(turn.mask, blended, belief[slot])
        return mixed

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.float32)])
    def decide(self, values, threshold=0.5):
        return tf.cast(values > threshold, tf.int32)

    @tf.function(input_signature=[BELIEF])
    def summary(self, belief, floor=0.0, *, round_off=True):
        values = tf.stack([belief[slot] for slot in SLOTS])
        if round_off:
            values = tf.round(values * 100.0) / 100.0
        return tf.maximum(values, floor)

    @tf.function(input_signature=[])
    def reset(self):
        self.gate.assign(tf.constant([0.3, 0.5, 0.7]))


@tf.function(input_signature=[tf.RaggedTensorSpec([None, None], tf.int32)])
def turn_lengths(tokens):
    return tokens.row_lengths()


def start(size):
    return {slot: tf.zeros([size]) for slot in SLOTS}


if __name__ == "__main__":
    tracker, belief = Tracker(), start(2)
    eager_belief = start(2)
    for step in range(3):
        turn = Turn(tf.random.stateless_normal([2, 3], [step, 1]), tf.constant([True, step != 1]))
        belief = tracker.update(belief, turn)
        eager_belief = Tracker.update.python_function(tracker, eager_belief, turn)
        graph, eager = tracker.summary(belief), Tracker.summary.python_function(tracker, eager_belief)
        assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-6))
    assert tracker.decide(belief["food"]).shape == [2] and tracker.update.experimental_get_tracing_count() == 1
    assert tracker.reset() is None
    assert turn_lengths(tf.ragged.constant([[1, 2, 3], [4]])).numpy().tolist() == [3, 1]
    print("proved")
