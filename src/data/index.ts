export { asTable } from './as-table.js';
export { type CellReader, type CellReaderOptions, cellReader } from './cell-reader.js';
export { categoryCounts, codedMatrix } from './coded-matrix.js';
export { type CellCodes, categoryCodes, codedRow } from './coded-row.js';
export {
  type BooleanColumn,
  type CategoryColumn,
  type Cell,
  type Column,
  type ColumnType,
  cellAt,
  cellsOf,
  columnLength,
  columnTypes,
  type DateColumn,
  isColumn,
  isMissingAt,
  type NumberColumn,
  type TextColumn,
  takeRows,
} from './column.js';
export { columnFrom } from './column-from.js';
export { defaultNames, resolveColumns } from './column-names.js';
export type {
  ArrowTableLike,
  DataLike,
  MlMatrixLike,
  NumericArray,
  RowLike,
  ShapedData,
  TensorLike,
} from './data-like.js';
export { type ColumnTypes, Frame } from './frame.js';
export type { FrameRow } from './frame-rows.js';
export {
  asLabels,
  compareLabels,
  distinctLabels,
  type EncodedLabels,
  encodeLabels,
  type Label,
  type LabelsLike,
} from './labels.js';
export { Matrix } from './matrix.js';
export { parseDate } from './parse-date.js';
export { describeTable, type PlainTable, reviveTable } from './plain-table.js';
export { inspectCustom, printTable } from './print-table.js';
export {
  isNumericType,
  isTextType,
  numberCells,
  type RowCells,
  type RowForm,
  rowCells,
} from './row-cells.js';
export { type ColumnSchema, conform, conformColumns, readAs, type Schema, schemaOf } from './schema.js';
export { SparseMatrix } from './sparse-matrix.js';
export { type ColumnSummary, Summary } from './summary.js';
export { checkValues, isNamed, isTable, namesOf, type Table } from './table.js';
export { asTargets, isTableLike, type Targets } from './targets.js';
export { asVector, asWeights, checkLength, type VectorLike } from './vector.js';
