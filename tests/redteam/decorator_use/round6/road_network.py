"""Propagates traffic over a road network; every kernel is compiled with XLA."""
import tensorflow as tf

JUNCTIONS = 5


@tf.function(jit_compile=True)
def flow(load, source, target):
    moved = tf.gather(load, source) * 0.5
    arriving = tf.math.unsorted_segment_sum(moved, target, JUNCTIONS)
    leaving = tf.math.unsorted_segment_sum(moved, source, JUNCTIONS)
    return load + arriving - leaving


@tf.function(jit_compile=True)
def settle(load, source, target):
    """Repeats the flow until the greatest change is small."""
    change = tf.constant(1.0)
    steps = tf.constant(0)
    while change > 0.01 and steps < 40:
        updated = flow(load, source, target)
        change = tf.reduce_max(tf.abs(updated - load))
        load = updated
        steps += 1
    return load, steps


@tf.function(jit_compile=True)
def congested(load, threshold):
    places = tf.where(load > threshold)[:, 0]
    worst, where = tf.math.top_k(load, k=2)
    return tf.size(places), worst, where


@tf.function(jit_compile=True)
def used_junctions(source, load):
    distinct, _ = tf.unique(source)
    kept = tf.boolean_mask(load, load > 0.0)
    return tf.size(distinct), tf.reduce_sum(tf.sort(kept))


@tf.function(jit_compile=True)
def history(load, source, target):
    rows = tf.TensorArray(tf.float32, size=4, element_shape=[JUNCTIONS])
    for step in tf.range(4):
        load = flow(load, source, target)
        rows = rows.write(step, load)
    return rows.stack()


def roads():
    return tf.constant([0, 1, 2, 3, 0]), tf.constant([1, 2, 3, 0, 4])


def main():
    source, target = roads()
    load = tf.constant([8.0, 0.0, 1.0, 0.0, 2.0])
    tf.print("after one step", flow(load, source, target), output_stream="file:///dev/null")
    calm, steps = settle(load, source, target)
    return [calm, steps, *congested(calm, tf.constant(1.0)), *used_junctions(source, calm), history(load, source, target)]


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager):
        gap = tf.cast(a, tf.float32) - tf.cast(b, tf.float32)
        assert float(tf.reduce_max(tf.abs(gap))) < 1e-4, (a, b)
    print("proved")
