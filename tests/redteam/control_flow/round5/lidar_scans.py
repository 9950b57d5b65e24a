"""Turns lidar scans into features for a mapping robot."""
import tensorflow as tf

SECTORS = 4


def to_points(ranges, angles):
    return tf.stack([ranges * tf.cos(angles), ranges * tf.sin(angles)], axis=-1)


@tf.function(input_signature=[tf.TensorSpec([None, None], tf.float32)])
def normalise(grid):
    """Mean of the occupied cells, by the size of the grid."""
    rows, columns = tf.shape(grid)  # expect: tf-tensor-iteration
    return tf.reduce_sum(grid) / tf.cast(rows * columns, tf.float32)


class ScanFeatures:
    def __init__(self, beams=12):
        self.angles = tf.linspace(0.0, 5.76, beams)

    @tf.function
    def clearance(self, ranges):
        """Distance of every point from the robot's side, by beam."""
        points = to_points(ranges, self.angles)
        distances = [tf.norm(point - tf.constant([0.0, 0.2])) for point in points]  # expect: tf-tensor-iteration
        return tf.stack(distances)

    @tf.function
    def weighted(self, ranges):
        total = tf.constant(0.0)
        for index, distance in enumerate(ranges):  # expect: tf-tensor-iteration
            total += distance / (1.0 + index)
        return total

    @tf.function
    def sectors(self, ranges):
        """The nearest obstacle of each sector."""
        nearest = [tf.reduce_min(part) for part in tf.split(ranges, SECTORS)]
        for sector, closest in enumerate(nearest):
            nearest[sector] = closest * (1.0 + 0.1 * sector)
        return tf.stack(nearest)


def main():
    scan = tf.linspace(1.0, 4.0, 12)
    features = ScanFeatures()
    occupancy = normalise(tf.ones([6, 4]))
    return occupancy, features.clearance(scan), features.weighted(scan), features.sectors(scan)


if __name__ == "__main__":
    scan, grid = tf.linspace(1.0, 4.0, 12), tf.ones([6, 4])
    features = ScanFeatures()
    assert float(normalise.python_function(grid)) == 1.0
    assert ScanFeatures.clearance.python_function(features, scan).shape == (12,)
    assert float(ScanFeatures.weighted.python_function(features, scan)) > 1.0

    def refused(function, argument, line):
        try:
            function(argument)
        except tf.errors.OperatorNotAllowedInGraphError as error:
            text = str(error)
            return "Iterating over a symbolic `tf.Tensor` is not allowed" in text and line in text
        return False

    assert refused(normalise, grid, "rows, columns = tf.shape(grid)")
    assert refused(features.clearance, scan, "for point in points")
    assert refused(features.weighted, scan, "in enumerate(ranges)")
    near = ScanFeatures.sectors.python_function(features, scan)
    assert features.sectors(scan).numpy().tolist() == near.numpy().tolist()
    print("proved")
