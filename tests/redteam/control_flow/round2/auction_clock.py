"""A clock auction in one graph: dictionaries, lists of fixed length and objects change within the loop."""
import collections

import tensorflow as tf

BIDDERS = ("gallery", "museum", "dealer")
LIMIT = 100


class Book:
    """The state of one auction, made where it runs."""

    def __init__(self, start):
        self.price = start
        self.rounds = tf.constant(0)
        self.active = tf.fill([len(BIDDERS)], True)

    def demand(self):
        return sum(tf.cast(flag, tf.int32) for flag in tf.unstack(self.active))


def still_in(value, price):
    return value > price


@tf.function
def run_auction(values, start, step):
    book = Book(start)
    history = [start, start]
    seen = {"highest": start, "drops": tf.constant(0)}
    for _ in tf.range(LIMIT):
        book.price = book.price + step
        book.rounds = book.rounds + 1
        staying = tf.stack([still_in(values[k], book.price) for k in range(len(BIDDERS))])
        if tf.reduce_any(book.active & ~staying):
            seen["drops"] += 1
        book.active = book.active & staying
        history[0] = history[1]
        history[1] = book.price
        seen["highest"] = tf.maximum(seen["highest"], book.price)
        if book.demand() <= 1:
            break
    return book.price, book.rounds, history, seen


@tf.function
def second_price(values):
    """An unrolled loop fills a list and a queue of this call."""
    offers = []
    queue = collections.deque(maxlen=2)
    best = tf.constant(0.0)
    for k, _ in enumerate(BIDDERS):
        offer = values[k]
        offers.append(offer)
        queue.append(tf.maximum(offer, best))
        if offer > best:
            best = offer
    offers.sort(key=lambda tensor: tensor.shape.rank)
    counts = collections.Counter(name[0] for name in BIDDERS)
    ordered = tf.sort(tf.stack(offers), direction="DESCENDING")
    return best, ordered[1], tf.stack(list(queue)), sum(counts.values()) * best


@tf.function
def rounds_until(target, step):
    price, rounds = 0.0, 0
    while price < target:
        price += step
        rounds += 1
        if rounds >= LIMIT:
            break
    return rounds


def plain(result):
    return [v if isinstance(v, (int, float)) else v.numpy().tolist() for v in tf.nest.flatten(result)]


if __name__ == "__main__":
    for values in ([5.0, 9.0, 7.0], [3.0, 3.0, 3.5], [40.0, 39.0, 1.0]):
        bids = tf.constant(values)
        for step in (0.5, 1.5):
            arguments = bids, tf.constant(1.0), tf.constant(step)
            assert plain(run_auction(*arguments)) == plain(run_auction.python_function(*arguments))
            pair = bids[0], tf.constant(step)
            assert plain(rounds_until(*pair)) == plain(rounds_until.python_function(*pair))
        assert plain(second_price(bids)) == plain(second_price.python_function(bids))
    print("proved")
