/** The backends that can be asked for by name: native TensorFlow, WebAssembly, and plain JavaScript. */
export type BackendName = 'tensorflow' | 'wasm' | 'cpu';

/** tfjs-core, or a package that holds all of it, such as `@tensorflow/tfjs` and `@tensorflow/tfjs-node`. */
export type TfInstance = typeof import('@tensorflow/tfjs-core');

/** tfjs as it is used: the operations and the layers, over one backend. */
export interface NeuralBackend {
  /** Name of the backend, as tfjs has it; another one than the three only for an instance that the user gave. */
  readonly name: BackendName | string;
  readonly tf: TfInstance;
  readonly layers: typeof import('@tensorflow/tfjs-layers');
}

/** Where something cannot be had: the reason as a sentence, and what caused it. */
export class Unavailable extends Error {}
