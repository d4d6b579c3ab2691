"""bkddesk: write, moderate and publish on a WordPress news site, with or without the network."""

__version__ = "0.1.0"
