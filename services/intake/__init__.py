"""Intake: "I have a problem". Submissions, evidence, acceptance, progress."""
