"""The pictures' data set: whose chargers there are, what was charged, and how every outlet stands now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from screenshots_house import NOW, House, Line, Told
from screenshots_meter import Meter, ago

from app.core.contact import Direction, Knock, Outcome, RawMessage, TroubleKind
from app.core.interfaces import SessionQuery
from app.core.model import Activity, Availability, Fault, FaultKind, Reading, StopReason
from app.core.reports import Booted, CardShown, Metered, Stage, StatusTold, TransactionTold
from app.core.wishes import OUR_CARD

GARAGE, CARPORT, PARKING = "ZAP049215", "EH8K2M44", "TACW1141923G0812"
STUDIO, VILLA, LONG_NAME, KIOSK, HOUSES = "CP-00417", "ALF-0024817", "ALF-0024818", "KIOSK-01", "EVB-P20451774"
BARN, LAUNDRY, FARM, SHED, COTTAGE = "WBX-558201", "GARO-77120", "CHG-20-114", "VCP-0009", "SOMMARHUS-1"
STRANGER = "EO-MINI-3921"

ALVA, ELIN, SAGA, NILS, GUEST = "04A2B3C4", "0411F0AA216C80", "04D7E1920F", "0499AB12", "B0CAFE77"

_ZAPTEC = Booted("Zaptec", "Go 2", "ZAP049215", "2.4.1.9")
_EASEE = Booted("Easee", "Charge", "EH8K2M44", "331")
_ABB = Booted("ABB", "Terra AC", "TACW1141923G0812", "1.8.32")
_ALFEN = Booted("Alfen BV", "NG910", "ACE0024817", "6.5.1-4187")
_OCCUPIED, _AVAILABLE = Availability.OCCUPIED, Availability.AVAILABLE


async def empty(house: House) -> None:
    """A first start."""


async def newcomer(house: House) -> None:
    """Nothing but a charger that waits for the user's yes."""
    house.connect(Line(STRANGER, "192.168.1.83"), Booted("EO", "Mini Pro 3", "3921", "4.11"))


async def little(house: House) -> None:
    """A household: one car charges since an hour, the other outlet is free."""
    garage = await house.charger(Line(GARAGE), "Garage", _ZAPTEC, ago(days=12))
    carport = await house.charger(Line(CARPORT, "192.168.1.58", "2.0.1"), "Carport", _EASEE, ago(days=11))
    first, second = Meter(garage, register_wh=1_204_330, seed=3), Meter(carport, register_wh=90_210, seed=4)
    told = [first.status(ago(days=11.9), _AVAILABLE), second.status(ago(days=10.9), _AVAILABLE)]
    told += first.days(10, 1, 2, 10_900, ALVA)
    told += second.days(9, 1, 3, 3_600, ELIN)
    told += _charging_now(first, 64, 7_300, ALVA)
    await _up_to_now(house, told)


async def readme(house: House) -> None:
    """For the README: one charges with a good curve, one waits for its card, one is free."""
    garage = await house.charger(Line(GARAGE), "Garage", _ZAPTEC, ago(days=20))
    carport = await house.charger(Line(CARPORT, "192.168.1.58", "2.0.1"), "Carport", _EASEE, ago(days=20))
    guests = await house.charger(Line(PARKING, "192.168.1.61"), "Guest parking", _ABB, ago(days=20))
    meters = [Meter(line, register_wh=40_000 * n, seed=n) for n, line in enumerate((garage, carport, guests), 5)]
    told = [meter.status(ago(days=19.9), _AVAILABLE) for meter in meters]
    for meter, every, power_w, card in zip(meters, (4, 5, 6), (10_900, 7_300, 3_600), (ALVA, ELIN, GUEST), strict=True):
        told += meter.days(18, 1, every, power_w, card)
    told += _evening(meters[0], ALVA)
    began = ago(minutes=95)
    told += meters[1].begin(began, ELIN)
    told += meters[1].charge(began, ago(minutes=32), 7_300, every=timedelta(seconds=30))
    told += meters[1].still(ago(minutes=31), ago(seconds=10), timedelta(seconds=60))
    await _up_to_now(house, told)
    await house.wishes.pause(CARPORT, 1)
    house.say_now(carport, StatusTold(1, _OCCUPIED, Activity.PAUSED_BY_CHARGER))


