import type { CsvSettings } from './csv-options.js';

const LF = 10;
const CR = 13;

/**
 * Where a cell begins in the bytes that follow the last complete cell: after the delimiter, or after the comments and
 * blank lines before a row. csv-parse says what is wrong with a quote, but not reliably on which line.
 */
export function cellStart(bytes: Buffer, { delimiter, comment }: CsvSettings): number {
  if (bytes[0] === delimiter.charCodeAt(0)) return 1;
  const mark = comment === null ? null : Buffer.from(comment);
  let at = 0;
  while (at < bytes.length) {
    if (isBreak(bytes[at])) at++;
    else if (mark !== null && bytes.subarray(at, at + mark.length).equals(mark)) {
      while (at < bytes.length && !isBreak(bytes[at])) at++;
    } else break;
  }
  return at;
}

/** Where the quoted cell that begins at `start` has its closing quote; the end where it has none. */
export function closingQuote(bytes: Buffer, start: number, settings: CsvSettings): number {
  const closes = settings.quote?.charCodeAt(0);
  const escapes = settings.escape?.charCodeAt(0);
  let at = start + 1;
  for (; at < bytes.length; at++) {
    if (bytes[at] === escapes && (escapes !== closes || bytes[at + 1] === closes)) at++;
    else if (bytes[at] === closes) return at;
  }
  return at;
}

function isBreak(byte: number | undefined): boolean {
  return byte === LF || byte === CR;
}
