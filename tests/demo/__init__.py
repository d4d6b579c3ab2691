"""The practice site, seen from outside by plain HTTP."""
