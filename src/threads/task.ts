import type { Find } from '../core/index.js';
import type { PipefitWarning } from '../errors/index.js';

/** What a task is handed while it runs. */
export interface TaskContext {
  /** Aborted when the whole job is cancelled. */
  readonly signal: AbortSignal;
  /** Between units of work: lets the event loop turn when it is due, and rejects when the job was cancelled. */
  pause(): Promise<void>;
  /** Says something that does not stop the work. */
  warn(warning: PipefitWarning): void;
}

/** Does one task of a job. */
export type Runner<Input, Output> = (input: Input, context: TaskContext) => Output | Promise<Output>;

/**
 * A kind of work that threads can do. `open` gets what all tasks of a job have in common, once a thread, and
 * gives what does the tasks one by one. What is common, inputs and outputs are plain data.
 */
export interface Task<Common, Input, Output> {
  readonly name: string;
  /** `find` gives a class or function of pipefit by its name. */
  readonly open: (common: Common, find: Find) => Runner<Input, Output>;
  /** The buffers of an output that may be moved to the other thread instead of being copied. */
  movable?(output: Output): readonly ArrayBuffer[];
}

/** A kind of work whatever its types. */
export type AnyTask = Task<never, never, unknown>;

/** What the pool tells a thread. */
export type Order =
  | { readonly kind: 'open'; readonly job: number; readonly task: string; readonly common: unknown }
  | { readonly kind: 'run'; readonly job: number; readonly input: unknown }
  | { readonly kind: 'abort'; readonly job: number }
  | { readonly kind: 'close'; readonly job: number };
