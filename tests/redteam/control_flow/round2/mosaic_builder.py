"""Builds mosaics: repeats a motif along a strip and joins strips of growing length."""
import tensorflow as tf

MOTIF = tf.constant([[1.0, 2.0], [3.0, 4.0]])


def border(strip):
    return tf.pad(strip, [[1, 1], [0, 0]])


class Mosaic:
    def __init__(self, motif):
        self.motif = motif

    @tf.function
    def strip(self, repeats):
        """The motif, as often as asked for, side by side."""
        pieces = []
        for _ in tf.range(repeats):
            pieces.append(self.motif)  # expect: tf-list-append-in-tensor-loop
        return tf.concat(pieces, axis=1)

    @tf.function
    def tiled_strip(self, repeats):
        return tf.tile(self.motif, [1, repeats])

    @tf.function
    def staircase(self, steps):
        """Each step is one row longer than the last."""
        rows = self.motif[:1]
        for _ in tf.range(steps):  # unseen: tf-branch-dtype
            rows = tf.concat([rows, self.motif[:1]], axis=0)
        return border(rows)

    @tf.function
    def open_staircase(self, steps):
        rows = self.motif[:1]
        for _ in tf.range(steps):
            tf.autograph.experimental.set_loop_options(shape_invariants=[(rows, tf.TensorShape([None, 2]))])
            rows = tf.concat([rows, self.motif[:1]], axis=0)
        return border(rows)

    @tf.function
    def frame(self, strips):
        """Strips are a list of tensors, which Python iterates."""
        framed = []
        for strip in strips:
            framed.append(border(strip))
        widths = [strip.shape[1] for strip in framed]
        assert max(widths) == min(widths)
        return tf.concat(framed, axis=0)


def rows_of(tensor):
    return tensor.numpy().tolist()


if __name__ == "__main__":
    mosaic = Mosaic(MOTIF)
    count = tf.constant(3)
    tf.config.run_functions_eagerly(True)
    expected, stairs = rows_of(mosaic.strip(count)), rows_of(mosaic.staircase(count))
    framed = rows_of(mosaic.frame([MOTIF, MOTIF]))
    tf.config.run_functions_eagerly(False)
    assert rows_of(mosaic.tiled_strip(count)) == expected and len(expected[0]) == 6
    assert rows_of(mosaic.open_staircase(count)) == stairs and len(stairs) == 6
    assert rows_of(mosaic.frame([MOTIF, MOTIF])) == framed
    short = rows_of(mosaic.strip(count))
    assert len(short[0]) == 2, short
    try:
        mosaic.staircase(count)
    except ValueError as error:
        assert "'rows' has shape (1, 2) before the loop, but shape (2, 2) after one iteration" in str(error)
        assert "for _ in tf.range(steps):" in str(error)
    else:
        raise AssertionError("a growing tensor kept its shape")
    print("proved")
