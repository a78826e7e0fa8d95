"""The language in use: the translations installed, and the locale that writes numbers and times."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

SOURCE = "en"


class Language(QObject):
    """Switching it sends every widget Qt's LanguageChange."""

    def __init__(self, application: QApplication, folder: Path, code: str) -> None:
        """`folder` holds laddvakt_XX.qm; `code` is "en", "sv", or empty for the system's own."""
        super().__init__(application)
        self._application = application
        self._folder = folder
        self._translators: list[QTranslator] = []
        self.choose(code)

    def choose(self, code: str) -> None:
        """Speak this language from now on; English where there is no translation."""
        system = QLocale.system()
        code = code or self._of_system(system)
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators.clear()
        # The user's own region writes the figures as long as its language is the one spoken.
        same = QLocale(code).language() == system.language()
        QLocale.setDefault(system if same else QLocale(code))
        if code != SOURCE:
            self._install(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{code}")
            self._install(str(self._folder), f"laddvakt_{code}")

    def _of_system(self, system: QLocale) -> str:
        for name in system.uiLanguages():
            code = name.replace("_", "-").partition("-")[0]
            if code == SOURCE or (self._folder / f"laddvakt_{code}.qm").exists():
                return code
        return SOURCE

    def _install(self, folder: str, name: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            self._application.installTranslator(translator)
            self._translators.append(translator)
