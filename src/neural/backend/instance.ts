import { BackendError, showValue } from '../../errors/index.js';
import type { NeuralBackend, TfInstance } from './backend.js';
import { loadTfjs } from './candidates.js';
import { mendCpu, mendWasm } from './mend-kernels.js';

/** tfjs as the user has set it up, on the backend that it is on. */
export async function takeInstance(tf: TfInstance): Promise<NeuralBackend> {
  const isTfjs = ['tensor', 'ready', 'getBackend', 'engine'].every(
    (name) => typeof (tf as unknown as Record<string, unknown> | undefined)?.[name] === 'function',
  );
  if (!isTfjs) {
    throw new BackendError(
      `setNeuralBackend: expected 'tensorflow', 'wasm', 'cpu', null, or tfjs as it is imported, got ${showValue(tf)}.`,
    );
  }
  const layers = layersOf(tf);
  await tf.ready();
  const name = tf.getBackend();
  if (name === 'wasm' || name === 'cpu') mendCpu(tf);
  if (name === 'wasm') mendWasm(tf);
  return { name, tf, layers };
}

/** The layers that belong to an instance: its own, or those installed beside it. */
function layersOf(tf: TfInstance): NeuralBackend['layers'] {
  const union = tf as TfInstance & NeuralBackend['layers'];
  if (typeof union.sequential === 'function' && typeof union.LayersModel === 'function') return union;
  const found = loadTfjs();
  if (found.tf.Tensor === tf.Tensor) return found.layers;
  throw new BackendError(
    'setNeuralBackend: the tfjs-core given is another copy than the one that tfjs-layers uses. Give ' +
      "@tensorflow/tfjs or @tensorflow/tfjs-node instead, or install the same version of all '@tensorflow' packages.",
  );
}
