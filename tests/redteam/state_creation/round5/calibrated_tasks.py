"""Temperature-calibrated logits for several tasks that share an encoder."""
import numpy as np
import tensorflow as tf


class CalibratedTasks(tf.Module):
    """Each task owns a temperature and a bias."""

    def __init__(self, tasks):
        super().__init__()
        self.encoder = tf.Variable(tf.eye(2))
        self.temperatures = {}
        self.biases = {task: tf.Variable(0.0) for task in tasks}

    def temperature(self, task):
        return self.temperatures.setdefault(task, tf.Variable(2.0))  # expect: tf-variable-creation  allow: tf-container-mutation

    def bias(self, task):
        return self.biases.setdefault(task, 0.0)

    def encode(self, features):
        return tf.matmul(features, self.encoder)

    def _calibrate(self, features, task):
        return self.encode(features) / self.temperature(task) + self.bias(task)

    def _shift(self, features, task):
        return self.encode(features) + self.bias(task)


class Service:
    def __init__(self, model, calibrate=True):
        self.model = model
        endpoint = model._calibrate if calibrate else model._shift
        self.predict_logits = tf.function(endpoint)

    def answer(self, rows, task):
        logits = self.predict_logits(tf.constant(rows, tf.float32), task)
        return np.argmax(logits.numpy(), axis=-1).tolist()


def run(calibrate):
    service = Service(CalibratedTasks(["sentiment"]), calibrate)
    return [service.answer(np.eye(2) * scale, "sentiment") for scale in (1, 2, 3)]


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    assert run(True) == run(False) == [[0, 1]] * 3
    tf.config.run_functions_eagerly(False)
    assert run(False) == [[0, 1]] * 3
    try:
        run(True)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
