"""A solver of the heat equation, compiled as a whole; text and tables stay where they can be compiled."""
import tensorflow as tf

JIT = True
DEBUG = False
SCHEMES = {"explicit": 0, "implicit": 1}


def laplacian(field):
    return tf.roll(field, 1, axis=0) + tf.roll(field, -1, axis=0) - 2.0 * field


@tf.function(jit_compile=JIT)
def advance(field, dt, scheme="explicit"):
    if DEBUG:
        tf.print("advance", tf.shape(field))  # allow: tf-jit-incompatible
    if scheme not in SCHEMES:
        raise ValueError(f"no scheme {scheme}")
    for _ in tf.range(3):
        field = field + dt * laplacian(field)
    return field


@tf.function(jit_compile=JIT)
def implicit(field, dt):
    size = field.shape[0]
    matrix = (1.0 + 2.0 * dt) * tf.eye(size) - dt * tf.roll(tf.eye(size), 1, axis=0) - dt * tf.roll(tf.eye(size), -1, axis=0)
    return tf.linalg.solve(matrix, field[:, None])[:, 0]


@tf.function(jit_compile=JIT)
def modes(field):
    values, vectors = tf.linalg.eigh(tf.tensordot(field, field, 0) + tf.eye(field.shape[0]))
    return tf.sort(values), tf.abs(tf.signal.rfft(field))


@tf.function(jit_compile=JIT)
def peaks(field):
    hot = tf.where(field > 0.5)
    levels = tf.cast(tf.round(field * 4.0), tf.int32)
    coarse = tf.image.resize(field[None, :, None, None], [4, 1])[0, :, 0, 0]
    return hot, tf.math.bincount(tf.abs(levels), minlength=6, maxlength=6), coarse


@tf.function(jit_compile=None)
def report(field, name):
    line = tf.strings.join([name, tf.strings.as_string(tf.reduce_max(field), precision=2)], "=")
    return tf.strings.upper(line)


def rod():
    x = tf.range(8, dtype=tf.float32)
    return tf.exp(-((x - 3.0) ** 2))


def measure(field, dt):
    field = advance(field, dt)
    field = implicit(field, dt)
    return [field, *modes(field), *peaks(field), report(field, tf.constant("rod"))]


if __name__ == "__main__":
    for dt in tf.constant([0.05, 0.1, 0.2]):
        graph = measure(rod(), dt)
        tf.config.run_functions_eagerly(True)
        eager = measure(rod(), dt)
        tf.config.run_functions_eagerly(False)
        for a, b in zip(graph[:-1], eager[:-1], strict=True):
            assert bool(tf.reduce_all(tf.abs(tf.cast(a, tf.float32) - tf.cast(b, tf.float32)) < 1e-3)), (a, b)
        assert graph[-1] == eager[-1] and graph[-1].numpy().startswith(b"ROD=")
    print("proved")
