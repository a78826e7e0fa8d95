"""What the charger lets be read and set: 1.6's configuration keys and 2.x's device model."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.virtual.settings import ChargerSettings, Costs, Version

ENERGY = "Energy.Active.Import.Register"
MEASURANDS = f"{ENERGY},Power.Active.Import,Current.Import,Voltage,SoC"


class Name(NamedTuple):
    """A variable's place. 1.6 knows only `variable`; `evse` 0 is the charger itself."""

    variable: str
    component: str = ""
    evse: int = 0
    instance: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing to read or set; `kind` is 2.x's DataEnumType."""

    name: Name
    value: str
    kind: str = "string"
    writable: bool = False
    readable: bool = True
    unit: str = ""
    most: int | None = None  # 2.x maxLimit

    def takes(self, value: str) -> bool:
        """Whether `value` is of this variable's kind."""
        if self.kind == "integer":
            return value.isdecimal()
        if self.kind == "boolean":
            return value.lower() in ("true", "false")
        return True


class Names(NamedTuple):
    """Where a version keeps what the charger itself lives by."""

    sample_interval: Name
    measurands: Name
    heartbeat_interval: Name
    connect_timeout: Name
    list_enabled: Name
    pre_authorize: Name
    authorize_offline: Name
    strangers_offline: Name
    stop_refused: Name
    cache_enabled: Name
    master_group: Name | None  # 1.6 knows no such cards


NAMES: dict[Version, Names] = {
    Version.V16: Names(
        Name("MeterValueSampleInterval"),
        Name("MeterValuesSampledData"),
        Name("HeartbeatInterval"),
        Name("ConnectionTimeOut"),
        Name("LocalAuthListEnabled"),
        Name("LocalPreAuthorize"),
        Name("LocalAuthorizeOffline"),
        Name("AllowOfflineTxForUnknownId"),
        Name("StopTransactionOnInvalidId"),
        Name("AuthorizationCacheEnabled"),
        None,
    ),
}
NAMES[Version.V201] = NAMES[Version.V21] = Names(
    Name("TxUpdatedInterval", "SampledDataCtrlr"),
    Name("TxUpdatedMeasurands", "SampledDataCtrlr"),
    Name("HeartbeatInterval", "OCPPCommCtrlr"),
    Name("EVConnectionTimeOut", "TxCtrlr"),
    Name("Enabled", "LocalAuthListCtrlr"),
    Name("LocalPreAuthorize", "AuthCtrlr"),
    Name("LocalAuthorizeOffline", "AuthCtrlr"),
    Name("OfflineTxForUnknownIdEnabled", "AuthCtrlr"),
    Name("StopTxOnInvalidId", "TxCtrlr"),
    Name("Enabled", "AuthCacheCtrlr"),
    Name("MasterPassGroupId", "AuthCtrlr"),
)
COSTS = "TariffCostCtrlr"
LIST_ENTRIES = Name("Entries", "LocalAuthListCtrlr")


class Variables:
    """The table of one charger."""

    def __init__(self, rows: Iterable[Variable]) -> None:
        self._rows = {row.name: row for row in rows}

    @property
    def rows(self) -> tuple[Variable, ...]:
        return tuple(self._rows.values())

    def find(self, name: Name) -> Variable | None:
        return self._rows.get(name)

    def text(self, name: Name) -> str:
        return self._rows[name].value

    def flag(self, name: Name) -> bool:
        return self._rows[name].value.lower() == "true"

    def number(self, name: Name) -> int:
        return int(self._rows[name].value)

    def put(self, name: Name, value: str) -> None:
        """Sets a value without asking whether it may be set."""
        self._rows[name] = replace(self._rows[name], value=value)

    def set(self, name: Name, value: str) -> bool | None:
        """Sets a value as asked from outside: done, refused, or None: no such variable."""
        row = self._rows.get(name)
        if row is None:
            return None
        if not row.writable or not row.takes(value):
            return False
        self.put(name, value)
        return True


def variables_of(settings: ChargerSettings) -> Variables:
    """A fresh table for a charger of this version."""
    rows = _keys_16(settings) if settings.version is Version.V16 else _device_model(settings)
    return Variables(rows)


