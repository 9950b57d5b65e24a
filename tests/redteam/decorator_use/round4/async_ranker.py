"""Ranks news articles for a reader; the reader's profile is awaited from a slow store."""
import asyncio

import tensorflow as tf

WIDTH = 8


class ProfileStore:
    """Stands in for a key-value store with a network in between."""

    def __init__(self, readers):
        self._rows = tf.random.stateless_normal([readers, WIDTH], seed=[1, 1])

    async def get(self, reader):
        await asyncio.sleep(0)
        return self._rows[reader]


store = ProfileStore(readers=5)
article_matrix = tf.Variable(tf.random.stateless_normal([30, WIDTH], seed=[2, 2]))
freshness = tf.Variable(tf.linspace(1.0, 0.0, 30))


@tf.function(reduce_retracing=True)  # expect: tf-async
async def rank(reader, blend):  # allow: tf-async
    profile = await store.get(reader)
    affinity = tf.linalg.matvec(article_matrix, profile)
    scores = (1.0 - blend) * affinity + blend * freshness
    return tf.math.top_k(scores, k=3).indices


async def serve(readers):
    tasks = [rank(reader, tf.constant(0.2)) for reader in tf.unstack(tf.constant(readers))]
    pages = await asyncio.gather(*tasks)
    return [page.numpy().tolist() for page in pages]


def main():
    return asyncio.run(serve([0, 3, 4]))


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    ranked = main()
    tf.config.run_functions_eagerly(False)
    assert [len(page) for page in ranked] == [3, 3, 3]
    try:
        main()
    except TypeError as error:
        assert "return value of type coroutine" in str(error), error
    else:
        raise AssertionError("a coroutine came through")
    print("proved")
