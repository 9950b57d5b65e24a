"""Escape times of the Mandelbrot set in an interactive session, as in the old tutorial on simulations."""
import numpy as np
import tensorflow.compat.v1 as tf


def grid(size):
    y, x = np.mgrid[-1.2 : 1.2 : size * 1j, -2.0 : 1.0 : size * 1j]
    return (x + 1j * y).astype(np.complex64)


def mandelbrot(points, steps):
    xs = tf.constant(points)
    zs = tf.Variable(xs, use_resource=True)
    ns = tf.Variable(tf.zeros_like(xs, tf.float32), use_resource=True)
    tf.global_variables_initializer().run()
    following = zs * zs + xs
    bounded = tf.abs(following) < 4.0
    step = tf.group(
        zs.assign(tf.where(bounded, following, zs)),
        ns.assign_add(tf.cast(bounded, tf.float32)),
    )
    for _ in range(steps):
        step.run()
    return ns.eval()


def escape_times(points, steps):
    zs, ns = points.copy(), np.zeros(points.shape, np.float32)
    for _ in range(steps):
        following = zs * zs + points
        bounded = np.abs(following) < 4.0
        zs = np.where(bounded, following, zs)
        ns += bounded
    return ns


def render(times, characters=" .:*#"):
    share = times / times.max()
    return ["".join(characters[int(v * (len(characters) - 1))] for v in row) for row in share]


def main(size=12, steps=8):
    with tf.Graph().as_default():
        session = tf.InteractiveSession()
        try:
            return mandelbrot(grid(size), steps)
        finally:
            session.close()


if __name__ == "__main__":
    with np.errstate(all="ignore"):
        wanted = escape_times(grid(12), 8)
    times = main()
    assert times.shape == (12, 12)
    assert (times == wanted).mean() > 0.95, (times, wanted)
    picture = render(times)
    assert len(picture) == 12 and "#" in "".join(picture)
    print("proved")
