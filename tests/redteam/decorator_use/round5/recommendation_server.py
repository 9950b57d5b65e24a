"""A recommendation server that answers several users concurrently with asyncio."""
import asyncio

import tensorflow as tf


class Recommender:
    def __init__(self, users, items, width):
        self.users = tf.Variable(tf.random.stateless_normal([users, width], seed=[1, 1]))
        self.items = tf.Variable(tf.random.stateless_normal([items, width], seed=[2, 2]))

    @tf.function(input_signature=[tf.TensorSpec([], tf.int32)])
    def profile(self, user):
        return tf.nn.l2_normalize(self.users[user], axis=-1)

    @tf.function(input_signature=[tf.TensorSpec([], tf.int32)])  # expect: tf-async
    async def rank(self, user):  # allow: tf-async
        await asyncio.sleep(0)
        scores = tf.linalg.matvec(self.items, self.users[user])
        return tf.math.top_k(scores, k=3).indices


async def serve(model, requests):
    answers = await asyncio.gather(*[model.rank(user) for user in requests])
    return {int(user): answer.numpy().tolist() for user, answer in zip(requests, answers)}


def main():
    model = Recommender(users=6, items=10, width=4)
    requests = [tf.constant(i) for i in (0, 3, 5)]
    for user in requests:
        assert abs(float(tf.norm(model.profile(user))) - 1.0) < 1e-5
    return asyncio.run(serve(model, requests))


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore", RuntimeWarning)
    try:
        main()
    except TypeError as error:
        assert "found return value of type coroutine" in str(error), error
    else:
        raise AssertionError("the coroutine was traced")
    tf.config.run_functions_eagerly(True)
    answers = main()
    tf.config.run_functions_eagerly(False)
    assert sorted(answers) == [0, 3, 5] and all(len(row) == 3 for row in answers.values())
    print("proved")
