import { InvalidDataError, showValue } from '../errors/index.js';
import { type Column, cellsOf, isColumn } from './column.js';
import { arrayHint } from './vector.js';

/** A class label. All labels of one target share one type. */
export type Label = number | string | boolean;

/** Every form in which class labels may be given. */
export type LabelsLike = ArrayLike<Label | null> | Column;

/** Labels as codes into the sorted distinct classes. */
export interface EncodedLabels {
  /** Distinct labels: numbers ascending, strings by code unit, false before true. */
  readonly classes: readonly Label[];
  /** Index into `classes`, one a row. */
  readonly codes: Int32Array;
}

/** The labels as they were given, as a plain array; missing ones and mixed types are an error. */
export function asLabels(labels: LabelsLike, owner: string, name = 'y'): Label[] {
  const cells: ArrayLike<unknown> = isColumn(labels) ? cellsOf(labels) : labels;
  if (typeof cells !== 'object' || cells === null || typeof cells.length !== 'number') {
    throw new InvalidDataError(
      `${owner}: ${name} must be an array of labels. Got ${showValue(labels)}.${arrayHint(labels)}`,
    );
  }
  const checked: Label[] = new Array(cells.length);
  let type: string | null = null;
  for (let i = 0; i < cells.length; i++) {
    const label = cells[i];
    const isLabel = typeof label === 'string' || typeof label === 'boolean' || Number.isFinite(label);
    if (!isLabel) {
      const missing = label === null || label === undefined || Number.isNaN(label);
      const message = missing
        ? `${owner}: ${name} is missing at row ${i}. Drop the rows without a label.`
        : `${owner}: ${name} must hold finite numbers, strings or booleans. ` +
          `Row ${i} holds ${showValue(label)}.${arrayHint(label)}`;
      throw new InvalidDataError(message, { row: i });
    }
    type ??= typeof label;
    if (typeof label !== type) {
      throw new InvalidDataError(
        `${owner}: ${name} mixes labels of type ${type} and ${typeof label} (row ${i} holds ${showValue(label)}).`,
        { row: i },
      );
    }
    checked[i] = label as Label;
  }
  return checked;
}

/** Class labels as codes; non-integer numbers are refused, for they are no classes. */
export function encodeLabels(labels: LabelsLike, owner: string, name = 'y'): EncodedLabels {
  if (labels instanceof Int32Array || labels instanceof Uint8Array) {
    const coded = encodeIntegers(labels);
    if (coded !== null) return coded;
  }
  const given = asLabels(labels, owner, name);
  const coded = typeof given[0] === 'number' ? encodeIntegers(given as number[]) : null;
  if (coded !== null) return coded;
  const classes = distinctLabels(given);
  if (typeof classes[0] === 'number') {
    const broken = classes.find((label) => !Number.isInteger(label));
    if (broken !== undefined) {
      throw new InvalidDataError(
        `${owner}: ${name} holds numbers such as ${broken}, which are no classes. ` +
          'Use a regressor for continuous values, or turn them into classes first.',
        { row: given.indexOf(broken) },
      );
    }
  }
  const codeOf = new Map(classes.map((label, code) => [label, code]));
  return { classes, codes: Int32Array.from(given, (label) => codeOf.get(label)!) };
}

/** The widest range of whole numbers that are counted in a table, and not looked up one by one. */
const TABLE_RANGE = 65_536;

/** Whole numbers of a narrow range as codes, by a table of the range; null for other numbers. */
function encodeIntegers(labels: ArrayLike<number>): EncodedLabels | null {
  let least = labels[0] ?? 0;
  let most = least;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!Number.isInteger(label)) return null;
    if (label < least) least = label;
    else if (label > most) most = label;
  }
  if (labels.length === 0 || !(most - least < TABLE_RANGE)) return null;
  const codeOf = new Int32Array(most - least + 1);
  for (let i = 0; i < labels.length; i++) codeOf[labels[i]! - least] = 1;
  const classes: number[] = [];
  codeOf.forEach((present, place) => {
    if (present === 1) codeOf[place] = classes.push(least + place) - 1;
  });
  const codes = new Int32Array(labels.length);
  for (let i = 0; i < codes.length; i++) codes[i] = codeOf[labels[i]! - least]!;
  return { classes, codes };
}

/** The distinct labels in order: numbers ascending, strings by code unit, false before true. */
export function distinctLabels(labels: readonly Label[]): Label[] {
  return [...new Set(labels)].sort(compareLabels);
}

/** The order of labels of one type. */
export function compareLabels(a: Label, b: Label): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
