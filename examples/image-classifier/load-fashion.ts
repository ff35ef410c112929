import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Matrix } from 'pipefit';
import type { Images } from './images.js';

/** Where Debian's package dataset-fashion-mnist puts its files. */
const folder = process.env['FASHION_MNIST'] ?? '/usr/share/datasets/fashion-mnist';

/** What the labels stand for. */
export const garments = [
  'T-shirt',
  'trouser',
  'pullover',
  'dress',
  'coat',
  'sandal',
  'shirt',
  'sneaker',
  'bag',
  'ankle boot',
];

/** The images to learn from and those to judge by; null where the files are not installed. */
export function readFashion(): { readonly train: Images; readonly test: Images } | null {
  if (!existsSync(join(folder, 'train-images-idx3-ubyte.gz'))) return null;
  return { train: read('train'), test: read('t10k') };
}

/** Files of the kind idx: a magic number, the sizes (4 bytes each, the first first), and a byte a value. */
function read(part: 'train' | 't10k'): Images {
  const unzip = (name: string) => gunzipSync(readFileSync(join(folder, `${part}-${name}.gz`)));
  const images = unzip('images-idx3-ubyte');
  const [count, height, width] = [4, 8, 12].map((at) => images.readUInt32BE(at)) as [number, number, number];
  const labels = unzip('labels-idx1-ubyte');
  const X = new Matrix(
    Float64Array.from(images.subarray(16), (shade) => shade / 255),
    count,
    height * width,
  );
  return { X, y: Array.from(labels.subarray(8)), shape: [height, width, 1] };
}