async def month(house: House) -> None:
    """Ten chargers with three quarters of a year behind them, and an outlet in every state there is."""
    lines = await _everyone(house)
    meters = {
        key: Meter(lines[key[0]], key[1], register_wh=7_000 * seed, seed=seed) for seed, key in enumerate(_KEYS, 9)
    }
    told = [meter.status(ago(days=269), _AVAILABLE) for meter in meters.values()]
    cards = (ALVA, ELIN, SAGA, NILS, GUEST, OUR_CARD)
    for place, (key, meter) in enumerate(meters.items()):
        if key[0] not in (FARM, SHED):
            power_w = (10_900, 7_300, 3_600)[place % 3]
            told += meter.days(262, 60, 9 + place, power_w, cards[place % 6], step_min=45)
            told += meter.days(56 - place % 4, 2, 2.5 + place % 5, power_w, cards[place % 6], step_min=10)
    told += _odd_session(meters[VILLA, 1])
    told += _now(meters)
    await _up_to_now(house, told)
    await _by_hand(house, lines)


async def shared(house: House) -> None:
    """The same, its sessions assigned to people and cars, some left out and some written by hand; and years before."""
    await month(house)
    kept, pen = house.engine.history, house.site.bookkeeping
    for card, person, vehicle in (
        (ALVA, "Alva Lindqvist", "Volvo EX30"),
        (ELIN, "Elin", "XC40"),
        (SAGA, "Saga & Nils Söderström-Bergenstråhle", ""),
        (NILS, "Lägenhet 4", "ID.3"),
    ):
        ids = [each.id for each in kept.sessions(SessionQuery(card=card))]
        await pen.assign(ids, person=person, vehicle=vehicle or None)
    newest = [each.id for each in kept.sessions(SessionQuery(until=ago(days=1), limit=12))]
    await pen.exclude([newest[2], newest[6]])
    await pen.correct(newest[4], None, None, 21_400)
    await pen.add(GARAGE, 1, ago(days=2, hours=5), ago(days=2, hours=2), 18_500, person="Elin", note="Portable charger")
    for years in range(1, 4):
        for number in range(40 - 9 * years):
            began = ago(days=365 * years + 7 * number, hours=number % 11)
            person = ("Elin", "Alva Lindqvist", "Lägenhet 4")[number % 3]
            await pen.add(GARAGE, 1, began, began + timedelta(hours=3), 9_000 + 613 * number, person=person)


_KEYS = (
    (GARAGE, 1),
    (CARPORT, 1),
    (PARKING, 1),
    (PARKING, 2),
    (STUDIO, 1),
    (VILLA, 1),
    (LONG_NAME, 1),
    *((KIOSK, number) for number in range(1, 6)),
    *((HOUSES, number) for number in range(1, 7)),
    (BARN, 1),
    (LAUNDRY, 1),
    (FARM, 1),
)


async def _everyone(house: House) -> dict[str, Line]:
    plain = Booted("Garo", "Entity Pro", "", "1.4.2")
    rows = (
        (GARAGE, "Garage", _ZAPTEC, "1.6"),
        (CARPORT, "Carport", _EASEE, "2.0.1"),
        (PARKING, "Parkering", _ABB, "1.6"),
        (STUDIO, "Atelier", plain, "1.6"),
        (VILLA, "Villa 4 A", _ALFEN, "2.0.1"),
        (LONG_NAME, "Villa 4 B, familjen Lindqvist-Söderström och hyresgästen på övervåningen", _ALFEN, "2.0.1"),
        (KIOSK, "Kiosk", plain, "1.6"),
        (HOUSES, "Brf Ekbacken", Booted("EVBox", "BusinessLine", "", "4.2"), "2.1"),
        (BARN, "Ladan", plain, "1.6"),
        (LAUNDRY, "", plain, "1.6"),
        (FARM, "Norrgården", plain, "1.6"),
        (SHED, "Verkstad", plain, "1.6"),
    )
    lines = {}
    for number, (charger_id, name, booted, protocol) in enumerate(rows):
        line = Line(charger_id, f"192.168.1.{57 + number}", protocol)
        lines[charger_id] = await house.charger(line, name, booted, ago(days=270))
    house.clock.now = ago(days=3)
    await house.wishes.add_charger(COTTAGE, "Sommarhus")
    return lines


