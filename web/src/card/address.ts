// Bases, hubs and key names (docs/card-format.md §2).

const slug = /^(?!-)(?!.*carer)[a-z0-9-]{1,16}(?<!-)$/;

export function isSlug(text: string): boolean {
  return slug.test(text);
}

/** `https://host[:port]` in its one form; `http` on the machine itself only. */
export function isBase(text: string): boolean {
  const url = text.length <= 100 ? parseUrl(text) : undefined;
  if (!url) return false;
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return url.origin === text && (url.protocol === "https:" || (url.protocol === "http:" && local));
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** An issuer's parts, or nothing if the text is not `{base}/h/{hub}`. */
export function parseIssuer(iss: string): { base: string; hub: string } | undefined {
  const at = iss.indexOf("/h/");
  const [base, hub] = [iss.slice(0, Math.max(at, 0)), iss.slice(at + 3)];
  return at > 0 && isBase(base) && isSlug(hub) ? { base, hub } : undefined;
}

/** Whether a text is a key's name: `k` and a number from 1 to 65535 without leading zero. */
export function isKid(text: string): boolean {
  return /^k[1-9][0-9]{0,4}$/.test(text) && Number(text.slice(1)) <= 65_535;
}

/** The number of a status list under this issuer, or nothing if the address is not one. */
export function listNumber(iss: string, uri: string): number | undefined {
  const digits = uri.startsWith(`${iss}/status/`) ? uri.slice(iss.length + 8) : "";
  return /^[1-9][0-9]{0,9}$/.test(digits) && Number(digits) < 2 ** 31 ? Number(digits) : undefined;
}
