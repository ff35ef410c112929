import type { TfInstance } from './backend.js';

/** Loads tfjs-node without what TensorFlow says about itself when it starts. Who has set a level of logging gets it. */
export function loadQuietly<T>(_folder: string, load: () => T): T {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  return load();
}

/** The cpu backend greets on its first use, unless it thinks that it has been used. */
export function keepCpuQuiet(tf: TfInstance): void {
  const cpu = tf.findBackend('cpu') as unknown as { firstUse?: boolean } | null;
  if (cpu !== null) cpu.firstUse = false;
}
