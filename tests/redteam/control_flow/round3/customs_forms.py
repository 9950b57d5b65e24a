"""Validates customs declarations for training batches; rows come from a broker's text export."""
import tensorflow as tf

ROWS = ["4901,12.5,books", "8471,830.0,computers", "6109,4.0,shirts", "8471,640.0,computers"]
TARIFFS = {"4901": 0.0, "8471": 0.02, "6109": 0.12}


def make_table():
    keys = tf.constant(list(TARIFFS))
    rates = tf.constant(list(TARIFFS.values()))
    return tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(keys, rates), -1.0)


class Declarations:
    """Parses, prices and batches rows."""

    def __init__(self, rows, table, strict=True):
        if not rows:
            raise ValueError("no declarations")
        self.rows = rows
        self.table = table
        self.strict = strict

    @staticmethod
    def split(row):
        code, value, text = tf.unstack(tf.ensure_shape(tf.strings.split(row, ","), [3]))
        return code, tf.strings.to_number(value), text

    def rate(self, code):
        rate = self.table.lookup(code)
        if rate < 0.0:
            raise KeyError("unknown tariff code")  # expect: tf-tensor-raise
        return rate

    def priced(self, row):
        code, value, _ = self.split(row)
        duty = value * self.rate(code)
        return duty if duty > 1.0 else 0.0 * duty

    def batches(self, size):
        if size < 1:
            raise ValueError(f"a batch of {size}")
        return tf.data.Dataset.from_tensor_slices(self.rows).map(self.priced).batch(size)


class AssertedDeclarations(Declarations):
    def rate(self, code):
        rate = self.table.lookup(code)
        if self.strict:
            tf.debugging.assert_non_negative(rate, message="unknown tariff code")
        return rate


def collect(declarations, size=3):
    return [round(float(v), 4) for batch in declarations.batches(size) for v in batch]


if __name__ == "__main__":
    table = make_table()
    eager = Declarations(ROWS, table)
    expected = [round(float(eager.priced(tf.constant(row))), 4) for row in ROWS]
    assert expected == [0.0, 16.6, 0.0, 12.8], expected
    assert collect(AssertedDeclarations(ROWS, table)) == expected
    bad = ["9999,1.0,unknown"]
    assert collect(AssertedDeclarations(bad, table, strict=False)) == [0.0]
    try:
        collect(AssertedDeclarations(bad, table))
    except tf.errors.InvalidArgumentError as error:
        assert "unknown tariff code" in str(error)
    else:
        raise AssertionError("an unknown code was accepted")
    try:
        eager.priced(tf.constant(bad[0]))
    except KeyError as error:
        assert "unknown tariff code" in str(error)
    else:
        raise AssertionError("an unknown code was accepted")
    try:
        eager.batches(3)
    except KeyError as error:
        assert "user code" in str(error) and 'raise KeyError("unknown tariff code")' in str(error), error
    else:
        raise AssertionError("good rows did not raise")
    print("proved")
