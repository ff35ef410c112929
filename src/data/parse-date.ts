/**
 * The moment that a text holds, in milliseconds since 1970-01-01 UTC, or null when it holds none.
 *
 * Dates are those of ISO 8601: 2024-02-29, with an optional time (T or a blank, 12:30, 12:30:15, 12:30:15.125) and
 * an optional zone (Z, +02:00, +0200, +02). Without a zone the time is UTC, so that the same file gives the same
 * numbers everywhere. Years beyond 9999 have a sign and six digits. Days that do not exist are no dates.
 */
export function parseDate(text: string): number | null {
  const time = scanDate(text);
  return Number.isNaN(time) ? null : time;
}

function scanDate(text: string): number {
  const sign = text.charAt(0);
  const signed = sign === '+' || sign === '-';
  const place = signed ? 7 : 4;
  const year = signed ? digits(text, 1, 6) : digits(text, 0, 4);
  const month = text.charAt(place) === '-' ? digits(text, place + 1, 2) : Number.NaN;
  const day = text.charAt(place + 3) === '-' ? digits(text, place + 4, 2) : Number.NaN;
  if (!(month >= 1 && day >= 1 && day <= daysOf(month, year))) return Number.NaN;
  const midnight = new Date(0).setUTCFullYear(sign === '-' ? -year : year, month - 1, day);
  return new Date(midnight + scanTime(text, place + 6)).getTime();
}

/** How many days a month has, 0 where there is no such month or year. */
function daysOf(month: number, year: number): number {
  if (month > 12 || Number.isNaN(year)) return 0;
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Milliseconds since midnight UTC of the rest of a text, which may be empty. */
function scanTime(text: string, start: number): number {
  if (start === text.length) return 0;
  const mark = text.charAt(start);
  if (mark !== 'T' && mark !== 't' && mark !== ' ') return Number.NaN;
  const hour = digits(text, start + 1, 2);
  const minute = text.charAt(start + 3) === ':' ? digits(text, start + 4, 2) : Number.NaN;
  if (!(hour <= 23 && minute <= 59)) return Number.NaN;
  let time = (hour * 60 + minute) * 60_000;
  let at = start + 6;
  if (text.charAt(at) === ':') {
    const second = digits(text, at + 1, 2);
    if (!(second <= 59)) return Number.NaN;
    time += second * 1000;
    at += 3;
    if (text.charAt(at) === '.' || text.charAt(at) === ',') {
      const first = ++at;
      while (at < text.length && !Number.isNaN(digits(text, at, 1))) at++;
      if (at === first) return Number.NaN;
      // Finer than a millisecond is cut off.
      time += Number(text.slice(first, Math.min(at, first + 3)).padEnd(3, '0'));
    }
  }
  return time - scanZone(text, at);
}

/** Milliseconds that a zone is ahead of UTC; none is UTC. */
function scanZone(text: string, start: number): number {
  const sign = text.charAt(start);
  if (start === text.length) return 0;
  if (sign === 'Z' || sign === 'z') return start + 1 === text.length ? 0 : Number.NaN;
  if (sign !== '+' && sign !== '-') return Number.NaN;
  const rest = text.length - start;
  const hours = digits(text, start + 1, 2);
  let minutes = Number.NaN;
  if (rest === 3) minutes = 0;
  else if (rest === 5) minutes = digits(text, start + 3, 2);
  else if (rest === 6 && text.charAt(start + 3) === ':') minutes = digits(text, start + 4, 2);
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** The number that exactly `count` digits write, or NaN where others stand. */
function digits(text: string, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
