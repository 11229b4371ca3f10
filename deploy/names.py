"""The names of what is joined here. Light to import: the command line needs them at every start."""

SERVICES = ("intake", "mediation", "referral", "notification", "documents")
GATEWAY = "gateway"
"""The gateway is no service, but it has a database and an issuer's key of its own."""
