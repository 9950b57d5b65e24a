"""An A/B experiment on the checkout price, published once it has won."""
import pathlib
import tempfile

import tensorflow as tf

SHIPPING = 5.0
flags = {"free_shipping": False, "round_down": True}


def rollout(**changes):
    unknown = set(changes) - set(flags)
    if unknown:
        raise KeyError(unknown)
    flags.update(changes)


def enabled(name):
    return flags.get(name, False)  # expect: tf-global-read


def shipping_for(amount):
    if enabled("free_shipping"):
        return tf.where(amount >= 50.0, 0.0, SHIPPING)
    return tf.fill(tf.shape(amount), SHIPPING)


class Checkout(tf.Module):
    """Final prices of a batch of baskets."""

    def __init__(self, tax):
        super().__init__()
        self.tax = tf.constant(tax)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32, name="amounts")])
    def total(self, amounts):
        gross = amounts * (1.0 + self.tax) + shipping_for(amounts)
        if enabled("round_down"):
            gross = tf.floor(gross)
        return gross


def publish(checkout, serving, folder):
    tf.saved_model.save(checkout, str(folder), signatures=serving)  # unseen: tf-saved-python-value
    return folder


def experiment(folder):
    checkout = Checkout(0.1)
    serving = checkout.total.get_concrete_function()
    carts = tf.constant([20.0, 80.0])
    control = checkout.total(carts).numpy().tolist()
    rollout(free_shipping=True)
    treatment = checkout.total(carts).numpy().tolist()
    return control, treatment, publish(checkout, serving, pathlib.Path(folder) / "1")


if __name__ == "__main__":
    baskets = tf.constant([20.0, 80.0])
    with tempfile.TemporaryDirectory() as root:
        before, after, where = experiment(root)
        assert before == after == [27.0, 93.0]
        endpoint = tf.saved_model.load(str(where)).signatures["serving_default"]
        answer, = endpoint(amounts=baskets).values()
        assert answer.numpy().tolist() == [27.0, 93.0]
    tf.config.run_functions_eagerly(True)
    fresh = Checkout(0.1)
    assert fresh.total(baskets).numpy().tolist() == [27.0, 88.0]
    print("proved")
