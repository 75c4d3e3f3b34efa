"""The command line ``personnel-budget``: it parses, calls and shows; no rule and no arithmetic lives here."""

from __future__ import annotations

from openfisca_china_personnel.cli.main import main

__all__ = ["main"]
