"""Weekly release of a churn model: recalibrate the threshold, export, repeat."""
import pathlib
import tempfile

import numpy as np
import tensorflow as tf


class ChurnModel(tf.Module):
    def __init__(self, features, threshold=0.5):
        super().__init__()
        self.weights = tf.Variable(tf.ones([features]) / features)
        self.threshold = threshold

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
    def predict(self, customers):
        probability = tf.sigmoid(tf.linalg.matvec(customers, self.weights))
        return {
            "probability": probability,
            "will_leave": probability > self.threshold,  # allow: tf-attribute-read
        }


class ReleasePipeline:
    """Keeps one model; every release has its own folder."""

    def __init__(self, model, root):
        self.model = model
        self.root = pathlib.Path(root)
        self.released = []

    def recalibrate(self, probabilities, budget):
        """Only as many customers can be phoned as the budget allows."""
        self.model.threshold = float(np.quantile(probabilities, 1.0 - budget))

    def publish(self):
        folder = self.root / f"release_{len(self.released):03d}"
        tf.saved_model.save(self.model, str(folder))  # expect: tf-saved-python-value
        self.released.append(folder)
        return folder

    def run(self, customers, budgets):
        for budget in budgets:
            probabilities = self.model.predict(customers)["probability"].numpy()
            self.recalibrate(probabilities, budget)
            self.publish()
        return self.released


def customers_of_the_week(count=1000):
    rng = np.random.default_rng(17)
    return tf.constant(rng.normal(size=(count, 3)), tf.float32)


def phone_list_size(folder, customers):
    served = tf.saved_model.load(str(folder))
    return int(tf.reduce_sum(tf.cast(served.predict(customers)["will_leave"], tf.int32)))


def main(root):
    customers = customers_of_the_week()
    pipeline = ReleasePipeline(ChurnModel(features=3), root)
    folders = pipeline.run(customers, budgets=[0.4, 0.2, 0.1])
    sizes = [phone_list_size(folder, customers) for folder in folders]
    return sizes, pipeline.model.threshold


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as root:
        sizes, threshold = main(root)
    assert sizes == [400, 400, 400], sizes
    probabilities = tf.sigmoid(tf.reduce_mean(customers_of_the_week(), axis=1)).numpy()
    assert abs(int((probabilities > threshold).sum()) - 100) <= 1
    print("proved")
