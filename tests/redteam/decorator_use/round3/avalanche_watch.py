"""Avalanche warnings: what is slow is compiled, what talks to the world is around it, by a flag or by hand."""
import io

import tensorflow as tf

XLA = False
steps = tf.Variable(0)


def fuse(function=None, *, xla=XLA):
    """Compile, with XLA where the caller says so."""
    if function is None:
        return lambda inner: fuse(inner, xla=xla)
    return tf.function(function, jit_compile=xla)


@fuse
def parse(report):
    """Text is for plain graphs: XLA is off by default here."""
    fields = tf.strings.split(report, " ")
    return tf.strings.to_number(fields)


@fuse(xla=True)
def risk(snow, slope, wind):
    load = snow * (1.0 + 0.1 * wind)
    angle = tf.exp(-(((slope - 38.0) / 8.0) ** 2))
    level = 1.0 + 4.0 * tf.sigmoid(load * angle - 1.0)
    return tf.clip_by_value(tf.round(level), 1.0, 5.0)


@tf.function(jit_compile=None)
def warn(level):
    if level > 3.0:
        tf.print("stay off steep slopes, level", level, output_stream="file:///dev/null")
    return tf.timestamp() > 0.0


@tf.function(jit_compile=False)
def archive(level):
    known = tf.histogram_fixed_width(level, [1.0, 5.0], nbins=4)
    return tf.io.serialize_tensor(known)


def note(level, log):
    def write(value):
        log.write(f"{float(value):.0f};")
        return value

    return tf.py_function(write, [level], tf.float32)


@tf.function
def forecast(reports, log_level):
    """The outer graph parses and logs; only `risk` is fused."""
    rows = tf.map_fn(parse, reports, fn_output_signature=tf.TensorSpec([3], tf.float32))
    levels = risk(rows[:, 0], rows[:, 1], rows[:, 2])
    steps.assign_add(1)
    return tf.where(levels >= log_level, levels, 0.0)


def eager_forecast(reports, log_level):
    rows = tf.stack([parse.python_function(report) for report in reports])
    levels = risk.python_function(rows[:, 0], rows[:, 1], rows[:, 2])
    return tf.where(levels >= log_level, levels, 0.0)


if __name__ == "__main__":
    log = io.StringIO()
    for wind in ("10", "20", "60"):
        reports = tf.constant([f"1.5 38 {wind}", "0.1 20 5", f"0.8 45 {wind}"])
        graph, eager = forecast(reports, tf.constant(2.0)), eager_forecast(reports, tf.constant(2.0))
        assert graph.numpy().tolist() == eager.numpy().tolist()
        note(graph[0], log)
        assert bool(warn(graph[0])) and bool(warn.python_function(graph[0]))
        assert archive(graph) == archive.python_function(graph)
    assert int(steps) == 3 and log.getvalue() == "5;5;5;", log.getvalue()
    print("proved")
