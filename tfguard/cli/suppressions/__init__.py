"""``# pylint:`` comments, understood as Pylint understands them, without Pylint.

``comments`` reads them, ``scopes`` knows which lines one counts for, ``states`` puts both together.
"""
