/** The typed arrays that kernels work on. */
export type KernelArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** An array that is wanted in a workspace. */
export interface Wanted<A extends KernelArray> {
  readonly type: new (buffer: ArrayBufferLike, offset: number, length: number) => A;
  readonly bytesPerValue: number;
  readonly length: number;
}

export type Layout = Readonly<Record<string, Wanted<KernelArray>>>;

/** The arrays that a layout asks for. */
export type ArraysOf<L extends Layout> = {
  readonly [K in keyof L]: L[K] extends Wanted<infer A> ? A : never;
};

/** Arrays start at a multiple of this, so that 128-bit loads are aligned. */
const ALIGNMENT = 16;

export const f64 = (length: number): Wanted<Float64Array> => wanted(Float64Array, length);
export const f32 = (length: number): Wanted<Float32Array> => wanted(Float32Array, length);
export const i32 = (length: number): Wanted<Int32Array> => wanted(Int32Array, length);
export const u32 = (length: number): Wanted<Uint32Array> => wanted(Uint32Array, length);
export const u16 = (length: number): Wanted<Uint16Array> => wanted(Uint16Array, length);
export const u8 = (length: number): Wanted<Uint8Array> => wanted(Uint8Array, length);

/** Bytes that an array takes, the gap to the next included. */
export function bytesOf({ bytesPerValue, length }: Wanted<KernelArray>): number {
  return Math.ceil((bytesPerValue * length) / ALIGNMENT) * ALIGNMENT;
}

function wanted<A extends KernelArray>(
  type: Wanted<A>['type'] & { readonly BYTES_PER_ELEMENT: number },
  length: number,
): Wanted<A> {
  return { type, bytesPerValue: type.BYTES_PER_ELEMENT, length };
}
