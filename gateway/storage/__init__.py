"""The gateway's own small database: accounts, sessions, drafts, failed sign-ins."""
