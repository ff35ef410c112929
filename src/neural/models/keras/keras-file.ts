import { ModelFileError } from '../../../errors/index.js';
import { badFile, type ModelFile } from '../model-file.js';
import { isHdf5, readHdf5 } from './hdf5.js';
import { type LayerJson, type ReadGraph, readGraph } from './read-graph.js';
import { h5Weights, keras3Weights } from './weight-sources.js';

/** Reads a Keras model: a `.keras` file of Keras 3, or a whole model in an `.h5` file. */
export async function readKerasModel(
  owner: string,
  source: ModelFile,
  bytes: Uint8Array,
): Promise<ReadGraph> {
  if (isHdf5(bytes)) return readH5(owner, source, bytes);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readZip(owner, source, bytes);
  throw badFile(owner, source, 'it is neither a .keras file nor an .h5 file.');
}

async function readZip(owner: string, source: ModelFile, bytes: Uint8Array): Promise<ReadGraph> {
  const wanted = ['config.json', 'metadata.json', 'model.weights.h5'];
  const { strFromU8, unzipSync } = await import('fflate');
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, { filter: ({ name }) => wanted.includes(name) });
  } catch (error) {
    throw badFile(owner, source, `its zip is damaged (${(error as Error).message}).`, '', { cause: error });
  }
  const [config, , weights] = wanted.map((name) => (Object.hasOwn(parts, name) ? parts[name]! : null));
  if (!config || !weights) {
    const missing = config ? 'model.weights.h5' : 'config.json';
    throw badFile(owner, source, `it holds no ${missing}, and so is no .keras file.`, missing);
  }
  const model = parseModel(owner, source, strFromU8(config), 'config.json');
  const root = await readHdf5(owner, weights);
  const layers = (model.config?.layers ?? []) as readonly LayerJson[];
  return readGraph(owner, model, keras3Weights(root, layers), false);
}

async function readH5(owner: string, source: ModelFile, bytes: Uint8Array): Promise<ReadGraph> {
  const root = await readHdf5(owner, bytes);
  const config = root.attributes.get('model_config');
  if (typeof config !== 'string') {
    throw badFile(
      owner,
      source,
      'it holds weights without a model. Save the whole model, with model.save in place of model.save_weights.',
      'model_config',
    );
  }
  const model = parseModel(owner, source, config, 'model_config');
  const version = String(root.attributes.get('keras_version') ?? '2');
  return readGraph(owner, model, h5Weights(owner, root), Number.parseInt(version, 10) < 3);
}

function parseModel(owner: string, source: ModelFile, text: string, place: string): LayerJson {
  try {
    const model = JSON.parse(text) as LayerJson | null;
    if (typeof model?.class_name === 'string' && typeof model.config === 'object') return model;
  } catch (error) {
    throw badFile(owner, source, `its ${place} is no JSON.`, place, { cause: error });
  }
  throw new ModelFileError(`${owner}: ${place} describes no Keras model.`, place);
}