def _keys_16(settings: ChargerSettings) -> list[Variable]:
    profiles = "Core,LocalAuthListManagement,RemoteTrigger,SmartCharging"
    table: list[tuple[str, str, str, bool]] = [
        ("AllowOfflineTxForUnknownId", "true", "boolean", True),
        ("AuthorizationCacheEnabled", "true", "boolean", True),
        ("AuthorizeRemoteTxRequests", "false", "boolean", True),
        ("ChargeProfileMaxStackLevel", "10", "integer", False),
        ("ChargingScheduleAllowedChargingRateUnit", "Current,Power", "MemberList", False),
        ("ChargingScheduleMaxPeriods", "24", "integer", False),
        ("ClockAlignedDataInterval", "0", "integer", True),
        ("ConnectionTimeOut", "60", "integer", True),
        ("ConnectorPhaseRotation", "NotApplicable", "string", True),
        ("ConnectorSwitch3to1PhaseSupported", "false", "boolean", False),
        ("GetConfigurationMaxKeys", str(settings.most_keys_at_once), "integer", False),
        ("HeartbeatInterval", "300", "integer", True),
        ("LocalAuthListEnabled", "true", "boolean", True),
        ("LocalAuthListMaxLength", str(settings.most_cards), "integer", False),
        ("LocalAuthorizeOffline", "true", "boolean", True),
        ("LocalPreAuthorize", "false", "boolean", True),
        ("MaxChargingProfilesInstalled", "20", "integer", False),
        ("MeterValueSampleInterval", str(settings.sample_interval_s), "integer", True),
        ("MeterValuesAlignedData", ENERGY, "MemberList", True),
        ("MeterValuesSampledData", MEASURANDS, "MemberList", True),
        ("MeterValuesSampledDataMaxLength", "8", "integer", False),
        ("NumberOfConnectors", str(settings.outlets), "integer", False),
        ("ResetRetries", "3", "integer", True),
        ("SendLocalListMaxLength", str(settings.most_cards_at_once), "integer", False),
        ("StopTransactionOnEVSideDisconnect", "true", "boolean", False),
        ("StopTransactionOnInvalidId", "true", "boolean", True),
        ("StopTxnAlignedData", "", "MemberList", True),
        ("StopTxnSampledData", ENERGY, "MemberList", True),
        ("SupportedFeatureProfiles", profiles, "MemberList", False),
        ("TransactionMessageAttempts", "3", "integer", True),
        ("TransactionMessageRetryInterval", "0", "integer", True),
        ("UnlockConnectorOnEVSideDisconnect", "true", "boolean", True),
        ("WebSocketPingInterval", "20", "integer", True),
    ]
    if settings.costs in (Costs.OFF, Costs.ON):
        on = "true" if settings.costs is Costs.ON else "false"
        table += [
            ("CustomDisplayCostAndPrice", on, "boolean", settings.costs_set_from_outside),
            ("NumberOfDecimalsForCostValues", "3", "integer", False),
            ("DefaultPrice", "", "string", True),
        ]
    rows = [Variable(Name(key), value, kind, write) for key, value, kind, write in table]
    # Written, never read back (security whitepaper, 2.3).
    rows.append(Variable(Name("AuthorizationKey"), "", writable=True, readable=False))
    return rows


