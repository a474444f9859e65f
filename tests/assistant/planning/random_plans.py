"""Plans drawn at random: small ones on whole hours, for trying everything, and one of the size of a plant."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from assistant.planning.records import Breakdown, CallOut, Job, Life, Planning, Window
from tests.assistant.planning.small_plans import at, job, part, person, planning, priced, window

_SKILLS = ("fitter", "electrician")
_NONE: dict[str, int] = {}


@st.composite
def small_questions(draw: DrawFn) -> tuple[list[Job], Planning]:
    """Up to four jobs on two machines, who nearly all want the same few hours, people and parts."""
    whole = st.integers
    people = [
        person(
            f"t{i}",
            *draw(st.sampled_from((("fitter",), ("electrician",), _SKILLS, ()))),
            per_hour=1000 * draw(whole(4, 8)),
            at_work=draw(st.sampled_from((((0, 30),), ((0, 6), (24, 30)), ((2, 8), (24, 28)), ((0, 5), (26, 30))))),
        )
        for i in range(draw(whole(1, 3)))
    ]
    windows = []
    for i in range(draw(whole(1, 3))):
        start, kind = draw(st.sampled_from((0, 1, 2, 24))), draw(st.sampled_from((window, window, priced)))
        machines = draw(st.sampled_from(((), (), ("A",), ("A", "B"))))
        capacity, surcharge = draw(st.sampled_from((None, 1, 2))), draw(st.sampled_from((0, 1000)))
        given = {"machines": machines, "capacity": capacity, "surcharge": surcharge}
        windows.append(kind(f"w{i}", start, start + draw(whole(3, 6)), **given))
    parts = part(
        "p",
        draw(whole(0, 2)),
        comes=draw(st.sampled_from(((), ((1, 1),), ((4, 1),), ((3, 1), (26, 2))))),
        lead_hours=draw(st.sampled_from((None, 2, 24, 500))),
        price=3000,
    )
    jobs = [draw(_jobs(f"j{i}")) for i in range(draw(whole(1, 4)))]
    return jobs, planning(*windows, technicians=tuple(people), parts=(parts,), until=at(60))


@st.composite
def _jobs(draw: DrawFn, name: str) -> Job:
    whole = st.integers
    persons = draw(st.sampled_from((1, 1, 2)))
    skills = draw(st.sampled_from((_NONE, _NONE, {"fitter": 1}, {"electrician": 1}, dict.fromkeys(_SKILLS, 1))))
    return job(
        name,
        draw(st.sampled_from("AAB")),
        draw(whole(1, 3)),
        persons=persons,
        skills=skills,
        parts={"p": 1} if draw(st.booleans()) else {},
        life=Life(median=draw(whole(20, 120)), low=draw(whole(0, 20)), high=draw(whole(120, 200))),
        downtime_per_hour=1000 * draw(st.sampled_from((1, 20, 60))),
        breakdown=Breakdown(fixed=10_000 * draw(whole(0, 40)), hours=draw(whole(0, 30)), downtime_per_hour=20_000),
    )


def plant_sized(jobs: int = 50, windows: int = 40, people: int = 10, days: int = 28) -> tuple[list[Job], Planning]:
    """Many jobs that all want the first windows."""
    draw = np.random.default_rng(1)
    assets = [f"A{i}" for i in range(30)]
    trades = ("fitter", "electrician", "instruments")
    return (
        [_large_job(draw, i, assets, trades) for i in range(jobs)],
        planning(
            *(_large_window(draw, i, assets, days) for i in range(windows)),
            technicians=tuple(
                person(
                    f"T{i}",
                    *sorted({trades[i % 3], trades[int(draw.integers(3))]}),
                    per_hour=int(draw.integers(45, 90)) * 100,
                    at_work=tuple((24 * d + 8 * (i % 2), 24 * d + 8 * (i % 2) + 8) for d in range(days)),
                )
                for i in range(people)
            ),
            parts=tuple(
                part(f"P{i}", int(draw.integers(4)), lead_hours=float(draw.integers(50, 400))) for i in range(9)
            ),
            until=at(24 * days),
            call_out=CallOut(fixed=30_000, per_person_hour=9_500),
        ),
    )


def _large_job(draw: np.random.Generator, number: int, assets: list[str], trades: tuple[str, ...]) -> Job:
    median, per_hour = float(draw.uniform(100, 2000)), int(draw.integers(50, 600)) * 100
    return job(
        f"J{number}",
        str(draw.choice(assets)),
        float(draw.choice([1, 1.5, 2, 3, 4, 6])),
        persons=int(draw.integers(1, 3)),
        skills={str(draw.choice(trades)): 1},
        parts={f"P{int(draw.integers(9))}": 1} if draw.random() < 0.6 else {},
        life=Life(median=median, low=median * float(draw.uniform(0, 0.7)), high=median * float(draw.uniform(1.2, 3))),
        downtime_per_hour=per_hour,
        breakdown=Breakdown(fixed=int(draw.integers(5, 80)) * 10_000, hours=20, downtime_per_hour=per_hour),
    )


def _large_window(draw: np.random.Generator, number: int, assets: list[str], days: int) -> Window:
    start = 24 * int(draw.integers(days)) + int(draw.choice([0, 2, 6, 8]))
    make = window if number % 2 else priced
    some = tuple(sorted(str(name) for name in draw.choice(assets, size=12, replace=False)))
    machines = some if draw.random() < 0.6 else ()
    return make(
        f"W{number}",
        start,
        start + int(draw.choice([4, 6, 8, 10])),
        machines=machines,
        capacity=int(draw.integers(1, 5)),
    )
