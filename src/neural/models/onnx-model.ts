import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { param, type Tags } from '../../core/index.js';
import { ModelFileError, UnsupportedError } from '../../errors/index.js';
import { badFile, type ModelFile, readModelFile, unreadable } from './model-file.js';
import { type OnnxFile, type OnnxOutput, readOnnx } from './onnx/onnx-file.js';
import { inputObstacle, OnnxRunner } from './onnx/onnx-runner.js';
import type { ModelOutput } from './outputs.js';
import { type Opened, ReadyModel } from './ready-model.js';
import { type Given, readyParams, type Task } from './ready-params.js';

const onnxParams = {
  ...readyParams,
  allowMissing: param.boolean({
    default: false,
    doc: 'Whether missing values go into the model, as NaN and as empty text, because it handles them itself.',
  }),
} satisfies param.ParamSpec;

export type OnnxModelParams = param.ParamsOf<typeof onnxParams>;

/** An ONNX model as plain data: its file, with all weights in it. */
interface OnnxContent {
  readonly bytes: Uint8Array;
}

/**
 * An ONNX model that was trained elsewhere, with PyTorch, scikit-learn or anything that exports to ONNX, as a step of a
 * pipeline.
 *
 * Runs in onnxruntime-node or onnxruntime-web, which are optional packages, and answers at once. A model with one input takes all
 * columns of X; one with an input for each column, as converters of scikit-learn pipelines make them, takes them by their names,
 * text and numbers. As a `'transformer'`, the default, it gives its outputs as columns; as a `'classifier'` it predicts the
 * labels that it tells itself or the most probable of `classes`; as a `'regressor'` its numbers. Lists of maps from
 * labels to probabilities (ZipMap) are read as their numbers, logits are made probabilities with `fromLogits`. `fit` reads
 * the file and checks it against the data, and learns nothing. A model that was exported for a fixed number of rows is
 * given as many at a time.
 *
 * Fitted: `classes`, `nOutputs`. What is fitted holds the model itself, with weights that lay in files beside it, so that a saved
 * pipeline needs no file. `dispose` frees the memory that the runtime holds.
 *
 * Errors: ModelFileError for a file that is missing, damaged or no ONNX model; InvalidParameterError for an output that
 * it does not have, or another number of `classes`; InvalidDataError for columns that do not fill the inputs, or labels that
 * are none of `classes`; UnsupportedError for types that cannot be handled; MissingDependencyError without a runtime.
 *
 * Complexity: that of the model, in blocks of `batchSize` rows.
 *
 * Source: Open Neural Network Exchange, https://onnx.ai/onnx/repo-docs/IR.html.
 *
 * @example
 * ```ts
 * import { OnnxModel } from 'pipefit/neural';
 *
 * // A scikit-learn pipeline: one-hot encoding and scaling, then a random forest.
 * const model = await OnnxModel.load('test/fixtures/neural-models/forest.onnx', { task: 'classifier' });
 * console.log(model.classes, model.featureNamesIn); // ['maybe', 'no', 'yes'] ['city', 'age', 'income']
 * console.log(model.predictOne({ city: 'Bonn', age: 1.2, income: -0.3 })); // yes
 * ```
 */
export class OnnxModel<const T extends Task = 'transformer'> extends ReadyModel<
  OnnxModelParams,
  OnnxContent,
  T
> {
  static override readonly paramSpec = onnxParams;
  override readonly name = 'OnnxModel';

  constructor(params: Given<OnnxModelParams, T> = {}) {
    super(params);
  }

  override get tags(): Tags {
    return { ...super.tags, mixed: true, missing: this.params.allowMissing };
  }

  /** The model of a file, fitted: its columns are those that it asks for. */
  static async load<const T extends Task = 'transformer'>(
    file: ModelFile,
    params: Given<Omit<OnnxModelParams, 'file'>, T> = {},
  ): Promise<OnnxModel<T>> {
    return new OnnxModel<T>({ ...params, file } as Given<OnnxModelParams, T>).loadAlone();
  }

  protected override async open({ file }: OnnxModelParams): Promise<Opened<OnnxContent>> {
    const owner = this.name;
    const model = await readOnnxFile(owner, file);
    for (const { name, type } of model.inputs) {
      const obstacle = inputObstacle(type);
      if (obstacle !== null) {
        throw new UnsupportedError(`${owner}: the input '${name}' ${obstacle}, which is not supported.`);
      }
    }
    const { bytes, inputs, outputs, classes } = model;
    return {
      content: { bytes },
      inputs,
      outputs: outputs.map(outputOf),
      classes,
      runner: run(owner, file, bytes),
    };
  }

  protected override runner({ bytes }: OnnxContent): OnnxRunner {
    return run(this.name, this.params.file, bytes);
  }
}

async function readOnnxFile(owner: string, file: ModelFile): Promise<OnnxFile> {
  const given = await readModelFile(owner, file);
  try {
    return await readOnnx(given, (name, offset, length) => readBeside(owner, file, name, offset, length));
  } catch (error) {
    if (error instanceof ModelFileError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw badFile(owner, file, `it is no ONNX model, or a damaged one (${reason}).`, '', { cause: error });
  }
}

/** Weights that lie in a file beside the model's; it must not lead out of the model's folder. */
async function readBeside(
  owner: string,
  file: ModelFile,
  name: string,
  offset: number,
  length: number | null,
): Promise<Uint8Array> {
  if (typeof file !== 'string') {
    throw badFile(owner, file, `its weights are in a file beside it, '${name}'. Give its path.`, name);
  }
  if (name === '' || isAbsolute(name) || normalize(name).split(/[\\/]/).includes('..')) {
    throw badFile(owner, file, `its weights are said to be in '${name}', outside of its folder.`, name);
  }
  const path = join(dirname(file), name);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadable(owner, path, error);
  });
  const end = length === null ? bytes.length : offset + length;
  if (end > bytes.length) throw badFile(owner, path, 'it is shorter than the model says.', name);
  return new Uint8Array(bytes.subarray(offset, end));
}

function run(owner: string, file: ModelFile, bytes: Uint8Array): OnnxRunner {
  try {
    return new OnnxRunner(bytes);
  } catch (error) {
    if (!(error instanceof Error) || 'dependency' in error) throw error;
    throw badFile(owner, file, `onnxruntime says: ${error.message}.`, '', { cause: error });
  }
}

function outputOf({ name, type, shape }: OnnxOutput): ModelOutput {
  // One label a row: text, or whole numbers along the rows only.
  const isWhole = type === 'int64' || type === 'int32';
  const isFlat = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  return {
    name,
    isResult: true,
    isLabel: type === 'string' || (isWhole && isFlat),
    obstacle:
      type === null
        ? 'is no tensor, and only tensors can be taken. Convert the model so that it gives tensors (with zipmap: False).'
        : type === 'float16'
          ? 'is of the type float16, which is not supported. Convert it to float32 within the model.'
          : null,
  };
}
