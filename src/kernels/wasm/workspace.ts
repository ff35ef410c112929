import { InvalidDataError } from '../../errors/index.js';
import { type ArraysOf, bytesOf, type KernelArray, type Layout, type Wanted } from './layout.js';
import { type Kernels, kernelModule, kernelsOver } from './module.js';

const PAGE = 65_536;
/** What 32-bit addresses reach. */
const MOST_PAGES = 65_536;
/** A workspace that has grown beyond this is left to the garbage collector, as WebAssembly memory never shrinks. */
const KEPT_PAGES = 1024;
/** How many workspaces wait to be used again: fits that run side by side have one each. */
const KEPT = 4;

/** Memory of the kernels and the kernels over it, for one job at a time. */
export class Workspace {
  readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
  /** How many jobs it has served, the present one included. */
  uses = 1;
  #used: number;

  /** A memory that other threads have made is given; without one the workspace has its own. */
  constructor(shared: WebAssembly.Memory | null = null) {
    this.memory = shared ?? new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES });
    this.kernels = kernelsOver(this.memory, kernelModule(shared !== null));
    this.#used = this.kernels.heapBase();
  }

  /** Bytes of the memory as it stands. */
  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  /**
   * Arrays in the kernels' memory, of unknown content: `array.byteOffset` is what the kernels are given. Arrays that
   * were handed out before must not be used any more (growing the memory detaches them), so ask for all at once.
   * Throws InvalidDataError, before anything is taken, when they would not fit into the address space.
   */
  allocate<const L extends Layout>(layout: L): ArraysOf<L> {
    const entries = Object.entries(layout);
    const bytes = entries.reduce((sum, [, each]) => sum + bytesOf(each), 0);
    let at = Math.ceil(this.#used / 16) * 16;
    this.#reserve(at + bytes);
    const arrays = entries.map(([name, wanted]): [string, KernelArray] => {
      const array = arrayAt(this.memory, wanted, at);
      at += bytesOf(wanted);
      return [name, array];
    });
    this.#used = at;
    return Object.fromEntries(arrays) as ArraysOf<L>;
  }

  /** Takes back all arrays. */
  clear(): void {
    this.uses++;
    this.#used = this.kernels.heapBase();
  }

  #reserve(bytes: number): void {
    refuseTooLarge(bytes);
    const lacking = Math.ceil((bytes - this.bytes) / PAGE);
    if (lacking > 0) this.memory.grow(lacking);
  }
}

/** Refuses what is beyond 32-bit addresses, before anything is allocated. */
export function refuseTooLarge(bytes: number): void {
  if (bytes <= MOST_PAGES * PAGE) return;
  throw new InvalidDataError(
    `These data need ${(bytes / 2 ** 30).toFixed(1)} GiB of working memory, and the kernels address 4 GiB. ` +
      'Fit on fewer rows or columns.',
  );
}

const idle: Workspace[] = [];
const idleShared: Workspace[] = [];

/**
 * Runs a job with a workspace, which it must not keep: it goes to the next job when the function returns or throws,
 * or when the promise that it returns settles. Other threads can be given the memory of a shared one.
 */
export function withWorkspace<T>(job: (workspace: Workspace) => T, kind: 'own' | 'shared' = 'own'): T {
  const workspace =
    kind === 'own' ? (idle.pop() ?? new Workspace()) : (idleShared.pop() ?? new Workspace(sharedMemory()));
  let result: T;
  try {
    result = job(workspace);
  } catch (error) {
    release(workspace);
    throw error;
  }
  if (!(result instanceof Promise)) {
    release(workspace);
    return result;
  }
  return result.finally(() => release(workspace)) as T;
}

/** Whether a workspace of so many bytes is used again by later jobs. */
export function isKept(bytes: number): boolean {
  return bytes <= KEPT_PAGES * PAGE;
}

function release(workspace: Workspace): void {
  workspace.clear();
  const waiting = workspace.memory.buffer instanceof ArrayBuffer ? idle : idleShared;
  if (waiting.length < KEPT && isKept(workspace.bytes)) waiting.push(workspace);
}

function sharedMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
}

function arrayAt<A extends KernelArray>(memory: WebAssembly.Memory, wanted: Wanted<A>, at: number): A {
  return new wanted.type(memory.buffer, at, wanted.length);
}
