"""Why the lines moved from one year to another: of two rosters, of two documents, or of one document's two years."""

from __future__ import annotations

from openfisca_china_personnel.base_rules import BaseRules
from openfisca_china_personnel.decomposition.decomposition import Decomposition
from openfisca_china_personnel.decomposition.of_documents import decompose_documents
from openfisca_china_personnel.decomposition.of_rosters import decompose_rosters
from openfisca_china_personnel.documents import Document
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.inference.evidence import Scope
from openfisca_china_personnel.language import Text
from openfisca_china_personnel.roster import Roster
from openfisca_china_personnel.vocabulary import BaseRule, Location

_TWO_KINDS = Text(
    "请给两份名册、两份文件，或一份有上年执行数的文件；名册和文件不能互相分解（先用 calibrate 由文件得出名册）",
    "give two rosters, two documents, or one document that prints last year's actual; a roster and a document cannot "
    "be split against each other (calibrate makes a roster of a document first)",
)
_NO_YEARS = Text(
    "两份名册各属哪一年：请用 --years 指定，如 2023-2024",
    "which years the two rosters are of: state --years, such as 2023-2024",
)


def decompose(
    first: Roster | Document,
    second: Roster | Document | None = None,
    *,
    years: tuple[int, int] | None = None,
    scope: Scope = "general",
    location: Location | str | None = None,
    base_rule: BaseRules = BaseRule.prior_year,
) -> Decomposition:
    """Each line's change split exactly among heads, pay, rank mix, rate, cap and floor, months and the rest.

    Two rosters need ``years`` (earlier, later); documents state theirs. ``scope`` and ``location`` concern documents,
    ``base_rule`` rosters. Raises ``InputFaults`` where that does not fit together.
    """
    if isinstance(first, Roster) and isinstance(second, Roster):
        if years is None:
            raise refuse(_NO_YEARS)
        return decompose_rosters(first, second, years, base_rule=base_rule)
    if isinstance(first, Document) and (second is None or isinstance(second, Document)):
        return decompose_documents(first, second, scope=scope, location=location)
    raise refuse(_TWO_KINDS)
