"""Export an invoice screen for each of the countries, with its own limit."""
import os
import tempfile

import tensorflow as tf

LIMITS = {"at": 1_000.0, "ch": 2_500.0, "de": 5_000.0}


class InvoiceScreen(tf.Module):
    """Flags the invoices that a person must see."""

    def __init__(self, limit):
        super().__init__()
        self.limit = limit
        self.rate = tf.Variable(1.0)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def flag(self, amounts):
        return amounts * self.rate > self.limit  # allow: tf-attribute-read


def export_all(root):
    screen = InvoiceScreen(limit=0.0)
    paths = {}
    for country, limit in LIMITS.items():
        screen.limit = limit
        paths[country] = os.path.join(root, country)
        tf.saved_model.save(screen, paths[country])  # expect: tf-saved-python-value
    return paths


def check(path, amounts):
    service = tf.saved_model.load(path)
    return service.flag(tf.constant(amounts)).numpy().tolist()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        exported = export_all(folder)
        amounts = [500.0, 2_000.0, 4_000.0, 9_000.0]
        results = {country: check(path, amounts) for country, path in exported.items()}
    assert results["at"] == [False, True, True, True]
    assert results["de"] == results["ch"] == results["at"], results
    print("proved")
