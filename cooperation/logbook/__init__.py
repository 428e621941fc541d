"""The logbook: who did what, when, and to which page. It is read out of what is stored already.

Publications, redactions, Django's log of the admin and the tries to sign in say most of it themselves. Only what was
refused is stored nowhere else, so that is written down here.
"""
