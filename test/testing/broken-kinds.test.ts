import { type DataLike, type Label, type LabelsLike, Matrix } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { Centre, failures, NearestMean, type NearestMeanState, Slopes } from './third-party.js';

type Learn = Parameters<NearestMean['learnClasses']>;

const labelChecks = [
  'labels that are strings come back as they went in',
  'labels that are whole numbers with gaps come back as they went in',
  'labels that are true and false come back as they went in',
  'labels that are strings that are names of object properties come back as they went in',
];

describe('the checks of classifiers notice', () => {
  it('codes in the place of labels', async () => {
    class Coding extends NearestMean {
      override predict(X: DataLike): Label[] {
        return super.predict(X).map((label) => this.classes.indexOf(label));
      }
    }
    const found = await failures(new Coding());
    for (const name of labelChecks) expect(found).toContain(name);
  });

  it('labels as keys of an object', async () => {
    class Keyed extends NearestMean {
      override predict(X: DataLike): Label[] {
        const seen: Record<string, Label> = {};
        return super.predict(X).map((label) => (seen[String(label)] ??= label));
      }
    }
    expect(await failures(new Keyed())).toEqual([labelChecks[3]]);
  });

  it('classes in the order in which they came', async () => {
    class Unsorted extends NearestMean {
      override get classes(): readonly Label[] {
        const [first, ...rest] = super.classes;
        return [...rest, first!];
      }
      override predict(X: DataLike): Label[] {
        const last = this.classes.length - 1;
        return super
          .predict(X)
          .map((label) => this.classes[(this.classes.indexOf(label) + last) % (last + 1)]!);
      }
    }
    const found = await failures(new Unsorted());
    expect(found).toContain('classes are sorted, whatever comes first');
  });

  it('probabilities that do not sum to one', async () => {
    class Unnormalised extends NearestMean {
      override predictProba(X: DataLike): Matrix {
        const { data, rows, cols, columnNames } = super.predictProba(X);
        return new Matrix(
          data.map((p) => p / 2),
          rows,
          cols,
          columnNames,
        );
      }
    }
    expect(await failures(new Unnormalised())).toEqual([
      'probabilities are one column a class, between 0 and 1, and sum to 1',
    ]);
  });

  it('columns of probabilities without the names of the classes', async () => {
    class Nameless extends NearestMean {
      override predictProba(X: DataLike): Matrix {
        return super.predictProba(X).withColumnNames(null);
      }
    }
    expect(await failures(new Nameless())).toEqual([
      'probabilities are one column a class, between 0 and 1, and sum to 1',
    ]);
  });

  it('predictions that are not the most probable', async () => {
    class Contrary extends NearestMean {
      override predict(X: DataLike): Label[] {
        const { classes } = this;
        return super.predict(X).map((label) => classes[(classes.indexOf(label) + 1) % classes.length]!);
      }
    }
    const found = await failures(new Contrary());
    expect(found).toContain('predict gives the most probable class');
    expect(found).toContain('classes that lie apart are told apart');
  });

  it('logarithms of something else', async () => {
    class Binary extends NearestMean {
      override predictLogProba(X: DataLike): Matrix {
        const { data, rows, cols } = this.predictProba(X);
        return new Matrix(data.map(Math.log2), rows, cols);
      }
    }
    expect(await failures(new Binary())).toEqual(['predictLogProba is the logarithm of predictProba']);
  });

  it('decisions that contradict the predictions', async () => {
    class Deciding extends NearestMean {
      decisionFunction(X: DataLike): Float64Array | Matrix {
        const proba = this.predictProba(X);
        return proba.cols === 2 ? proba.column(0).map((p) => p - 0.5) : proba;
      }
    }
    expect(await failures(new Deciding())).toEqual([
      'the sign or the largest value of decisionFunction is what predict says',
    ]);
  });

  it('a score without weights', async () => {
    class Unweighted extends NearestMean {
      override score(X: DataLike, y: LabelsLike): number {
        return super.score(X, y);
      }
    }
    expect(await failures(new Unweighted())).toEqual(['score is the accuracy of predict']);
  });

  it('class weights without effect', async () => {
    class Equal extends NearestMean {
      protected override learnClasses(...[X, y, context]: Learn): NearestMeanState {
        const state = super.learnClasses(X, y, context) as NearestMeanState;
        const { sampleWeight } = context;
        // Unlike a mean within one class, this depends on how much the classes weigh.
        const total = sampleWeight?.reduce((sum, weight) => sum + weight, 0) ?? X.rows;
        const own = y.codes.reduce((sum, code, i) => sum + (code === 0 ? (sampleWeight?.[i] ?? 1) : 0), 0);
        return { ...state, sharpness: (0.1 * own) / total };
      }
    }
    expect(await failures(new Equal())).toContain('a class weight is a weight of the rows of its class');
  });

  it('a preference for one class', async () => {
    class Biased extends NearestMean {
      protected override probabilities(X: Matrix): Matrix {
        const proba = super.probabilities(X);
        for (let i = 0; i < proba.rows; i++) {
          const row = proba.row(i).map((p, k) => p * (k === 0 ? 0.9 : 1));
          const sum = row.reduce((total, p) => total + p, 0);
          proba.row(i).set(row.map((p) => p / sum));
        }
        return proba;
      }
    }
    const found = await failures(new Biased({ sharpness: 0.1 }));
    expect(found).toEqual(['other names of the classes permute the probabilities']);
  });

  it('NaN for a class without weight', async () => {
    class Dividing extends NearestMean {
      protected override learnClasses(...[X, y, context]: Learn): NearestMeanState {
        const state = super.learnClasses(X, y, context) as NearestMeanState;
        return { ...state, means: state.means.map((mean) => (mean > 1e5 ? Number.NaN : mean)) };
      }
    }
    expect(await failures(new Dividing())).toEqual(['a class or a third of the rows may weigh nothing']);
  });
});

