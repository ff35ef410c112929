import { checkValues, Frame, Matrix, type Table } from '../../data/index.js';
import { InvalidDataError } from '../../errors/index.js';

/** Rows given for validation, of the columns of fit, as numbers that are there and finite. */
export function validationMatrix(table: Table, owner: string): Matrix {
  if (table.rows === 0) throw new InvalidDataError(`${owner}: the validation data has no rows.`);
  const matrix = table instanceof Frame ? table.toMatrix() : table;
  if (!(matrix instanceof Matrix)) {
    throw new InvalidDataError(`${owner} takes dense validation data only. Call toDense() on it first.`);
  }
  checkValues(matrix, owner, { missing: false });
  return matrix;
}
