/** The workloads, told once for all contestants: which table, which rows, what is measured how often. */
export interface Workload {
  readonly name: string;
  readonly table: 'classes20' | 'classes100' | 'small' | 'numbers100' | 'mixed';
  /** Rows to fit on: the first ones. */
  readonly rows: number;
  /** Rows to predict: the first of the test rows. */
  readonly testRows: number;
  /** How often each contestant fits, in turns. */
  readonly fits: number;
  /** Whether prediction of many rows and of one is measured too. */
  readonly predicts: boolean;
  readonly metric: 'accuracy' | 'R2' | null;
}

const on20 = { table: 'classes20', rows: 100_000, testRows: 100_000, metric: 'accuracy' } as const;

/** Beside scikit-learn, LightGBM and XGBoost. */
export const workloads: readonly Workload[] = [
  { name: 'decision tree', ...on20, fits: 3, predicts: true },
  { name: 'random forest (100)', ...on20, fits: 3, predicts: true },
  { name: 'extra trees (100)', ...on20, fits: 3, predicts: true },
  { name: 'histogram boosting', ...on20, fits: 5, predicts: true },
  // Its fit is next to nothing: the queries are the work.
  { name: 'nearest neighbours', ...on20, testRows: 10_000, fits: 3, predicts: true },
  { name: 'scaler + logistic regression', ...on20, fits: 5, predicts: true },
  {
    name: 'Ridge',
    table: 'numbers100',
    rows: 500_000,
    testRows: 20_000,
    fits: 5,
    predicts: true,
    metric: 'R2',
  },
  {
    name: 'LinearRegression',
    table: 'numbers100',
    rows: 200_000,
    testRows: 20_000,
    fits: 5,
    predicts: true,
    metric: 'R2',
  },
  {
    name: 'Lasso',
    table: 'numbers100',
    rows: 200_000,
    testRows: 20_000,
    fits: 5,
    predicts: true,
    metric: 'R2',
  },
  {
    name: 'ColumnTransformer',
    table: 'mixed',
    rows: 1_000_000,
    testRows: 0,
    fits: 5,
    predicts: false,
    metric: null,
  },
  {
    name: 'columns + linear model',
    table: 'mixed',
    rows: 100_000,
    testRows: 100_000,
    fits: 5,
    predicts: true,
    metric: 'R2',
  },
  {
    name: 'GridSearchCV, 72 forests',
    table: 'classes100',
    rows: 10_000,
    testRows: 10_000,
    fits: 1,
    predicts: false,
    metric: 'accuracy',
  },
  {
    name: 'cross_validate, forest (50)',
    table: 'classes100',
    rows: 50_000,
    testRows: 10_000,
    fits: 1,
    predicts: false,
    metric: 'accuracy',
  },
];

/** Beside the JavaScript packages, of which some are quadratic in the rows. */
export const peerWorkloads: readonly Workload[] = [
  'decision tree',
  'random forest (50)',
  'nearest neighbours',
  'logistic regression',
  'LinearRegression',
].map((name) => ({
  name,
  table: 'small',
  rows: 2_000,
  testRows: 750,
  // These take the packages minutes; of the others there are enough for all to run warm.
  fits: name === 'random forest (50)' || name === 'logistic regression' ? 1 : 9,
  predicts: true,
  metric: name === 'LinearRegression' ? 'R2' : 'accuracy',
}));

/** Where growth with the rows is measured. */
export const growth = {
  sizes: [10_000, 30_000, 100_000, 300_000],
  names: ['decision tree', 'histogram boosting', 'scaler + logistic regression', 'Ridge'],
} as const;
