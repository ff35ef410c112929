import type { BackendName } from './backend.js';
import { type BackendChoice, chooseBackend, loadBackend, loadedState } from './load-backend.js';

/** Which backend neural models run on, and why. */
export interface BackendInfo {
  /** Name of the backend; null as long as none is loaded. */
  readonly name: BackendName | string | null;
  /** Version of tfjs. */
  readonly tfjs: string | null;
  /** Version of the native TensorFlow; null on the other backends. */
  readonly tensorflow: string | null;
  /** Why other backends that come before it were not taken, a sentence each. */
  readonly notTaken: Readonly<Partial<Record<BackendName, string>>>;
}

/**
 * Chooses what neural models run on: `'tensorflow'` (tfjs-node), `'wasm'`, `'cpu'`, or tfjs as you imported and set it up; `null`
 * goes back to the first of these that works. It holds for the whole process, as tfjs has one backend in use at a time.
 *
 * @throws BackendError when it cannot be loaded, with the command that installs it. What was in use then stays in use.
 *
 * @example
 * ```ts
 * import { backendInfo, setNeuralBackend } from 'pipefit/neural';
 *
 * await setNeuralBackend('cpu');
 * console.log(backendInfo().name); // cpu
 * await setNeuralBackend(null);
 * ```
 */
export async function setNeuralBackend(choice: BackendChoice): Promise<void> {
  await chooseBackend(choice);
}

/**
 * Loads the backend that neural models run on, if it is not loaded yet, and says which it is. Models do so in `fit`; call it before
 * predictions of models that were read from files, where they could not wait for it.
 *
 * @throws BackendError when there is none, with what was tried and the commands that install one.
 *
 * @example
 * ```ts
 * import { loadNeuralBackend } from 'pipefit/neural';
 *
 * const { name, tfjs } = await loadNeuralBackend();
 * console.log(['tensorflow', 'wasm', 'cpu'].includes(name!), tfjs); // true 4.22.0
 * ```
 */
export async function loadNeuralBackend(): Promise<BackendInfo> {
  await loadBackend();
  return backendInfo();
}

/**
 * Says which backend neural models run on, its versions, and why those before it were not taken. Loads nothing.
 *
 * @example
 * ```ts
 * import { backendInfo, setNeuralBackend } from 'pipefit/neural';
 *
 * await setNeuralBackend(null);
 * console.log(backendInfo().name); // null
 * ```
 */
export function backendInfo(): BackendInfo {
  const { backend, reasons } = loadedState();
  if (backend === null) return { name: null, tfjs: null, tensorflow: null, notTaken: reasons };
  return {
    name: backend.name,
    tfjs: backend.tf.version_core,
    tensorflow: tensorflowVersion(backend.tf.backend()),
    notTaken: reasons,
  };
}

/** Version of the TensorFlow library that a native backend has loaded. */
function tensorflowVersion(backend: object): string | null {
  return (backend as { binding?: { TF_Version?: string } }).binding?.TF_Version ?? null;
}
