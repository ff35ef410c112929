import { createRequire } from 'node:module';
import { BackendError } from '../../errors/index.js';

export type BackendName = 'tensorflow' | 'wasm' | 'cpu';

/** tfjs as it is used: the operations and the layers, over one backend. */
export interface NeuralBackend {
  readonly name: BackendName;
  readonly tf: typeof import('@tensorflow/tfjs-core');
  readonly layers: typeof import('@tensorflow/tfjs-layers');
}

let loaded: NeuralBackend | null = null;

/** The backend that neural models run on, loaded on first use. */
export async function loadBackend(): Promise<NeuralBackend> {
  loaded ??= await load();
  return loaded;
}

/** The backend where an answer cannot wait for it. Throws BackendError when none is loaded. */
export function backendNow(owner: string): NeuralBackend {
  if (loaded !== null) return loaded;
  throw new BackendError(
    `${owner}: no backend for neural models is loaded yet. Await loadNeuralBackend() first.`,
  );
}

async function load(): Promise<NeuralBackend> {
  const require = createRequire(import.meta.url);
  const tf = require('@tensorflow/tfjs-core') as NeuralBackend['tf'];
  require('@tensorflow/tfjs-backend-cpu');
  const layers = require('@tensorflow/tfjs-layers') as NeuralBackend['layers'];
  try {
    require('@tensorflow/tfjs-node');
    return { name: 'tensorflow', tf, layers };
  } catch {
    require('@tensorflow/tfjs-backend-wasm');
    await tf.setBackend('wasm');
    return { name: 'wasm', tf, layers };
  }
}