describe('the checks of regressors notice', () => {
  it('an array of numbers, and NaN', async () => {
    class Plain extends Slopes {
      protected override predictTarget(X: Matrix): Float64Array {
        return Array.from(super.predictTarget(X)) as unknown as Float64Array;
      }
    }
    expect(await failures(new Plain())).toEqual([
      'predict gives a Float64Array with one finite number a row',
    ]);
    class Undefined extends Slopes {
      protected override predictTarget(X: Matrix): Float64Array {
        const level = super.predictTarget(X);
        return this.fitted.slopes.every((slope) => slope === 0) ? level.fill(Number.NaN) : level;
      }
    }
    expect(await failures(new Undefined())).toContain('a constant y gives finite predictions');
  });

  it('a poor fit, unless the tag says so', async () => {
    class Poor extends Slopes {
      protected override predictTarget(X: Matrix): Float64Array {
        return super.predictTarget(X).map((value) => 30 - (value - 30));
      }
    }
    expect(await failures(new Poor())).toEqual(['a linear function is followed']);
    class Dummy extends Poor {
      override get tags() {
        return { poorScore: true };
      }
    }
    expect(await failures(new Dummy())).toEqual([]);
  });

  it('probabilities', async () => {
    class Sure extends Slopes {
      predictProba(X: DataLike): Matrix {
        return Matrix.zeros(this.predict(X).length, 1);
      }
    }
    expect(await failures(new Sure())).toEqual(['a regressor gives no probabilities of classes']);
  });

  it('a score that is not R2', async () => {
    class Graded extends Slopes {
      override score(X: DataLike): number {
        return this.predict(X).length > 0 ? 1 : 0;
      }
    }
    expect(await failures(new Graded())).toEqual(['score is R2 of predict']);
  });
});

describe('the checks of transformers notice', () => {
  it('names that do not fit the output', async () => {
    class Miscounted extends Centre {
      override featureNamesOut(): readonly string[] {
        return [...this.inputNames, 'more'];
      }
      override transform(X: DataLike): Matrix {
        return this.apply(this.input(X)).withColumnNames(this.inputNames);
      }
    }
    expect(await failures(new Miscounted())).toEqual(['featureNamesOut names each column of the output']);
  });

  it('names that come twice', async () => {
    class Twice extends Centre {
      protected override namesOut(names: readonly string[]): readonly string[] {
        return names.map(() => 'same');
      }
    }
    expect(await failures(new Twice())).toEqual(['names of output columns are strings that differ']);
  });

  it('a fitTransform that learns something else', async () => {
    class Shortcut extends Centre {
      override async fitTransform(...args: Parameters<Centre['fitTransform']>): Promise<Matrix> {
        const out = await super.fitTransform(...args);
        return new Matrix(
          out.data.map((value) => value + 1),
          out.rows,
          out.cols,
          out.columnNames,
        );
      }
    }
    expect(await failures(new Shortcut())).toEqual(['fitTransform is fit and then transform']);
  });

  it('rows that are dropped', async () => {
    class Dropping extends Centre {
      protected override apply(X: Matrix): Matrix {
        return super.apply(X).head(X.rows > 40 ? X.rows - 1 : X.rows);
      }
      override inverseTransform = undefined as never;
    }
    expect(await failures(new Dropping())).toContain('transform gives a table with one row for each row');
  });

  it('a transform that counts', async () => {
    class Counting extends Centre {
      #calls = 0;
      protected override apply(X: Matrix): Matrix {
        this.#calls++;
        return new Matrix(
          super.apply(X).data.map((value) => value + this.#calls),
          X.rows,
          X.cols,
        );
      }
    }
    expect(await failures(new Counting())).toContain('transform gives the same each time');
  });

  it('an inverse that leads elsewhere', async () => {
    class Astray extends Centre {
      override inverseTransform(X: DataLike): Matrix {
        return this.apply(this.input(X));
      }
    }
    expect(await failures(new Astray())).toEqual(['inverseTransform gives what transforms to the same']);
  });

  it('a raw error without y', async () => {
    class Supervised extends Centre {
      protected override learn(...[X, y, context]: Parameters<Centre['learn']>) {
        if ((y as unknown as number[]).length !== X.rows) throw new TypeError('no');
        return super.learn(X, y, context);
      }
    }
    const found = await failures(new Supervised());
    expect(found).toContain('fit works without y, or says that it needs y');
  });
});
