// The time as the server knows it: a phone's own clock may be wrong, and a square with a wrong time is refused.

/** Seconds that the server's clock was ahead of this device's at the last answer. */
let ahead = 0;

/** Takes over what was kept from an earlier visit. */
export function setAhead(seconds: number): void {
  ahead = seconds;
}

export function secondsAhead(): number {
  return ahead;
}

/** Learns from the `Date` of an answer (RFC 9110 section 6.6.1); its precision is a second, so smaller differences are none. */
export function learnFrom(answer: Response): void {
  const sent = Date.parse(answer.headers.get("Date") ?? "");
  if (Number.isNaN(sent)) return;
  const difference = Math.round((sent - Date.now()) / 1000);
  ahead = Math.abs(difference) > 2 ? difference : 0;
}

/** Whole seconds since 1970. */
export function now(): number {
  return Math.floor(Date.now() / 1000) + ahead;
}
