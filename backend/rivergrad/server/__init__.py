"""The REST API: parse a request, call the engine, return its numbers. No state between requests."""
