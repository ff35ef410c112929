import { ModelFileError, UnsupportedError } from '../../../errors/index.js';
import { importPackage } from '../optional-package.js';

/** Numbers of an HDF5 file. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A group of an HDF5 file with all that is in it. */
export interface H5Group {
  readonly attributes: ReadonlyMap<string, unknown>;
  readonly groups: ReadonlyMap<string, H5Group>;
  readonly arrays: ReadonlyMap<string, NumberArray>;
}

type H5 = typeof import('h5wasm/node');
type Entity = ReturnType<InstanceType<H5['File']>['get']>;

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
let files = 0;

export function isHdf5(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

/** Everything in an HDF5 file. */
export async function readHdf5(owner: string, bytes: Uint8Array): Promise<H5Group> {
  const h5 = await importPackage<H5>(
    'h5wasm/node',
    `${owner}, to read HDF5 files,`,
    () => import('h5wasm/node'),
  );
  const { FS, activate_throwing_error_handler, deactivate_throwing_error_handler } = await h5.ready;
  const path = `/pipefit-${files++}.h5`;
  FS.writeFile(path, bytes);
  // Without it the library prints what is wrong.
  activate_throwing_error_handler();
  let file: InstanceType<H5['File']> | null = null;
  try {
    file = new h5.File(path, 'r');
    if (file.file_id < 0n) throw new Error('it is no whole HDF5 file');
    return readGroup(file, owner, '');
  } catch (error) {
    if (error instanceof UnsupportedError || error instanceof ModelFileError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelFileError(`${owner}: the HDF5 file cannot be read: ${reason}.`, '', { cause: error });
  } finally {
    if (file !== null && file.file_id >= 0n) file.close();
    deactivate_throwing_error_handler();
    FS.unlink(path);
  }
}

function readGroup(group: InstanceType<H5['Group']>, owner: string, place: string): H5Group {
  const groups = new Map<string, H5Group>();
  const arrays = new Map<string, NumberArray>();
  for (const name of group.keys()) {
    const entity: Entity = group.get(name);
    const inner = `${place}/${name}`;
    if (entity === null) throw new ModelFileError(`${owner}: '${inner}' cannot be read.`, inner);
    if ('keys' in entity) groups.set(name, readGroup(entity, owner, inner));
    else if ('shape' in entity) arrays.set(name, readArray(entity, owner, inner));
  }
  const attributes = new Map(
    Object.entries(group.attrs).map(([name, { value }]) => [name, value as unknown]),
  );
  return { attributes, groups, arrays };
}

function readArray(set: InstanceType<H5['Dataset']>, owner: string, place: string): NumberArray {
  const { shape, dtype, value } = set;
  if (shape === null || typeof dtype !== 'string' || !/^[<>|]?([fd]|[bBhHiIqQ]|[iu]\d)/.test(dtype)) {
    throw new UnsupportedError(
      `${owner}: the weights at '${place}' are of the type ${JSON.stringify(dtype)}.`,
    );
  }
  const cells =
    typeof value === 'number' || typeof value === 'bigint' ? [value] : (value as ArrayLike<number>);
  const size = shape.reduce((product, axis) => product * axis, 1);
  if (cells === null || cells.length !== size) {
    throw new ModelFileError(`${owner}: the weights at '${place}' cannot be read.`, place);
  }
  return { shape, values: Float32Array.from(cells, Number) };
}
