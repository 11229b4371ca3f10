"""Referral: "someone else must decide". Courts and police, papers, receipts, decisions."""