def _device_model(settings: ChargerSettings) -> list[Variable]:
    table: list[tuple[str, str, str, str, bool, str]] = [
        ("ChargingStation", "Model", settings.model, "string", False, ""),
        ("ChargingStation", "VendorName", settings.vendor, "string", False, ""),
        ("ChargingStation", "SerialNumber", settings.serial, "string", False, ""),
        ("ChargingStation", "FirmwareVersion", settings.firmware, "string", False, ""),
        ("ChargingStation", "Available", "true", "boolean", False, ""),
        ("ChargingStation", "AvailabilityState", "Available", "OptionList", False, ""),
        ("ChargingStation", "SupplyPhases", str(settings.phases), "integer", False, ""),
        ("AuthCacheCtrlr", "Enabled", "true", "boolean", True, ""),
        ("AuthCtrlr", "AuthorizeRemoteStart", "false", "boolean", True, ""),
        ("AuthCtrlr", "LocalAuthorizeOffline", "true", "boolean", True, ""),
        ("AuthCtrlr", "LocalPreAuthorize", "false", "boolean", True, ""),
        ("AuthCtrlr", "MasterPassGroupId", "", "string", True, ""),
        ("AuthCtrlr", "OfflineTxForUnknownIdEnabled", "true", "boolean", True, ""),
        ("ClockCtrlr", "TimeSource", "Heartbeat", "SequenceList", True, ""),
        ("LocalAuthListCtrlr", "Enabled", "true", "boolean", True, ""),
        ("LocalAuthListCtrlr", "BytesPerMessage", "65000", "integer", False, ""),
        ("LocalAuthListCtrlr", "ItemsPerMessage", str(settings.most_cards_at_once), "integer", False, ""),
        ("OCPPCommCtrlr", "HeartbeatInterval", "300", "integer", True, "s"),
        ("OCPPCommCtrlr", "NetworkConfigurationPriority", "1", "SequenceList", True, ""),
        ("OCPPCommCtrlr", "OfflineThreshold", "60", "integer", True, "s"),
        ("OCPPCommCtrlr", "ResetRetries", "3", "integer", True, ""),
        ("OCPPCommCtrlr", "WebSocketPingInterval", "20", "integer", True, "s"),
        ("SampledDataCtrlr", "Enabled", "true", "boolean", True, ""),
        ("SampledDataCtrlr", "TxStartedMeasurands", ENERGY, "MemberList", True, ""),
        ("SampledDataCtrlr", "TxUpdatedMeasurands", MEASURANDS, "MemberList", True, ""),
        ("SampledDataCtrlr", "TxEndedMeasurands", ENERGY, "MemberList", True, ""),
        (
            "SampledDataCtrlr",
            "TxUpdatedInterval",
            str(settings.sample_interval_s),
            "integer",
            True,
            "s",
        ),
        ("SecurityCtrlr", "Identity", settings.identity, "string", False, ""),
        ("SecurityCtrlr", "SecurityProfile", "1", "integer", False, ""),
        ("SmartChargingCtrlr", "Enabled", "true", "boolean", True, ""),
        ("SmartChargingCtrlr", "Entries", "20", "integer", False, ""),
        ("SmartChargingCtrlr", "PeriodsPerSchedule", "24", "integer", False, ""),
        ("SmartChargingCtrlr", "ProfileStackLevel", "10", "integer", False, ""),
        ("SmartChargingCtrlr", "RateUnit", "A,W", "MemberList", False, ""),
        ("TxCtrlr", "EVConnectionTimeOut", "60", "integer", True, "s"),
        ("TxCtrlr", "StopTxOnEVSideDisconnect", "true", "boolean", False, ""),
        ("TxCtrlr", "StopTxOnInvalidId", "true", "boolean", True, ""),
        ("TxCtrlr", "TxStartPoint", settings.start_point.value, "MemberList", False, ""),
        ("TxCtrlr", "TxStopPoint", "PowerPathClosed", "MemberList", False, ""),
    ]
    rows = [
        Variable(Name(variable, component), value, kind, write, unit=unit)
        for component, variable, value, kind, write, unit in table
    ]
    if settings.costs in (Costs.OFF, Costs.ON):
        on = "true" if settings.costs is Costs.ON else "false"
        for what in ("Cost", "Tariff"):
            there = Name("Available", COSTS, instance=what)
            rows.append(Variable(there, "true", "boolean"))
            row = Variable(Name("Enabled", COSTS, instance=what), on, "boolean", settings.costs_set_from_outside)
            rows.append(row)
        rows.append(Variable(Name("Currency", COSTS), settings.costs_currency, writable=True))
        rows.append(Variable(Name("TariffFallbackMessage", COSTS), "", writable=True))
    rows.append(Variable(LIST_ENTRIES, "0", "integer", most=settings.most_cards))
    rows.append(Variable(Name("BasicAuthPassword", "SecurityCtrlr"), "", writable=True, readable=False))
    limits = {"ItemsPerMessage": "50", "BytesPerMessage": "65000"}
    for variable, value in limits.items():
        for instance in ("GetReport", "GetVariables", "SetVariables"):
            name = Name(variable, "DeviceDataCtrlr", instance=instance)
            rows.append(Variable(name, value, "integer"))
    most_w = round(settings.max_current_a * settings.phases * 230)
    for evse in range(1, settings.outlets + 1):
        rows += [
            Variable(Name("Available", "EVSE", evse), "true", "boolean"),
            Variable(Name("AvailabilityState", "EVSE", evse), "Available", "OptionList"),
            Variable(Name("Power", "EVSE", evse), str(most_w), "decimal", unit="W"),
            Variable(Name("SupplyPhases", "EVSE", evse), str(settings.phases), "integer"),
            Variable(Name("Available", "Connector", evse), "true", "boolean"),
            Variable(Name("ConnectorType", "Connector", evse), "sType2", "string"),
        ]
    return rows
