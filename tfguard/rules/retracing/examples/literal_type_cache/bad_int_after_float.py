"""The other way round: an int gets the trace of a float."""

import tensorflow as tf


@tf.function
def index_of(position):
    return tf.convert_to_tensor(position)


def run():
    offset = index_of(2.0)
    index = index_of(2)  # expect: tf-literal-type-cache
    results = [offset.dtype.name, index.dtype.name]
    return {"results": results, "traces": index_of.experimental_get_tracing_count()}
