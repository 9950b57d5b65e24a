"""Builds padding tables for a spreadsheet importer: counts and prices."""
import tensorflow as tf


@tf.function
def padded_column(filler, rows=4):
    """A column full of the filler, in the filler's own type."""
    return tf.fill([rows], filler)


class Table:
    def __init__(self):
        self.columns = {}

    def add(self, name, column):
        self.columns[name] = column

    def dtypes(self):
        return {name: column.dtype for name, column in self.columns.items()}


def build():
    table = Table()
    table.add("count", padded_column(1))  # allow: tf-literal-type-cache
    table.add("price", padded_column(1.0))  # expect: tf-literal-type-cache
    return table


if __name__ == "__main__":
    result = build()
    assert result.dtypes() == {"count": tf.int32, "price": tf.int32}
    assert padded_column.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    assert build().dtypes() == {"count": tf.int32, "price": tf.float32}
    tf.config.run_functions_eagerly(False)
    assert padded_column(tf.constant(1.0)).dtype == tf.float32
    print("proved")
