"""Working back from published figures to what they imply: intervals, person-months, bases, contradictions."""
