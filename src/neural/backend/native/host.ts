import { spawn } from 'node:child_process';

/** How a command ended: its exit code (null when it could not be run or took too long) and what it said. */
export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** After so many seconds it is ended. */
  readonly seconds?: number;
  /** Whether its output is shown to whoever looks on, rather than returned. */
  readonly show?: boolean;
}

/** The machine as setting up needs it, so that tests can do as if it were another one. */
export interface Host {
  readonly platform: string;
  readonly arch: string;
  /** Version of glibc; null on systems without it, such as Alpine. */
  readonly glibc: string | null;
  /** Whether somebody looks on, who gets bars of progress. */
  readonly interactive: boolean;
  /** The program that runs this. */
  readonly node: string;
  run(command: string, args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Whether a server answers at once. */
  answers(url: string): Promise<boolean>;
  say(line: string): void;
}

/** Why it cannot be done, in plain sentences for the user. */
export class SetupFailure extends Error {}

/** This machine. */
export function thisHost(): Host {
  return {
    platform: process.platform,
    arch: process.arch,
    glibc: glibcVersion(),
    interactive: process.stdout.isTTY === true,
    node: process.execPath,
    run,
    answers,
    say: (line) => console.log(line),
  };
}

function glibcVersion(): string | null {
  if (process.platform !== 'linux') return null;
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime ?? null;
}

function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const { cwd, env, seconds = 120, show = false } = options;
    const child = spawn(command, args, {
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, ...env },
      stdio: ['ignore', show && process.stdout.isTTY ? 'inherit' : 'pipe', 'pipe'],
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    });
    const parts: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (part: string) => parts.push(part));
    }
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output: parts.join('') }));
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(4000) });
    return true;
  } catch {
    return false;
  }
}
