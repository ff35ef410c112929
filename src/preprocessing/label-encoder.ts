import { type FitPromise, fitPromise } from '../core/index.js';
import { asLabels, distinctLabels, inspectCustom, type Label, type LabelsLike } from '../data/index.js';
import { InvalidDataError, NotFittedError, showValue } from '../errors/index.js';

/**
 * Turns the labels of a target into the codes 0, 1, 2, ... and back.
 *
 * It is for y only, and seldom needed: classifiers take labels as they are. Use it where something else
 * asks for codes. For columns of X there are OrdinalEncoder and OneHotEncoder.
 *
 * Fitted: `classes`, the distinct labels: numbers ascending, strings by code unit, false before true.
 * Errors: InvalidDataError for missing labels, labels of mixed types, labels that `fit` did not see and
 * codes that stand for none. Complexity: O(n log n) to fit, O(n) to transform.
 *
 * @example
 * ```ts
 * import { LabelEncoder } from 'pipefit';
 *
 * const encoder = await new LabelEncoder().fit(['paris', 'paris', 'tokyo', 'amsterdam']);
 * console.log(encoder.classes); // ['amsterdam', 'paris', 'tokyo']
 * console.log([...encoder.transform(['tokyo', 'paris'])]); // [2, 1]
 * console.log(encoder.inverseTransform([2, 1])); // ['tokyo', 'paris']
 * ```
 */
export class LabelEncoder {
  readonly name = 'LabelEncoder';
  #classes: readonly Label[] | null = null;
  #codes: ReadonlyMap<Label, number> = new Map();

  get isFitted(): boolean {
    return this.#classes !== null;
  }

  /** The distinct labels, in order; the code of a label is its place here. */
  get classes(): readonly Label[] {
    if (this.#classes === null) throw new NotFittedError(this.name);
    return this.#classes;
  }

  /** Learns the distinct labels. */
  fit(y: LabelsLike): FitPromise<this> {
    return fitPromise(async () => {
      const labels = asLabels(y, this.name);
      if (labels.length === 0)
        throw new InvalidDataError(`${this.name}: y has 0 labels, and at least one is needed.`);
      this.#classes = distinctLabels(labels);
      this.#codes = new Map(this.#classes.map((label, code) => [label, code]));
      return this;
    });
  }

  /** `fit` and `transform` of the same labels. */
  async fitTransform(y: LabelsLike): Promise<Int32Array> {
    await this.fit(y);
    return this.transform(y);
  }

  /** The code of each label. */
  transform(y: LabelsLike): Int32Array {
    const { classes } = this;
    const labels = asLabels(y, this.name);
    const codes = Int32Array.from(labels, (label) => this.#codes.get(label) ?? -1);
    const row = codes.indexOf(-1);
    if (row >= 0) {
      const unseen = distinctLabels(labels.filter((_, i) => codes[i]! < 0));
      throw new InvalidDataError(
        `${this.name}: y holds labels that fit did not see: ${showValue(unseen)}, first in row ${row}. ` +
          `fit saw ${showValue(classes)}.`,
        { row },
      );
    }
    return codes;
  }

  /** The label of each code. */
  inverseTransform(codes: ArrayLike<number>): Label[] {
    const { classes } = this;
    return Array.from(codes, (code, row) => {
      const label = Number.isInteger(code) ? classes[code] : undefined;
      if (label === undefined) {
        throw new InvalidDataError(
          `${this.name}: codes must be integers from 0 to ${classes.length - 1}. Row ${row} holds ${showValue(code)}.`,
          { row },
        );
      }
      return label;
    });
  }

  toString(): string {
    return `${this.name}()`;
  }

  [inspectCustom](): string {
    return this.toString();
  }
}
