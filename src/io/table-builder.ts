import { type Column, defaultNames, Frame } from '../data/index.js';
import { DataWarning, showValue } from '../errors/index.js';
import { CategoryBuilder, type ColumnBuilder, ScannedBuilder, TextBuilder } from './column-builder.js';
import type { CsvSettings } from './csv-options.js';
import { checkHeader } from './header.js';
import { InferredBuilder } from './inferred-builder.js';
import { mixedColumnWarning } from './mixed-column.js';
import { counted, type RowSource } from './row-source.js';

type Row = readonly string[];

/** Collects rows of cells into the columns of a Frame, and judges those that do not fit. */
export class TableBuilder {
  readonly #settings: CsvSettings;
  readonly #source: RowSource;
  #names: Row | null = null;
  /** One for each column of the text; null for columns that are not wanted. */
  #builders: (ColumnBuilder | null)[] = [];
  /** Positions of the builders that may refuse a cell, and of the others. They are asked in this order. */
  #strict: number[] = [];
  #lenient: number[] = [];
  #rows = 0;
  #row: Row = [];
  #badRows = 0;
  #firstBad = '';

  constructor(settings: CsvSettings, source: RowSource) {
    this.#settings = settings;
    this.#source = source;
    if (typeof settings.header === 'object') this.#begin(settings.header);
  }

  /** Names of the columns, as soon as they are known. */
  get names(): Row | null {
    return this.#names;
  }

  /** Takes the next row; so many blank lines came before it. */
  add(row: Row, blankLines: number): void {
    const headed = this.#settings.header === true;
    this.#checkCells(row);
    if (this.#names === null) {
      this.#begin(headed ? row : defaultNames(row.length), headed ? this.#source.lineOf(row) : undefined);
      if (headed) return;
    }
    const width = this.#builders.length;
    // In a table of one column a blank line between others may well be a missing value.
    if (width === 1 && (headed || this.#rows > 0)) {
      for (let i = 0; i < blankLines; i++) this.#append(['']);
    }
    if (row.length === width) this.#append(row);
    else if (row.length > 1 || row[0]!.trim() !== '') this.#refuse(row, this.#raggedness(row.length, width));
  }

  /** The frame of all rows; nothing can be added afterwards. */
  finish(): Frame {
    const names = this.#names;
    if (names === null) throw this.#source.fault('the text is empty: there is no header line, and no row.');
    const { columns, warn } = this.#settings;
    const built = new Map<string, Column>();
    names.forEach((name, j) => {
      const builder = this.#builders[j];
      if (!builder) return;
      const column = builder.finish();
      built.set(name, column);
      if (!(builder instanceof InferredBuilder) || builder.exception === null) return;
      const warning = column.type === 'category' && mixedColumnWarning(name, column, builder.exception);
      if (warning) warn(warning);
    });
    if (this.#badRows > 0) {
      const were = this.#badRows === 1 ? 'was' : 'were';
      warn(
        new DataWarning(`${counted(this.#badRows, 'row')} ${were} left out. The first: ${this.#firstBad}`),
      );
    }
    return Frame.fromColumns((columns ?? names).map((name) => [name, built.get(name)!] as const));
  }

  #begin(names: Row, line?: number): void {
    const { columns, types, isMissing, scanners } = this.#settings;
    checkHeader(names, this.#settings, this.#source, line);
    const wanted = new Set(columns ?? names);
    const lineOfCell = () => this.#source.lineOf(this.#row);
    this.#names = names;
    this.#builders = names.map((name) => {
      if (!wanted.has(name)) return null;
      const type = types.get(name);
      if (type === undefined) return new InferredBuilder(isMissing, scanners, lineOfCell);
      if (type === 'category') return new CategoryBuilder(isMissing);
      return type === 'text'
        ? new TextBuilder(isMissing)
        : new ScannedBuilder(type, scanners[type], isMissing);
    });
    this.#builders.forEach((builder, j) => {
      if (builder !== null) (builder instanceof ScannedBuilder ? this.#strict : this.#lenient).push(j);
    });
  }

  #append(row: Row): void {
    this.#row = row;
    const { maxRows } = this.#settings;
    if (this.#rows >= maxRows) {
      const place = { line: this.#source.lineOf(row) };
      throw this.#source.tooLarge(`more than ${counted(maxRows, 'row')}`, 'maxRows', place);
    }
    const strict = this.#strict;
    for (let i = 0; i < strict.length; i++) {
      const j = strict[i]!;
      if (this.#builders[j]!.add(row[j]!)) continue;
      for (const done of strict.slice(0, i)) (this.#builders[done] as ScannedBuilder).undo();
      const name = this.#names![j]!;
      const wanted = wording[(this.#builders[j] as ScannedBuilder).type];
      this.#refuse(row, `expected ${wanted}. Got ${showValue(row[j])}.`, name);
      return;
    }
    for (const j of this.#lenient) this.#builders[j]!.add(row[j]!);
    this.#rows++;
  }

  #checkCells(row: Row): void {
    const { maxFieldBytes } = this.#settings;
    for (let j = 0; j < row.length; j++) {
      // A UTF-16 unit takes three bytes of UTF-8 at most.
      if (row[j]!.length * 3 <= maxFieldBytes || Buffer.byteLength(row[j]!) <= maxFieldBytes) continue;
      const place = { line: this.#source.lineOf(row), column: this.#names?.[j] };
      throw this.#source.tooLarge(
        `a cell of more than ${counted(maxFieldBytes, 'byte')}`,
        'maxFieldBytes',
        place,
      );
    }
  }

  #raggedness(found: number, width: number): string {
    const more = found > this.#settings.maxColumns ? 'more than ' : '';
    const expected = `${width} ${width === 1 ? 'was' : 'were'} expected`;
    return `found ${more}${counted(more ? found - 1 : found, 'cell')} where ${expected}.`;
  }

  #refuse(row: Row, what: string, column?: string): void {
    if (this.#settings.onBadRow === 'skip' && this.#badRows++ > 0) return;
    const fault = this.#source.fault(what, { line: this.#source.lineOf(row), column });
    if (this.#settings.onBadRow === 'error') throw fault;
    this.#firstBad = fault.message;
  }
}

const wording = {
  number: 'a number',
  date: 'a date such as 2024-02-29 or 2024-02-29T12:30:00Z',
  boolean: 'true or false',
} as const;
