import { f64 } from './wasm/layout.js';
import { withWorkspace } from './wasm/workspace.js';

/** Rows, terms and columns of the blocks that are multiplied: together they take some MB of a workspace. */
const ROWS = 256;
const TERMS = 256;
const COLS = 1024;

/**
 * The product of two row-major matrices, rows x terms and terms x cols, block by block through a workspace.
 * O(rows * terms * cols).
 */
export function multiply(
  left: Float64Array,
  right: Float64Array,
  rows: number,
  terms: number,
  cols: number,
): Float64Array {
  const product = new Float64Array(rows * cols);
  const most = { rows: Math.min(rows, ROWS), terms: Math.min(terms, TERMS), cols: Math.min(cols, COLS) };
  withWorkspace((workspace) => {
    const { kernels } = workspace;
    const own = workspace.allocate({
      left: f64(most.rows * most.terms),
      right: f64(most.terms * most.cols),
      leftPanels: f64(4 * Math.ceil(most.rows / 4) * most.terms),
      rightPanels: f64(most.terms * 4 * Math.ceil(most.cols / 4)),
      result: f64(most.rows * most.cols),
    });
    for (let i = 0; i < rows; i += ROWS) {
      const height = Math.min(ROWS, rows - i);
      for (let j = 0; j < cols; j += COLS) {
        const width = Math.min(COLS, cols - j);
        own.result.fill(0, 0, height * width);
        for (let k = 0; k < terms; k += TERMS) {
          const depth = Math.min(TERMS, terms - k);
          copyBlock(left, terms, i, k, own.left, height, depth);
          copyBlock(right, cols, k, j, own.right, depth, width);
          kernels.packRows(own.left.byteOffset, height, depth, depth, own.leftPanels.byteOffset);
          kernels.packColumns(own.right.byteOffset, depth, width, width, own.rightPanels.byteOffset);
          kernels.addProduct(
            own.leftPanels.byteOffset,
            own.rightPanels.byteOffset,
            height,
            width,
            depth,
            own.result.byteOffset,
            width,
          );
        }
        for (let r = 0; r < height; r++) {
          product.set(own.result.subarray(r * width, (r + 1) * width), (i + r) * cols + j);
        }
      }
    }
  });
  return product;
}

/** Copies a block that begins at a row and a column of a row-major matrix of `stride` columns. */
function copyBlock(
  from: Float64Array,
  stride: number,
  row: number,
  column: number,
  to: Float64Array,
  rows: number,
  cols: number,
): void {
  for (let i = 0; i < rows; i++) {
    const start = (row + i) * stride + column;
    to.set(from.subarray(start, start + cols), i * cols);
  }
}
