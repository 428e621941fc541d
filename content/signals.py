"""What the rest of the site may want to know of a page on its way, told within the transaction that brings it on."""

from django.dispatch import Signal

submitted = Signal()  # edition: the first of its set
decided = Signal()  # edition: the first of its set; by: who did so; act: as in `Decision.Act`, or "approved"
