"""Scans shelves of a library: gaps, runs of codes and their digits, by ops and by loops."""
import tensorflow as tf

SHELF = 6


@tf.autograph.experimental.do_not_convert
def gap(widths, standard):
    """Space left on a shelf; chooses by ops."""
    if standard is None:
        standard = 3.0
    used = tf.reduce_sum(widths)
    return tf.cond(used > standard * SHELF, lambda: tf.zeros([]), lambda: standard * SHELF - used)


@tf.function(autograph=False)
def longest_run(codes):
    """The longest run of equal codes."""

    def body(k, run, best):
        run = tf.where(codes[k] == codes[k - 1], run + 1, 1)
        return k + 1, run, tf.maximum(best, run)

    n = tf.size(codes)
    return tf.while_loop(lambda k, *_: k < n, body, (1, tf.constant(1), tf.constant(1)))[2]


@tf.function(autograph=False)
def digits(codes, width=3, reverse=False):
    parts = []
    for place in range(width):
        if reverse and place == width - 1:
            break
        parts.append(codes // 10**place % 10)
    else:
        parts.append(tf.zeros_like(codes))
    assert len(parts) >= width - 1
    checks = [part % 2 if place % 2 else part for place, part in enumerate(parts)]
    return tf.switch_case(tf.reduce_sum(codes) % 2, [lambda: checks[0], lambda: tf.add_n(checks)])


class Scanner:
    """Mixes both worlds: the method is converted, its helper is not."""

    @property
    def standard(self):
        if self.metric:
            return 2.5
        return 1.0

    def __init__(self, metric):
        self.metric = metric
        self.limit = tf.constant(4.0)
        self.heavy = self.limit > 3.0

    def __getitem__(self, name):
        return {"limit": self.limit, "standard": tf.constant(self.standard)}[name]

    @tf.function
    def scan(self, widths):
        left = gap(widths, self.standard if self.metric else None)
        if left > self["limit"]:
            shelves = left / self["standard"]
        else:
            shelves = tf.zeros([])
        if self.limit > 100.0:
            shelves = shelves * 0.0
        return shelves

    @tf.function(autograph=False)
    def audit(self, widths):
        """An eager constant decides before anything is symbolic; inner functions are converted again."""
        if self.heavy:
            widths = widths * 2.0
        return thin(widths), tf.map_fn(lambda w: tf.where(w > 1.0, w, 0.0), widths)


@tf.function
def thin(widths):
    count = 0
    for width in widths:
        if width < 1.0:
            count += 1
    return count


def plain(result):
    return [t if isinstance(t, int) else t.numpy().tolist() for t in tf.nest.flatten(result)]


if __name__ == "__main__":
    scanners = [Scanner(True), Scanner(False)]
    for widths in map(tf.constant, ([1.0, 0.2, 0.4], [9.0, 8.0, 0.1], [0.1, 0.1, 0.1])):
        for scanner in scanners:
            assert abs(scanner.scan(widths) - scanner.scan.python_function(widths)) < 1e-5
            expected = thin.python_function(widths * 2.0), tf.where(widths > 0.5, widths * 2.0, 0.0)
            assert plain(scanner.audit(widths)) == plain(expected)
    for codes in map(tf.constant, ([101, 101, 101, 7], [5, 4, 4, 999], [1, 2, 3, 3])):
        assert plain(longest_run(codes)) == plain(longest_run.python_function(codes))
        for flag in (True, False):
            assert plain(digits(codes, reverse=flag)) == plain(digits.python_function(codes, reverse=flag))
    print("proved")
