import type {
  DataId,
  DataTypeMap,
  KernelFunc,
  NamedAttrMap,
  NamedTensorInfoMap,
  TensorInfo,
} from '@tensorflow/tfjs-core';

/** What kernels use of a backend that keeps its values in memory. */
export interface MemoryBackend {
  readSync(data: DataId): DataTypeMap[keyof DataTypeMap] | Uint8Array[];
  write(values: ArrayLike<unknown>, shape: number[], dtype: string): DataId;
  disposeData(data: DataId, force?: boolean): boolean;
}

/** A kernel over such a backend. */
export type Kernel = (call: {
  readonly inputs: NamedTensorInfoMap;
  readonly attrs?: NamedAttrMap;
  readonly backend: MemoryBackend;
}) => TensorInfo | TensorInfo[];

/** A kernel as tfjs registers it. */
export function asKernelFunc(kernel: Kernel): KernelFunc {
  return kernel as unknown as KernelFunc;
}
