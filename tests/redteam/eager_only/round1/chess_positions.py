"""Parses chess positions with Python code behind py_function and numpy_function."""
import numpy as np
import tensorflow as tf

PIECES = "PNBRQKpnbrqk"
VALUES = np.array([1, 3, 3, 5, 9, 0, -1, -3, -3, -5, -9, 0], np.float32)


def parse_board(text):
    """Planes of a position in Forsyth-Edwards notation; runs eagerly."""
    notation = text.numpy().decode()
    if not notation:
        raise ValueError(f"an empty position: {text}")
    planes = np.zeros([8, 8, len(PIECES)], np.float32)
    for row, line in enumerate(notation.split("/")):
        column = 0
        for symbol in line:
            if symbol.isdigit():
                column += int(symbol)
            else:
                planes[row, column, PIECES.index(symbol)] = 1.0
                column += 1
    return planes


def mirror_score(planes):
    assert planes.max() <= 1.0, f"no plane may hold {planes.max()}"
    return np.float32(np.sum(np.abs(planes - planes[::-1])))


def describe(material, count):
    sign = "white" if float(material) > 0 else "black" if bool(material < 0) else "nobody"
    return f"{sign} leads with {int(count)} pieces"


@tf.function
def evaluate(position):
    planes = tf.py_function(parse_board, [position], tf.float32)
    planes = tf.ensure_shape(planes, [8, 8, len(PIECES)])
    material = tf.reduce_sum(planes * VALUES)
    asymmetry = tf.numpy_function(mirror_score, [planes], tf.float32)
    count = tf.reduce_sum(planes)
    text = tf.py_function(func=describe, inp=[material, count], Tout=tf.string)
    return material, asymmetry, text


def positions():
    yield tf.constant("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR")
    yield tf.constant("4k3/8/8/8/8/8/4P3/4K2R")
    yield tf.constant("4k2r/4p3/8/8/8/8/8/4K3")


if __name__ == "__main__":
    seen = []
    for position in positions():
        graph = [part.numpy() for part in evaluate(position)]
        assert graph == [part.numpy() for part in evaluate.python_function(position)]
        seen.append(graph[2].decode())
    assert seen == ["nobody leads with 32 pieces", "white leads with 4 pieces", "black leads with 4 pieces"], seen
    assert evaluate.experimental_get_tracing_count() == 1
    print("proved")
