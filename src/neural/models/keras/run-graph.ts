import type { Tensor } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../../backend/index.js';
import type { Feed, RawOutput, Runner } from '../runners.js';
import type { KerasGraph, KerasLayer, Tf, Value } from './layer.js';
import { layerKind } from './layer-kinds.js';

/** A Keras model on a backend: its weights stay there until it is disposed of. */
export class KerasRunner implements Runner {
  readonly #tf: Tf;
  readonly #graph: KerasGraph;
  readonly #results: readonly string[];
  readonly #weights = new Map<KerasLayer, ReadonlyMap<string, Tensor>>();

  constructor({ tf }: NeuralBackend, graph: KerasGraph, results: readonly string[]) {
    this.#tf = tf;
    this.#graph = graph;
    this.#results = results;
    this.#place(graph.layers);
  }

  run(feeds: readonly Feed[], outputs: readonly string[]): RawOutput[] {
    const tf = this.#tf;
    return tf.tidy(() => {
      const inputs = feeds.map(({ type, shape, values }): Value => {
        const numbers = values as Float64Array;
        const tensor = /^u?int/.test(type)
          ? tf.tensor(Int32Array.from(numbers), [...shape], 'int32')
          : tf.tensor(Float32Array.from(numbers), [...shape], 'float32');
        return { tensor, mask: null };
      });
      const valueAt = this.#values(this.#graph, inputs);
      return outputs.map((name) => {
        const { layer, call } = this.#placeOf(name);
        const { tensor } = valueAt(layer, call);
        return { shape: tensor.shape, values: tensor.dataSync() as Float32Array };
      });
    });
  }

  dispose(): void {
    for (const weights of this.#weights.values()) for (const tensor of weights.values()) tensor.dispose();
    this.#weights.clear();
  }

  /** Puts the weights on the backend. */
  #place(layers: readonly KerasLayer[]): void {
    for (const layer of layers) {
      if (layer.graph !== null) this.#place(layer.graph.layers);
      this.#place(layer.inner);
      const names = layerKind(layer.kind)?.weights?.(layer.config, {}) ?? [];
      const tensors = layer.weights.map(({ shape, values }) =>
        this.#tf.tensor(values, [...shape], 'float32'),
      );
      this.#weights.set(layer, new Map(tensors.map((tensor, i) => [names[i]!, tensor])));
    }
  }

  /** The tensor of an output: a result of the model, or what a layer makes when it is called first. */
  #placeOf(name: string) {
    const result = this.#results.indexOf(name);
    if (result >= 0) return this.#graph.outputs[result]!;
    return { layer: this.#graph.layers.findIndex((layer) => layer.name === name), call: 0 };
  }

  /** Finds values of a graph: each is made when it is first asked for, from those before it. */
  #values(graph: KerasGraph, inputs: readonly Value[]): (layer: number, call: number) => Value {
    const known = graph.calls.map(() => [] as Value[]);
    graph.inputs.forEach((layer, i) => {
      known[layer]![0] = inputs[i]!;
    });
    const valueAt = (layer: number, call: number): Value => {
      const found = known[layer]![call];
      if (found !== undefined) return found;
      const { inputs: places, mask, numbers } = graph.calls[layer]![call]!;
      const given = places.map((place) => valueAt(place.layer, place.call));
      if (mask !== null) given[0] = { ...given[0]!, mask: valueAt(mask.layer, mask.call).tensor };
      const made = this.#run(graph.layers[layer]!, given, numbers);
      known[layer]![call] = made;
      return made;
    };
    return valueAt;
  }

  #run(layer: KerasLayer, inputs: readonly Value[], numbers: readonly number[] = []): Value {
    const { graph } = layer;
    if (graph !== null) {
      const { layer: last, call } = graph.outputs[0]!;
      return this.#values(graph, inputs)(last, call);
    }
    const kind = layerKind(layer.kind)!;
    const [{ tensor: x, mask }] = inputs as [Value];
    const weights = this.#weights.get(layer)!;
    const made = kind.run({
      tf: this.#tf,
      layer,
      inputs,
      x,
      mask,
      numbers,
      weight: (name) => weights.get(name)!,
      run: (inner, value) => this.#run(inner, [value]),
    });
    if ('tensor' in made) return made;
    return { tensor: made, mask: kind.keepsMask ? mask : null };
  }
}
