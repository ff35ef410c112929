import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BackendName, type NeuralBackend, type TfInstance, Unavailable } from './backend.js';
import { mendCpu, mendWasm } from './mend-kernels.js';
import { mendNodeUtil } from './node-util.js';
import { places, resolveFrom } from './packages.js';
import { keepCpuQuiet, loadQuietly } from './quiet.js';

/** tfjs without a choice of backend. */
export interface Tfjs {
  readonly tf: TfInstance;
  readonly layers: NeuralBackend['layers'];
}

const wasmPackages =
  '@tensorflow/tfjs-core @tensorflow/tfjs-layers @tensorflow/tfjs-backend-cpu @tensorflow/tfjs-backend-wasm';

/** The commands that install a backend, for messages. */
export const installCommands: Readonly<Record<BackendName, string>> = {
  tensorflow: 'npm install --ignore-scripts @tensorflow/tfjs-node && npx pipefit setup-native',
  wasm: `npm install ${wasmPackages}`,
  cpu: 'npm install @tensorflow/tfjs-core @tensorflow/tfjs-layers @tensorflow/tfjs-backend-cpu',
};

/** tfjs-core and tfjs-layers, from the same place. */
export function loadTfjs(): Tfjs {
  const layersFile = packageFile('@tensorflow/tfjs-layers');
  const coreFile = packageFile('@tensorflow/tfjs-core');
  const seen = createRequire(layersFile).resolve('@tensorflow/tfjs-core');
  if (seen !== coreFile) throw new Unavailable(twoCores('@tensorflow/tfjs-layers', seen, coreFile));
  return { tf: load(coreFile), layers: load(layersFile) };
}

/** Registers tfjs-node's backend and makes it the one in use. */
export function startTensorflow({ tf }: Tfjs): void {
  const file = packageFile('@tensorflow/tfjs-node');
  const union = createRequire(file).resolve('@tensorflow/tfjs');
  checkCore('@tensorflow/tfjs-node', createRequire(union).resolve('@tensorflow/tfjs-core'));
  const folder = dirname(dirname(file));
  const addon = join(folder, 'lib', 'napi-v8', 'tfjs_binding.node');
  try {
    loadQuietly(folder, () => {
      mendNodeUtil();
      load(file);
    });
  } catch (error) {
    const reason = existsSync(addon)
      ? `the native addon of '@tensorflow/tfjs-node' does not load (${firstLine(error)}); npx pipefit setup-native may mend it.`
      : "the native addon of '@tensorflow/tfjs-node' (tfjs_binding.node) has not been made on this machine; npx pipefit setup-native makes it.";
    throw new Unavailable(reason, { cause: error });
  }
  void tf.setBackend('tensorflow');
  // Without an operation on it, a thread that has loaded the addon ends the process with a fault when it ends.
  tf.tidy(() => tf.add(1, 1).dataSync());
}

/** Registers the backend of plain JavaScript, without making it the one in use. */
export function registerCpu({ tf }: Tfjs): void {
  if (tf.engine().findBackendFactory('cpu') === null) {
    const file = packageFile('@tensorflow/tfjs-backend-cpu');
    checkCore('@tensorflow/tfjs-backend-cpu', createRequire(file).resolve('@tensorflow/tfjs-core'));
    load(file);
  }
  keepCpuQuiet(tf);
  mendCpu(tf);
}

export function startCpu(tfjs: Tfjs): void {
  registerCpu(tfjs);
  void tfjs.tf.setBackend('cpu');
}

/** Starts the WebAssembly backend, with the kernels of the cpu backend for what it lacks. */
export async function startWasm(tfjs: Tfjs): Promise<void> {
  const { tf } = tfjs;
  registerCpu(tfjs);
  if (tf.engine().findBackendFactory('wasm') === null) {
    const file = packageFile('@tensorflow/tfjs-backend-wasm');
    checkCore('@tensorflow/tfjs-backend-wasm', createRequire(file).resolve('@tensorflow/tfjs-core'));
    load(file);
  }
  const listeners = processListeners();
  const isStarted = await tf.setBackend('wasm');
  // The module that it starts would have every rejection that nobody handles end the process.
  for (const [event, before] of listeners) removeOthers(event, before);
  if (!isStarted) throw new Unavailable('the WebAssembly backend did not start.');
  mendWasm(tf);
}

const faults = ['uncaughtException', 'unhandledRejection'] as const;
type Fault = (typeof faults)[number];
type Listener = (...args: unknown[]) => void;

function processListeners(): [Fault, readonly Listener[]][] {
  return faults.map((event) => [event, process.rawListeners(event) as Listener[]]);
}

function removeOthers(event: Fault, before: readonly Listener[]): void {
  for (const listener of process.rawListeners(event) as Listener[]) {
    if (!before.includes(listener)) process.removeListener(event, listener);
  }
}

function packageFile(name: string): string {
  const file = resolveFrom(places(), name);
  if (file !== null) return file;
  throw new Unavailable(`the package '${name}' is not installed.`);
}

/** All parts must be made for one tfjs-core: what one makes, another would not know. */
function checkCore(name: string, seen: string): void {
  const core = packageFile('@tensorflow/tfjs-core');
  if (seen !== core) throw new Unavailable(twoCores(name, seen, core));
}

function twoCores(name: string, seen: string, core: string): string {
  return (
    `'${name}' uses another copy of '@tensorflow/tfjs-core' (${seen}) than pipefit (${core}). ` +
    "Install the same version of all '@tensorflow' packages, then run npm dedupe."
  );
}

function load<T>(file: string): T {
  return createRequire(file)(file) as T;
}

function firstLine(error: unknown): string {
  return String((error as Error).message)
    .split('\n', 1)[0]!
    .trim();
}
