import {
  ColumnTransformer,
  columnSelector,
  type Frame,
  FunctionTransformer,
  makePipeline,
  OneHotEncoder,
  SimpleImputer,
  StandardScaler,
} from 'pipefit';

/** Three features that buyers think in and the file does not have. */
export const engineered = new FunctionTransformer({
  func: (houses: Frame) =>
    houses
      .withColumn('soldAfterYears', (row) => Number(row.syear) - Number(row.yrbuilt), 'number')
      .withColumn('areaPerRoom', (row) => Number(row.TLA) / Math.max(1, Number(row.rooms)), 'number')
      .withColumn('allBaths', (row) => Number(row.baths) + Number(row.halfbaths) / 2, 'number'),
});

/** Numbers imputed and scaled, categories one-hot. */
export const columns = new ColumnTransformer([
  [
    'numbers',
    makePipeline(new SimpleImputer({ strategy: 'median', addIndicator: true }), new StandardScaler()),
    columnSelector({ type: 'number' }),
  ],
  [
    'categories',
    makePipeline(
      new SimpleImputer({ strategy: 'constant', fillValue: 'unknown' }),
      new OneHotEncoder({ handleUnknown: 'infrequentIfExist', minFrequency: 20 }),
    ),
    columnSelector({ type: 'category' }),
  ],
]);
