import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.js';

interface Resizing {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** Of each new cell along an axis: the two cells that it was mixed of, and the share of the second. */
interface Sources {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly share: Float64Array;
}

/**
 * The gradients of resizing images, so of UpSampling2D: each new cell gives to the cells it was made of. tfjs's cpu backend gives to
 * others for nearest cells, and mixes up height and width for bilinear ones.
 */
export function resizeGradient(kind: 'nearest' | 'bilinear'): Kernel {
  return ({ inputs, attrs, backend }): TensorInfo => {
    const { dy, images } = inputs as { dy: TensorInfo; images: TensorInfo };
    const [batch, height, width, channels] = images.shape as [number, number, number, number];
    const [, newHeight, newWidth] = dy.shape as [number, number, number, number];
    const given = backend.readSync(dy.dataId) as Float32Array;
    const gradient = new Float32Array(batch * height * width * channels);
    const sources = kind === 'nearest' ? nearest : mixed;
    const rows = sources(height, newHeight, attrs as unknown as Resizing);
    const cols = sources(width, newWidth, attrs as unknown as Resizing);
    const give = (image: number, row: number, col: number, from: number, share: number) => {
      if (share === 0) return;
      const to = ((image * height + row) * width + col) * channels;
      for (let channel = 0; channel < channels; channel++) {
        gradient[to + channel]! += share * given[from + channel]!;
      }
    };
    let from = 0;
    for (let image = 0; image < batch; image++) {
      for (let y = 0; y < newHeight; y++) {
        const [top, bottom, below] = [rows.low[y]!, rows.high[y]!, rows.share[y]!];
        for (let x = 0; x < newWidth; x++, from += channels) {
          const [left, right, beside] = [cols.low[x]!, cols.high[x]!, cols.share[x]!];
          give(image, top, left, from, (1 - below) * (1 - beside));
          give(image, top, right, from, (1 - below) * beside);
          give(image, bottom, left, from, below * (1 - beside));
          give(image, bottom, right, from, below * beside);
        }
      }
    }
    return {
      dataId: backend.write(gradient, images.shape, 'float32'),
      shape: images.shape,
      dtype: 'float32',
    };
  };
}

function nearest(size: number, newSize: number, way: Resizing): Sources {
  const scale = scaleOf(size, newSize, way);
  const low = Int32Array.from({ length: newSize }, (_, at) => {
    const source = scale * (way.halfPixelCenters ? at + 0.5 : at);
    return Math.min(size - 1, way.alignCorners ? Math.round(source) : Math.floor(source));
  });
  return { low, high: low, share: new Float64Array(newSize) };
}

function mixed(size: number, newSize: number, way: Resizing): Sources {
  const scale = scaleOf(size, newSize, way);
  const place = (at: number) => (way.halfPixelCenters ? scale * (at + 0.5) - 0.5 : scale * at);
  const places = Float64Array.from({ length: newSize }, (_, at) => place(at));
  const low = Int32Array.from(places, (at) => Math.max(0, Math.floor(at)));
  const high = Int32Array.from(places, (at) => Math.min(size - 1, Math.ceil(at)));
  return { low, high, share: places.map((at, i) => at - low[i]!) };
}

function scaleOf(size: number, newSize: number, { alignCorners }: Resizing): number {
  return alignCorners && newSize > 1 ? (size - 1) / (newSize - 1) : size / newSize;
}
