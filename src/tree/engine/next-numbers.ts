/** The largest number below a finite one. */
export function numberBefore(value: number): number {
  return value === 0 ? -Number.MIN_VALUE : stepBits(value, value > 0 ? -1n : 1n);
}

/** The smallest number above a finite one. */
export function numberAfter(value: number): number {
  return value === 0 ? Number.MIN_VALUE : stepBits(value, value > 0 ? 1n : -1n);
}

const number = new Float64Array(1);
const bits = new BigInt64Array(number.buffer);

/** The bits of a number, read as an integer, order numbers of one sign by size. */
function stepBits(value: number, step: bigint): number {
  number[0] = value;
  bits[0]! += step;
  return number[0]!;
}
