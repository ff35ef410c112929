import type { RandomState } from '../../random/index.js';
import type { NeuralBackend } from '../backend/index.js';
import { drawWeights } from './draw-weights.js';

type Layers = NeuralBackend['layers'];

/** Makers of layers, as in `tf.layers`. */
export type LayerMakers = Layers['layers'];

type Maker = (args?: Readonly<Record<string, unknown>>) => object;
/** An initialiser of tfjs. */
export type Initializer = ReturnType<Layers['initializers']['ones']>;
type BidirectionalArgs = Parameters<LayerMakers['bidirectional']>[0];

/** A recurrent layer from the inside. */
interface Recurrent {
  readonly cell: Record<string, unknown>;
}

interface Directions {
  readonly forwardLayer: Recurrent;
  readonly backwardLayer: Recurrent;
}

/**
 * What random weights of a layer are drawn from where nothing is said: Keras's rules. (tfjs has others for some
 * layers, glorotNormal among them.)
 */
const usual: Readonly<Record<string, string>> = {
  kernelInitializer: 'glorotUniform',
  depthwiseInitializer: 'glorotUniform',
  recurrentInitializer: 'orthogonal',
  embeddingsInitializer: 'randomUniform',
};

const kernel = ['kernelInitializer'];
const recurrent = ['kernelInitializer', 'recurrentInitializer'];

/** Which random weights the layers have, by maker. */
const randomWeights: Readonly<Record<string, readonly string[]>> = {
  dense: kernel,
  conv1d: kernel,
  conv2d: kernel,
  conv2dTranspose: kernel,
  conv3d: kernel,
  conv3dTranspose: kernel,
  separableConv2d: ['depthwiseInitializer'],
  depthwiseConv2d: ['depthwiseInitializer'],
  embedding: ['embeddingsInitializer'],
  simpleRNN: recurrent,
  simpleRNNCell: recurrent,
  gru: recurrent,
  gruCell: recurrent,
  lstm: recurrent,
  lstmCell: recurrent,
  convLstm2d: recurrent,
  convLstm2dCell: recurrent,
};

/**
 * The makers of layers with weights that are drawn from a generator of pipefit's, whatever the backend: tfjs's own
 * draw from Math.random unless each is given a seed, and its orthogonal one works on the native backend only.
 */
export function seededMakers(backend: NeuralBackend, random: RandomState): LayerMakers {
  const { layers } = backend;
  const seeded = (given: unknown): unknown => {
    const initializer = toInitializer(layers, given);
    return initializer === null ? given : seededInitializer(backend, initializer, random);
  };
  return new Proxy(layers.layers, {
    get(target, key) {
      const maker: unknown = Reflect.get(target, key);
      if (key === 'bidirectional') {
        return (args: BidirectionalArgs) => {
          const layer = target.bidirectional(args);
          // tfjs copies the layer for both ways, and the copies have initialisers of tfjs again.
          const { forwardLayer, backwardLayer } = layer as unknown as Directions;
          for (const { cell } of [forwardLayer, backwardLayer]) {
            for (const name of recurrent) cell[name] = seeded(cell[name]);
          }
          return layer;
        };
      }
      const names = typeof key === 'string' && Object.hasOwn(randomWeights, key) ? randomWeights[key]! : null;
      if (names === null || typeof maker !== 'function') return maker;
      return (args: Readonly<Record<string, unknown>> = {}) => {
        const filled: Record<string, unknown> = { ...args };
        for (const name of names) filled[name] = seeded(args[name] ?? usual[name]);
        return (maker as Maker)(filled);
      };
    },
  });
}

/** An initialiser of tfjs that draws from a generator of pipefit's; what it is called and how it is saved stay. */
export function seededInitializer(
  { tf }: NeuralBackend,
  initializer: Initializer,
  random: RandomState,
): Initializer {
  const rule = { className: initializer.getClassName(), config: initializer.getConfig() };
  const own = Object.create(initializer) as Initializer;
  own.apply = (shape, dtype) => {
    const sizes = shape.map((each) => each ?? 1);
    const drawn = drawWeights(rule, sizes, random);
    return drawn === null ? initializer.apply(shape, dtype) : tf.tensor(drawn, sizes, 'float32');
  };
  return own;
}

/** An initialiser given by name or as an object of tfjs; null where it is something else, which tfjs may understand. */
function toInitializer({ initializers }: Layers, given: unknown): Initializer | null {
  if (typeof given === 'object' && given !== null) {
    return typeof (given as Partial<Initializer>).apply === 'function' ? (given as Initializer) : null;
  }
  if (typeof given !== 'string' || !Object.hasOwn(initializers, given)) return null;
  const make = initializers[given as keyof typeof initializers] as (args: object) => Initializer;
  return make({});
}
