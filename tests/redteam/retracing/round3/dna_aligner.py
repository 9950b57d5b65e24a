"""Local alignment scores of DNA reads of every length against one reference."""
from __future__ import annotations

import functools

import tensorflow as tf

BASES = "ACGT"


def any_length(function=None, /, **options):
    """Compiles for sequences: the length may differ from call to call."""
    if function is None:
        return functools.partial(any_length, **options)
    return tf.function(function, reduce_retracing=True, **options)


def encode(read: str) -> tf.Tensor:
    return tf.constant([BASES.index(base) for base in read], tf.int32)


class Aligner:
    def __init__(self, reference: str, match: float = 2.0, mismatch: float = -1.0, gap: float = -2.0) -> None:
        self.reference = encode(reference)
        self.match, self.mismatch, self.gap = match, mismatch, gap

    @any_length
    def score(self, read: tf.Tensor) -> tf.Tensor:
        """Smith-Waterman with the gaps in the read only."""
        row = tf.zeros_like(self.reference, tf.float32)
        best = tf.constant(0.0)
        for base in read:
            hit = tf.where(self.reference == base, self.match, self.mismatch)
            diagonal = tf.concat([[0.0], row[:-1]], axis=0) + hit
            row = tf.maximum(0.0, tf.maximum(diagonal, row + self.gap))
            best = tf.maximum(best, tf.reduce_max(row))
        return best


@any_length(autograph=False)
def gc_content(read: tf.Tensor) -> tf.Tensor:
    return tf.reduce_mean(tf.cast((read == 1) | (read == 2), tf.float32))


def reads(genome: str, lengths):
    start = 0
    while lengths:
        length, *lengths = lengths
        yield genome[start:start + length]
        start += length


def align(aligner: Aligner, genome: str, lengths: list[int]) -> dict[str, tuple[float, float]]:
    report = {}
    for read in reads(genome, lengths):
        codes = encode(read)
        report[read] = (float(aligner.score(codes)), float(gc_content(codes)))
    return report


if __name__ == "__main__":
    genome = "ACGTTGCAACGGTTAACCGATCGATTACAGGCAT"
    aligner = Aligner("TTGCAACGGTTAA")
    graph = align(aligner, genome, [3, 5, 4, 7, 6, 8])
    assert len(graph) == 6
    assert aligner.score.experimental_get_tracing_count() == 2
    assert gc_content.experimental_get_tracing_count() == 2
    tf.config.run_functions_eagerly(True)
    assert align(aligner, genome, [3, 5, 4, 7, 6, 8]) == graph
    print("proved")
