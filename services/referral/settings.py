"""Referral's settings: nothing beyond what every service is told."""

from chassis.settings import CoreSettings

SETTINGS = CoreSettings
