"""Names of TensorFlow that matter wherever they are used: in traced functions and outside of them.

What a trace does with a call is the interpreter's business. That ``tf.Session`` does not exist, or that a
switch is thrown for the whole program, is so at module level as well. Files are looked at here only for the
names that rules ask for, which are found in the text first.
"""
