"""TensorFlow's error texts that several rules' proofs look for, as regular expressions.

AutoGraph and Keras wrap what they pass on ("in user code: ...", "Exception encountered when calling ..."), so
each is searched in the whole text. Seen with TensorFlow 2.12, 2.15, 2.18 and 2.21 unless said otherwise.
"""

from __future__ import annotations

# The second trace of the first call, or a later trace, makes a variable (ValueError).
SINGLETON = r"tf\.function only supports singleton tf\.Variables created on the first call"

# The initial value of a variable cannot be computed outside the graph (ValueError); TensorFlow 2.12 says it
# of random generators made in a function of a dataset.
NOT_LIFTED = r"could not be lifted out of a .?tf\.function"

# One branch of a tensor condition leaves a Python name without a value (ValueError).
UNDEFINED_IN_BRANCH = (
    r"is None at the end of the (else|main) branch|must also be initialized in the (else|main)"
)

# The same in a loop that TensorFlow stages: the branch stands in the loop's body (ValueError).
UNDEFINED_IN_LOOP = r"must be defined before the loop"

# One branch of a tensor condition returns and the other one does not (ValueError).
RETURN_MISSING = r"the (else|main) branch must also have a return statement"

# A branch of a tensor condition returns None (ValueError).
RETURN_NONE = r"'retval_' is None at the end of the (else|main) branch"

# Branches, or the rounds of a loop, give different dtypes (TypeError); the last where a loop's variable is
# added to.
OTHER_DTYPE = (
    r"has dtype \w+ in the main branch, but dtype \w+ in the else branch"
    r"|has dtype \w+ before the loop, but dtype \w+ after one"
    r"|Input 'y' of '\w+' Op has type \w+ that does not match type \w+ of argument 'x'"
)

# The elements of a list, tuple or dict, or their number, are others in the two branches, or after one
# round of a loop (TypeError).
OTHER_STRUCTURE_IN_BRANCH = r"must have the same nested structure in the main and else branches"
OTHER_SHAPE_IN_LOOP = r"has shape .+ before the loop, but shape .+ after one iteration"
OTHER_STRUCTURE_IN_LOOP = r"does not have the same nested structure after one"

# `return` in a loop that TensorFlow stages (NotImplementedError).
RETURN_IN_LOOP = r"a return statement cannot be placed inside this TensorFlow loop"

# A Python loop is left on a condition that is a tensor (NotImplementedError).
LEFT_PYTHON_LOOP = (
    r"break and return statements which depend on a TF condition are not supported in Python for loops"
)
CONDITION_CHANGED = r"The condition of while loop started as non-Tensor, then changed to Tensor"

# A symbolic tensor is used outside the graph that it belongs to: a TypeError, or InaccessibleTensorError
# (a ValueError) when the tensor is one of an inner graph.
OUT_OF_SCOPE = r"is out of scope and cannot be used here"

# Keras 3: state made in call() of a layer that is built (ValueError), eagerly too.
KERAS_NEW_STATE = r"You cannot add new elements of state"

# .numpy() of a symbolic tensor (AttributeError); TensorFlow 2.12 says "'Tensor'" and, of a dataset's NumPy
# iterator, "'_numpy'".
NO_NUMPY = r"'(Symbolic)?Tensor' object has no attribute '_?numpy'"

# x.ndim of a symbolic tensor (AttributeError), with TensorFlow 2.12.
NO_NDIM = r"'(Symbolic)?Tensor' object has no attribute 'ndim'"

# A list or dict argument is not the same after tracing as before (ValueError).
ARGUMENT_MODIFIED = (
    r"should not modify its Python input arguments.*The following parameter\(s\) were modified"
)

# += and the like on a tf.Variable (RuntimeError), eagerly too. The text says "var" for *=, /= and **=.
AUGMENTED_VARIABLE = r"`var(iable)? (\+|-|\*|/|\*\*)= value` with `tf\.Variable`s is not supported"

# The truth of a symbolic tensor is asked for (OperatorNotAllowedInGraphError, a TypeError).
NO_TRUTH = r"as a Python `?bool`? is not allowed"
# The same for people who paste what they see.
NO_TRUTH_SEEN = (
    "Using a symbolic `tf.Tensor` as a Python `bool` is not allowed",
    "using a `tf.Tensor` as a Python `bool` is not allowed",
)

# Python iterates over a symbolic tensor (OperatorNotAllowedInGraphError, a TypeError).
NO_ELEMENTS = r"Iterating over a (symbolic )?`tf\.Tensor` is not allowed"
NO_ELEMENTS_SEEN = (
    "Iterating over a symbolic `tf.Tensor` is not allowed",
    "iterating over `tf.Tensor` is not allowed",
)

# NumPy asks a symbolic tensor for its values (NotImplementedError).
NO_ARRAY = r"Cannot convert a symbolic tf\.Tensor .* to a numpy array"

# .numpy() of a variable while a graph is built (NotImplementedError).
NOT_EAGER = r"numpy\(\) is only available when eager execution is enabled"

# Python's stack is full (RecursionError; AutoGraph makes a StagingError of it).
ENDLESS_RECURSION = r"maximum recursion depth exceeded"

# XLA has no form of an operation of a graph that is to be compiled (InvalidArgumentError).
UNCOMPILED = r"Detected unsupported operations when trying to compile graph .* on XLA_(CPU|GPU)_JIT"

# What a traced function returns cannot be made part of a graph (TypeError). The groups are the function's
# qualified name and the class of what it returns.
NOT_A_TENSOR = (
    r"Python functions must return zero or more Tensors or ExtensionTypes or None values; "
    r"in compilation of <function (\S+) at 0x\w+>, found return value of type (\w+)"
)
# The same for people who paste what they see.
NOT_A_TENSOR_SEEN = (
    "Python functions must return zero or more Tensors or ExtensionTypes or None values",
    "found return value of type *, which is not a Tensor or ExtensionType",
    "Unsupported return value from function passed to Dataset.*",
)

# None from a static shape is used as a number or a size (TypeError, or ValueError from TensorFlow).
NO_SIZE = (
    r"NoneType|None values not supported|got None|elements of [\[(].*None|partially known TensorShape|"
    r"Cannot infer argument .num.|unknown TensorShape|with unknown rank|not fully defined|"
    r"Argument `size` must be provided|'size' must be a 1-D|NOT CONVERTIBLE TO TENSOR|Got None|"
    r"must be positive integer values|Use \(\) not None|contains no shape"
)

# An assertion, or a search for numbers that are none, fails while a graph runs (InvalidArgumentError).
CHECK_FAILED = r"(assertion failed: |Tensor had (NaN|[-+]?Inf))[^\n]*"
