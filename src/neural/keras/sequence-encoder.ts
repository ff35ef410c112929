import {
  BaseTransformer,
  type FitContext,
  type ParamSpec,
  type ParamsOf,
  param,
  type Tags,
  type TargetLike,
} from '../../core/index.js';
import { type Cell, cellAt, type Frame, Matrix, namesOf } from '../../data/index.js';
import { InvalidDataError, InvalidParameterError } from '../../errors/index.js';

const sequenceEncoderParams = {
  maxTokens: param.integer({
    default: 10000,
    min: 3,
    doc: "Most codes, padding and unknown words included: the embedding's inputDim. The most frequent words get one.",
  }),
  length: param.integer({ default: 100, min: 1, doc: 'Codes of a row: columns that transform gives.' }),
  tokenPattern: param.custom<string>({
    default: '[\\p{L}\\p{N}_]+',
    doc: 'Regular expression of a word; what lies between words is left out.',
    describe: 'a regular expression as a string',
    accepts: (value) => typeof value === 'string' && value !== '',
  }),
  lowercase: param.boolean({ default: true, doc: 'Whether words are put into lower case.' }),
  minDf: param.integer({ default: 1, min: 1, doc: 'Fewest rows that a word must stand in to get a code.' }),
  truncating: param.oneOf(['post', 'pre'], {
    default: 'post',
    doc: "Which end of a longer text is cut off: its end, or with 'pre' its beginning.",
  }),
  padding: param.oneOf(['post', 'pre'], {
    default: 'post',
    doc: "Where the zeros of a shorter text stand: after it, or with 'pre' before it.",
  }),
} satisfies ParamSpec;

/** Parameters of {@link SequenceEncoder}. */
export type SequenceEncoderParams = ParamsOf<typeof sequenceEncoderParams>;

interface SequenceEncoderState {
  /** Words by code, from 2 on. */
  readonly vocabulary: readonly string[];
  readonly length: number;
  readonly tokenPattern: string;
  readonly lowercase: boolean;
  readonly truncating: 'post' | 'pre';
  readonly padding: 'post' | 'pre';
}

const PADDING = 0;
const UNKNOWN = 1;
const FIRST = 2;

/**
 * Turns texts into sequences of whole numbers, one a word, for networks that begin with an embedding.
 *
 * Code 0 fills up short texts, 1 stands for words that `fit` did not keep, and from 2 on words are numbered by how often
 * they occur (words as frequent as each other in the order of their letters). Columns are read one after the other, as
 * one text; missing cells are empty.
 *
 * Fitted: `vocabulary`, `nTokens` (codes in use, at most `maxTokens`: give either as the embedding's `inputDim`).
 * Errors: InvalidParameterError for a pattern that is no regular expression; InvalidDataError when there is no word.
 * Complexity: O(characters).
 *
 * @example
 * ```ts
 * import { SequenceEncoder } from 'pipefit/neural';
 *
 * const encoder = new SequenceEncoder({ length: 4 });
 * const X = await encoder.fitTransform([{ text: 'The cat sat' }, { text: 'the dog' }]);
 * console.log(encoder.vocabulary); // ['the', 'cat', 'dog', 'sat']
 * console.log(X.toArray()); // [[2, 3, 5, 0], [2, 4, 0, 0]]
 * console.log(encoder.transform([{ text: 'the bird' }]).toArray()); // [[2, 1, 0, 0]]
 * ```
 */
export class SequenceEncoder extends BaseTransformer<
  SequenceEncoderParams,
  SequenceEncoderState,
  Matrix | Frame
> {
  static override readonly paramSpec = sequenceEncoderParams;
  override readonly name = 'SequenceEncoder';

  override get tags(): Tags {
    return { mixed: true, missing: true };
  }

  /** The words that have a code, from code 2 on. */
  get vocabulary(): readonly string[] {
    return this.fitted.vocabulary;
  }

  /** How many codes there are, those of padding and of unknown words included. */
  get nTokens(): number {
    return this.fitted.vocabulary.length + FIRST;
  }

  protected override async learn(
    X: Matrix | Frame,
    _y: TargetLike | undefined,
    context: FitContext<SequenceEncoderParams>,
  ): Promise<SequenceEncoderState> {
    const { params } = context;
    const { maxTokens, minDf, length, tokenPattern, lowercase, truncating, padding } = params;
    const read = this.reader(X, params);
    const words = new Map<string, { count: number; rows: number; last: number }>();
    for (let row = 0; row < X.rows; row++) {
      if (row % 256 === 0) await context.pause();
      for (const word of read(row)) {
        const known = words.get(word);
        if (known === undefined) words.set(word, { count: 1, rows: 1, last: row });
        else {
          known.count++;
          if (known.last !== row) [known.rows, known.last] = [known.rows + 1, row];
        }
      }
    }
    const vocabulary = [...words]
      .filter(([, { rows }]) => rows >= minDf)
      .sort(([a, { count: many }], [b, { count: more }]) => more - many || (a < b ? -1 : 1))
      .slice(0, maxTokens - FIRST)
      .map(([word]) => word);
    if (vocabulary.length === 0) {
      throw new InvalidDataError(
        `${this.name}: no word of X stands in at least ${minDf} rows. Lower minDf, or look at tokenPattern.`,
      );
    }
    return { vocabulary, length, tokenPattern, lowercase, truncating, padding };
  }

  protected override apply(X: Matrix | Frame): Matrix {
    const { vocabulary, length, truncating, padding, ...reading } = this.fitted;
    const codes = new Map(vocabulary.map((word, place) => [word, place + FIRST]));
    const read = this.reader(X, reading);
    const sequences = Matrix.zeros(X.rows, length);
    for (let row = 0; row < X.rows; row++) {
      const words = read(row);
      const kept = truncating === 'post' ? words.slice(0, length) : words.slice(-length);
      const start = padding === 'post' ? 0 : length - kept.length;
      const sequence = sequences.row(row).fill(PADDING);
      for (const [place, word] of kept.entries()) sequence[start + place] = codes.get(word) ?? UNKNOWN;
    }
    return sequences;
  }

  protected override namesOut(): readonly string[] {
    return Array.from({ length: this.fitted.length }, (_, place) => `token${place}`);
  }

  /** Reads the words of a row. */
  private reader(
    X: Matrix | Frame,
    { tokenPattern, lowercase }: Pick<SequenceEncoderParams, 'tokenPattern' | 'lowercase'>,
  ): (row: number) => string[] {
    const pattern = this.pattern(tokenPattern);
    const cells = cellsOf(X);
    return (row) => {
      const text = cells(row)
        .filter((cell) => cell !== null)
        .map(textOf)
        .join(' ');
      return (lowercase ? text.toLowerCase() : text).match(pattern) ?? [];
    };
  }

  private pattern(source: string): RegExp {
    try {
      return new RegExp(source, 'gu');
    } catch (cause) {
      throw new InvalidParameterError(
        this.name,
        'tokenPattern',
        `${this.name}: tokenPattern must be a regular expression. ${(cause as Error).message}.`,
        { cause },
      );
    }
  }
}

/** The cells of a row. */
function cellsOf(X: Matrix | Frame): (row: number) => Cell[] {
  if (X instanceof Matrix)
    return (row) => Array.from(X.row(row), (value) => (Number.isNaN(value) ? null : value));
  const columns = namesOf(X).map((_, j) => X.column(j));
  return (row) => columns.map((column) => cellAt(column, row));
}

function textOf(cell: Cell): string {
  return cell instanceof Date ? cell.toISOString() : String(cell);
}
