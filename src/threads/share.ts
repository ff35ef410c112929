type TypedArray = Float64Array | Int32Array | Uint8Array;

/**
 * Plain data with every typed array moved into memory that threads share, each once; arrays that are there
 * already, and objects of classes, stay as they are.
 */
export function share<T>(value: T, moved: Map<object, unknown> = new Map()): T {
  if (typeof value !== 'object' || value === null) return value;
  const known = moved.get(value);
  if (known !== undefined) return known as T;
  const shared = shareObject(value, moved);
  moved.set(value, shared);
  return shared as T;
}

function shareObject(value: object, moved: Map<object, unknown>): unknown {
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? value : shareArray(value as TypedArray);
  if (Array.isArray(value)) {
    // Long lists hold strings and numbers, which are copied to each thread: only lists of objects are gone through.
    const holdsObjects = value.some((each) => typeof each === 'object' && each !== null);
    return holdsObjects ? value.map((each) => share(each, moved)) : value;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, share(each, moved)]));
}

function shareArray(array: TypedArray): TypedArray {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const Type = array.constructor as new (buffer: SharedArrayBuffer) => TypedArray;
  const shared = new Type(new SharedArrayBuffer(array.byteLength));
  shared.set(array);
  return shared;
}
