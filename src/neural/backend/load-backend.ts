import { BackendError } from '../../errors/index.js';
import { type BackendName, type NeuralBackend, type TfInstance, Unavailable } from './backend.js';
import { installCommands, loadTfjs, startCpu, startTensorflow, startWasm, type Tfjs } from './candidates.js';
import { takeInstance } from './instance.js';

/** What the user asked for: a backend by name, tfjs as it was set up by the user, or null for the first that works. */
export type BackendChoice = BackendName | TfInstance | null;

/** Why a backend is not the one in use, by name. */
export type Reasons = Partial<Record<BackendName, string>>;

const order: readonly BackendName[] = ['tensorflow', 'wasm', 'cpu'];

let choice: BackendChoice = null;
let loaded: NeuralBackend | null = null;
let reasons: Reasons = {};
let loading: Promise<unknown> = Promise.resolve();

/** What is loaded, and why it is not another one. */
export function loadedState(): { readonly backend: NeuralBackend | null; readonly reasons: Reasons } {
  return { backend: loaded, reasons };
}

/** The backend that neural models run on, loaded on first use. */
export function loadBackend(): Promise<NeuralBackend> {
  return inTurn(() => (loaded === null ? take(choice) : activate(loaded)));
}

/** Loads what is asked for and keeps it; leaves everything as it was where that cannot be had. */
export function chooseBackend(next: BackendChoice): Promise<void> {
  return inTurn(async () => {
    if (next !== null) await take(next);
    else [loaded, reasons] = [null, {}];
    choice = next;
  });
}

/**
 * The backend where an answer cannot wait for it: the loaded one, else the first that starts at once. Throws
 * BackendError when there is none, and when one was asked for that has to be waited for.
 */
export function backendNow(owner: string): NeuralBackend {
  if (loaded !== null) return activate(loaded);
  const names = order.filter((name) => name !== 'wasm' && (choice === null || choice === name));
  const failures: Reasons = {};
  for (const name of names) {
    try {
      const tfjs = loadTfjs();
      if (name === 'tensorflow') startTensorflow(tfjs);
      else startCpu(tfjs);
      const backend = { name, ...tfjs };
      // Plain JavaScript is the last resort: the next fit looks whether there is something faster.
      if (name === 'tensorflow' || choice === 'cpu') [loaded, reasons] = [backend, { ...failures }];
      return backend;
    } catch (error) {
      failures[name] = reasonOf(error);
    }
  }
  throw new BackendError(
    `${owner}: no backend for neural models is loaded, and none can be loaded at once. ${list(failures)}` +
      'Await loadNeuralBackend() first.',
  );
}

/** One after the other, so that a backend is never taken while another one starts. */
function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
  const done = loading.then(work);
  loading = done.catch(() => {});
  return done;
}

async function take(wanted: BackendChoice): Promise<NeuralBackend> {
  const before = loaded;
  const failures: Reasons = {};
  if (wanted !== null && !isName(wanted)) {
    loaded = await takeInstance(wanted);
    reasons = {};
    return loaded;
  }
  for (const name of wanted === null ? order : [wanted]) {
    try {
      const tfjs = loadTfjs();
      await start(name, tfjs);
      loaded = { name, ...tfjs };
      reasons = failures;
      return loaded;
    } catch (error) {
      failures[name] = reasonOf(error);
    }
  }
  if (before !== null) activate(before);
  throw new BackendError(cannotLoad(wanted, failures));
}

function isName(wanted: unknown): wanted is BackendName {
  return (order as readonly unknown[]).includes(wanted);
}

async function start(name: BackendName, tfjs: Tfjs): Promise<void> {
  if (name === 'tensorflow') startTensorflow(tfjs);
  else if (name === 'wasm') await startWasm(tfjs);
  else startCpu(tfjs);
}

/** tfjs has one backend in use for all; whoever else is in this process may have taken another one since. */
function activate(backend: NeuralBackend): NeuralBackend {
  if (backend.tf.getBackend() !== backend.name) void backend.tf.setBackend(backend.name);
  return backend;
}

function reasonOf(error: unknown): string {
  if (error instanceof Unavailable) return error.message;
  return `it does not load (${String((error as Error).message).split('\n', 1)[0]}).`;
}

function cannotLoad(wanted: BackendName | null, failures: Reasons): string {
  if (wanted !== null) {
    const reason = failures[wanted] ?? '';
    // Where it is installed, the reason says what else to do.
    const advice = reason.endsWith('is not installed.') ? ` Install it with: ${installCommands[wanted]}` : '';
    return `The backend '${wanted}' cannot be loaded: ${reason}${advice}`;
  }
  return (
    `No backend for neural models can be loaded. ${list(failures)}` +
    `Install the native one with: ${installCommands.tensorflow} or the portable one with: ${installCommands.wasm}`
  );
}

function list(failures: Reasons): string {
  return Object.entries(failures)
    .map(([name, reason]) => `${name}: ${reason} `)
    .join('');
}
