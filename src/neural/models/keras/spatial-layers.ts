import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { activate, activationObstacle } from './activations.js';
import { kernelAndBias } from './core-layers.js';
import {
  type Config,
  channelsObstacle,
  flagOf,
  type LayerCall,
  type LayerKind,
  type LayerKinds,
  sizesOf,
  type Tf,
  wordOf,
} from './layer.js';

type Padding = 'same' | 'valid';
type Pair = [number, number];

/*
 * Layers in one dimension are those in two with a first one of size 1. Channels come last.
 */
export const spatialLayers: LayerKinds = {
  Conv1D: convolution(1),
  Conv2D: convolution(2),
  DepthwiseConv1D: depthwise(1),
  DepthwiseConv2D: depthwise(2),
  SeparableConv1D: separable(1),
  SeparableConv2D: separable(2),
  Conv2DTranspose: {
    weights: kernelAndBias,
    obstacle: (config) =>
      channelsObstacle(config) ??
      activationObstacle(config) ??
      (config.output_padding || sizesOf(config, 'dilation_rate', 2, 1).some((rate) => rate > 1)
        ? 'has output padding or dilation, which is not supported'
        : null),
    run: (call) => {
      const { tf, layer, x, weight } = call;
      const kernel = weight('kernel') as Tensor4D;
      const strides = sizesOf(layer.config, 'strides', 2, 1) as Pair;
      const padding = paddingOf(layer.config);
      const [rows, height, width] = x.shape as [number, number, number];
      const sizes = [height, width].map((size, axis) => {
        const beyond = padding === 'valid' ? Math.max(kernel.shape[axis]! - strides[axis]!, 0) : 0;
        return size * strides[axis]! + beyond;
      }) as Pair;
      const shape: [number, number, number, number] = [rows, ...sizes, kernel.shape[2]];
      return finished(call, tf.conv2dTranspose(x as Tensor4D, kernel, shape, strides, padding));
    },
  },
  MaxPooling1D: pooling(1, 'max'),
  MaxPooling2D: pooling(2, 'max'),
  AveragePooling1D: pooling(1, 'avg'),
  AveragePooling2D: pooling(2, 'avg'),
  GlobalMaxPooling1D: global((tf, x, axes, keep) => tf.max(x, axes, keep), [1]),
  GlobalMaxPooling2D: global((tf, x, axes, keep) => tf.max(x, axes, keep), [1, 2]),
  GlobalAveragePooling1D: global((tf, x, axes, keep) => tf.mean(x, axes, keep), [1]),
  GlobalAveragePooling2D: global((tf, x, axes, keep) => tf.mean(x, axes, keep), [1, 2]),
  ZeroPadding1D: padded(1),
  ZeroPadding2D: padded(2),
  Cropping1D: cropped(1),
  Cropping2D: cropped(2),
  UpSampling1D: {
    run: ({ tf, layer: { config }, x }) => {
      const times = Number(Array.isArray(config.size) ? config.size[0] : (config.size ?? 2));
      const [rows, steps, channels] = x.shape as [number, number, number];
      return tf.reshape(tf.tile(tf.expandDims(x, 2), [1, 1, times, 1]), [rows, steps * times, channels]);
    },
  },
  UpSampling2D: {
    obstacle: (config) =>
      channelsObstacle(config) ??
      (['nearest', 'bilinear'].includes(wordOf(config, 'interpolation', 'nearest'))
        ? null
        : `has the interpolation ${JSON.stringify(config.interpolation)}, which is not supported`),
    run: ({ tf, layer: { config }, x }) => {
      const times = sizesOf(config, 'size', 2, 2);
      const size: Pair = [x.shape[1]! * times[0]!, x.shape[2]! * times[1]!];
      return config.interpolation === 'bilinear'
        ? tf.image.resizeBilinear(x as Tensor4D, size, false, true)
        : tf.image.resizeNearestNeighbor(x as Tensor4D, size);
    },
  },
};

function convolution(axes: 1 | 2): LayerKind {
  return {
    weights: kernelAndBias,
    obstacle: (config) =>
      channelsObstacle(config) ??
      activationObstacle(config) ??
      (Number(config.groups ?? 1) > 1 ? 'has several groups, which is not supported' : null),
    run: (call) => {
      const { tf, layer, weight } = call;
      const { config } = layer;
      const x = causal(call, axes);
      const strides = planeSizes(config, 'strides', axes);
      const rates = planeSizes(config, 'dilation_rate', axes);
      const kernel = planeKernel(tf, weight('kernel'), axes);
      const made = tf.conv2d(plane(tf, x, axes), kernel, strides, paddingOf(config), 'NHWC', rates);
      return finished(call, unplane(tf, made, axes));
    },
  };
}

function depthwise(axes: 1 | 2): LayerKind {
  return {
    weights: (config) => ['kernel', ...(flagOf(config, 'use_bias', true) ? ['bias'] : [])],
    obstacle: (config) => channelsObstacle(config) ?? activationObstacle(config),
    run: (call) => {
      const { tf, layer, x, weight } = call;
      const made = depthwiseOf(tf, layer.config, x, weight('kernel'), axes);
      return finished(call, unplane(tf, made, axes));
    },
  };
}

