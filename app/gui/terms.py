"""One plain phrase for each word of the model that the user meets: faults, knocks, troubles, evidence, reasons."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.core.contact import Knock, Outcome, Trouble, TroubleKind
from app.core.model import Evidence, FaultKind, StopReason
from app.gui.figures import date_and_clock

translate = QCoreApplication.translate


def fault_words(kind: FaultKind) -> str:
    """What is wrong: "The cable lock is stuck"."""
    match kind:
        case FaultKind.CABLE_LOCK:
            return translate("Words", "The cable lock is stuck")
        case FaultKind.CAR_COMMUNICATION:
            return translate("Words", "The car and charger cannot talk")
        case FaultKind.EARTH_FAULT:
            return translate("Words", "Earth fault – do not use")
        case FaultKind.TEMPERATURE:
            return translate("Words", "Too hot – power is reduced")
        case FaultKind.OVER_CURRENT:
            return translate("Words", "Too much current")
        case FaultKind.OVER_VOLTAGE:
            return translate("Words", "Mains voltage too high")
        case FaultKind.UNDER_VOLTAGE:
            return translate("Words", "Mains voltage too low")
        case FaultKind.METER:
            return translate("Words", "The meter does not work – figures are unreliable")
        case FaultKind.CONTACTOR:
            return translate("Words", "The contactor is stuck – call an electrician")
        case FaultKind.CARD_READER:
            return translate("Words", "The card reader does not work")
        case FaultKind.WEAK_SIGNAL:
            return translate("Words", "Weak radio signal")
        case FaultKind.RESET:
            return translate("Words", "A restart of the charger failed")
        case FaultKind.INTERNAL | FaultKind.OTHER:
            return translate("Words", "Internal fault")


def fault_advice(kind: FaultKind | None) -> str:
    """What to do about it."""
    match kind:
        case FaultKind.EARTH_FAULT | FaultKind.CONTACTOR:
            return translate("Words", "Switch the charger off at the fuse and call an electrician.")
        case FaultKind.CABLE_LOCK | FaultKind.CAR_COMMUNICATION:
            return translate("Words", "Unplug the cable at both ends and plug it in again.")
        case FaultKind.TEMPERATURE:
            return translate("Words", "Let it cool. Charging goes on by itself.")
        case FaultKind.OVER_VOLTAGE | FaultKind.UNDER_VOLTAGE:
            return translate("Words", "Charging goes on when the mains voltage is right again.")
        case FaultKind.WEAK_SIGNAL:
            return translate("Words", "Charging goes on. Move the router or the charger's antenna closer.")
        case FaultKind.METER | FaultKind.CARD_READER:
            return translate("Words", "Restart the charger. If it comes back, call the installer.")
        case _:
            return translate("Words", "Unplug the car and restart the charger. If it comes back, call the installer.")


def outcome_words(knock: Knock) -> tuple[str, str]:
    """How an attempt to connect ended, and what to do about it (empty where nothing is to be done)."""
    match knock.outcome:
        case Outcome.WELCOME:
            return translate("Words", "Connected"), ""
        case Outcome.WAITING:
            return translate("Words", "New – waits for your approval"), translate("Words", "Approve it if it is yours.")
        case Outcome.REFUSED_BY_USER:
            return (
                translate("Words", "Turned away – you said it is not yours"),
                translate("Words", "Approve it if that was a mistake."),
            )
        case Outcome.WRONG_PASSWORD:
            return (
                translate("Words", "Wrong password"),
                translate("Words", "Type the same password in the charger as here."),
            )
        case Outcome.NO_PASSWORD:
            return (
                translate("Words", "It gave no password"),
                translate("Words", "Type the password in the charger, or remove it here."),
            )
        case Outcome.NO_COMMON_VERSION:
            return (
                translate("Words", "It speaks no version that this program knows"),
                translate("Words", "Choose OCPP 1.6 JSON, 2.0.1 or 2.1 in the charger."),
            )
        case Outcome.ENCRYPTED_ON_PLAIN_PORT:
            return (
                translate("Words", "It wants an encrypted line here"),
                translate("Words", "Write ws:// instead of wss:// in the charger."),
            )
        case Outcome.SOAP:
            return (
                translate("Words", "It speaks the old SOAP form"),
                translate("Words", "Choose the JSON form (“OCPP-J”) in the charger."),
            )
        case Outcome.NOT_A_CHARGER:
            return translate("Words", "Something that is not a charger called"), ""
        case Outcome.BAD_IDENTITY:
            return (
                translate("Words", "Its identity cannot be used"),
                translate("Words", "Give the charger an identity of plain letters and figures."),
            )
        case Outcome.TOO_MANY:
            return (
                translate("Words", "Too many attempts at once"),
                translate("Words", "It is let in again after a moment."),
            )
        case Outcome.SAID_NOTHING:
            return (
                translate("Words", "It connected and then said nothing"),
                translate("Words", "Restart the charger. If it goes on, check its firmware."),
            )
        case Outcome.UNREADABLE:
            return (
                translate("Words", "What it sent cannot be read"),
                translate("Words", "If it is a charger, check its firmware. The message log shows what came."),
            )
        case Outcome.TOO_LONG:
            return (
                translate("Words", "It sent a message longer than 1 MiB"),
                translate("Words", "No charger says so much. If it is one, restart it and check its firmware."),
            )


def trouble_words(trouble: Trouble) -> tuple[str, str]:
    """What is wrong with this computer's part, and what it means or what to do."""
    match trouble.kind:
        case TroubleKind.DISK_FULL:
            return (
                translate("Words", "The disk is full."),
                translate("Words", "Chargers keep their figures and send them again. Free some space."),
            )
        case TroubleKind.DATA_NOT_WRITABLE:
            return (
                translate("Words", "The data folder cannot be written."),
                translate("Words", "Chargers keep their figures and send them again. Check who may write there."),
            )
        case TroubleKind.DATA_BROKEN:
            return (
                translate("Words", "The data file is damaged."),
                _after_damage(trouble.backup_at),
            )
        case TroubleKind.DATA_LOCKED:
            return (
                translate("Words", "Another program is using the data."),
                translate("Words", "Close the other one; Laddvakt may already be running."),
            )
        case TroubleKind.DATA_NEWER:
            return (
                translate("Words", "The data was made by a newer version of Laddvakt."),
                translate("Words", "Install that version or a later one. Nothing was changed."),
            )
        case TroubleKind.DATA_UNREACHABLE:
            return (
                translate("Words", "The data folder is gone, or its drive does not answer."),
                translate("Words", "Chargers keep their figures and send them again. Put the folder or drive back."),
            )
        case TroubleKind.DATA_IN_CLOUD:
            return (
                translate("Words", "The data folder is synchronised by %1.").replace("%1", trouble.detail),
                translate("Words", "That can damage the data. Keep it in a folder that is not synchronised."),
            )
        case TroubleKind.DATA_ON_NETWORK:
            return (
                translate("Words", "The data folder is on a network drive."),
                translate("Words", "That can damage the data. Keep it on this computer, and backups over there."),
            )
        case TroubleKind.BACKUP_FAILED:
            return (
                translate("Words", "The daily backup could not be made."),
                translate("Words", "Check the backup folder in Settings. It is tried again by itself."),
            )
        case TroubleKind.PORT_TAKEN:
            named = translate("Words", "Another program (%1) uses the port that chargers call.")
            unnamed = translate("Words", "Another program uses the port that chargers call.")
            return (
                named.replace("%1", trouble.holder) if trouble.holder else unnamed,
                translate("Words", "Chargers cannot reach this computer until it is closed or the port is changed."),
            )
        case TroubleKind.PORT_FORBIDDEN:
            return (
                translate("Words", "This port may not be used here."),
                translate("Words", "Choose a port above 1023 in Settings."),
            )
        case TroubleKind.ADDRESS_GONE:
            return (
                translate("Words", "The address to listen on is not this computer's."),
                translate("Words", "Chargers cannot reach it until the network is back or the address is changed."),
            )


