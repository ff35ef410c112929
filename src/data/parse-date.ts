const iso =
  /^(\d{4}-\d{2}-(\d{2}))(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)?)?$/;

/**
 * Milliseconds since 1970-01-01 UTC of a date written as ISO 8601, or null. A time without a zone is taken as UTC,
 * so that a text means the same on every machine; anything else ('05/06/2024', 'May 5') would be a guess.
 */
export function parseDate(text: string): number | null {
  const parts = iso.exec(text);
  if (parts === null) return null;
  const [, date, day, minute = '00:00', second = '00', fraction = '', sign, hours, minutes = 0] = parts;
  const utc = Date.parse(`${date}T${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  // Some engines take February 31 for March 2.
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(8, 10) !== day) return null;
  if (sign === undefined) return utc;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '+' ? utc - offset : utc + offset;
}
