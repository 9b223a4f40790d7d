// Days as the format counts them, and the day it is in Europe/London.

const msPerDay = 86_400_000;
const firstDay = Date.UTC(2020, 0, 1) / msPerDay;
const london = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** The date (`YYYY-MM-DD`) and time (`HH:MM:SS`) in Europe/London at this many seconds since 1970. */
export function inLondon(seconds: number): { date: string; time: string } {
  const part = new Map(london.formatToParts(seconds * 1000).map(({ type, value }) => [type, value]));
  const year = (part.get("year") ?? "").padStart(4, "0");
  return {
    date: `${year}-${part.get("month")}-${part.get("day")}`,
    time: `${part.get("hour")}:${part.get("minute")}:${part.get("second")}`,
  };
}

/** Days since 2020-01-01 to `YYYY-MM-DD`. */
export function dateOfDay(day: number): string {
  return new Date((firstDay + day) * msPerDay).toISOString().slice(0, 10);
}

/** Days since 2020-01-01 of a calendar date, 0 to 65535, or nothing. */
export function dayOfDate(date: string): number | undefined {
  const day = Date.parse(`${date}T00:00:00Z`) / msPerDay - firstDay;
  return /^\d{4}-\d\d-\d\d$/.test(date) && day >= 0 && day <= 65_535 && dateOfDay(day) === date ? day : undefined;
}

/** The same day a year later; 29 February becomes 28 February. */
export function yearLater(date: string): string {
  const next = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  return dayOfDate(next) === undefined && date.endsWith("-02-29") ? next.replace("-29", "-28") : next;
}

/** Whole days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / msPerDay;
}
