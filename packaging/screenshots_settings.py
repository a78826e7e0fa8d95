"""What the pictures' garage charger tells of its settings, in the words of OCPP 1.6 and of its maker."""

from __future__ import annotations

from app.core.reports import Setting

SETTINGS = (
    Setting("AllowOfflineTxForUnknownId", "true"),
    Setting("AuthorizationCacheEnabled", "true"),
    Setting("AuthorizationKey", None),
    Setting("AuthorizeRemoteTxRequests", "false"),
    Setting("ChargeProfileMaxStackLevel", "10", read_only=True),
    Setting("ChargingScheduleAllowedChargingRateUnit", "Current", read_only=True),
    Setting("ClockAlignedDataInterval", "900"),
    Setting("ConnectionTimeOut", "60"),
    Setting("ConnectorPhaseRotation", "0.RST,1.RST"),
    Setting("GetConfigurationMaxKeys", "50", read_only=True),
    Setting("HeartbeatInterval", "300"),
    Setting("LocalAuthListEnabled", "true"),
    Setting("LocalPreAuthorize", "false"),
    Setting("MeterValueSampleInterval", "60"),
    Setting(
        "MeterValuesSampledData", "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,Temperature"
    ),
    Setting("NumberOfConnectors", "1", read_only=True),
    Setting("StopTransactionOnEVSideDisconnect", "true"),
    Setting("SupportedFeatureProfiles", "Core,LocalAuthListManagement,SmartCharging", read_only=True),
    Setting("UnlockConnectorOnEVSideDisconnect", "false"),
    Setting("WebSocketPingInterval", "60"),
    Setting("installer.MaxCurrentPerPhase", "16"),
)
