"""A driver who comes, charges and leaves, over and over."""

import asyncio
import random
from dataclasses import dataclass, replace

from app.virtual.car import CarModel
from app.virtual.charger import Impossible, VirtualCharger


@dataclass(frozen=True, slots=True)
class Habits:
    """How one driver behaves; all waits in seconds."""

    outlet: int
    card: str
    car: CarModel
    first_visit_s: float = 2
    to_card_s: float = 4  # from plugging in to showing the card
    lingers_s: tuple[float, float] = (8, 20)  # after charging ended, before unplugging
    stays_away_s: tuple[float, float] = (20, 45)
    seed: int = 1


async def drive(charger: VirtualCharger, habits: Habits) -> None:
    """Visits for ever. Whatever others do at the charger meanwhile, the driver copes."""
    luck = random.Random(habits.seed)
    await asyncio.sleep(habits.first_visit_s)
    visit = 0
    while True:
        visit += 1
        car = replace(habits.car, seed=habits.car.seed + visit)
        await _visit(charger, habits, car, luck)
        await asyncio.sleep(luck.uniform(*habits.stays_away_s))


async def _visit(charger: VirtualCharger, habits: Habits, car: CarModel, luck: random.Random) -> None:
    it = charger.outlets[habits.outlet]
    await charger.wait_online()
    try:
        await charger.plug_in(habits.outlet, car)
    except Impossible:
        return
    await asyncio.sleep(habits.to_card_s)
    # Somebody may have started it from afar meanwhile.
    if it.transaction is None and it.operative:
        await charger.tap(habits.outlet, habits.card)
    await charger.wait_for(
        habits.outlet,
        lambda it: it.transaction is None or (it.car is not None and it.car.full),
    )
    await asyncio.sleep(luck.uniform(*habits.lingers_s))
    await charger.stop(habits.outlet, habits.card)
    await asyncio.sleep(habits.to_card_s / 2)
    await charger.unplug(habits.outlet)
