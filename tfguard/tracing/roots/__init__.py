"""Roots: the functions of a module that TensorFlow itself runs to build a graph."""
