import { UnsupportedError } from '../../../errors/index.js';
import type { Feed, RawOutput, Runner } from '../runners.js';
import { openSession, type PlainTensor, type Session, type TensorValues } from './session.js';

/** How numbers are written in the types of ONNX. */
const writers: Readonly<Record<string, (values: Float64Array) => TensorValues>> = {
  float32: (values) => Float32Array.from(values),
  float64: (values) => values,
  int8: (values) => Int8Array.from(values),
  uint8: (values) => Uint8Array.from(values),
  int16: (values) => Int16Array.from(values),
  uint16: (values) => Uint16Array.from(values),
  int32: (values) => Int32Array.from(values),
  uint32: (values) => Uint32Array.from(values),
  int64: (values) => BigInt64Array.from(values, (value) => BigInt(Math.trunc(value))),
  uint64: (values) => BigUint64Array.from(values, (value) => BigInt(Math.trunc(value))),
  bool: (values) => Uint8Array.from(values, (value) => (value === 0 ? 0 : 1)),
};

/** Why inputs of a type cannot be given; null for those that can. */
export function inputObstacle(type: string): string | null {
  return type === 'string' || Object.hasOwn(writers, type) ? null : `is of the type ${type}`;
}

/** An ONNX model that is ready to run. */
export class OnnxRunner implements Runner {
  readonly #session: Session;

  constructor(bytes: Uint8Array) {
    this.#session = openSession(bytes);
  }

  run(feeds: readonly Feed[], outputs: readonly string[]): RawOutput[] {
    const tensors = new Map(feeds.map((feed) => [feed.name, tensorOf(feed)]));
    return this.#session.run(tensors, outputs).map(({ dims, data }) => ({ shape: dims, values: data }));
  }

  dispose(): void {
    this.#session.dispose();
  }
}

function tensorOf({ name, type, shape, values }: Feed): PlainTensor {
  if (!(values instanceof Float64Array)) return { type, dims: shape, data: values };
  const write = writers[type];
  if (write === undefined)
    throw new UnsupportedError(`OnnxModel: the input '${name}' is of the type ${type}.`);
  if (!/int/.test(type)) return { type, dims: shape, data: write(values) };
  const odd = values.find((value) => !Number.isFinite(value));
  if (odd === undefined) return { type, dims: shape, data: write(values) };
  throw new UnsupportedError(`OnnxModel: the input '${name}' takes whole numbers, which ${odd} is not.`);
}