def _after_damage(backup_at: datetime | None) -> str:
    if backup_at is None:
        return translate("Words", "Copy the data folder to a safe place first. Nothing is written over meanwhile.")
    words = translate("Words", "Restore the backup of %1. What is there now is kept beside it.")
    return words.replace("%1", date_and_clock(backup_at))


def evidence_words(evidence: Evidence) -> str:
    """A fact behind a session's numbers, as a sentence."""
    match evidence:
        case Evidence.START_MISSED:
            return translate("Words", "Its start never arrived; it was rebuilt from what came later.")
        case Evidence.STOP_MISSED:
            return translate("Words", "Its end never arrived; the last reading counts.")
        case Evidence.CLOSED_BY_NEXT_START:
            return translate("Words", "It was closed because the next session began.")
        case Evidence.REGISTER_RESET:
            return translate("Words", "The meter went backwards during it; the parts before and after were added.")
        case Evidence.METER_START_MISSING:
            return translate("Words", "The meter at its start is not known; the first reading counts.")
        case Evidence.METER_STOP_MISSING:
            return translate("Words", "The meter at its end is not known; the last reading counts.")
        case Evidence.METER_STOP_BELOW_START:
            return translate("Words", "The meter at its end was lower than at its start.")
        case Evidence.CLOCK_CORRECTED:
            return translate("Words", "The charger's clock was wrong; its times were corrected.")
        case Evidence.SENT_LATE:
            return translate("Words", "It was sent later, when the charger had contact again.")
        case Evidence.EVENTS_MISSING:
            return translate("Words", "Some of the charger's messages about it are missing.")
        case Evidence.FOUND_BY_METER:
            return translate("Words", "The meter counted it between two sessions; nobody told of it.")
        case Evidence.METER_STOP_FROM_NEXT_START:
            return translate("Words", "Its end never arrived; what the meter said at the next start counts.")
        case Evidence.METER_START_FROM_LAST_STOP:
            return translate("Words", "The meter at its start is not known; what it said at the last end counts.")
        case Evidence.JOINED_BY_METER:
            return translate("Words", "Its end named no session; it was matched by meter, card and time.")
        case Evidence.READ_AFTER_STOP:
            return translate("Words", "The meter still moved just after the end; that counts too.")
        case Evidence.SESSION_METER:
            return translate(
                "Words", "The charger's readings count each session from zero; they were added to its start."
            )
        case Evidence.TWO_STOPS:
            return translate(
                "Words", "The charger told two different ends; the later one counts if its meter is higher."
            )
        case Evidence.STOP_BELOW_READING:
            return translate("Words", "The meter at its end was lower than a reading before; the end counts.")
        case Evidence.METER_JUMPED:
            return translate(
                "Words", "The meter at its end is further off than any car could charge; the last reading counts."
            )
        case Evidence.POWER_DISAGREES:
            return translate("Words", "Power and time give a very different energy than the meter; the meter counts.")
        case Evidence.UNIT_DOUBTED:
            return translate(
                "Words", "Meter and power differ about a thousandfold; the charger seems to mistake kWh and Wh."
            )
        case Evidence.ENERGY_FROM_POWER:
            return translate("Words", "The meter never moved; power and time count.")


