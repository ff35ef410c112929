/** How a comparison talks with its contestants: one request and one answer a line, as JSON. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

/** What a contestant is asked to do. */
export interface Request {
  /**
   * `fit` a fresh model and judge it; with the last model `predict` the test rows, or `one` row again and again;
   * `about` asks for versions.
   */
  readonly do: 'about' | 'fit' | 'predict' | 'one';
  readonly workload?: string;
  /** Rows to fit on, where not all. */
  readonly rows?: number;
}

/** What a contestant answers. */
export interface Answer {
  /** Seconds of the work; of `one` the median of many calls. */
  readonly seconds?: number;
  /** Score of the model on the test rows. */
  readonly quality?: number;
  readonly versions?: Readonly<Record<string, string>>;
  /** Why there is no answer. */
  readonly skipped?: string;
}

/** A program that answers. */
export class Contestant {
  readonly name: string;
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  constructor(name: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    this.name = name;
    this.#process = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#reader = createInterface({ input: this.#process.stdout! });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  async ask(request: Request): Promise<Answer> {
    this.#process.stdin!.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.name} ended while it was asked to ${JSON.stringify(request)}.`);
    return JSON.parse(value);
  }

  end(): void {
    this.#reader.close();
    this.#process.stdin!.end();
    this.#process.kill();
  }
}

/** Answers requests from standard input until it ends. */
export async function answerAll(answer: (request: Request) => Promise<Answer>): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const reply = await answer(JSON.parse(line)).catch((error: unknown) => ({ skipped: String(error) }));
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}
