"""Kithkin: how big is your following, really?"""

__version__ = "0.1.0"
