"""Sends what is meant for Lever to the simulated one, and lets nothing leave this computer.

The clients have Lever's addresses built in. What they make of an address, a body or an answer stays
theirs: only the destination of a finished request changes, right before it is sent.
"""

import ipaddress
import os
import socket
from urllib.parse import urlsplit

import requests

LEVER = {"api.lever.co", "api.sandbox.lever.co", "auth.lever.co", "sandbox-lever.auth0.com"}


def divert():
    """From now on Lever is where `FULCRUM_SANDBOX` says (scheme, host and port)."""
    sandbox = os.environ["FULCRUM_SANDBOX"]
    send = requests.adapters.HTTPAdapter.send

    def diverted(adapter, request, **options):
        asked = urlsplit(request.url).netloc
        if asked not in LEVER:
            raise RuntimeError(f"{asked} is not Lever")
        # A client that tries again sends the same request once more: it must be as the client made it.
        sent = request.copy()
        sent.url = sandbox + request.url.split(asked, 1)[1]
        return send(adapter, sent, **options)

    requests.adapters.HTTPAdapter.send = diverted
    _stay_here()


def _stay_here():
    connect = socket.socket.connect

    def guarded(this, address):
        network = this.family in (socket.AF_INET, socket.AF_INET6)
        if network and not ipaddress.ip_address(address[0]).is_loopback:
            raise RuntimeError(f"a connection to {address[0]} was about to leave this computer")
        return connect(this, address)

    socket.socket.connect = guarded
