"""Answers translation requests concurrently; scoring of candidates is compiled."""
import asyncio
import contextlib

import tensorflow as tf


@tf.function
def best_candidate(scores, lengths, penalty):
    adjusted = scores / tf.pow(tf.cast(lengths, tf.float32), penalty)
    return tf.argmax(adjusted), tf.reduce_max(adjusted)


class Gateway:
    def __init__(self, penalty, limit):
        self.penalty = tf.constant(penalty)
        self.limit = asyncio.Semaphore(limit)
        self.answered = 0

    @contextlib.asynccontextmanager
    async def slot(self):
        async with self.limit:
            yield self
            self.answered += 1

    async def candidates(self, sentence):
        await asyncio.sleep(0.001)
        words = sentence.split()
        texts = [" ".join(words), " ".join(reversed(words)), " ".join(sorted(words))]
        scores = tf.constant([-1.0 * len(text) % 7.0 - 8.0 for text in texts])
        return texts, scores, tf.constant([len(words)] * len(texts))

    async def translate(self, sentence):
        async with self.slot():
            texts, scores, lengths = await self.candidates(sentence)
            chosen, score = best_candidate(scores, lengths, self.penalty)
            return texts[int(chosen)], float(score)


async def serve(sentences):
    gateway = Gateway(penalty=0.6, limit=2)
    answers = await asyncio.gather(*(gateway.translate(sentence) for sentence in sentences))
    return answers, gateway.answered


def main():
    return asyncio.run(serve(["das haus ist klein", "der hund", "wir gehen heute"]))


if __name__ == "__main__":
    answers, answered = main()
    tf.config.run_functions_eagerly(True)
    eager, _ = main()
    tf.config.run_functions_eagerly(False)
    assert answered == 3 and [text for text, _ in answers] == [text for text, _ in eager]
    assert all(abs(a - b) < 1e-5 for (_, a), (_, b) in zip(answers, eager))
    print("proved")
