"""Planning a week of sessions: the problem, its hard rules, and a solver in a process of its own."""
