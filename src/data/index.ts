export { asTable } from './as-table.js';
export {
  type BooleanColumn,
  type CategoryColumn,
  type Cell,
  type Column,
  type ColumnType,
  cellAt,
  cellsOf,
  columnFrom,
  columnLength,
  columnTypes,
  type DateColumn,
  isColumn,
  isMissingAt,
  type NumberColumn,
  type TextColumn,
  takeRows,
} from './column.js';
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
export { type ColumnTypes, Frame, type FrameRow } from './frame.js';
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
export { inspectCustom, printTable } from './print-table.js';
export { type ColumnSchema, conform, type Schema, schemaOf } from './schema.js';
export { SparseMatrix } from './sparse-matrix.js';
export { type ColumnSummary, Summary } from './summary.js';
export { checkValues, isNamed, isTable, namesOf, type Table } from './table.js';
export { asVector, asWeights, checkLength, type VectorLike } from './vector.js';
