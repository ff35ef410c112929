type Growable = Float64Array | Int32Array | Uint8Array;

/** The same numbers with room for at least `needed`, doubling so that appending stays cheap. */
export function grown<T extends Growable>(values: T, needed: number): T {
  if (needed <= values.length) return values;
  const larger = new (values.constructor as new (length: number) => T)(
    Math.max(needed, values.length * 2, 16),
  );
  larger.set(values);
  return larger;
}
