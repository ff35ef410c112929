import type { KernelConfig, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { TfInstance } from './backend.js';
import { convFilterGradient } from './conv-gradient.js';
import { asKernelFunc, type Kernel, type MemoryBackend } from './kernel.js';
import { maxPoolGradient, meanPoolGradient } from './pool-gradient.js';
import { resizeGradient } from './resize-gradient.js';
import { unsortedSegmentSum } from './segment-sum.js';

/** Complex numbers, which the WebAssembly backend cannot keep, and a page's canvas. */
const impossible = new Set(['Complex', 'ComplexAbs', 'Draw', 'FFT', 'IFFT', 'Imag', 'Real']);

/** Kernels of the wasm backend of tfjs 4.22 whose numbers are not TensorFlow's, while the cpu backend's are. */
const wrongOnWasm = new Set([
  'Conv3DBackpropFilterV2',
  'Conv3DBackpropInputV2',
  'Dilation2D',
  'Dilation2DBackpropFilter',
  'Dilation2DBackpropInput',
]);

/** Kernels of gradients that are missing, wrong, or very slow on the cpu and wasm backends of tfjs. */
function ownKernels(tf: TfInstance): ReadonlyMap<string, Kernel> {
  return new Map([
    ['AvgPoolGrad', meanPoolGradient(tf)],
    ['AvgPool3DGrad', meanPoolGradient(tf)],
    ['Conv2DBackpropFilter', convFilterGradient(tf)],
    ['MaxPoolGrad', maxPoolGradient(tf)],
    ['MaxPool3DGrad', maxPoolGradient(tf)],
    ['ResizeBilinearGrad', resizeGradient('bilinear')],
    ['ResizeNearestNeighborGrad', resizeGradient('nearest')],
    ['UnsortedSegmentSum', unsortedSegmentSum],
  ]);
}

const mended = new WeakSet<object>();

/** Puts right what is wrong or very slow in the kernels of the cpu backend. */
export function mendCpu(tf: TfInstance): void {
  const cpu = tf.findBackend('cpu');
  if (cpu === null || mended.has(cpu)) return;
  mended.add(cpu);
  for (const [name, kernel] of ownKernels(tf)) put(tf, 'cpu', name, kernel);
}

/**
 * Puts right what is wrong in the kernels of the wasm backend, and gives it what it lacks of those of the cpu backend, gradients above
 * all, so that every network trains on it: each one computes on the cpu backend, from copies to copies.
 */
export function mendWasm(tf: TfInstance): void {
  const wasm = tf.findBackend('wasm');
  if (wasm === null || mended.has(wasm)) return;
  mended.add(wasm);
  const own = ownKernels(tf);
  for (const [name, kernel] of own) put(tf, 'wasm', name, kernel);
  for (const config of tf.getKernelsForBackend('cpu')) {
    const name = config.kernelName;
    const isWanted = wrongOnWasm.has(name) || !tf.getKernel(name, 'wasm');
    if (isWanted && !own.has(name) && !impossible.has(name)) put(tf, 'wasm', name, onCpu(tf, config));
  }
}

function put(tf: TfInstance, backendName: string, kernelName: string, kernel: Kernel): void {
  const before = tf.getKernel(kernelName, backendName) as KernelConfig | undefined;
  if (before) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ ...before, kernelName, backendName, kernelFunc: asKernelFunc(kernel) });
}

/** Inputs come by name or as a list, and some of those by name are lists again. */
type Inputs = Readonly<Record<string, TensorInfo | readonly TensorInfo[] | undefined>>;

/** A kernel of the cpu backend for tensors of another one. */
function onCpu(tf: TfInstance, { kernelFunc }: KernelConfig): Kernel {
  return ({ inputs, attrs, backend }) => {
    const cpu = tf.findBackend('cpu') as unknown as MemoryBackend;
    const used: TensorInfo[] = [];
    const lend = (info: TensorInfo): TensorInfo => {
      const { shape, dtype } = info;
      const copy = { dataId: cpu.write(backend.readSync(info.dataId), shape, dtype), shape, dtype };
      used.push(copy);
      return copy;
    };
    const lendAll = (given: Inputs | readonly TensorInfo[]) => {
      if (isList(given)) return given.map(lend);
      const entries = Object.entries(given).map(([name, each]) => {
        return [name, isList(each) ? each.map(lend) : each && lend(each)];
      });
      return Object.fromEntries(entries) as NamedTensorInfoMap;
    };
    try {
      const call = { inputs: lendAll(inputs as Inputs), backend: cpu, ...(attrs && { attrs }) };
      const results = kernelFunc(call as Parameters<typeof kernelFunc>[0]);
      used.push(...(isList(results) ? results : [results]));
      const give = ({ dataId, shape, dtype }: TensorInfo): TensorInfo => {
        const values = asStored(cpu.readSync(dataId), dtype);
        return { dataId: backend.write(values, shape, dtype), shape, dtype };
      };
      return isList(results) ? results.map(give) : give(results);
    } finally {
      for (const { dataId } of used) cpu.disposeData(dataId, true);
    }
  };
}

function isList<T>(value: unknown | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

/** Values in the form in which wasm keeps them: the cpu backend is content with any list of numbers. */
function asStored(values: ArrayLike<unknown>, dtype: string): ArrayLike<unknown> {
  const numbers = values as ArrayLike<number>;
  if (dtype === 'float32') return values instanceof Float32Array ? values : Float32Array.from(numbers);
  if (dtype === 'int32') return values instanceof Int32Array ? values : Int32Array.from(numbers);
  if (dtype === 'bool') return values instanceof Uint8Array ? values : Uint8Array.from(numbers);
  return values;
}
