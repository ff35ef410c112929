/** One input of a model for some rows, as it goes in. */
export interface Feed {
  readonly name: string;
  /** The type that the model asks for, in its own words: float32, int64, string, ... */
  readonly type: string;
  /** Rows first. */
  readonly shape: readonly number[];
  readonly values: Float64Array | readonly string[];
}

/** One output of a model for some rows, as it comes out. */
export interface RawOutput {
  /** Rows first. */
  readonly shape: readonly number[];
  readonly values: ArrayLike<number | bigint | string | boolean>;
}

/** A model made ready to run. It may hold memory outside of JavaScript, which `dispose` frees. */
export interface Runner {
  run(feeds: readonly Feed[], outputs: readonly string[]): RawOutput[];
  dispose(): void;
}

/*
 * Runners are made from fitted states when they are first needed and kept beside them, for a state is plain data. They
 * go when the state goes, when another takes its place, or when somebody asks for the memory.
 */
const runners = new WeakMap<object, Runner>();
const collected = new FinalizationRegistry<Runner>((runner) => runner.dispose());

/** The runner of a state, which is made where there is none yet. */
export function runnerOf(state: object, make: () => Runner): Runner {
  const known = runners.get(state);
  if (known !== undefined) return known;
  const runner = make();
  keepRunner(state, runner);
  return runner;
}

/** Keeps a runner beside a state. */
export function keepRunner(state: object, runner: Runner): void {
  runners.set(state, runner);
  // What is registered must not hold the state, so the token is the runner itself.
  collected.register(state, runner, runner);
}

/** Frees what the runner of a state holds; another one is made when it is needed again. */
export function releaseRunner(state: object): void {
  const runner = runners.get(state);
  if (runner === undefined) return;
  runners.delete(state);
  collected.unregister(runner);
  runner.dispose();
}
