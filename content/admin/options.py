"""What a mixin of admin options is mixed into: a checker of types has to know, and nothing else."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin as Options
else:
    Options = object

__all__ = ["Options"]
