"""The folder that is put in front of ``PYTHONPATH``: it holds the ``sitecustomize`` that Python loads."""
