"""A service for damage claims: the traced part is exported, requests and answers are handled by Python."""
import io
import json
import os
import tempfile

import numpy as np
import tensorflow as tf

OUTCOMES = ("reject", "inspect", "pay")


class Scorer(tf.Module):
    """What is exported."""

    def __init__(self):
        super().__init__()
        self.weights = tf.Variable(np.array([[0.5, 0.1, -0.2], [-0.4, 0.3, 0.6]], np.float32))
        self.served = tf.Variable(0)

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32), tf.TensorSpec([None], tf.string)])
    def score(self, features, identifiers):
        logits = features @ self.weights
        probabilities = tf.nn.softmax(logits)
        best = tf.argmax(probabilities, axis=-1)
        outcome = tf.gather(tf.constant(list(OUTCOMES)), best)
        self.served.assign_add(tf.shape(features)[0])
        key = tf.strings.join([identifiers, outcome], separator=":")
        return {"key": key, "probability": tf.reduce_max(probabilities, axis=-1)}

    @tf.function(input_signature=[])
    def stats(self):
        return {"served": self.served.read_value(), "norm": tf.norm(self.weights)}


class Endpoint:
    """Turns JSON into tensors and back."""

    def __init__(self, scorer):
        self.scorer = scorer

    def parse(self, body):
        claims = json.loads(body)["claims"]
        features = np.array([[float(c["amount"]) / 1000.0, float(c["age"])] for c in claims], np.float32)
        return tf.constant(features), tf.constant([str(c["id"]) for c in claims])

    def answer(self, body):
        result = self.scorer.score(*self.parse(body))
        lines = io.StringIO()
        for key, probability in zip(result["key"].numpy(), result["probability"].numpy().tolist()):
            print(f"{key.decode()} {probability:.3f}", file=lines)
        stats = {name: round(float(value), 3) for name, value in self.scorer.stats().items()}
        return lines.getvalue(), json.dumps(stats, sort_keys=True)


def export(scorer, folder):
    path = os.path.join(folder, "scorer")
    tf.saved_model.save(scorer, path, signatures={"score": scorer.score, "stats": scorer.stats})
    np.save(os.path.join(folder, "weights.npy"), scorer.weights.numpy())
    restored = tf.saved_model.load(path)
    assert np.array_equal(np.load(os.path.join(folder, "weights.npy")), restored.weights.numpy())
    return restored


def requests():
    claims = [{"id": k, "amount": 500 * k, "age": 2 - k} for k in range(4)]
    return [json.dumps({"claims": claims[:n]}) for n in (1, 3, 4)]


def answers(scorer):
    endpoint = Endpoint(scorer)
    return [endpoint.answer(body) for body in requests()]


if __name__ == "__main__":
    graph = answers(Scorer())
    tf.config.run_functions_eagerly(True)
    eager = answers(Scorer())
    tf.config.run_functions_eagerly(False)
    with tempfile.TemporaryDirectory() as folder:
        exported = answers(export(Scorer(), folder))
    assert graph == eager == exported, (graph, eager, exported)
    assert graph[-1][1].endswith('"served": 8.0}') and graph[0][0].startswith("0:"), graph
    print("proved")
