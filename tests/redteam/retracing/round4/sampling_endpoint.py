"""A completion endpoint: bigram language model, top-k sampling, one settings object."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import tensorflow as tf

WORDS = "the cat sat on a mat and slept".split()


@dataclass(frozen=True)
class Sampling:
    top_k: int = 3
    temperature: float = 0.7
    banned: int = 0


def default_sampling() -> Sampling:
    return Sampling(top_k=2, temperature=0.9)


class BigramModel(tf.Module):
    def __init__(self) -> None:
        super().__init__()
        counts = np.random.default_rng(2).integers(1, 9, [len(WORDS), len(WORDS)])
        self.logits = tf.Variable(np.log(counts).astype(np.float32))

    @tf.function
    def sample(self, token: tf.Tensor, settings: Sampling) -> tf.Tensor:
        logits = tf.gather(self.logits, token) / settings.temperature
        logits -= 1e9 * tf.one_hot(settings.banned, len(WORDS))
        best, indices = tf.math.top_k(logits, k=settings.top_k)
        choice = tf.random.categorical(best[None], 1, dtype=tf.int32)[0, 0]
        return indices[choice]


class Endpoint:
    def __init__(self, model: BigramModel) -> None:
        self.model = model

    def _next(self, token: tf.Tensor) -> tf.Tensor:
        return self.model.sample(token, default_sampling())  # expect: tf-object-arg

    def complete(self, prompt: str, length: int = 5) -> str:
        words = prompt.split()
        token = tf.constant(WORDS.index(words[-1]))
        for _ in range(length):
            token = self._next(token)
            words.append(WORDS[int(token)])
        return " ".join(words)


def serve(prompts: list[str]) -> tuple[list[str], BigramModel]:
    model = BigramModel()
    endpoint = Endpoint(model)
    return [endpoint.complete(prompt) for prompt in prompts], model


if __name__ == "__main__":
    answers, served = serve(["the cat", "a mat"])
    assert all(len(answer.split()) == 7 for answer in answers)
    assert served.sample.experimental_get_tracing_count() == 10
    kept = default_sampling()
    for word in range(4):
        served.sample(tf.constant(word), kept)
    assert served.sample.experimental_get_tracing_count() == 11
    print("proved")
