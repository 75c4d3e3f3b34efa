"""The command line, run in this process."""

from cli.conftest import run

__all__ = ["run"]
