"""What each `gongkai` command does, one module a command.

Belongs here: turning arguments into calls of the rooms, and results into what is printed.
Does not: any reading, checking or computing of its own. `cli.py` imports a command only when it is asked
for, so that `gongkai --help` answers at once.
"""
