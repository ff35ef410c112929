/**
 * Matrix products in the manner of Goto and van de Geijn (2008): operands are packed into panels four wide, and one
 * 4 x 4 tile of the result at a time is summed up in registers.
 */
import { addTile, WIDE } from './tile';

/** Panels that are worked through together, so that they stay in the second-level cache: this many bytes. */
const GROUP = 0x40000;

/** Packs a row-major matrix into panels of four columns, each row by row; missing columns of the last are 0. */
export function packColumns(source: usize, rows: i32, cols: i32, stride: i32, panels: usize): void {
  for (let j = 0; j < cols; j += WIDE) {
    const width = min(WIDE, cols - j);
    let from = source + ((<usize>j) << 3);
    for (let i = 0; i < rows; i++) {
      if (width === WIDE) {
        v128.store(panels, v128.load(from));
        v128.store(panels, v128.load(from, 16), 16);
      } else {
        for (let c = 0; c < WIDE; c++) {
          store<f64>(panels + ((<usize>c) << 3), c < width ? load<f64>(from + ((<usize>c) << 3)) : 0);
        }
      }
      panels += 32;
      from += (<usize>stride) << 3;
    }
  }
}

/** Packs a row-major matrix into panels of four rows, each column by column; missing rows of the last are 0. */
export function packRows(source: usize, rows: i32, cols: i32, stride: i32, panels: usize): void {
  const step = (<usize>stride) << 3;
  const panel = (<usize>cols) << 5;
  for (let i = 0; i < rows; i += WIDE) {
    const from = source + <usize>i * step;
    const height = min(WIDE, rows - i);
    if (height === WIDE) packFourRows(from, cols, step, panels);
    else packFewRows(from, height, cols, step, panels);
    panels += panel;
  }
}

function packFourRows(first: usize, cols: i32, step: usize, to: usize): void {
  const third = first + 2 * step;
  let at: usize = 0;
  let j = 0;
  for (; j + 1 < cols; j += 2) {
    const a = v128.load(first + at);
    const b = v128.load(first + step + at);
    const c = v128.load(third + at);
    const d = v128.load(third + step + at);
    v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(to, v128.shuffle<f64>(c, d, 0, 2), 16);
    v128.store(to, v128.shuffle<f64>(a, b, 1, 3), 32);
    v128.store(to, v128.shuffle<f64>(c, d, 1, 3), 48);
    at += 16;
    to += 64;
  }
  if (j === cols) return;
  store<f64>(to, load<f64>(first + at));
  store<f64>(to, load<f64>(first + step + at), 8);
  store<f64>(to, load<f64>(third + at), 16);
  store<f64>(to, load<f64>(third + step + at), 24);
}

function packFewRows(source: usize, rows: i32, cols: i32, step: usize, panel: usize): void {
  for (let r = 0; r < WIDE; r++) {
    let to = panel + ((<usize>r) << 3);
    let from = source + <usize>r * step;
    for (let j = 0; j < cols; j++) {
      store<f64>(to, r < rows ? load<f64>(from) : 0);
      from += 8;
      to += 32;
    }
  }
}

/** Changes the sign of packed panels. */
export function negatePanels(panels: usize, values: i32): void {
  const end = panels + ((<usize>values) << 3);
  for (; panels < end; panels += 16) v128.store(panels, f64x2.neg(v128.load(panels)));
}

/** Adds to a row-major C (rows x cols) the product of packed rows and packed columns, `depth` terms each. */
export function addProduct(
  rowPanels: usize,
  columnPanels: usize,
  rows: i32,
  cols: i32,
  depth: i32,
  result: usize,
  stride: i32,
): void {
  const panel = (<usize>depth) << 5;
  const group = groupOf(depth);
  for (let first = 0; first < rows; first += group) {
    const last = min(rows, first + group);
    for (let j = 0; j < cols; j += WIDE) {
      const right = columnPanels + <usize>(j >> 2) * panel;
      for (let i = first; i < last; i += WIDE) {
        const left = rowPanels + <usize>(i >> 2) * panel;
        const at = result + ((<usize>i * stride + j) << 3);
        addTile(left, right, depth, at, stride, min(WIDE, rows - i), min(WIDE, cols - j));
      }
    }
  }
}

/**
 * Adds X'X to the lower triangle of a row-major `gram` (cols x cols), X being packed into panels of columns. Tiles on
 * the diagonal write above it too.
 */
export function addGram(panels: usize, rows: i32, cols: i32, gram: usize): void {
  addSymmetric(panels, panels, rows, cols, gram, cols);
}

/** Adds A'B, which is known to be symmetric, to the lower triangle of a row-major matrix. */
export function addSymmetric(
  leftPanels: usize,
  rightPanels: usize,
  depth: i32,
  size: i32,
  result: usize,
  stride: i32,
): void {
  const panel = (<usize>depth) << 5;
  const group = groupOf(depth);
  for (let first = 0; first < size; first += group) {
    const last = min(size, first + group);
    for (let j = 0; j < last; j += WIDE) {
      const right = rightPanels + <usize>(j >> 2) * panel;
      for (let i = max(first, j); i < last; i += WIDE) {
        const left = leftPanels + <usize>(i >> 2) * panel;
        const at = result + ((<usize>i * stride + j) << 3);
        addTile(left, right, depth, at, stride, min(WIDE, size - i), min(WIDE, size - j));
      }
    }
  }
}

/** How many rows of packed panels of this depth stay in the cache together. */
function groupOf(depth: i32): i32 {
  return max(4, GROUP / (max(1, depth) << 3)) & ~3;
}

/** Packs panels of columns (`cols` of them count) anew, into panels of four rows. */
export function packPanelRows(panels: usize, rows: i32, cols: i32, rowPanels: usize): void {
  const panel = (<usize>rows) << 5;
  for (let i = 0; i < rows; i += WIDE) {
    for (let j = 0; j < cols; j += WIDE) {
      let from = panels + <usize>(j >> 2) * panel + ((<usize>i) << 5);
      const width = min(WIDE, cols - j);
      for (let r = 0; r < WIDE; r++) {
        let to = rowPanels + ((<usize>r) << 3);
        for (let c = 0; c < width; c++) {
          store<f64>(to, i + r < rows ? load<f64>(from + ((<usize>c) << 3)) : 0);
          to += 32;
        }
        from += 32;
      }
      rowPanels += (<usize>width) << 5;
    }
  }
}
