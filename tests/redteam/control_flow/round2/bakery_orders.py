"""Batches of bakery orders: dataset functions with conditions, lambdas one to a line, grouped and windowed."""
import tensorflow as tf

KINDS = {"bread": 0, "cake": 1, "roll": 2}


def keep(order):
    kind, amount = order["kind"], order["amount"]
    if kind == KINDS["roll"]:
        return amount >= 4
    return amount > 0


def discount(order):
    amount = order["amount"]
    price = tf.cast(amount, tf.float32) * 2.0
    if amount >= 10:
        price = price * 0.8
    elif amount >= 5:
        price = price * 0.9
    return {**order, "price": price}


def split(order):
    """Large orders are baked in several lots."""
    lots = order["amount"] // 5 + 1
    if order["kind"] == KINDS["cake"]:
        lots = tf.minimum(lots, 2)
    return tf.data.Dataset.from_tensors(order["price"]).repeat(tf.cast(lots, tf.int64))


def totals(state, price):
    count, total = state
    return count + 1, total + (price if price < 15.0 else 15.0)


def by_kind(data):
    return data.group_by_window(
        key_func=lambda order: tf.cast(order["kind"], tf.int64),
        reduce_func=lambda key, group: group.batch(4),
        window_size=4,
    )


def pipeline(orders):
    data = tf.data.Dataset.from_tensor_slices(orders)
    data = data.filter(keep)
    data = data.map(discount)
    return data.apply(lambda d: d.shuffle(1) if len(KINDS) > 5 else d)


def until_large(data):
    return data.take_while(lambda order: order["amount"] < 12)


def orders():
    kinds = [0, 1, 2, 2, 1, 0]
    amounts = [3, 6, 2, 5, 11, 20]
    return {"kind": tf.constant(kinds), "amount": tf.constant(amounts)}


def eager_rows(table):
    rows = [{name: column[k] for name, column in table.items()} for k in range(6)]
    return [discount(row) for row in rows if keep(row)]


if __name__ == "__main__":
    table = orders()
    for _ in range(2):
        data = pipeline(table)
        rows = eager_rows(table)
        assert [float(o["price"]) for o in data] == [float(o["price"]) for o in rows]
        lots = [float(p) for p in data.flat_map(split)]
        expected = [float(p) for row in rows for p in split(row)]
        assert lots == expected
        state = (tf.constant(0), tf.constant(0.0))
        count, total = data.flat_map(split).reduce(state, totals)
        for price in expected:
            state = totals(state, tf.constant(price))
        assert int(count) == int(state[0]) and abs(float(total) - float(state[1])) < 1e-4
        assert len(list(until_large(data))) == sum(int(row["amount"]) < 12 for row in rows)
        groups = [group["kind"].numpy().tolist() for group in by_kind(data)]
        assert sorted(groups) == [[0, 0], [1, 1], [2]], groups
    print("proved")
