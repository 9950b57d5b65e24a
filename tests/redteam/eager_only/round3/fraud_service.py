"""A serving module for card fraud: named outputs, signatures, an export."""
import tempfile

import tensorflow as tf

NAMES = ["ok", "review", "block"]
ROW = tf.TensorSpec([3], tf.float32, name="row")
ROWS = tf.TensorSpec([None, 3], tf.float32, name="rows")


class Service(tf.Module):
    def __init__(self):
        super().__init__()
        self.weights = tf.Variable([0.5, 1.0, -0.25])
        self.names = tf.constant(NAMES)

    def score(self, rows):
        return tf.sigmoid(tf.linalg.matvec(tf.reshape(rows, [-1, 3]), self.weights))

    def rank(self, score):
        return tf.cast(score > 0.5, tf.int32) + tf.cast(score > 0.8, tf.int32)

    @tf.function
    def explain(self, row):
        score = self.score(row)[0]
        return {"score": score, "text": tf.constant("score " + repr(score))}  # expect: tf-string-format

    @tf.function
    def decide(self, row):
        rank = self.rank(self.score(row)[0])
        return {"decision": tf.constant(NAMES[rank.numpy()])}  # expect: tf-numpy-call

    @tf.function(input_signature=[ROW])
    def serve(self, row):
        score = self.score(row)[0]
        text = tf.strings.join(["score", tf.strings.as_string(score, precision=2)], " ")
        return {"score": score, "text": text, "decision": self.names[self.rank(score)]}

    @tf.function(input_signature=[ROWS])
    def flagged(self, rows):
        count = tf.shape(rows)[0]
        share = tf.reduce_mean(tf.cast(self.score(rows) > 0.5, tf.float32))
        return {"share": share, "count": count}


def export(service, folder):
    signatures = {"serve": service.serve, "flagged": service.flagged}
    tf.saved_model.save(service, folder, signatures=signatures)
    return tf.saved_model.load(folder)


def payments():
    return tf.constant([[1.0, 0.5, 0.0], [4.0, 1.0, 1.0], [-2.0, 0.0, 1.0]])


if __name__ == "__main__":
    service, rows = Service(), payments()
    tf.config.run_functions_eagerly(True)
    eager = [(service.explain(row)["text"].numpy(), service.decide(row)["decision"].numpy()) for row in rows]
    served = [{k: v.numpy() for k, v in service.serve(row).items()} for row in rows]
    tf.config.run_functions_eagerly(False)
    with tempfile.TemporaryDirectory() as folder:
        loaded = export(service, folder)
        for row, expected, (_, decision) in zip(rows, served, eager):
            got = {k: v.numpy() for k, v in loaded.signatures["serve"](row=row).items()}
            assert got["text"] == expected["text"] and got["decision"] == expected["decision"] == decision
            assert abs(got["score"] - expected["score"]) < 1e-6
        assert int(loaded.signatures["flagged"](rows=rows)["count"]) == 3
    text = service.explain.get_concrete_function(ROW)(rows[0])["text"].numpy()
    assert text.startswith(b"score <tf.Tensor 'strided_slice") and b"numpy=" in eager[0][0], text
    try:
        service.decide.get_concrete_function(ROW)
    except AttributeError as error:
        assert "has no attribute 'numpy'" in str(error) and "NAMES[rank.numpy()]" in str(error)
    else:
        raise AssertionError("a symbolic rank had a value")
    print("proved")
