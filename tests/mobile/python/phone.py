"""Carries the library's requests: all that an app has to do for it."""

import time
import urllib.error
import urllib.request

from passport_mobile import CannotCheckReason, HttpHeader, HttpResponse, NextStep


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


opener = urllib.request.build_opener(NoRedirect)


def now():
    return int(time.time())


def fetch(request):
    """The answer to a request; None where there is none."""
    asked = urllib.request.Request(request.url, data=request.body or None, method=request.method)
    for header in request.headers:
        asked.add_header(header.name, header.value)
    try:
        answer = opener.open(asked, timeout=request.timeout_seconds)
    except urllib.error.HTTPError as refused:
        answer = refused
    except OSError:
        return None
    headers = [HttpHeader(name=name, value=value) for name, value in answer.headers.items()]
    return HttpResponse(status=answer.status, headers=headers, body=answer.read())


def drive(wallet, carry=fetch, now=now, wait=time.sleep):
    """Does what the wallet says until it is done, and gives how that ended."""
    while True:
        step = wallet.next_request(now())
        if isinstance(step, NextStep.DONE):
            return step.outcome
        if isinstance(step, NextStep.WAIT):
            wait(step.seconds)
            continue
        answer = carry(step.request)
        if answer is None:
            wallet.unanswered(step.request.number)
        else:
            wallet.accept(step.request.number, answer, now())


def get(url):
    return opener.open(url, timeout=60).read().decode()


def check_offline(verifier, base, text, setting):
    """Takes the bundle and checks with it. The list of the first card on a phone is signed within a second of its making."""
    deadline = time.monotonic() + 20
    while True:
        verifier.take_bundle(get(base + "/api/offline-bundle"), now())
        verdict = verifier.check(text, setting, now())
        if verdict.why != CannotCheckReason.LIST_MISSING:
            return verdict
        assert time.monotonic() < deadline, "never published"
        time.sleep(0.2)
