"""Which tier facts make, whether criteria are sound, and what a tier rests on."""
