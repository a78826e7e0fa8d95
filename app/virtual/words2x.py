"""What a charger says in OCPP 2.0.1 and 2.1."""

from datetime import datetime
from types import ModuleType
from typing import Any

from ocpp.v21 import call as call21
from ocpp.v201 import call as call201

from app.virtual import signing
from app.virtual.clock import as_text
from app.virtual.outlet import Card, EndCause, Reading, State, Transaction
from app.virtual.samples import Sample, samples
from app.virtual.settings import ChargerSettings, Version
from app.virtual.signing import signed_record
from app.virtual.variables import Name, Variables
from app.virtual.words import BootAnswer, CardAnswer, Payload, Wording, card_answer

_STATUS = {
    State.AVAILABLE: "Available",
    State.UNAVAILABLE: "Unavailable",
    State.FAULTED: "Faulted",
}

_CHARGING_STATE = {
    State.CHARGING: "Charging",
    State.SUSPENDED_BY_CAR: "SuspendedEV",
    State.SUSPENDED_BY_CHARGER: "SuspendedEVSE",
}

# The trigger that a periodic or a requested reading has.
_METER_TRIGGERS = {"Sample.Periodic": "MeterValuePeriodic", "Trigger": "Trigger"}


class Words2x:
    """Implements `Words`. Events are worded at once, so that `seqNo` follows what happened."""

    def __init__(self, settings: ChargerSettings, variables: Variables) -> None:
        self._settings = settings
        self._variables = variables
        self._call: ModuleType = call21 if settings.version is Version.V21 else call201

    def boot(self, reason: str) -> Payload:
        settings = self._settings
        return self._call.BootNotification(
            reason=reason,
            charging_station={
                "vendor_name": settings.vendor,
                "model": settings.model,
                "serial_number": settings.serial,
                "firmware_version": settings.firmware,
            },
        )

    def read_boot(self, answer: Any) -> BootAnswer:
        return BootAnswer(answer.status, answer.interval)

    def heartbeat(self) -> Payload:
        return self._call.Heartbeat()

    def status(self, state: State) -> str:
        return _STATUS.get(state, "Occupied")

    def status_notification(self, outlet: int, state: State, at: datetime) -> Payload | None:
        if outlet == 0:
            return None  # 2.x tells the charger's own state through the device model
        return self._call.StatusNotification(
            timestamp=as_text(at),
            connector_status=self.status(state),
            evse_id=outlet,
            connector_id=1,
        )

    def authorize(self, card: Card) -> Payload:
        return self._call.Authorize(id_token=_token(card))

    def read_card(self, answer: Any) -> CardAnswer | None:
        info = getattr(answer, "id_token_info", None)
        if info is None:
            return None
        group = info.get("group_id_token")
        return card_answer(info["status"], group["id_token"] if group else None, info.get("cache_expiry_date_time"))

    def meter_values(self, outlet: int, reading: Reading, context: str) -> Payload:
        return self._call.MeterValues(evse_id=outlet, meter_value=[self._meter_value(reading, context, "TxUpdated")])

    def began(self, transaction: Transaction, trigger: str, plugged: bool, offline: bool) -> Wording:
        reading = transaction.begun
        state = "EVConnected" if plugged else "Idle"
        return self._event(
            transaction, "Started", trigger, reading.at, offline, state,
            evse={"id": transaction.outlet, "connector_id": 1},
            meter_value=[self._meter_value(reading, "Transaction.Begin", "TxStarted")],
            remote_start_id=transaction.remote_start_id,
        )  # fmt: skip

    def heard_begin(self, transaction: Transaction, answer: Any) -> None:
        """2.x chargers name their transactions themselves."""

    def changed(
        self, transaction: Transaction, trigger: str, state: State, at: datetime, offline: bool
    ) -> Wording | None:
        told = _CHARGING_STATE.get(state, "EVConnected")
        if trigger == "ChargingStateChanged" and told == transaction.told_state:
            return None
        return self._event(transaction, "Updated", trigger, at, offline, told)

    def metered(self, transaction: Transaction, reading: Reading, context: str, offline: bool) -> Wording:
        return self._event(
            transaction, "Updated", _METER_TRIGGERS[context], reading.at, offline, None,
            meter_value=[self._meter_value(reading, context, "TxUpdated")],
        )  # fmt: skip

    def ended(
        self,
        transaction: Transaction,
        reading: Reading,
        cause: EndCause,
        card: Card | None,
        plugged: bool,
        offline: bool,
    ) -> Wording:
        # A card is told when it begins a transaction and when it ends one (2.0.1 part 2, E07).
        if card is not None:
            transaction.card, transaction.card_told = card, False
        return self._event(
            transaction, "Ended", cause.trigger, reading.at, offline,
            "EVConnected" if plugged else "Idle",
            meter_value=[self._meter_value(reading, "Transaction.End", "TxEnded")],
            stopped_reason=cause.stopped_reason,
        )  # fmt: skip

    def _event(
        self,
        transaction: Transaction,
        kind: str,
        trigger: str,
        at: datetime,
        offline: bool,
        state: str | None,
        *,
        evse: dict[str, int] | None = None,
        meter_value: list[dict[str, Any]] | None = None,
        stopped_reason: str | None = None,
        remote_start_id: int | None = None,
    ) -> Wording:
        transaction.seq_no += 1
        transaction.told_state = state or transaction.told_state
        token = None
        if transaction.card is not None and not transaction.card_told:
            transaction.card_told = True
            token = _token(transaction.card)
        payload = self._call.TransactionEvent(
            event_type=kind,
            timestamp=as_text(at),
            trigger_reason=trigger,
            seq_no=transaction.seq_no,
            transaction_info={
                "transaction_id": transaction.key,
                "charging_state": transaction.told_state,
                "stopped_reason": stopped_reason,
                "remote_start_id": remote_start_id,
            },
            offline=offline or None,
            evse=evse,
            id_token=token,
            meter_value=meter_value,
        )
        return lambda: payload

    def _meter_value(self, reading: Reading, context: str, moment: str) -> dict[str, Any]:
        names = self._variables.text(Name(f"{moment}Measurands", "SampledDataCtrlr"))
        values = [_sampled_value(sample, context) for sample in samples(reading, names)]
        if self._settings.signs and values and context.startswith("Transaction."):
            values[0]["signed_meter_value"] = {
                "signed_meter_data": signed_record(reading, context, self._settings.serial),
                "encoding_method": signing.ENCODING,
                "signing_method": signing.METHOD,
                "public_key": signing.PUBLIC_KEY,
            }
        return {"timestamp": as_text(reading.at), "sampled_value": values}


def _token(card: Card) -> dict[str, str]:
    return {"id_token": card.uid, "type": card.kind}


def _sampled_value(sample: Sample, context: str) -> dict[str, Any]:
    value: dict[str, Any] = {
        "value": sample.value,
        "context": context,
        "measurand": sample.measurand,
        "location": sample.location,
        "unit_of_measure": {"unit": sample.unit},
    }
    if sample.phase:
        value["phase"] = sample.phase
    return value