def _now(meters: dict[tuple[str, int], Meter]) -> Iterator[Told]:
    """What led to where every outlet stands at NOW."""
    yield from _evening(meters[GARAGE, 1], ALVA)
    yield from _charging_now(meters[CARPORT, 1], 64, 6_850, ELIN)
    yield meters[PARKING, 1].status(ago(minutes=3), _OCCUPIED, Activity.CONNECTED)
    yield from _charged(meters[PARKING, 2], 150, 22, 7_300, GUEST)
    fault = Fault(FaultKind.EARTH_FAULT, "GroundFailure")
    yield meters[STUDIO, 1].told(ago(minutes=41), StatusTold(1, Availability.FAULTED, fault=fault))
    yield from _running(meters[VILLA, 1], 110, ago(minutes=48), 10_900, SAGA)
    kiosk = [meters[KIOSK, number] for number in range(1, 6)]
    yield from _charging_now(kiosk[0], 25, 3_600, NILS)
    yield from kiosk[1].begin(ago(seconds=25), GUEST)
    yield from _running(kiosk[2], 75, ago(minutes=20), 3_600, GUEST)
    yield from kiosk[2].still(ago(minutes=19), ago(seconds=20), timedelta(seconds=60))
    yield from _running(kiosk[3], 170, ago(minutes=64), 7_300, SAGA)
    yield kiosk[3].status(ago(minutes=64), _OCCUPIED, Activity.PAUSED_BY_CHARGER)
    yield from kiosk[3].still(ago(minutes=63), ago(seconds=20), timedelta(seconds=60))
    odd = Fault(FaultKind.OTHER, "E-417 relay K2 does not open; call service and read the counter 0x3F:0021 to them")
    yield kiosk[4].told(ago(minutes=9), StatusTold(5, Availability.FAULTED, fault=odd))
    houses = [meters[HOUSES, number] for number in range(1, 7)]
    yield from _running(houses[0], 95, ago(minutes=4), 10_900, ALVA)
    yield houses[0].status(ago(minutes=4), _OCCUPIED, Activity.PAUSED_BY_CAR)
    yield from _running(houses[1], 178, ago(minutes=26), 7_300, NILS, full=True)
    yield houses[1].status(ago(minutes=26), _OCCUPIED, Activity.PAUSED_BY_CAR)
    yield from houses[1].still(ago(minutes=25), ago(seconds=20), timedelta(seconds=60))
    yield from houses[2].begin(ago(minutes=31), SAGA)
    yield houses[2].status(ago(minutes=30), _OCCUPIED, Activity.PAUSED_BY_CAR)
    yield houses[3].told(ago(seconds=18), CardShown(GUEST, 4))
    yield houses[4].status(ago(minutes=55), Availability.RESERVED)
    yield meters[LAUNDRY, 1].status(ago(hours=30), Availability.UNAVAILABLE)


async def _by_hand(house: House, lines: dict[str, Line]) -> None:
    """What the user did, who lost contact, and who came last."""
    wishes = house.wishes
    for number, name in enumerate(("Nord", "Syd"), start=1):
        await wishes.rename_outlet(PARKING, number, name)
    await wishes.limit(CARPORT, 1, 10.0)
    await wishes.pause(KIOSK, 3)
    house.say_now(lines[KIOSK], StatusTold(3, _OCCUPIED, Activity.PAUSED_BY_CHARGER))
    await wishes.stop_charging(KIOSK, 1)
    await wishes.set_available(BARN, False, 1)
    house.say_now(lines[BARN], StatusTold(1, Availability.UNAVAILABLE))
    await wishes.restart(FARM)
    house.clock.now = ago(minutes=47)
    house.site.disconnected(lines[VILLA])
    house.clock.now = ago(hours=26)
    house.site.disconnected(lines[LONG_NAME])
    house.clock.now = ago(seconds=40)
    house.connect(Line(STRANGER, "192.168.1.83"), Booted("EO", "Mini Pro 3", "3921", "4.11"))
    house.clock.now = NOW


