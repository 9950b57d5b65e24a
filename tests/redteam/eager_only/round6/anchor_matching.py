"""Assigns ground-truth boxes to the anchors of a detector."""
import tensorflow as tf

GRID = 3
BOXES = tf.TensorSpec([None, 4], tf.float32, name="boxes")
IMAGES = tf.TensorSpec([None, 16, 16, 3], tf.float32, name="images")


def anchor_grid(cells: int = GRID) -> tf.Tensor:
    centres = (tf.range(cells, dtype=tf.float32) + 0.5) / cells
    cy, cx = tf.meshgrid(centres, centres, indexing="ij")
    centre = tf.reshape(tf.stack([cy, cx], axis=-1), [-1, 2])
    return tf.concat([centre - 0.5 / cells, centre + 0.5 / cells], axis=1)


ANCHORS = anchor_grid()


def iou(a, b):
    top_left = tf.maximum(a[:, None, :2], b[None, :, :2])
    bottom_right = tf.minimum(a[:, None, 2:], b[None, :, 2:])
    overlap = tf.reduce_prod(tf.maximum(bottom_right - top_left, 0.0), axis=-1)
    area_a = tf.reduce_prod(a[:, 2:] - a[:, :2], axis=-1)
    area_b = tf.reduce_prod(b[:, 2:] - b[:, :2], axis=-1)
    return overlap / (area_a[:, None] + area_b[None] - overlap)


@tf.function(input_signature=[BOXES])
def match(boxes):
    overlaps = iou(ANCHORS, boxes)
    best_box = tf.argmax(overlaps, axis=1)
    positive = tf.reduce_max(overlaps, axis=1) > 0.5
    counts = tf.reduce_sum(tf.one_hot(best_box, boxes.shape[0]), axis=0)  # expect: tf-static-shape
    return best_box, positive, counts


@tf.function(input_signature=[BOXES])
def box_weights(boxes):
    """Small boxes count for more; the weights sum to one."""
    area = tf.reduce_prod(boxes[:, 2:] - boxes[:, :2], axis=-1)
    uniform = tf.ones_like(area) / boxes.shape[0]  # expect: tf-static-shape
    small = tf.nn.softmax(-area)
    return 0.5 * uniform + 0.5 * small


@tf.function(input_signature=[IMAGES])
def batched_anchors(images):
    return tf.tile(ANCHORS[None], [images.shape[0], 1, 1])  # expect: tf-static-shape


def targets_of(images, boxes):
    return batched_anchors(images), match(boxes), box_weights(boxes)


if __name__ == "__main__":
    truth = tf.constant([[0.0, 0.0, 0.34, 0.34], [0.6, 0.6, 1.0, 1.0]])
    pictures = tf.zeros([2, 16, 16, 3])
    assert match.python_function(truth)[2].shape == [2]
    assert abs(float(tf.reduce_sum(box_weights.python_function(truth))) - 1.0) < 1e-5
    assert batched_anchors.python_function(pictures).shape == [2, GRID * GRID, 4]
    for function, argument, text in (
        (match, truth, "None values not supported"),
        (box_weights, truth, "None values not supported"),
        (batched_anchors, pictures, "Failed to convert elements of [None, 1, 1]"),
    ):
        try:
            function(argument)
        except (TypeError, ValueError) as e:
            assert text in str(e) and ".shape[0]" in str(e), e
        else:
            raise AssertionError(function)
    print("proved")
