import type { Label } from '../../../data/index.js';
import type { ModelInput } from '../inputs.js';
import {
  type Field,
  integerAt,
  integersAt,
  messageField,
  messagesAt,
  numberField,
  readMessage,
  textAt,
  textField,
  textsAt,
  writeMessage,
} from './protobuf.js';

/*
 * What is needed of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto (IR version 13): numbers of fields.
 */
const MODEL = { graph: 7 } as const;
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12 } as const;
const NODE = { input: 1, output: 2, opType: 4, attribute: 5, domain: 7 } as const;
const ATTRIBUTE = { name: 1, ints: 8, strings: 9 } as const;
const VALUE = { name: 1, type: 2 } as const;
const TYPE = { tensor: 1 } as const;
const TENSOR_TYPE = { elements: 1, shape: 2 } as const;
const SHAPE = { axis: 1 } as const;
const AXIS = { size: 1 } as const;
const TENSOR = { dims: 1, name: 8, raw: 9, externalData: 13, location: 14 } as const;
const ENTRY = { key: 1, value: 2 } as const;

/** Types of elements by their numbers; those that are not here cannot be handled. */
const elementTypes: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
};

/** A result of an ONNX model. */
export interface OnnxOutput {
  readonly name: string;
  /** Type of its elements; null for what is no tensor of a known type. */
  readonly type: string | null;
  readonly shape: readonly (number | null)[];
}

/** An ONNX model read as far as is needed to feed it. */
export interface OnnxFile {
  /** The model, without what cannot be answered and with all its weights. */
  readonly bytes: Uint8Array;
  readonly inputs: readonly ModelInput[];
  readonly outputs: readonly OnnxOutput[];
  /** The labels that its classifier tells; null where none does, or several tell others. */
  readonly classes: readonly Label[] | null;
}

/** Reads a part of a file beside the model's, where the model keeps weights. */
export type ReadBeside = (file: string, offset: number, length: number | null) => Promise<Uint8Array>;

/** Reads a model. Throws where it is damaged. */
export async function readOnnx(bytes: Uint8Array, readBeside: ReadBeside): Promise<OnnxFile> {
  const model = readMessage(bytes);
  const [graphBytes] = messagesAt(model, MODEL.graph);
  if (graphBytes === undefined) throw new RangeError('it holds no graph');
  const given = readMessage(graphBytes);
  const graph = await withWeights(withoutZipMaps(given), readBeside);
  const weights = new Set(
    messagesAt(graph, GRAPH.initializer).map((each) => textAt(readMessage(each), TENSOR.name)),
  );
  const inputs = messagesAt(graph, GRAPH.input)
    .map(describedValue)
    .filter(({ name }) => !weights.has(name));
  return {
    bytes: graph === given ? bytes : writeMessage(replaced(model, MODEL.graph, graph)),
    inputs: inputs.map(({ name, type, shape }) => ({
      name,
      type: type ?? 'unknown',
      shape: shape.slice(1),
      rows: shape[0] ?? null,
    })),
    outputs: messagesAt(graph, GRAPH.output).map(describedValue),
    classes: classesIn(given),
  };
}

function replaced(model: readonly Field[], number: number, fields: readonly Field[]): Field[] {
  return model.map((field) => (field.number === number ? messageField(number, writeMessage(fields)) : field));
}

function describedValue(bytes: Uint8Array): OnnxOutput {
  const value = readMessage(bytes);
  const [type] = messagesAt(value, VALUE.type);
  const [tensor] = type === undefined ? [] : messagesAt(readMessage(type), TYPE.tensor);
  const fields = tensor === undefined ? [] : readMessage(tensor);
  const [shape] = messagesAt(fields, TENSOR_TYPE.shape);
  const axes = shape === undefined ? [null] : messagesAt(readMessage(shape), SHAPE.axis).map(sizeOfAxis);
  return {
    name: textAt(value, VALUE.name),
    type: elementTypes[integerAt(fields, TENSOR_TYPE.elements)] ?? null,
    shape: axes,
  };
}

