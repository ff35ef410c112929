import { madeBy } from '../core/index.js';
import { type ColumnType, columnTypes, Frame, namesOf, type Table } from '../data/index.js';
import { InvalidParameterError, showValue } from '../errors/index.js';

/** Which columns a selector takes; every condition given must hold. */
export interface ColumnCondition {
  /** Column types to take. */
  readonly type?: ColumnType | readonly ColumnType[];
  /** Column types to leave out. */
  readonly exclude?: ColumnType | readonly ColumnType[];
  /** Names to take must match it. */
  readonly pattern?: RegExp;
}

/** A function that chooses columns of the training data, by name or by position. */
export type ColumnSelector = (X: Table) => ArrayLike<string | number>;

/**
 * Chooses columns by type or by name, for `ColumnTransformer`; the choice is made when it is fitted.
 *
 * @param condition - `type`, `exclude`: 'number', 'category', 'boolean', 'date', 'text', one or a list;
 * `pattern`: a regular expression for the names
 * @returns a function from a table to column names; columns of a Matrix are all of type 'number'
 *
 * @example
 * ```ts
 * import { columnSelector, Frame } from 'pipefit';
 *
 * const houses = Frame.fromRows([{ price: 1, wall: 'brick', area: 70 }]);
 * console.log(columnSelector({ type: 'number' })(houses)); // ['price', 'area']
 * console.log(columnSelector({ pattern: /^w/ })(houses)); // ['wall']
 * ```
 */
export function columnSelector(condition: ColumnCondition): ColumnSelector {
  const include = typeSet(condition.type);
  const exclude = typeSet(condition.exclude);
  // A regular expression with the flag g or y remembers where it stopped, which would make the choice depend on the last one.
  const pattern =
    condition.pattern && new RegExp(condition.pattern.source, condition.pattern.flags.replace(/[gy]/g, ''));
  const select: ColumnSelector = (X) =>
    namesOf(X).filter((name, j) => {
      const type = X instanceof Frame ? X.column(j).type : 'number';
      return (include?.has(type) ?? true) && !exclude?.has(type) && (pattern?.test(name) ?? true);
    });
  const told = Object.entries(condition).map(([key, value]) => `${key}: ${value}`);
  // The name is what a printed ColumnTransformer shows of it.
  Object.defineProperty(select, 'name', { value: `columnSelector({ ${told.join(', ')} })` });
  return madeBy(select, 'columnSelector', columnSelector, [{ ...condition }]);
}

function typeSet(types: ColumnType | readonly ColumnType[] | undefined): Set<ColumnType> | null {
  if (types === undefined) return null;
  const list = typeof types === 'string' ? [types] : types;
  for (const type of list) {
    if (columnTypes.includes(type)) continue;
    throw new InvalidParameterError(
      'columnSelector',
      'type',
      `A column type is one of ${columnTypes.map(showValue).join(', ')}. Got ${showValue(type)}.`,
    );
  }
  return new Set(list);
}
