"""Features of shopping baskets for a ranking model, each with a fixed input type."""
import tensorflow as tf

BASKET = {
    "price": tf.TensorSpec([None], tf.float32, name="price"),
    "count": tf.TensorSpec([None], tf.int32, name="count"),
}


@tf.function(input_signature=(BASKET,))
def basket_total(basket):
    return tf.reduce_sum(basket["price"] * tf.cast(basket["count"], tf.float32))


@tf.function(input_signature=[tf.RaggedTensorSpec([None, None], tf.float32)])
def order_means(orders):
    return tf.reduce_mean(orders, axis=1)


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
def price_rank(prices, descending=True):
    order = tf.argsort(prices, direction="DESCENDING" if descending else "ASCENDING")
    return tf.math.invert_permutation(order)


@tf.function(input_signature=[])
def calendar():
    return tf.range(7) % 7 >= 5


@tf.function(input_signature=[tf.TensorSpec([], tf.float32), tf.TensorSpec([], tf.bool)])
def discount(total, member=False):
    if member:
        total = total * 0.9
    return total


class Encoder:
    def __init__(self, edges):
        self.edges = list(edges)
        self.seen = tf.Variable(0)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def bucket(self, prices):
        self.seen.assign_add(tf.size(prices))
        return tf.searchsorted(tf.constant(self.edges), prices)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.float32)])
    def clipped(self, prices, top, *, low=0.0):
        return tf.clip_by_value(prices, low, top)


def build(encoder):
    prices = tf.constant([2.5, 10.0, 4.0])
    total = basket_total({"price": prices, "count": tf.constant([1, 2, 1])})
    orders = tf.ragged.constant([[1.0, 3.0], [5.0]])
    return [total, discount(total, tf.constant(True)), order_means(orders), price_rank(prices),
            encoder.bucket(prices), encoder.clipped(prices, tf.constant(5.0)), calendar()]


if __name__ == "__main__":
    encoder = Encoder([0.0, 3.0, 6.0])
    first, second = build(encoder), build(encoder)
    tf.config.run_functions_eagerly(True)
    eager = build(Encoder([0.0, 3.0, 6.0]))
    tf.config.run_functions_eagerly(False)
    for a, b, c in zip(first, second, eager):
        assert a.numpy().tolist() == b.numpy().tolist() == c.numpy().tolist()
    assert int(encoder.seen) == 6 and float(discount(tf.constant(10.0))) == 10.0
    print("proved")
