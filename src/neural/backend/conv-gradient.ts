import type { Tensor, Tensor4D, TensorInfo } from '@tensorflow/tfjs-core';
import type { TfInstance } from './backend.js';
import type { Kernel } from './kernel.js';

interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: Parameters<TfInstance['backend_util']['computeConv2DInfo']>[4];
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
}

/**
 * The gradient of a convolution by its filter as products of matrices, one for each place of the filter: what a place saw of the
 * images, times the gradient of the outputs. tfjs's own in JavaScript goes through all numbers one by one.
 */
export function convFilterGradient(tf: TfInstance): Kernel {
  return ({ inputs, attrs }): TensorInfo => {
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as unknown as Attributes;
    return tf.tidy(() => {
      const x = channelsLast(tf, inputs.x as Tensor4D, dataFormat);
      const dy = channelsLast(tf, inputs.dy as Tensor4D, dataFormat);
      const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
      const { outHeight, outWidth, strideHeight, strideWidth, filterHeight, filterWidth, inChannels } = info;
      const [rows, cols] = [(outHeight - 1) * strideHeight + 1, (outWidth - 1) * strideWidth + 1];
      const padded = tf.pad(x, [
        [0, 0],
        [info.padInfo.top, Math.max(0, rows - 1 + filterHeight - info.inHeight - info.padInfo.top)],
        [info.padInfo.left, Math.max(0, cols - 1 + filterWidth - info.inWidth - info.padInfo.left)],
        [0, 0],
      ]);
      const outputs = tf.reshape(dy, [-1, info.outChannels]);
      const products: Tensor[] = [];
      for (let i = 0; i < filterHeight; i++) {
        for (let j = 0; j < filterWidth; j++) {
          const product = tf.tidy(() => {
            const end = [info.batchSize, i + rows, j + cols, inChannels];
            const seen = tf.stridedSlice(padded, [0, i, j, 0], end, [1, strideHeight, strideWidth, 1]);
            // Turned round first: of products, wasm has a fast one only for matrices as they are.
            return tf.matMul(tf.transpose(tf.reshape(seen, [-1, inChannels])), outputs);
          });
          products.push(product);
        }
      }
      return tf.reshape(tf.stack(products), filterShape);
    });
  };
}

function channelsLast(tf: TfInstance, images: Tensor4D, format: 'NHWC' | 'NCHW'): Tensor4D {
  return format === 'NHWC' ? images : tf.transpose(images, [0, 2, 3, 1]);
}
