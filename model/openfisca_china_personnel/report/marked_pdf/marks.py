"""The marks on one page: a rectangle around each place of a finding, its number beside it, its sentence behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from openfisca_china_personnel.language import Language, Text
from openfisca_china_personnel.report.marked_pdf.labels import free_place
from openfisca_china_personnel.report.marked_pdf.lettering import SIZE, shown, width_of
from openfisca_china_personnel.report.marked_pdf.styles import Style, label_of, style_of

if TYPE_CHECKING:
    from pypdf.generic import PdfObject

    from openfisca_china_personnel.documents.audit import Finding
    from openfisca_china_personnel.documents.boxes import Box
    from openfisca_china_personnel.report.marked_pdf.surface import Rectangle, Surface

_PADDING = 1.5  # points between what is printed and the first rectangle around it
_STEP = 2.0  # points between the rectangles of several findings about one figure
_MOST_STEPS = 3
_LINE = 1.1
_PRINTED = 4  # the flag of annotations that come out on paper too
_MARGIN = 1.5  # points between a label's text and its frame

_FIGURES = Text("所列 {stated}，应为 {computed}", "stated {stated}, computed {computed}")
_JUDGED = Text("判断：{judgement}", "Judgement: {judgement}")


@dataclass(frozen=True)
class Spot:
    """One place of one finding: ``first`` where it is the place that the finding is about."""

    number: int
    finding: Finding
    box: Box
    first: bool


def spots_of(findings: Sequence[Finding]) -> Iterator[Spot]:
    """Every place that has a box, each once a finding; findings are numbered from 1."""
    for number, finding in enumerate(findings, start=1):
        boxes = dict.fromkeys(place.box for place in finding.where if place.box is not None)
        for place, box in enumerate(boxes):
            yield Spot(number, finding, box, place == 0)


def sentence_of(finding: Finding) -> Text:
    """All that is said about a finding: its sentence, both figures, the judgement."""
    parts = [finding.text]
    if finding.stated is not None and finding.computed is not None:
        parts.append(_FIGURES.format(stated=finding.stated, computed=finding.computed))
    if finding.judgement is not None:
        parts.append(_JUDGED.format(judgement=finding.judgement.text))
    return Text("\n".join(part.zh for part in parts), "\n".join(part.en for part in parts))


def marks_on(
    spots: Sequence[Spot],
    surface: Surface,
    printed: Sequence[Rectangle],
    fonts: PdfObject,
    language: Language,
    add: Callable[[PdfObject], PdfObject],
) -> Iterator[DictionaryObject]:
    """The annotations of one page, in the order of its spots.

    ``printed`` are the places of its characters, which no label should cover; ``add`` puts an object into the file and
    gives its reference.
    """
    frames = _frames(spots, surface)
    taken = [*printed, *frames]
    for spot, frame in zip(spots, frames, strict=True):
        text = label_of(spot.number, spot.finding).in_(language) if spot.first else str(spot.number)
        size = width_of(text) + 2 * _MARGIN, SIZE + 2 * _MARGIN
        label = free_place(*size, frame, [each for each in taken if each is not frame], surface.visible)
        taken.append(label)
        whole = frame.with_(label).grown(_LINE)
        picture = add(_picture(frame, label, whole, text, style_of(spot.finding), surface, fonts))
        yield _annotation(spot, frame, whole, surface, picture, language)


def _frames(spots: Sequence[Spot], surface: Surface) -> list[Rectangle]:
    """The rectangles; those around one place lie inside of each other."""
    before: dict[Box, int] = {}
    frames = []
    for spot in spots:
        count = before.get(spot.box, 0)
        before[spot.box] = count + 1
        frames.append(surface.of_box(spot.box).grown(_PADDING + _STEP * min(count, _MOST_STEPS)))
    return frames


def _annotation(
    spot: Spot,
    frame: Rectangle,
    whole: Rectangle,
    surface: Surface,
    picture: PdfObject,
    language: Language,
) -> DictionaryObject:
    style = style_of(spot.finding)
    own, inner = surface.own(whole), surface.own(frame)
    insets = inner.x0 - own.x0, own.y1 - inner.y1, own.x1 - inner.x1, inner.y0 - own.y0
    border = {NameObject("/W"): FloatObject(_LINE), NameObject("/S"): NameObject("/D" if style.dash else "/S")}
    if style.dash:
        border[NameObject("/D")] = ArrayObject(NumberObject(length) for length in style.dash)
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Square"),
            NameObject("/Rect"): _numbers(own.x0, own.y0, own.x1, own.y1),
            NameObject("/RD"): _numbers(*insets),
            NameObject("/C"): _numbers(*style.colour),
            NameObject("/BS"): DictionaryObject(border),
            NameObject("/F"): NumberObject(_PRINTED),
            NameObject("/T"): TextStringObject(label_of(spot.number, spot.finding).in_(language)),
            NameObject("/Contents"): TextStringObject(sentence_of(spot.finding).in_(language)),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): picture}),
        }
    )


def _picture(
    frame: Rectangle,
    label: Rectangle,
    whole: Rectangle,
    text: str,
    style: Style,
    surface: Surface,
    fonts: PdfObject,
) -> StreamObject:
    """What is drawn: the rectangle, and the label upright on the displayed page."""
    colour = " ".join(f"{part:.2f}" for part in style.colour)
    dash = " ".join(str(length) for length in style.dash)
    base = label.y0 - whole.y0 + _MARGIN + SIZE * 0.16
    operators = [
        f"q {colour} RG {colour} rg {_LINE} w",
        f"[{dash}] 0 d {_of(frame, whole)} re S [] 0 d",
        f"q 1 1 1 rg 0.5 w {_of(label, whole)} re B Q",
        f"BT {label.x0 - whole.x0 + _MARGIN:.2f} {base:.2f} Td",
        *shown(text),
        "ET Q",
    ]
    stream = StreamObject()
    stream.set_data("\n".join(operators).encode("ascii"))
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): _numbers(0, 0, whole.width, whole.height),
            NameObject("/Matrix"): ArrayObject(NumberObject(n) for n in (*surface.turn, 0, 0)),
            NameObject("/Resources"): DictionaryObject({NameObject("/Font"): fonts}),
        }
    )
    return stream


def _of(inner: Rectangle, whole: Rectangle) -> str:
    return f"{inner.x0 - whole.x0:.2f} {inner.y0 - whole.y0:.2f} {inner.width:.2f} {inner.height:.2f}"


def _numbers(*values: float) -> ArrayObject:
    return ArrayObject(FloatObject(f"{value:.3f}") for value in values)
