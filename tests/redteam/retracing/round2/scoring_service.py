"""A little scoring service: JSON requests in, JSON answers out."""
import functools
import json

import tensorflow as tf

WEIGHTS = tf.constant([0.5, -1.0, 2.0])
BUCKETS = 16


@tf.function
def risk(features):
    return tf.sigmoid(tf.tensordot(tf.stack(features), WEIGHTS, axes=1))


@tf.function
def shard(user):
    return tf.strings.to_hash_bucket_fast(user, BUCKETS)


def answers(handler):
    """Turns what a handler returns into a JSON body."""

    @functools.wraps(handler)
    def wrapped(self, request):
        self.served += 1
        return json.dumps(handler(self, request))

    return wrapped


class Service:
    def __init__(self):
        self.served = 0
        self.routes = {"/risk": self.handle_risk, "/shard": self.handle_shard}

    @answers
    def handle_risk(self, request):
        features = request["features"]
        return {"risk": round(float(risk(features)), 4)}  # unseen: tf-python-container-arg

    @answers
    def handle_shard(self, request):
        user = request["user"].lower()
        return {"shard": int(shard(user))}  # unseen: tf-python-scalar-arg

    def __call__(self, path, body):
        handler = self.routes.get(path)
        if handler is None:
            return json.dumps({"error": "not found"})
        return handler(json.loads(body))


def replay(service, log):
    return [service(path, body) for path, body in log]


LOG = [
    ("/risk", '{"features": [0.1, 0.4, 0.2]}'),
    ("/shard", '{"user": "Ada"}'),
    ("/risk", '{"features": [0.7, 0.1, 0.9]}'),
    ("/shard", '{"user": "Grace"}'),
    ("/health", "{}"),
    ("/risk", '{"features": [0.3, 0.3, 0.5]}'),
    ("/shard", '{"user": "Edsger"}'),
]

if __name__ == "__main__":
    service = Service()
    bodies = replay(service, LOG)
    assert service.served == 6 and "not found" in bodies[4]
    assert risk.experimental_get_tracing_count() == 3
    assert shard.experimental_get_tracing_count() == 3
    for value in (0.1, 0.2, 0.3):
        risk(tf.fill([3], value))
    assert risk.experimental_get_tracing_count() == 4
    for name in tf.constant(["ada", "grace", "edsger"]):
        shard(name)
    assert shard.experimental_get_tracing_count() == 4
    print("proved")