function sizeOfAxis(bytes: Uint8Array): number | null {
  const size = integerAt(readMessage(bytes), AXIS.size);
  return size > 0 ? size : null;
}

/**
 * The graph with each ZipMap's result, a list of maps from labels to numbers, as the numbers that went into it: the
 * runtime for Node gives tensors only.
 */
function withoutZipMaps(graph: readonly Field[]): readonly Field[] {
  const zipped = new Set<string>();
  const changed = graph.map((field) => {
    if (field.number !== GRAPH.node || typeof field.value === 'bigint') return field;
    const node = readMessage(field.value);
    if (textAt(node, NODE.opType) !== 'ZipMap') return field;
    zipped.add(textAt(node, NODE.output));
    const kept = node.filter(({ number }) => number === NODE.input || number === NODE.output);
    return messageField(GRAPH.node, writeMessage([...kept, textField(NODE.opType, 'Identity')]));
  });
  if (zipped.size === 0) return graph;
  return changed.map((field) => {
    if (field.number !== GRAPH.output || typeof field.value === 'bigint') return field;
    const name = textAt(readMessage(field.value), VALUE.name);
    if (!zipped.has(name)) return field;
    const tensor = writeMessage([numberField(TENSOR_TYPE.elements, 1)]);
    const type = writeMessage([messageField(TYPE.tensor, tensor)]);
    return messageField(
      GRAPH.output,
      writeMessage([textField(VALUE.name, name), messageField(VALUE.type, type)]),
    );
  });
}

/** The graph with the weights in it that lie in files beside it. */
async function withWeights(graph: readonly Field[], readBeside: ReadBeside): Promise<readonly Field[]> {
  let changed = false;
  const fields: Field[] = [];
  for (const field of graph) {
    const isTensor = field.number === GRAPH.initializer && typeof field.value !== 'bigint';
    const tensor = isTensor ? readMessage(field.value as Uint8Array) : [];
    if (integerAt(tensor, TENSOR.location) !== 1) {
      fields.push(field);
      continue;
    }
    const entries = new Map(
      messagesAt(tensor, TENSOR.externalData)
        .map(readMessage)
        .map((entry) => [textAt(entry, ENTRY.key), textAt(entry, ENTRY.value)]),
    );
    const length = entries.get('length');
    const raw = await readBeside(
      entries.get('location') ?? '',
      Number(entries.get('offset') ?? 0),
      length === undefined ? null : Number(length),
    );
    const kept = tensor.filter(({ number }) => number !== TENSOR.externalData && number !== TENSOR.location);
    fields.push(messageField(GRAPH.initializer, writeMessage([...kept, messageField(TENSOR.raw, raw)])));
    changed = true;
  }
  return changed ? fields : graph;
}

/** The labels of the model's classifier. */
function classesIn(graph: readonly Field[]): Label[] | null {
  const told = messagesAt(graph, GRAPH.node)
    .map(readMessage)
    .filter((node) => textAt(node, NODE.domain) === 'ai.onnx.ml')
    .map((node) => ({ isZipMap: textAt(node, NODE.opType) === 'ZipMap', labels: labelsOf(node) }))
    .filter(({ labels }) => labels.length > 0);
  const zipped = told.find(({ isZipMap }) => isZipMap);
  if (zipped !== undefined) return zipped.labels;
  const different = new Set(told.map(({ labels }) => JSON.stringify(labels)));
  return different.size === 1 ? told[0]!.labels : null;
}

function labelsOf(node: readonly Field[]): Label[] {
  for (const bytes of messagesAt(node, NODE.attribute)) {
    const attribute = readMessage(bytes);
    const name = textAt(attribute, ATTRIBUTE.name);
    if (name === 'classlabels_strings') return textsAt(attribute, ATTRIBUTE.strings);
    if (name === 'classlabels_int64s' || name === 'classlabels_ints')
      return integersAt(attribute, ATTRIBUTE.ints);
  }
  return [];
}
