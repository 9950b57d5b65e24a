"""What the API table calls uncompiled, XLA refuses: each name is compiled once, on a CPU."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import resources

import pytest

TABLE = json.loads(resources.files("tfguard.tracing").joinpath("api.json").read_text("utf-8"))

# A call of each, with numbers x, whole numbers i, a matrix m and boxes that are arguments of the function.
SAMPLES = {
    "tensorflow.RaggedTensor.to_sparse": "ragged.to_sparse()",
    "tensorflow.RaggedTensor.to_tensor": "ragged.to_tensor()",
    "tensorflow.as_string": "tf.as_string(x)",
    "tensorflow.audio.decode_wav": "tf.audio.decode_wav('a')",
    "tensorflow.audio.encode_wav": "tf.audio.encode_wav(m, 16000)",
    "tensorflow.compat.v1.Print": "tf.compat.v1.Print(x, [x])",
    "tensorflow.compat.v1.decode_raw": "tf.compat.v1.decode_raw(['ab'], tf.uint8)",
    "tensorflow.compat.v1.nn.ctc_loss": (
        "tf.compat.v1.nn.ctc_loss(tf.sparse.from_dense(tf.constant([[1]])), tf.ones([3, 1, 3]), [3])"
    ),
    "tensorflow.compat.v1.py_func": "tf.compat.v1.py_func(lambda a: a, [x], tf.float32)",
    "tensorflow.compat.v1.segment_sum": "tf.compat.v1.segment_sum(x, i)",
    "tensorflow.compat.v1.setdiff1d": "tf.compat.v1.setdiff1d(x, 2.0 * x)",
    "tensorflow.compat.v1.sparse_tensor_dense_matmul": (
        "tf.compat.v1.sparse_tensor_dense_matmul(tf.sparse.from_dense(m), m)"
    ),
    "tensorflow.compat.v1.string_split": "tf.compat.v1.string_split(['a'])",
    "tensorflow.data.Dataset.reduce": (
        "tf.data.Dataset.range(3).reduce(tf.constant(0, tf.int64), lambda a, b: a + b)"
    ),
    "tensorflow.edit_distance": "tf.edit_distance(*[tf.sparse.from_dense(i[None])] * 2)",
    "tensorflow.fingerprint": "tf.fingerprint(['a'])",
    "tensorflow.histogram_fixed_width": "tf.histogram_fixed_width(x, [0.0, 5.0])",
    "tensorflow.image.adjust_jpeg_quality": "tf.image.adjust_jpeg_quality(tf.reshape(x, [1, 1, 3]), 20)",
    "tensorflow.image.combined_non_max_suppression": (
        "tf.image.combined_non_max_suppression(boxes[:, :, None], x[None, :1, None], 1, 1)"
    ),
    "tensorflow.image.crop_and_resize": (
        "tf.image.crop_and_resize(image, [[0.0, 0.0, 1.0, 1.0]], [0], [2, 2])"
    ),
    "tensorflow.image.decode_and_crop_jpeg": "tf.image.decode_and_crop_jpeg('a', [0, 0, 1, 1])",
    "tensorflow.image.decode_bmp": "tf.image.decode_bmp('a')",
    "tensorflow.image.decode_gif": "tf.image.decode_gif('a')",
    "tensorflow.image.decode_image": "tf.image.decode_image('a')",
    "tensorflow.image.decode_jpeg": "tf.image.decode_jpeg('a')",
    "tensorflow.image.decode_png": "tf.image.decode_png('a')",
    "tensorflow.image.draw_bounding_boxes": (
        "tf.image.draw_bounding_boxes(x[None, None, None], boxes, [[1.0]])"
    ),
    "tensorflow.image.encode_jpeg": "tf.image.encode_jpeg(tf.cast(tf.reshape(x, [1, 1, 3]), tf.uint8))",
    "tensorflow.image.encode_png": "tf.image.encode_png(tf.cast(tf.reshape(x, [1, 1, 3]), tf.uint8))",
    "tensorflow.image.extract_glimpse": "tf.image.extract_glimpse(image, [2, 2], [[0.0, 0.0]])",
    "tensorflow.image.extract_jpeg_shape": "tf.image.extract_jpeg_shape('a')",
    "tensorflow.image.non_max_suppression_overlaps": "tf.image.non_max_suppression_overlaps(m, x[:2], 1)",
    "tensorflow.image.non_max_suppression_with_scores": (
        "tf.image.non_max_suppression_with_scores(boxes[0], x[:1], 1)"
    ),
    "tensorflow.image.random_jpeg_quality": "tf.image.random_jpeg_quality(tf.reshape(x, [1, 1, 3]), 10, 20)",
    "tensorflow.image.sample_distorted_bounding_box": (
        "tf.image.sample_distorted_bounding_box([4, 4, 3], boxes)"
    ),
    "tensorflow.image.stateless_random_jpeg_quality": (
        "tf.image.stateless_random_jpeg_quality(tf.reshape(x, [1, 1, 3]), 10, 20, [1, 2])"
    ),
    "tensorflow.image.stateless_sample_distorted_bounding_box": (
        "tf.image.stateless_sample_distorted_bounding_box([4, 4, 3], boxes, [1, 2])"
    ),
    "tensorflow.io.decode_and_crop_jpeg": "tf.io.decode_and_crop_jpeg('a', [0, 0, 1, 1])",
    "tensorflow.io.decode_base64": "tf.io.decode_base64('YQ')",
    "tensorflow.io.decode_bmp": "tf.io.decode_bmp('a')",
    "tensorflow.io.decode_compressed": "tf.io.decode_compressed('a')",
    "tensorflow.io.decode_csv": "tf.io.decode_csv(['1, 2'], [1.0, 2.0])",
    "tensorflow.io.decode_gif": "tf.io.decode_gif('a')",
    "tensorflow.io.decode_image": "tf.io.decode_image('a')",
    "tensorflow.io.decode_jpeg": "tf.io.decode_jpeg('a')",
    "tensorflow.io.decode_json_example": "tf.io.decode_json_example('a')",
    "tensorflow.io.decode_png": "tf.io.decode_png('a')",
    "tensorflow.io.decode_raw": "tf.io.decode_raw(['ab', 'cd'], tf.uint8)",
    "tensorflow.io.encode_base64": "tf.io.encode_base64('a')",
    "tensorflow.io.encode_jpeg": "tf.io.encode_jpeg(tf.cast(tf.reshape(x, [1, 1, 3]), tf.uint8))",
    "tensorflow.io.encode_png": "tf.io.encode_png(tf.cast(tf.reshape(x, [1, 1, 3]), tf.uint8))",
    "tensorflow.io.extract_jpeg_shape": "tf.io.extract_jpeg_shape('a')",
    "tensorflow.io.matching_files": "tf.io.matching_files('none')",
    "tensorflow.io.parse_example": "tf.io.parse_example(['a'], {'a': tf.io.FixedLenFeature([], tf.float32)})",
    "tensorflow.io.parse_sequence_example": (
        "tf.io.parse_sequence_example(['a'], {'a': tf.io.FixedLenFeature([], tf.float32)})"
    ),
    "tensorflow.io.parse_single_example": (
        "tf.io.parse_single_example('a', {'a': tf.io.FixedLenFeature([], tf.float32)})"
    ),
    "tensorflow.io.parse_single_sequence_example": (
        "tf.io.parse_single_sequence_example('a', {'a': tf.io.FixedLenFeature([], tf.float32)})"
    ),
    "tensorflow.io.parse_tensor": "tf.io.parse_tensor('a', tf.float32)",
    "tensorflow.io.read_file": "tf.io.read_file('none')",
    "tensorflow.io.serialize_many_sparse": "tf.io.serialize_many_sparse(tf.sparse.from_dense(m))",
    "tensorflow.io.serialize_sparse": "tf.io.serialize_sparse(tf.sparse.from_dense(m))",
    "tensorflow.io.serialize_tensor": "tf.io.serialize_tensor(x)",
    "tensorflow.io.write_file": "tf.io.write_file('none', 'a')",
    "tensorflow.linalg.banded_triangular_solve": (
        "tf.linalg.banded_triangular_solve(tf.stack([x + 1.0, x]), x[:, None])"
    ),
    "tensorflow.linalg.det": "tf.linalg.det(m)",
    "tensorflow.linalg.eig": "tf.linalg.eig(m)",
    "tensorflow.linalg.eigvals": "tf.linalg.eigvals(m)",
    "tensorflow.linalg.logm": "tf.linalg.logm(tf.cast(m, tf.complex64))",
    "tensorflow.linalg.lu": "tf.linalg.lu(m)",
    "tensorflow.linalg.slogdet": "tf.linalg.slogdet(m)",
    "tensorflow.linalg.sqrtm": "tf.linalg.sqrtm(m)",
    "tensorflow.lookup.StaticHashTable.__getitem__": "table[whole]",
    "tensorflow.lookup.StaticHashTable.lookup": "table.lookup(whole)",
    "tensorflow.lookup.StaticHashTable.size": "table.size()",
    "tensorflow.lookup.StaticVocabularyTable.__getitem__": "words[tf.constant(['a'])]",
    "tensorflow.lookup.StaticVocabularyTable.lookup": "words.lookup(tf.constant(['a']))",
    "tensorflow.lookup.StaticVocabularyTable.size": "words.size()",
    "tensorflow.lookup.experimental.DenseHashTable.__getitem__": "open_counts[whole]",
    "tensorflow.lookup.experimental.DenseHashTable.erase": "open_counts.erase(whole)",
    "tensorflow.lookup.experimental.DenseHashTable.export": "open_counts.export()",
    "tensorflow.lookup.experimental.DenseHashTable.insert": "open_counts.insert(whole, whole)",
    "tensorflow.lookup.experimental.DenseHashTable.lookup": "open_counts.lookup(whole)",
    "tensorflow.lookup.experimental.DenseHashTable.remove": "open_counts.remove(whole)",
    "tensorflow.lookup.experimental.DenseHashTable.size": "open_counts.size()",
    "tensorflow.lookup.experimental.MutableHashTable.__getitem__": "counts[whole]",
    "tensorflow.lookup.experimental.MutableHashTable.export": "counts.export()",
    "tensorflow.lookup.experimental.MutableHashTable.insert": "counts.insert(whole, whole)",
    "tensorflow.lookup.experimental.MutableHashTable.lookup": "counts.lookup(whole)",
    "tensorflow.lookup.experimental.MutableHashTable.remove": "counts.remove(whole)",
    "tensorflow.lookup.experimental.MutableHashTable.size": "counts.size()",
    "tensorflow.math.bessel_i0": "tf.math.bessel_i0(x)",
    "tensorflow.math.bessel_i1": "tf.math.bessel_i1(x)",
    "tensorflow.math.segment_max": "tf.math.segment_max(x, i)",
    "tensorflow.math.segment_mean": "tf.math.segment_mean(x, i)",
    "tensorflow.math.segment_min": "tf.math.segment_min(x, i)",
    "tensorflow.math.segment_prod": "tf.math.segment_prod(x, i)",
    "tensorflow.math.segment_sum": "tf.math.segment_sum(x, i)",
    "tensorflow.math.special.bessel_i0": "tf.math.special.bessel_i0(x)",
    "tensorflow.math.special.bessel_i1": "tf.math.special.bessel_i1(x)",
    "tensorflow.math.special.bessel_j0": "tf.math.special.bessel_j0(x)",
    "tensorflow.math.special.bessel_j1": "tf.math.special.bessel_j1(x)",
    "tensorflow.math.special.bessel_k0": "tf.math.special.bessel_k0(x)",
    "tensorflow.math.special.bessel_k0e": "tf.math.special.bessel_k0e(x)",
    "tensorflow.math.special.bessel_k1": "tf.math.special.bessel_k1(x)",
    "tensorflow.math.special.bessel_k1e": "tf.math.special.bessel_k1e(x)",
    "tensorflow.math.special.bessel_y0": "tf.math.special.bessel_y0(x)",
    "tensorflow.math.special.bessel_y1": "tf.math.special.bessel_y1(x)",
    "tensorflow.math.special.dawsn": "tf.math.special.dawsn(x)",
    "tensorflow.math.special.expint": "tf.math.special.expint(x)",
    "tensorflow.math.special.fresnel_cos": "tf.math.special.fresnel_cos(x)",
    "tensorflow.math.special.fresnel_sin": "tf.math.special.fresnel_sin(x)",
    "tensorflow.math.special.spence": "tf.math.special.spence(x)",
    "tensorflow.nn.compute_accidental_hits": (
        "tf.nn.compute_accidental_hits(tf.constant([[1]], tf.int64), tf.constant([1, 2], tf.int64), 1)"
    ),
    "tensorflow.nn.ctc_beam_search_decoder": "tf.nn.ctc_beam_search_decoder(tf.reshape(x, [3, 1, 1]), [3])",
    "tensorflow.nn.ctc_greedy_decoder": "tf.nn.ctc_greedy_decoder(tf.reshape(x, [3, 1, 1]), [3])",
    "tensorflow.nn.dilation2d": (
        "tf.nn.dilation2d(x[None, :, None, None], x[:, None, None], [1] * 4, 'SAME', 'NHWC', [1] * 4)"
    ),
    "tensorflow.nn.embedding_lookup_sparse": (
        "tf.nn.embedding_lookup_sparse(m, tf.sparse.from_dense(i[None]), None)"
    ),
    "tensorflow.nn.erosion2d": (
        "tf.nn.erosion2d(x[None, :, None, None], x[:, None, None], [1] * 4, 'SAME', 'NHWC', [1] * 4)"
    ),
    "tensorflow.nn.fractional_avg_pool": "tf.nn.fractional_avg_pool(image, [1.0, 1.5, 1.5, 1.0])",
    "tensorflow.nn.fractional_max_pool": "tf.nn.fractional_max_pool(image, 1.5)",
    "tensorflow.nn.isotonic_regression": "tf.nn.isotonic_regression(x)",
    "tensorflow.nn.max_pool_with_argmax": "tf.nn.max_pool_with_argmax(image, 2, 2, 'SAME')",
    "tensorflow.nn.nce_loss": "tf.nn.nce_loss(m, x[:2], i[:2, None], m, 1, 2)",
    "tensorflow.nn.safe_embedding_lookup_sparse": (
        "tf.nn.safe_embedding_lookup_sparse(m, tf.sparse.from_dense(i[None]))"
    ),
    "tensorflow.nn.sampled_softmax_loss": "tf.nn.sampled_softmax_loss(m, x[:2], i[:2, None], m, 1, 2)",
    "tensorflow.numpy_function": "tf.numpy_function(lambda a: a, [x], tf.float32)",
    "tensorflow.parallel_stack": "tf.parallel_stack([x, x])",
    "tensorflow.print": "tf.print(x)",
    "tensorflow.py_function": "tf.py_function(lambda a: a, [x], tf.float32)",
    "tensorflow.quantization.quantize": "tf.quantization.quantize(x, 0.0, 1.0, tf.quint8)",
    "tensorflow.queue.FIFOQueue.close": "tf.queue.FIFOQueue(3, tf.float32, [()]).close()",
    "tensorflow.queue.FIFOQueue.dequeue": "tf.queue.FIFOQueue(3, tf.float32, [()]).dequeue()",
    "tensorflow.queue.FIFOQueue.dequeue_many": "tf.queue.FIFOQueue(3, tf.float32, [()]).dequeue_many(1)",
    "tensorflow.queue.FIFOQueue.dequeue_up_to": "tf.queue.FIFOQueue(3, tf.float32, [()]).dequeue_up_to(1)",
    "tensorflow.queue.FIFOQueue.enqueue": "tf.queue.FIFOQueue(3, tf.float32, [()]).enqueue(x[0])",
    "tensorflow.queue.FIFOQueue.enqueue_many": "tf.queue.FIFOQueue(3, tf.float32, [()]).enqueue_many(x)",
    "tensorflow.queue.FIFOQueue.is_closed": "tf.queue.FIFOQueue(3, tf.float32, [()]).is_closed()",
    "tensorflow.queue.FIFOQueue.size": "tf.queue.FIFOQueue(3, tf.float32, [()]).size()",
    "tensorflow.queue.PaddingFIFOQueue.close": "tf.queue.PaddingFIFOQueue(3, [tf.float32], [()]).close()",
    "tensorflow.queue.PaddingFIFOQueue.dequeue": "tf.queue.PaddingFIFOQueue(3, [tf.float32], [()]).dequeue()",
    "tensorflow.queue.PaddingFIFOQueue.dequeue_many": (
        "tf.queue.PaddingFIFOQueue(3, [tf.float32], [()]).dequeue_many(1)"
    ),
    "tensorflow.queue.PaddingFIFOQueue.dequeue_up_to": (
        "tf.queue.PaddingFIFOQueue(3, [tf.float32], [()]).dequeue_up_to(1)"
    ),
    "tensorflow.queue.PaddingFIFOQueue.enqueue": (
        "tf.queue.PaddingFIFOQueue(3, [tf.float32], [()]).enqueue(x[0])"
    ),
    "tensorflow.queue.PaddingFIFOQueue.enqueue_many": (
        "tf.queue.PaddingFIFOQueue(3, [tf.float32], [()]).enqueue_many(x)"
    ),
    "tensorflow.queue.PaddingFIFOQueue.is_closed": (
        "tf.queue.PaddingFIFOQueue(3, [tf.float32], [()]).is_closed()"
    ),
    "tensorflow.queue.PaddingFIFOQueue.size": "tf.queue.PaddingFIFOQueue(3, [tf.float32], [()]).size()",
    "tensorflow.queue.PriorityQueue.close": "tf.queue.PriorityQueue(3, [tf.float32], [()]).close()",
    "tensorflow.queue.PriorityQueue.dequeue": "tf.queue.PriorityQueue(3, [tf.float32], [()]).dequeue()",
    "tensorflow.queue.PriorityQueue.dequeue_many": (
        "tf.queue.PriorityQueue(3, [tf.float32], [()]).dequeue_many(1)"
    ),
    "tensorflow.queue.PriorityQueue.dequeue_up_to": (
        "tf.queue.PriorityQueue(3, [tf.float32], [()]).dequeue_up_to(1)"
    ),
    "tensorflow.queue.PriorityQueue.enqueue": (
        "tf.queue.PriorityQueue(3, [tf.float32], [()]).enqueue((tf.cast(i[0], tf.int64), x[0]))"
    ),
    "tensorflow.queue.PriorityQueue.enqueue_many": (
        "tf.queue.PriorityQueue(3, [tf.float32], [()]).enqueue_many((whole, x))"
    ),
    "tensorflow.queue.PriorityQueue.is_closed": "tf.queue.PriorityQueue(3, [tf.float32], [()]).is_closed()",
    "tensorflow.queue.PriorityQueue.size": "tf.queue.PriorityQueue(3, [tf.float32], [()]).size()",
    "tensorflow.queue.RandomShuffleQueue.close": (
        "tf.queue.RandomShuffleQueue(3, 0, tf.float32, [()]).close()"
    ),
    "tensorflow.queue.RandomShuffleQueue.dequeue": (
        "tf.queue.RandomShuffleQueue(3, 0, tf.float32, [()]).dequeue()"
    ),
    "tensorflow.queue.RandomShuffleQueue.dequeue_many": (
        "tf.queue.RandomShuffleQueue(3, 0, tf.float32, [()]).dequeue_many(1)"
    ),
    "tensorflow.queue.RandomShuffleQueue.dequeue_up_to": (
        "tf.queue.RandomShuffleQueue(3, 0, tf.float32, [()]).dequeue_up_to(1)"
    ),
    "tensorflow.queue.RandomShuffleQueue.enqueue": (
        "tf.queue.RandomShuffleQueue(3, 0, tf.float32, [()]).enqueue(x[0])"
    ),
    "tensorflow.queue.RandomShuffleQueue.enqueue_many": (
        "tf.queue.RandomShuffleQueue(3, 0, tf.float32, [()]).enqueue_many(x)"
    ),
    "tensorflow.queue.RandomShuffleQueue.is_closed": (
        "tf.queue.RandomShuffleQueue(3, 0, tf.float32, [()]).is_closed()"
    ),
    "tensorflow.queue.RandomShuffleQueue.size": "tf.queue.RandomShuffleQueue(3, 0, tf.float32, [()]).size()",
    "tensorflow.ragged.cross": "tf.ragged.cross([tf.ragged.range(i)] * 2)",
    "tensorflow.ragged.cross_hashed": "tf.ragged.cross_hashed([tf.ragged.range(i)] * 2)",
    "tensorflow.ragged.range": "tf.ragged.range(i)",
    "tensorflow.random.Generator.binomial": "numbers.binomial([2], [3.0, 3.0], [0.5, 0.5])",
    "tensorflow.random.all_candidate_sampler": (
        "tf.random.all_candidate_sampler(tf.constant([[1]], tf.int64), 1, 2, True)"
    ),
    "tensorflow.random.experimental.stateless_shuffle": "tf.random.experimental.stateless_shuffle(x, [1, 2])",
    "tensorflow.random.fixed_unigram_candidate_sampler": (
        "tf.random.fixed_unigram_candidate_sampler(whole[None, :1], 1, 2, True, 4, unigrams=[1.0] * 4)"
    ),
    "tensorflow.random.gamma": "tf.random.gamma([2], 1.0)",
    "tensorflow.random.learned_unigram_candidate_sampler": (
        "tf.random.learned_unigram_candidate_sampler(tf.constant([[1]], tf.int64), 1, 2, True, 10)"
    ),
    "tensorflow.random.log_uniform_candidate_sampler": (
        "tf.random.log_uniform_candidate_sampler(tf.constant([[1]], tf.int64), 1, 2, True, 10)"
    ),
    "tensorflow.random.poisson": "tf.random.poisson([2], 1.0)",
    "tensorflow.random.stateless_binomial": (
        "tf.random.stateless_binomial([2], [1, 2], [3.0, 3.0], [0.5, 0.5])"
    ),
    "tensorflow.random.stateless_gamma": "tf.random.stateless_gamma([2], seed=[1, 2], alpha=1.0)",
    "tensorflow.random.stateless_poisson": "tf.random.stateless_poisson([2], [1, 2], [1.0, 2.0])",
    "tensorflow.random.uniform_candidate_sampler": (
        "tf.random.uniform_candidate_sampler(tf.constant([[1]], tf.int64), 1, 2, True, 10)"
    ),
    "tensorflow.sets.difference": "tf.sets.difference(i[None], i[None])",
    "tensorflow.sets.intersection": "tf.sets.intersection(i[None], i[None])",
    "tensorflow.sets.size": "tf.sets.size(tf.sparse.from_dense(i[None]))",
    "tensorflow.sets.union": "tf.sets.union(i[None], i[None])",
    "tensorflow.sparse.add": "tf.sparse.add(tf.sparse.from_dense(m), tf.sparse.from_dense(m))",
    "tensorflow.sparse.bincount": "tf.sparse.bincount(i)",
    "tensorflow.sparse.concat": "tf.sparse.concat(0, [tf.sparse.from_dense(m), tf.sparse.from_dense(m)])",
    "tensorflow.sparse.cross": (
        "tf.sparse.cross([tf.sparse.from_dense(i[None]), tf.sparse.from_dense(i[None])])"
    ),
    "tensorflow.sparse.cross_hashed": (
        "tf.sparse.cross_hashed([tf.sparse.from_dense(i[None]), tf.sparse.from_dense(i[None])])"
    ),
    "tensorflow.sparse.fill_empty_rows": "tf.sparse.fill_empty_rows(tf.sparse.from_dense(m), 0.0)",
    "tensorflow.sparse.maximum": "tf.sparse.maximum(tf.sparse.from_dense(m), tf.sparse.from_dense(m))",
    "tensorflow.sparse.minimum": "tf.sparse.minimum(tf.sparse.from_dense(m), tf.sparse.from_dense(m))",
    "tensorflow.sparse.reduce_max": "tf.sparse.reduce_max(tf.sparse.from_dense(m))",
    "tensorflow.sparse.reduce_sum": "tf.sparse.reduce_sum(tf.sparse.from_dense(m))",
    "tensorflow.sparse.reorder": "tf.sparse.reorder(tf.sparse.from_dense(m))",
    "tensorflow.sparse.reshape": "tf.sparse.reshape(tf.sparse.from_dense(m), [4])",
    "tensorflow.sparse.segment_mean": "tf.sparse.segment_mean(m, i[:2], i[:2])",
    "tensorflow.sparse.segment_sqrt_n": "tf.sparse.segment_sqrt_n(m, i[:2], i[:2])",
    "tensorflow.sparse.segment_sum": "tf.sparse.segment_sum(m, i[:2], i[:2])",
    "tensorflow.sparse.slice": "tf.sparse.slice(tf.sparse.from_dense(m), [0, 0], [1, 1])",
    "tensorflow.sparse.softmax": "tf.sparse.softmax(tf.sparse.from_dense(m))",
    "tensorflow.sparse.sparse_dense_matmul": "tf.sparse.sparse_dense_matmul(tf.sparse.from_dense(m), m)",
    "tensorflow.sparse.split": "tf.sparse.split(tf.sparse.from_dense(m), 2, axis=0)",
    "tensorflow.sparse.to_indicator": "tf.sparse.to_indicator(tf.sparse.from_dense(i[None]), 3)",
    "tensorflow.sparse.transpose": "tf.sparse.transpose(tf.sparse.from_dense(m))",
    "tensorflow.strings.as_string": "tf.strings.as_string(x)",
    "tensorflow.strings.bytes_split": "tf.strings.bytes_split(['a b', 'c'])",
    "tensorflow.strings.format": "tf.strings.format('{}', x)",
    "tensorflow.strings.join": "tf.strings.join(['a', 'b'])",
    "tensorflow.strings.length": "tf.strings.length(['a', 'b'])",
    "tensorflow.strings.lower": "tf.strings.lower(['a'])",
    "tensorflow.strings.ngrams": "tf.strings.ngrams(['a', 'b', 'c'], 2)",
    "tensorflow.strings.reduce_join": "tf.strings.reduce_join(['1'])",
    "tensorflow.strings.regex_full_match": "tf.strings.regex_full_match('abc', 'a')",
    "tensorflow.strings.regex_replace": "tf.strings.regex_replace('abc', 'a', 'b')",
    "tensorflow.strings.split": "tf.strings.split(['a b', 'c'])",
    "tensorflow.strings.strip": "tf.strings.strip(['a'])",
    "tensorflow.strings.substr": "tf.strings.substr(['abc'], 0, 1)",
    "tensorflow.strings.to_hash_bucket": "tf.strings.to_hash_bucket(['1'], 3)",
    "tensorflow.strings.to_hash_bucket_fast": "tf.strings.to_hash_bucket_fast(['1'], 3)",
    "tensorflow.strings.to_hash_bucket_strong": "tf.strings.to_hash_bucket_strong(['1'], 3, [1, 2])",
    "tensorflow.strings.to_number": "tf.strings.to_number(['1'])",
    "tensorflow.strings.unicode_decode": "tf.strings.unicode_decode(['a b', 'c'], 'UTF-8')",
    "tensorflow.strings.unicode_decode_with_offsets": (
        "tf.strings.unicode_decode_with_offsets(['a b', 'c'], 'UTF-8')"
    ),
    "tensorflow.strings.unicode_encode": "tf.strings.unicode_encode(i, 'UTF-8')",
    "tensorflow.strings.unicode_script": "tf.strings.unicode_script(i)",
    "tensorflow.strings.unicode_split": "tf.strings.unicode_split(['a b', 'c'], 'UTF-8')",
    "tensorflow.strings.unicode_split_with_offsets": (
        "tf.strings.unicode_split_with_offsets(['a b', 'c'], 'UTF-8')"
    ),
    "tensorflow.strings.unicode_transcode": "tf.strings.unicode_transcode(['1'], 'UTF-8', 'UTF-8')",
    "tensorflow.strings.unsorted_segment_join": "tf.strings.unsorted_segment_join(['a', 'b', 'c'], i, 3)",
    "tensorflow.strings.upper": "tf.strings.upper(['a'])",
    "tensorflow.timestamp": "tf.timestamp()",
    "tensorflow.unique_with_counts": "tf.unique_with_counts(i)",
    "tensorflow.unravel_index": "tf.unravel_index(i, [3, 3])",
}
# What XLA compiles, to see that the test can tell the two apart.
COMPILED = {
    "tensorflow.RaggedTensor.row_lengths": "ragged.row_lengths()",
    "tensorflow.boolean_mask": "tf.boolean_mask(x, x > 1.0)",
    "tensorflow.unique": "tf.unique(i)",
    "tensorflow.math.unsorted_segment_sum": "tf.math.unsorted_segment_sum(x, i, 3)",
}

# What decides, of functions that XLA compiles with other arguments.
CHOSEN = {
    f"{name} {case}": f"{name.replace('tensorflow', 'tf')}(image, {size}, {case})"
    for name, size in (("tensorflow.image.resize", "[2, 2]"), ("tensorflow.image.resize_with_pad", "2, 2"))
    for case in (
        *(f"method={method!r}" for method in TABLE["uncompiled_with"][name]["refused"][0]["method"]),
        "antialias=True",
    )
}
COMPILED |= {
    "other method": "tf.image.resize(image, [2, 2], method='nearest', antialias=True)",
    "no method": "tf.image.resize(image, [2, 2])",
    "no method, padded": "tf.image.resize_with_pad(image, 2, 2)",
}

# Run in a process of its own: an imported TensorFlow keeps handles on pytest's captured streams.
COMPILE = """
import json, sys
import tensorflow as tf
found = []
keys = tf.constant([1, 2], tf.int64)
objects = {
    "table": tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(keys, keys), 0),
    "words": tf.lookup.StaticVocabularyTable(
        tf.lookup.KeyValueTensorInitializer(tf.constant(["a", "b"]), keys - 1), 1
    ),
    "counts": tf.lookup.experimental.MutableHashTable(tf.int64, tf.int64, 0),
    "open_counts": tf.lookup.experimental.DenseHashTable(tf.int64, tf.int64, 0, -1, -2),
    "numbers": tf.random.Generator.from_seed(1),
}
for name, call in json.load(sys.stdin).items():
    space = {"tf": tf, **objects}
    made = "    boxes = tf.reshape(tf.concat([x, x[:1]], 0), [1, 1, 4])\\n"
    made += "    whole = tf.cast(i, tf.int64)\\n"
    if "image" in call.replace("tf.image", ""):
        made += "    image = tf.reshape(tf.tile(x, [16]), [1, 4, 4, 3])\\n"
    if "ragged" in call.replace("tf.ragged", ""):
        made += "    ragged = tf.RaggedTensor.from_row_lengths(x, [1, 2])\\n"
    exec("def f(x, i, m):\\n" + made + "    " + call + "\\n    return x\\n", space)
    function = tf.function(space["f"], jit_compile=True, autograph=False)
    try:
        function(tf.constant([1.0, 2.0, 3.0]), tf.constant([0, 1, 2]), tf.constant([[2.0, 1.0], [1.0, 3.0]]))
    except tf.errors.InvalidArgumentError as error:
        refused = "Detected unsupported operations" in str(error)
        found.append(name if refused else f"{name}: {error}"[:200])
    except Exception as error:
        found.append(f"{name}: {error}"[:200])
print(json.dumps(found))
"""


def test_each_name_has_a_sample() -> None:
    assert sorted(SAMPLES) == TABLE["uncompiled"]


@pytest.mark.tensorflow
def test_xla_refuses_each_name() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COMPILE],
        input=json.dumps({**SAMPLES, **CHOSEN, **COMPILED}),
        env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(json.loads(done.stdout)) == sorted(SAMPLES | CHOSEN)
