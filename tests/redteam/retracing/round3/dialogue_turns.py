"""A dialogue tracker whose memory is None at the first turn and a tensor from then on."""
from __future__ import annotations

import numpy as np
import tensorflow as tf

WIDTH = 8
CORPUS = {
    "booking": ["a table for two", "tonight please", "at eight", "by the window"],
    "weather": ["will it rain", "and tomorrow"],
    "smalltalk": ["hello", "how are you", "goodbye then"],
}


def embed(sentence: str) -> tf.Tensor:
    """Hashes the words into a vector of fixed width."""
    vector = np.zeros([WIDTH], np.float32)
    for position, word in enumerate(sentence.split()):
        vector[(sum(map(ord, word)) + position) % WIDTH] += 1.0
    return tf.constant(vector)


class Tracker(tf.Module):
    def __init__(self) -> None:
        super().__init__()
        self.forget = tf.Variable(0.5)

    @tf.function
    def turn(self, words: tf.Tensor, memory: tf.Tensor | None = None, speaker: str = "user") -> tf.Tensor:
        if memory is None:
            memory = tf.zeros_like(words)
        sign = 1.0 if speaker == "user" else -1.0
        return self.forget * memory + sign * words


def follow(tracker: Tracker, sentences: list[str]) -> tf.Tensor:
    memory = None
    for number, sentence in enumerate(sentences):
        speaker = "user" if number % 2 == 0 else "agent"
        memory = tracker.turn(embed(sentence), memory, speaker=speaker)
    return memory


def follow_all(corpus: dict[str, list[str]]) -> tuple[Tracker, dict[str, np.ndarray]]:
    tracker, memories = Tracker(), {}
    for topic, sentences in corpus.items():
        memories[topic] = follow(tracker, sentences).numpy()
        tracker.forget.assign(0.9 * tracker.forget)
    return tracker, memories


if __name__ == "__main__":
    tracker, graph = follow_all(CORPUS)
    # no memory yet; a memory and the agent; a memory and the user
    assert tracker.turn.experimental_get_tracing_count() == 3
    follow_all(CORPUS)
    for topic, sentences in CORPUS.items():
        follow(tracker, sentences + ["and so on"])
    assert tracker.turn.experimental_get_tracing_count() == 3
    tf.config.run_functions_eagerly(True)
    _, eager = follow_all(CORPUS)
    for topic, memory in graph.items():
        np.testing.assert_allclose(memory, eager[topic], rtol=1e-6)
    print("proved")
