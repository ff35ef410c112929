import { param } from '../../core/index.js';
import type { DataLike, Label } from '../../data/index.js';
import type { ModelFile } from './model-file.js';

/** What a ready-made model is in a pipeline. */
export type Task = 'transformer' | 'classifier' | 'regressor';

/** What a model predicts: labels, numbers, or nothing when it transforms. */
export type Predictions<T extends Task> = T extends 'classifier'
  ? Label[]
  : T extends 'regressor'
    ? Float64Array
    : never;

/** One prediction of it. */
export type Prediction<T extends Task> = T extends 'classifier'
  ? Label
  : T extends 'regressor'
    ? number
    : never;

/** Data where the task has the method, else a sentence that says it has not; calls do not compile then. */
export type When<T extends Task, Has extends Task, Input, Sentence extends string> = T extends Has
  ? Input
  : Sentence;

/** The sentences. */
export interface Lacks {
  readonly predict: "this model is a transformer: call transform, or give it the task 'classifier' or 'regressor'";
  readonly proba: "only a model with the task 'classifier' gives probabilities";
  readonly transform: "this model predicts: call predict, or give it the task 'transformer'";
}

/** Data for a method that only some tasks have. */
export type DataFor<T extends Task, Has extends Task, Sentence extends string> = When<
  T,
  Has,
  DataLike,
  Sentence
>;

/** Parameters that all ready-made models have. */
export const readyParams = {
  file: param.custom<ModelFile>({
    describe: "the path of a model's file, or what is in it as a Uint8Array",
    doc: "Path of the model's file, which each fit reads, or the file's content.",
    accepts: (value) => (typeof value === 'string' && value !== '') || value instanceof Uint8Array,
  }),
  task: param.oneOf<Task>(['transformer', 'classifier', 'regressor'], {
    default: 'transformer',
    doc: "What the model's outputs are: columns for the next step, scores of classes, or numbers that are predicted.",
  }),
  classes: param.optional(
    param.custom<readonly Label[]>({
      describe: 'a list of at least two different labels of one type',
      doc: "Classifiers: the labels, in the order of the model's scores. Null for those in the file, else 0, 1, 2, ...",
      accepts: areLabels,
    }),
  ),
  output: param.optional(
    param.custom<string | readonly string[]>({
      describe: 'the name of an output or a list of names',
      doc: 'Which outputs are taken, by name. Null for all of them.',
      accepts: (value) =>
        typeof value === 'string' ||
        (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')),
    }),
  ),
  fromLogits: param.boolean({
    default: false,
    doc: "Classifiers: whether the model's scores are logits, which are made probabilities here.",
  }),
  inputShape: param.optional(
    param.listOf(param.integer({ min: 1, default: 1, doc: 'Size of an axis.' }), {
      default: [],
      doc: 'Sizes of the axes of an input after that of the rows, where the model leaves them open.',
    }),
  ),
  batchSize: param.integer({
    min: 1,
    default: 1024,
    doc: 'Most rows that go through the model at a time.',
  }),
} satisfies param.ParamSpec;

export type ReadyParams = param.ParamsOf<typeof readyParams>;

/** Parameters as a constructor takes them, with the task as a literal. */
export type Given<P, T extends Task> = Partial<Omit<P, 'task'>> & { readonly task?: T };

function areLabels(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 2 || new Set(value).size !== value.length) return false;
  const type = typeof value[0];
  const isType = type === 'string' || type === 'boolean' || type === 'number';
  return (
    isType && value.every((label) => typeof label === type && (type !== 'number' || Number.isFinite(label)))
  );
}
