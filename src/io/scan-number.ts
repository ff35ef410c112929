import { trimmed } from './trimmed.js';

/**
 * The number that a cell holds, or NaN when it holds none.
 *
 * A number is decimal: sign, digits, point, exponent, with blanks around it; `inf` and `infinity` in any case are
 * infinite. No hexadecimal, no thousands separators, no units, and nothing too large for a double (1e999).
 * Written by hand because patterns with two loops over the same digits take quadratic time on hostile cells.
 */
export function scanNumber(cell: string): number {
  const text = trimmed(cell);
  const end = text.length;
  const sign = text.charCodeAt(0);
  let at = sign === MINUS || sign === PLUS ? 1 : 0;

  let mantissa = 0;
  let digits = 0;
  let scale = 0;
  for (let digit: number; at < end && (digit = text.charCodeAt(at) - ZERO) >= 0 && digit <= 9; at++) {
    mantissa = mantissa * 10 + digit;
    digits++;
  }
  if (at < end && text.charCodeAt(at) === POINT) {
    at++;
    for (let digit: number; at < end && (digit = text.charCodeAt(at) - ZERO) >= 0 && digit <= 9; at++) {
      mantissa = mantissa * 10 + digit;
      digits++;
      scale++;
    }
  }
  if (digits === 0) return at === end ? Number.NaN : infinity(text);
  if (at === end && digits <= 15) {
    // Both are exact in a double, so the one division rounds correctly (Clinger 1990).
    const magnitude = scale === 0 ? mantissa : mantissa / POWERS[scale]!;
    return sign === MINUS ? -magnitude : magnitude;
  }
  if (at < end && (text.charCodeAt(at) | 32) === LETTER_E) {
    at++;
    if (at < end && (text.charCodeAt(at) === MINUS || text.charCodeAt(at) === PLUS)) at++;
    const first = at;
    while (at < end && isDigit(text.charCodeAt(at))) at++;
    if (at === first) return Number.NaN;
  }
  if (at !== end) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

/**
 * How a cell writes the number it holds: in the form in which JavaScript writes it ('plain'), in another form that
 * means the same ('other': 1.50, +2, 1e3), or with digits that the number would lose ('lossy': the zeros of 00501,
 * the end of 9007199254740993).
 */
export function notation(cell: string, value: number): 'plain' | 'other' | 'lossy' {
  const text = trimmed(cell);
  const sign = text.charCodeAt(0);
  const start = sign === MINUS || sign === PLUS ? 1 : 0;
  let at = start;
  while (isDigit(text.charCodeAt(at))) at++;
  const whole = at - start;
  if (whole > 1 && text.charCodeAt(start) === ZERO) return 'lossy';
  const tidy = text.length === cell.length && sign !== PLUS && whole > 0;
  if (at === text.length && whole > 0) {
    if (whole <= 15) return tidy && !Object.is(value, -0) ? 'plain' : 'other';
    if (String(value) === text) return tidy ? 'plain' : 'other';
    return BigInt(text) === BigInt(value) ? 'other' : 'lossy';
  }
  if (!tidy || text.charCodeAt(at) !== POINT) return 'other';
  const fraction = text.length - at - 1;
  while (++at < text.length) if (!isDigit(text.charCodeAt(at))) return 'other';
  // Decimals of up to 15 digits survive the way to a double and back; below 1e-6 JavaScript writes an exponent.
  const survives = whole + fraction <= 15 && (text.charCodeAt(start) !== ZERO || fraction <= 6);
  return survives && fraction > 0 && text.charCodeAt(text.length - 1) !== ZERO ? 'plain' : 'other';
}

function infinity(word: string): number {
  switch (word.length > 9 ? '' : word.toLowerCase()) {
    case 'inf':
    case '+inf':
    case 'infinity':
    case '+infinity':
      return Number.POSITIVE_INFINITY;
    case '-inf':
    case '-infinity':
      return Number.NEGATIVE_INFINITY;
    default:
      return Number.NaN;
  }
}

const ZERO = 48;
const POINT = 46;
const MINUS = 45;
const PLUS = 43;
const LETTER_E = 101;
const POWERS = Array.from({ length: 16 }, (_, power) => 10 ** power);

function isDigit(code: number): boolean {
  return code >= ZERO && code <= 57;
}
