"""Notification: "tell them". Notices, mail, calendar invitations, the delivery log."""
