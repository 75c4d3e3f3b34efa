"""Where the law's folders are found."""

from __future__ import annotations

import pytest

from openfisca_china_personnel import places


def test_the_package_comes_before_the_checkout(tmp_path, monkeypatch):
    package, checkout = tmp_path / "package", tmp_path / "checkout"
    (checkout / "parameters").mkdir(parents=True)
    package.mkdir()
    monkeypatch.setattr(places, "_PACKAGE", package)
    monkeypatch.setattr(places, "_CHECKOUT", checkout)
    assert places.law_folder("parameters") == checkout / "parameters"
    (package / "parameters").mkdir()
    assert places.law_folder("parameters") == package / "parameters"
    with pytest.raises(FileNotFoundError, match="variables"):
        places.law_folder("variables")


def test_the_checkout_has_the_parameters():
    assert (places.law_folder("parameters") / "housing_fund" / "rate" / "minimum.yaml").is_file()
