"""What a charger says in OCPP 1.6."""

from datetime import datetime
from typing import Any

from ocpp.v16 import call

from app.virtual.clock import as_text
from app.virtual.outlet import Card, EndCause, Reading, State, Transaction
from app.virtual.samples import Sample, samples
from app.virtual.settings import ChargerSettings
from app.virtual.signing import signed_record
from app.virtual.variables import Name, Variables
from app.virtual.words import BootAnswer, CardAnswer, Payload, Wording, card_answer


class Words16:
    """Implements `Words`."""

    def __init__(self, settings: ChargerSettings, variables: Variables) -> None:
        self._settings = settings
        self._variables = variables

    def boot(self, reason: str) -> Payload:
        settings = self._settings
        return call.BootNotification(
            charge_point_vendor=settings.vendor,
            charge_point_model=settings.model,
            charge_point_serial_number=settings.serial,
            firmware_version=settings.firmware,
            meter_type="Virtual meter",
        )

    def read_boot(self, answer: Any) -> BootAnswer:
        return BootAnswer(answer.status, answer.interval)

    def heartbeat(self) -> Payload:
        return call.Heartbeat()

    def status(self, state: State) -> str:
        return state.value

    def status_notification(self, outlet: int, state: State, at: datetime) -> Payload | None:
        return call.StatusNotification(
            connector_id=outlet,
            error_code="OtherError" if state is State.FAULTED else "NoError",
            status=state.value,
            timestamp=as_text(at),
        )

    def authorize(self, card: Card) -> Payload:
        return call.Authorize(id_tag=card.uid)

    def read_card(self, answer: Any) -> CardAnswer | None:
        info = getattr(answer, "id_tag_info", None)
        if info is None:
            return None
        return card_answer(info["status"], info.get("parent_id_tag"), info.get("expiry_date"))

    def meter_values(self, outlet: int, reading: Reading, context: str) -> Payload:
        return call.MeterValues(connector_id=outlet, meter_value=[self._meter_value(reading, context, None)])

    def began(self, transaction: Transaction, trigger: str, plugged: bool, offline: bool) -> Wording:
        payload = call.StartTransaction(
            connector_id=transaction.outlet,
            id_tag=transaction.card.uid if transaction.card else "",
            meter_start=transaction.begun.energy_wh,
            timestamp=as_text(transaction.begun.at),
        )
        return lambda: payload

    def heard_begin(self, transaction: Transaction, answer: Any) -> None:
        transaction.number = answer.transaction_id

    def changed(
        self, transaction: Transaction, trigger: str, state: State, at: datetime, offline: bool
    ) -> Wording | None:
        return None

    def metered(self, transaction: Transaction, reading: Reading, context: str, offline: bool) -> Wording:
        value = self._meter_value(reading, context, "MeterValuesSampledData")
        return lambda: call.MeterValues(
            connector_id=transaction.outlet,
            transaction_id=transaction.number,
            meter_value=[value],
        )

    def ended(
        self,
        transaction: Transaction,
        reading: Reading,
        cause: EndCause,
        card: Card | None,
        plugged: bool,
        offline: bool,
    ) -> Wording:
        data = [
            self._meter_value(transaction.begun, "Transaction.Begin", "StopTxnSampledData"),
            self._meter_value(reading, "Transaction.End", "StopTxnSampledData"),
        ]
        return lambda: call.StopTransaction(
            # A start that was never answered leaves the charger without a number.
            transaction_id=-1 if transaction.number is None else transaction.number,
            meter_stop=reading.energy_wh,
            timestamp=as_text(reading.at),
            reason=cause.reason16,
            id_tag=card.uid if card else None,
            transaction_data=[value for value in data if value["sampled_value"]] or None,
        )

    def _meter_value(self, reading: Reading, context: str, key: str | None) -> dict[str, Any]:
        names = self._variables.text(Name(key or "MeterValuesSampledData"))
        values = [_sampled_value(sample, context) for sample in samples(reading, names)]
        if self._settings.signs and context.startswith("Transaction."):
            record = signed_record(reading, context, self._settings.serial)
            values.append({"value": record, "context": context, "format": "SignedData"})
        return {"timestamp": as_text(reading.at), "sampled_value": values}


def _sampled_value(sample: Sample, context: str) -> dict[str, str]:
    value = {
        "value": f"{sample.value:.2f}".rstrip("0").rstrip("."),
        "context": context,
        "measurand": sample.measurand,
        "unit": sample.unit,
        "location": sample.location,
    }
    if sample.phase:
        value["phase"] = sample.phase
    return value
