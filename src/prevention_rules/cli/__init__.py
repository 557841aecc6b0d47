"""The command line, for those who do not program: ``prevention-rules``, or ``python -m prevention_rules``.

Thin over the library: a module for each command, which is imported when it is called.
"""
