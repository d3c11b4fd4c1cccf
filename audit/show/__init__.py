"""Runs shown to the people who made them: found below reports/, opened, served on loopback, followed while they go on."""