def _running(
    meter: Meter, minutes: float, until: datetime, power_w: int, card: str, *, full: bool = False
) -> Iterator[Told]:
    """A session that began so many minutes ago and drew power until then."""
    yield from meter.begin(ago(minutes=minutes), card)
    yield from meter.charge(ago(minutes=minutes - 1), until, power_w, every=timedelta(seconds=30), full=full)


def _charging_now(meter: Meter, minutes: float, power_w: int, card: str) -> Iterator[Told]:
    yield from _running(meter, minutes, NOW - timedelta(seconds=2), power_w, card)


def _charged(meter: Meter, minutes: float, ended: float, power_w: int, card: str) -> Iterator[Told]:
    """A session that is over; its car is still there."""
    yield from _running(meter, minutes, ago(minutes=ended), power_w, card, full=True)
    yield from meter.end(ago(minutes=ended), StopReason.CAR_FINISHED, leaves=None)


def _evening(meter: Meter, card: str) -> Iterator[Told]:
    """Nearly three hours with something to look at: full power, a slow hour, full power again."""
    half_minute = timedelta(seconds=30)
    yield from meter.begin(ago(minutes=168), card)
    yield from meter.charge(ago(minutes=167), ago(minutes=109), 10_900, every=half_minute)
    yield from meter.charge(ago(minutes=108.5), ago(minutes=83), 6_400, every=half_minute)
    yield from meter.charge(ago(minutes=82.5), ago(minutes=58), 4_200, every=half_minute)
    yield from meter.charge(ago(minutes=57.5), NOW - timedelta(seconds=2), 10_950, every=half_minute)


def _odd_session(meter: Meter) -> Iterator[Told]:
    """Its start was never heard, its meter began anew in the middle, and its end came late."""
    at, transaction = ago(days=1, hours=2), "90417"
    yield meter.status(at, _OCCUPIED, Activity.CHARGING)
    for number in range(40):
        energy_wh = 811_300 + 180 * number if number < 22 else 180 * (number - 21)
        reading = Reading(at + timedelta(minutes=number), energy_wh, 10_800, (15.7, 15.6, 15.7))
        yield meter.told(reading.at, Metered(1, (reading,), transaction))
    ended = at + timedelta(minutes=41)
    stop = TransactionTold(
        Stage.ENDED, ended, transaction, 1, SAGA, meter_stop_wh=3_400, reason=StopReason.POWER_LOSS, offline=True
    )
    yield meter.told(at + timedelta(minutes=75), stop)
    yield meter.status(at + timedelta(minutes=80), _AVAILABLE)


async def _up_to_now(house: House, told: list[Told]) -> None:
    await house.tell(each for each in told if each.at <= NOW)
    house.clock.now = NOW


PORT_TAKEN = (
    TroubleKind.PORT_TAKEN,
    "Port 8887 is used by another program (steve). Chargers cannot reach this program until that one is closed or "
    "the port is changed.",
    "steve",
)


async def troubled(house: House) -> None:
    """The same on a computer that cannot listen and whose disk is full."""
    await month(house)
    await house.kept()
    house.site.trouble(*PORT_TAKEN)
    house.site.trouble(TroubleKind.DISK_FULL)


async def warned(house: House) -> None:
    """The same with its data in a synchronised folder, damaged, and the backups' drive away."""
    await month(house)
    await house.kept()
    house.site.newest_backup_at = NOW - timedelta(hours=9)
    house.site.trouble(TroubleKind.DATA_IN_CLOUD, "OneDrive")
    house.site.trouble(TroubleKind.BACKUP_FAILED, "/media/usb")
    house.site.trouble(TroubleKind.DATA_BROKEN)


# At the door.


async def knocked(house: House) -> None:
    """Something called and has not said its name in a way that helps."""
    house.site.knocked(Knock(ago(seconds=20), "192.168.1.57", Outcome.SAID_NOTHING))


async def named(house: House) -> None:
    """A charger is on the line and has not introduced itself."""
    house.clock.now = ago(seconds=12)
    house.connect(Line(GARAGE), None)
    house.clock.now = NOW


