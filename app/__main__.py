"""The command line: finds the verb's command and runs it; the verbs themselves stand in commands/."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

# The verb → its module in commands/ and its function there, imported when it is asked for.
_COMMANDS = {
    None: ("programs", "asked_window"),
    "serve": ("programs", "serve"),
    "simulate": ("programs", "simulate"),
    "demo-chargers": ("programs", "demo_chargers"),
    "chargers": ("lists", "chargers"),
    "sessions": ("lists", "sessions"),
    "messages": ("lists", "messages"),
    "doctor": ("lists", "doctor"),
    "cards": ("cards", "cards"),
    "people": ("cards", "people"),
    "card": ("cards", "card"),
    "person": ("cards", "person"),
    "policy": ("cards", "policy"),
    "charger": ("wishes", "charger"),
    "do": ("wishes", "do"),
    "call": ("wishes", "call"),
    "export": ("files", "export"),
    "backup": ("files", "backup"),
    "restore": ("files", "restore"),
    "check": ("files", "check"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. Nothing here shows a user a traceback."""
    from app.commands.common import DONE, FAILED, USAGE, Wrong, failed

    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        if not arguments:  # how most people start it: the window, without waiting for a parser of nothing
            from app.commands.programs import window

            return window()
        from app.control.parser import parser_for

        given = parser_for(arguments).parse_args(arguments)
        if "data" not in given:
            from app.settings import default_data_folder

            given.data = default_data_folder()
        module, name = _COMMANDS[given.verb]
        command: Callable[[argparse.Namespace], int] = getattr(import_module(f"app.commands.{module}"), name)
        status = command(given)
        sys.stdout.flush()
        return status
    except Wrong as wrong:
        return failed(str(wrong), USAGE)
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing may be flushed into it at exit
        return DONE


if __name__ == "__main__":
    sys.exit(main())