def stop_reason_words(reason: StopReason) -> str:
    """Why a session ended."""
    match reason:
        case StopReason.LOCAL:
            return translate("Words", "Stopped at the charger")
        case StopReason.REMOTE:
            return translate("Words", "Stopped from this computer")
        case StopReason.CAR_DISCONNECTED:
            return translate("Words", "The car was unplugged")
        case StopReason.CAR_FINISHED:
            return translate("Words", "The car had enough")
        case StopReason.CARD_REFUSED:
            return translate("Words", "The card was not approved")
        case StopReason.EMERGENCY:
            return translate("Words", "The emergency stop was pressed")
        case StopReason.POWER_LOSS:
            return translate("Words", "The charger lost its power")
        case StopReason.RESET:
            return translate("Words", "The charger restarted")
        case StopReason.UNLOCKED:
            return translate("Words", "The cable was unlocked")
        case StopReason.TIMEOUT:
            return translate("Words", "Nothing happened for too long")
        case StopReason.FAULT:
            return translate("Words", "A fault in the charger")
        case StopReason.LIMIT_REACHED:
            return translate("Words", "A limit was reached")
        case StopReason.OTHER:
            return translate("Words", "For a reason of the charger's own")
        case StopReason.UNKNOWN:
            return translate("Words", "The charger never said why")
