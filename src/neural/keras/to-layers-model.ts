import type { LayersModel } from '@tensorflow/tfjs-layers';
import { backendNow } from '../backend/index.js';
import type { FittedNetwork } from './fitted-network.js';
import { writeWeights } from './layers-network.js';
import { emptyModel } from './topology.js';

/** A model of tfjs-layers with the weights of a fitted network; the caller disposes of it. */
export function layersModelOf(owner: string, { topology, weights }: FittedNetwork): LayersModel {
  const backend = backendNow(owner);
  const model = emptyModel(backend, JSON.parse(topology));
  writeWeights(backend, model, weights);
  return model;
}
