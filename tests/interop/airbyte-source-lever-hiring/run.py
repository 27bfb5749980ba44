"""Runs the connector's own command line against the simulated Lever."""

import dataclasses
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from elsewhere import divert  # noqa: E402

divert()


def _let_defaults_be_shared():
    """The package allows Python 3.11 and cannot be imported there: that version refuses a dataclass
    field whose default has no hash. Here such objects get one; nothing else changes."""
    make = dataclasses.dataclass

    def with_hash(made):
        if made.__hash__ is None:
            made.__hash__ = object.__hash__
        return made

    def dataclass(cls=None, /, **options):
        if cls is None:
            return lambda later: with_hash(make(later, **options))
        return with_hash(make(cls, **options))

    dataclasses.dataclass = dataclass


if "FULCRUM_AS_PUBLISHED" not in os.environ:
    _let_defaults_be_shared()

from source_lever_hiring.run import run  # noqa: E402

run()
