"""Dates of the common calendar as newspapers print them, in Chinese and Western languages."""

from __future__ import annotations

import re
from datetime import date

from index.lunar import NUMBER, number

_YEARS = range(1870, 2100)  # since the first Chinese dailies
_GREGORIAN = re.compile(
    rf"(?P<year>[12]\d{{3}}|[一二][〇零○一二三四五六七八九]{{3}})\s*[年년]\s*(?:[（(][^（()）]{{2,8}}年[)）]\s*)?(?P<month>{NUMBER}{{1,3}})\s*[月월]\s*(?P<day>{NUMBER}{{1,3}})\s*[日일]?"
    r"|(?<!\d)(?P<iso>[12]\d{3}[-./]\d{1,2}[-./]\d{1,2})(?!\d)"
)
_REPUBLIC = re.compile(
    rf"(?:中华|中華)?民[国國]\s*(?P<year>{NUMBER}{{1,4}}|元)\s*年\s*(?P<month>{NUMBER}{{1,3}})\s*月\s*(?P<day>{NUMBER}{{1,3}})\s*日"
)
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "january janvier januar enero gennaio janeiro januari января",
            "february février fevrier februar febrero febbraio fevereiro februari февраля",
            "march mars märz marzo março maart марта",
            "april avril abril aprile апреля",
            "may mai mayo maggio maio mei мая",
            "june juin juni junio giugno junho июня",
            "july juillet juli julio luglio julho июля",
            "august août aout agosto augustus августа",
            "september septembre septiembre settembre setembro сентября",
            "october octobre oktober octubre ottobre outubro октября",
            "november novembre noviembre novembro ноября",
            "december décembre decembre dezember diciembre dicembre dezembro декабря",
        ),
        1,
    )
    for name in names.split()
}
_MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WESTERN = re.compile(
    rf"(?i)\b(?:(?P<m1>{_MONTH_NAME})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>[12]\d{{3}})"
    rf"|(?P<d2>\d{{1,2}})(?:er|st|nd|rd|th|\.)?\s+(?:de\s+)?(?P<m2>{_MONTH_NAME})\.?,?\s+(?:de\s+)?(?P<y2>[12]\d{{3}}))\b"
)
_WESTERN_DAYS = (
    "monday lundi montag lunes lunedì maandag понедельник",
    "tuesday mardi dienstag martes martedì dinsdag вторник",
    "wednesday mercredi mittwoch miércoles mercoledì woensdag среда",
    "thursday jeudi donnerstag jueves giovedì donderdag четверг",
    "friday vendredi freitag viernes venerdì vrijdag пятница",
    "saturday samedi samstag sonnabend sábado sabato zaterdag суббота",
    "sunday dimanche sonntag domingo domenica zondag воскресенье",
)


def gregorian_date(text: str) -> date | None:
    """The first date of the common calendar in a text, in any printed form; None if impossible."""
    for pattern, read in ((_REPUBLIC, _republic), (_GREGORIAN, _gregorian), (_WESTERN, _western)):
        for match in pattern.finditer(text):
            day = read(match)
            if day and day.year in _YEARS:
                return day
    return None


def western_day_agrees(day: date, text: str) -> bool:
    """Whether the weekdays a text names in Western languages allow for a day."""
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    named = [index for index, names in enumerate(_WESTERN_DAYS) if words & set(names.split())]
    return not named or day.weekday() in named


def _gregorian(match: re.Match[str]) -> date | None:
    if match["iso"]:
        return _day(*re.split(r"[-./]", match["iso"]))
    return _day(match["year"], match["month"], match["day"])


def _republic(match: re.Match[str]) -> date | None:
    year = 1 if match["year"] == "元" else number(match["year"])
    return _day(str(1911 + year), match["month"], match["day"]) if year else None


def _western(match: re.Match[str]) -> date | None:
    name = match["m1"] or match["m2"]
    return _day(match["y1"] or match["y2"], str(_MONTHS[name.lower()]), match["d1"] or match["d2"])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(number(year) or 0, number(month) or 0, number(day) or 0)
    except ValueError:
        return None
