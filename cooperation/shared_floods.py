"""What one address may have made for it, counted for all workers and hosts together on the cache server (CACHE_URL).

Each process keeps its own count as well, and goes by that alone while the cache server fails. Nothing there tells of
anybody: an address is a key under the secret of the site, which is gone once all is paid.
"""

from django.conf import settings

from . import cache_server
from .circuit import SILENCE

# By the clock of the cache server, which is one for all: until when what was made is being paid for, in milliseconds.
CHARGE = """
local told = redis.call('TIME')
local now = told[1] * 1000 + math.floor(told[2] / 1000)
local paid = math.max(tonumber(redis.call('GET', KEYS[1]) or 0) or 0, now) + tonumber(ARGV[1])
if paid > now then redis.call('SET', KEYS[1], string.format('%.0f', paid), 'PX', paid - now) end
return paid - now
"""


class SharedFloods:
    """Adds up what all processes made for an address. Without a cache server, or while it fails, there is nothing."""

    def __init__(self) -> None:
        self.server = cache_server.circuit()
        self.client = cache_server.client()

    def charge(self, who: bytes, seconds: float) -> float:
        """Add what was made for an address; returns in how many seconds all of it is paid.

        Whoever can write on that server keeps nobody out for longer than for a minute with it.
        """
        if self.client is None:
            return 0.0
        client, name = self.client, f"flood:{who.hex()}"
        ahead = self.server.attempt(lambda: client.eval(CHARGE, 1, name, round(seconds * 1000)))
        return min(float(ahead or 0) / 1000, settings.FLOOD_LIMIT + SILENCE)