_REFUSED = (
    (Outcome.NOT_A_CHARGER, "192.168.1.4", None, "/favicon.ico", "", "GET", 3),
    (Outcome.TOO_MANY, "192.168.1.99", None, "/", "", "", 114),
    (Outcome.BAD_IDENTITY, "192.168.1.60", None, "/charge/%00%00", "ocpp1.6", "", 1),
    (Outcome.SOAP, "192.168.1.61", "OLD-17", "/OLD-17", "", "", 12),
    (Outcome.ENCRYPTED_ON_PLAIN_PORT, "192.168.1.62", None, "", "", "", 6),
    (Outcome.NO_COMMON_VERSION, "192.168.1.63", CARPORT, f"/{CARPORT}", "ocpp1.5", "ocpp1.5", 1),
    (Outcome.WRONG_PASSWORD, "192.168.1.57", GARAGE, f"/{GARAGE}", "ocpp1.6", "", 41),
    (Outcome.REFUSED_BY_USER, "192.168.1.83", STRANGER, f"/{STRANGER}", "ocpp1.6", "", 2),
)


async def refused(house: House) -> None:
    """Everyone who can be turned away was."""
    for number, (outcome, address, identity, path, protocol, detail, count) in enumerate(_REFUSED):
        at = ago(minutes=11 * (len(_REFUSED) - number) - 8)
        house.site.knocked(Knock(at, address, outcome, identity, path, protocol, detail, count))


async def approved(house: House) -> None:
    """A charger is on its way in; the picture is taken after the yes."""
    house.clock.now = ago(minutes=2)
    line = Line(GARAGE)
    house.connect(line, _ZAPTEC)
    house.clock.now = NOW


# The message log.

_FRAMES = (
    ("in", '[2,"8127","Heartbeat",{}]', ""),
    ("out", '[3,"8127",{"currentTime":"2026-10-22T16:38:02.114Z"}]', ""),
    ("in", '[2,"8128","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Preparing"}]', ""),
    ("out", '[3,"8128",{}]', ""),
    ("in", '[2,"8129","Authorize",{"idTag":"04A2B3C4"}]', ""),
    ("out", '[3,"8129",{"idTagInfo":{"status":"Accepted"}}]', ""),
    (
        "in",
        '[2,"8130","StartTransaction",{"connectorId":1,"idTag":"04A2B3C4","meterStart":1204330,'
        '"timestamp":"2026-10-22T16:38:40Z"}]',
        "",
    ),
    ("out", '[3,"8130",{"idTagInfo":{"status":"Accepted"},"transactionId":57}]', ""),
    (
        "in",
        '[2,"8131","MeterValues",{"connectorId":1,"transactionId":57,"meterValue":[{"timestamp":"2026-10-22 '
        '16:39:10","sampledValue":[{"value":"1204351","measurand":"Energy.Active.Import.Register"},{"value":"7.28",'
        '"measurand":"Power.Active.Import","unit":"kW"},{"value":"10,5","measurand":"Current.Import","phase":"L1"},]}]}]',
        "comma too many; time without a zone: read as UTC; decimal comma",
    ),
    ("out", '[3,"8131",{}]', ""),
    ("out", '[2,"c-12","SetChargingProfile",{"connectorId":1,"csChargingProfiles":{"chargingProfileId":1}}]', ""),
    ("in", '[4,"c-12","NotSupported","",{}]', ""),
    ("in", '[2,"8132","Frobnicate",{"a":1}]', "unknown action"),
    ("out", '[4,"8132","NotImplemented","",{}]', ""),
)
REPAIRED_ROW = 5  # counted from the newest


async def spoken(house: House) -> None:
    """Two chargers have talked for some minutes."""
    await little(house)
    for minute in range(4, -1, -1):
        for number, (way, text, note) in enumerate(_FRAMES):
            at = ago(minutes=minute, seconds=55 - 3.137 * number)
            charger = CARPORT if minute % 2 else GARAGE
            house.site.overheard(RawMessage(at, charger, Direction(way), text, note))
    await house.logged(5 * len(_FRAMES))
