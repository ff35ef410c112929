/** (value - shift) / divisor for each value of row-major data, with numbers for each column. */
export function shiftAndDivide(
  data: Float64Array,
  cols: number,
  shifts: Float64Array,
  divisors: Float64Array,
): Float64Array {
  const out = new Float64Array(data.length);
  for (let p = 0; p < data.length; ) {
    for (let j = 0; j < cols; j++, p++) out[p] = (data[p]! - shifts[j]!) / divisors[j]!;
  }
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
