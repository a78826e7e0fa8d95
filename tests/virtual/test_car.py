"""The car: ramps, obeys, tapers, ends, and is the same every time."""

import pytest

from app.virtual.car import Car, CarModel


def charge(car: Car, seconds: int, offered_a: float = 16) -> list[float]:
    return [car.draw(1, offered_a).power_w for _ in range(seconds)]


@pytest.mark.parametrize(("phases", "least_w", "most_w"), [(1, 3500, 3710), (3, 10_600, 11_120)])
def test_it_ramps_up_to_full_power_and_stays_there(phases: int, least_w: float, most_w: float) -> None:
    powers = charge(Car(CarModel(phases=phases, ramp_s=10)), 60)
    assert powers[0] < powers[4] < powers[8] < least_w
    assert all(least_w < power < most_w for power in powers[12:])


def test_it_never_draws_more_than_it_is_offered() -> None:
    car = Car(CarModel(noise=0.05))
    charge(car, 30)
    assert all(max(car.draw(1, 8).current_a) <= 8 for _ in range(60))


def test_it_tapers_near_full_and_then_wants_no_more() -> None:
    car = Car(CarModel(battery_wh=1000, start_soc_percent=60, taper_from_percent=80))
    powers = charge(car, 600)
    assert car.full
    assert not car.wants_energy
    assert powers[-1] == 0
    charging = [power for power in powers if power]
    assert charging[-1] < max(charging) / 3
    assert sum(powers) / 3600 == pytest.approx(400, abs=2)


def test_the_same_seed_gives_the_same_car() -> None:
    model = CarModel(seed=5)
    assert charge(Car(model), 50) == charge(Car(model), 50)
    assert charge(Car(model), 50) != charge(Car(CarModel(seed=6)), 50)


def test_a_held_power_is_exact_and_stays_below_the_limit() -> None:
    car = Car(CarModel(battery_wh=100))
    car.hold(7400)
    assert car.draw(3600, 16).power_w == pytest.approx(7400)
    assert car.draw(1, 6).power_w == pytest.approx(6 * 3 * 230)
    assert not car.full


def test_a_paused_car_draws_nothing_and_ramps_up_again() -> None:
    car = Car(CarModel(ramp_s=10))
    full_w = charge(car, 30)[-1]
    car.paused = True
    assert car.draw(1, 16).power_w == 0
    car.paused = False
    assert 0 < car.draw(1, 16).power_w < full_w / 4
