"""The pages of citizens."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
