import { type Kernels, OWN_MEMORY, SHARED_MEMORY } from './kernels.generated.js';

export type { Kernels };

let own: WebAssembly.Module | null = null;
let shared: WebAssembly.Module | null = null;

/** The compiled kernels, made on first use and without waiting: for a thread's own memory or for a shared one. */
export function kernelModule(forSharedMemory: boolean): WebAssembly.Module {
  if (forSharedMemory) return (shared ??= compile(SHARED_MEMORY));
  return (own ??= compile(OWN_MEMORY));
}

/** The kernels over a memory. */
export function kernelsOver(memory: WebAssembly.Memory, module: WebAssembly.Module): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as Kernels;
}

function compile(base64: string): WebAssembly.Module {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new WebAssembly.Module(bytes);
}
