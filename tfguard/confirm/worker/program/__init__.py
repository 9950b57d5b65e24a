"""The part of confirm mode that runs in the user's own program (``tfguard check --run``).

It is loaded by ``start/sitecustomize.py`` in each Python process of the command. The rules of the worker
hold here too (Python 3.8 syntax, nothing of tfguard), and three more: it never imports TensorFlow; until a
flagged file or TensorFlow is imported it loads nothing but what Python has loaded at its start; and whatever
goes wrong in it is written down and kept from the program.
"""
