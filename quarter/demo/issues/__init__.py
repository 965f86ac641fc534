"""What people of the demonstration report, and what they are answered. New ones go to the end: numbers stay."""

from quarter.demo.issues.arabic import ARABIC
from quarter.demo.issues.english import ENGLISH
from quarter.demo.issues.first import FIRST
from quarter.demo.issues.german import GERMAN
from quarter.demo.issues.reported import Answered, Reported
from quarter.demo.issues.turkish import TURKISH
from quarter.demo.issues.ukrainian import UKRAINIAN

ISSUES = FIRST + GERMAN + ENGLISH + TURKISH + UKRAINIAN + ARABIC

__all__ = ["ISSUES", "Answered", "Reported"]