function separable(axes: 1 | 2): LayerKind {
  return {
    weights: (config) => ['depthwise', 'pointwise', ...(flagOf(config, 'use_bias', true) ? ['bias'] : [])],
    obstacle: (config) => channelsObstacle(config) ?? activationObstacle(config),
    run: (call) => {
      const { tf, layer, weight } = call;
      const within = depthwiseOf(tf, layer.config, causal(call, axes), weight('depthwise'), axes);
      const made = tf.conv2d(within, planeKernel(tf, weight('pointwise'), axes), 1, 'valid');
      return finished(call, unplane(tf, made, axes));
    },
  };
}

function depthwiseOf(tf: Tf, config: Config, x: Tensor, kernel: Tensor, axes: 1 | 2): Tensor4D {
  const strides = planeSizes(config, 'strides', axes);
  const rates = planeSizes(config, 'dilation_rate', axes);
  // Native kernels take equal strides only: along an axis of size 1 any stride is the same.
  const equal: Pair = axes === 1 ? [strides[1], strides[1]] : strides;
  return tf.depthwiseConv2d(
    plane(tf, x, axes),
    planeKernel(tf, kernel, axes),
    equal,
    paddingOf(config),
    'NHWC',
    rates,
  );
}

function pooling(axes: 1 | 2, kind: 'max' | 'avg'): LayerKind {
  return {
    obstacle: channelsObstacle,
    run: ({ tf, layer: { config }, x }) => {
      const size = planeSizes(config, 'pool_size', axes, 2);
      const strides =
        config.strides === null || config.strides === undefined ? size : planeSizes(config, 'strides', axes);
      const image = plane(tf, x, axes);
      const padding = paddingOf(config);
      const made =
        kind === 'max'
          ? tf.maxPool(image, size, strides, padding)
          : tf.avgPool(image, size, strides, padding);
      return unplane(tf, made, axes);
    },
  };
}

function global(
  pool: (tf: Tf, x: Tensor, axes: number[], keep: boolean) => Tensor,
  axes: number[],
): LayerKind {
  return {
    obstacle: channelsObstacle,
    run: ({ tf, layer: { config, kind }, x, mask }) => {
      const keep = flagOf(config, 'keepdims', false);
      if (mask === null || kind !== 'GlobalAveragePooling1D') return pool(tf, x, axes, keep);
      const shares = tf.expandDims(mask, -1);
      return tf.div(tf.sum(tf.mul(x, shares), 1, keep), tf.sum(shares, 1, keep));
    },
  };
}

function padded(axes: 1 | 2): LayerKind {
  return {
    obstacle: channelsObstacle,
    run: ({ tf, layer: { config }, x }) =>
      tf.pad(x, [[0, 0], ...bordersOf(config.padding ?? 1, axes), [0, 0]] as Pair[]),
  };
}

function cropped(axes: 1 | 2): LayerKind {
  return {
    obstacle: channelsObstacle,
    run: ({ tf, layer: { config }, x }) => {
      const borders = bordersOf(config.cropping ?? (axes === 1 ? 1 : 0), axes);
      const start = [0, ...borders.map(([before]) => before), 0];
      const size = x.shape.map((whole, axis) => {
        const [before, after] = borders[axis - 1] ?? [0, 0];
        return whole - before - after;
      });
      return tf.slice(x, start, size);
    },
  };
}

/** How much is added or taken before and after each axis: given as one number, one an axis, or both of each. */
function bordersOf(value: unknown, axes: 1 | 2): Pair[] {
  if (typeof value === 'number') return new Array<Pair>(axes).fill([value, value]);
  const list = value as readonly unknown[];
  if (axes === 1) {
    const [first] = list;
    return [Array.isArray(first) ? (first as Pair) : (list as Pair)];
  }
  return list.map((each) => (typeof each === 'number' ? [each, each] : (each as Pair)));
}

/** The input with the steps before it that a causal layer sees as zeros. */
function causal({ tf, layer: { config }, x }: LayerCall, axes: 1 | 2): Tensor {
  if (axes === 2 || config.padding !== 'causal') return x;
  const [size] = sizesOf(config, 'kernel_size', 1, 1);
  const [rate] = sizesOf(config, 'dilation_rate', 1, 1);
  return tf.pad(x, [
    [0, 0],
    [(size! - 1) * rate!, 0],
    [0, 0],
  ]);
}

function finished({ tf, layer: { config }, weight }: LayerCall, made: Tensor): Tensor {
  const sum = flagOf(config, 'use_bias', true) ? tf.add(made, weight('bias')) : made;
  return activate(tf, sum, config);
}

function paddingOf(config: Config): Padding {
  return config.padding === 'same' ? 'same' : 'valid';
}

function planeSizes(config: Config, name: string, axes: 1 | 2, otherwise = 1): Pair {
  const sizes = sizesOf(config, name, axes, otherwise);
  return axes === 1 ? [1, sizes[0]!] : (sizes as Pair);
}

function plane(tf: Tf, x: Tensor, axes: 1 | 2): Tensor4D {
  return axes === 2 ? (x as Tensor4D) : tf.expandDims(x as Tensor3D, 1);
}

function unplane(tf: Tf, x: Tensor, axes: 1 | 2): Tensor {
  return axes === 2 ? x : tf.squeeze(x, [1]);
}

function planeKernel(tf: Tf, kernel: Tensor, axes: 1 | 2): Tensor4D {
  return axes === 2 ? (kernel as Tensor4D) : tf.expandDims(kernel, 0);
}
