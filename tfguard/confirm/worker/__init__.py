"""The part of confirm mode that runs in the user's interpreter.

Python 3.8 syntax, the standard library and TensorFlow only: the interpreter that runs it need not
have tfguard installed, so nothing here imports tfguard. The files are run by path, isolated from the
user's ``sys.path`` entries, and load each other as a package of their own.
"""
