import { KerasClassifier, KerasRegressor } from 'pipefit/neural';
import { describe, expect, it } from 'vitest';
import { loadBackend } from '../../../src/neural/backend/index.js';
import { buildModel } from '../../../src/neural/keras/build-model.js';
import { faultIn } from '../../../src/neural/keras/check-layers.js';
import type { LayerDescription } from '../../../src/neural/keras/index.js';
import type { layerFields } from '../../../src/neural/keras/layer-fields.js';
import { RandomState } from '../../../src/random/index.js';

const describing = (...layers: LayerDescription[]) => layers;

describe('layer descriptions', () => {
  it('have mistakes that do not compile', () => {
    // @ts-expect-error: a layer without its size
    describing({ layer: 'dense' });
    // @ts-expect-error: no such layer
    describing({ layer: 'dens', units: 3 });
    // @ts-expect-error: a size in words
    describing({ layer: 'dense', units: 'many' });
    // @ts-expect-error: no such property
    describing({ layer: 'dense', units: 3, activaton: 'relu' });
    // @ts-expect-error: no such activation
    describing({ layer: 'dense', units: 3, activation: 'rely' });
    // @ts-expect-error: a property of another layer
    describing({ layer: 'flatten', units: 3 });
    // @ts-expect-error: no such layer, in a list that is given to an estimator
    new KerasClassifier({ model: [{ layer: 'dens', units: 3 }] });
    // @ts-expect-error: no such layer, in a list that a function gives
    new KerasClassifier({ model: () => [{ layer: 'dens', units: 3 }] });
    // @ts-expect-error: no such parameter of the model
    new KerasRegressor({ model: ({ unit }) => [{ layer: 'dense', units: unit }], modelParams: { units: 3 } });
    // @ts-expect-error: no such metric
    new KerasRegressor({ model: [], metrics: ['accuracy'] });
    // @ts-expect-error: both directions of a layer that has none
    describing({ layer: 'bidirectional', of: { layer: 'dense', units: 3 } });
  });

  it.each<readonly [string, readonly unknown[], RegExp | null]>([
    ['nothing wrong', [{ layer: 'dense', units: 3, activation: undefined }, { layer: 'output' }], null],
    ['no object', [3], /layer 0 must be an object/],
    [
      'an unknown kind',
      [{ layer: 'flaten' }],
      /layer 0 is of the unknown kind "flaten". Did you mean 'flatten'/,
    ],
    [
      'a lacking property',
      [{ layer: 'flatten' }, { layer: 'lstm' }],
      /layer 1 \(lstm\) needs 'units', an integer/,
    ],
    [
      'an unknown property',
      [{ layer: 'dense', units: 3, unit: 4 }],
      /no property 'unit'. Did you mean 'units'/,
    ],
    ['a name of every object', [JSON.parse('{"layer":"flatten","__proto__":3}')], /no property '__proto__'/],
    ['a bad value', [{ layer: 'dropout', rate: 1 }], /'rate' must be a number in \[0, 1\), but it is 1/],
    ['a bad shape', [{ layer: 'reshape', targetShape: [-1, -1] }], /one of which may be -1/],
    ['a bad penalty', [{ layer: 'dense', units: 1, kernelRegularizer: { l3: 1 } }], /l1 and l2/],
    ['a bad name', [{ layer: 'flatten', name: 'a__b' }], /name must begin with a letter/],
    [
      'a name that comes twice',
      [
        { layer: 'flatten', name: 'a' },
        { layer: 'flatten', name: 'a' },
      ],
      /two layers are named 'a'/,
    ],
    ['an output in the middle', [{ layer: 'output' }, { layer: 'flatten' }], /layer 0 is the output/],
    [
      'directions of a dense layer',
      [{ layer: 'bidirectional', of: { layer: 'dense', units: 1 } }],
      /one of lstm, gru, simpleRnn/,
    ],
    [
      'steps of a recurrent layer',
      [{ layer: 'timeDistributed', of: { layer: 'gru', units: 1 } }],
      /not recurrent/,
    ],
    [
      'a bad layer inside',
      [{ layer: 'bidirectional', of: { layer: 'gru', units: 0 } }],
      /layer 0 \(bidirectional\), of: \(gru\): 'units'/,
    ],
    ['a layer in one that holds none', [{ layer: 'flatten', of: {} }], /holds no other layer/],
  ])('are told in words what is wrong with them: %s', (_, layers, sentence) => {
    const fault = faultIn(layers);
    if (sentence === null) expect(fault).toBeNull();
    else expect(fault).toMatch(sentence);
  });

  const images = [6, 6, 2];
  const steps = [5, 3];
  const samples: Readonly<Record<keyof typeof layerFields, readonly [LayerDescription, readonly number[]]>> =
    {
      dense: [
        {
          layer: 'dense',
          units: 2,
          useBias: false,
          kernelInitializer: 'heNormal',
          biasRegularizer: { l2: 1 },
        },
        [4],
      ],
      activation: [{ layer: 'activation', activation: 'gelu' }, [4]],
      leakyRelu: [{ layer: 'leakyRelu', alpha: 0.2 }, [4]],
      dropout: [{ layer: 'dropout', rate: 0.2 }, [4]],
      spatialDropout1d: [{ layer: 'spatialDropout1d', rate: 0.2 }, steps],
      flatten: [{ layer: 'flatten' }, images],
      reshape: [{ layer: 'reshape', targetShape: [2, -1] }, [4]],
      batchNormalization: [{ layer: 'batchNormalization', momentum: 0.9 }, [4]],
      layerNormalization: [{ layer: 'layerNormalization', epsilon: 0.01 }, [4]],
      conv1d: [{ layer: 'conv1d', filters: 2, kernelSize: 2, padding: 'same' }, steps],
      conv2d: [{ layer: 'conv2d', filters: 2, kernelSize: [2, 3], strides: 2, padding: 'same' }, images],
      separableConv2d: [{ layer: 'separableConv2d', filters: 2, kernelSize: 2, depthMultiplier: 2 }, images],
      depthwiseConv2d: [{ layer: 'depthwiseConv2d', kernelSize: 2, depthwiseInitializer: 'ones' }, images],
      maxPooling1d: [{ layer: 'maxPooling1d', poolSize: 2 }, steps],
      averagePooling1d: [{ layer: 'averagePooling1d', poolSize: 2, strides: 1 }, steps],
      maxPooling2d: [{ layer: 'maxPooling2d', poolSize: [2, 3] }, images],
      averagePooling2d: [{ layer: 'averagePooling2d', padding: 'same' }, images],
      globalAveragePooling1d: [{ layer: 'globalAveragePooling1d' }, steps],
      globalMaxPooling1d: [{ layer: 'globalMaxPooling1d' }, steps],
      globalAveragePooling2d: [{ layer: 'globalAveragePooling2d' }, images],
      globalMaxPooling2d: [{ layer: 'globalMaxPooling2d' }, images],
      upSampling2d: [{ layer: 'upSampling2d', size: 2 }, images],
      zeroPadding2d: [{ layer: 'zeroPadding2d', padding: 1 }, images],
      embedding: [{ layer: 'embedding', inputDim: 5, outputDim: 2, maskZero: true }, [4]],
      simpleRnn: [{ layer: 'simpleRnn', units: 2, goBackwards: true }, steps],
      gru: [{ layer: 'gru', units: 2, returnSequences: true }, steps],
      lstm: [
        { layer: 'lstm', units: 2, recurrentInitializer: 'glorotUniform', unitForgetBias: false },
        steps,
      ],
      output: [{ layer: 'output', kernelInitializer: 'zeros' }, [4]],
    };

  it.each(Object.entries(samples))('make a layer: %s', async (kind, [layer, inputShape]) => {
    const backend = await loadBackend();
    const before = backend.tf.memory().numTensors;
    const layers = kind === 'output' ? [layer] : [layer, { layer: 'flatten' } as const];
    const task = { owner: 'test', inputShape, outputs: [3], outputActivation: 'softmax' as const };
    const model = await buildModel(backend, layers, {}, task, new RandomState(0));
    expect(model.outputs[0]!.shape).toEqual([null, 3]);
    const config = JSON.stringify(model.getConfig());
    for (const [key, value] of Object.entries(layer)) {
      if (
        [
          'layer',
          'kernelInitializer',
          'recurrentInitializer',
          'depthwiseInitializer',
          'biasRegularizer',
        ].includes(key)
      )
        continue;
      if (Array.isArray(value) || typeof value === 'number') continue;
      expect(config).toContain(`"${key}":${JSON.stringify(value)}`);
    }
    model.dispose();
    expect(backend.tf.memory().numTensors).toBe(before);
  });

  it('begin with weights of the distribution they name', async () => {
    const backend = await loadBackend();
    const task = { owner: 'test', inputShape: [200], outputs: [1], outputActivation: 'linear' as const };
    const first = async (kernelInitializer: 'glorotUniform' | 'heNormal' | 'orthogonal' | 'leCunUniform') => {
      const layers = [{ layer: 'dense', units: 100, kernelInitializer }] as const;
      const model = await buildModel(backend, layers, {}, task, new RandomState(0));
      const values = model.weights[0]!.read().dataSync<'float32'>().slice();
      model.dispose();
      return values;
    };
    const largest = (values: Float32Array) =>
      values.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    expect(largest(await first('glorotUniform'))).toBeCloseTo(Math.sqrt(6 / 300), 4);
    expect(largest(await first('leCunUniform'))).toBeCloseTo(Math.sqrt(3 / 200), 4);
    const normal = await first('heNormal');
    expect(largest(normal)).toBeLessThanOrEqual(2 * Math.sqrt(2 / 200));
    expect(normal.reduce((sum, each) => sum + each ** 2, 0) / normal.length).toBeCloseTo(
      0.774 * (2 / 200),
      3,
    );
    const orthogonal = await first('orthogonal');
    for (const [a, b] of [
      [0, 0],
      [0, 1],
      [3, 7],
      [99, 99],
    ] as const) {
      let dot = 0;
      for (let i = 0; i < 200; i++) dot += orthogonal[i * 100 + a]! * orthogonal[i * 100 + b]!;
      expect(dot).toBeCloseTo(a === b ? 1 : 0, 5);
    }
  });
});
