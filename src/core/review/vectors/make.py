"""Makes the vectors that the scheduler is compared with, by the reference implementation.

    python3 -m venv venv && venv/bin/pip install fsrs==6.3.2
    venv/bin/python src/core/review/vectors/make.py > src/core/review/vectors/histories.json
    venv/bin/python src/core/review/vectors/make.py --lines 5000 > histories.jsonl

The first form is what the tests read: for each history the gaps in seconds and the ratings 1 to 4, and after each review the
stability, the difficulty, the state's first three letters and the seconds until it is due. With --lines it writes what the
command `schedule --jsonl` reads, and with --lines and --answers what it should answer.
"""

import argparse
import json
import random
from datetime import datetime, timedelta, timezone

from fsrs import Card, Rating, Scheduler, State

SEED = 20240229
START = datetime(2024, 2, 29, 22, 30, tzinfo=timezone.utc)
SCHEDULER = Scheduler(enable_fuzzing=False)
NAMES = {State.Learning: "learning", State.Review: "review", State.Relearning: "relearning"}


def gap(chance, card, now):
    """Seconds to the next review: on time, early, late, or anything from seconds to decades."""
    due = (card.due - now).total_seconds()
    choice = chance.random()
    if choice < 0.4:
        return max(0, int(due))
    if choice < 0.6:
        return max(0, int(due * chance.uniform(0.1, 3)))
    if choice < 0.7:
        return 86_400 * chance.randint(1, 40) + chance.choice([-1, 0, 1])
    return int(10 ** chance.uniform(0, 8.5))


def history(chance):
    """A history: for each review the moment, the rating and the card after it."""
    card, now = Card(), START + timedelta(seconds=chance.randint(0, 86_400))
    weights = chance.choice([(1, 1, 6, 1), (1, 1, 1, 1), (3, 1, 1, 0), (0, 1, 3, 3)])
    steps = []
    for index in range(chance.randint(1, 20)):
        if index > 0:
            now += timedelta(seconds=gap(chance, card, now))
        if now.year > 2500:
            break
        rating = chance.choices(list(Rating), weights)[0]
        card, _ = SCHEDULER.review_card(card, rating, now)
        steps.append((now, rating, card))
    return steps


def stamp(moment):
    return moment.isoformat().replace("+00:00", "Z")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--lines", type=int, help="write so many histories as JSON lines")
    arguments.add_argument("--answers", action="store_true", help="write the answers instead of the histories")
    chosen = arguments.parse_args()
    chance = random.Random(SEED)
    if chosen.lines:
        for number in range(chosen.lines):
            steps = history(chance)
            if chosen.answers:
                card = steps[-1][2]
                answer = {
                    "id": str(number),
                    "due": stamp(card.due),
                    "stability": card.stability,
                    "difficulty": card.difficulty,
                    "state": NAMES[card.state],
                }
                print(json.dumps(answer))
            else:
                reviews = [{"at": stamp(now), "rating": rating.name.lower()} for now, rating, _ in steps]
                print(json.dumps({"id": str(number), "reviews": reviews}))
        return
    rows = []
    for _ in range(48):
        steps = history(chance)
        gaps = [0] + [int((b[0] - a[0]).total_seconds()) for a, b in zip(steps, steps[1:])]
        row = {
            "start": int(steps[0][0].timestamp()),
            "reviews": [[gap, int(rating)] for gap, (_, rating, _) in zip(gaps, steps)],
            "after": [
                [
                    float(f"{card.stability:.9g}"),
                    float(f"{card.difficulty:.9g}"),
                    NAMES[card.state][:3],
                    int((card.due - now).total_seconds()),
                ]
                for now, _, card in steps
            ],
        }
        rows.append("  " + json.dumps(row, separators=(",", ":")))
    print("[\n" + ",\n".join(rows) + "\n]")


main()
