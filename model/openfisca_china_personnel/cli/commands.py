"""The commands: each parses its arguments, calls the package and shows what comes back.

Typer reads the annotations when the command line is built, so they must not be postponed here. What a command needs
is imported when it runs: asking for help costs nothing.
"""

import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from openfisca_china_personnel.cli import help_texts as say
from openfisca_china_personnel.cli.chinese import ChineseCommand, ChineseGroup
from openfisca_china_personnel.faults import refuse
from openfisca_china_personnel.language import Language, Text

FormatName = Literal["table", "json", "csv", "md", "xlsx"]
AuditFormatName = Literal["table", "json", "csv", "md", "xlsx", "pdf"]
TemplateName = Literal["roster", "scenario", "workbook"]
ScopeName = Literal["general", "all"]
LocationName = Literal["central_beijing", "beijing", "other"]
BaseRuleName = Literal["prior_year", "expected"]
LanguageName = Literal["zh", "en"]

_NO_DATE = Text("“{found}”不是日期，应如 2023-07-01", "“{found}” is no date; expected one such as 2023-07-01")


def build(language: Language) -> typer.Typer:
    """The command line with its help in one language."""

    def option(name: str, help_text: Text, *more: str, **settings: Any) -> Any:
        return typer.Option(name, *more, help=help_text.in_(language), show_default=False, **settings)

    def argument(name: str, help_text: Text) -> Any:
        return typer.Argument(metavar=name, help=help_text.in_(language), show_default=False)

    of_command = ChineseCommand if language == "zh" else None
    app = typer.Typer(
        cls=ChineseGroup if language == "zh" else None,
        help=say.PROGRAM.in_(language),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    roster_file = Annotated[Path, argument("ROSTER", say.ROSTER)]
    form_option = Annotated[FormatName | None, option("--format", say.FORMAT)]
    output_option = Annotated[Path | None, option("--output", say.OUTPUT, "-o")]
    lang_option = Annotated[LanguageName, option("--lang", say.LANG)]
    base_rule_option = Annotated[BaseRuleName, option("--base-rule", say.BASE_RULE)]
    unit_option = Annotated[str | None, option("--unit", say.UNIT)]
    workers_option = Annotated[int | None, option("--workers", say.WORKERS, min=1)]
    fresh_option = Annotated[bool, option("--fresh", say.FRESH)]
    seconds_option = Annotated[float | None, option("--most-seconds", say.MOST_SECONDS, min=1)]
    memory_option = Annotated[int | None, option("--most-memory", say.MOST_MEMORY, min=500)]
    sheet_option = Annotated[str | None, option("--sheet", say.SHEET)]

    documents_argument = Annotated[list[Path], argument("DOCUMENT...", say.DOCUMENTS)]

    def show_version(asked: bool) -> None:  # noqa: FBT001 - typer hands the flag over like this
        if asked:
            from importlib.metadata import version

            typer.echo(version("openfisca-china-personnel"))
            raise typer.Exit

    @app.callback()
    def program(
        *,
        show: Annotated[bool, option("--version", say.VERSION, callback=show_version, is_eager=True)] = False,
        lang: lang_option = language,
    ) -> None:
        pass

    @app.command(cls=of_command, help=say.BUDGET.in_(language))
    def budget(
        rosters: Annotated[list[str], argument("ROSTER...", say.ROSTERS)],
        *,
        year: Annotated[int, option("--year", say.YEAR)],
        unit: unit_option = None,
        base_rule: base_rule_option = "prior_year",
        sheet: sheet_option = None,
        workers: Annotated[int | None, option("--workers", say.WORKERS_OF_BUDGET, min=1)] = None,
        cluster: Annotated[str | None, option("--cluster", say.CLUSTER)] = None,
        form: form_option = None,
        output: output_option = None,
        lang: lang_option = language,
    ) -> None:
        from openfisca_china_personnel.cli.budgets import bring_budget

        bring_budget(
            rosters,
            year,
            form,
            output,
            lang,
            unit=unit,
            base_rule=base_rule,
            sheet=sheet,
            workers=workers,
            cluster=cluster,
        )

    @app.command(cls=of_command, help=say.COMPARE.in_(language))
    def compare(
        roster: roster_file,
        document: Annotated[Path | None, argument("[DOCUMENT]", say.DOCUMENT_OR_BOOK)] = None,
        *,
        year: Annotated[int | None, option("--year", say.YEAR_OF_DOCUMENT)] = None,
        scope: Annotated[ScopeName | None, option("--scope", say.SCOPE)] = None,
        unit: unit_option = None,
        base_rule: base_rule_option = "prior_year",
        sheet: sheet_option = None,
        strict: Annotated[bool, option("--strict", say.STRICT)] = False,
        form: form_option = None,
        output: output_option = None,
        lang: lang_option = language,
    ) -> None:
        from openfisca_china_personnel.cli.books import of_comparison
        from openfisca_china_personnel.cli.delivery import deliver
        from openfisca_china_personnel.cli.sources import document_of, people_of
        from openfisca_china_personnel.comparison import compare as hold_against

        published, of_book = document_of(document, roster)
        people = people_of(roster, year if year is not None else published.year, sheet=sheet)
        chosen = scope or of_book or "general"
        found = hold_against(people, published, year=year, scope=chosen, unit=unit, base_rule=base_rule)
        inputs = [roster, *([document] if document else [])]
        workbook = of_comparison(found, people, published, base_rule, unit, lang)
        deliver(found, form, output, lang, inputs, workbook)
        if strict and not found.closes:
            raise typer.Exit(1)

    @app.command(cls=of_command, help=say.SIMULATE.in_(language))
    def simulate(
        roster: roster_file,
        scenarios: Annotated[list[Path] | None, argument("[SCENARIO...]", say.SCENARIO)] = None,
        *,
        years: Annotated[str | None, option("--years", say.YEARS)] = None,
        target: Annotated[list[str] | None, option("--target", say.TARGET)] = None,
        vary: Annotated[list[str] | None, option("--vary", say.VARY)] = None,
        as_reform: Annotated[bool, option("--as-reform", say.AS_REFORM)] = False,
        unit: unit_option = None,
        base_rule: base_rule_option = "prior_year",
        sheet: sheet_option = None,
        form: form_option = None,
        output: output_option = None,
        lang: lang_option = language,
    ) -> None:
        from openfisca_china_personnel.cli.books import of_outcome
        from openfisca_china_personnel.cli.delivery import deliver, deliver_text
        from openfisca_china_personnel.cli.sources import people_of, scenarios_of, solution_of, span_of
        from openfisca_china_personnel.scenario import simulate as change
        from openfisca_china_personnel.scenario.reform_source import reform_source

        asks = bool(target or vary)
        files = scenarios or []
        read = scenarios_of(files, roster, optional=asks)
        span = span_of(years, read, roster)
        if as_reform:
            deliver_text(reform_source(read, last_year=span[-1]), output, [roster, *files])
            return
        people = people_of(roster, span[0], sheet=sheet, unit=unit)
        if asks:
            solved = solution_of(people, read, target or [], vary or [], span, base_rule)
            deliver(solved, form, output, lang, [roster, *files])
            return
        found = change(people, read, years=span, base_rule=base_rule)
        deliver(found, form, output, lang, [roster, *files], of_outcome(found, lang))

    @app.command(cls=of_command, help=say.TEMPLATE.in_(language))
    def template(
        kind: Annotated[TemplateName, argument("KIND", say.KIND)],
        *,
        output: Annotated[Path, option("--output", say.TEMPLATE_OUTPUT, "-o")],
        year: Annotated[int | None, option("--year", say.TEMPLATE_YEAR)] = None,
        lang: lang_option = language,
    ) -> None:
        from openfisca_china_personnel.cli.delivery import deliver_file
        from openfisca_china_personnel.workbook.template import template as made

        deliver_file(made(kind, output.suffix.casefold(), lang, year), output)

    @app.command(cls=of_command, help=say.READ.in_(language))
    def read(
        documents: documents_argument,
        *,
        together: Annotated[bool, option("--together", say.TOGETHER)] = False,
        workers: workers_option = None,
        fresh: fresh_option = False,
        most_seconds: seconds_option = None,
        most_memory: memory_option = None,
        form: form_option = None,
        output: output_option = None,
        lang: lang_option = language,
    ) -> None:
        from openfisca_china_personnel.cli.delivery import deliver_document
        from openfisca_china_personnel.cli.many import is_many, limits_of, one_document, read_many

        limits = limits_of(most_seconds, most_memory)
        if is_many(documents, output, together=together):
            read_many(documents, form, output, lang, workers=workers, limits=limits, fresh=fresh)
            return
        deliver_document(one_document(documents, limits), form, output, lang, documents)

    @app.command(cls=of_command, help=say.AUDIT.in_(language))
    def audit(
        documents: documents_argument,
        *,
        together: Annotated[bool, option("--together", say.TOGETHER)] = False,
        strict: Annotated[bool, option("--strict", say.STRICT_AUDIT)] = False,
        judgements: Annotated[bool, option("--judgements", say.JUDGEMENTS)] = False,
        workers: workers_option = None,
        fresh: fresh_option = False,
        most_seconds: seconds_option = None,
        most_memory: memory_option = None,
        form: Annotated[AuditFormatName | None, option("--format", say.FORMAT_AUDIT)] = None,
        output: output_option = None,
        lang: lang_option = language,
    ) -> None:
        from openfisca_china_personnel.cli.auditing import audited, deliver_audit, marks_are_wanted
        from openfisca_china_personnel.cli.many import audit_many, is_many, limits_of

        limits = limits_of(most_seconds, most_memory)
        many = is_many(documents, output, together=together)
        if many and form != "pdf" and not marks_are_wanted(form, output):
            closes = audit_many(
                documents,
                form,
                output,
                lang,
                workers=workers,
                limits=limits,
                fresh=fresh,
                write_judgements=judgements,
            )
        else:
            found = audited(documents, lang, together=together, write_judgements=judgements, limits=limits)
            deliver_audit(found, form, output, lang)
            closes = found.audits.closes
        if strict and not closes:
            raise typer.Exit(1)

    @app.command(cls=of_command, help=say.INFER.in_(language))
    def infer(
        documents: Annotated[list[Path], argument("DOCUMENT...", say.DOCUMENT)],
        *,
        together: Annotated[bool, option("--together", say.TOGETHER)] = False,
        scope: Annotated[ScopeName, option("--scope", say.SCOPE)] = "general",
        location: Annotated[LocationName | None, option("--location", say.LOCATION)] = None,
        active_heads: Annotated[str | None, option("--active-heads", say.ACTIVE_HEADS)] = None,
        retired_heads: Annotated[str | None, option("--retired-heads", say.RETIRED_HEADS)] = None,
        posts: Annotated[str | None, option("--posts", say.POSTS)] = None,
        rank: Annotated[list[str] | None, option("--rank", say.RANK_MIX)] = None,
        fund_rate: Annotated[str | None, option("--fund-rate", say.FUND_RATE)] = None,
        roster: Annotated[Path | None, option("--roster", say.ROSTER_OF_FACTS)] = None,
        unit: unit_option = None,
        sheet: sheet_option = None,
        form: form_option = None,
        output: output_option = None,
        lang: lang_option = language,
    ) -> None:
        from openfisca_china_personnel.cli.delivery import deliver
        from openfisca_china_personnel.cli.sources import people_of
        from openfisca_china_personnel.documents import read_document
        from openfisca_china_personnel.inference import infer as work_back
        from openfisca_china_personnel.inference.stated import facts_of

        read = [read_document(documents, together=True)] if together else read_document(documents)
        people = None if roster is None else people_of(roster, read[0].year, sheet=sheet, unit=unit)
        facts = facts_of(people, read[0].year, active_heads, retired_heads, posts, rank or [], fund_rate)
        found = work_back(read, scope=scope, location=location, facts=facts)
        deliver(found, form, output, lang, [*documents, *([roster] if roster else [])])

    @app.command(cls=of_command, help=say.DECOMPOSE.in_(language))
    def decompose(
        inputs: Annotated[list[Path], argument("A [B]", say.DECOMPOSED)],
        *,
        years: Annotated[str | None, option("--years", say.TWO_YEARS)] = None,
        scope: Annotated[ScopeName, option("--scope", say.SCOPE)] = "general",
        location: Annotated[LocationName | None, option("--location", say.LOCATION)] = None,
        unit: unit_option = None,
        base_rule: base_rule_option = "prior_year",
        form: form_option = None,
        output: output_option = None,
        lang: lang_option = language,
    ) -> None:
        from openfisca_china_personnel.cli.delivery import deliver
        from openfisca_china_personnel.cli.sources import both_of
        from openfisca_china_personnel.decomposition.comparing import decompose as split

        first, second, span = both_of(inputs, years, unit)
        found = split(first, second, years=span, scope=scope, location=location, base_rule=base_rule)
        deliver(found, form, output, lang, inputs)

    @app.command(cls=of_command, help=say.CALIBRATE.in_(language))
    def calibrate(
        document: Annotated[Path, argument("DOCUMENT", say.DOCUMENT)],
        *,
        output: Annotated[Path, option("--output", say.ROSTER_OUTPUT, "-o")],
        year: Annotated[int | None, option("--year", say.CALIBRATED_YEAR)] = None,
        scope: Annotated[ScopeName | None, option("--scope", say.SCOPE)] = None,
        location: Annotated[LocationName | None, option("--location", say.LOCATION)] = None,
        active_heads: Annotated[int | None, option("--active-heads", say.ACTIVE_HEADS, min=1)] = None,
        retired_heads: Annotated[int | None, option("--retired-heads", say.RETIRED_HEADS, min=0)] = None,
        form: form_option = None,
        lang: lang_option = language,
    ) -> None:
        from openfisca_china_personnel.calibration import calibrate as work_back
        from openfisca_china_personnel.calibration.roster_file import roster_file
        from openfisca_china_personnel.cli.delivery import deliver, deliver_file, spare
        from openfisca_china_personnel.cli.sources import document_of

        spare([document], output)
        published, of_book = document_of(document, document)
        found = work_back(
            published,
            year=year,
            scope=scope or of_book or "general",
            location=location,
            heads=active_heads,
            retired=retired_heads,
        )
        deliver_file(roster_file(found, output.suffix, lang), output)
        deliver(found, form, None, lang, [document])

    @app.command(cls=of_command, help=say.RULES.in_(language))
    def rules(
        *,
        date: Annotated[str | None, option("--date", say.DATE)] = None,
        diff: Annotated[tuple[str, str] | None, option("--diff", say.DIFF)] = None,
        uncertain: Annotated[bool, option("--uncertain", say.UNCERTAIN)] = False,
        form: form_option = None,
        output: output_option = None,
        lang: lang_option = language,
    ) -> None:
        from openfisca_china_personnel.cli.delivery import deliver
        from openfisca_china_personnel.rules import rules as list_rules
        from openfisca_china_personnel.system import baseline

        between = (_date(diff[0]), _date(diff[1])) if diff else None
        day = _date(date) if date is not None else None
        deliver(list_rules(baseline().parameters, date=day, between=between, uncertain=uncertain), form, output, lang)

    @app.command(cls=of_command, help=say.SERVE.in_(language))
    def serve(
        *, port: Annotated[int, option("--port", say.PORT, min=1, max=65535)] = 5000, lang: lang_option = language
    ) -> None:
        from openfisca_china_personnel.web_api import serve as serve_api

        serve_api(port, lang)

    return app


def _date(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise refuse(_NO_DATE.format(found=text)) from None
