"""Assessments: figures filed by indicator, a whole plan judged, what is lacking, what changed."""
