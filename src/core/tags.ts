/** What an estimator can take; what is not said is false. Conformance checks and meta-estimators go by it. */
export interface Tags {
  /** Takes a SparseMatrix without making it dense. */
  readonly sparse?: boolean;
  /** Takes missing values. */
  readonly missing?: boolean;
  /** Takes Frames with categories, booleans, dates and text as they are; without it they must be numbers. */
  readonly mixed?: boolean;
  /** Hands its data on as it came, so that nothing is checked here (pipelines, searches, own functions). */
  readonly unchecked?: boolean;
  /** Uses `sampleWeight`. */
  readonly sampleWeight?: boolean;
  /** Uses `validation`. */
  readonly validation?: boolean;
  /** A regressor that also takes a table as y and learns one target a column. */
  readonly multiOutput?: boolean;
  /** Gives other results at each fit unless a `randomState` is set. */
  readonly random?: boolean;
  /** Has a method `transform`, but what it hands calls on to has none. */
  readonly noTransform?: boolean;
  /** Predicts poorly on purpose, as dummies do. */
  readonly poorScore?: boolean;
}
