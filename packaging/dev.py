#!/usr/bin/env python3
"""One command for a first start and for every day: sets up what is missing, then runs, tests, checks or packages.

    python3 packaging/dev.py run [words…]      the program; its words follow (--demo, serve, sessions, …)
    python3 packaging/dev.py test [words…]     the whole test-suite without a screen; pytest's words follow
    python3 packaging/dev.py check             lint, format, types, layout, translations
    python3 packaging/dev.py screenshots DIR   every screen as PNG
    python3 packaging/dev.py bench [names…]    the measurements that the README prints
    python3 packaging/dev.py crash [words…]    kills the program again and again, and checks that nothing was lost
    python3 packaging/dev.py package           dist/laddvakt, built and then tried out
    python3 packaging/dev.py lock              renews the locked versions from pyproject.toml's ranges (needs uv)

It needs nothing but Python. What is not needed on a later start is imported only where it is used,
so that a machine which is ready loses a few milliseconds here.
"""

import os
import sys


def hand_over_to_newer_python():  # type: ignore[no-untyped-def]  # read by any Python 3
    """Ends this start: with a newer Python of this machine, or with one sentence."""
    import shutil
    import subprocess

    for minor in (14, 13, 12, 11):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            sys.exit(subprocess.call([found, *sys.argv]))
    major, minor = sys.version_info[:2]
    sys.exit(f"Laddvakt needs Python 3.11 or newer, and this is Python {major}.{minor}.")


if sys.version_info < (3, 11):  # noqa: UP036  # before anything that an older Python could not read
    hand_over_to_newer_python()

import machine  # noqa: E402
from machine import BUILD, DEV, QT, ROOT, RUNTIME, SCREEN, SetupFailed  # noqa: E402

USAGE_ERROR = 2

# What each verb needs on the machine. `run` of a command without a window needs no screen: see needs().
NEEDS = {
    "run": frozenset({QT, SCREEN, RUNTIME}),
    "test": frozenset({QT, RUNTIME, DEV}),
    "check": frozenset({QT, RUNTIME, DEV}),
    "screenshots": frozenset({QT, RUNTIME}),
    "bench": frozenset({QT, RUNTIME, DEV}),
    "crash": frozenset({RUNTIME}),
    "package": frozenset({QT, SCREEN, BUILD, RUNTIME, DEV}),
    "lock": frozenset(),
}

CHECKS = (
    ("lint", ["-m", "ruff", "check", "."]),
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("types", ["-m", "mypy"]),
    ("layout", ["-m", "pytest", "-q", "tests/test_layout.py"]),
    ("translations", ["packaging/translations.py", "check"]),
)

LOCKS = (
    ["pyproject.toml", "-o", machine.LOCKS[RUNTIME]],
    ["--group", "dev", "-c", machine.LOCKS[RUNTIME], "-o", machine.LOCKS[DEV]],
)


def needs(verb: str, words: list[str]) -> frozenset[str]:
    """What must be on the machine before this verb can do its work."""
    if verb == "run" and words and not words[0].startswith("-"):
        return NEEDS[verb] - {SCREEN}
    return NEEDS[verb]


def become(arguments: list[str]) -> int:
    """Replaces this process with the checkout's own Python; where that cannot be, passes on its exit status."""
    command = [machine.venv_python(), *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606
    import subprocess

    child = subprocess.Popen(command)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue  # Ctrl-C reached the child as well; it decides how to end


def run(words: list[str]) -> int:
    # The user's own folder stays the current one, so that `--data here` means what it says.
    os.environ["PYTHONPATH"] = os.pathsep.join([ROOT, *filter(None, [os.environ.get("PYTHONPATH")])])
    os.environ["PYTHONSAFEPATH"] = "1"
    return become(["-m", "app", *words])


def test(words: list[str]) -> int:
    return become(["-m", "pytest", *words])


def check(words: list[str]) -> int:
    """Every check, one line each; the output of those that failed follows its line."""
    import subprocess

    failed = []
    for name, arguments in CHECKS:
        done = subprocess.run(
            [machine.venv_python(), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        print(f"{name}: {'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
        if done.returncode != 0:
            failed.append(name)
            print(done.stdout, flush=True)
    return 1 if failed else 0


def screenshots(words: list[str]) -> int:
    return become(["packaging/screenshots.py", *words])


def bench(words: list[str]) -> int:
    return become(["packaging/bench.py", *words])


def crash(words: list[str]) -> int:
    return become(["packaging/crash.py", *words])


def package(words: list[str]) -> int:
    """Builds dist/laddvakt and tries it out."""
    import subprocess

    where = ["--distpath", "dist", "--workpath", os.path.join("build", "pyinstaller")]
    build = ["-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *where]
    print("Building dist/laddvakt", flush=True)
    status = subprocess.call([machine.venv_python(), *build, "packaging/laddvakt.spec"])
    return status or become(["packaging/smoke.py", *words])


def lock(words: list[str]) -> int:
    """Writes the lock files anew; what is locked already stays unless --upgrade is given."""
    import shutil
    import subprocess

    uv = shutil.which("uv") or shutil.which("uv", path=os.path.dirname(machine.venv_python()))
    if uv is None:
        raise SetupFailed("Renewing the lock files needs the tool uv; install it and try again.")
    every = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    for arguments in LOCKS:
        command = [uv, "pip", "compile", "--python-version", "3.11", *every, *words, *arguments]
        if subprocess.call(command) != 0:
            return 1
    return 0


VERBS = {
    "run": run,
    "test": test,
    "check": check,
    "screenshots": screenshots,
    "bench": bench,
    "crash": crash,
    "package": package,
    "lock": lock,
}


def main(argv: list[str]) -> int:
    if not argv or argv[0] not in VERBS:
        asked_for_help = bool(argv) and argv[0] in ("-h", "--help", "help")
        print(__doc__, file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else USAGE_ERROR
    verb, words = argv[0], argv[1:]
    if verb == "screenshots":
        if len(words) != 1:
            print("screenshots needs the folder to write to.", file=sys.stderr)
            return USAGE_ERROR
        words = [os.path.abspath(words[0])]
    try:
        if not machine.is_ready(needs(verb, words)):
            machine.prepare(needs(verb, words))
        if verb in ("run", "test", "screenshots", "package"):
            import translations

            translations.compile_outdated()
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"The checkout could not be set up: {error}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; the next start goes on from here.", file=sys.stderr)
        return 130
    if verb != "run":
        os.chdir(ROOT)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return VERBS[verb](words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
