import fc from 'fast-check';
import {
  type Cell,
  ColumnTransformer,
  columnSelector,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  DummyClassifier,
  type Estimator,
  ExtraTreesClassifier,
  FeatureUnion,
  Frame,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  LinearRegression,
  LogisticRegression,
  MissingIndicator,
  makePipeline,
  OneHotEncoder,
  OrdinalEncoder,
  PolynomialFeatures,
  RandomForestClassifier,
  RandomForestRegressor,
  RandomState,
  Ridge,
  SimpleImputer,
  StandardScaler,
} from 'pipefit';
import { describe, expect, it, vi } from 'vitest';
import { expectSame, type Target, trained, withoutTables } from '../support/one-row.js';

const random = new RandomState(3);
const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const forest = { nEstimators: 9, randomState: 1 };

const walls = ['brick', 'wood', 'stone', 'Wood'];
const districts = ['north', 'south', '7', ''];

interface House {
  area: number | null;
  rooms: number | null;
  wall: string | null;
  district: string | null;
  garden: boolean | null;
}

const houses: House[] = Array.from({ length: 80 }, (_, i) => ({
  area: i % 13 === 5 ? null : 30 + Math.floor(100 * random.random()),
  rooms: 1 + (i % 5),
  wall: i % 17 === 3 ? null : walls[i % 3]!,
  district: districts[Math.floor(4 * random.random())]!,
  garden: i % 19 === 7 ? null : i % 3 === 0,
}));
const price = houses.map(
  ({ area, rooms, wall }) => 2 * (area ?? 70) + 10 * rooms! + (wall === 'wood' ? 30 : 0) + random.normal(),
);
const dear = price.map((value) => value > 200);

const house = fc.record({
  area: fc.oneof(number, fc.constantFrom(null, undefined, Number.NaN)),
  rooms: fc.integer({ min: 0, max: 9 }),
  wall: fc.oneof(fc.constantFrom(...walls), fc.constantFrom(null, undefined), fc.string()),
  district: fc.oneof(fc.constantFrom(...districts), fc.string()),
  garden: fc.constantFrom(true, false, null),
});

const numeric = makePipeline(new SimpleImputer({ addIndicator: true }), new StandardScaler());
const filled = () => new SimpleImputer({ strategy: 'mostFrequent' });
const ignoring = { handleUnknown: 'ignore' } as const;

function columns(encoder: Estimator, options = {}): Estimator {
  return new ColumnTransformer(
    [
      ['numbers', numeric, ['area', 'rooms']],
      ['texts', makePipeline(filled(), encoder as never), ['wall', 'district']],
      ['flags', new SimpleImputer({ strategy: 'constant', fillValue: false }), ['garden']],
    ],
    options,
  ) as never;
}

const ofHouses: Record<string, readonly [model: Estimator, target: Target]> = {
  'sparse one-hot, dense result': [
    makePipeline(columns(new OneHotEncoder(ignoring)) as never, new Ridge()),
    price,
  ],
  'sparse result': [
    makePipeline(
      new ColumnTransformer(
        [
          ['texts', new OneHotEncoder(ignoring), ['wall', 'district', 'garden', 'rooms']],
          ['area', makePipeline(new SimpleImputer(), new StandardScaler()), ['area']],
        ],
        { sparseThreshold: 1, transformerWeights: { texts: 0.7 } },
      ),
      new LogisticRegression(),
    ),
    dear,
  ],
  'rare categories together': [
    makePipeline(
      columns(
        new OneHotEncoder({ handleUnknown: 'infrequentIfExist', maxCategories: 2, sparseOutput: false }),
      ) as never,
      new LogisticRegression(),
    ),
    dear,
  ],
  'ordinal codes and trees': [
    makePipeline(
      columns(new OrdinalEncoder({ handleUnknown: 'useEncodedValue', unknownValue: -1 })) as never,
      new RandomForestClassifier(forest),
    ),
    dear,
  ],
  'the rest passed through': [
    makePipeline(
      new ColumnTransformer(
        [
          [
            'texts',
            new OrdinalEncoder({ handleUnknown: 'useEncodedValue', unknownValue: Number.NaN }),
            columnSelector({ type: 'category' }),
          ],
        ],
        {
          remainder: 'passthrough',
        },
      ),
      new DecisionTreeRegressor(),
    ),
    price,
  ],
  'boosting with categories': [new HistGradientBoostingRegressor({ minSamplesLeaf: 2 }), price],
  'boosting with numbers and booleans as categories': [
    new HistGradientBoostingClassifier({
      minSamplesLeaf: 2,
      categoricalFeatures: ['rooms', 'wall', 'district', 'garden'],
    }),
    dear,
  ],
  'a forest of classes with categories': [
    new RandomForestClassifier(forest),
    price.map((value) => (value > 200 ? 'high' : value > 150 ? 'middle' : 'low')),
  ],
  'a forest of numbers with numbers and booleans as categories': [
    new RandomForestRegressor({ ...forest, categoricalFeatures: ['rooms', 'wall', 'district', 'garden'] }),
    price,
  ],
  'random splits of categories': [new ExtraTreesClassifier(forest), dear],
  'one tree with categories': [new DecisionTreeClassifier(), dear],
  'one tree of numbers with categories': [new DecisionTreeRegressor({ maxDepth: 4 }), price],
  'a forest behind a step that fills': [makePipeline(filled(), new RandomForestRegressor(forest)), price],
  'a Frame between the steps': [
    makePipeline(
      filled(),
      new FeatureUnion([
        ['kept', 'passthrough'],
        ['marks', new MissingIndicator({ features: 'all' })],
      ]),
      new ColumnTransformer(
        [['all', new OneHotEncoder(ignoring), columnSelector({ type: ['category', 'boolean'] })]],
        { remainder: 'passthrough' },
      ),
      new Ridge(),
    ),
    price,
  ],
  'columns that nobody uses': [
    makePipeline(new ColumnTransformer([['area', new SimpleImputer(), ['area']]]), new LinearRegression()),
    price,
  ],
  'nobody looks': [new DummyClassifier(), dear],
};

describe.each(Object.entries(ofHouses))('a row object: %s', (_, [template, target]) => {
  it('gets to the last bit what tables give, unknown categories too', async () => {
    vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const model = await trained(template.clone(), Frame.fromRows(houses), target);
    let direct = 0;
    fc.assert(
      fc.property(house, (row) => {
        expectSame(model, row);
        expectSame(model, { extra: 1, ...row, late: 'text', date: new Date(0), none: undefined });
        expectSame(model, [row.area, row.rooms, row.wall, row.district, row.garden] as Cell[]);
        if (withoutTables(model, row) !== undefined) direct++;
      }),
      { numRuns: 80 },
    );
    expect(withoutTables(model, houses[0]!)).not.toBeNull();
    expect(direct).toBe(80);
    const all = model.predict(Frame.fromRows(houses));
    houses.forEach((row, i) => {
      expect(model.predictOne(row)).toBe(all[i]);
    });
  });
});

describe('sparse columns', () => {
  it('whose polynomials multiply in another order are left to tables', async () => {
    const model = await trained(
      makePipeline(new OneHotEncoder(), new PolynomialFeatures({ degree: 3 }), new Ridge()),
      houses.map(({ rooms, wall }) => ({ rooms, wall })),
      price,
    );
    expect(withoutTables(model, { rooms: 2, wall: 'wood' })).toBeNull();
    expectSame(model, { rooms: 2, wall: 'wood' });
  });
});
