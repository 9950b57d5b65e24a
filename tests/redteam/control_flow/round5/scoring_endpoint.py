"""The signatures of a scoring service: parsing, checking and scoring of requests."""
import tensorflow as tf


class ScoringEndpoint(tf.Module):
    def __init__(self, features=3):
        super().__init__()
        self.features = features
        self.weights = tf.Variable(tf.linspace(0.1, 0.3, features))

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def parse(self, rows):
        """Comma-separated numbers; rows that cannot be read are scored as zeros."""
        try:  # allow: tf-try-except
            cells = tf.strings.split(rows, ",").to_tensor(default_value="0")
            numbers = tf.strings.to_number(cells)
        except tf.errors.InvalidArgumentError:  # expect: tf-try-except
            numbers = tf.zeros([tf.size(rows), self.features])
        return tf.ensure_shape(numbers, [None, self.features])

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
    def score(self, batch):
        if self.features != self.weights.shape[0]:
            raise ValueError("weights and features do not fit")
        if tf.reduce_any(tf.math.is_nan(batch)):  # allow: tf-tensor-raise
            raise ValueError("the request contains missing values")  # expect: tf-tensor-raise
        return tf.linalg.matvec(batch, self.weights)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.float32)])
    def decide(self, scores, cutoff):
        assert 0.0 <= cutoff <= 1.0, "the cutoff is a probability"  # expect: tf-tensor-assert
        return tf.cast(tf.sigmoid(scores) >= cutoff, tf.int32)


def serve(endpoint, rows, cutoff=0.5):
    batch = endpoint.parse(tf.constant(rows))
    return endpoint.decide(endpoint.score(batch), tf.constant(cutoff))


def main():
    return serve(ScoringEndpoint(), ["1,2,3", "0.5,0,1"])


if __name__ == "__main__":
    endpoint = ScoringEndpoint()
    rows, broken = tf.constant(["1,2,3", "4,5,6"]), tf.constant(["1,2,x", "4,5,6"])
    assert ScoringEndpoint.parse.python_function(endpoint, broken).numpy().sum() == 0.0
    assert endpoint.parse(rows).numpy().sum() == 21.0
    try:
        endpoint.parse(broken)
    except tf.errors.InvalidArgumentError as error:
        assert "StringToNumber" in str(error), error
    else:
        raise AssertionError("the handler ran")

    batch = tf.constant([[1.0, 2.0, 3.0]])
    assert ScoringEndpoint.score.python_function(endpoint, batch).shape == (1,)
    try:
        endpoint.score(batch)
    except ValueError as error:
        assert "missing values" in str(error) and "raise ValueError" in str(error), error
    else:
        raise AssertionError("nothing raised")

    scores, cutoff = tf.constant([0.4, -0.2]), tf.constant(0.5)
    assert ScoringEndpoint.decide.python_function(endpoint, scores, cutoff).numpy().tolist() == [1, 0]
    try:
        endpoint.decide(scores, cutoff)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "assert 0.0 <= cutoff <= 1.0" in str(error), error
    else:
        raise AssertionError("the assert was traced")
    print("proved")
