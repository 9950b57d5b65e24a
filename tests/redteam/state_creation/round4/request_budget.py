"""Token-bucket budget of a model server; bucket and clock tick are shared by all endpoints."""
import tensorflow as tf

CAPACITY = 5.0
_bucket = None
_served = None


def _shared_bucket():
    global _bucket
    if _bucket is not None:
        return _bucket
    _bucket = tf.Variable(CAPACITY, trainable=False)  # expect: tf-global-none-guard
    return _bucket


def _count():
    global _served
    if _served is None:
        _served = tf.Variable(0, trainable=False)  # expect: tf-global-none-guard
    _served.assign_add(1)
    return _served


class Endpoint:
    """One model behind the budget."""

    def __init__(self, cost, scale):
        self.cost = cost
        self.scale = tf.constant(scale)
        self.answer = tf.function(self._answer, input_signature=[tf.TensorSpec([None], tf.float32)])

    def _admit(self):
        bucket = _shared_bucket()
        allowed = bucket >= self.cost
        bucket.assign_sub(tf.where(allowed, self.cost, 0.0))
        return allowed

    def _answer(self, features):
        """Scaled features, or zeros when the budget is spent."""
        _count()
        return tf.where(self._admit(), features * self.scale, tf.zeros_like(features))


@tf.function
def refill(amount):
    bucket = _shared_bucket()
    bucket.assign(tf.minimum(CAPACITY, bucket + amount))
    return bucket.read_value()


def serve(endpoint, requests):
    return [endpoint.answer(tf.constant(request)).numpy().tolist() for request in requests]


if __name__ == "__main__":
    requests = [[1.0], [2.0], [3.0]]
    runs = []
    for eagerly in (False, True):
        tf.config.run_functions_eagerly(eagerly)
        globals().update(_bucket=None, _served=None)
        endpoint = Endpoint(cost=2.0, scale=10.0)
        answers = serve(endpoint, requests)
        level = float(refill(tf.constant(2.0)))
        runs.append((answers, level, serve(endpoint, requests[:1]), int(_served)))
        assert isinstance(_bucket, tf.Variable) and isinstance(_served, tf.Variable)
    assert runs[0] == runs[1] == ([[10.0], [20.0], [0.0]], 3.0, [[10.0]], 4)
    print("proved")
