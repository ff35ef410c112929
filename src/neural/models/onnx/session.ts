import { MissingDependencyError } from '../../../errors/index.js';
import { foundPackage } from '../optional-package.js';
import { threadSession } from './thread-session.js';

/** Values of a tensor as onnxruntime has them. */
export type TensorValues =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | readonly string[];

export interface PlainTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: TensorValues;
}

/** A model in onnxruntime, which answers at once. */
export interface Session {
  run(feeds: ReadonlyMap<string, PlainTensor>, outputs: readonly string[]): PlainTensor[];
  dispose(): void;
}

/** The part of onnxruntime-node that is native: its session runs at once, and the public one only waits before it. */
interface Binding {
  readonly initOrt?: () => void;
  readonly binding: { readonly InferenceSession: new () => NativeSession };
}

interface NativeSession {
  loadModel(buffer: ArrayBufferLike, offset: number, length: number, options: object): void;
  run(feeds: object, fetches: object, options: object): Record<string, PlainTensor>;
  dispose(): void;
}

interface Ort {
  readonly Tensor: new (type: string, data: unknown, dims: readonly number[]) => PlainTensor;
}

const LOG_ERRORS_ONLY = { logSeverityLevel: 3 };

/** Opens a model in the runtime that is installed. */
export function openSession(bytes: Uint8Array): Session {
  const native = nativeSession(bytes);
  if (native !== null) return native;
  for (const runtime of ['onnxruntime-node', 'onnxruntime-web']) {
    if (isInstalled(runtime)) return threadSession(runtime, bytes);
  }
  throw new MissingDependencyError('onnxruntime-node', 'OnnxModel');
}

/** A session of onnxruntime-node without its promises; null where this version does not have the parts for it. */
function nativeSession(bytes: Uint8Array): Session | null {
  const ort = quietly<Ort>('onnxruntime-node');
  const parts = quietly<Binding>('onnxruntime-node/dist/binding.js');
  const Native = parts?.binding?.InferenceSession;
  const methods = ['loadModel', 'run', 'dispose'];
  if (ort === null || typeof Native !== 'function') return null;
  if (!methods.every((method) => typeof Native.prototype[method] === 'function')) return null;
  parts?.initOrt?.();
  const session = new Native();
  session.loadModel(bytes.buffer, bytes.byteOffset, bytes.byteLength, LOG_ERRORS_ONLY);
  return {
    run(feeds, outputs) {
      const given = [...feeds].map(([name, { type, data, dims }]) => [
        name,
        new ort.Tensor(type, data, dims),
      ]);
      const wanted = outputs.map((name) => [name, null]);
      const results = session.run(named(given), named(wanted), {});
      return outputs.map((name) => results[name]!);
    },
    dispose: () => session.dispose(),
  };
}

/** Names come from files, so no prototype. */
function named(entries: readonly (readonly unknown[])[]): object {
  return Object.assign(Object.create(null), Object.fromEntries(entries as [string, unknown][]));
}

/** A package, or null where it is not there or does not load on this machine. */
function quietly<T>(specifier: string): T | null {
  try {
    return foundPackage<T>(specifier);
  } catch {
    return null;
  }
}

function isInstalled(name: string): boolean {
  return quietly(name) !== null;
}
