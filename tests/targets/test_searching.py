"""The search on courses that never fall, against looking at every step."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from openfisca_china_personnel.targets.searching import Window, common, first_reaching, window

RISES = st.lists(st.sampled_from([0, 0, 1, 7, 1000, 10**12]), min_size=1, max_size=60)
SEEDED = settings(derandomize=True, deadline=None, max_examples=300)


def course_of(rises, low):
    amounts = list(accumulate(rises))
    return (lambda step: amounts[step - low]), amounts


@SEEDED
@given(RISES, st.integers(-30, 30), st.integers(-5, 5), st.data())
def test_the_first_step_that_reaches_a_bound(rises, low, offset, data):
    course, amounts = course_of(rises, low)
    bound = data.draw(st.sampled_from(amounts)) + offset
    reaching = [low + place for place, amount in enumerate(amounts) if amount >= bound]
    assert first_reaching(course, bound, low, low + len(amounts) - 1) == (
        reaching[0] if reaching else low + len(amounts)
    )


@SEEDED
@given(RISES, st.integers(-30, 30), st.integers(0, 2000), st.integers(-5, 5), st.data())
def test_the_window_has_every_step_within_the_bounds(rises, low, width, offset, data):
    course, amounts = course_of(rises, low)
    least = data.draw(st.sampled_from(amounts)) + offset
    high = low + len(amounts) - 1
    found = window(course, least, least + width, low, high)
    inside = [low + place for place, amount in enumerate(amounts) if least <= amount <= least + width]
    if inside:
        assert found == Window(inside[0], inside[-1])
    else:
        # The neighbours: the last step below and the first above, side by side.
        assert found.first == found.last + 1
        assert found.last < low or course(found.last) < least
        assert found.first > high or course(found.first) > least + width


def test_a_straight_course_takes_few_looks():
    looked = []

    def course(step):
        looked.append(step)
        return 12_345 + 678 * step

    assert first_reaching(course, 12_345 + 678 * 4321, 0, 10_000_000) == 4321
    assert len(set(looked)) <= 8


def test_a_bent_course_takes_no_more_looks_than_halving_twice():
    looked = set()

    def course(step):
        looked.add(step)
        return 0 if step < 9_999_000 else 10**15

    assert first_reaching(course, 1, 0, 10_000_000) == 9_999_000
    assert len(looked) <= 2 * 24 + 2


def test_what_windows_have_in_common():
    assert common([Window(1, 5), Window(3, 9)]) == Window(3, 5)
    # One target is met up to 2, the other from 6 on: nothing is above its bounds up to 2, nothing below from 6 on.
    assert common([Window(1, 2), Window(6, 9)]) == Window(6, 2)
