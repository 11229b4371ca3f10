"""What referral says and what it hears."""
