"""Deliveries as they arrive: what lies in an inbox, what was received, and which contract it is for."""
