"""The tour: walks the main job by itself through the real window, and asks the site afterwards what it holds."""

from bkddesk.tour.command_line import main

__all__ = ["main"]
