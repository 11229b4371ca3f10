"""The pages of staff and partners."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
