"""The tax-benefit system: entities, the law's numbers and the law's formulas."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

import numpy
from openfisca_core.parameters import ParameterNode, config
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from openfisca_china_personnel.entities import ENTITIES
from openfisca_china_personnel.law_cache import LawFiles, Tree, kept_tree
from openfisca_china_personnel.places import law_folder


class ExactVariables(dict[str, Variable]):
    """The variables of a system, none of which may be a number in float32.

    openfisca-core hands a copy of it to every reform, so that a reform's variables are held to the same.
    """

    def __setitem__(self, name: str, variable: Variable) -> None:
        if variable.value_type is float and variable.dtype != numpy.float64:
            raise TypeError(
                f"“{name}” would be held in float32 and lose fen above 131,072 yuan: "
                "derive it from openfisca_china_personnel.money.Money (yuan) or Float64."
            )
        super().__setitem__(name, variable)

    def copy(self) -> ExactVariables:
        """The same variables, held to the same."""
        return ExactVariables(self)


class CountryTaxBenefitSystem(TaxBenefitSystem):
    """Personnel lines of Chinese public budgets, for every OpenFisca tool."""

    def __init__(self) -> None:
        super().__init__(ENTITIES)
        _keep_chinese_readable_in_flask()
        self.variables = ExactVariables()
        self.parameters = read_parameters(law_folder("parameters"))
        for file in sorted(law_folder("variables").glob("*.py")):
            self.add_variables_from_file(str(file))

    def get_package_metadata(self) -> dict[str, str]:
        """As openfisca-core does; files are named from where ``variables`` lies, and no address is made up."""
        metadata: dict[str, str] = super().get_package_metadata()
        location = str(law_folder("variables").parent)
        return {**metadata, "location": location, "repository_url": metadata["repository_url"] or ""}


@cache
def baseline() -> CountryTaxBenefitSystem:
    """The law as it stands, built once a process; changes of law are Reforms on top of it."""
    return CountryTaxBenefitSystem()


def _keep_chinese_readable_in_flask() -> None:
    """Where a Web API is being started, let it answer in plain characters instead of escapes.

    openfisca-core asks Flask for that with a setting that Flask no longer has.
    """
    flask_json = sys.modules.get("flask.json.provider")
    if flask_json is not None:
        flask_json.DefaultJSONProvider.ensure_ascii = False


def read_parameters(folder: Path) -> ParameterNode:
    """The parameter tree, read as UTF-8 whatever the locale.

    openfisca-core's own loader opens files in the locale's encoding, which is GBK on a Chinese Windows desk.
    """
    return ParameterNode("", data=kept_tree(law_files(folder), _tree, (Path(__file__), Path(config.__file__))))


def law_files(folder: Path) -> LawFiles:
    """The YAML files of the law's numbers, each folder's in the order of their names."""
    paths = [(Path(parent, name).relative_to(folder), name) for parent, _, names in os.walk(folder) for name in names]
    yaml = sorted(path.parts for path, name in paths if name.endswith(".yaml"))
    return {"/".join(parts): folder.joinpath(*parts).read_bytes() for parts in yaml}


def _tree(files: LawFiles) -> Tree:
    tree: Tree = {}
    for name, content in files.items():
        *folders, last = name.split("/")
        node = tree
        for each in folders:
            node = node.setdefault(each, {})
        data = config.yaml.load(content.decode("utf-8"), Loader=config.Loader)
        stem = last.removesuffix(".yaml")
        if stem == "index":
            node.update(data)
        else:
            node[stem] = data
    return tree
