import { f64 } from './wasm/layout.js';
import { withWorkspace } from './wasm/workspace.js';

/** Values that pass through the kernel at a time. */
const BLOCK_VALUES = 8192;
/** Fewer values are done before a kernel is at hand. */
const FEW_VALUES = 256;

/** (value - shift) / divisor for each value of row-major data, with numbers for each column. */
export function shiftAndDivide(
  data: Float64Array,
  cols: number,
  shifts: Float64Array,
  divisors: Float64Array,
): Float64Array {
  const out = new Float64Array(data.length);
  if (data.length < FEW_VALUES) {
    for (let p = 0; p < data.length; ) {
      for (let j = 0; j < cols; j++, p++) out[p] = (data[p]! - shifts[j]!) / divisors[j]!;
    }
    return out;
  }
  const rows = Math.max(1, Math.floor(BLOCK_VALUES / cols));
  withWorkspace((workspace) => {
    const at = workspace.allocate({ rows: f64(rows * cols), shifts: f64(cols), divisors: f64(cols) });
    at.shifts.set(shifts);
    at.divisors.set(divisors);
    for (let from = 0; from < data.length; from += rows * cols) {
      const block = data.subarray(from, from + rows * cols);
      at.rows.set(block);
      workspace.kernels.shiftAndDivide(
        at.rows.byteOffset,
        block.length / cols,
        cols,
        at.shifts.byteOffset,
        at.divisors.byteOffset,
      );
      out.set(block.length === at.rows.length ? at.rows : at.rows.subarray(0, block.length), from);
    }
  });
  return out;
}

/** value * factor + shift for each value of row-major data, with numbers for each column. */
export function multiplyAndShift(
  data: Float64Array,
  cols: number,
  factors: Float64Array,
  shifts: Float64Array,
): Float64Array {
  const out = new Float64Array(data.length);
  for (let p = 0; p < data.length; ) {
    for (let j = 0; j < cols; j++, p++) out[p] = data[p]! * factors[j]! + shifts[j]!;
  }
  return out;
}

/** Cuts off, in place, what lies outside of the limits; NaN stays. */
export function clipValues(values: Float64Array, low: number, high: number): void {
  for (let p = 0; p < values.length; p++) {
    if (values[p]! < low) values[p] = low;
    else if (values[p]! > high) values[p] = high;
  }
}
