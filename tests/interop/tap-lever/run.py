"""Runs the tap's own command line against the simulated Lever."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from elsewhere import divert  # noqa: E402

divert()

from tap_lever import main  # noqa: E402

main()
