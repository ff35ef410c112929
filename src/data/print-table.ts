/** Numbers as people read them: up to six significant digits, NaN and null as a dash. */
export function showCell(value: unknown): string {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return '-';
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  }
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return '-';
    const [day, time] = value.toISOString().split('T') as [string, string];
    return time === '00:00:00.000Z' ? day : `${day} ${time.replace(/(\.000)?Z$/, '')}`;
  }
  return oneLine(String(value));
}

/** Text that fits a cell: shortened, line breaks and other control characters written out. */
function oneLine(text: string): string {
  const short = text.length > 32 ? `${text.slice(0, 29)}...` : text;
  return short.replace(/\p{Cc}/gu, (character) => {
    const written = JSON.stringify(character).slice(1, -1);
    return written === character ? `\\u00${character.charCodeAt(0).toString(16)}` : written;
  });
}

/** A plain text table: header, rule, rows; columns that hold numbers are aligned to the right. */
export function printTable(names: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const header = names.map(oneLine);
  const cells = rows.map((row) => row.map(showCell));
  const widths = header.map((name, j) =>
    cells.reduce((width, row) => Math.max(width, row[j]!.length), name.length),
  );
  const right = header.map((_, j) => rows.some((row) => typeof row[j] === 'number'));
  const line = (row: readonly string[]) =>
    row
      .map((cell, j) => (right[j] ? cell.padStart(widths[j]!) : cell.padEnd(widths[j]!)))
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((width) => '-'.repeat(width)).join('  '), ...cells.map(line)].join('\n');
}

/** How many rows of a table are printed before the rest is only counted. */
const PRINTED_ROWS = 10;
/** How many columns of a table are printed before the rest is only counted. */
const PRINTED_COLUMNS = 12;

/** The readable print that Matrix, SparseMatrix and Frame share: a title, the first rows, what was left out. */
export function printHead(
  title: string,
  names: readonly string[],
  rows: number,
  valueAt: (row: number, column: number) => unknown,
): string {
  const shownColumns = names.slice(0, PRINTED_COLUMNS);
  const shownRows = Array.from({ length: Math.min(rows, PRINTED_ROWS) }, (_, i) => [
    i,
    ...shownColumns.map((_, j) => valueAt(i, j)),
  ]);
  const left: string[] = [];
  if (rows > PRINTED_ROWS) left.push(`${rows - PRINTED_ROWS} more rows`);
  if (names.length > PRINTED_COLUMNS) left.push(`${names.length - PRINTED_COLUMNS} more columns`);
  return [
    title,
    printTable(['', ...shownColumns], shownRows),
    ...(left.length ? [`... ${left.join(', ')}`] : []),
  ].join('\n');
}

/** The hook by which Node's `console.log` prints an object. */
export const inspectCustom: unique symbol = Symbol.for('nodejs.util.inspect.custom') as typeof inspectCustom;
