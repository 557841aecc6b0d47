"""Is one target, or one plan, at least as strict as another?"""
