import { DataWarning, nearestName, showValue } from '../errors/index.js';
import type { CsvSettings } from './csv-options.js';
import { counted, type RowSource } from './row-source.js';

/**
 * Checks the names of the columns against each other and against the options that name columns. `line` is that of
 * the header, where there is one.
 */
export function checkHeader(
  names: readonly string[],
  settings: CsvSettings,
  source: RowSource,
  line?: number,
): void {
  const { maxColumns } = settings;
  if (names.length > maxColumns) {
    throw source.tooLarge(`more than ${counted(maxColumns, 'column')}`, 'maxColumns', { line });
  }
  const positionOf = new Map<string, number>();
  names.forEach((name, j) => {
    const first = positionOf.get(name);
    if (first !== undefined) {
      throw source.fault(
        `columns ${first + 1} and ${j + 1} (counted from 1) are both named ${showValue(name)}. ` +
          "Names must differ: give them with the option 'header', and pass over this line with 'skipRows'.",
        { line, column: name },
      );
    }
    positionOf.set(name, j);
  });
  for (const name of [...(settings.columns ?? []), ...settings.types.keys()]) {
    if (positionOf.has(name)) continue;
    const near = nearestName(name, names);
    const hint = near === null ? '' : ` Did you mean ${showValue(near)}?`;
    throw source.fault(`there is no column ${showValue(name)}.${hint}`, { line });
  }
  if (line !== undefined && names.length === 1 && settings.delimiter === ',')
    warnOfDelimiter(names[0]!, settings);
}

/** A header of one name that holds semicolons or tabs is most often one of several names. */
function warnOfDelimiter(name: string, { warn }: CsvSettings): void {
  const other = [';', '\t', '|'].find((character) => name.includes(character));
  if (other === undefined) return;
  const text = `The only column is named ${showValue(name)}. Should it be several, say delimiter: ${showValue(other)}.`;
  warn(new DataWarning(text));
}
